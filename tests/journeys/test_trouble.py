"""First light through trouble: killed after each step on the way out, then counted on the site."""

import signal

import pytest

from tests.journeys.breaker import breaker, portal  # noqa: F401
from tests.journeys.story import approves, photos_are_right, posts_of, sends, write

# Each step by its request on the wire. The site carries it out; the answer never arrives.
STEPS = {
    "look": ("GET", r"/wp/v2/posts\?"),
    "photo": ("POST", r"/wp/v2/media"),
    "draft": ("POST", r'/wp/v2/posts .*"draft"'),
    "read_back": ("GET", r"/wp/v2/posts/\d+"),
    "flip": ("POST", r'/wp/v2/posts/\d+ .*"publish"'),
}


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
    breaker.breaks(*STEPS[step], then=lambda: worker.send_signal(signal.SIGKILL))
    assert worker.wait(120) == -signal.SIGKILL
    assert breaker.met == 1
    goes_on(portal, wordpress_site, ulid, mira)


def test_the_answer_was_lost_after_the_post_was_made(portal, breaker, enter, wordpress_site):
    ulid, mira = approved(enter, portal, "Jawaban hilang")
    breaker.breaks(*STEPS["draft"], then=lambda: None)
    portal.manage("deliver", check=False)
    assert [post["status"] for post in posts_of(wordpress_site, ulid)] == ["draft"]
    mira.opens(f"/materials/{ulid}/")
    assert mira.page.locator("form[action$='/retry/']").count() == 1
    goes_on(portal, wordpress_site, ulid, mira)


def test_wordpress_stopped_in_the_middle(portal, breaker, enter, wordpress_site):
    ulid, mira = approved(enter, portal, "WordPress berhenti")
    breaker.breaks(*STEPS["draft"], then=wordpress_site.stop)
    portal.manage("deliver", check=False)
    mira.opens(f"/materials/{ulid}/")
    assert mira.page.locator("a.address").count() == 0
    assert mira.page.locator("form[action$='/retry/']").count() == 1
    wordpress_site.start(180)
    goes_on(portal, wordpress_site, ulid, mira)
