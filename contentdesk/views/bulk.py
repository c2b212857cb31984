"""One decision about several materials: first what it would mean, then what became of each.

Who wants to approve materials without a class of information sets it first: `then=approve` goes
along in the address, so that the report leads on to what was wanted.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contentdesk.forms.bulk import form_for
from contentdesk.foundation import kept_input
from contentdesk.models import Edition
from contentdesk.organization.requests import PortalRequest
from contentdesk.services import bulk
from contentdesk.views.access import LOOK_AGAIN

REPORT = "bulk_report"


@require_http_methods(["GET", "HEAD", "POST"])
def several(request: PortalRequest) -> HttpResponse:
    """What can be done to which of the chosen; and when that is confirmed, do it."""
    action = _action(request)
    if request.method == "POST":
        return _act(request, action)
    chosen = request.GET.getlist("m")
    if not chosen or len(chosen) > bulk.MOST:
        messages.error(request, _choose_again(len(chosen)))
        return redirect(_back(request.GET.get("back", "")))
    kept = kept_input.restored(request, request.path)
    return _confirm(request, action, chosen, form_for(action, kept))


def _action(request: PortalRequest) -> bulk.Action:
    said = request.POST if request.method == "POST" else request.GET
    action = bulk.ACTIONS.get(said.get("do", ""))
    if action is None:
        raise Http404
    if action not in bulk.offered(request.user):
        raise PermissionDenied
    return action


def _choose_again(number: int) -> str:
    if not number:
        return _("Nothing was chosen. Tick the materials first.")
    words = _("At most %(most)d at once; you have chosen %(number)d. Choose fewer.")
    return words % {"most": bulk.MOST, "number": number}


def _back(wanted: str) -> str:
    """The list they came from, in this portal and nowhere else."""
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours else reverse("materials")


def _page_of(action: str, ulids: Iterable[str], back: str, **more: str) -> str:
    """The address of the page that asks about these; `back` is the list they came from."""
    asked = {"do": action, "m": list(ulids), "back": back, **more}
    return f"{reverse('material_bulk')}?{urlencode(asked, doseq=True)}"


def _then(action: bulk.Action, said: QueryDict) -> str:
    """What is wanted once this is done: an approval may wait for the class, and nothing else."""
    waits = action.name == "classify" and said.get("then") == "approve"
    return "approve" if waits else ""


def _confirm(
    request: PortalRequest,
    action: bulk.Action,
    ulids: list[str],
    form: forms.Form,
    *,
    seen: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """`seen` are the marks of a page that is shown again: what changed since then stays changed."""
    editions = bulk.newest_of(ulids, request.user)
    verdicts = bulk.verdicts(action, editions, request.user)
    marks = {v.edition.material.ulid: v.mark for v in verdicts} | (seen or {})
    unclassified = [v.edition.material.ulid for v in verdicts if v.lacks_class]
    said = request.POST or request.GET
    back = _back(said.get("back", ""))
    context = {
        "action": action,
        "form": form,
        "can": [(v.edition, marks[v.edition.material.ulid]) for v in verdicts if not v.why],
        "cannot": [v for v in verdicts if v.why],
        "gone": len(set(ulids)) - len(editions),
        "unclassified": len(unclassified),
        "classify_url": _page_of("classify", unclassified, back, then="approve"),
        "then": _then(action, said),
        "back": back,
    }
    return render(request, "contentdesk/bulk.html", context, status=status)


def _act(request: PortalRequest, action: bulk.Action) -> HttpResponse:
    seen = dict(_parted(said) for said in request.POST.getlist("seen"))
    if not seen or len(seen) > bulk.MOST:
        messages.error(request, _choose_again(len(seen)))
        return redirect(_back(request.POST.get("back", "")))
    form = form_for(action, request.POST)
    if not form.is_valid():
        messages.error(request, LOOK_AGAIN)
        return _confirm(request, action, list(seen), form, seen=seen, status=422)
    results = bulk.act(action, seen, form.cleaned_data, actor=request.user)
    request.session[REPORT] = {
        "do": action.name,
        "results": results,
        "back": _back(request.POST.get("back", "")),
        "then": _then(action, request.POST),
    }
    return redirect("material_bulk_report")


def _parted(said: str) -> tuple[str, str]:
    ulid, _colon, mark = said.partition(":")
    return ulid, mark


def report(request: PortalRequest) -> HttpResponse:
    """What became of each, for whoever has just done it; it stays until they do the next."""
    kept = request.session.get(REPORT)
    if kept is None:
        return redirect("materials")
    return render(request, "contentdesk/bulk_report.html", _told(request, kept))


def _told(request: PortalRequest, kept: dict[str, Any]) -> dict[str, Any]:
    results: dict[str, list[str]] = kept["results"]
    editions = bulk.newest_of(results, request.user)
    there = {edition.material.ulid for edition in editions}
    done = [e for e in editions if not results[e.material.ulid]]
    return {
        "action": bulk.ACTIONS[kept["do"]],
        "done": done,
        "next_url": _next(kept, done),
        "failed": [
            {"edition": e, "why": results[e.material.ulid]}
            for e in editions
            if results[e.material.ulid]
        ],
        "gone": len(set(results) - there),
        "back": kept["back"],
    }


def _next(kept: dict[str, Any], done: list[Edition]) -> str:
    """Where what was wanted in the first place is asked about those that are ready for it now."""
    # A report made before an upgrade knows no next step.
    if not kept.get("then") or not done:
        return ""
    return _page_of(kept["then"], [e.material.ulid for e in done], kept["back"])
