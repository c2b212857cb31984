"""The list of what the public said."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from complaints.models import HANDLED_STATES, Comment, State
from contentdesk.organization.duties import Role, holds

PER_PAGE = 25
READERS = (Role.MANAGER, Role.LEAD, Role.TEAM, Role.HEAD, Role.AUDITOR)
# What the address may ask for: its words and the states that belong to it.
GROUPS = {
    "": (_("Open"), [State.NEW, *HANDLED_STATES]),
    "new": (_("New"), [State.NEW]),
    "spam": (_("Taken for spam"), [State.NEW]),
    "hand": (_("In hand"), HANDLED_STATES),
    "answered": (_("Answered"), [State.ANSWERED, State.CLOSED]),
    "archived": (_("Archived"), [State.ARCHIVED]),
}


def inbox(request: HttpRequest) -> HttpResponse:
    """Every comment this person may read, by group; urgent ones first while they are open."""
    visible = Comment.objects.visible_to(request.user)
    if not holds(request.user, *READERS) and not visible.exists():
        raise PermissionDenied
    group = request.GET.get("group", "")
    group = group if group in GROUPS else ""
    spam = visible.taken_for_spam()
    others = visible.not_taken_for_spam().filter(state__in=GROUPS[group][1])
    comments = (spam if group == "spam" else others).select_related("program")
    if group in {"", "new", "hand"}:
        comments = comments.order_by("-urgent", "-received_at", "-pk")
    context = {
        "page_obj": Paginator(comments, PER_PAGE).get_page(request.GET.get("page")),
        "groups": {key: label for key, (label, _states) in GROUPS.items()},
        "group": group,
        "spam_count": spam.count() if group in {"", "new"} else 0,
    }
    return render(request, "complaints/inbox.html", context)
