"""What a person typed outlives their login: an expired session or page loses no word.

A form carries `{% keep_input %}`, a signed note of who it was given to and on which page. When
the form comes back without a login, or with a stale CSRF token, its text waits in the browser's
session and is shown again on that page, unsaved, to that same person alone.
"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

FIELD = "kept"
SESSION_KEY = "kept_input"
SALT = "kept-input"
MAX_CHARACTERS = 200_000


def token_for(request: HttpRequest, page: str = "") -> str:
    """The value of the hidden field: `page`, or else this one, for this person."""
    note = {"user": request.user.pk, "page": page or request.get_full_path()}
    return signing.dumps(note, salt=SALT)


def asks_for_json(request: HttpRequest) -> bool:
    """Whether a script is asking: it keeps what was typed by itself, and wants no page."""
    types = ["text/html", "application/json"]
    return request.get_preferred_type(types) == "application/json"


def keep(request: HttpRequest) -> str | None:
    """Put a refused POST's text aside; the page to go back to, or None for a foreign form."""
    try:
        note = signing.loads(
            request.POST.get(FIELD, ""), salt=SALT, max_age=settings.SESSION_COOKIE_AGE * 2
        )
    except signing.BadSignature:
        return None
    text = request.POST.copy()
    for name in (FIELD, "csrfmiddlewaretoken"):
        text.pop(name, None)
    encoded = text.urlencode()
    if len(encoded) <= MAX_CHARACTERS:
        note |= {"action": request.path, "text": encoded, "uploads": bool(request.FILES)}
        request.session[SESSION_KEY] = note
    page: str = note["page"]
    return page


def restored(request: HttpRequest, *actions: str) -> QueryDict | None:
    """The text put aside for this person on this page, once; None when there is none.

    `actions` are the paths of the forms that the caller can fill; a page of several forms asks
    for each in turn.
    """
    note: dict[str, Any] | None = request.session.get(SESSION_KEY)
    if not note or note["user"] != request.user.pk or note["action"] not in actions:
        return None
    del request.session[SESSION_KEY]
    words = _(
        "What you had typed is still here, but it has not been sent yet. "
        "Please read it once more and send it."
    )
    again = _("Photos must be chosen again.") if note.get("uploads") else ""
    messages.info(request, f"{words} {again}".strip())
    return QueryDict(note["text"])


class LoginRequired(LoginRequiredMiddleware):
    """Every page asks for a login unless its view says otherwise; a refused form is kept."""

    def handle_no_permission(  # type: ignore[override]  # a script is answered in JSON
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        if asks_for_json(request):
            sentence = _("You have to log in again. What you typed is kept on this device.")
            login = resolve_url(settings.LOGIN_URL)
            return JsonResponse({"sentence": sentence, "login": login}, status=401)
        if request.method == "POST":
            # The address of an action cannot be opened again, its page can.
            page = keep(request)
            if page:
                words = _("You have to log in again. What you typed is kept and comes back then.")
                messages.info(request, words)
            page = page or resolve_url(settings.LOGIN_REDIRECT_URL)
            return redirect_to_login(page, resolve_url(settings.LOGIN_URL))
        return super().handle_no_permission(request, view_func)
