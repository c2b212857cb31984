"""Pages for what went wrong that need more than a template."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from contentdesk.foundation import kept_input


class OnlyForSending:
    """A page in place of the empty 405, for an address that was opened and only takes forms.

    It happens to whoever reloads after a form came back: the browser asks for its address again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET" and not response.content:
            page = render(request, "405.html", status=405)
            page["Allow"] = response["Allow"]
            return page
        return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page that stood open over a new login: back to it, with what was typed.

    The text is only shown again, never acted upon, and only to the person the form was made for.
    """
    if kept_input.asks_for_json(request):
        # A script of this very page goes on with a fresh token; no other site can read it.
        sentence = _("This page had been open for too long, so nothing was sent.")
        fresh = {
            "token": get_token(request),
            "user": request.user.pk,
            "login": reverse("account_login"),
        }
        return JsonResponse({"sentence": sentence, **fresh}, status=403)
    page = kept_input.keep(request)
    if page and request.user.is_authenticated:
        messages.info(request, _("This page had been open for too long, so nothing was sent."))
        return redirect(page)
    return render(request, "403_csrf.html", status=403)
