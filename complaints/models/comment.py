"""One thing the public said, its evidence and its history (design.md §1, §4)."""

import hashlib
from datetime import datetime
from typing import Any, NoReturn, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contentdesk.foundation.events import AppendOnly, Event
from contentdesk.organization.duties import Role, holds
from contentdesk.organization.models import Program, Unit


class Channel(models.TextChoices):
    """Where it was said."""

    WORDPRESS = "wordpress", _("Website")


class State(models.TextChoices):
    NEW = "new", _("New")
    TRIAGED = "triaged", _("Sorted")
    ROUTED = "routed", _("With the program")
    IN_FOLLOW_UP = "in_follow_up", _("In follow-up")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    ARCHIVED = "archived", _("Archived")


# Only from here on is a comment the program lead's business as well.
ROUTED_STATES = [State.ROUTED, State.IN_FOLLOW_UP, State.ANSWERED, State.CLOSED]
HANDLED_STATES = [State.TRIAGED, State.ROUTED, State.IN_FOLLOW_UP]
OPEN_STATES = [State.NEW, *HANDLED_STATES]
FOLLOWED_STATES = [State.IN_FOLLOW_UP, State.ANSWERED, State.CLOSED]
# Of these the last one tells whether the latest follow-up still counts.
TURNS = ["follow_up", "return_", "reclassify"]


class Classification(models.TextChoices):
    """The procedure's three classes (sop.md), and the questions that a health centre gets."""

    PRAISE = "praise", _("Praise")
    SUGGESTION = "suggestion", _("Suggestion")
    COMPLAINT = "complaint", _("Complaint")
    QUESTION = "question", _("Question")


class Shown(models.TextChoices):
    """What the site did with it when we last looked."""

    HELD = "held", _("waiting to be shown")
    SHOWN = "shown", _("shown on the website")
    HIDDEN = "hidden", _("not shown on the website")
    SPAM = "spam", _("taken for spam on the website")
    TRASHED = "trashed", _("in the trash on the website")
    NO_PAGE = "no_page", _("its page is in the trash on the website")
    GONE = "gone", _("removed from the website")


class Wish(models.TextChoices):
    """What the manager wants the site to do with it; empty until decided."""

    SHOW = "show", _("Show it on the website")
    HIDE = "hide", _("Do not show it")
    SPAM = "spam", _("Mark it as spam on the website")
    TRASH = "trash", _("Put it into the trash on the website")


# Where somebody on WordPress, or WordPress itself, puts what is to be seen by nobody.
PUT_AWAY = [Shown.SPAM, Shown.TRASHED, Shown.NO_PAGE, Shown.GONE]
# wish → what fulfils it; whoever put a comment away there has done more than hide it.
AS_WISHED: dict[str, list[Shown]] = {
    Wish.SHOW: [Shown.SHOWN],
    Wish.HIDE: [Shown.HELD, Shown.HIDDEN, *PUT_AWAY],
    Wish.SPAM: PUT_AWAY,
    Wish.TRASH: [Shown.TRASHED, Shown.NO_PAGE, Shown.GONE],
}


class ArchiveKind(models.TextChoices):
    """Why a comment is put aside without an answer."""

    SPAM = "spam", _("Advertising or abuse")
    NOT_OURS = "not_ours", _("Not for us")
    TEST = "test", _("A test")


class CommentQuerySet(models.QuerySet["Comment"]):
    def taken_for_spam(self) -> Self:
        """What WordPress takes for spam and nobody here has sorted yet."""
        return self.filter(state=State.NEW, shown=Shown.SPAM)

    def not_taken_for_spam(self) -> Self:
        """All the others."""
        return self.exclude(state=State.NEW, shown=Shown.SPAM)

    def visible_to(self, user: Any) -> Self:
        """What this person may read (design.md §6); whatever else there is, is a 404 to them.

        A lead reads what was routed to their programs, and everybody what is in their hands.
        """
        if holds(user, Role.MANAGER, Role.TEAM, Role.HEAD, Role.AUDITOR):
            return self
        return self.filter(
            Q(program__in=user.duties.program_ids, state__in=ROUTED_STATES)
            | Q(pk__in=self.model.objects.in_hands_of(user).values("pk"))
        )

    def in_hands_of(self, user: Any) -> Self:
        """Those whose follow-up is this person's: the latest one, unless it was overtaken.

        Nobody's who holds no role today, and no longer once the comment was sorted again.
        """
        if not user.duties.roles:
            return self.none()
        same = self.model.objects.filter(pk=OuterRef("pk")).order_by("-follow_ups__pk")
        turns = CommentEvent.objects.filter(subject=OuterRef("pk"), name__in=TURNS).order_by("-pk")
        return (
            self.filter(state__in=FOLLOWED_STATES)
            .alias(
                responsible=Subquery(same.values("follow_ups__responsible")[:1]),
                turn=Subquery(turns.values("name")[:1]),
            )
            .filter(responsible=user.pk, turn="follow_up")
        )


class Comment(models.Model):
    """What somebody said, with how it is understood and how far its handling has come."""

    channel = models.CharField(max_length=12, choices=Channel.choices)
    state = models.CharField(max_length=20, choices=State.choices, default=State.NEW)
    classification = models.CharField(max_length=12, choices=Classification.choices, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="comments")
    program = models.ForeignKey(
        Program, models.PROTECT, null=True, blank=True, related_name="comments"
    )
    urgent = models.BooleanField(default=False)
    # The channel's own number for it; on WordPress the id of the comment, on which of its sites.
    external_id = models.CharField(max_length=64, blank=True)
    generation = models.PositiveIntegerField(default=1)
    remote_post = models.PositiveBigIntegerField(null=True, blank=True)
    remote_parent = models.PositiveBigIntegerField(null=True, blank=True)
    author_name = models.CharField(max_length=250, blank=True)
    author_email = models.CharField(max_length=254, blank=True)
    text = models.TextField()
    page_title = models.CharField(max_length=300, blank=True)
    page_url = models.CharField(max_length=500, blank=True)
    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    shown = models.CharField(max_length=8, choices=Shown.choices, default=Shown.HELD)
    wish = models.CharField(max_length=8, choices=Wish.choices, blank=True)
    # What somebody did to it on WordPress: `text` (the words there now), `undone` (what was
    # decided here), `answered` (the name of who answered there), `lost_answer` (ours is
    # gone). The history has all of it.
    noticed = models.JSONField(default=dict, blank=True)
    # When the site is looked at again for it; empty when it is old and nothing is open.
    look_at = models.DateTimeField(null=True, blank=True, default=timezone.now)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "generation", "external_id"],
                condition=~Q(external_id=""),
                name="comment_taken_in_once",
            )
        ]
        indexes = [
            models.Index(fields=["state", "-received_at"]),
            models.Index(fields=["channel", "look_at"]),
            models.Index(fields=["received_at"]),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.state in OPEN_STATES

    @property
    def is_as_wished(self) -> bool:
        """Whether the site, when last looked at, did what was decided here; True if nothing was."""
        return not self.wish or self.shown in AS_WISHED[self.wish]


class Snapshot(models.Model):
    """The evidence: the record exactly as it came, under a salted hash. Never changed.

    The salt keeps the hash from telling, by trying likely texts, what an erased row once said.
    """

    comment = models.OneToOneField(Comment, models.PROTECT, related_name="snapshot")
    text = models.TextField()
    salt = models.CharField(max_length=32)
    sha256 = models.CharField(max_length=64)
    taken_at = models.DateTimeField()

    objects = AppendOnly.as_manager()

    def __str__(self) -> str:
        return self.sha256[:12]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A snapshot is evidence and is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A snapshot is evidence and is never deleted.")

    @classmethod
    def of(cls, comment: Comment, *, text: str, salt: str, at: datetime) -> Self:
        """`text`, the canonical JSON of the record, as the evidence for `comment`, unsaved."""
        digest = cls.digest(salt, text)
        return cls(comment=comment, text=text, salt=salt, sha256=digest, taken_at=at)

    @staticmethod
    def digest(salt: str, text: str) -> str:
        """SHA-256 of salt and text, as 64 hexadecimal digits."""
        return hashlib.sha256((salt + text).encode()).hexdigest()


class CommentEvent(Event):
    """The history of a comment."""

    subject = models.ForeignKey(Comment, models.PROTECT, related_name="events")

    class Meta(Event.Meta):
        abstract = False


class FeedCursor(models.Model):
    """How far a site's comments have been taken in, in each of its generations."""

    site = models.CharField(max_length=200)
    generation = models.PositiveIntegerField(default=1, unique=True)
    # When it had been read to its end for the first time.
    read_at = models.DateTimeField(null=True, blank=True)
    # How many of the oldest had been read before, while that goes on.
    read = models.PositiveIntegerField(default=0)
    last_id = models.PositiveBigIntegerField(default=0)
    # The newest that was looked at in WordPress's spam, and when that was.
    spam_id = models.PositiveBigIntegerField(default=0)
    spam_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.site}: {self.last_id}"
