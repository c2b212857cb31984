"""The same work without JavaScript, and by keyboard alone."""

from tests.journeys.conftest import DESK
from tests.journeys.person import presses_enter, presses_tab_until
from tests.journeys.story import heic

NO_SCRIPT, KEYS = "Tanpa skrip", "Dengan papan ketik"


def test_a_material_is_written_and_sent_without_javascript(portal, enter):
    ani = enter("ani", java_script_enabled=False)
    page = ani.page
    page.goto("/materials/new/announcement/")
    page.locator("[name=title]").fill(NO_SCRIPT)
    page.locator("[name=body]").fill("Isi.")
    photo = {"name": "IMG_2.heic", "mimeType": "image/heic", "buffer": heic()}
    page.locator("[name=photos]").set_input_files([photo])
    page.locator("#edition .sticky-actions button:not([name])").click()
    page.locator("[name$='-alt']").fill("Papan jadwal di depan")
    page.locator("button[name=submit]").click()
    page.locator("[data-placement] [name$='-people'].is-invalid").first.wait_for()
    page.locator("[name$='-people'][value=nobody]").check()
    page.locator("button[name=submit]").click()
    ulid = portal.ulid(NO_SCRIPT)
    assert page.url.endswith(f"/materials/{ulid}/")

    mira = enter("mira", java_script_enabled=False)
    mira.page.goto(f"/materials/{ulid}/")
    for name in ["classify", "approve"]:
        mira.page.locator(f"form[action$='/{name}/'] button").first.click()
    assert portal.rows(
        "SELECT e.state FROM contentdesk_edition e WHERE e.title = ?", NO_SCRIPT
    ) == [("approved",)]


def test_a_material_is_written_sent_and_approved_by_keyboard_alone(portal, enter):
    ani = enter("ani")
    page = ani.page
    for selector in ["a[href='/materials/new/']", "a[href$='/new/announcement/']"]:
        presses_tab_until(page, selector)
        presses_enter(page)
    presses_tab_until(page, "[name=title]")
    page.keyboard.type(KEYS)
    presses_tab_until(page, "[name=body]")
    page.keyboard.type("Baris pertama.")
    presses_tab_until(page, "button[name=submit]")
    presses_enter(page)
    ulid = portal.ulid(KEYS)

    mira = enter("mira", DESK).opens(f"/materials/{ulid}/")
    for name in ["classify", "approve"]:
        presses_tab_until(mira.page, f"form[action$='/{name}/'] button")
        presses_enter(mira.page)
    assert portal.rows("SELECT state FROM contentdesk_edition WHERE title = ?", KEYS) == [
        ("approved",)
    ]
