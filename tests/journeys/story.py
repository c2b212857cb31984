"""Pieces of the stories that several journeys tell."""

import io
import re
import time

import requests
from PIL import Image
from pillow_heif import from_pillow

from contentdesk.rendering import marker
from contentdesk.wordpress.client import WordPress
from tests.foundation.pictures import telling_jpeg


def heic():
    """A photo as an iPhone sends it."""
    file = io.BytesIO()
    from_pillow(Image.new("RGB", (1200, 900), "#1d4f91")).save(file)
    return file.getvalue()


def write(person, title, body):
    """A new announcement with a JPEG and a HEIC photo, saved, its photos described."""
    person.opens("/materials/new/").presses("a[href$='/new/announcement/']")
    page = person.page
    page.locator("[name=title]").fill(title)
    page.locator("[name=body]").fill(body)
    page.locator("[name=photos]").set_input_files(
        [
            {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": telling_jpeg()},
            {"name": "IMG_2.heic", "mimeType": "image/heic", "buffer": heic()},
        ]
    )
    person.presses("form#edition button:not([name])")
    for number, words in enumerate(["Pintu depan", "Papan jadwal"]):
        page.locator("[name$='-caption']").nth(number).fill(words)
        page.locator("[name$='-alt']").nth(number).fill(f"{words} puskesmas")


def within(seconds, condition):
    """Wait for the worker; what the condition gave at last."""
    deadline = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < deadline:
        time.sleep(1)
    assert found
    return found


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
