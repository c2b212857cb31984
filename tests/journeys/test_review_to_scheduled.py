"""From a unit's text with faults to an approval for a time: remark, correction, class, findings."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tests.journeys.story import (
    adds_photos,
    begin,
    classifies,
    photo,
    posts_of,
    saves,
)

TITLE = "Pendaftaran vaksin HPV"
BODY = "Pendaftaran vaksin HPV dibuka lagi.\nDaftar lewat WhatsApp ke 0812-3456-7890."
PHONE_IS = "0812-3456-7890"
REMARK = "Sampai tanggal berapa pendaftarannya?"
ASKED = "Mohon dilengkapi, lalu kirim lagi."
ANSWER = "Sampai akhir bulan, sudah saya tulis."
ADDED = "\nPendaftaran dibuka sampai akhir bulan."
ALT = "Meja pendaftaran dengan dua petugas"
REASON = "Nomor layanan vaksin milik puskesmas sendiri."
CORRECTED = "Pendaftaran imunisasi HPV"


def test_from_the_first_text_to_a_time(portal, enter, wordpress_site):
    ani, mira, hadi = enter("ani"), enter("mira"), enter("hadi")
    page = the_unit_sends_what_has_faults(ani, portal)
    the_manager_claims_it(mira, hadi, page)
    the_manager_asks(mira, page)
    the_unit_answers_and_changes(ani, page)
    the_manager_corrects(mira, page)
    the_manager_settles_the_findings(mira, page)
    at = the_manager_approves_for_a_time(mira, page)
    [(state, publish_at)] = portal.rows(
        "SELECT state, publish_at FROM contentdesk_edition WHERE title = ?", CORRECTED
    )
    assert state == "approved"
    assert datetime.fromisoformat(publish_at).replace(tzinfo=UTC) == at
    the_unit_sees_correction_and_time(ani, page)
    portal.manage("deliver")
    ulid = portal.ulid(CORRECTED)
    assert "publish" not in {post["status"] for post in posts_of(wordpress_site, ulid)}


def sends_all_the_same(ani):
    """A telephone number is asked about before it is sent; the unit says that it may go."""
    ani.presses(".sticky-actions button[name=submit]")
    expect(ani.page.locator("#doubts")).to_be_visible()
    assert PHONE_IS in ani.page.locator(".panel", has_text=PHONE_IS).inner_text()
    ani.presses(".panel button[name=submit]")


def the_unit_sends_what_has_faults(ani, portal):
    begin(ani, "announcement", TITLE, BODY)
    ani.page.locator("[name=people_of_all][value=staff]").check()
    adds_photos(ani, photo("IMG_1.jpg"))
    sends_all_the_same(ani)
    assert PHONE_IS in ani.page.locator(".messages").inner_text()
    return f"/materials/{portal.ulid(TITLE)}/"


def the_manager_claims_it(mira, hadi, page):
    mira.opens("/review/").presses(f"a[href='{page}']")
    mira.presses("form[action$='/claim/'] button")
    row = hadi.opens("/review/").page.locator("tr", has=hadi.page.locator(f"a[href='{page}']"))
    assert "Mira Anggraini" in row.inner_text()
    hadi.opens(page)
    assert "Mira Anggraini" in hadi.page.locator(".standing").inner_text()
    for name, offered in {"take_over": 1, "claim": 0, "approve": 0, "request_changes": 0}.items():
        assert hadi.page.locator(f"form[action$='/{name}/']").count() == offered, name


def the_manager_asks(mira, page):
    mira.opens(page)
    mira.page.locator("#remarks > details:not(:has(ol)) > summary").click()
    form = "#remarks > details form"
    mira.page.locator(f"{form} [name=field]").select_option("body")
    mira.page.locator(f"{form} [name=text]").fill(REMARK)
    mira.presses(f"{form} button")
    mira.page.locator("form[action$='/request_changes/'] textarea").fill(ASKED)
    mira.presses("form[action$='/request_changes/'] button")


def the_unit_answers_and_changes(ani, page):
    ani.opens("/").presses(f"a[href='{page}']")
    assert ASKED in ani.text
    ani.page.locator(".remark summary", has_text=re.compile("")).first.click()
    ani.page.locator(".remark [name=text]").fill(ANSWER)
    ani.presses(".remark form[action$='/remarks/'] button")
    ani.presses("a[href$='/edit/']")
    assert REMARK in ani.page.locator(".remark-here").inner_text()
    ani.page.locator("[name=body]").fill(BODY + ADDED)
    sends_all_the_same(ani)


def the_manager_corrects(mira, page):
    mira.opens(page)
    assert ANSWER in mira.page.locator("#remarks").inner_text()
    mira.presses("#remarks form[action$='/done/'] button")
    assert mira.page.locator(".remark-list").first.is_hidden()
    mira.presses("form[action$='/claim/'] button")
    mira.presses("a[href$='/edit/']")
    mira.page.locator("[name=title]").fill(CORRECTED)
    editor = mira.page.locator(".rich-text .ProseMirror")
    editor.press("Control+End")
    editor.press_sequentially(" Vaksinnya gratis.")
    mira.page.locator("[name$='-alt']").fill(ALT)
    saves(mira)


def the_manager_settles_the_findings(mira, page):
    """The class of information and the phone number are left; the description is there now."""
    mira.opens(page)
    assert mira.page.locator(".finding-trouble").count() == 2
    mira.presses("form[action$='/approve/'] button[value=now]")
    mira.page.locator(".message-error").wait_for()
    finding = mira.page.locator(".finding-trouble", has_text=PHONE_IS)
    finding.locator("summary").click()
    finding.locator("textarea").fill(REASON)
    mira.presses("form[action$='/let_pass/'] button")
    classifies(mira)
    assert mira.page.locator(".finding-trouble").count() == 0
    assert REASON in mira.page.locator("[aria-labelledby=checks]").inner_text()


def the_manager_approves_for_a_time(mira, page):
    """In three days at ten in the morning; the button says so."""
    day = datetime.now(ZoneInfo("Asia/Jakarta")) + timedelta(days=3)
    at = day.replace(hour=10, minute=0, second=0, microsecond=0)
    mira.page.locator("summary", has=mira.page.locator("xpath=..//*[@name='at']")).click()
    mira.page.locator("[name=at]").fill(at.strftime("%Y-%m-%dT%H:%M"))
    mira.presses("form:has([name=at]) button")
    button = mira.page.locator("form[action$='/approve/'] button.btn-primary")
    expect(button).to_have_text(re.compile(r"^\s*Setujui – terbit \w+ 10\.00 WIB\s*$"))
    mira.presses("form[action$='/approve/'] button.btn-primary")
    assert "10.00" in mira.page.locator(".standing").inner_text()
    return at


def the_unit_sees_correction_and_time(ani, page):
    ani.opens(page)
    assert "10.00" in ani.page.locator(".standing").inner_text()
    corrections = ani.page.locator("[aria-labelledby=corrections]")
    for mark, words in {"del": "vaksin", "ins": "imunisasi"}.items():
        assert words in corrections.locator(mark).first.inner_text()
    assert "Vaksinnya gratis." in corrections.inner_text()
    ani.presses("[aria-labelledby=corrections] a[href*='/difference/']")
    ani.opens(page)
    assert REASON in ani.page.locator("[aria-labelledby=history]").inner_text()
