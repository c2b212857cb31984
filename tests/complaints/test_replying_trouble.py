"""Answering through trouble: whatever breaks at whatever step, the next run goes on; one reply."""

import pytest
from django.utils import timezone

from complaints.models import Delivery
from complaints.services import replies
from contentdesk.foundation.transitions import Refused, WrongState
from tests.complaints import comments as cast_comments
from tests.complaints.site import WorkerKilled, answers, killed, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

STEPS = ["read_comment", "update_comment", "list_comments", "create_comment", "look"]
FAULTS = [
    "lost_before",
    "lost_after",
    "error_before",
    "error_after",
    "bad_gateway",
    "gateway_timeout",
    "login_page",
    "html_after",
    "unauthorized",
    "busy",
    "maintenance",
    "truncated",
    "no_id",
]
CALLS = ["comment", "update_comment", "replies", "create_comment", "look"]


@pytest.fixture
def sending(fake_wordpress, everyone):
    """An answer to a praise, sent off and waiting; its comment is held on the site."""
    comment, said = cast_comments.on_the_site(fake_wordpress, "Petugasnya ramah sekali.")
    cast_comments.triaged(everyone, "praise", comment=comment)
    Delivery.objects.all().delete()  # what is shown is another job's story
    return comment, said, cast_comments.sent_off(everyone, comment)


def assert_answered_once(fake, comment, said, reply):
    comment.refresh_from_db()
    reply.refresh_from_db()
    assert (comment.state, reply.state) == ("answered", "sent")
    [answer] = answers(fake, said)
    assert (answer.status, answer.id) == ("approved", reply.remote_id)
    assert [event.name for event in comment.events.all()].count("answer") == 1
    assert Delivery.objects.get().state == "done"


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("fault", FAULTS)
def test_the_next_run_goes_on(step, fault, fake_wordpress, sending):
    comment, said, reply = sending
    trouble = fake_wordpress.fail(step, fault)
    run(fake_wordpress)
    assert trouble.hits == 1
    comment.refresh_from_db()
    if comment.state != "answered":
        job = Delivery.objects.get()
        assert job.state in {"failed", "unconfirmed"}
        assert job.error_code
        run(fake_wordpress)
    assert_answered_once(fake_wordpress, comment, said, reply)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("how", ["stop", "stop_after"])
def test_wordpress_stops_in_the_middle(step, how, fake_wordpress, sending):
    comment, said, reply = sending
    fake_wordpress.fail(step, how)
    run(fake_wordpress)
    run(fake_wordpress)
    fake_wordpress.start()
    run(fake_wordpress)
    assert_answered_once(fake_wordpress, comment, said, reply)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("after", [False, True])
def test_the_worker_is_killed(call, after, fake_wordpress, sending):
    comment, said, reply = sending
    with pytest.raises(WorkerKilled):
        run(fake_wordpress, using=killed(call, after=after))
    assert Delivery.objects.get().state == "sending"
    assert not Delivery.objects.due(timezone.now()).exists()
    run(fake_wordpress)
    assert_answered_once(fake_wordpress, comment, said, reply)


def test_a_lost_answer_is_not_undone_by_a_later_no(fake_wordpress, everyone, sending):
    """It may stand there: then nobody may write another one, until the site has been asked."""
    comment, said, reply = sending
    fake_wordpress.fail("create_comment", "lost_after")
    run(fake_wordpress)
    fake_wordpress.fail("rest", "unauthorized", times=None)
    run(fake_wordpress)
    assert Delivery.objects.get().state == "unconfirmed"
    with pytest.raises(Refused, match="may already be on the website"):
        replies.take_back(reply, actor=everyone["manager"])
    fake_wordpress.faults.clear()
    run(fake_wordpress)
    assert_answered_once(fake_wordpress, comment, said, reply)


def test_a_refused_answer_can_be_changed_and_sent_again(fake_wordpress, everyone, sending):
    comment, said, reply = sending
    manager = everyone["manager"]
    fake_wordpress.fail("create_comment", "forbidden")
    run(fake_wordpress)
    assert Delivery.objects.get().next_try is None
    replies.take_back(reply, actor=manager)
    better = "Terima kasih, Bu Ani. Salam hangat dari seluruh petugas loket."
    replies.send_reply(replies.prepare_reply(comment, actor=manager, text=better), actor=manager)
    run(fake_wordpress)
    [answer] = answers(fake_wordpress, said)
    assert answer.content == better
    assert [job.state for job in Delivery.objects.all()] == ["dropped", "done"]


def test_an_answer_in_a_workers_hands_is_not_taken_back(everyone, sending):
    _comment, _said, reply = sending
    cast_comments.delivery_of(reply).claim()
    with pytest.raises(WrongState):
        replies.take_back(reply, actor=everyone["manager"])
    reply.refresh_from_db()
    assert reply.state == "ready"


def test_taken_back_before_the_post_nothing_is_posted(fake_wordpress, everyone, sending):
    """The worker had claimed it, its claim ran out, and the manager took it back meanwhile."""
    _comment, said, reply = sending
    type(reply).objects.filter(pk=reply.pk).update(state="draft")
    run(fake_wordpress)
    assert Delivery.objects.get().state == "dropped"
    assert not answers(fake_wordpress, said)
