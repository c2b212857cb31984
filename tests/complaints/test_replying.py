"""An answer goes out beneath its comment, and a stranger can read it there."""

import pytest

from complaints.models import Delivery, Shown
from complaints.wordpress import sending
from contentdesk.wordpress.client import WordPress
from tests.complaints import comments as cast_comments
from tests.complaints.site import answers, pull, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def praised(fake_wordpress, everyone):
    """A praise on the site, held there, sorted here."""
    comment, said = cast_comments.on_the_site(fake_wordpress, "Petugasnya ramah sekali.")
    cast_comments.triaged(everyone, "praise", comment=comment)
    return comment, said


def test_the_parent_is_shown_and_the_answer_stands_beneath_it(fake_wordpress, everyone, praised):
    comment, said = praised
    reply = cast_comments.sent_off(everyone, comment)
    run(fake_wordpress)
    comment.refresh_from_db()
    reply.refresh_from_db()
    assert said.status == "approved"
    [answer] = answers(fake_wordpress, said)
    assert (answer.status, answer.content) == ("approved", cast_comments.ANSWER)
    assert (comment.state, comment.shown) == ("answered", Shown.SHOWN)
    assert (reply.state, reply.remote_id) == ("sent", answer.id)
    assert reply.address.endswith(f"/hello-world/#comment-{answer.id}")
    assert reply.seen_at
    assert [event.name for event in comment.events.all()][-2:] == ["shown", "answer"]
    assert {job.state for job in Delivery.objects.all()} == {"done"}


def test_a_second_run_does_nothing_more(fake_wordpress, everyone, praised):
    comment, said = praised
    cast_comments.sent_off(everyone, comment)
    run(fake_wordpress)
    fake_wordpress.requests.clear()
    run(fake_wordpress)
    assert not fake_wordpress.requests
    assert len(answers(fake_wordpress, said)) == 1


def test_words_that_wordpress_dresses_are_recognised(fake_wordpress, everyone, praised):
    comment, said = praised
    text = 'Terima kasih – kami senang.\n"Ramah & cepat" itu janji kami, < 10 menit 😊.'
    cast_comments.sent_off(everyone, comment, text)
    run(fake_wordpress)
    comment.refresh_from_db()
    assert comment.state == "answered"
    run(fake_wordpress)
    assert len(answers(fake_wordpress, said)) == 1


def test_a_site_without_pretty_addresses(fake_wordpress, everyone, praised):
    fake_wordpress.site.pretty_permalinks = False
    comment, said = praised
    cast_comments.sent_off(everyone, comment)
    run(fake_wordpress)
    assert answers(fake_wordpress, said)[0].content == cast_comments.ANSWER


def test_a_cached_page_is_looked_at_again(fake_wordpress, everyone, praised):
    """WordPress has it, a stranger still gets the old page: not answered before it is seen."""
    comment, said = praised
    reply = cast_comments.sent_off(everyone, comment)
    page = WordPress(fake_wordpress.url, "", "").look("/hello-world/")

    def cached(request, commit, fake):
        response = commit()
        response.body = page.content
        return response

    fake_wordpress.fail("look", cached)
    run(fake_wordpress)
    comment.refresh_from_db()
    job = cast_comments.delivery_of(reply)
    assert comment.state == "triaged"
    assert (job.state, job.error_code) == ("unconfirmed", "reply_not_seen")
    assert job.next_try
    assert "visitors cannot read it" in str(sending.explanation_of(job).summary)
    run(fake_wordpress)
    comment.refresh_from_db()
    assert comment.state == "answered"
    assert len(answers(fake_wordpress, said)) == 1


def test_a_comment_deleted_on_the_site_is_said_so(fake_wordpress, everyone, praised):
    comment, said = praised
    reply = cast_comments.sent_off(everyone, comment)
    del fake_wordpress.comments[said.id]
    run(fake_wordpress)
    job = cast_comments.delivery_of(reply)
    assert (job.state, job.error_code, job.next_try) == ("failed", "comment_gone", None)
    assert not answers(fake_wordpress, said)


def test_an_answer_removed_on_the_site_before_it_was_seen(fake_wordpress, everyone, praised):
    comment, said = praised
    reply = cast_comments.sent_off(everyone, comment)
    fake_wordpress.fail("look", "bad_gateway")
    run(fake_wordpress)
    answers(fake_wordpress, said)[0].status = "trash"
    run(fake_wordpress)
    assert cast_comments.delivery_of(reply).error_code == "reply_gone"
    reply.refresh_from_db()
    assert reply.post_started_at is None


def test_our_answer_does_not_come_back_as_a_comment(fake_wordpress, everyone, praised):
    comment, _said = praised
    cast_comments.sent_off(everyone, comment)
    run(fake_wordpress)
    assert pull(fake_wordpress) == 1  # only the example comment of a fresh WordPress


def test_the_command_sends_and_tells(fake_wordpress, everyone, praised, settings):
    settings.WORDPRESS_URL, settings.WORDPRESS_USER = fake_wordpress.url, fake_wordpress.user
    settings.WORDPRESS_APP_PASSWORD = fake_wordpress.password
    cast_comments.sent_off(everyone, praised[0])
    lines = sending.send_due()
    assert len(lines) == 2
    assert all(over and "Petugasnya ramah" in line for over, line in lines)
    assert sending.send_due() == []
