"""The connection is checked at a press, and a check that is killed leaves nothing for long."""

import signal

import pytest
from playwright.sync_api import expect

from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.connection.probes import MARK
from tests.journeys.breaker import breaker, portal, unanswered  # noqa: F401

STEPS = ["upload_media", "create_post", "delete_post"]


def test_the_page_shows_what_was_found_by_itself(portal, enter):
    adi = enter("admin")
    adi.opens("/website/connection/")
    adi.presses("form[action$='/connection/check/'] button")
    assert adi.page.locator("[data-awaited]").count() == 1
    portal.manage("check_wordpress")
    expect(adi.page.locator(".finding").first).to_be_visible()
    adi.sees_a_sound_page()
    assert adi.page.locator(".finding-trouble").count() == 0


@pytest.mark.parametrize("step", STEPS)
def test_killed_after(step, portal, breaker, wordpress_site):
    checker = portal.beside("check_wordpress")
    breaker.fail(step, unanswered(lambda: checker.send_signal(signal.SIGKILL)))
    assert checker.wait(120) == -signal.SIGKILL
    assert breaker.fault.hits == 1
    portal.time_passes()
    portal.manage("check_wordpress")
    site = wordpress_site
    with WordPress(site.url, site.user, site.password, read_timeout=60) as wordpress:
        assert wordpress.posts_found(MARK) == wordpress.media_found(MARK) == []
