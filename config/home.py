"""The first page: what waits for this person, from both domains."""

from django.http import HttpResponse
from django.shortcuts import render

from contentdesk.organization.requests import PortalRequest
from contentdesk.permissions import may_start


def home(request: PortalRequest) -> HttpResponse:
    """Each domain brings its own part by an inclusion tag (design.md §2)."""
    return render(request, "home.html", {"may_start": may_start(request.user)})
