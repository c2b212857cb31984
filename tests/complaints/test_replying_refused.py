"""Where no answer may stand: said in words, with a way out, and nothing is lost."""

import pytest
from django.urls import reverse

from complaints.models import Delivery, Reply
from complaints.services import comments, replies
from complaints.wordpress.sending import explanation_of
from contentdesk.foundation.transitions import Refused
from tests.complaints import comments as cast_comments
from tests.complaints.site import answers, look, run
from tests.fake_wordpress import before
from tests.fake_wordpress.messages import Response

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
HOW = "Lewat telepon, Senin pagi."


@pytest.fixture(autouse=True)
def pages_in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def sending(fake_wordpress, everyone):
    """An answer to a praise, sent off; its comment is shown on the site."""
    comment, said = cast_comments.on_the_site(fake_wordpress, "Petugasnya ramah sekali.")
    cast_comments.triaged(everyone, "praise", comment=comment)
    run(fake_wordpress)
    return comment, said, cast_comments.sent_off(everyone, comment)


def job():
    return Delivery.objects.get(purpose="reply")


def closes(fake, said):
    fake.posts[1].comment_status = "closed"


def hides(fake, said):
    fake.posts[1].status = "draft"


def trashes_page_late(fake, said):
    """Right before the answer is posted."""

    def trashes(request):
        fake.posts[1].status = "trash"

    fake.fail("create_comment", before(trashes))


def trashes_page(fake, said):
    fake.posts[1].status, said.status = "trash", "post-trashed"


def marks_as_spam(fake, said):
    said.status = "spam"


def trashes(fake, said):
    said.status = "trash"


def deletes(fake, said):
    del fake.comments[said.id]


@pytest.mark.parametrize(
    ("does", "code", "says"),
    [
        (closes, "rest_comment_closed", "Comments are closed"),
        (hides, "rest_comment_draft_post", "not on the website any more"),
        (trashes_page_late, "rest_comment_trash_post", "not on the website any more"),
        (trashes_page, "page_trashed", "in the trash in WordPress"),
        (marks_as_spam, "taken_for_spam", "for spam"),
        (trashes, "comment_trashed", "into the trash"),
        (deletes, "comment_gone", "no longer on the website"),
    ],
)
def test_the_person_is_answered_in_another_way_and_the_text_is_kept(
    does, code, says, fake_wordpress, everyone, client, sending
):
    comment, said, reply = sending
    does(fake_wordpress, said)
    run(fake_wordpress)
    assert (job().state, job().error_code, job().next_try) == ("failed", code, None)
    assert says in str(explanation_of(job()).summary)
    assert explanation_of(job()).remedy
    client.force_login(everyone["manager"])
    address = reverse("comment_answer_elsewhere", args=[comment.pk])
    page = client.get(reverse("comment", args=[comment.pk])).content.decode()
    assert says in page
    assert address in page
    for _ in range(2):
        assert client.post(address, {"reason": HOW}).status_code == 302
    comment.refresh_from_db()
    reply.refresh_from_db()
    assert (comment.state, reply.state, reply.text) == ("answered", "draft", cast_comments.ANSWER)
    assert job().state == "dropped"
    page = client.get(reverse("comment", args=[comment.pk])).content.decode()
    assert cast_comments.ANSWER in page
    assert HOW in page
    assert not answers(fake_wordpress, said)


def test_what_may_stand_there_is_not_answered_elsewhere_yet(fake_wordpress, everyone, sending):
    comment, said, _reply = sending
    fake_wordpress.fail("create_comment", "lost_after")
    run(fake_wordpress)
    with pytest.raises(Refused, match="may already be on the website"):
        replies.answer_elsewhere(comment, actor=everyone["manager"], reason=HOW)
    comment.refresh_from_db()
    assert comment.state == "triaged"
    run(fake_wordpress)
    assert len(answers(fake_wordpress, said)) == 1


def test_opened_again_it_goes_out_after_all(fake_wordpress, everyone, sending):
    comment, said, _reply = sending
    closes(fake_wordpress, said)
    run(fake_wordpress)
    fake_wordpress.posts[1].comment_status = "open"
    replies.retry(comment, actor=everyone["manager"])
    run(fake_wordpress)
    assert len(answers(fake_wordpress, said)) == 1
    assert job().state == "done"


def test_the_comment_is_shown_again_and_its_answer_goes_out(fake_wordpress, everyone, sending):
    """Somebody marked it as spam there; the manager reads that, and decides so again."""
    comment, said, _reply = sending
    marks_as_spam(fake_wordpress, said)
    run(fake_wordpress)
    comment.refresh_from_db()
    assert (comment.shown, comment.noticed) == ("spam", {"undone": True})
    run(fake_wordpress)
    assert said.status == "spam"
    comments.decide_visibility(comment, actor=everyone["manager"], wish="show")
    run(fake_wordpress)
    run(fake_wordpress)
    comment.refresh_from_db()
    assert (said.status, comment.state) == ("approved", "answered")


@pytest.mark.parametrize("status", [400, 429])
def test_too_many_answers_at_once_wait_and_go_on(status, fake_wordpress, everyone, sending):
    """Core lets moderators be; plugins do not. Either way it passes."""
    _comment, said, _reply = sending
    body = {"code": "comment_flood", "message": "Slow down.", "data": {"status": status}}
    fake_wordpress.fail("create_comment", lambda r, commit, fake: Response.json(body, status))
    run(fake_wordpress)
    assert (job().state, job().error_code) == ("failed", "comment_flood")
    assert job().next_try is not None
    assert "too quickly" in str(explanation_of(job()).summary)
    run(fake_wordpress)
    assert len(answers(fake_wordpress, said)) == 1


def test_a_duplicate_of_our_own_is_our_answer(fake_wordpress, everyone, sending):
    comment, said, _reply = sending
    fake_wordpress.fail("create_comment", "error_after")
    fake_wordpress.fail("list_comments", "error_before", skip=1)
    run(fake_wordpress)
    run(fake_wordpress)
    run(fake_wordpress)
    comment.refresh_from_db()
    assert comment.state == "answered"
    assert len(answers(fake_wordpress, said)) == 1


def test_the_same_words_by_another_of_our_name_are_told(fake_wordpress, everyone, sending):
    comment, said, reply = sending
    name = fake_wordpress.accounts[2].name
    fake_wordpress.add_comment(
        post=1, parent=said.id, content=cast_comments.ANSWER, author_name=name,
        author_email="x@example.org", status="approved",
    )  # fmt: skip
    run(fake_wordpress)
    assert (job().state, job().error_code) == ("failed", "said_by_another")
    replies.take_back(reply, actor=everyone["manager"])
    cast_comments.sent_off(everyone, comment, cast_comments.ANSWER + " Salam sehat.")
    run(fake_wordpress)
    assert Reply.objects.get().state == "sent"


def test_a_later_look_does_not_take_our_answer_for_somebodys(fake_wordpress, sending):
    run(fake_wordpress)
    look(fake_wordpress)
    comment = sending[0]
    assert not comment.events.filter(name="answered_there").exists()
