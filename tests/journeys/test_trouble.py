"""First light through trouble: killed after each step on the way out, then counted on the site."""

import signal

import pytest

from tests.journeys.breaker import breaker, portal, unanswered  # noqa: F401
from tests.journeys.story import approves, photos_are_right, posts_of, sends, write

# The site carries out the request of each step; the answer never arrives.
STEPS = ["find_posts", "upload_media", "create_post", "read_post", "flip"]


def approved(enter, portal, title):
    ani, mira = enter("ani"), enter("mira")
    write(ani, title, "Isi pengumuman.")
    sends(ani)
    ulid = portal.ulid(title)
    approves(mira, f"/materials/{ulid}/")
    return ulid, mira


def goes_on(portal, site, ulid, mira):
    """The next run brings it to its end: one post, the right photos, and the page says so."""
    portal.time_passes()
    portal.manage("deliver")
    assert [post["status"] for post in posts_of(site, ulid)] == ["publish"]
    photos_are_right(portal, site, ulid)
    mira.opens(f"/materials/{ulid}/")
    assert mira.page.locator("a.address").count() == 1


@pytest.mark.parametrize("step", STEPS)
def test_killed_after(step, portal, breaker, enter, wordpress_site):
    ulid, mira = approved(enter, portal, f"Dihentikan setelah {step}")
    worker = portal.beside("deliver")
    breaker.fail(step, unanswered(lambda: worker.send_signal(signal.SIGKILL)))
    assert worker.wait(120) == -signal.SIGKILL
    assert breaker.fault.hits == 1
    goes_on(portal, wordpress_site, ulid, mira)


def test_the_answer_was_lost_after_the_post_was_made(portal, breaker, enter, wordpress_site):
    ulid, mira = approved(enter, portal, "Jawaban hilang")
    breaker.fail("create_post", "lost_after")
    portal.manage("deliver", check=False)
    assert [post["status"] for post in posts_of(wordpress_site, ulid)] == ["draft"]
    mira.opens(f"/materials/{ulid}/")
    assert mira.page.locator("form[action$='/retry/']").count() == 1
    goes_on(portal, wordpress_site, ulid, mira)


def test_wordpress_stopped_in_the_middle(portal, breaker, enter, wordpress_site):
    ulid, mira = approved(enter, portal, "WordPress berhenti")
    breaker.fail("create_post", unanswered(wordpress_site.stop))
    portal.manage("deliver", check=False)
    mira.opens(f"/materials/{ulid}/")
    assert mira.page.locator("a.address").count() == 0
    assert mira.page.locator("form[action$='/retry/']").count() == 1
    wordpress_site.start(180)
    goes_on(portal, wordpress_site, ulid, mira)
