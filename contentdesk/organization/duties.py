"""Roles, and what one person holds on one day (design.md §6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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


# For whom a stand-in can be named: those without whom nothing is decided.
STOOD_IN_FOR = [Role.HEAD, Role.MANAGER, Role.LEAD]


@dataclass(frozen=True)
class Duties:
    """The roles, units and programs that are a person's today.

    `acting` has the roles held only by standing in, with the words that go beside a decision
    ("Plh. dr. Hadi Santoso").
    """

    roles: frozenset[Role] = frozenset()
    unit_ids: frozenset[int] = frozenset()
    program_ids: frozenset[int] = frozenset()
    acting: Mapping[Role, str] = field(default_factory=dict)

    @property
    def own(self) -> frozenset[Role]:
        """The roles held in one's own right."""
        return self.roles - self.acting.keys()

    @property
    def labels(self) -> list[str]:
        """The roles in words, in the order of the enumeration, with whom one stands in for."""
        return [
            f"{role.label} ({self.acting[role]})" if role in self.acting else str(role.label)
            for role in Role
            if role in self.roles
        ]


def holds(actor: Any, *roles: Role) -> bool:
    """Whether this person holds one of the roles today.

    The system (None) and a stranger (AnonymousUser) hold none.
    """
    duties = getattr(actor, "duties", None)
    return duties is not None and bool(duties.roles.intersection(roles))


def capacity(actor: Any, *roles: Role) -> str:
    """In what capacity a person decides something that any of these roles may decide.

    "Plh. dr. Hadi Santoso" when they may only by standing in (of several, the first of `roles`);
    empty when they hold one of the roles in their own right, or none. It is today's: keep it with
    the decision, for the stand-in ends.
    """
    duties = getattr(actor, "duties", None)
    if duties is None or duties.own.intersection(roles):
        return ""
    return next((duties.acting[role] for role in roles if role in duties.acting), "")
