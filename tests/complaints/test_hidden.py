"""A comment that is not shown has a way out: show it after all, or answer in another way."""

import pytest
from django.urls import reverse

from complaints.models import CommentEvent, Delivery
from complaints.services import comments
from contentdesk.foundation.transitions import Refused, WrongState
from tests.complaints import comments as cast_comments
from tests.complaints.site import run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
HOW = "Lewat telepon, Senin pagi, oleh Bu Mira."


def test_shown_after_its_follow_up_it_is_answered_beneath(fake_wordpress, everyone, program):
    comment, said = cast_comments.on_the_site(fake_wordpress)
    cast_comments.triaged(everyone, comment=comment, wish="hide")
    comments.route(comment, actor=everyone["manager"], program=program)
    comments.follow_up(
        comment, actor=everyone["lead"], plan="Cek.", responsible=everyone["author"],
        due=cast_comments.timezone.localdate(), done=cast_comments.DONE,
    )  # fmt: skip
    run(fake_wordpress)
    assert said.status == "hold"
    comments.decide_visibility(comment, actor=everyone["manager"], wish="show")
    comment.refresh_from_db()
    assert (comment.state, comment.follow_ups.get().done) == ("in_follow_up", cast_comments.DONE)
    cast_comments.sent_off(everyone, comment)
    run(fake_wordpress)
    comment.refresh_from_db()
    assert (said.status, comment.state) == ("approved", "answered")


def test_the_same_decision_twice_is_one(everyone):
    comment = cast_comments.triaged(everyone, "question")
    Delivery.objects.all().delete()
    for _ in range(2):
        comments.decide_visibility(comment, actor=everyone["manager"], wish="hide")
    assert CommentEvent.objects.filter(name="visibility").count() == 1
    assert Delivery.objects.get().purpose == "moderate"


def test_nothing_is_hidden_under_an_answer_on_its_way_and_nothing_in_the_archive(everyone):
    comment = cast_comments.triaged(everyone, "praise")
    cast_comments.sent_off(everyone, comment)
    with pytest.raises(Refused, match="being sent"):
        comments.decide_visibility(comment, actor=everyone["manager"], wish="hide")
    with pytest.raises(WrongState):
        comments.decide_visibility(
            cast_comments.archived(everyone), actor=everyone["manager"], wish="show"
        )


@pytest.mark.parametrize(
    ("kind", "stage", "may"),
    [
        ("praise", "triaged", True),
        ("question", "triaged", True),
        ("suggestion", "triaged", False),
        ("complaint", "triaged", False),
        ("question", "routed", True),
        ("suggestion", "routed", True),
        ("praise", "routed", True),
        ("complaint", "routed", False),
        ("suggestion", "in_follow_up", True),
        ("complaint", "in_follow_up", False),
        ("complaint", "done", True),
    ],
)
def test_when_it_may_be_answered_in_another_way(kind, stage, may, client, everyone, program):
    make = {
        "triaged": lambda: cast_comments.triaged(everyone, kind, wish="hide"),
        "routed": lambda: cast_comments.routed(everyone, program, kind, wish="hide"),
        "in_follow_up": lambda: cast_comments.followed_up(everyone, program, kind, wish="hide"),
        "done": lambda: cast_comments.followed_up(
            everyone, program, kind, wish="hide", done=cast_comments.DONE
        ),
    }
    comment = make[stage]()
    before = comment.state
    client.force_login(everyone["manager"])
    address = reverse("comment_answer_elsewhere", args=[comment.pk])
    offered = address in client.get(reverse("comment", args=[comment.pk])).content.decode()
    answer = client.post(address, {"reason": HOW}, follow=True)
    comment.refresh_from_db()
    assert offered is may
    assert comment.state == ("answered" if may else before)
    if may:
        page = answer.content.decode()
        assert HOW in page
        assert comment.events.last().name == "answer_elsewhere"
        assert answer.context["standing"].stage == "answered_elsewhere"
        assert client.post(address, {"reason": HOW}).status_code == 302
        assert client.post(address, {"reason": "Lewat surat."}).status_code == 409


def test_what_was_done_before_it_was_sorted_again_does_not_count(everyone, program):
    comment = cast_comments.followed_up(everyone, program, done=cast_comments.DONE)
    comments.reclassify(
        comment, cast_comments.sorting("complaint"), actor=everyone["manager"],
        reason="Belum.", seen=comments.last_move(comment),
    )  # fmt: skip
    comments.route(comment, actor=everyone["manager"], program=program)
    with pytest.raises(Refused, match="after its follow-up is done"):
        comments.answer_elsewhere(comment, actor=everyone["manager"], reason=HOW)


def test_not_while_an_answer_is_on_its_way(everyone):
    comment = cast_comments.triaged(everyone, "praise")
    cast_comments.sent_off(everyone, comment)
    with pytest.raises(Refused, match="being sent"):
        comments.answer_elsewhere(comment, actor=everyone["manager"], reason=HOW)
