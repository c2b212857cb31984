"""What must be so before a comment moves on, and before the public reads an answer."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from complaints.models import Delivery, Note, Reply
from complaints.services import comments, replies
from contentdesk.foundation.transitions import Refused, WrongState
from tests.complaints import comments as cast_comments

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def send(everyone, comment, text=cast_comments.ANSWER):
    return cast_comments.sent_off(everyone, comment, text)


@pytest.mark.parametrize(
    ("kind", "stage", "may"),
    [
        ("praise", "triaged", True),
        ("question", "triaged", True),
        ("suggestion", "triaged", False),
        ("complaint", "triaged", False),
        ("praise", "routed", True),
        ("question", "routed", True),
        ("suggestion", "routed", True),
        ("complaint", "routed", False),
        ("suggestion", "in_follow_up", True),
        ("complaint", "in_follow_up", False),
        ("complaint", "followed_up", True),
    ],
)
def test_when_an_answer_may_go_out(kind, stage, may, everyone, program):
    comment = {
        "triaged": lambda: cast_comments.triaged(everyone, kind),
        "routed": lambda: cast_comments.routed(everyone, program, kind),
        "in_follow_up": lambda: cast_comments.followed_up(everyone, program, kind),
        "followed_up": lambda: cast_comments.followed_up(everyone, program, kind, done="Sudah."),
    }[stage]()
    if may:
        send(everyone, comment)
    else:
        with pytest.raises(Refused):
            send(everyone, comment)
    reply = Reply.objects.get()
    assert reply.text == cast_comments.ANSWER
    assert reply.state == ("ready" if may else "draft")
    assert Delivery.objects.filter(purpose="reply").exists() is may


def test_the_praise_rule_holds_at_the_gate(everyone):
    comment = cast_comments.triaged(everyone, "praise")
    with pytest.raises(Refused, match="thanks and at least one further sentence"):
        send(everyone, comment, "Terima kasih, Bu!")
    send(everyone, comment, "Terima kasih, Bu! Semoga lekas sehat.")


def test_only_a_praise_needs_thanks(everyone):
    send(everyone, cast_comments.triaged(everyone, "question"), "Ya, hari Sabtu buka.")


def test_a_hidden_comment_is_answered_elsewhere(everyone):
    comment = cast_comments.triaged(everyone, "question", wish="hide")
    with pytest.raises(Refused, match="Show the comment first"):
        send(everyone, comment)


def test_nothing_is_routed_without_a_program(everyone, program):
    comment = cast_comments.triaged(everyone)
    with pytest.raises(Refused, match="Choose the program"):
        comments.COMMENT.move(comment, "route", actor=everyone["manager"])
    comment.refresh_from_db()
    assert comment.state == "triaged"


def test_a_comment_stays_while_its_answer_is_on_the_way(everyone, program):
    comment = cast_comments.triaged(everyone, "praise")
    send(everyone, comment)
    with pytest.raises(Refused, match="being sent"):
        comments.route(comment, actor=everyone["manager"], program=program)
    with pytest.raises(Refused, match="being sent"):
        comments.archive(comment, actor=everyone["manager"], kind="test")


def test_one_open_answer_at_a_time(everyone):
    comment = cast_comments.triaged(everyone, "praise")
    manager = everyone["manager"]
    first = replies.prepare_reply(comment, actor=manager, text="Terima kasih.")
    second = replies.prepare_reply(comment, actor=manager, text=cast_comments.ANSWER)
    assert first.pk == second.pk
    replies.send_reply(second, actor=manager)
    with pytest.raises(WrongState):
        replies.prepare_reply(comment, actor=manager, text="Lain lagi.")
    assert Reply.objects.get().text == cast_comments.ANSWER


def test_what_was_done_before_the_comment_came_back_does_not_count(everyone, program):
    """Sorted again and passed on again, a complaint needs a follow-up of its own."""
    comment = cast_comments.followed_up(everyone, program, done="Sudah.")
    again = cast_comments.sorting()
    comments.reclassify(
        comment,
        again,
        actor=everyone["team_member"],
        reason="Belum selesai.",
        seen=comments.last_move(comment),
    )
    comments.route(comment, actor=everyone["manager"], program=program)
    comments.follow_up(
        comment, actor=everyone["head"], plan="Lagi.", responsible=everyone["lead"],
        due=timezone.localdate() + timedelta(days=1),
    )  # fmt: skip
    with pytest.raises(Refused, match="after its follow-up is done"):
        send(everyone, comment)


def test_a_follow_up_needs_a_word_on_what_was_done(everyone, program):
    comment = cast_comments.followed_up(everyone, program)
    started = comment.follow_ups.get()
    with pytest.raises(Refused, match="what has been done"):
        comments.record_done(started, actor=everyone["lead"], done="  ")
    comments.record_done(started, actor=everyone["author"], done="Sudah.")
    assert (started.done, started.done_by) == ("Sudah.", everyone["author"])


def test_plan_and_deed_in_one_stroke(everyone, program):
    comment = cast_comments.followed_up(everyone, program, done=cast_comments.DONE)
    assert comment.follow_ups.get().done == cast_comments.DONE
    assert [event.name for event in comment.events.all()][-2:] == ["follow_up", "done"]


def test_others_do_not_say_that_it_is_done(everyone, program):
    started = cast_comments.followed_up(everyone, program).follow_ups.get()
    for who in ("manager", "team_member", "auditor", "outsider", "colleague"):
        with pytest.raises(PermissionDenied):
            comments.record_done(started, actor=everyone[who], done="Sudah.")


def test_a_note_has_no_way_out():
    """No column of it leads to a reply or a delivery, and none of those to it."""
    assert {field.name for field in Note._meta.get_fields()} == {
        "id", "comment", "author", "text", "at",
    }  # fmt: skip
    for model in (Reply, Delivery):
        assert Note not in {field.related_model for field in model._meta.get_fields()}
