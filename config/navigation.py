"""The shell around every page: where one can go, by role (at most four places, look.md)."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contentdesk.organization.duties import STOOD_IN_FOR, Role, holds


@dataclass(frozen=True)
class Place:
    """One entry of the navigation."""

    label: str | Promise
    url: str
    icon: str
    current: bool


# name of the URL, label, icon, who sees it (none named: everybody)
PLACES: list[tuple[str, Any, str, tuple[Role, ...]]] = [
    ("home", _("Home"), "house", ()),
    ("review", _("Review"), "clipboard-check", (Role.MANAGER, Role.HEAD)),
    (
        "materials",
        _("Materials"),
        "file-text",
        (Role.STAFF, Role.MANAGER, Role.LEAD, Role.HEAD, Role.AUDITOR),
    ),
    (
        "comments",
        _("Comments"),
        "chat-left-text",
        (Role.MANAGER, Role.LEAD, Role.TEAM, Role.HEAD, Role.AUDITOR),
    ),
    ("admin:index", _("Administration"), "people", (Role.ADMIN,)),
]


def places_for(user: Any, path: str) -> list[Place]:
    """The places of this person, the one they are at marked."""
    shown = []
    for name, label, icon, roles in PLACES:
        if roles and not holds(user, *roles):
            continue
        url = reverse(name)
        current = path == url if name == "home" else path.startswith(url)
        shown.append(Place(label, url, icon, current))
    return shown


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the centre's name and the navigation."""
    user = getattr(request, "user", None)
    known = user is not None and user.is_authenticated
    centre = getattr(request, "centre", None)
    return {
        "centre_name": centre.name if centre else "",
        "places": places_for(user, request.path) if known else [],
        "duties": user.duties if user is not None and known else None,
        # No place of its own: a role has four already.
        "sees_website": known and holds(user, Role.MANAGER, Role.HEAD),
        # Manager and head come to it from there.
        "sees_connection": known and holds(user, Role.ADMIN),
        "sees_stand_ins": known and holds(user, *STOOD_IN_FOR),
    }
