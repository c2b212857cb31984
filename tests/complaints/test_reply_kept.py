"""What is known of an answer is kept until the site has none of it; nothing goes out twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from complaints.models import Comment, Delivery, Reply
from complaints.services import replies
from complaints.wordpress.sending import explanation_of
from contentdesk.foundation.delivery import LEASE
from contentdesk.foundation.transitions import Refused, WrongState
from contentdesk.wordpress.client import WordPress
from tests.complaints import comments as cast_comments
from tests.complaints.site import answers, pull, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def sending(fake_wordpress, everyone):
    comment, said = cast_comments.on_the_site(fake_wordpress, "Petugasnya ramah sekali.")
    cast_comments.triaged(everyone, "praise", comment=comment)
    Delivery.objects.all().delete()
    return comment, said, cast_comments.sent_off(everyone, comment)


@pytest.fixture
def unseen(fake_wordpress, sending):
    """WordPress has the answer; a stranger could not be shown it."""
    fake_wordpress.fail("look", "bad_gateway")
    run(fake_wordpress)
    sending[2].refresh_from_db()
    assert Delivery.objects.get().state == "unconfirmed"
    return sending


def test_a_comment_taken_for_spam_does_not_make_us_forget_its_answer(
    fake_wordpress, everyone, unseen
):
    _comment, said, reply = unseen
    number = reply.remote_id
    said.status = "spam"
    run(fake_wordpress)
    assert Delivery.objects.get().error_code == "answer_alone"
    reply.refresh_from_db()
    assert reply.remote_id == number
    with pytest.raises(Refused, match="may already be on the website"):
        replies.take_back(reply, actor=everyone["manager"])
    assert pull(fake_wordpress) == 1  # the example comment alone
    said.status = "approved"
    run(fake_wordpress)
    assert len(answers(fake_wordpress, said)) == 1
    assert Reply.objects.get().state == "sent"


def test_an_answer_that_is_gone_can_be_changed_and_is_known_for_ever(
    fake_wordpress, everyone, unseen
):
    comment, said, reply = unseen
    [first] = answers(fake_wordpress, said)
    first.status = "trash"
    run(fake_wordpress)
    assert Delivery.objects.get().error_code == "reply_gone"
    replies.take_back(reply, actor=everyone["manager"])
    better = "Terima kasih, Bu Ani. Salam hangat dari seluruh petugas loket."
    cast_comments.sent_off(everyone, comment, better)
    run(fake_wordpress)
    first.status = "approved"  # somebody takes it out of the trash again
    pull(fake_wordpress)
    assert not Comment.objects.filter(external_id=str(first.id)).exists()


def test_a_lost_answer_under_a_comment_that_is_gone_is_looked_for(fake_wordpress, sending):
    _comment, said, reply = sending
    fake_wordpress.fail("create_comment", "lost_after")
    run(fake_wordpress)
    said.status = "spam"
    run(fake_wordpress)
    reply.refresh_from_db()
    assert reply.remote_id == answers(fake_wordpress, said)[0].id


def test_an_answer_under_a_comment_that_is_gone_may_still_arrive(fake_wordpress, everyone, sending):
    _comment, said, reply = sending
    fake_wordpress.fail("create_comment", "lost_before")
    run(fake_wordpress)
    said.status = "trash"
    run(fake_wordpress)
    job = Delivery.objects.get()
    assert (job.state, job.error_code) == ("unconfirmed", "comment_trashed")
    Reply.objects.update(post_started_at=timezone.now() - LEASE)
    run(fake_wordpress)
    assert Delivery.objects.get().state == "failed"
    replies.take_back(reply, actor=everyone["manager"])


@pytest.mark.parametrize(("ago", "kept"), [(timedelta(), True), (LEASE, False)])
def test_a_later_no_releases_only_what_cannot_arrive_any_more(
    ago, kept, fake_wordpress, everyone, sending
):
    _comment, _said, reply = sending
    fake_wordpress.fail("create_comment", "lost_before")
    run(fake_wordpress)
    Reply.objects.update(post_started_at=timezone.now() - ago)
    fake_wordpress.posts[1].comment_status = "closed"
    run(fake_wordpress)
    reply.refresh_from_db()
    assert bool(reply.post_started_at) is kept
    assert Delivery.objects.get().state == ("unconfirmed" if kept else "failed")


def test_a_worker_whose_claim_was_taken_over_posts_nothing(fake_wordpress, sending):
    _comment, said, _reply = sending

    class Slow(WordPress):
        def replies(self, **where):
            Delivery.objects.update(claim_token="6c0d2f0e-0000-4000-8000-000000000000")
            return super().replies(**where)

    run(fake_wordpress, using=lambda fake: Slow(fake.url, fake.user, fake.password))
    assert answers(fake_wordpress, said) == []
    assert Delivery.objects.get().state == "sending"


@pytest.mark.parametrize("purpose", ["reply", "moderate"])
def test_an_error_of_our_own_leaves_the_job_to_be_seen(
    purpose, fake_wordpress, everyone, sending, caplog
):
    if purpose == "moderate":
        Delivery.objects.all().delete()
        Delivery.objects.create(comment=sending[0], purpose=purpose)

    class Odd(WordPress):
        def comment(self, comment_id):
            return {"id": comment_id}

    run(fake_wordpress, using=lambda fake: Odd(fake.url, fake.user, fake.password))
    job = Delivery.objects.get()
    assert (job.state, job.error_code) == ("failed", "broke")
    assert job.next_try > timezone.now()
    assert explanation_of(job)
    assert f"delivery {job.pk} broke" in caplog.text
    run(fake_wordpress)
    assert Delivery.objects.get().state == "done"


def test_the_manager_settles_by_hand_what_no_stranger_was_shown(everyone, unseen):
    comment, _said, reply = unseen
    replies.record_seen(comment, actor=everyone["manager"], reason="Terlihat di ponsel saya.")
    comment.refresh_from_db()
    reply.refresh_from_db()
    assert (comment.state, reply.state) == ("answered", "sent")
    assert reply.seen_at
    assert Delivery.objects.get().state == "done"
    event = reply.events.last()
    assert (event.name, event.actor, event.data) == (
        "record_seen",
        everyone["manager"],
        {"by_hand": True},
    )
    assert comment.events.last().data["by_hand"] is True


def test_what_wordpress_never_took_cannot_have_been_seen(fake_wordpress, everyone, sending):
    comment, _said, reply = sending
    manager = everyone["manager"]
    with pytest.raises(WrongState):
        replies.record_seen(comment, actor=manager, reason="Ya.")
    fake_wordpress.fail("create_comment", "lost_before")
    run(fake_wordpress)
    with pytest.raises(Refused, match="has not taken the answer"):
        replies.record_seen(comment, actor=manager, reason="Ya.")
    reply.refresh_from_db()
    assert reply.state == "ready"


def test_seeing_it_needs_a_word(everyone, unseen):
    with pytest.raises(Refused, match="write the reason"):
        replies.record_seen(unseen[0], actor=everyone["manager"], reason=" ")
    assert Delivery.objects.get().state == "unconfirmed"
