"""A child's photo waits for a consent, and goes when it is withdrawn; what boxes cover is gone."""

import io

import requests
from PIL import Image
from playwright.sync_api import expect

from tests.foundation.pictures import corners, saved
from tests.journeys.story import (
    adds_photos,
    approves,
    begin,
    media_of,
    photo,
    public_page,
    saves,
    sends,
    unfolds,
)

TITLE = "Imunisasi di SD Negeri 1"
BODY = (
    "Petugas imunisasi mengunjungi SD Negeri 1 dan menyuntik anak kelas satu bersama guru mereka."
)
WORDS = ["Anak menunjukkan kartu imunisasi", "Meja petugas dengan kotak vaksin"]
CHILD, MOTHER = "Anak kelas satu", "Ibu dari anak itu"
TOLD = "Ibunya datang ke loket pagi ini."


def picture(name, width):
    return photo(name, saved(corners(width, width // 2), quality=95))


def test_without_consent_not_with_it_published(portal, enter, wordpress_site):
    ani, mira = enter("ani"), enter("mira")
    the_unit_writes(ani)
    uncovered = files_of(portal, "covered_by_id IS NULL")
    the_unit_covers_the_second_photo(ani)
    the_covered_one_is_gone(portal, uncovered)
    sends(ani)
    page = f"/materials/{portal.ulid(TITLE)}/"
    the_manager_cannot_approve(mira, page)
    the_unit_records_the_consent(ani, page)
    the_manager_approves(mira, page)
    portal.manage("deliver")
    the_website_shows_both(portal, wordpress_site)


def the_unit_writes(ani):
    begin(ani, "incidental", TITLE, BODY)
    ani.page.locator(".today").click()
    ani.page.locator("[name=fact_place]").fill("SD Negeri 1")
    adds_photos(ani, picture("IMG_1.jpg", 1200), picture("IMG_2.jpg", 1000))
    for number, words in enumerate(WORDS):
        ani.page.locator("[name$='-alt']").nth(number).fill(words)
    people = ani.page.locator("[data-placement]")
    people.nth(0).locator("[value=consented]").check()
    people.nth(1).locator("[value=nobody]").check()
    saves(ani)


def files_of(portal, which):
    """The files of the material's photos, by the photo's hash."""
    rows = portal.rows(
        f"SELECT sha256, file, preview FROM contentdesk_photo WHERE material_id = "
        f"(SELECT material_id FROM contentdesk_edition WHERE title = ?) AND {which}",
        TITLE,
    )
    media = portal.folder / "media"
    return {sha256: [media / name for name in names if name] for sha256, *names in rows}


def the_unit_covers_the_second_photo(ani):
    """A box over its middle, made wider by keyboard, and one drawn with the finger or mouse."""
    unfolds(ani, 2)
    ani.presses("[data-placement]:nth-child(2) button[value^=boxes]")
    page = ani.page
    page.locator("[data-add-box]").click()
    for _step in range(5):
        page.keyboard.press("Shift+ArrowRight")
    stage = page.locator("[data-stage]").bounding_box()
    left, top = stage["x"] + stage["width"] * 0.02, stage["y"] + stage["height"] * 0.02
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(left + stage["width"] * 0.2, top + stage["height"] * 0.3, steps=5)
    page.mouse.up()
    expect(page.locator(".boxes-box")).to_have_count(2)
    ani.sees_a_sound_page()
    ani.presses("[data-boxes-form] button.btn-primary")


def the_covered_one_is_gone(portal, uncovered):
    """Of the photo as it was no file is left, and no file shows what lies under the boxes."""
    covered = files_of(portal, "covered_by_id IS NOT NULL")
    [(sha256, files)] = covered.items()
    assert files == []
    assert not any(file.exists() for file in uncovered[sha256])
    kept = {f for files in files_of(portal, "covered_by_id IS NULL").values() for f in files}
    folder = portal.folder / "media" / "photos" / portal.ulid(TITLE)
    assert {file for file in folder.rglob("*") if file.is_file()} == kept


def the_manager_cannot_approve(mira, page):
    mira.opens(page)
    sentence = "memperlihatkan pasien atau anak, tetapi surat persetujuannya belum dicatat"
    finding = mira.page.locator(".finding-trouble", has_text=sentence)
    assert finding.count() == 1
    assert finding.locator("form").count() == 0, "no reason can stand in for it"
    approves(mira, page)
    assert sentence in mira.page.locator(".message-error").inner_text()
    assert mira.page.locator("form[action$='/approve/']").count() == 1


def the_unit_records_the_consent(ani, page):
    ani.opens(page).presses("#consents ~ ul a[href$='/consents/']")
    fill = {"person": CHILD, "guardian": MOTHER}
    for name, words in fill.items():
        ani.page.locator(f"[name={name}]").fill(words)
    ani.page.locator("[name=is_child]").check()
    ani.presses("form:has([name=proof]) button.btn-primary")
    assert ani.page.locator(".is-invalid").count() > 0, "a proof is needed"
    assert ani.page.locator("[name=person]").input_value() == CHILD
    ani.page.locator("[name=proof]").set_input_files([picture("kertas.jpg", 800)])
    ani.presses("form:has([name=proof]) button.btn-primary")
    assert CHILD in ani.page.locator(".consent").inner_text()
    proof = ani.page.locator("a[href$='/proof.jpg']").get_attribute("href")
    assert ani.page.request.get(proof).headers["content-type"] == "image/jpeg"


def the_manager_approves(mira, page):
    mira.opens(page)
    assert CHILD in mira.page.locator("[aria-labelledby=consents]").inner_text()
    assert mira.page.locator(".finding-trouble").count() == 0
    mira.presses("form[action$='/approve/'] button[value=now]")
    assert mira.page.locator("form[action$='/approve/']").count() == 0


def the_website_shows_both(portal, site):
    """Both photos, the second black where the boxes lay; nothing of names or paper."""
    ulid = portal.ulid(TITLE)
    public = public_page(site, ulid)
    media = media_of(site, ulid)
    assert len(media) == 2
    for words in WORDS:
        assert words in public
    for words in [CHILD, MOTHER, "kertas"]:
        assert words not in public
    by_width = {}
    for medium in media:
        image = Image.open(io.BytesIO(requests.get(medium["source_url"], timeout=60).content))
        by_width[image.width] = image.convert("RGB")
    for x, y in [(0.5, 0.5), (0.1, 0.1)]:
        plain, covered = by_width[1200], by_width[1000]
        assert max(covered.getpixel((int(1000 * x), int(500 * y)))) < 16
        assert max(plain.getpixel((int(1200 * x), int(600 * y)))) > 150


def test_withdrawn_the_photo_is_gone_for_everybody(portal, enter, wordpress_site):
    ani, mira = enter("ani"), enter("mira")
    ulid = portal.ulid(TITLE)
    addresses = addresses_of_the_child(wordpress_site, ulid)
    ani.opens(f"/materials/{ulid}/").presses("#consents ~ ul a[href$='/consents/']")
    form = "form[action$='/withdraw/']"
    ani.page.locator(f"details:has({form}) > summary").click()
    ani.page.locator(f"{form} textarea").fill(TOLD)
    ani.presses(f"{form} button")
    portal.manage("deliver")
    public = public_page(wordpress_site, ulid)
    assert WORDS[0] not in public
    assert WORDS[1] in public
    for address in addresses:
        answer = requests.get(address, timeout=60)
        assert not answer.headers["Content-Type"].startswith("image/"), address
        assert address not in public
    report = mira.opens("/website/").page.locator("tr", has_text=TITLE).inner_text()
    assert "tepat waktu" in report
    assert f"{len(addresses)} alamat" in report


def addresses_of_the_child(site, ulid):
    """Where the child's photo can be fetched, in every size."""
    [child] = [media for media in media_of(site, ulid) if media["alt_text"] == WORDS[0]]
    sizes = child["media_details"]["sizes"].values()
    addresses = {child["source_url"], *(size["source_url"] for size in sizes)}
    for address in addresses:
        kind = requests.get(address, timeout=60).headers["Content-Type"]
        assert kind.startswith("image/"), address
    return addresses
