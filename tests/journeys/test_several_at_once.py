"""Find, choose several, look and confirm: by keyboard on a phone, and without JavaScript."""

from tests.journeys.conftest import PHONE
from tests.journeys.person import presses_tab_until

CLASSES = "SELECT count(*) FROM contentdesk_edition WHERE classification = 'anytime'"


def test_the_manager_finds_and_classifies_by_keyboard_alone(portal, enter):
    mira = enter("mira", PHONE)
    page = mira.page
    before = portal.rows(CLASSES)[0][0]
    mira.opens("/materials/")
    presses_tab_until(page, "[name=q]")
    page.keyboard.type("hamil bersama")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    mira.sees_a_sound_page()
    assert "Kelas ibu hamil di RW 03" in mira.text
    presses_tab_until(page, "details.search-more > summary")
    page.keyboard.press("Enter")
    presses_tab_until(page, "[name=kind]")
    presses_tab_until(page, "tbody [name=m]")
    page.keyboard.press("Space")
    presses_tab_until(page, "[data-pick-all]")
    assert page.locator("[data-pick-all]").is_checked()
    presses_tab_until(page, "select[name=do]")
    page.keyboard.press("ArrowDown")  # past "approve", to the class of information
    presses_tab_until(page, ".several button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    mira.sees_a_sound_page()
    presses_tab_until(page, ".outcome-title a")
    for key in ["Tab", "Space", "ArrowDown", "ArrowDown"]:
        page.keyboard.press(key)
    assert page.locator("[name=classification][value=anytime]").is_checked()
    presses_tab_until(page, "[name=reason]")
    page.keyboard.type("Prosedur pelayanan (pasal 11)")
    presses_tab_until(page, ".sticky-actions button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    mira.sees_a_sound_page()
    assert page.url.endswith("/materials/several/done/")
    assert "Kelas ibu hamil di RW 03" in mira.text
    assert portal.rows(CLASSES)[0][0] == before + 1


def test_several_are_discarded_without_javascript(portal, enter):
    ani = enter("ani", java_script_enabled=False)
    page = ani.page
    page.goto("/materials/?group=working")
    assert not page.locator("[data-pick-all]").is_visible()
    boxes = page.locator("tbody [name=m]")
    for index in range(boxes.count()):
        boxes.nth(index).check()
    page.locator("select[name=do]").select_option("discard")
    page.locator(".several button").click()
    page.locator("main form[method=post] button.btn-trouble").click()
    assert page.url.endswith("/materials/several/done/")
    page.locator("a.pagehead-back").click()
    assert page.url.endswith("/materials/?group=working")
    assert page.locator("tbody tr").count() == 0
