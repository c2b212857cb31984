"""Pieces of the stories that several journeys tell."""

import io
import re
import time

import requests
from PIL import Image
from pillow_heif import from_pillow
from playwright.sync_api import expect

from contentdesk.rendering import marker
from contentdesk.wordpress.client import WordPress
from tests.foundation.pictures import telling_jpeg
from tests.journeys.person import PATIENCE

MATERIAL = re.compile("/materials/[0-9A-Z]{26}/$")
NOTHING = {"drafts": 0, "photos": 0}


def heic():
    """A photo as an iPhone sends it."""
    file = io.BytesIO()
    from_pillow(Image.new("RGB", (1200, 900), "#1d4f91")).save(file)
    return file.getvalue()


def photo(name, content=None):
    """A file to choose, as the phone hands it over."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": content or telling_jpeg()}


def begin(person, kind, title, body):
    """A new material with its text; nothing is pressed yet."""
    person.opens("/materials/new/").presses(f"a[href$='/new/{kind}/']")
    person.page.locator("[name=title]").fill(title)
    person.page.locator("[name=body]").fill(body)


def adds_photos(person, *files):
    """Choose photos and wait until each has arrived, whatever was there before."""
    cards = person.page.locator("[data-placement]")
    there = cards.count()
    person.page.locator("[name=photos]").set_input_files(list(files))
    expect(cards).to_have_count(there + len(files))


def write(person, title, body):
    """A new announcement with a JPEG and a HEIC photo, which arrive by themselves, described."""
    begin(person, "announcement", title, body)
    person.page.locator("[name=people_of_all][value=nobody]").check()
    adds_photos(person, photo("IMG_1.jpg"), photo("IMG_2.heic", heic()))
    for number, words in enumerate(["Pintu depan", "Papan jadwal"]):
        person.page.locator("[name$='-caption']").nth(number).fill(words)
        person.page.locator("[name$='-alt']").nth(number).fill(f"{words} puskesmas")


def unfolds(person, number):
    """Tap the photo's fold open: once it is answered, its fields are put away."""
    fold = person.page.locator("[data-placement]").nth(number - 1).locator(".photo-fold")
    expect(fold).not_to_have_attribute("open", "")
    fold.locator("> summary").click()


def saves(person):
    """Save the open form by its own button."""
    person.presses("#edition .sticky-actions button:not([name])")


def sends(person):
    """Send the open form for review; the page of the material follows."""
    person.presses("button[name=submit]")
    expect(person.page).to_have_url(MATERIAL)


def classifies(mira):
    """The manager sets the class of information that the open page proposes."""
    mira.presses("form[action$='/classify/'] button")


def approves(mira, page):
    """The manager classifies and lets it go to the website now."""
    classifies(mira.opens(page))
    mira.presses("form[action$='/approve/'] button[value=now]")


def within(seconds, condition):
    """Wait for the worker; what the condition gave at last."""
    deadline = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < deadline:
        time.sleep(1)
    assert found
    return found


def kept(page):
    """What waits on this device for whoever is logged in; nothing is known while a page loads."""
    return page.evaluate("window.portal?.store?.count() ?? {drafts: null, photos: null}")


def until(page, condition):
    """Wait in the browser's own time; it goes on working meanwhile."""
    for _moment in range(PATIENCE // 200):
        if condition():
            return
        page.wait_for_timeout(200)
    raise AssertionError(page.locator("#draft-state").all_inner_texts())


def wordpress(site):
    """The site as its Editor sees it."""
    return WordPress(site.url, site.user, site.password)


def posts_of(site, ulid):
    """Every post of a material, in every state and the trash."""
    with wordpress(site) as client:
        return client.posts_marked(marker(ulid))


def media_of(site, ulid):
    """Every attachment of a material's photos."""
    address = f"{site.url}/wp-json/wp/v2/media"
    login = (site.user, site.password)
    found = requests.get(
        address, {"per_page": 100, "context": "edit"}, auth=login, timeout=30
    ).json()
    return [m for m in found if re.fullmatch(rf"foto-\w+-{ulid[-6:].lower()}(-\d+)?", m["slug"])]


def public_page(site, ulid):
    """What a stranger gets at the address of the material's one post."""
    [post] = posts_of(site, ulid)
    assert post["status"] == "publish"
    return requests.get(post["link"], timeout=60).text


def photos_are_right(portal, site, ulid):
    """Each photo of the material is on the site once, byte for byte as the portal keeps it."""
    kept = {
        file.read_bytes()
        for file in (portal.folder / "media" / "photos" / ulid).rglob("*")
        if file.is_file()
    }
    served = [requests.get(m["source_url"], timeout=30).content for m in media_of(site, ulid)]
    assert len(served) == len(set(served)) == 2
    assert set(served) <= kept


def comments(site, post_id, words, author="Budi Santoso"):
    """A visitor leaves a comment by the page's own form."""
    said = {
        "comment_post_ID": post_id,
        "author": author,
        "email": "budi@contoh.test",
        "comment": words,
    }
    while True:
        answer = requests.post(
            f"{site.url}/wp-comments-post.php", said, allow_redirects=False, timeout=60
        )
        if answer.status_code != 429:
            break
        time.sleep(5)  # one comment in 15 seconds from one address
    assert answer.status_code == 302, answer.text


def comment_page(portal, words):
    """The address of the page of what was said in these words."""
    [(pk,)] = portal.rows("SELECT id FROM complaints_comment WHERE text = ?", words)
    return f"/comments/{pk}/"


def known(portal, words):
    """Whether the portal has taken these words in."""
    return portal.rows("SELECT 1 FROM complaints_comment WHERE text = ?", words)


def sorts(mira, page, classification, program=""):
    """The manager says what it is, and lets the website show it."""
    mira.opens(page)
    form = "form[action$='/triage/']"
    mira.page.locator(f"{form} [name=classification][value={classification}]").check()
    mira.page.locator(f"{form} [name=wish][value=show]").check()
    if program:
        mira.page.locator(f"{form} [name=program]").select_option(label=program)
    mira.presses(f"{form} .sticky-actions button, {form} .btn-row button")


def answers(mira, words):
    """The manager sends an answer off from the page that is open."""
    form = "form[action$='/reply/']"
    mira.page.locator(f"{form} textarea").fill(words)
    mira.presses(f"{form} button[name=send]")
