"""First light, whole: from a unit's phone to a real page, and a visitor's comment back."""

import io
import time

import pytest
import requests
from PIL import Image
from pillow_heif import from_pillow

from tests.foundation.pictures import telling_jpeg

TITLE = "Libur pelayanan 9 Desember"
BODY = "Puskesmas tutup pada 9 Desember.\n- UGD tetap buka\n- Obat rutin dapat diambil 8 Desember"
ASKED = "Sebutkan juga jam buka UGD."


def heic():
    """A photo as an iPhone sends it."""
    file = io.BytesIO()
    from_pillow(Image.new("RGB", (1200, 900), "#1d4f91")).save(file)
    return file.getvalue()


def within(seconds, condition):
    """Wait for the worker; what the condition gave at last."""
    deadline = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < deadline:
        time.sleep(1)
    assert found
    return found


@pytest.fixture(scope="module")
def worker(portal):
    portal.worker.launch()
    yield portal.worker
    portal.worker.stop()


def test_an_announcement_with_two_photos_reaches_the_site(portal, worker, enter, wordpress_site):
    ani = enter("ani")
    ani.presses("a[href='/materials/new/']").presses("a[href$='/new/announcement/']")
    ani.page.locator("[name=title]").fill(TITLE)
    ani.page.locator("[name=body]").fill(BODY)
    ani.page.locator("[name=photos]").set_input_files(
        [
            {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": telling_jpeg()},
            {"name": "IMG_2.heic", "mimeType": "image/heic", "buffer": heic()},
        ]
    )
    ani.presses("form#edition button:not([name])")
    for number, words in enumerate(["Pintu depan", "Papan jadwal"]):
        ani.page.locator("[name$='-caption']").nth(number).fill(words)
        ani.page.locator("[name$='-alt']").nth(number).fill(f"{words} puskesmas")
    ani.presses("button[name=submit]")
    page = f"/materials/{portal.ulid(TITLE)}/"

    mira = enter("mira").opens("/review/").presses(f"a[href='{page}']")
    frame = mira.page.frame_locator(".preview iframe")
    assert frame.locator("h1").inner_text() == TITLE
    assert frame.locator("li").count() == 2
    mira.page.locator("form[action$='/request_changes/'] textarea").fill("   ")
    mira.presses("form[action$='/request_changes/'] button")
    assert "is-invalid" in mira.page.content(), "a comment is required"
    mira.page.locator("form[action$='/request_changes/'] textarea").fill(ASKED)
    mira.presses("form[action$='/request_changes/'] button")

    ani.opens("/").presses(f"a[href='{page}']")
    assert ASKED in ani.text
    ani.presses("a[href$='/edit/']")
    ani.page.locator("[name=body]").fill(f"{BODY}\n\nUGD buka 24 jam.")
    ani.presses("button[name=submit]")
    assert ani.page.locator("form[action$='/approve/']").count() == 0

    mira.opens(page).presses("a[href$='/edit/']")
    mira.page.locator("[name=title]").fill(f"{TITLE} 2026")
    mira.presses("form#edition button:not([name])")
    mira.opens(page).presses("form[action$='/approve/'] button")

    def live():
        mira.page.goto(page)
        return mira.page.locator("a.address").count()

    within(90, live)
    mira.sees_a_sound_page()
    address = mira.page.locator("a.address").get_attribute("href")
    public = requests.get(address, timeout=30).text
    assert "UGD buka 24 jam." in public
    assert f"{TITLE} 2026" in public
    assert public.count("Pintu depan") >= 1
    sent = {file.read_bytes() for file in (portal.folder / "media").rglob("*.jpg")}
    pictures = [a for a in _pictures(public) if "foto-" in a]
    assert len(set(pictures)) == 2
    for picture in pictures:
        assert requests.get(picture, timeout=30).content in sent


def _pictures(public):
    import re

    return re.findall(r'<img[^>]+src="([^"]+)"[^>]*class="wp-image', public) or re.findall(
        r'<img[^>]+src="([^"]+foto-[^"]+)"', public
    )
