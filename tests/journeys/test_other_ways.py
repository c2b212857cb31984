"""The same work without JavaScript, and by keyboard alone."""

from tests.journeys.conftest import DESK
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
    page.locator("form#edition button:not([name])").click()
    page.locator("[name$='-alt']").fill("Papan jadwal")
    page.locator("button[name=submit]").click()
    ulid = portal.ulid(NO_SCRIPT)
    assert page.url.endswith(f"/materials/{ulid}/")

    mira = enter("mira", java_script_enabled=False)
    mira.page.goto(f"/materials/{ulid}/")
    mira.page.locator("form[action$='/approve/'] button").first.click()
    assert portal.rows(
        "SELECT e.state FROM contentdesk_edition e WHERE e.title = ?", NO_SCRIPT
    ) == [("approved",)]


def presses_tab_until(page, selector):
    """Go on by Tab until the element has the focus, and see that the focus is visible."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            outline = page.evaluate(
                "() => { const s = getComputedStyle(document.activeElement);"
                " return s.outlineStyle !== 'none' || s.boxShadow !== 'none' }"
            )
            assert outline, f"no visible focus on {selector}"
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def test_a_material_is_written_sent_and_approved_by_keyboard_alone(portal, enter):
    ani = enter("ani")
    page = ani.page
    for selector in ["a[href='/materials/new/']", "a[href$='/new/announcement/']"]:
        presses_tab_until(page, selector)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    presses_tab_until(page, "[name=title]")
    page.keyboard.type(KEYS)
    presses_tab_until(page, "[name=body]")
    page.keyboard.type("Baris pertama.")
    presses_tab_until(page, "button[name=submit]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    ulid = portal.ulid(KEYS)

    mira = enter("mira", DESK).opens(f"/materials/{ulid}/")
    presses_tab_until(mira.page, "form[action$='/approve/'] button")
    with mira.page.expect_navigation():
        mira.page.keyboard.press("Enter")
    assert portal.rows("SELECT state FROM contentdesk_edition WHERE title = ?", KEYS) == [
        ("approved",)
    ]
