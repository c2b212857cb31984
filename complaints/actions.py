"""What a person can do on a comment's page: its form, its service, the words afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from complaints import forms, permissions
from complaints.models import Comment, Reply, ReplyState
from complaints.services import comments, replies
from complaints.workflow import COMMENT, REPLY
from contentdesk.foundation.transitions import MOVED_ON, WrongState


@dataclass(frozen=True)
class Action:
    """`act` gets the comment, the person and the filled form, and raises what services raise.

    `already` tells a second click from a real conflict.
    """

    form: type[forms.CommentForm]
    may: Callable[[Any, Comment], bool]
    act: Callable[[Comment, Any, Any], object]
    label: str | Promise
    said: str | Promise
    already: Callable[[Comment, Any], bool] = lambda comment, person: False


def _transition(
    form: type[forms.CommentForm],
    name: str,
    act: Callable[[Comment, Any, Any], object],
    said: str | Promise,
) -> Action:
    row = COMMENT.rows[name]
    return Action(
        form, row.may, act, row.label, said, lambda c, person: COMMENT.just_done(c, name, person)
    )


def _follow_up(comment: Comment, person: Any, form: Any) -> None:
    comments.follow_up(comment, actor=person, **form.cleaned_data)


def _follow_up_begun(comment: Comment, person: Any) -> bool:
    return any(COMMENT.just_done(comment, name, person) for name in ("follow_up", "done"))


def _done(comment: Comment, person: Any, form: Any) -> None:
    started = comment.follow_ups.last()
    if started is None:
        raise WrongState(MOVED_ON)
    comments.record_done(started, actor=person, done=form.cleaned_data["done"])


def _may_record_done(person: Any, comment: Comment) -> bool:
    started = comment.follow_ups.last()
    if started is None:
        return permissions.may_follow_up(person, comment)
    return permissions.may_record_done(person, started)


def _reply(comment: Comment, person: Any, form: Any) -> None:
    draft = replies.prepare_reply(comment, actor=person, text=form.cleaned_data["text"])
    if form.cleaned_data["send"]:
        replies.send_reply(draft, actor=person)


def _retry(comment: Comment, person: Any, form: Any) -> None:
    if not replies.retry(comment, actor=person):
        raise WrongState(_("There is nothing to try again: it is under way or done."))


def _ready_reply(comment: Comment) -> Reply:
    reply = comment.replies.filter(state=ReplyState.READY).first()
    if reply is None:
        raise WrongState(MOVED_ON)
    return reply


def _reply_just(name: str) -> Callable[[Comment, Any], bool]:
    def already(comment: Comment, person: Any) -> bool:
        latest = comment.replies.last()
        return latest is not None and REPLY.just_done(latest, name, person)

    return already


ACTIONS: dict[str, Action] = {
    "triage": _transition(
        forms.TriageForm,
        "triage",
        lambda comment, person, form: comments.triage(comment, form.sorting, actor=person),
        _("Sorted."),
    ),
    "archive": _transition(
        forms.ArchiveForm,
        "archive",
        lambda comment, person, form: comments.archive(comment, actor=person, **form.cleaned_data),
        _("Archived."),
    ),
    "restore": _transition(
        forms.EmptyForm,
        "restore",
        lambda comment, person, form: comments.restore(comment, actor=person),
        _("Taken out of the archive. It can be sorted again."),
    ),
    "route": _transition(
        forms.RouteForm,
        "route",
        lambda comment, person, form: comments.route(comment, actor=person, **form.cleaned_data),
        _("Passed on. The program lead sees it now."),
    ),
    "return": _transition(
        forms.ReturnForm,
        "return_",
        lambda comment, person, form: comments.return_(comment, actor=person, **form.cleaned_data),
        _("Returned. The website manager can read your reason."),
    ),
    "reclassify": _transition(
        forms.ReclassifyForm,
        "reclassify",
        lambda comment, person, form: comments.reclassify(
            comment,
            form.sorting,
            actor=person,
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
        ),
        _("Sorted again."),
    ),
    "follow_up": Action(
        forms.FollowUpForm,
        COMMENT.rows["follow_up"].may,
        _follow_up,
        COMMENT.rows["follow_up"].label,
        _("Written down."),
        _follow_up_begun,
    ),
    "done": Action(
        forms.DoneForm,
        _may_record_done,
        _done,
        _("Write down what was done"),
        _("Written down. The website manager can answer now."),
    ),
    "note": Action(
        forms.NoteForm,
        permissions.may_note,
        lambda comment, person, form: comments.add_note(comment, actor=person, **form.cleaned_data),
        _("Add a note"),
        _("Note added."),
    ),
    "reply": Action(
        forms.ReplyForm,
        permissions.may_manage,
        _reply,
        _("Answer"),
        _("Sent off. It is on the website in about a minute."),
        _reply_just("send"),
    ),
    "take_back": Action(
        forms.EmptyForm,
        permissions.may_manage,
        lambda comment, person, form: replies.take_back(_ready_reply(comment), actor=person),
        REPLY.rows["revise"].label,
        _("Taken back. You can change the answer and send it again."),
        _reply_just("revise"),
    ),
    "retry": Action(
        forms.EmptyForm,
        permissions.may_manage,
        _retry,
        _("Try again now"),
        _("It will be tried again now. Look again in a minute."),
    ),
}


def offered(comment: Comment, person: Any, stage: str) -> list[str]:
    """The names of the actions to show this person at this stage, the next thing to do first."""
    transitions = COMMENT.offered(comment, person)
    if stage in {"sending", "trouble"}:
        transitions = {}
    names = [name.rstrip("_") for name in transitions]
    names += [name for name in ("reply", "done") if _fits(name, comment, person, stage)]
    if permissions.may_note(person, comment):
        names.append("note")
    first = FIRST.get(stage, ())
    return sorted(names, key=lambda name: first.index(name) if name in first else len(first))


FIRST = {
    "new": ("triage",),
    "to_route": ("route", "reply"),
    "to_answer": ("reply", "route"),
    "with_program": ("follow_up", "reply"),
    "in_follow_up": ("done", "reply"),
    "done": ("reply",),
    "archived": ("restore",),
}


def _fits(name: str, comment: Comment, person: Any, stage: str) -> bool:
    if name == "done":
        return stage == "in_follow_up" and _may_record_done(person, comment)
    in_hand = stage in {"to_route", "to_answer", "with_program", "in_follow_up", "done"}
    return in_hand and ACTIONS[name].may(person, comment)
