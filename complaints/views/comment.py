"""The page of one comment, and what is done on it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints import permissions
from complaints.actions import ACTIONS, FIRST, Action, offered
from complaints.forms import CommentForm
from complaints.models import Comment, CommentEvent, Delivery, Shown
from complaints.standing import ON_SITE, stage_of, standing
from complaints.timeline import timeline
from complaints.wordpress.sending import explanation_of
from contentdesk.foundation import kept_input
from contentdesk.foundation.delivery import DeliveryState
from contentdesk.foundation.transitions import Refused, WrongState
from contentdesk.foundation.word_diff import WordDiff

GAPS = gettext_lazy(
    "Something is missing or not right yet. See the marked fields; what you typed is kept."
)
STUCK = {DeliveryState.FAILED, DeliveryState.UNCONFIRMED}


def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """The page as it stands; text that a lost login kept is back in its form."""
    said = _visible_or_404(request, pk)
    tried = {}
    for name, action in ACTIONS.items():
        kept = kept_input.restored(request, reverse(f"comment_{name}", args=[pk]))
        if kept is not None:
            tried[name] = action.form(kept, comment=said)
    return _page(request, said, tried)


def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the things that the page offers; a reload of its answer leads back to the page."""
    if request.method != "POST":
        return redirect("comment", pk)
    action = ACTIONS[name]
    try:
        said = _visible_or_404(request, pk)
    except Http404:
        if (gone := _moved_out_of_sight(request, pk, action)) is not None:
            return _done(request, gone, action)
        raise
    if not action.may(request.user, said):
        raise PermissionDenied
    form = action.form(request.POST, comment=said)
    if not form.is_valid():
        messages.error(request, str(GAPS))
        return _page(request, said, {name: form}, status=422)
    try:
        action.act(said, request.user, form)
    except Refused as refusal:
        if not action.already(said, request.user, form):
            messages.error(request, str(refusal.sentence))
            status = 409 if isinstance(refusal, WrongState) else 422
            return _page(request, _visible_or_404(request, pk), {name: form}, status=status)
    return _done(request, said, action, form)


def _moved_out_of_sight(request: HttpRequest, pk: int, action: Action) -> Comment | None:
    """The comment that this person's own first click has moved out of their sight, if so."""
    gone = Comment.objects.filter(pk=pk).first()
    if gone is None:
        return None
    form = action.form(request.POST, comment=gone)
    return gone if form.is_valid() and action.already(gone, request.user, form) else None


def _done(
    request: HttpRequest, said: Comment, action: Action, form: CommentForm | None = None
) -> HttpResponse:
    is_draft = form is not None and not form.cleaned_data.get("send", True)
    messages.success(request, _("Saved as a draft.") if is_draft else str(action.said))
    if Comment.objects.visible_to(request.user).filter(pk=said.pk).exists():
        return redirect("comment", said.pk)
    return redirect("comments")


def _visible_or_404(request: HttpRequest, pk: int) -> Comment:
    visible = Comment.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("unit", "program", "snapshot"), pk=pk)


def _page(
    request: HttpRequest,
    said: Comment,
    tried: dict[str, CommentForm],
    *,
    status: int = 200,
) -> HttpResponse:
    person = request.user
    follow_ups = list(said.follow_ups.select_related("responsible", "done_by"))
    reply = said.replies.last()
    jobs = list(said.deliveries.open().select_related("reply"))
    job = next((job for job in jobs if job.purpose == Delivery.Purpose.REPLY), None)
    stage = stage_of(said, follow_ups[-1] if follow_ups else None, reply, job)
    names = offered(said, person, stage)
    history = timeline(said)
    transport = _transport(person, said, jobs, tried)
    is_lost = transport["decides"] and not transport["may_retry"]
    first = "answer_elsewhere" if is_lost else FIRST.get(stage)
    context = {
        "comment": said,
        "standing": standing(said, person, stage),
        "on_site": ON_SITE[said.shown],
        **_noticed(person, said),
        "since": history[-1].at if history else said.recorded_at,
        "sees_person": permissions.sees_person(person, said),
        "returned": _returned(said),
        "parts": [_part(name, said, tried, is_open=name == first) for name in names],
        "left": _words_left(tried, [*names, "seen"] if transport["seen"] else names),
        "reply": reply,
        "notes": said.notes.select_related("author"),
        "follow_ups": follow_ups,
        "history": history,
        **transport,
    }
    return render(request, "complaints/comment.html", context, status=status)


def _noticed(person: Any, said: Comment) -> dict[str, Any]:
    """What somebody did to it on WordPress, and whether this person can undo that."""
    text = said.noticed.get("text")
    undone = bool(said.noticed.get("undone")) and said.shown != Shown.GONE
    return {
        "changed": WordDiff().compare(said.text, text) if text is not None else [],
        "may_decide_again": undone and permissions.may_manage(person, said),
    }


def _returned(said: Comment) -> CommentEvent | None:
    """What the lead said in returning it, as long as nobody has passed it on since."""
    turn = said.events.exclude(to_state="").select_related("actor").last()
    return turn if turn is not None and turn.name == "return_" else None


def _part(
    name: str, said: Comment, tried: dict[str, CommentForm], *, is_open: bool = False
) -> dict[str, Any]:
    action = ACTIONS[name]
    form = tried.get(name) or action.form(comment=said)
    url = f"comment_{name}"
    return {"name": name, "label": action.label, "form": form, "url": url, "is_open": is_open}


def _words_left(tried: dict[str, CommentForm], names: list[str]) -> list[str]:
    """What was typed into a form that the page no longer offers: shown, so that it is not lost."""
    return [
        str(form.data.get(field))
        for name, form in tried.items()
        if name not in names
        for field in ("text", "reason", "plan", "done", "note")
        if form.data.get(field)
    ]


def _transport(
    person: Any, said: Comment, jobs: list[Delivery], tried: dict[str, CommentForm]
) -> dict[str, Any]:
    """What is on its way to the site, what is in its way, and what the manager can do."""
    stuck = next((job for job in jobs if job.state in STUCK), None)
    manages = permissions.may_manage(person, said)
    resting = [
        job
        for job in jobs
        if job.reply and not job.reply.post_started_at and job.state != DeliveryState.SENDING
    ]
    return {
        "jobs": jobs,
        "stuck": stuck,
        "explanation": explanation_of(stuck) if stuck else None,
        # What is deleted there is not there at the next try either.
        "may_retry": manages and stuck is not None and stuck.error_code != "comment_gone",
        "decides": manages and stuck is not None,
        "may_take_back": manages and bool(resting),
        "seen": _part("seen", said, tried) if manages and _may_be_seen(jobs) else None,
    }


def _may_be_seen(jobs: list[Delivery]) -> bool:
    """Whether an answer that WordPress has is waiting for somebody to see it there."""
    return any(
        job.state == DeliveryState.UNCONFIRMED and job.reply and job.reply.remote_id for job in jobs
    )
