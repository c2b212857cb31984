"""Make the README's pictures anew, from a portal that `make run` has just started on new data.

    .venv/bin/python docs/screenshots/make.py http://127.0.0.1:8000 http://127.0.0.1:8080

It logs in as demo people, and leaves a visitor's comment on the demo page of the local WordPress.
"""

import sys
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
PASSWORD = "puskesmas-contoh"  # noqa: S105  # the demo's, printed by `make run`
PHONE, DESK = {"width": 360, "height": 900}, {"width": 1280, "height": 800}
LIVE = "Jam layanan farmasi selama bulan Desember"
WAITING = "Kelas ibu hamil di RW 03"
SAID = "Bisakah loket obat dibuka juga pada hari libur, Bu? Kami bekerja dari pagi sampai sore."
TEXT = "Imunisasi anak di balai RW 03:\n- Sabtu, pukul 08.00–11.00\n- Bawalah Buku KIA"


def enter(browser: Browser, portal: str, username: str, viewport: dict[str, int]) -> Page:
    """A browser of this person's own, logged in."""
    context = browser.new_context(viewport=viewport, locale="id-ID", base_url=portal)
    page = context.new_page()
    page.goto("/account/login/")
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button.btn-primary").click()
    page.wait_for_url("**/")
    return page


def shot(page: Page, name: str) -> None:
    """What the screen shows now, as a PNG beside this file."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=HERE / f"{name}.png")


def appears(page: Page, path: str, selector: str) -> None:
    """Open the page again and again until the worker has done its part."""
    deadline = time.monotonic() + 180
    while page.goto(path) and not page.locator(selector).count():
        if time.monotonic() > deadline:
            raise SystemExit(f"{selector} did not appear on {path}")
        time.sleep(3)


def write(page: Page) -> None:
    """The form of an announcement, with something in it."""
    page.goto("/materials/new/announcement/")
    page.locator("[name=title]").fill("Imunisasi anak hari Sabtu")
    page.locator("[name=body]").fill(TEXT)
    shot(page, "phone-write")


def review(page: Page) -> None:
    """The material as the manager reads it."""
    page.goto("/review/")
    page.get_by_role("link", name=WAITING).click()
    page.locator(".preview iframe").scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, 0)")
    shot(page, "desk-review")


def comment(browser: Browser, manager: Page, site: str) -> str:
    """A visitor's comment on the live page, sorted and passed on; the address of its own page."""
    appears(manager, "/materials/?group=published", f"a:text-is('{LIVE}')")
    visitor = browser.new_page()
    visitor.goto(site)
    manager.get_by_role("link", name=LIVE).click()
    visitor.goto(manager.locator("a.address").get_attribute("href") or site)
    visitor.locator("[name=comment]").fill(SAID)
    visitor.locator("[name=author]").fill("Budi Santoso")
    visitor.locator("[name=email]").fill("budi@warga.example")
    visitor.locator("#commentform [type=submit]").click()
    appears(manager, "/comments/", ".work-title a")
    manager.locator(".work-title a").first.click()
    manager.locator("[name=classification][value=suggestion]").check()
    manager.locator("[name=program]").first.select_option(label="Imunisasi")
    manager.locator("[name=wish][value=show]").check()
    manager.locator("form[action$='/triage/'] button").click()
    manager.locator("form[action$='/route/'] button").click()
    return manager.url


def main() -> None:
    portal, site = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        write(enter(browser, portal, "ani", PHONE))
        manager = enter(browser, portal, "mira", DESK)
        review(manager)
        address = comment(browser, manager, site)
        lead = enter(browser, portal, "lina", PHONE)
        lead.goto(address)
        shot(lead, "phone-comment")
        browser.close()


if __name__ == "__main__":
    main()
