"""Nobody is asked to choose between two texts when both are one's own."""

import pytest
from playwright.sync_api import expect

from tests.journeys.story import NOTHING, kept, until
from tests.journeys.test_drafts_on_the_phone import begin, stored, types


def answers_are_lost(page, *, cut_from=99):
    """The first save arrives, but its answer does not; from number `cut_from` on none arrives."""
    sent = []

    def cut(route):
        sent.append(route.request)
        number = len(sent)
        if 1 < number < cut_from:
            return route.continue_()
        if number == 1:
            route.fetch()
        return route.abort("internetdisconnected")

    page.route("**/draft/", cut)
    return sent


def makes_it_bold(mira, portal, address, title):
    """The manager formats what the unit has written, and leaves its words as they are."""
    page = mira.page
    page.goto(address)
    editor = page.locator(".ProseMirror")
    editor.press("Control+A")
    editor.press("Control+b")
    query = "SELECT body_html FROM contentdesk_edition WHERE title = ?"
    until(page, lambda: "<strong>" in portal.rows(query, title)[0][0])


def nothing_is_asked(person):
    page = person.page
    assert page.locator("#draft-notices .differing").count() == 0
    assert page.locator(".draft-state-conflict").count() == 0
    person.complaints = []  # a request without a network is an error to the browser
    person.sees_a_sound_page()


@pytest.mark.parametrize("reloaded", [False, True])
def test_the_manager_formats_while_the_network_is_cut(reloaded, portal, enter):
    """The first answer was lost, so the portal has told how its text is formatted."""
    ani, mira, title = enter("ani"), enter("mira"), f"Diformat {reloaded}"
    page = begin(ani, portal, title)
    sent = answers_are_lost(page, cut_from=3)
    types(page, " Dua.")
    until(page, lambda: page.locator(".draft-state-trouble").count() == 1)
    # Refused once, for the version it was made of; made of the right one it does not get through.
    types(page, " Tiga.")
    until(page, lambda: len(sent) == 3 and kept(page)["drafts"] == 1)
    makes_it_bold(mira, portal, page.url, title)
    assert stored(portal, title) == "Satu. Dua."
    page.unroute("**/draft/")
    if reloaded:
        page.reload()
    else:
        types(page, " Empat.")
    said = "Satu. Dua. Tiga." + ("" if reloaded else " Empat.")
    until(page, lambda: stored(portal, title) == said and kept(page) == NOTHING)
    nothing_is_asked(ani)


def test_the_manager_had_formatted_it_before(portal, enter):
    ani, mira, title = enter("ani"), enter("mira"), "Diformat dulu"
    page = begin(ani, portal, title)
    makes_it_bold(mira, portal, page.url, title)
    page.reload()
    phone, address = page.context, page.url
    phone.set_offline(True)
    types(page, " Dua.")
    until(page, lambda: kept(page)["drafts"] == 1)
    page.close()
    phone.set_offline(False)
    page = ani.takes_up_again(address).page
    until(page, lambda: stored(portal, title) == "Satu. Dua." and kept(page) == NOTHING)
    nothing_is_asked(ani)


@pytest.mark.parametrize("late", [False, True])
def test_the_page_goes_while_a_save_is_under_way(late, portal, enter):
    """It arrives before the next page is made, or only after that."""
    ani, title = enter("ani"), f"Masih di jalan {late}"
    page = begin(ani, portal, title)
    phone, address = page.context, page.url
    under_way = []
    page.route("**/draft/", lambda route: under_way.append(route.request))
    types(page, " Dua.")
    until(page, lambda: under_way)
    request = under_way[0]
    saving = {"headers": request.headers, "data": request.post_data_buffer}
    types(page, " Tiga.")
    page.wait_for_timeout(1000)  # until the phone has kept it
    page.close()

    def arrives(route=None):
        if saving:
            assert phone.request.post(request.url, **saving).ok
            saving.clear()
        if route:
            route.continue_()

    phone.route("**/draft/", arrives)
    if not late:
        arrives()
    page = ani.takes_up_again(address).page
    said = "Satu. Dua. Tiga."
    until(page, lambda: stored(portal, title) == said and kept(page) == NOTHING)
    nothing_is_asked(ani)


def opens_the_editor(mira, address):
    mira.page.goto(address)
    editor = mira.page.locator(".ProseMirror")
    expect(editor).to_be_visible()
    editor.press("End")
    return editor


@pytest.mark.parametrize("reloaded", [False, True])
def test_an_answer_to_the_editor_was_lost(reloaded, portal, enter):
    """What the manager writes has no plain words: those of the field below stay the old ones."""
    ani, mira, title = enter("ani"), enter("mira"), f"Dari penyunting {reloaded}"
    address = begin(ani, portal, title).url
    editor, page = opens_the_editor(mira, address), mira.page
    answers_are_lost(page)
    editor.press_sequentially(" *Dua*.")
    until(page, lambda: stored(portal, title) == "Satu. Dua.")
    until(page, lambda: page.locator(".draft-state-trouble").count() == 1)
    if reloaded:
        page.reload()
        expect(page.locator(".ProseMirror em")).to_have_text("Dua")
    else:
        editor.press_sequentially(" Tiga.")
        until(page, lambda: stored(portal, title) == "Satu. Dua. Tiga.")
    until(page, lambda: kept(page) == NOTHING)
    nothing_is_asked(mira)


def test_the_editor_starts_after_its_text_is_back(portal, enter):
    """Until then nothing but the old words stands in the plain field: they must not win."""
    ani, mira, title = enter("ani"), enter("mira"), "Penyunting lambat"
    address = begin(ani, portal, title).url
    editor, page = opens_the_editor(mira, address), mira.page
    phone = page.context
    phone.set_offline(True)
    editor.press_sequentially(" *Dua*.")
    until(page, lambda: kept(page)["drafts"] == 1)
    page.close()
    phone.set_offline(False)
    held = []

    def hold(route):
        held.append(route)

    phone.route("**/editor*.js", hold)
    page = mira.takes_up_again(address).page
    until(page, lambda: stored(portal, title) == "Satu. Dua." and held)
    held[0].continue_()
    expect(page.locator(".ProseMirror em")).to_have_text("Dua")
    until(page, lambda: kept(page) == NOTHING)
    nothing_is_asked(mira)
