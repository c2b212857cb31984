"""Fetching comments: a first import against bare paging, and what a quiet poll costs."""

import contextlib
import json
import multiprocessing
import time

import requests
from django.db import connection

from complaints.models import Comment, Snapshot
from complaints.wordpress.feed import pull_comments
from contentdesk.wordpress.client import WordPress
from tests.bench.timing import figure, interleaved, milliseconds, ratio
from tests.fake_wordpress import FakeWordPress
from tests.fake_wordpress.site import Post

POLLED = 250  # more than two of WordPress's pages
COMMENTS = 10_000
PAGES = 300  # that the comments stand on
PER_PAGE = 100
# The fastest WordPress that was measured, on native PHP, took 0.05 s for its smallest answer, and
# a list of a hundred comments takes a real one a quarter longer than that (measured).
SECONDS_TO_ANSWER = 0.06
ROUNDS = 3


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

    Against a site that answers as fast as the fastest real one that was measured, and against one
    that answers in no time, which shows what our own work costs.
    """
    measured = {"comments": COMMENTS, "seconds_to_answer": SECONDS_TO_ANSWER}
    for seconds, when in ((SECONDS_TO_ANSWER, ""), (0, "_where_answers_take_no_time")):
        with _site(seconds) as site:
            bare, ours = interleaved(
                ROUNDS, lambda s=site: _turn_pages(s), lambda s=site: _import(s)
            )
        found = ratio(ours, bare)
        pages = COMMENTS // PER_PAGE
        measured |= {
            f"time_ratio{when}": found if when else figure(found, "at most 1.3"),
            f"portal_milliseconds_per_page{when}": round(milliseconds(ours) / pages, 1),
            f"bare_session_milliseconds_per_page{when}": round(milliseconds(bare) / pages, 1),
        }
    return measured


@contextlib.contextmanager
def _site(seconds):
    """Address, user and password of a fake in a process of its own, as a site is."""
    processes = multiprocessing.get_context("fork")
    ours, theirs = processes.Pipe()
    process = processes.Process(target=_serve, args=(theirs, seconds), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        ours.send("end")
        process.join()


def _serve(line, seconds):
    fake = FakeWordPress()
    for number in range(PAGES):
        page = Post(fake.next_id(), f"Judul {number}", slug=f"judul-{number}", status="publish")
        page.modified_gmt = fake.now()
        fake.posts[page.id] = page
    _say(fake, COMMENTS - 1)  # there is an example comment
    if seconds:
        fake.fail("rest", lambda request, commit, _fake: (time.sleep(seconds), commit())[1], None)
    line.send((fake.url, fake.user, fake.password))
    line.recv()
    fake.stop()


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


def _turn_pages(site):
    """The same pages, decoded and left at that."""
    url, user, password = site
    seen, number, pages = 0, 0, 1
    with requests.Session() as session:
        session.auth = (user, password)
        while number < pages:
            number += 1
            query = {"context": "edit", "status": "all", "orderby": "id", "per_page": PER_PAGE}
            address = f"{url}/wp-json/wp/v2/comments"
            with session.get(address, params={**query, "page": number}, timeout=30) as answer:
                seen += len(json.loads(answer.content))
                pages = int(answer.headers["X-WP-TotalPages"])
    assert seen == COMMENTS


def _import(site):
    with WordPress(*site) as wordpress:
        assert pull_comments(wordpress) == COMMENTS
    assert Comment.objects.count() == Snapshot.objects.count() == COMMENTS
    # As if nothing had ever been taken in.
    with connection.cursor() as cursor:
        for table in ("commentevent", "snapshot", "comment", "feedcursor"):
            cursor.execute(f"DELETE FROM complaints_{table}")
