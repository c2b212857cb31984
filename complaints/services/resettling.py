"""The site was set up anew or restored: which comments stand there again, under other numbers.

A number means nothing on another generation of the site, so a comment is known again by when it was
said, by whom and in which words. What does not stand there any more is kept here all the same.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from complaints.models import Channel, Comment, CommentEvent, Reply, ReplyEvent, ReplyState, Shown
from complaints.services import noticing
from complaints.services.comments import queue_moderation
from complaints.services.intake import Received

Sign = tuple[datetime, str, str]


def of_other_sites(generation: int) -> QuerySet[Comment]:
    """The comments that are kept from other generations of the site than this one."""
    return Comment.objects.filter(channel=Channel.WORDPRESS).exclude(generation=generation)


def found_again(several: Sequence[Received], generation: int) -> list[Received]:
    """Give those that are kept already their numbers on this site; the others, which are new."""
    kept: dict[Sign, list[Comment]] = defaultdict(list)
    said_then = {one.received_at for one in several}
    for comment in of_other_sites(generation).filter(received_at__in=said_then):
        for words in {comment.text, comment.noticed.get("text", comment.text)}:
            kept[_sign(comment.received_at, comment.author_email, words)].append(comment)
    new = []
    for one in several:
        same = kept.get(_sign(one.received_at, one.author_email, one.text))
        if not same or not _renumber(same.pop(), one, generation):
            new.append(one)
    return new


def _sign(said_at: datetime, email: str, words: str) -> Sign:
    return said_at.replace(microsecond=0), email, " ".join(words.split())


def _renumber(comment: Comment, one: Received, generation: int) -> bool:
    """False when another machine has just done so."""
    data = {"old": comment.external_id, "new": one.external_id, "generation": generation}
    with transaction.atomic():
        rows = Comment.objects.filter(pk=comment.pk, generation=comment.generation)
        if not rows.update(
            generation=generation,
            external_id=one.external_id,
            remote_post=one.remote_post,
            remote_parent=one.remote_parent,
            page_url=one.page_url,
            shown=one.shown,
            look_at=timezone.now(),
        ):
            return False
        # Its answers have other numbers too: they are known again by their words.
        comment.replies.update(remote_id=None, address="")
        CommentEvent.record(comment, "found_again", actor=None, data=data)
        comment.refresh_from_db()
        if not comment.is_as_wished:
            # A backup does not know what was decided since.
            queue_moderation(comment)
    return True


def record_answer_found(reply: Reply, *, remote_id: int, address: str) -> None:
    """An answer of ours that was sent on an earlier site stands on this one, too."""
    data = {"remote_id": remote_id, "generation": reply.comment.generation}
    with transaction.atomic():
        rows = Reply.objects.filter(pk=reply.pk, remote_id=None)
        if rows.update(remote_id=remote_id, address=address):
            ReplyEvent.record(reply, "posted", actor=None, data=data)


def record_answers_lost(generation: int) -> int:
    """The site has been read to its end: which of our answers no visitor reads any more; how many.

    A person decides what becomes of it: the answer was given once.
    """
    lost = Reply.objects.filter(
        state=ReplyState.SENT,
        remote_id=None,
        comment__channel=Channel.WORDPRESS,
        comment__generation=generation,
        comment__events__name="found_again",
    )
    for reply in lost.distinct().select_related("comment"):
        noticing.record_answer_lost(reply.comment)
    return len(lost)


def record_left_behind(generation: int) -> int:
    """The site has been read to its end: what was not found again is gone from it; how many."""
    # What lies in the spam or the trash there is not read, and must not pass for gone.
    put_away = [Shown.GONE, Shown.SPAM, Shown.TRASHED]
    left = of_other_sites(generation).exclude(shown__in=put_away)
    for comment in left:
        noticing.record_moved(comment, Shown.GONE)
    Comment.objects.filter(pk__in=[comment.pk for comment in left]).update(look_at=None)
    return len(left)
