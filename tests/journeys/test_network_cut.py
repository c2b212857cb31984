"""The network is cut in the middle of uploads and of typing; everything arrives, and once."""

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.foundation.pictures import saved
from tests.journeys.story import MATERIAL, NOTHING, adds_photos, begin, kept, photo, until

COLOURS = ["#0f6b5c", "#1d4f91", "#7a4a00"]
BODY = "Penimbangan balita di balai RW 03."
ADDED = " Dua puluh balita ditimbang, semua naik berat badannya."
CAPTION = "Penimbangan oleh kader"


def picture(number):
    image = Image.new("RGB", (1200, 900), COLOURS[number])
    return photo(f"IMG_{number}.jpg", saved(image, quality=95))


def begins_an_activity(person, portal, title):
    """The text, the facts and a first photo are in the portal."""
    begin(person, "routine", title, BODY)
    page = person.page
    page.locator(".today").click()
    page.locator("[name=fact_place]").fill("Balai RW 03")
    page.locator("[name=people_of_all][value=crowd]").check()
    adds_photos(person, picture(0))
    until(page, lambda: stored(portal, title)[:3] == ("draft", BODY, "Balai RW 03"))
    person.sees_a_sound_page()
    return page


def the_network_goes(page, *, at):
    """From the photo number `at` (counted from now) on: it arrives, but its answer does not."""
    sent = []

    def cut(route):
        sent.append(route.request)
        if len(sent) < at:
            return route.continue_()
        route.fetch()
        page.context.set_offline(True)
        return route.abort("internetdisconnected")

    page.route("**/photos/add/", cut)
    return sent


def stored(portal, title):
    rows = portal.rows(
        "SELECT e.state, e.body, e.facts ->> 'place', count(p.id), count(DISTINCT f.sha256), "
        "sum(p.people = 'crowd'), max(p.caption) FROM contentdesk_edition e "
        "LEFT JOIN contentdesk_placement p ON p.edition_id = e.id "
        "LEFT JOIN contentdesk_photo f ON f.id = p.photo_id WHERE e.title = ? GROUP BY e.id",
        title,
    )
    return rows[0] if rows else (None,)


def everything_is_there(portal, title):
    assert stored(portal, title) == (
        "submitted", BODY + ADDED, "Balai RW 03", 3, 3, 3, CAPTION,
    )  # fmt: skip
    # Once, too, on the disk: three photos and their previews.
    folder = portal.folder / "media" / "photos" / portal.ulid(title)
    assert len([file for file in folder.rglob("*") if file.is_file()]) == 6


def types_without_a_network(person):
    """Caption and text, while the other photos wait on the phone."""
    page = person.page
    page.locator("[name$='-caption']").first.fill(CAPTION)
    page.locator("[name=body]").press("End")
    page.locator("[name=body]").press_sequentially(ADDED)
    expect(page.locator(".draft-state-offline")).to_be_visible()
    person.sees_a_sound_page()


def test_sent_without_a_network_it_goes_by_itself_when_that_is_back(portal, enter):
    ani, title = enter("ani"), "Posyandu dan jaringan putus"
    page = begins_an_activity(ani, portal, title)
    the_network_goes(page, at=1)
    page.locator("[name=photos]").set_input_files([picture(1), picture(2)])
    expect(page.locator("[data-queue] > li")).to_have_count(2)
    expect(page.locator("[data-queue] canvas").nth(1)).to_be_visible()
    types_without_a_network(ani)
    page.locator("button[name=submit]").click()
    expect(page.locator("#photo-wait")).to_be_visible()
    ani.sees_a_sound_page()
    assert stored(portal, title)[0] == "draft"

    page.unroute("**/photos/add/")
    with page.expect_event("load"):
        page.context.set_offline(False)
    expect(page).to_have_url(MATERIAL)
    ani.sees_a_sound_page()
    everything_is_there(portal, title)
    assert kept(page) == NOTHING
    for number in range(3):
        loaded = page.frame_locator(".preview iframe").locator("img").nth(number)
        expect(loaded).to_have_js_property("complete", True)


@pytest.mark.parametrize("at", [1, 2])
def test_the_window_was_closed_before_the_network_came_back(at, portal, enter):
    ani, title = enter("ani"), f"Posyandu dan jendela tertutup {at}"
    page = begins_an_activity(ani, portal, title)
    address, phone = page.url, page.context
    sent = the_network_goes(page, at=at)
    page.locator("[name=photos]").set_input_files([picture(1), picture(2)])
    expect(page.locator("[data-placement]")).to_have_count(at)
    expect(page.locator("[data-queue] > li")).to_have_count(3 - at)
    expect(page.locator("[data-queue] canvas").nth(2 - at)).to_be_visible()
    types_without_a_network(ani)
    assert len(sent) >= at
    waiting = {"drafts": 1, "photos": 3 - at}
    until(page, lambda: kept(page) == waiting)
    page.close()

    phone.set_offline(False)
    page = ani.takes_up_again(address).page
    expect(page.locator("[data-placement]")).to_have_count(3)
    expect(page.locator("[data-queue] > li")).to_have_count(0)
    until(page, lambda: stored(portal, title)[1] == BODY + ADDED)
    ani.presses("button[name=submit]")
    expect(page).to_have_url(MATERIAL)
    everything_is_there(portal, title)
    assert kept(page) == NOTHING
