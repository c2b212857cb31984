"""Without a network nothing is sent, and what waits on the device is told outside its form, too."""

from playwright.sync_api import expect

from tests.journeys.story import NOTHING, kept, until
from tests.journeys.test_drafts_on_the_phone import begin, stored, types

TOLD = "belum sampai ke portal"


def test_sending_without_a_network_stays_on_the_page(portal, enter):
    ani = enter("ani")
    page = begin(ani, portal, "Tanpa jaringan")
    page.context.set_offline(True)
    types(page, " Dua.")
    for button in ("Simpan", "Kirim untuk diperiksa"):
        page.get_by_role("button", name=button, exact=True).last.click()
        expect(page.locator("#draft-state")).to_contain_text("jadi belum terkirim")
    assert page.locator("[name=body]").input_value() == "Satu. Dua."
    page.context.set_offline(False)
    until(page, lambda: stored(portal, "Tanpa jaringan") == "Satu. Dua.")
    until(page, lambda: kept(page) == NOTHING)
    ani.complaints = []  # a request without a network is an error to the browser
    ani.sees_a_sound_page()


def test_an_older_text_is_not_sent_from_the_page_of_the_material(portal, enter):
    ani = enter("ani")
    page = begin(ani, portal, "Masih di ponsel")
    edit = page.url
    page.route("**/draft/", lambda route: route.abort("internetdisconnected"))
    types(page, " Dua.")
    until(page, lambda: kept(page)["drafts"] == 1)
    for address in (edit.removesuffix("edit/"), portal.url):
        page.goto(address)
        expect(page.locator("[data-kept-here]")).to_contain_text(TOLD)
        expect(page.get_by_role("button", name="Kirim untuk diperiksa")).to_have_count(0)
        ani.complaints = []
        ani.sees_a_sound_page()
    page.unroute("**/draft/")
    page.locator("[data-kept-here] a").click()
    page.wait_for_url(edit)
    until(page, lambda: stored(portal, "Masih di ponsel") == "Satu. Dua.")
    until(page, lambda: kept(page) == NOTHING)
    page.goto(edit.removesuffix("edit/"))
    expect(page.locator("[data-kept-here]")).to_be_hidden()
    expect(page.get_by_role("button", name="Kirim untuk diperiksa")).to_be_visible()
