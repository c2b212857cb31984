"""Nothing typed is lost: a cut network, an expired login, a shared phone, two on one draft."""

import pytest

from tests.journeys.story import NOTHING, heic, kept, until

DAYS = 86_400_000  # ms
ALL_SESSIONS = "from django.contrib.sessions.models import Session; Session.objects.all().delete()"


def stored(portal, title):
    """The text of the edition with this title, as the portal has it."""
    found = portal.rows("SELECT body FROM contentdesk_edition WHERE title = ?", title)
    return found[0][0] if found else None


def begin(person, portal, title, body="Satu."):
    """Type a new announcement and press nothing: it is saved by itself, at its own address."""
    page = person.opens("/materials/new/announcement/").page
    page.locator("[name=title]").fill(title)
    page.locator("[name=body]").fill(body)
    page.wait_for_url("**/edit/")
    until(page, lambda: stored(portal, title) == body and kept(page) == NOTHING)
    return page


def types(page, words):
    page.locator("[name=body]").press("End")
    page.locator("[name=body]").press_sequentially(words)


def test_a_cut_network_and_a_closed_browser(portal, enter):
    ani = enter("ani")
    page = begin(ani, portal, "Putus jaringan")
    phone, address = page.context, page.url
    phone.set_offline(True)
    types(page, " Dua.")
    until(page, lambda: page.locator(".draft-state-offline").count() == 1)
    phone.set_offline(False)
    until(page, lambda: stored(portal, "Putus jaringan") == "Satu. Dua.")
    phone.set_offline(True)
    types(page, " Tiga.")
    until(page, lambda: kept(page)["drafts"] == 1)
    page.close()
    phone.set_offline(False)
    ani.page = page = phone.new_page()
    page.goto(address)
    until(page, lambda: stored(portal, "Putus jaringan") == "Satu. Dua. Tiga.")
    ani.complaints = []  # a request without a network is an error to the browser
    ani.sees_a_sound_page()
    page.locator("[data-drop]").click()
    until(page, lambda: stored(portal, "Putus jaringan") == "Satu. Dua." and kept(page) == NOTHING)


def test_an_expired_login_on_a_shared_phone(portal, enter):
    ani = enter("ani")
    page = begin(ani, portal, "Sesi habis")
    portal.manage("shell", "--no-imports", "-c", ALL_SESSIONS)
    types(page, " Dua.")
    until(page, lambda: page.locator("#draft-state a").count() == 1)
    address = page.url
    ani.logs_in("rina")
    assert kept(page) == NOTHING
    ani.opens("/account/logout/")
    assert page.locator("#unsent").is_hidden()
    ani.presses("main form[data-logout] button")
    assert stored(portal, "Sesi habis") == "Satu."
    ani.logs_in("ani")
    page.goto(address)
    until(page, lambda: stored(portal, "Sesi habis") == "Satu. Dua.")
    ani.sees_a_sound_page()


def test_logging_out_tells_and_erases(portal, enter):
    ani = enter("ani")
    page = ani.opens("/materials/new/routine/").page
    page.route("**/draft/", lambda route: route.abort())
    page.locator("[name=title]").fill("Belum terkirim")
    until(page, lambda: kept(page)["drafts"] == 1)
    ani.opens("/")
    page.locator(".usermenu summary").click()
    page.locator(".usermenu form[data-logout] button").click()
    page.wait_for_url("**/account/logout/")
    page.locator("#unsent li").wait_for()
    assert "Belum terkirim" in page.locator("#unsent").inner_text()
    ani.complaints = []
    ani.sees_a_sound_page()
    ani.presses("main form[data-logout] button")
    ani.logs_in("ani")
    assert kept(page) == NOTHING


@pytest.mark.parametrize(("days", "left"), [(6.9, 1), (7.1, 0)])
def test_after_seven_days_it_is_gone(days, left, portal, enter):
    page = enter("ani").opens("/").page
    row = "{ulid: 'X', page: '', version: 1, fields: {title: 'Lama'}, base: {}, lost: []}"
    page.evaluate(f"portal.store.putDraft({row})")
    later = page.context.new_page()
    later.add_init_script(f"const now = Date.now; Date.now = () => now() + {days * DAYS}")
    later.goto("/")
    assert kept(later)["drafts"] == left


def test_two_people_on_one_draft(portal, enter):
    ani, mira = enter("ani"), enter("mira")
    page = begin(ani, portal, "Berdua")
    mira.opens(page.url)
    assert "Ani" in mira.page.locator("#presence").inner_text()
    editor = mira.page.locator(".ProseMirror")
    editor.press("End")
    editor.press_sequentially(" Dari Mira.")
    until(mira.page, lambda: stored(portal, "Berdua") == "Satu. Dari Mira.")
    types(page, " Dari Ani.")
    page.locator("#draft-notices dl").wait_for()
    shown = page.locator("#draft-notices").inner_text()
    assert "Mira" in shown
    assert "Satu. Dari Mira." in shown
    assert "<p>" not in shown
    ani.sees_a_sound_page()
    assert stored(portal, "Berdua") == "Satu. Dari Mira."
    page.locator("[data-keep=theirs]").click()
    until(page, lambda: stored(portal, "Berdua") == "Satu. Dari Ani.")
    editor.press("End")
    editor.press_sequentially(" Lagi.")
    mira.page.locator("#draft-notices dl").wait_for()
    assert mira.page.locator("#draft-notices dd").all_inner_texts() == ["Satu. Dari Ani."]
    mira.sees_a_sound_page()


def test_words_of_a_photo_that_came_since_are_saved_too(portal, enter):
    page = begin(enter("ani"), portal, "Foto menyusul")
    photo = {"name": "IMG_2.heic", "mimeType": "image/heic", "buffer": heic()}
    page.locator("[name=photos]").set_input_files([photo])
    caption = page.locator("[data-placement] [name$='-caption']")
    caption.fill("Papan jadwal")
    query = "SELECT count(*) FROM contentdesk_placement WHERE caption = 'Papan jadwal'"
    until(page, lambda: portal.rows(query) == [(1,)] and kept(page) == NOTHING)
    assert page.locator("#draft-notices section").count() == 0


def test_an_activity_is_sent_in_at_most_twelve_taps(portal, enter):
    """Counted from the home page; a tap into a field to type in it counts, too."""
    ani = enter("ani")
    page = ani.opens("/").page
    taps = []

    def tap(selector):
        taps.append(selector)
        page.locator(selector).first.click()
        return page.locator(selector).first

    tap(".pagehead-actions a")
    tap("a[href$='/new/routine/']")
    tap("[name=title]").fill("Posyandu Melati")
    tap("[name=body]").fill("Penimbangan balita dan pemberian vitamin A.")
    tap(".today")
    tap("[name=fact_place]").fill("Balai RW 03")
    with page.expect_file_chooser() as choosing:
        tap("[name=photos]")
    taps += ["the photo", "done"]  # in the phone's own list of pictures
    photo = {"name": "IMG_1.heic", "mimeType": "image/heic", "buffer": heic()}
    choosing.value.set_files([photo])
    tap("label[for^=id_people_of_all]")
    page.locator("[data-placement]").wait_for()
    with page.expect_navigation(url="**/materials/*/"):
        tap("button[name=submit]")
    assert len(taps) <= 12
    assert portal.rows("SELECT state FROM contentdesk_edition WHERE title = 'Posyandu Melati'") == [
        ("submitted",)
    ]
    assert kept(page) == NOTHING
