"""A first import of many comments: in pages, in few queries, and exactly as one by one."""

import threading
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from complaints.models import Comment, CommentEvent, FeedCursor, Snapshot
from complaints.services import intake
from complaints.wordpress import arrivals, feed
from contentdesk.wordpress.client import Unavailable, WordPress
from tests.complaints.site import pull
from tests.fake_wordpress.site import Post

pytestmark = pytest.mark.django_db
# What differs from one import to the next by its nature.
OWN = {
    "id",
    "comment_id",
    "subject_id",
    "recorded_at",
    "salt",
    "sha256",
    "taken_at",
    "at",
    "look_at",
}


def say(fake, count, *, post=1):
    for number in range(count):
        fake.visitor_comments(post, f"Bu Ani {number % 7}", "ani@example.org", f"Kata {number} & x")


def kept():
    """Everything that an import has made, column by column."""
    tables = [
        [{name: value for name, value in row.items() if name not in OWN} for row in rows.values()]
        for rows in (Comment.objects.order_by("pk"), Snapshot.objects.order_by("pk"))
    ]
    events = CommentEvent.objects.order_by("pk").values_list(
        "name", "actor", "from_state", "to_state", "reason", "subject__external_id"
    )
    return [*tables, list(events)]


def test_many_at_once_are_kept_exactly_as_one_by_one(fake_wordpress, monkeypatch):
    say(fake_wordpress, 130)
    assert pull(fake_wordpress) == 131
    together = kept()
    for table in ("commentevent", "snapshot", "comment", "feedcursor"):
        connection.cursor().execute(f"DELETE FROM complaints_{table}")

    def refuses(several):
        raise IntegrityError

    monkeypatch.setattr(intake, "take_in_all", refuses)
    assert pull(fake_wordpress) == 131
    assert kept() == together


def test_each_has_its_evidence_and_its_event(fake_wordpress):
    say(fake_wordpress, 120)
    pull(fake_wordpress)
    for comment in Comment.objects.select_related("snapshot"):
        snapshot, event = comment.snapshot, comment.events.get()
        assert f'"id":{comment.external_id},' in snapshot.text
        assert snapshot.sha256 == Snapshot.digest(snapshot.salt, snapshot.text)
        assert event.data == {"sha256": snapshot.sha256}
    assert Snapshot.objects.values("salt").distinct().count() == 121


def test_a_page_of_a_hundred_costs_a_fixed_number_of_queries(fake_wordpress):
    def queries_of_a_pull():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            pull(fake_wordpress)
        return len(captured)

    say(fake_wordpress, 20)
    few = queries_of_a_pull()
    say(fake_wordpress, 49)
    assert queries_of_a_pull() <= few + 2  # SQLite takes so many columns in one statement
    assert few < 30


def test_a_crash_in_the_middle_takes_nothing_in_again(fake_wordpress):
    say(fake_wordpress, 450)
    fake_wordpress.fail("list_comments", "error_before", skip=3, times=None)
    with pytest.raises(Unavailable):
        pull(fake_wordpress)
    assert Comment.objects.count() == FeedCursor.objects.get().last_id == 298
    fake_wordpress.faults.clear()
    fake_wordpress.requests.clear()
    assert pull(fake_wordpress) == 153
    assert len([r for r in fake_wordpress.requests if r.route == "/wp/v2/comments"]) == 2
    assert Snapshot.objects.count() == CommentEvent.objects.count() == 451
    assert FeedCursor.objects.get().last_id == 451


@pytest.mark.parametrize("deleted", [1, 5, 130])
def test_comments_deleted_while_it_goes_on_hide_none_behind_them(deleted, fake_wordpress):
    """Those behind have moved up; as many new ones at the end make the total the same."""
    say(fake_wordpress, 450)
    fake_wordpress.fail("list_comments", "error_before", skip=3, times=None)
    with pytest.raises(Unavailable):
        pull(fake_wordpress)
    fake_wordpress.faults.clear()
    for number in list(fake_wordpress.comments)[:deleted]:
        del fake_wordpress.comments[number]
    say(fake_wordpress, deleted)
    pull(fake_wordpress)
    there = {str(number) for number in fake_wordpress.comments}
    assert there <= set(Comment.objects.values_list("external_id", flat=True))


def test_it_ends_in_time_and_goes_on_with_the_next_run(fake_wordpress, monkeypatch):
    """The worker would stop a run that takes too long, and nothing must be read for ever."""
    say(fake_wordpress, 450)
    monkeypatch.setattr(feed, "READING", -1)
    assert [pull(fake_wordpress) for _run in range(4)] == [100, 99, 99, 99]
    assert FeedCursor.objects.get().read_at is None
    monkeypatch.undo()
    say(fake_wordpress, 2)
    assert pull(fake_wordpress) == 56
    assert FeedCursor.objects.get().read_at


def test_one_that_the_site_keeps_from_us_does_not_stop_it(fake_wordpress, monkeypatch):
    say(fake_wordpress, 250)
    hidden = list(fake_wordpress.comments)[99]
    real = WordPress.comments_page

    def keeps_one(self, **asked):
        page = real(self, **asked)
        return replace(page, items=[item for item in page.items if item["id"] != hidden])

    monkeypatch.setattr(WordPress, "comments_page", keeps_one)
    assert pull(fake_wordpress) == 250


@pytest.mark.django_db(transaction=True)
def test_two_machines_import_at_once(fake_wordpress):
    say(fake_wordpress, 350)
    taken = []

    def fetch():
        try:
            taken.append(pull(fake_wordpress))
        finally:
            connection.close()

    machines = [threading.Thread(target=fetch) for _ in range(3)]
    for machine in machines:
        machine.start()
    for machine in machines:
        machine.join()
    assert sum(taken) == 351
    for model in (Comment, Snapshot, CommentEvent):
        assert model.objects.count() == 351


def test_another_machine_was_quicker_with_one_of_the_page(fake_wordpress, monkeypatch):
    """It came between our looking and our writing."""
    say(fake_wordpress, 30)
    real = arrivals.Arrivals._read

    def reads_slowly(self, records, titles):
        read = real(self, records, titles)
        intake.take_in(read[7][1])
        return read

    monkeypatch.setattr(arrivals.Arrivals, "_read", reads_slowly)
    assert pull(fake_wordpress) == 30
    for model in (Comment, Snapshot, CommentEvent):
        assert model.objects.count() == 31


def test_titles_of_pages_are_asked_for_by_the_hundred(fake_wordpress):
    for number in range(40):
        post = Post(fake_wordpress.next_id(), f"Judul {number} &amp; x", slug=f"j-{number}")
        post.status, post.modified_gmt = "publish", fake_wordpress.now()
        post.kind = "page" if number % 2 else "post"
        fake_wordpress.posts[post.id] = post
        say(fake_wordpress, 3, post=post.id)
    assert pull(fake_wordpress) == 121
    asked = [r for r in fake_wordpress.requests if r.route in {"/wp/v2/posts", "/wp/v2/pages"}]
    assert len(asked) <= 4
    titles = set(Comment.objects.values_list("page_title", flat=True))
    assert titles == {"Hello world!", *(f"Judul {number} & x" for number in range(40))}
