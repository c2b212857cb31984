"""Every write to a reply and to the jobs that carry it. Each raises what `Workflow.move` does."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from complaints import permissions
from complaints.models import (
    HANDLED_STATES,
    OPEN_REPLY_STATES,
    PUT_AWAY,
    Comment,
    CommentEvent,
    Delivery,
    Reply,
    ReplyEvent,
    ReplyState,
    Shown,
)
from complaints.services import comments, noticing
from complaints.workflow import COMMENT, REPLY
from contentdesk.foundation.delivery import DeliveryState
from contentdesk.foundation.transitions import MOVED_ON, WrongState
from contentdesk.foundation.wakes import wake
from contentdesk.organization.models import User

# A job that no worker has in hand.
RESTING = [DeliveryState.QUEUED, DeliveryState.FAILED, DeliveryState.UNCONFIRMED]


def prepare_reply(comment: Comment, *, actor: User, text: str) -> Reply:
    """Keep the answer as a draft, the one open draft of its comment; the reply.

    Raises WrongState when the comment is not in hand, or another text is already being sent.
    """
    if not permissions.may_manage(actor, comment):
        raise PermissionDenied
    with transaction.atomic():
        comment.refresh_from_db(from_queryset=Comment.objects.select_for_update())
        reply = comment.replies.filter(state__in=OPEN_REPLY_STATES).first()
        if reply is not None and reply.text == text:
            return reply
        if comment.state not in HANDLED_STATES or (reply and reply.state != ReplyState.DRAFT):
            raise WrongState(MOVED_ON)
        if reply is None:
            reply = Reply.objects.create(comment=comment, text=text, author=actor)
        else:
            reply.text, reply.author = text, actor
            reply.save(update_fields=["text", "author", "updated_at"])
        ReplyEvent.record(reply, "save", actor=actor, data={"text": text})
    return reply


def send_reply(reply: Reply, *, actor: User) -> None:
    """Let the answer go out. Raises Refused, with the text kept as a draft, when it may not."""
    with transaction.atomic():
        _lock(reply)
        REPLY.move(reply, "send", actor=actor, data={"text": reply.text})
        Delivery.objects.create(comment=reply.comment, reply=reply, purpose=Delivery.Purpose.REPLY)


def _lock(reply: Reply) -> None:
    """Hold the comment, so that it is not archived or passed on meanwhile.

    Always before reply and job, so that two transactions never wait for each other in a circle.
    """
    Comment.objects.select_for_update().get(pk=reply.comment_id)


def take_back(reply: Reply, *, actor: User) -> None:
    """Make an answer a draft again, as long as it is surely not on the site.

    Raises WrongState while a worker has it in hand, Refused when it may have been posted.
    """
    with transaction.atomic():
        _lock(reply)
        REPLY.move(reply, "revise", actor=actor)
        jobs = reply.deliveries.open()
        dropped = jobs.filter(state__in=RESTING).update(
            state=DeliveryState.DROPPED, next_try=None, finished_at=timezone.now()
        )
        if not dropped:
            raise WrongState(MOVED_ON)


def answer_elsewhere(comment: Comment, *, actor: User, reason: str) -> None:
    """Note that the person has been answered in another way; `reason` says how, when, where.

    An answer that cannot get onto the website is taken back first, and its text kept as a draft.
    Raises Refused when it may have got there.
    """
    with transaction.atomic():
        ready = comment.replies.filter(state=ReplyState.READY).first()
        if ready is not None:
            take_back(ready, actor=actor)
        comments.answer_elsewhere(comment, actor=actor, reason=reason)


def retry(comment: Comment, *, actor: User) -> bool:
    """Try at once what did not reach the site; False when nothing waits for that."""
    if not permissions.may_manage(actor, comment):
        raise PermissionDenied
    with transaction.atomic():
        Comment.objects.select_for_update().get(pk=comment.pk)
        tried = [job.retry() for job in comment.deliveries.open()]
        if not any(tried):
            return False
        CommentEvent.record(comment, "retry", actor=actor)
        wake("reply.send")
    return True


def retry_all(*, actor: User) -> int:
    """Everything about comments that did not get through is tried at once; how many that were.

    Each leaves its event. Raises PermissionDenied when there is one that the actor may not retry.
    """
    stuck = Comment.objects.filter(
        deliveries__state__in=[DeliveryState.FAILED, DeliveryState.UNCONFIRMED]
    )
    return sum(retry(comment, actor=actor) for comment in stuck.distinct())


def begin_posting(reply: Reply) -> bool:
    """Right before it is posted: is it still to go out? From a True on it may be on the site."""
    rows = Reply.objects.filter(pk=reply.pk, state=ReplyState.READY)
    return bool(rows.update(post_started_at=timezone.now()))


def may_be_posted(delivery: Delivery) -> bool:
    """Whether the reply of this job, if it has one, may stand on the site by now."""
    return Reply.objects.filter(deliveries=delivery, post_started_at__isnull=False).exists()


def release_posting(reply: Reply) -> None:
    """The site was asked and has none of it: its text may be changed again.

    Only as `reply` knew it: whatever another worker has posted meanwhile is not forgotten.
    """
    rows = Reply.objects.filter(pk=reply.pk, state=ReplyState.READY, remote_id=reply.remote_id)
    rows.update(post_started_at=None, remote_id=None, address="", sent_at=None)


def record_posted(reply: Reply, *, remote_id: int, address: str) -> None:
    """Remember which comment on the site is our reply, as soon as that is known."""
    now = timezone.now()
    with transaction.atomic():
        _lock(reply)
        unknown = Reply.objects.filter(pk=reply.pk).exclude(remote_id=remote_id)
        # The column may be emptied again, the history never: we know our own words for good.
        if unknown.update(remote_id=remote_id, address=address, post_started_at=now, sent_at=now):
            data = {"remote_id": remote_id, "generation": reply.comment.generation}
            ReplyEvent.record(reply, "posted", actor=None, data=data)
    reply.refresh_from_db()


def record_reply_sent(delivery: Delivery, reply: Reply) -> bool:
    """A stranger can read it: reply, comment and job, all or nothing.

    False when this claim had run out and another worker has the job.
    """
    with transaction.atomic():
        _lock(reply)
        if not delivery.settle(DeliveryState.DONE):
            return False
        REPLY.move(reply, "record_sent", actor=None, changes={"seen_at": timezone.now()})
        COMMENT.move(
            reply.comment,
            "answer",
            actor=None,
            data={"address": reply.address, "reply": reply.pk},
        )
    return True


def record_seen(comment: Comment, *, actor: User, reason: str) -> None:
    """A person has seen the answer where the portal could not; `reason` says how and where.

    Raises WrongState unless the sending ended unconfirmed, Refused when WordPress never took it.
    """
    with transaction.atomic():
        Comment.objects.select_for_update().get(pk=comment.pk)
        unconfirmed = comment.deliveries.filter(state=DeliveryState.UNCONFIRMED)
        job = unconfirmed.filter(purpose=Delivery.Purpose.REPLY).last()
        if job is None or job.reply is None:
            raise WrongState(MOVED_ON)
        reply, now = job.reply, timezone.now()
        by_hand = {"by_hand": True}
        changes = {"seen_at": now}
        REPLY.move(reply, "record_seen", actor=actor, reason=reason, changes=changes, data=by_hand)
        # Not if a worker has just taken it up again.
        jobs = Delivery.objects.filter(pk=job.pk, state=DeliveryState.UNCONFIRMED)
        if not jobs.update(state=DeliveryState.DONE, next_try=None, finished_at=now):
            raise WrongState(MOVED_ON)
        told = {"address": reply.address, "reply": reply.pk, **by_hand}
        COMMENT.move(comment, "answer", actor=None, data=told)


def record_moderated(
    delivery: Delivery, *, wish: str, shown: Shown, is_found: bool = False
) -> bool:
    """The site does as `wish` said; the job rests, or goes again when the wish has changed.

    `is_found`: it did so before we came.
    """
    with transaction.atomic():
        comment = Comment.objects.select_for_update().get(pk=delivery.comment_id)
        if comment.wish != wish:
            return delivery.settle(DeliveryState.QUEUED, next_try=timezone.now())
        if is_found and shown in PUT_AWAY:
            noticing.record_moved(comment, shown)
        else:
            noticing.record_shown(comment, shown)
        return delivery.settle(DeliveryState.DONE)


def record_overruled(delivery: Delivery, *, shown: Shown, code: str) -> bool:
    """Somebody on WordPress has put the comment away: a person decides anew, knowing that.

    In one transaction: the next try of this job is then one that knows. Always False.
    """
    with transaction.atomic():
        comment = Comment.objects.select_for_update().get(pk=delivery.comment_id)
        if delivery.settle(DeliveryState.FAILED, error_code=code):
            noticing.record_moved(comment, shown)
    return False
