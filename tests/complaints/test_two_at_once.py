"""Two workers, or two people, at the same moment: one of them gets through."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from complaints.models import Comment, CommentEvent, Delivery, Reply
from complaints.services import comments, replies
from complaints.wordpress.sending import send
from contentdesk.foundation.transitions import Refused
from tests.complaints import comments as cast_comments
from tests.complaints.site import answers, client, look, pull

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Start all at the same moment; how each ended: None, or the refusal."""
    barrier, ended = threading.Barrier(len(acts)), []

    def run(act):
        try:
            barrier.wait()
            act()
            ended.append(None)
        except (Refused, PermissionDenied) as refusal:
            ended.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ended) == len(acts), "one of them broke"
    return ended


def test_two_workers_post_one_answer(fake_wordpress, everyone):
    comment, said = cast_comments.on_the_site(fake_wordpress, "Petugasnya ramah sekali.")
    cast_comments.triaged(everyone, "praise", comment=comment)
    reply = cast_comments.sent_off(everyone, comment)

    def work():
        with client(fake_wordpress) as site:
            for job in Delivery.objects.due(timezone.now()):
                send(job, site)

    at_once(work, work, work)
    assert len(answers(fake_wordpress, said)) == 1
    assert Reply.objects.get(pk=reply.pk).state == "sent"


@pytest.mark.parametrize("turn", range(5))
def test_archived_and_answered_at_the_same_moment(turn, everyone, program):
    """Either it is put aside or its answer goes out, never both."""
    comment = cast_comments.triaged(everyone, "question")
    draft = replies.prepare_reply(comment, actor=everyone["manager"], text="Ya, buka.")
    again = Comment.objects.get(pk=comment.pk)
    ended = at_once(
        lambda: replies.send_reply(draft, actor=everyone["manager"]),
        lambda: comments.archive(again, actor=everyone["team_member"], kind="test"),
    )
    assert ended.count(None) == 1
    state, reply = Comment.objects.get(pk=comment.pk).state, Reply.objects.get()
    assert (state, reply.state) in {("triaged", "ready"), ("archived", "draft")}


@pytest.mark.parametrize("turn", range(5))
def test_tried_again_while_the_worker_notes_what_the_site_did(turn, everyone):
    """Whoever comes second waits for the comment, not each for the other's row in a circle."""
    comment = cast_comments.triaged(everyone, "praise")
    job = Delivery.objects.get(purpose="moderate")
    job.claim()
    again = Comment.objects.get(pk=comment.pk)
    ended = at_once(
        lambda: replies.record_moderated(job, wish="show", shown="shown"),
        lambda: replies.retry(again, actor=everyone["manager"]),
    )
    assert ended == [None, None]


def test_two_leads_begin_one_follow_up(everyone, program):
    comment = cast_comments.routed(everyone, program)

    def begin(who):
        comments.follow_up(
            Comment.objects.get(pk=comment.pk), actor=everyone[who], plan=who,
            responsible=everyone["author"], due=timezone.localdate(),
        )  # fmt: skip

    ended = at_once(lambda: begin("lead"), lambda: begin("deputy"))
    assert ended.count(None) == 1
    assert comment.follow_ups.count() == 1


def test_two_looks_tell_each_change_once(fake_wordpress):
    taken = [cast_comments.on_the_site(fake_wordpress, f"Kata {n}") for n in range(30)]
    for _comment, said in taken:
        said.status = "trash"
    at_once(lambda: look(fake_wordpress), lambda: look(fake_wordpress))
    events = CommentEvent.objects.filter(name="moved_there")
    assert events.count() == Comment.objects.filter(shown="trashed").count() == 30


def test_two_machines_tell_an_answer_of_the_office_once(fake_wordpress):
    _comment, said = cast_comments.on_the_site(fake_wordpress)
    fake_wordpress.add_comment(
        post=1, parent=said.id, content="Sudah.", author=1, author_name="admin",
        author_email="x@example.org", status="approved",
    )  # fmt: skip
    at_once(lambda: pull(fake_wordpress), lambda: pull(fake_wordpress))
    assert CommentEvent.objects.filter(name="answered_there").count() == 1
