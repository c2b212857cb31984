"""The things one can begin: the first page of a new material."""

from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from contentdesk import permissions
from contentdesk.models import Kind, Regularity
from contentdesk.organization.requests import PortalRequest


class Choice(NamedTuple):
    """One of the things one can begin; the first tap."""

    address: str
    kind: Kind
    regularity: str
    icon: str
    label: Any
    example: Any


CHOICES = [
    Choice(
        "announcement",
        Kind.ANNOUNCEMENT,
        "",
        "megaphone",
        _("Announcement"),
        _("Changed hours, a closed day, a new schedule"),
    ),
    Choice(
        "routine",
        Kind.ACTIVITY,
        Regularity.ROUTINE,
        "arrow-repeat",
        _("Routine activity"),
        _("Posyandu, exercise, a class that takes place regularly"),
    ),
    Choice(
        "incidental",
        Kind.ACTIVITY,
        Regularity.INCIDENTAL,
        "calendar-event",
        _("Incidental activity"),
        _("A visit, a campaign, an event that happened once"),
    ),
    Choice(
        "service",
        Kind.SERVICE,
        "",
        "heart-pulse",
        _("Service"),
        _("What we offer, when, where, what to bring"),
    ),
    Choice(
        "policy",
        Kind.POLICY,
        "",
        "file-earmark-text",
        _("Policy"),
        _("A decree or rule that people should know"),
    ),
    Choice(
        "innovation",
        Kind.INNOVATION,
        "",
        "lightbulb",
        _("Innovation"),
        _("Something new that makes a service better"),
    ),
]
BY_ADDRESS = {choice.address: choice for choice in CHOICES}


def choose_kind(request: PortalRequest) -> HttpResponse:
    """What would you like to tell people? Only for those who may begin something."""
    if not permissions.may_start(request.user):
        raise PermissionDenied
    return render(request, "contentdesk/choose_kind.html", {"choices": CHOICES})
