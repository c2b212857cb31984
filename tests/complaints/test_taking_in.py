"""Comments come in by themselves: each once, with its evidence, whoever fetches and how often."""

import hashlib
import json
import threading

import pytest
from django.db import connection

from complaints.models import Comment, FeedCursor, Shown, Snapshot, State
from contentdesk.wordpress.client import Unavailable
from contentdesk.wordpress.models import Publication
from tests.complaints import comments as cast_comments
from tests.complaints.site import client, pull
from tests.contentdesk import editions
from tests.fake_wordpress.messages import Response

pytestmark = pytest.mark.django_db


def say(fake, *texts, post=1):
    for text in texts:
        fake.visitor_comments(post, "Bu Ani", "ani@example.org", text)


def test_what_a_visitor_wrote_comes_in_with_where_and_when(fake_wordpress):
    said = fake_wordpress.visitor_comments(1, "Bu Ani", "ani@example.org", "Apotek & loket baik.")
    assert pull(fake_wordpress) == 2  # with the example comment of a fresh WordPress
    comment = Comment.objects.get(external_id=str(said.id))
    assert comment.state == State.NEW
    assert comment.text == "Apotek & loket baik."
    assert (comment.author_name, comment.author_email) == ("Bu Ani", "ani@example.org")
    assert comment.page_title == "Hello world!"
    assert comment.page_url == f"{fake_wordpress.url}/hello-world/"
    assert comment.received_at == said.date_gmt
    assert comment.shown == Shown.HELD
    assert [event.name for event in comment.events.all()] == ["take_in"]


def test_the_record_is_kept_as_it_came_with_its_hash(fake_wordpress):
    say(fake_wordpress, "Loket & apotek <b>cepat</b>.")
    pull(fake_wordpress)
    snapshot = Comment.objects.first().snapshot
    record = json.loads(snapshot.text)
    assert record["content"]["raw"] == "Loket &amp; apotek <b>cepat</b>."
    assert record["author_email"] == "ani@example.org"
    assert snapshot.sha256 == hashlib.sha256((snapshot.salt + snapshot.text).encode()).hexdigest()


def test_evidence_is_never_changed(fake_wordpress):
    say(fake_wordpress, "Baik.")
    pull(fake_wordpress)
    snapshot = Snapshot.objects.first()
    with pytest.raises(TypeError):
        snapshot.save()
    with pytest.raises(TypeError):
        snapshot.delete()
    with pytest.raises(TypeError):
        Snapshot.objects.update(text="")
    with pytest.raises(TypeError):
        Snapshot.objects.filter(pk=snapshot.pk).delete()


def test_fetching_again_takes_in_nothing_and_asks_once(fake_wordpress):
    say(fake_wordpress, "Satu.", "Dua.")
    pull(fake_wordpress)
    fake_wordpress.requests.clear()
    assert pull(fake_wordpress) == 0
    assert len(fake_wordpress.sent("list_comments")) == 1
    assert Comment.objects.count() == 3


def test_a_lost_cursor_takes_in_nothing_twice(fake_wordpress):
    say(fake_wordpress, "Satu.", "Dua.")
    pull(fake_wordpress)
    FeedCursor.objects.all().delete()
    assert pull(fake_wordpress) == 0
    assert Snapshot.objects.count() == 3


@pytest.mark.parametrize("is_first", [True, False])
def test_many_pages_come_in_each_once(is_first, fake_wordpress):
    known = 0 if is_first else pull(fake_wordpress)
    fake_wordpress.requests.clear()
    say(fake_wordpress, *(f"Komentar {number}" for number in range(230)))
    assert pull(fake_wordpress) == 231 - known
    assert len(fake_wordpress.sent("list_comments")) == 3
    texts = set(Comment.objects.values_list("text", flat=True))
    assert texts >= {f"Komentar {number}" for number in range(230)}


def test_a_feed_cut_off_in_the_middle_keeps_what_it_had(fake_wordpress):
    assert pull(fake_wordpress) == 1
    say(fake_wordpress, *(f"Komentar {number}" for number in range(150)))
    fake_wordpress.fail("list_comments", "error_before", skip=1, times=None)
    with pytest.raises(Unavailable):
        pull(fake_wordpress)
    assert FeedCursor.objects.get().last_id == 1
    assert Comment.objects.count() == 101
    fake_wordpress.faults.clear()
    assert pull(fake_wordpress) == 50
    assert FeedCursor.objects.get().last_id == 151


def test_a_deletion_while_turning_the_pages_loses_nobody(fake_wordpress):
    """The comments behind it move up one place, past the page that is being read."""
    pull(fake_wordpress)
    say(fake_wordpress, *(f"Komentar {number}" for number in range(150)))

    def deletes(request, commit, fake):
        response = commit()
        del fake.comments[max(fake.comments)]
        return response

    fake_wordpress.fail("list_comments", deletes)
    pull(fake_wordpress)
    pull(fake_wordpress)
    kept = {str(number) for number in fake_wordpress.comments}
    assert kept <= set(Comment.objects.values_list("external_id", flat=True))


@pytest.mark.django_db(transaction=True)
def test_two_machines_at_once_take_in_each_comment_once(fake_wordpress):
    say(fake_wordpress, *(f"Komentar {number}" for number in range(20)))
    taken = []

    def fetch():
        try:
            taken.append(pull(fake_wordpress))
        finally:
            connection.close()

    machines = [threading.Thread(target=fetch) for _ in range(2)]
    for machine in machines:
        machine.start()
    for machine in machines:
        machine.join()
    assert sum(taken) == 21
    assert Comment.objects.count() == Snapshot.objects.count() == 21


def test_a_page_of_ours_suggests_unit_and_program(fake_wordpress, author, manager, unit, program):
    edition = editions.published(author, unit, manager, program=program)
    Publication.objects.create(
        material=edition.material, post_id=1, address="https://contoh.test/jadwal/",
        read_back={"title": "Jadwal &amp; tempat"},
    )  # fmt: skip
    say(fake_wordpress, "Hari Sabtu buka?")
    pull(fake_wordpress)
    comment = Comment.objects.first()
    assert (comment.unit, comment.program) == (unit, program)
    assert comment.page_title == "Jadwal & tempat"
    assert comment.page_url == "https://contoh.test/jadwal/"


def test_pingbacks_are_left_alone(fake_wordpress):
    def as_pingback(request, commit, fake):
        response = commit()
        response.body = response.body.replace(b'"type": "comment"', b'"type": "pingback"')
        return response

    say(fake_wordpress, "Tautan.")
    fake_wordpress.fail("list_comments", as_pingback)
    assert pull(fake_wordpress) == 0


ODD = [
    {"author_name": None},
    {"content": None},
    {"date_gmt": "kemarin"},
    {"post": None},
    {"parent": "x", "author": 2},
    {"post": [1]},
    {"content": {}},
]


@pytest.mark.parametrize("odd", ODD)
def test_one_odd_record_keeps_nobody_else_out(odd, fake_wordpress, caplog):
    say(fake_wordpress, "Satu.", "Dua.")

    def makes_odd(request, commit, fake):
        records = json.loads((response := commit()).body)
        records[1] |= odd
        return Response(200, json.dumps(records).encode(), response.headers)

    fake_wordpress.fail("list_comments", makes_odd)
    expected = 3 if odd == {"post": None} else 2
    assert pull(fake_wordpress) == expected
    assert ("comment 2 cannot be read" in caplog.text) is (expected == 2)
    assert FeedCursor.objects.get().last_id == 3


def test_an_odd_character_keeps_nobody_else_out(fake_wordpress, caplog):
    """PostgreSQL cannot keep a NUL; SQLite can, and then it is no reason to leave it out."""
    say(fake_wordpress, "Satu.", "Du\x00a.", "Tiga.")
    assert pull(fake_wordpress) >= 3
    kept = set(Comment.objects.values_list("text", flat=True))
    assert {"Satu.", "Tiga."} <= kept


def test_our_own_answer_is_not_taken_in(fake_wordpress, everyone):
    comment, said = cast_comments.on_the_site(fake_wordpress)
    cast_comments.triaged(everyone, "praise", comment=comment)
    cast_comments.sent_off(everyone, comment)
    with client(fake_wordpress) as site:
        site.create_comment(post=1, parent=said.id, content=cast_comments.ANSWER)
    assert pull(fake_wordpress) == 1  # the example comment; ours is known by its words
    assert not Comment.objects.filter(text=cast_comments.ANSWER).exists()
