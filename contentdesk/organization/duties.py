"""Roles, and what one person holds on one day (design.md §6)."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    STAFF = "staff", _("Unit staff")
    MANAGER = "manager", _("Website manager")
    LEAD = "lead", _("Program lead")
    TEAM = "team", _("Complaints team")
    HEAD = "head", _("Head of the centre")
    AUDITOR = "auditor", _("Auditor")
    ADMIN = "admin", _("Portal administrator")


@dataclass(frozen=True)
class Duties:
    """The roles, units and programs that are a person's today."""

    roles: frozenset[Role] = frozenset()
    unit_ids: frozenset[int] = frozenset()
    program_ids: frozenset[int] = frozenset()

    @property
    def labels(self) -> list[str]:
        """The roles in words, in the order of the enumeration."""
        return [str(role.label) for role in Role if role in self.roles]


def holds(actor: Any, *roles: Role) -> bool:
    """Whether this person holds one of the roles today.

    The system (None) and a stranger (AnonymousUser) hold none.
    """
    duties = getattr(actor, "duties", None)
    return duties is not None and bool(duties.roles.intersection(roles))
