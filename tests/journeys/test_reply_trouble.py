"""Replying through trouble: killed after each step, WordPress stopped; one reply, in its place."""

import signal

import pytest
import requests

from tests.journeys.breaker import breaker, portal, unanswered  # noqa: F401
from tests.journeys.story import answers, comment_page, comments, posts_of, sorts, wordpress

STEPS = ["update_comment", "create_comment", "list_comments"]


@pytest.fixture(scope="module")
def post(portal, wordpress_site):
    """The demo's published announcement."""
    [(ulid,)] = portal.rows(
        "SELECT m.ulid FROM contentdesk_edition e JOIN contentdesk_material m "
        "ON m.id = e.material_id WHERE e.state = 'published'"
    )
    [post] = posts_of(wordpress_site, ulid)
    return post


def answered_soon(portal, site, post, enter, words):
    """A visitor's praise, sorted and with an answer ready to go; the answer and its manager."""
    comments(site, post["id"], words)
    portal.manage("pull_comments")
    mira = enter("mira")
    sorts(mira, comment_page(portal, words), "praise")
    answer = f"Terima kasih atas pujiannya. Kami sampaikan kepada petugas: {words}"
    answers(mira, answer)
    return answer, mira


def goes_on(portal, site, post, words, answer):
    """The next run brings it to its end: one reply beneath its comment, and it is answered."""
    portal.time_passes()
    portal.manage("deliver")
    with wordpress(site) as client:
        said = [c for c in client.comments_page(status="all").items if c["post"] == post["id"]]
    replies = [c for c in said if c["content"]["raw"] == answer]
    assert len(replies) == 1
    [parent] = [c for c in said if c["content"]["raw"] == words]
    assert (replies[0]["parent"], replies[0]["status"]) == (parent["id"], "approved")
    assert answer in requests.get(post["link"], timeout=30).text
    assert portal.rows("SELECT state FROM complaints_comment WHERE text = ?", words) == [
        ("answered",)
    ]


@pytest.mark.parametrize("step", STEPS)
def test_killed_after(step, portal, breaker, enter, wordpress_site, post):
    words = f"Ramah, langkah {step}."
    answer, _mira = answered_soon(portal, wordpress_site, post, enter, words)
    worker = portal.beside("deliver")
    breaker.fail(step, unanswered(lambda: worker.send_signal(signal.SIGKILL)))
    assert worker.wait(120) == -signal.SIGKILL
    assert breaker.fault.hits == 1
    goes_on(portal, wordpress_site, post, words, answer)


def test_the_answer_was_lost_after_the_reply_was_made(portal, breaker, enter, wordpress_site, post):
    words = "Ramah, jawaban hilang."
    answer, mira = answered_soon(portal, wordpress_site, post, enter, words)
    breaker.fail("create_comment", "lost_after")
    portal.manage("deliver", check=False)
    mira.opens(comment_page(portal, words))
    assert mira.page.locator("form[action$='/retry/']").count() == 1
    goes_on(portal, wordpress_site, post, words, answer)


def test_wordpress_stopped_in_the_middle(portal, breaker, enter, wordpress_site, post):
    words = "Ramah, WordPress berhenti."
    answer, mira = answered_soon(portal, wordpress_site, post, enter, words)
    breaker.fail("create_comment", unanswered(wordpress_site.stop))
    portal.manage("deliver", check=False)
    mira.opens(comment_page(portal, words))
    assert mira.page.locator("form[action$='/retry/']").count() == 1
    wordpress_site.start(180)
    goes_on(portal, wordpress_site, post, words, answer)
