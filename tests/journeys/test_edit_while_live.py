"""What is on the website is changed, rejected, changed again: by keyboard alone, on a phone."""

import pytest

from tests.journeys.person import presses_tab_until
from tests.journeys.story import media_of, posts_of, public_page

TITLE = "Jam layanan farmasi selama bulan Desember"
ADDED = "Tanggal 25 dan 26 Desember loket tutup."
REASON = "Tanggal 26 Desember loket tetap buka."
MENDED = "Tanggal 25 Desember loket tutup."


@pytest.fixture
def ulid(portal):
    """The demo's announcement with a photo, on the website."""
    portal.manage("deliver")
    return portal.ulid(TITLE)


def shown(site, ulid):
    """All that must not move: the post, its photos, and every word a stranger reads."""
    [post] = posts_of(site, ulid)
    media = [(medium["id"], medium["source_url"]) for medium in media_of(site, ulid)]
    return post["id"], post["link"], media, public_page(site, ulid)


def the_unit_changes(ani, page, words):
    """A new version of what is live, with one sentence more."""
    ani.opens(page).presses_by_key("form[action$='/begin/'] button")
    if "/edit/" not in ani.page.url:
        ani.presses_by_key("a[href$='/edit/']")
    ani.types_into("[name=body]", f" {words}", first="Control+End")
    ani.presses_by_key("button[name=submit]")
    assert ani.page.url.endswith(page)


def the_manager_rejects(mira, page):
    mira.opens("/review/").presses_by_key(f"a[href='{page}']")
    presses_tab_until(mira.page, "details:has(form[action$='/reject/']) > summary")
    mira.page.keyboard.press("Enter")
    mira.types_into("form[action$='/reject/'] textarea", REASON)
    mira.presses_by_key("form[action$='/reject/'] button")


def test_the_live_page_stays_until_the_change_is_approved(portal, enter, wordpress_site, ulid):
    ani, mira = enter("ani"), enter("mira")
    page = f"/materials/{ulid}/"
    before = shown(wordpress_site, ulid)

    def nothing_moved():
        portal.manage("deliver")
        assert shown(wordpress_site, ulid) == before

    the_unit_changes(ani, page, ADDED)
    assert before[1] in ani.text, "what is on the website now"
    nothing_moved()
    the_manager_rejects(mira, page)
    nothing_moved()
    ani.opens(page)
    assert REASON in ani.text

    the_unit_changes(ani, page, MENDED)
    nothing_moved()
    # The class of information is the one that was set for the version before.
    mira.opens(page).presses_by_key("form[action$='/approve/'] button[value=now]")
    portal.manage("deliver")

    post, link, media, public = shown(wordpress_site, ulid)
    assert (post, link, media) == before[:3], "the same post, no photo sent again"
    assert MENDED in public
    assert ADDED not in public
    ani.opens(page)
    assert link in ani.text
    assert portal.rows(
        "SELECT e.number, e.state FROM contentdesk_edition e JOIN contentdesk_material m "
        "ON m.id = e.material_id WHERE m.ulid = ? ORDER BY e.number",
        ulid,
    ) == [(1, "superseded"), (2, "rejected"), (3, "published")]
