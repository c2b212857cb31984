"""Who is who: the centre, its units and programs, its people and what each holds (design.md §6)."""

import zoneinfo
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contentdesk.foundation.events import Event
from contentdesk.organization.duties import Duties, Role, holds

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


def valid_zone(name: str) -> None:
    """Raise ValidationError unless `name` is a time zone such as Asia/Jakarta."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("This is not a time zone. Write it like Asia/Jakarta."))


def default_zone() -> str:
    return str(settings.TIME_ZONE)


class Centre(models.Model):
    """The office itself; a portal has one."""

    name = models.CharField(_("name"), max_length=120)
    letterhead = models.TextField(_("letterhead"), blank=True)
    zone = models.CharField(
        _("time zone"), max_length=40, default=default_zone, validators=[valid_zone]
    )
    public_numbers = models.TextField(
        _("public phone numbers and e-mail addresses"),
        blank=True,
        help_text=_(
            "The centre's own contacts, which everybody may know: one phone number or e-mail "
            "address a line. In a text they do not count as somebody's personal data."
        ),
    )

    class Meta:
        verbose_name = _("health centre")
        verbose_name_plural = _("health centre")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> Self:
        """The centre of this portal; before anybody has described it, an unsaved general one."""
        return cls.objects.order_by("pk").first() or cls(name=str(_("Health centre")))

    @property
    def public_number_list(self) -> list[str]:
        """The public contacts as they were typed, one each, without empty lines."""
        return [line.strip() for line in self.public_numbers.splitlines() if line.strip()]


class Unit(models.Model):
    """A part of the centre that supplies material, e.g. the pharmacy."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Program(models.Model):
    """A health program with a lead (PJ), e.g. immunisation."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person who works with the portal. They log in by username; many have no e-mail."""

    first_name = None  # type: ignore[assignment]  # Indonesian names do not split in two
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=120)

    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @cached_property
    def duties(self) -> Duties:
        """What this person holds today, read once per request."""
        if not self.is_active:
            return Duties()
        held = list(self.assignments.on(timezone.localdate()).select_related("acting_for"))
        own = {Role(row.role) for row in held if not row.acting}
        if self.is_superuser:
            own.add(Role.ADMIN)
        roles = own | {Role(row.role) for row in held}
        return Duties(
            roles=frozenset(roles),
            unit_ids=frozenset(row.unit_id for row in held if row.unit_id),
            program_ids=frozenset(row.program_id for row in held if row.program_id),
            acting={
                role: ", ".join(dict.fromkeys(row.capacity for row in held if row.role == role))
                for role in roles - own
            },
        )


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def during(self, first: date, last: date) -> Self:
        """What is held on any of these days (dates in the centre's zone), the last included."""
        in_time = self.filter(Q(ends=None) | Q(ends__gte=first), starts__lte=last)
        return in_time.filter(cancelled_at=None)

    def on(self, day: date) -> Self:
        """What is held on that day (a date in the centre's zone), its last day included."""
        return self.during(day, day)

    def stand_ins(self) -> Self:
        """What is held in somebody else's place, with all that a list of them shows."""
        return self.exclude(acting="").select_related("user", "acting_for", "program", "unit")

    def visible_to(self, user: Any) -> Self:
        """The stand-ins this person may see: the head all, others those that concern them."""
        if holds(user, Role.HEAD):
            return self
        return self.filter(Q(user=user) | Q(acting_for=user))


class Assignment(models.Model):
    """A person holds a role over a unit or a program from a day to a day."""

    class Acting(models.TextChoices):
        PLT = "plt", "Plt."
        PLH = "plh", "Plh."

    user = models.ForeignKey(
        User, models.CASCADE, related_name="assignments", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("unit"),
        related_name="assignments",
    )
    program = models.ForeignKey(
        Program,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("program"),
        related_name="assignments",
    )
    starts = models.DateField(_("from"), default=timezone.localdate)
    ends = models.DateField(_("until"), null=True, blank=True)
    acting = models.CharField(_("acting as"), max_length=3, choices=Acting.choices, blank=True)
    acting_for = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("acting for"),
        related_name="stood_in_by",
    )
    # Called off before its first day; its history stays, so the row does.
    # Before it began, or at once while it went on.
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, editable=False)

    objects = AssignmentQuerySet.as_manager()
    if TYPE_CHECKING:
        events: RelatedManager["AssignmentEvent"]

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["user", "role"]
        constraints = [
            models.CheckConstraint(
                name="assignment_scope",
                condition=(
                    Q(role=Role.STAFF, unit__isnull=False, program__isnull=True)
                    | Q(role=Role.LEAD, unit__isnull=True, program__isnull=False)
                    | (
                        ~Q(role__in=[Role.STAFF, Role.LEAD])
                        & Q(unit__isnull=True, program__isnull=True)
                    )
                ),
                violation_error_message=_(
                    "Unit staff belong to a unit, a lead to a program, the others to neither."
                ),
            ),
            models.CheckConstraint(
                name="assignment_days_in_order",
                condition=Q(ends=None) | Q(ends__gte=models.F("starts")),
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                name="assignment_acting_for_somebody",
                condition=Q(acting="", acting_for=None) | (~Q(acting="") & ~Q(acting_for=None)),
                violation_error_message=_("Say for whom this person is acting, and as what."),
            ),
        ]

    def __str__(self) -> str:
        scope = self.unit or self.program
        return f"{self.get_role_display()} {scope}" if scope else self.get_role_display()

    @property
    def capacity(self) -> str:
        """How a decision is signed: "Plh. dr. Hadi Santoso"; empty when held in one's own right."""
        return f"{self.get_acting_display()} {self.acting_for}" if self.acting else ""


class AssignmentEvent(Event):
    """The history of a stand-in: who named, shortened or cancelled it."""

    subject = models.ForeignKey(Assignment, models.PROTECT, related_name="events")

    class Meta(Event.Meta):
        abstract = False
