"""What a request carries once the middleware has seen it; for the type checker's eyes."""

from django.http import HttpRequest

from contentdesk.organization.models import Centre, User


class PortalRequest(HttpRequest):
    """A request of somebody who is logged in: every view but those marked otherwise."""

    user: User  # LoginRequired lets nobody else through
    centre: Centre
