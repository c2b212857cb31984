"""One numbered version of a material on its way through review, and its frozen revisions."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contentdesk.foundation.events import AppendOnly, Event
from contentdesk.models.material import Material, sees_all

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from contentdesk.models.photo import Placement
    from contentdesk.models.review import Override, Presence, Remark


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for review")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("On the website")
    SUPERSEDED = "superseded", _("Replaced by a newer one")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REJECTED = "rejected", _("Rejected")
    DISCARDED = "discarded", _("Discarded")


OPEN_STATES = [State.DRAFT, State.SUBMITTED, State.CHANGES_REQUESTED, State.APPROVED]


class Classification(models.TextChoices):
    """The classes of public information (UU 14/2008 articles 9, 10, 11 and 17)."""

    PERIODIC = "periodic", _("Periodic")
    IMMEDIATE = "immediate", _("Immediate")
    ANYTIME = "anytime", _("At any time")
    EXCLUDED = "excluded", _("Excluded")


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, user: Any) -> Self:
        """The editions of the materials this person may read."""
        if sees_all(user):
            return self
        return self.filter(material__in=Material.objects.visible_to(user))

    def newest(self) -> Self:
        """One a material: the edition that no later one follows."""
        later = Edition.objects.filter(material=OuterRef("material"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later))

    def due(self, now: datetime) -> Self:
        """Approved, its time has come, and the checker does not hold it."""
        return self.filter(state=State.APPROVED, publish_at__lte=now, held_at=None)

    def held(self) -> Self:
        """Approved, and held back by the checker at publishing time."""
        return self.filter(state=State.APPROVED).exclude(held_at=None)

    def second_look_owed(self) -> Self:
        """Approved urgently by one person, and not yet looked at by another.

        What a newer edition has replaced was public all the same.
        """
        shown = self.filter(state__in=[State.APPROVED, State.PUBLISHED, State.SUPERSEDED])
        # Said as its index says it, or SQLite would read through all that was ever published.
        return shown.filter(second_look_at=None, urgent_by__isnull=False)

    def in_review_order(self) -> Self:
        """What people must know at once first, then by wished day, then by how long it waits."""
        at_once = Q(pressing=True) | Q(classification=Classification.IMMEDIATE)
        return self.order_by(
            Case(When(at_once, then=0), default=1),
            F("wished_day").asc(nulls_last=True),
            "submitted_at",
            "pk",
        )


class Edition(models.Model):
    """One numbered version of a material on its way through review."""

    material = models.ForeignKey(Material, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    # Counts every save, so that a page left open cannot overwrite what came after it.
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(_("title"), max_length=150, blank=True)
    body = models.TextField(_("text"), max_length=20_000, blank=True)
    # Only when the manager has formatted it; `body` then says the same in plain words.
    body_html = models.TextField(max_length=60_000, blank=True)
    social_caption = models.TextField(_("caption for social media"), max_length=2200, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    document = models.ForeignKey(
        "Document", models.PROTECT, null=True, blank=True, related_name="+"
    )
    wished_day = models.DateField(_("wished day"), null=True, blank=True)
    # The unit says that people have to know at once; it is then read first.
    pressing = models.BooleanField(_("people must know this at once"), default=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True)
    classification = models.CharField(
        _("class of information"), max_length=10, choices=Classification.choices, blank=True
    )
    classification_reason = models.TextField(_("reason"), max_length=500, blank=True)
    classified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    classified_at = models.DateTimeField(null=True)
    review_by = models.DateField(_("look at it again by"), null=True, blank=True)
    pinned = models.ForeignKey("Revision", models.PROTECT, null=True, related_name="+")
    publish_at = models.DateTimeField(null=True)
    # What the checker found at publishing time: a list of {code, place}.
    held_at = models.DateTimeField(null=True)
    held_for = models.JSONField(default=list, blank=True)
    urgent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    second_look_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    second_look_at = models.DateTimeField(null=True)
    # From here on WordPress may already show it: too late to take the approval back.
    flip_started_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    # A photo was taken out of it while it was live, without review (services/takedown.py).
    amended_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = EditionQuerySet.as_manager()
    if TYPE_CHECKING:
        events: RelatedManager["EditionEvent"]
        revisions: RelatedManager["Revision"]
        placements: RelatedManager["Placement"]
        overrides: RelatedManager["Override"]
        remarks: RelatedManager["Remark"]
        presences: RelatedManager["Presence"]

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["material", "number"], name="edition_number"),
            models.UniqueConstraint(
                fields=["material"], condition=Q(state__in=OPEN_STATES), name="one_open_edition"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "publish_at"]),
            # All that in_review_order asks, so that a long queue is put in order from it alone.
            models.Index(
                fields=["state", "submitted_at", "wished_day", "pressing", "classification"],
                name="review_queue",
            ),
            models.Index(
                fields=["state", "amended_at"],
                condition=Q(amended_at__isnull=False),
                name="amended_editions",
            ),
            models.Index(
                fields=["state", "material"],
                condition=Q(urgent_by__isnull=False, second_look_at__isnull=True),
                name="second_look_owed",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Untitled"))

    @property
    def state_label(self) -> str | Promise:
        """The state in words; approved with a time still to come is "scheduled"."""
        if self.state == State.APPROVED and self.held_at:
            return _("Held back")
        if self.state == State.APPROVED and self.is_scheduled:
            return _("Scheduled")
        return self.get_state_display()

    @property
    def is_scheduled(self) -> bool:
        return self.publish_at is not None and self.publish_at > timezone.now()

    @property
    def is_claimed(self) -> bool:
        """Whether somebody is reviewing it right now: a claim runs out by itself."""
        return self.claimed_until is not None and self.claimed_until > timezone.now()

    @property
    def is_for_at_once(self) -> bool:
        """Whether it is read first: the unit or the officer says that people must know at once."""
        return self.pressing or self.classification == Classification.IMMEDIATE

    @property
    def owes_second_look(self) -> bool:
        """Approved urgently, and nobody else has looked since (design.md §3 rule 5)."""
        return self.urgent_by_id is not None and self.second_look_at is None


class Revision(models.Model):
    """An immutable snapshot of an edition's content. Approval pins one (design.md §3 rule 4)."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="revision_number")
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}.{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A revision is never changed; make a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A revision is never deleted.")


class EditionEvent(Event):
    """The history of an edition."""

    subject = models.ForeignKey(Edition, models.PROTECT, related_name="events")

    class Meta(Event.Meta):
        abstract = False
