"""Pages for what went wrong that need more than a template."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from contentdesk.foundation import kept_input


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
