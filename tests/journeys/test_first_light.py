"""First light, whole: from a unit's phone to a real page, and a visitor's comment back."""

import pytest
import requests

from tests.journeys.conftest import DESK
from tests.journeys.story import (
    answers,
    approves,
    comment_page,
    comments,
    known,
    photos_are_right,
    posts_of,
    saves,
    sends,
    sorts,
    within,
    write,
)

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
    sends(ani)
    ulid = portal.ulid(TITLE)
    page = f"/materials/{ulid}/"
    the_manager_asks_for_changes(mira, page)
    the_author_changes(ani, page)
    mira.opens(page).presses("a[href$='/edit/']")
    mira.page.locator("[name=title]").fill(f"{TITLE} 2026")
    saves(mira)
    approves(mira, page)

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
    sends(ani)
    assert ani.page.locator("form[action$='/approve/']").count() == 0


COMPLAINT = "Obat saya kurang dua tablet, mohon dicek."
ANSWER = "Terima kasih sudah memberi tahu kami. Kekurangan obat dapat diambil di loket farmasi."
PRAISE = "Petugas imunisasi ramah sekali."


def test_a_complaint_goes_to_the_lead_and_back_as_an_answer(portal, worker, enter, wordpress_site):
    post = posts_of(wordpress_site, portal.ulid(f"{TITLE} 2026"))[0]
    comments(wordpress_site, post["id"], COMPLAINT)
    assert COMPLAINT not in requests.get(post["link"], timeout=30).text
    within(150, lambda: known(portal, COMPLAINT))
    page = comment_page(portal, COMPLAINT)
    lina, mira = enter("lina"), enter("mira", DESK)
    assert lina.page.goto(page).status == 404, "not hers yet"

    sorts(mira.opens("/comments/"), page, "complaint", "Imunisasi")
    mira.presses("form[action$='/route/'] button")

    lina.opens("/").presses(f"a[href='{page}']")
    assert COMPLAINT in lina.text
    assert "budi@contoh.test" not in lina.page.content()
    form = "form[action$='/follow-up/']"
    lina.page.locator(f"{form} [name=plan]").fill("Cek resep dan stok.")
    lina.page.locator(f"{form} [name=responsible]").select_option(label="Lina Hartati")
    lina.page.locator(f"{form} [name=done]").fill("Kekurangan dua tablet sudah disiapkan.")
    lina.presses(f"{form} button")

    mira.opens(page)
    assert "Kekurangan dua tablet" in mira.text
    answers(mira, ANSWER)
    mira.opens(page)
    within(120, lambda: answered(mira, page))
    mira.sees_a_sound_page()
    public = requests.get(post["link"], timeout=30).text
    assert public.index(COMPLAINT) < public.index(ANSWER)
    assert public.count(ANSWER) == 1


def answered(person, page):
    person.page.goto(page)
    return person.page.locator("a.address[href*='#comment-']").count()


def test_praise_wants_thanks_and_a_further_sentence(portal, worker, enter, wordpress_site):
    post = posts_of(wordpress_site, portal.ulid(f"{TITLE} 2026"))[0]
    comments(wordpress_site, post["id"], PRAISE)
    portal.manage("pull_comments")
    page = comment_page(portal, PRAISE)
    mira = enter("mira")
    sorts(mira, page, "praise")
    answers(mira, "Terima kasih.")
    assert mira.page.locator("form[action$='/reply/'] textarea").input_value() == "Terima kasih."
    more = "Terima kasih, Bapak Budi. Pujian ini kami sampaikan kepada petugas imunisasi."
    answers(mira, more)
    within(120, lambda: answered(mira, page))
    assert more in requests.get(post["link"], timeout=30).text
