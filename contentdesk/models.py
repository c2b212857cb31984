"""What a unit wants told, in numbered editions, pinned by immutable revisions (design.md §1)."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ulid import ULID

from contentdesk.foundation.events import AppendOnly, Event
from contentdesk.organization.duties import Role, holds
from contentdesk.organization.models import Program, Unit

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


def new_ulid() -> str:
    """A name for life: 26 characters, in the order of their making."""
    return str(ULID())


class Kind(models.TextChoices):
    """The five kinds of material that the procedure names (sop.md)."""

    SERVICE = "service", _("Service")
    POLICY = "policy", _("Policy")
    ANNOUNCEMENT = "announcement", _("Announcement")
    INNOVATION = "innovation", _("Innovation")
    ACTIVITY = "activity", _("Activity")


class Regularity(models.TextChoices):
    ROUTINE = "routine", _("routine")
    INCIDENTAL = "incidental", _("incidental")


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for review")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("On the website")
    SUPERSEDED = "superseded", _("Replaced by a newer one")
    WITHDRAWN = "withdrawn", _("Taken off the website")
    REJECTED = "rejected", _("Rejected")
    DISCARDED = "discarded", _("Discarded")


OPEN_STATES = [State.DRAFT, State.SUBMITTED, State.CHANGES_REQUESTED, State.APPROVED]


def sees_all(user: Any) -> bool:
    """The manager, the head and the auditor read every unit's material (design.md §6)."""
    return holds(user, Role.MANAGER, Role.HEAD, Role.AUDITOR)


class MaterialQuerySet(models.QuerySet["Material"]):
    def visible_to(self, user: Any) -> Self:
        """What this person may read: all, or their own units' and programs'; 404 for the rest."""
        if sees_all(user):
            return self
        duties = user.duties
        return self.filter(Q(unit__in=duties.unit_ids) | Q(program__in=duties.program_ids))


class Material(models.Model):
    """One thing a unit wants told: it keeps its identity through all its editions."""

    ulid = models.CharField(max_length=26, unique=True, default=new_ulid, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    regularity = models.CharField(
        _("routine or incidental"), max_length=10, choices=Regularity.choices, blank=True
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="materials", verbose_name=_("unit"))
    program = models.ForeignKey(
        Program,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="materials",
        verbose_name=_("program"),
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MaterialQuerySet.as_manager()
    if TYPE_CHECKING:
        editions: RelatedManager["Edition"]
        photos: RelatedManager["Photo"]

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.ulid

    @property
    def kind_label(self) -> str:
        """The kind in words, for an activity with its regularity."""
        if self.regularity:
            return f"{self.get_kind_display()} ({self.get_regularity_display()})"
        return self.get_kind_display()

    @property
    def latest(self) -> "Edition":
        """The newest edition; reads what the caller has prefetched."""
        return max(self.editions.all(), key=lambda edition: edition.number)


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
        """Approved, and its time has come."""
        return self.filter(state=State.APPROVED, publish_at__lte=now)


class Edition(models.Model):
    """One numbered version of a material on its way through review."""

    material = models.ForeignKey(Material, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    # Counts every save, so that a page left open cannot overwrite what came after it.
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(_("title"), max_length=150, blank=True)
    body = models.TextField(_("text"), max_length=20_000, blank=True)
    wished_day = models.DateField(_("wished day"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True)
    pinned = models.ForeignKey("Revision", models.PROTECT, null=True, related_name="+")
    publish_at = models.DateTimeField(null=True)
    # From here on WordPress may already show it: too late to take the approval back.
    flip_started_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = EditionQuerySet.as_manager()
    if TYPE_CHECKING:
        events: RelatedManager["EditionEvent"]
        revisions: RelatedManager["Revision"]
        placements: RelatedManager["Placement"]

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["material", "number"], name="edition_number"),
            models.UniqueConstraint(
                fields=["material"], condition=Q(state__in=OPEN_STATES), name="one_open_edition"
            ),
        ]
        indexes = [models.Index(fields=["state", "publish_at"])]

    def __str__(self) -> str:
        return self.title or str(_("Untitled"))

    @property
    def state_label(self) -> str | Promise:
        """The state in words; approved with a time still to come is "scheduled"."""
        if self.state == State.APPROVED and self.is_scheduled:
            return _("Scheduled")
        return self.get_state_display()

    @property
    def is_scheduled(self) -> bool:
        return self.publish_at is not None and self.publish_at > timezone.now()


class Photo(models.Model):
    """A picture that came through the door: redrawn, without metadata, named by its content."""

    material = models.ForeignKey(Material, models.PROTECT, related_name="photos")
    sha256 = models.CharField(max_length=64)
    file = models.CharField(max_length=200)
    preview = models.CharField(max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["material", "sha256"], name="photo_once_a_material")
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class Placement(models.Model):
    """A photo in an edition, with its words and its place."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="placements")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="placements")
    position = models.PositiveIntegerField()
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    alt = models.CharField(_("description for those who cannot see it"), max_length=300, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "photo"], name="photo_once_an_edition")
        ]

    def __str__(self) -> str:
        return self.caption or str(self.photo)


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
