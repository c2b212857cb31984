"""Small helps of the form: days in their order, and no words about a field that is not there."""

from playwright.sync_api import expect

ORDER = "Hari terakhir mendahului hari pertama."
PLAIN = "Baris kosong memulai paragraf baru"


def test_a_last_day_before_the_first_is_told_at_once(enter):
    ani = enter("ani")
    page = ani.opens("/materials/new/announcement/").page
    first, last = page.locator("[name=fact_from_day]"), page.locator("[name=fact_until_day]")
    first.fill("2031-11-24")
    last.fill("2031-11-20")
    told = page.locator(f"#{last.get_attribute('aria-describedby')}")
    expect(told).to_have_text(ORDER)
    ani.sees_a_sound_page()
    last.fill("2031-11-25")
    expect(told).to_be_empty()


def test_the_help_of_the_plain_field_goes_with_it(enter):
    ani = enter("ani").opens("/materials/new/announcement/")
    assert PLAIN in ani.text
    mira = enter("mira").opens("/materials/new/announcement/")
    expect(mira.page.locator(".ProseMirror")).to_be_visible()
    assert PLAIN not in mira.text
    assert "helptext" not in (
        mira.page.locator(".ProseMirror").get_attribute("aria-describedby") or ""
    )
