"""Pages for what went wrong that need more than a template."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from contentdesk.foundation import kept_input


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page that stood open over a new login: back to it, with what was typed.

    The text is only shown again, never acted upon, and only to the person the form was made for.
    """
    page = kept_input.keep(request)
    if page and request.user.is_authenticated:
        messages.info(request, _("This page had been open for too long, so nothing was sent."))
        return redirect(page)
    return render(request, "403_csrf.html", status=403)
