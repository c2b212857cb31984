"""What was noticed on the site: who answered there, what became of a comment, what was changed."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from complaints.models import (
    OPEN_STATES,
    PUT_AWAY,
    Channel,
    Comment,
    CommentEvent,
    Delivery,
    FeedCursor,
    Reply,
    Shown,
    State,
)
from complaints.workflow import COMMENT
from contentdesk.foundation.delivery import OPEN_STATES as OPEN_JOBS
from contentdesk.foundation.delivery import DeliveryState

EACH = timedelta(hours=20)  # a night's look at every comment
RECENT = timedelta(days=90)
# A job that a worker has in hand or tries again by itself; what waits for a person is at rest.
UNDER_WAY = Q(state=DeliveryState.SENDING) | Q(state__in=OPEN_JOBS, next_try__isnull=False)


def comment_above(number: int, generation: int) -> Comment | None:
    """The comment that an answer beneath `number` on this WordPress belongs to, or None.

    `number` is that of the comment itself, or of an answer to it, ours or somebody else's.
    """
    on_wordpress = Comment.objects.filter(channel=Channel.WORDPRESS, generation=generation)
    comment = on_wordpress.filter(external_id=str(number)).first()
    if comment is None:
        replies = Reply.objects.filter(remote_id=number, comment__generation=generation)
        reply = replies.select_related("comment").first()
        comment = reply.comment if reply is not None else None
    if comment is None:
        there = CommentEvent.objects.filter(
            name="answered_there", data__remote_id=number, data__generation=generation
        )
        event = there.select_related("subject").first()
        comment = event.subject if event is not None else None
    return comment


def record_answered_there(
    comment: Comment, *, remote_id: int, name: str, text: str, shown: Shown
) -> None:
    """Somebody of the office has answered on WordPress itself; told once for each answer.

    What a contributor writes there waits to be shown, and until then it has answered nobody.
    """
    with transaction.atomic():
        _lock(comment)
        data = {"remote_id": remote_id, "name": name, "text": text, "shown": shown}
        data["generation"] = comment.generation
        known = comment.events.filter(name="answered_there", data__remote_id=remote_id)
        if known.filter(data__generation=comment.generation).exists():
            return
        CommentEvent.record(comment, "answered_there", actor=None, data=data)
        if shown == Shown.SHOWN:
            _keep(comment, answered=name)


def due(now: datetime, generation: int) -> QuerySet[Comment]:
    """The comments to look at again on this site, those waiting longest first.

    None that a job works on, and none of which only an earlier site knows the number.
    """
    waiting = Comment.objects.filter(
        channel=Channel.WORDPRESS, look_at__lte=now, generation=generation
    )
    busy = Delivery.objects.filter(UNDER_WAY).values("comment")
    return waiting.exclude(external_id="").exclude(pk__in=busy).order_by("look_at", "pk")


def ask_for_a_look(now: datetime) -> None:
    """Let all that is looked at in any night be looked at now."""
    Comment.objects.filter(look_at__gt=now).update(look_at=now)
    FeedCursor.objects.update(spam_at=None)


def record_looked(comments: Collection[Comment]) -> None:
    """They have been looked at: the next time is in the next night, if there is to be one."""
    now = timezone.now()
    rows = Comment.objects.filter(pk__in=[comment.pk for comment in comments])
    again = Q(state__in=OPEN_STATES) | Q(received_at__gte=now - RECENT)
    rows.exclude(again).update(look_at=None)
    rows.filter(again).update(look_at=now + EACH)


def says_the_same(comment: Comment, text: str | None) -> bool:
    """Whether its words on the site are as they were last seen there; None: it has none now."""
    seen = comment.noticed.get("text", comment.text)
    return text is None or text.split() == seen.split()


def record_found(comment: Comment, *, shown: Shown, text: str | None, asked_at: datetime) -> bool:
    """Keep what somebody on WordPress has done with the comment; whether anything was new.

    What the site said at `asked_at` counts only if no job of ours has changed it since.
    """
    with transaction.atomic():
        _lock(comment)
        ours = Q(finished_at__gte=asked_at) | UNDER_WAY
        if comment.deliveries.filter(ours).exists():
            return False
        moved, edited = shown != comment.shown, not says_the_same(comment, text)
        if moved:
            _record_moved(comment, shown)
        if edited:
            data = {"old": comment.noticed.get("text", comment.text), "new": text}
            CommentEvent.record(comment, "edited_there", actor=None, data=data)
            is_back = (text or "").split() == comment.text.split()
            _keep(comment, text=None if is_back else text)
    return moved or edited


def record_moved(comment: Comment, shown: Shown) -> None:
    """A job has found the comment otherwise than it was last seen, by somebody's deed there."""
    with transaction.atomic():
        _lock(comment)
        if shown != comment.shown:
            _record_moved(comment, shown)


def record_shown(comment: Comment, shown: Shown) -> None:
    """The portal has seen to it that the site does this with the comment now."""
    with transaction.atomic():
        _lock(comment)
        if shown != comment.shown:
            comment.shown = shown
            comment.save(update_fields=["shown"])
            CommentEvent.record(comment, shown, actor=None)
        if comment.is_as_wished:
            _keep(comment, undone=None)


def record_answer_lost(comment: Comment) -> None:
    """An answer that visitors could read is no longer on the site; told once."""
    with transaction.atomic():
        _lock(comment)
        if "lost_answer" not in comment.noticed:
            CommentEvent.record(comment, "answer_lost", actor=None)
            _keep(comment, lost_answer=True)


def was_put_away_here(comment: Comment) -> bool:
    """Whether it was a job of ours that last put it into the spam or the trash there."""
    last = comment.events.filter(name__in=["moved_there", *Shown.values]).last()
    return last is not None and last.name in {Shown.SPAM, Shown.TRASHED}


def _record_moved(comment: Comment, shown: Shown) -> None:
    before, was_as_wished = comment.shown, comment.is_as_wished
    comment.shown = shown
    comment.save(update_fields=["shown"])
    CommentEvent.record(comment, "moved_there", actor=None, data={"old": before, "new": shown})
    if comment.is_as_wished:
        _keep(comment, undone=None)
    elif was_as_wished or shown in PUT_AWAY:
        _keep(comment, undone=True)
    if shown == Shown.GONE and before in {Shown.SPAM, Shown.TRASHED} and comment.state == State.NEW:
        COMMENT.move(comment, "emptied", actor=None)


def _lock(comment: Comment) -> None:
    comment.refresh_from_db(from_queryset=Comment.objects.select_for_update())


def _keep(comment: Comment, **noticed: Any) -> None:
    """Add to what was noticed; None takes it away."""
    kept = {**comment.noticed, **noticed}
    comment.noticed = {name: value for name, value in kept.items() if value is not None}
    comment.save(update_fields=["noticed"])
