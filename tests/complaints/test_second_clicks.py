"""Every button bears a double click, and a page left open while a colleague was quicker."""

import pytest
from django.urls import reverse

from complaints.models import CommentEvent, Delivery, FollowUp, Note, Reply, ReplyEvent, State
from tests.complaints import comments as cast_comments
from tests.complaints.test_access import fields

pytestmark = pytest.mark.django_db

CLICKS = [
    ("triage", State.NEW, "manager"),
    ("archive", State.TRIAGED, "team_member"),
    ("restore", State.ARCHIVED, "manager"),
    ("route", State.TRIAGED, "manager"),
    ("return", State.ROUTED, "lead"),
    ("reclassify", State.IN_FOLLOW_UP, "team_member"),
    ("follow_up", State.ROUTED, "lead"),
    ("done", State.IN_FOLLOW_UP, "author"),
    ("note", State.ROUTED, "deputy"),
    ("visibility", State.IN_FOLLOW_UP, "manager"),
]


def counted():
    return [m.objects.count() for m in (CommentEvent, ReplyEvent, FollowUp, Note, Reply, Delivery)]


@pytest.mark.parametrize(("name", "state", "who"), CLICKS)
def test_the_second_click_changes_nothing_and_is_told_so_kindly(
    name, state, who, client, everyone, program
):
    comment = cast_comments.in_state(state, everyone, program)
    client.force_login(everyone[who])
    address = reverse(f"comment_{name}", args=[comment.pk])
    form = fields(name, comment, everyone, program)
    assert client.post(address, form).status_code == 302
    after = counted()
    again = client.post(address, form, follow=True)
    assert again.status_code == 200
    assert counted() == after
    assert all(message.level_tag == "success" for message in again.context["messages"])


@pytest.mark.parametrize("clicks", [2, 3])
def test_an_answer_is_sent_off_once(clicks, client, everyone):
    comment = cast_comments.triaged(everyone, "praise")
    client.force_login(everyone["manager"])
    address = reverse("comment_reply", args=[comment.pk])
    for _ in range(clicks):
        answer = client.post(address, {"text": cast_comments.ANSWER, "send": "1"})
        assert answer.status_code == 302
    assert Reply.objects.get().state == "ready"
    assert Delivery.objects.filter(purpose="reply").count() == 1


@pytest.mark.parametrize("name", ["take_back", "retry"])
def test_transport_buttons(name, client, everyone):
    comment = cast_comments.triaged(everyone, "praise")
    cast_comments.sent_off(everyone, comment)
    client.force_login(everyone["manager"])
    address = reverse(f"comment_{name}", args=[comment.pk])
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 302
    assert Delivery.objects.filter(purpose="reply").count() == 1


def test_a_colleague_was_quicker_and_the_words_are_still_there(client, everyone):
    comment = cast_comments.triaged(everyone, "praise")
    client.force_login(everyone["manager"])
    cast_comments.comments.archive(comment, actor=everyone["team_member"], kind="test")
    answer = client.post(
        reverse("comment_reply", args=[comment.pk]), {"text": "Kata-kata saya", "send": "1"}
    )
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Kata-kata saya" in page
    assert reverse("comment_restore", args=[comment.pk]) in page


@pytest.mark.parametrize("name", ["route", "reclassify"])
def test_a_colleagues_decision_is_not_overwritten(name, client, everyone, program):
    comment = cast_comments.triaged(everyone)
    form = fields(name, comment, everyone, program)
    address = reverse(f"comment_{name}", args=[comment.pk])
    client.force_login(everyone["team_member"])
    assert client.post(address, form).status_code == 302
    before = counted()
    client.force_login(everyone["manager"])
    assert client.post(address, form).status_code == 409
    assert counted() == before


def test_a_refused_answer_stays_in_the_form(client, everyone):
    comment = cast_comments.triaged(everyone, "praise")
    client.force_login(everyone["manager"])
    answer = client.post(
        reverse("comment_reply", args=[comment.pk]), {"text": "Terima kasih, Bu.", "send": "1"}
    )
    assert answer.status_code == 422
    assert "Terima kasih, Bu.</textarea>" in answer.content.decode()
    assert Reply.objects.get().state == "draft"


def test_a_form_with_gaps_says_which(client, everyone, program):
    comment = cast_comments.routed(everyone, program)
    client.force_login(everyone["lead"])
    answer = client.post(
        reverse("comment_follow_up", args=[comment.pk]), {"plan": "Rencana yang panjang."}
    )
    assert answer.status_code == 422
    assert "Rencana yang panjang." in answer.content.decode()
    assert set(answer.context["parts"][0]["form"].errors) == {"responsible", "due"}
