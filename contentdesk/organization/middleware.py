"""The centre of this request: its name in the page, its zone for every time shown."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from contentdesk.organization.models import Centre


class CentreTime:
    """Put the centre on the request and show times in its zone (design.md §3 rule 9)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.centre = Centre.current()  # type: ignore[attr-defined]
        with timezone.override(ZoneInfo(request.centre.zone)):  # type: ignore[attr-defined]
            return self.get_response(request)
