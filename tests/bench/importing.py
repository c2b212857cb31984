"""Fetching comments: a first import against bare paging, and what a quiet poll costs."""

import json
import time

import requests
from django.db import connection

from complaints.models import Comment
from complaints.wordpress.feed import pull_comments
from contentdesk.wordpress.client import WordPress
from tests.bench.timing import figure, interleaved, milliseconds, ratio
from tests.fake_wordpress import FakeWordPress
from tests.fake_wordpress.site import Post

POLLED = 250  # more than two of WordPress's pages
COMMENTS = 10_000
PAGES = 300  # that the comments stand on
PER_PAGE = 100
# Native PHP, the fastest WordPress that was measured, answered no REST request sooner.
SECONDS_TO_ANSWER = 0.05


def quiet_poll():
    """How many requests a look for comments takes when nobody has said anything."""
    fake = FakeWordPress()
    _say(fake, POLLED)
    with WordPress(fake.url, fake.user, fake.password) as wordpress:
        taken = pull_comments(wordpress)
        first = len(fake.requests)
        pull_comments(wordpress)
    fake.stop()
    return {
        "comments_taken_in_before": taken,
        "requests_of_the_first_import": first,
        "requests_of_a_quiet_poll": figure(len(fake.requests) - first, "1"),
    }


def first_import():
    """Taking in `COMMENTS` comments, and a session that only turns the same pages.

    Against a site that answers as fast as the fastest real one that was measured, and against the
    fake as it is, which answers in no time and so shows what our own work costs.
    """
    fake = FakeWordPress()
    for number in range(PAGES):
        page = Post(fake.next_id(), f"Judul {number}", slug=f"judul-{number}", status="publish")
        page.modified_gmt = fake.now()
        fake.posts[page.id] = page
    _say(fake, COMMENTS)
    bare, ours = interleaved(1, lambda: _turn_pages(fake), lambda: _import(fake))
    fake.fail("rest", _after_a_while, times=None)
    slow_bare, slow_ours = interleaved(1, lambda: _turn_pages(fake), lambda: _import(fake))
    fake.stop()
    pages = COMMENTS // PER_PAGE + 1
    return {
        "comments": COMMENTS,
        "seconds_to_answer": SECONDS_TO_ANSWER,
        "time_ratio": figure(ratio(slow_ours, slow_bare), "at most 1.3"),
        "portal_milliseconds_per_page": round(milliseconds(slow_ours) / pages, 1),
        "bare_session_milliseconds_per_page": round(milliseconds(slow_bare) / pages, 1),
        "time_ratio_where_answers_take_no_time": ratio(ours, bare),
        "portal_milliseconds_per_page_then": round(milliseconds(ours) / pages, 1),
        "bare_session_milliseconds_per_page_then": round(milliseconds(bare) / pages, 1),
    }


def _say(fake, count):
    posts = list(fake.posts)
    for number in range(count):
        fake.add_comment(
            post=posts[number % len(posts)],
            parent=0,
            content=f"Antrean loket hari ini lama sekali, mohon ditambah petugasnya. {number}",
            author_name=f"Bu Ani {number}",
            author_email=f"ani{number}@example.org",
        )


def _after_a_while(request, commit, fake):
    time.sleep(SECONDS_TO_ANSWER)
    return commit()


def _turn_pages(fake):
    """The same pages, decoded and left at that."""
    seen, number, pages = 0, 0, 1
    with requests.Session() as session:
        session.auth = (fake.user, fake.password)
        while number < pages:
            number += 1
            query = {"context": "edit", "status": "all", "orderby": "id", "per_page": PER_PAGE}
            url = f"{fake.url}/wp-json/wp/v2/comments"
            with session.get(url, params={**query, "page": number}, timeout=30) as answer:
                seen += len(json.loads(answer.content))
                pages = int(answer.headers["X-WP-TotalPages"])
    assert seen == len(fake.comments)


def _import(fake):
    before = Comment.objects.count()
    with WordPress(fake.url, fake.user, fake.password) as wordpress:
        assert pull_comments(wordpress) == len(fake.comments)
    assert Comment.objects.count() == before + len(fake.comments)
    _forget()


def _forget():
    """As if nothing had ever been taken in."""
    with connection.cursor() as cursor:
        for table in ("commentevent", "snapshot", "comment", "feedcursor"):
            cursor.execute(f"DELETE FROM complaints_{table}")
