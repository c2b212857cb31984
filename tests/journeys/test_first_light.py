"""First light, whole: from a unit's phone to a real page, and a visitor's comment back."""

import pytest
import requests

from tests.journeys.story import photos_are_right, posts_of, within, write

TITLE = "Libur pelayanan 9 Desember"
BODY = "Puskesmas tutup pada 9 Desember.\n- UGD tetap buka\n- Obat rutin dapat diambil 8 Desember"
ASKED = "Sebutkan juga jam buka UGD."


@pytest.fixture(scope="module")
def worker(portal):
    portal.worker.launch()
    yield portal.worker
    portal.worker.stop()


def test_an_announcement_with_two_photos_reaches_the_site(portal, worker, enter, wordpress_site):
    ani, mira = enter("ani"), enter("mira")
    write(ani, TITLE, BODY)
    ani.presses("button[name=submit]")
    ulid = portal.ulid(TITLE)
    page = f"/materials/{ulid}/"
    the_manager_asks_for_changes(mira, page)
    the_author_changes(ani, page)
    mira.opens(page).presses("a[href$='/edit/']")
    mira.page.locator("[name=title]").fill(f"{TITLE} 2026")
    mira.presses("form#edition button:not([name])")
    mira.opens(page).presses("form[action$='/approve/'] button")

    def address():
        mira.page.goto(page)
        shown = mira.page.locator("a.address")
        return shown.get_attribute("href") if shown.count() else None

    public = requests.get(within(90, address), timeout=30).text
    mira.sees_a_sound_page()
    for words in ["UGD buka 24 jam.", f"{TITLE} 2026", "Pintu depan", "Papan jadwal puskesmas"]:
        assert words in public
    assert [post["status"] for post in posts_of(wordpress_site, ulid)] == ["publish"]
    photos_are_right(portal, wordpress_site, ulid)


def the_manager_asks_for_changes(mira, page):
    mira.opens("/review/").presses(f"a[href='{page}']")
    frame = mira.page.frame_locator(".preview iframe")
    assert frame.locator("h1").inner_text() == TITLE
    assert frame.locator("li").count() == 2
    asking = "form[action$='/request_changes/']"
    mira.page.locator(f"{asking} textarea").fill("   ")
    mira.presses(f"{asking} button")
    assert "is-invalid" in mira.page.content(), "a comment is required"
    mira.page.locator(f"{asking} textarea").fill(ASKED)
    mira.presses(f"{asking} button")


def the_author_changes(ani, page):
    ani.opens("/").presses(f"a[href='{page}']")
    assert ASKED in ani.text
    ani.presses("a[href$='/edit/']")
    ani.page.locator("[name=body]").fill(f"{BODY}\n\nUGD buka 24 jam.")
    ani.presses("button[name=submit]")
    assert ani.page.locator("form[action$='/approve/']").count() == 0
