"""The page of a comment: what it says first, and which one thing stands open on it."""

import pytest
from django.urls import reverse

from complaints.models import Delivery
from complaints.services import comments
from tests.complaints import comments as cast_comments

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages_in_english(settings):
    settings.LANGUAGE_CODE = "en"


def page_of(client, person, comment):
    client.force_login(person)
    return client.get(reverse("comment", args=[comment.pk]))


OPEN = {
    "new": {"manager": "triage"},
    "to_route": {"manager": "route", "team_member": "route"},
    "to_answer": {"manager": "reply"},
    "with_program": {"lead": "follow_up", "head": "follow_up"},
    "in_follow_up": {"lead": "done", "head": "done", "author": "done"},
    "done": {"manager": "reply"},
    "archived": {"manager": "restore", "team_member": "restore"},
}


@pytest.mark.parametrize("stage", list(OPEN))
def test_only_the_next_thing_stands_open(stage, client, everyone, program):
    comment = {
        "new": cast_comments.new,
        "to_route": lambda: cast_comments.triaged(everyone),
        "to_answer": lambda: cast_comments.triaged(everyone, "praise"),
        "with_program": lambda: cast_comments.routed(everyone, program),
        "in_follow_up": lambda: cast_comments.followed_up(everyone, program),
        "done": lambda: cast_comments.followed_up(everyone, program, done="Sudah."),
        "archived": lambda: cast_comments.archived(everyone),
    }[stage]()
    stands_open = {}
    for who in ("manager", "team_member", "lead", "head", "author"):
        page = page_of(client, everyone[who], comment)
        for part in page.context["parts"] if page.status_code == 200 else []:
            if part["is_open"]:
                assert who not in stands_open
                stands_open[who] = part["name"]
    assert stands_open == OPEN[stage]


def test_a_returned_comment_says_why_and_by_whom(client, everyone, program):
    comment = cast_comments.routed(everyone, program)
    comments.return_(comment, actor=everyone["lead"], reason="Ini urusan loket.")
    page = page_of(client, everyone["manager"], comment).content.decode()
    standing = page.split('class="standing"')[1].split("</section>")[0]
    assert "Ini urusan loket." in standing
    assert everyone["lead"].name in standing
    comments.route(comment, actor=everyone["manager"], program=program)
    page = page_of(client, everyone["manager"], comment).content.decode()
    assert "Ini urusan loket." not in page.split('class="standing"')[1].split("</section>")[0]


def test_urgent_is_said_only_while_it_is_open(client, everyone, program):
    comment = cast_comments.followed_up(everyone, program, urgent=True)
    assert ">Urgent<" in page_of(client, everyone["auditor"], comment).content.decode()
    closed = cast_comments.answered(everyone, program, urgent=True)
    assert ">Urgent<" not in page_of(client, everyone["auditor"], closed).content.decode()
    client.force_login(everyone["auditor"])
    assert ">Urgent<" not in client.get(reverse("comments"), {"group": "answered"}).content.decode()


@pytest.mark.parametrize(("wish", "told"), [("show", "to show"), ("hide", "not to show")])
def test_which_way_the_website_was_asked(wish, told, client, everyone):
    comment = cast_comments.triaged(everyone, "question", wish=wish)
    page = page_of(client, everyone["manager"], comment).content.decode()
    assert f"The website is being told {told} the comment." in page


def test_gaps_are_said_at_the_top_and_at_the_fields(client, everyone, program):
    comment = cast_comments.routed(everyone, program)
    client.force_login(everyone["lead"])
    answer = client.post(reverse("comment_follow_up", args=[comment.pk]), {"due": "2999-01-01"})
    assert answer.status_code == 422
    assert ["Something is missing" in str(m) for m in answer.context["messages"]] == [True]
    errors = answer.context["parts"][0]["form"].errors
    assert errors == {
        "plan": ["Please write something here."],
        "responsible": ["Choose one."],
    }


def test_seen_by_hand_is_offered_when_wordpress_has_the_answer(client, everyone):
    comment = cast_comments.triaged(everyone, "praise")
    reply = cast_comments.sent_off(everyone, comment)
    address = reverse("comment_seen", args=[comment.pk])
    jobs = Delivery.objects.filter(reply=reply)
    jobs.update(state="unconfirmed", error_code="reply_not_seen")
    assert address not in page_of(client, everyone["manager"], comment).content.decode()
    cast_comments.replies.record_posted(reply, remote_id=77, address="https://contoh.test/#c")
    assert address in page_of(client, everyone["manager"], comment).content.decode()
    empty = client.post(address, {"reason": " "})
    assert empty.status_code == 422
    for _ in range(2):
        assert client.post(address, {"reason": "Terlihat di ponsel."}).status_code == 302
    assert jobs.get().state == "done"
    page = page_of(client, everyone["manager"], comment).content.decode()
    assert "Seen on the website by a person" in page
    assert "Terlihat di ponsel." in page
