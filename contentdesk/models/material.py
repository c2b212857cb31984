"""The stable identity of one thing a unit wants told (design.md §1)."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from ulid import ULID

from contentdesk.organization.duties import Role, holds
from contentdesk.organization.models import Program, Unit

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from contentdesk.models.edition import Edition
    from contentdesk.models.photo import Photo


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


class Stage(models.TextChoices):
    """Where a material stands as lists group it, by its newest edition."""

    WORKING = "working", _("Being written")
    WAITING = "waiting", _("Waiting for review")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("On the website")
    ENDED = "ended", _("Ended")


def sees_all(user: Any) -> bool:
    """The manager, the head and the auditor read every unit's material (design.md §6)."""
    return holds(user, Role.MANAGER, Role.HEAD, Role.AUDITOR)


def scopes_of(user: Any) -> list[Q]:
    """What this person may read, part by part: everything, or each unit and program of theirs.

    The first rows of a long list are found in one part by its index, not in all of them at once.
    """
    if sees_all(user):
        return [Q()]
    duties = user.duties
    units = [Q(unit=pk) for pk in sorted(duties.unit_ids)]
    return [*units, *(Q(program=pk) for pk in sorted(duties.program_ids))]


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
    # What lists filter and sort by, taken from the editions; listing.refresh alone writes it.
    newest = models.ForeignKey(
        "Edition", models.PROTECT, null=True, editable=False, related_name="+"
    )
    stage = models.CharField(max_length=10, choices=Stage.choices, blank=True, editable=False)
    is_live = models.BooleanField(default=False, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)
    # By which way of cutting its words were indexed (search.WAY); 0 is not yet.
    words_by = models.PositiveSmallIntegerField(default=0, db_index=True, editable=False)

    objects = MaterialQuerySet.as_manager()
    if TYPE_CHECKING:
        editions: RelatedManager["Edition"]
        photos: RelatedManager["Photo"]

    class Meta:
        ordering = ["-pk"]
        # Each begins with what a list is narrowed by and ends in its order, so that the first page
        # of a long list is read from the index and nothing has to be sorted.
        indexes = [
            models.Index(fields=["changed_at", "id"]),
            models.Index(fields=["stage", "changed_at", "id"]),
            models.Index(fields=["unit", "changed_at", "id"]),
            models.Index(fields=["unit", "stage", "changed_at", "id"]),
            models.Index(fields=["program", "changed_at", "id"]),
        ]

    def __str__(self) -> str:
        return self.ulid

    @property
    def kind_label(self) -> str:
        """The kind in words, for an activity with its regularity."""
        activities = {
            Regularity.ROUTINE: _("Routine activity"),
            Regularity.INCIDENTAL: _("Incidental activity"),
        }
        if self.regularity:
            return str(activities[Regularity(self.regularity)])
        return self.get_kind_display()

    @property
    def latest(self) -> "Edition":
        """The newest edition, or what is live once that was discarded; reads what is prefetched."""
        newest = max(self.editions.all(), key=lambda edition: edition.number)
        return (self.live or newest) if newest.state == "discarded" else newest

    @property
    def live(self) -> "Edition | None":
        """The edition that is on the website, if any; reads what the caller has prefetched."""
        return next((e for e in self.editions.all() if e.state == "published"), None)
