"""Every write to a comment and what is done about it. Each raises what `Workflow.move` raises."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints import permissions
from complaints.models import (
    ArchiveKind,
    Channel,
    Comment,
    CommentEvent,
    Delivery,
    FollowUp,
    Note,
    State,
    Wish,
)
from complaints.workflow import COMMENT, no_answer_is_under_way
from contentdesk.foundation.transitions import MOVED_ON, Refused, WrongState
from contentdesk.foundation.wakes import wake
from contentdesk.organization.models import Program, Unit, User

SECOND_CLICK = timedelta(minutes=1)
# What the site does with a comment that is archived here; what is not ours stays as it is there.
WISH_OF_KIND: dict[str, Wish] = {ArchiveKind.SPAM: Wish.SPAM, ArchiveKind.TEST: Wish.TRASH}


@dataclass(frozen=True)
class Sorting:
    """How a comment is understood, and whether the site shall show it."""

    classification: str
    unit: Unit | None
    program: Program | None
    urgent: bool
    wish: str

    @property
    def columns(self) -> dict[str, Any]:
        """As columns of the comment."""
        return {
            "classification": self.classification,
            "unit": self.unit,
            "program": self.program,
            "urgent": self.urgent,
            "wish": self.wish,
        }

    @property
    def data(self) -> dict[str, Any]:
        """As it is kept in the history, by words and numbers that outlive a renaming."""
        return {
            "classification": self.classification,
            "unit": self.unit.pk if self.unit else None,
            "program": self.program.pk if self.program else None,
            "urgent": self.urgent,
            "wish": self.wish,
        }


def triage(comment: Comment, sorting: Sorting, *, actor: User) -> None:
    """Sort a new comment; the site is told to show or hide it."""
    _sort(comment, "triage", sorting, actor=actor)


def last_move(comment: Comment) -> int:
    """The number of the comment's latest transition: a page made now has seen up to here."""
    return comment.events.exclude(to_state="").values_list("pk", flat=True).last() or 0


def reclassify(comment: Comment, sorting: Sorting, *, actor: User, reason: str, seen: int) -> None:
    """Sort a comment once more, from wherever its handling had come.

    `seen` is the `last_move` that the person's page showed: sorting starts from "sorted" too, so
    the state alone would not tell a colleague's newer decision, or a second click.
    """
    with transaction.atomic():
        Comment.objects.select_for_update().get(pk=comment.pk)
        if last_move(comment) != seen and COMMENT.rows["reclassify"].may(actor, comment):
            raise WrongState(MOVED_ON)
        _sort(comment, "reclassify", sorting, actor=actor, reason=reason)


def _sort(comment: Comment, name: str, sorting: Sorting, *, actor: User, reason: str = "") -> None:
    with transaction.atomic():
        COMMENT.move(
            comment, name, actor=actor, reason=reason, changes=sorting.columns, data=sorting.data
        )
        queue_moderation(comment)


def archive(comment: Comment, *, actor: User, kind: str, note: str = "") -> None:
    """Put a comment aside. What is spam or a test is put away on the site as well."""
    with transaction.atomic():
        wish = WISH_OF_KIND.get(kind)
        changes = {"wish": wish} if wish else {}
        data = {"kind": kind}
        COMMENT.move(comment, "archive", actor=actor, reason=note, changes=changes, data=data)
        if wish:
            queue_moderation(comment)


def decide_visibility(comment: Comment, *, actor: User, wish: str) -> None:
    """Let the site show the comment, or not; its handling stays where it is.

    The same decision once more changes nothing, unless somebody has undone it on WordPress: then
    it is carried there again. Raises WrongState for an archived comment (but for that), and
    Refused while an answer is on its way to stand beneath it.
    """
    if not permissions.may_manage(actor, comment):
        raise PermissionDenied
    with transaction.atomic():
        comment.refresh_from_db(from_queryset=Comment.objects.select_for_update())
        undone = comment.wish == wish and bool(comment.noticed.get("undone"))
        if comment.state == State.ARCHIVED and not undone:
            raise WrongState(MOVED_ON)
        if comment.wish == wish and not undone:
            return
        if not undone:
            no_answer_is_under_way(comment, actor)
        comment.wish = wish
        comment.save(update_fields=["wish"])
        CommentEvent.record(comment, "visibility", actor=actor, data={"wish": wish})
        queue_moderation(comment)
        wake("comment.visibility")


def answer_elsewhere(comment: Comment, *, actor: User, reason: str) -> None:
    """Note that the person has been answered in another way; `reason` says how, when, where."""
    COMMENT.move(comment, "answer_elsewhere", actor=actor, reason=reason)


def restore(comment: Comment, *, actor: User) -> None:
    """Take a comment out of the archive, to be sorted anew.

    What was put away on the site with it is taken out there too, to wait unseen.
    """
    with transaction.atomic():
        comment.refresh_from_db(from_queryset=Comment.objects.select_for_update())
        put_away = comment.wish in WISH_OF_KIND.values()
        changes = {"look_at": timezone.now(), **({"wish": Wish.HIDE} if put_away else {})}
        COMMENT.move(comment, "restore", actor=actor, changes=changes)
        if put_away:
            queue_moderation(comment)


def queue_moderation(comment: Comment) -> None:
    """One open job says "make the site as the manager wishes"; a newer wish reuses it."""
    if comment.channel != Channel.WORDPRESS:
        return
    if comment.noticed.pop("undone", None):
        comment.save(update_fields=["noticed"])
    delivery, made = Delivery.objects.open().get_or_create(
        comment=comment, purpose=Delivery.Purpose.MODERATE
    )
    if not made:
        delivery.retry()


def route(comment: Comment, *, actor: User, program: Program) -> None:
    """Pass a comment on to a program; from then on its lead sees it."""
    COMMENT.move(
        comment,
        "route",
        actor=actor,
        changes={"program": program},
        data={"program": program.pk},
    )


def return_(comment: Comment, *, actor: User, reason: str) -> None:
    """The lead says that it is not their program's, and why."""
    COMMENT.move(comment, "return_", actor=actor, reason=reason)


def follow_up(
    comment: Comment, *, actor: User, plan: str, responsible: User, due: date, done: str = ""
) -> None:
    """Say what will be done, by whom and until when (a day in the centre's zone).

    `done`, when something has been done already, records it in the same stroke.
    """
    with transaction.atomic():
        COMMENT.move(
            comment,
            "follow_up",
            actor=actor,
            data={"plan": plan, "responsible": responsible.pk, "due": due.isoformat()},
        )
        started = FollowUp.objects.create(
            comment=comment, plan=plan, responsible=responsible, due=due, created_by=actor
        )
        if done.strip():
            record_done(started, actor=actor, done=done)


def record_done(started: FollowUp, *, actor: User, done: str) -> None:
    """Write down what was done; the same words once more (a double click) change nothing."""
    with transaction.atomic():
        # The comment's row is the lock: it may be sorted again at this very moment.
        comment = Comment.objects.select_for_update().get(pk=started.comment_id)
        started.refresh_from_db()
        if not permissions.may_record_done(actor, started):
            raise PermissionDenied
        if not done.strip():
            raise Refused(_("Please write what has been done. Nothing has been changed yet."))
        if started.done_at is not None and started.done == done.strip():
            return
        overtaken = comment.state != State.IN_FOLLOW_UP or comment.follow_ups.last() != started
        if started.done_at is not None or overtaken:
            raise WrongState(MOVED_ON)
        started.done, started.done_by, started.done_at = done.strip(), actor, timezone.now()
        started.save(update_fields=["done", "done_by", "done_at"])
        CommentEvent.record(comment, "done", actor=actor, reason=started.done)


def add_note(comment: Comment, *, actor: User, text: str) -> None:
    """Leave a word for colleagues; the same word twice within a minute is one."""
    if not permissions.may_note(actor, comment):
        raise PermissionDenied
    with transaction.atomic():
        Comment.objects.select_for_update().get(pk=comment.pk)
        since = timezone.now() - SECOND_CLICK
        if not comment.notes.filter(author=actor, text=text, at__gte=since).exists():
            Note.objects.create(comment=comment, author=actor, text=text)
