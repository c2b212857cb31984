"""Stand-ins: who stands in for whom, naming one, ending it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contentdesk.foundation import kept_input
from contentdesk.foundation.transitions import Refused, WrongState
from contentdesk.organization import permissions, services
from contentdesk.organization.forms import ACTING, EndForm, NameForm
from contentdesk.organization.models import Assignment, AssignmentEvent
from contentdesk.organization.requests import PortalRequest
from contentdesk.organization.services import StandInRefused, in_words

PER_PAGE = 25


def look_again() -> str:
    """The sentence above a form that was not accepted."""
    return _(
        "Something is missing or not right yet. See the marked fields; what you typed is kept."
    )


def stand_ins(request: PortalRequest) -> HttpResponse:
    """Now, soon and earlier: all for the head, for others what concerns them."""
    today = timezone.localdate()
    visible = Assignment.objects.stand_ins().visible_to(request.user)
    earlier = visible.filter(Q(ends__lt=today) | ~Q(cancelled_at=None)).order_by("-ends", "-pk")
    context = {
        "now": visible.on(today).order_by("ends", "pk"),
        "soon": visible.filter(starts__gt=today, cancelled_at=None).order_by("starts", "pk"),
        "page_obj": Paginator(earlier, PER_PAGE).get_page(request.GET.get("page")),
        "may_name": permissions.posts_to_fill(request.user).exists(),
    }
    return render(request, "organization/stand_ins.html", context)


def new(request: PortalRequest) -> HttpResponse:
    """The form that names a stand-in, for those who have a post to hand on."""
    posts = permissions.posts_to_fill(request.user)
    if not posts.exists():
        raise PermissionDenied
    if request.method != "POST":
        kept = kept_input.restored(request, request.path)
        form = NameForm(kept, posts=posts, initial={"starts": timezone.localdate()})
        return render(request, "organization/name_stand_in.html", {"form": form})
    form = NameForm(request.POST, posts=posts)
    if form.is_valid():
        try:
            stand_in = services.name_stand_in(form.naming, actor=request.user)
        except StandInRefused as refusal:
            form.add_error(refusal.field, str(refusal.sentence))
        else:
            words = _("Done: %(person)s stands in for %(holder)s from %(starts)s to %(ends)s.")
            messages.success(request, words % _named(stand_in))
            return redirect("stand_in", stand_in.pk)
    messages.error(request, look_again())
    return render(request, "organization/name_stand_in.html", {"form": form}, status=422)


def stand_in(request: PortalRequest, pk: int) -> HttpResponse:
    """One stand-in with its days and history."""
    found = _found(request, pk)
    kept = kept_input.restored(request, reverse("stand_in_end", args=[pk]))
    return _page(request, found, EndForm(kept, initial={"last_day": timezone.localdate()}))


@require_POST
def end(request: PortalRequest, pk: int) -> HttpResponse:
    """Move the last day earlier, or cancel what has not begun."""
    found = _found(request, pk)
    if not permissions.may_end(request.user, found):
        raise PermissionDenied
    at_once = "at_once" in request.POST
    form = EndForm(None if at_once else request.POST, initial={"last_day": timezone.localdate()})
    if not at_once and not form.is_valid():
        messages.error(request, look_again())
        return _page(request, found, form, status=422)
    last_day = None if at_once else form.cleaned_data["last_day"]
    try:
        services.end_stand_in(found, actor=request.user, last_day=last_day, at_once=at_once)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        status = 409 if isinstance(refusal, WrongState) else 422
        return _page(request, found, form, status=status)
    words = _("Done: the last day of %(person)s in place of %(holder)s is %(ends)s.")
    if found.cancelled_at and found.starts <= timezone.localdate():
        words = _("Ended: %(person)s no longer stands in for %(holder)s.")
    elif found.cancelled_at:
        words = _("Cancelled: %(person)s will not stand in for %(holder)s.")
    messages.success(request, words % _named(found))
    return redirect("stand_in", pk)


def _found(request: PortalRequest, pk: int) -> Assignment:
    return get_object_or_404(Assignment.objects.stand_ins().visible_to(request.user), pk=pk)


def _named(row: Assignment) -> dict[str, Any]:
    return {
        "person": row.user,
        "holder": row.acting_for,
        "starts": in_words(row.starts),
        "ends": in_words(row.ends) if row.ends else "…",
    }


def _page(
    request: PortalRequest, row: Assignment, form: EndForm, *, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    over = row.cancelled_at is not None or (row.ends is not None and row.ends < today)
    may_end = permissions.may_end(request.user, row) and not over
    context = {
        "stand_in": row,
        "chip": _chip(row, today),
        "meaning": dict(ACTING)[Assignment.Acting(row.acting)],
        "form": form,
        "may_cancel": may_end and row.starts > today,
        "may_stop": may_end and row.starts <= today,
        "may_shorten": may_end and row.starts <= today and row.ends != today,
        "history": [(event, *_told(event)) for event in row.events.select_related("actor")],
    }
    return render(request, "organization/stand_in.html", context, status=status)


def _chip(row: Assignment, today: date) -> tuple[str, str, str]:
    """Tone, icon and word of where it stands."""
    if row.cancelled_at and row.starts > timezone.localdate(row.cancelled_at):
        return "neutral", "x-circle", _("Cancelled")
    if row.starts > today:
        return "information", "calendar-event", _("Has not begun yet")
    if row.cancelled_at or (row.ends and row.ends < today):
        return "neutral", "archive", _("Over")
    return "done", "check2-circle", _("Stands in now")


def _told(event: AssignmentEvent) -> tuple[str, str]:
    """What happened, in words, and the name of its drawing in static/icons.svg."""
    if event.name == "cancel":
        return _("Cancelled"), "x-circle"
    if event.name == "stop":
        return _("Ended at once"), "x-circle"
    days = {name: in_words(date.fromisoformat(event.data[name])) for name in ("starts", "ends")}
    if event.name == "end":
        return _("Shortened: the last day is %(ends)s") % days, "calendar-x"
    return _("Named, from %(starts)s to %(ends)s") % days, "calendar-check"
