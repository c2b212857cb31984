"""Real Chromium against a whole portal and a real WordPress."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.person import PATIENCE, Person
from tests.journeys.portal import Portal
from tests.live.site import wordpress_site  # noqa: F401

CHROMIUM = "/usr/bin/chromium"
# Without these the browser asks for things of its own on a network that is not there.
QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
expect.set_options(timeout=PATIENCE)
AXE = Path(__file__).parent / "axe" / "axe.min.js"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture(scope="module")
def portal(tmp_path_factory, wordpress_site):
    """A portal of this module's own; its worker is started by those who want one."""
    portal = Portal(tmp_path_factory.mktemp("portal"), wordpress_site)
    portal.start()
    yield portal
    portal.stop()


@pytest.fixture
def enter(browser, portal):
    """Open a browser of its own for a demo person: `enter("ani")`, on a phone unless told."""
    contexts = []

    def open_for(username, viewport=PHONE, **options):
        context = browser.new_context(
            viewport=viewport, locale="id-ID", base_url=portal.url, **options
        )
        context.set_default_timeout(PATIENCE)
        context.add_init_script(path=AXE)
        contexts.append(context)
        return Person(context.new_page(), username)

    yield open_for
    for context in contexts:
        context.close()


@pytest.fixture
def stranger(enter):
    """Somebody who has not logged in."""
    return lambda viewport: enter(None, viewport)
