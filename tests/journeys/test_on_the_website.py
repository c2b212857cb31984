"""What is on the website: changed there, taken off, put back, filed anew, lost with the site."""

import pytest
import requests

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.story import (
    approves,
    begin,
    media_of,
    posts_of,
    public_page,
    sends,
    wordpress,
)

TITLE = "Jam layanan farmasi selama bulan Desember"
HOURS, CHANGED = "pukul 07.30–15.00", "pukul 09.00–11.00"
WRONG = "Jam hari Jumat belum disepakati."
AGREED = "Jamnya sudah disepakati dengan semua petugas."
NEXT, SHELF = "Obat racikan siap dalam satu jam", "Layanan Obat"


@pytest.fixture
def ulid(portal):
    """The demo's announcement with a photo, on the website."""
    portal.manage("deliver")
    return portal.ulid(TITLE)


def test_changed_there_and_sent_again_as_approved(portal, enter, wordpress_site, ulid):
    somebody_edits_the_page(wordpress_site, ulid)
    assert CHANGED in public_page(wordpress_site, ulid)
    portal.manage("check_drift")
    mira = enter("mira")
    mira.opens("/website/").presses(f"main a[href='/materials/{ulid}/']")
    changes = mira.page.locator("[aria-labelledby=drift]")
    assert "Halaman ini diubah orang di WordPress" in changes.inner_text()
    for number in ["07.30", "09.00"]:
        assert number in changes.locator(".compared-words").inner_text()
    mira.presses("form[action$='/drift/ours/'] button")
    assert "Isi yang sudah disetujui dikirim lagi." in mira.text
    portal.manage("deliver")
    public = public_page(wordpress_site, ulid)
    assert HOURS in public
    assert CHANGED not in public
    mira.opens(f"/materials/{ulid}/")
    assert changes.count() == 0


def somebody_edits_the_page(site, ulid):
    [post] = posts_of(site, ulid)
    content = post["content"]["raw"]
    assert HOURS in content
    with wordpress(site) as client:
        client.update_post(post["id"], {"content": content.replace(HOURS, CHANGED)})


def test_taken_off_for_a_reason_and_put_back(portal, enter, wordpress_site, ulid):
    ani, mira = enter("ani"), enter("mira")
    page = f"/materials/{ulid}/"
    [before] = posts_of(wordpress_site, ulid)
    decides(mira, page, "withdraw", "")
    assert mira.page.locator(".is-invalid").count() > 0, "a reason is needed"
    decides(mira, page, "withdraw", WRONG)
    portal.manage("deliver")
    assert requests.get(before["link"], timeout=60).status_code == 404
    ani.opens(page)
    assert "Pengunjung tidak lagi melihatnya" in ani.page.locator(".standing").inner_text()
    assert WRONG in ani.text
    decides(mira, page, "restore", AGREED)
    portal.manage("deliver")
    assert HOURS in public_page(wordpress_site, ulid)
    [after] = posts_of(wordpress_site, ulid)
    assert (after["id"], after["link"]) == (before["id"], before["link"])


def decides(mira, page, name, reason):
    form = f"form[action$='/{name}/']"
    mira.opens(page).page.locator(f"details:has({form}) > summary").click()
    mira.page.locator(f"{form} textarea").fill(reason)
    mira.presses(f"{form} button")


def test_the_next_page_stands_under_the_websites_own_name(portal, enter, wordpress_site):
    ani, mira = enter("ani"), enter("mira", DESK)
    mira.opens("/website/").presses("a[href='/website/terms/']")
    [(unit,)] = portal.rows("SELECT id FROM organization_unit WHERE name = 'Farmasi'")
    mira.page.locator(f"[name='unit:{unit}:as']").select_option("categories")
    mira.page.locator(f"[name='unit:{unit}:name']").fill(SHELF)
    mira.presses("main form .sticky-actions button")
    assert "Tersimpan. Berlaku untuk setiap halaman" in mira.text
    begin(ani, "announcement", NEXT, "Obat racikan dapat ditunggu di loket obat.")
    sends(ani)
    ulid = portal.ulid(NEXT)
    approves(mira, f"/materials/{ulid}/")
    portal.manage("deliver")
    assert SHELF in public_page(wordpress_site, ulid)
    [post] = posts_of(wordpress_site, ulid)
    with wordpress(wordpress_site) as client:
        [shelf] = client.terms("categories", SHELF)
    assert shelf["id"] in post["categories"]


def test_everything_is_there_once_after_the_site_was_set_up_anew(
    portal, enter, wordpress_site, ulid
):
    live = [ulid, portal.ulid(NEXT)]
    before = [the_site_loses(wordpress_site, ulid) for ulid in live]
    mira = enter("mira")
    mira.opens("/website/").presses("a[href='/website/rebuild/']")
    assert "2 halaman yang tayang dikirim lagi" in mira.text
    mira.presses("form:has([name=generation]) button.btn-primary")
    assert "Semua yang tayang dikirim ulang sekarang" in mira.text
    portal.manage("deliver")
    assert [there(wordpress_site, ulid) for ulid in live] == before
    assert HOURS in public_page(wordpress_site, ulid)
    mira.opens("/website/")
    assert "Semuanya sudah sampai" in mira.text


def the_site_loses(site, ulid):
    """Its page and its files, for good; what was there."""
    posts, files = posts_of(site, ulid), media_of(site, ulid)
    with wordpress(site) as client:
        for post in posts:
            client.delete_post(post["id"])
        for media in files:
            client.delete_media(media["id"])
    return told(posts, files)


def there(site, ulid):
    """What stands on the site of a material."""
    return told(posts_of(site, ulid), media_of(site, ulid))


def told(posts, files):
    """Posts by address and state, files by name: what stays when every number is another."""
    return [(post["link"], post["status"]) for post in posts], [media["slug"] for media in files]


NOT_SEEN = """
from contentdesk.wordpress.models import Delivery
Delivery.objects.filter(pk=Delivery.objects.filter(state="done").last().pk).update(
    state="unconfirmed", error_code="not_seen", steps=[["look", "2026-11-29T01:00:00+00:00"]]
)
"""


@pytest.mark.parametrize("viewport", [PHONE, DESK])
def test_what_stands_in_a_row_of_the_list_can_be_pressed(viewport, portal, enter, ulid):
    """The title's link covers its row; what can be pressed lies above it."""
    portal.manage("shell", "--no-imports", "-c", NOT_SEEN)
    mira = enter("mira", viewport)
    mira.opens("/website/").page.locator("tr summary").click()
    assert mira.page.locator("tr details[open] li").count() == 1
    mira.presses("tr form button")
    assert "Sedang dicoba lagi" in mira.text
    assert mira.page.url.endswith("/website/")
    portal.manage("deliver")
