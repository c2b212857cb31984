"""Many photos on a phone: what is answered is put away, and nothing closes under one's hands."""

import pytest
from playwright.sync_api import expect

from tests.foundation.pictures import corners, saved
from tests.journeys.person import presses_tab_until
from tests.journeys.story import adds_photos, begin, heic, kept, photo, saves, unfolds, until

WORDS = ["Pintu depan puskesmas", "Papan jadwal puskesmas"]


@pytest.fixture
def ani(enter):
    return enter("ani")


def folds(person):
    """For each photo whether its fields are open."""
    return person.page.locator(".photo-fold").evaluate_all("all => all.map((one) => one.open)")


def writes(ani, title, described=2):
    """Two photos, of which so many are described; all is saved by itself."""
    begin(ani, "announcement", title, "Loket pindah ke pintu depan.")
    ani.page.locator("[name=people_of_all][value=nobody]").check()
    adds_photos(ani, photo("IMG_1.jpg"), photo("IMG_2.heic", heic()))
    for number, words in enumerate(WORDS[:described]):
        ani.page.locator("[name$='-alt']").nth(number).fill(words)


def test_they_fold_on_the_next_page_and_not_before(ani, portal):
    writes(ani, "Terlipat")
    query = (
        "SELECT count(*) FROM contentdesk_placement p JOIN contentdesk_edition e "
        "ON p.edition_id = e.id WHERE e.title = ? AND p.alt <> '' AND p.people = 'nobody'"
    )
    until(ani.page, lambda: portal.rows(query, "Terlipat") == [(2,)])
    ani.page.locator("[name=title]").click()
    assert folds(ani) == [True, True]
    tall = ani.page.evaluate("document.documentElement.scrollHeight")
    saves(ani)
    assert folds(ani) == [False, False]
    assert ani.page.evaluate("document.documentElement.scrollHeight") < tall - 1000
    for words in WORDS:
        expect(ani.page.locator(".photo-said", has_text=words)).to_be_visible()
    unfolds(ani, 2)
    ani.page.locator("[name$='-alt']").nth(1).fill("Papan jadwal baru")
    ani.sees_a_sound_page()
    ani.page.locator(".photo-fold").nth(1).locator("> summary").click()
    expect(ani.page.locator(".photo-said").nth(1)).to_have_text("Papan jadwal baru")
    saves(ani)
    expect(ani.page.locator(".photo-said").nth(1)).to_have_text("Papan jadwal baru")


def test_one_is_opened_by_keyboard_moved_and_taken_out(ani):
    writes(ani, "Terlipat lalu dipindah", described=1)
    saves(ani)
    assert folds(ani) == [False, True]
    presses_tab_until(ani.page, ".photo-fold:not([open]) > summary")
    ani.page.keyboard.press("Enter")
    first = ani.page.locator("[data-placement]").first
    first.locator("[value^=down]").click()
    moved = ani.page.locator("[data-placement]").last
    expect(moved.locator(".photo-said")).to_have_text(WORDS[0])
    adds_photos(ani, photo("IMG_3.jpg", saved(corners(1000, 500), quality=95)))
    assert folds(ani) == [True, True, True]
    last = ani.page.locator("[data-placement]").nth(2)
    last.locator(".photo-fold details > summary").click()
    last.locator("[name$='-removed'][value=on]").last.click()
    expect(ani.page.locator("[data-placement]")).to_have_count(2)
    ani.sees_a_sound_page()
    saves(ani)
    assert folds(ani) == [True, False]


def test_a_link_to_one_and_words_from_the_phone_open_it(ani):
    writes(ani, "Terlipat dan ditautkan")
    saves(ani)
    page = ani.page
    one = page.locator("[data-placement]").first.get_attribute("id")
    address = page.url
    page.goto("/")
    ani.opens(f"{address}#{one}")
    assert folds(ani) == [True, False]
    other = page.locator("[data-placement]").last.get_attribute("id")
    page.evaluate("id => { location.hash = id }", other)
    until(page, lambda: folds(ani) == [True, True])

    # Cut off inside the page: what a browser sends as a page closes passes by set_offline.
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()) }")
    page.locator("[name$='-alt']").nth(1).fill("Papan jadwal tanpa jaringan")
    until(page, lambda: kept(page)["drafts"] == 1)
    ani.opens(address)
    until(ani.page, lambda: folds(ani) == [False, True])


def test_without_a_script_it_can_be_opened(enter, ani):
    writes(ani, "Terlipat tanpa skrip")
    saves(ani)
    plain = enter("ani", java_script_enabled=False)
    plain.page.goto(ani.page.url)
    caption = plain.page.locator("[name$='-caption']").first
    expect(caption).to_be_hidden()
    unfolds(plain, 1)
    caption.fill("Loket")
    plain.page.locator("#edition .sticky-actions button:not([name])").click()
    expect(plain.page.locator("[name$='-caption']").first).to_have_value("Loket")
