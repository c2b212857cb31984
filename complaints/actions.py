"""What a person can do on a comment's page: its form, its service, the words afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from complaints import forms, permissions
from complaints.models import Comment, Reply, ReplyState
from complaints.services import comments, replies
from complaints.wordpress import sending
from complaints.workflow import COMMENT, REPLY, waits_for_its_follow_up
from contentdesk.foundation.transitions import MOVED_ON, WrongState


@dataclass(frozen=True)
class Action:
    """`act` gets the comment, the person and the filled form, and raises what services raise.

    `already` gets the same, and tells a second click on this very decision from a conflict.
    """

    form: type[forms.CommentForm]
    may: Callable[[Any, Comment], bool]
    act: Callable[[Comment, Any, Any], object]
    label: str | Promise
    said: str | Promise
    already: Callable[[Comment, Any, Any], bool] = lambda comment, person, form: False


def _transition(
    form: type[forms.CommentForm],
    name: str,
    act: Callable[[Comment, Any, Any], object],
    said: str | Promise,
    asked: Callable[[Any], dict[str, Any]] = lambda form: {},
) -> Action:
    """`asked` gives the data of the decision in the form; its reason has a field of its own."""
    row = COMMENT.rows[name]

    def already(comment: Comment, person: Any, filled: Any) -> bool:
        reason = filled.cleaned_data.get("reason", filled.cleaned_data.get("note"))
        return COMMENT.just_done(comment, name, person, reason=reason, data=asked(filled))

    return Action(form, row.may, act, row.label, said, already)


def _follow_up(comment: Comment, person: Any, form: Any) -> None:
    comments.follow_up(comment, actor=person, **form.cleaned_data)


def _follow_up_begun(comment: Comment, person: Any, form: Any) -> bool:
    asked, started = form.cleaned_data, comment.follow_ups.last()
    same = started is not None and all(
        getattr(started, name) == asked[name] for name in ("plan", "responsible", "due")
    )
    name, reason = ("done", asked["done"]) if asked["done"] else ("follow_up", None)
    return same and COMMENT.just_done(comment, name, person, reason=reason)


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
    sending.insist()


def _ready_reply(comment: Comment) -> Reply:
    reply = comment.replies.filter(state=ReplyState.READY).first()
    if reply is None:
        raise WrongState(MOVED_ON)
    return reply


def _reply_just(name: str) -> Callable[[Comment, Any, Any], bool]:
    def already(comment: Comment, person: Any, form: Any) -> bool:
        latest = comment.replies.last()
        asked = {"text": form.cleaned_data["text"]} if "text" in form.cleaned_data else {}
        return latest is not None and REPLY.just_done(
            latest, name, person, reason=form.cleaned_data.get("reason"), data=asked
        )

    return already


ACTIONS: dict[str, Action] = {
    "triage": _transition(
        forms.TriageForm,
        "triage",
        lambda comment, person, form: comments.triage(comment, form.sorting, actor=person),
        _("Sorted."),
        lambda form: form.sorting.data,
    ),
    "archive": _transition(
        forms.ArchiveForm,
        "archive",
        lambda comment, person, form: comments.archive(comment, actor=person, **form.cleaned_data),
        _("Archived."),
        lambda form: {"kind": form.cleaned_data["kind"]},
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
        lambda form: {"program": form.cleaned_data["program"].pk},
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
        lambda form: form.sorting.data,
    ),
    "visibility": Action(
        forms.VisibilityForm,
        permissions.may_manage,
        lambda comment, person, form: comments.decide_visibility(
            comment, actor=person, **form.cleaned_data
        ),
        _("Show it or hide it"),
        _("Noted. The website follows in about a minute."),
    ),
    "answer_elsewhere": _transition(
        forms.AnswerElsewhereForm,
        "answer_elsewhere",
        lambda comment, person, form: replies.answer_elsewhere(
            comment, actor=person, **form.cleaned_data
        ),
        _("Noted: the person has been answered in another way."),
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
    "seen": Action(
        forms.SeenForm,
        permissions.may_manage,
        lambda comment, person, form: replies.record_seen(
            comment, actor=person, **form.cleaned_data
        ),
        REPLY.rows["record_seen"].label,
        _("Noted. The comment is answered."),
        _reply_just("record_seen"),
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
    names = [name.rstrip("_") for name in transitions if name != "answer_elsewhere"]
    more = ("reply", "done", "answer_elsewhere", "visibility")
    names += [name for name in more if _fits(name, comment, person, stage)]
    if permissions.may_note(person, comment):
        names.append("note")
    return sorted(names, key=lambda name: name != FIRST.get(stage))


# The next thing at each stage: it stands open for whoever may do it, everything else is folded.
FIRST = {
    "new": "triage",
    "to_route": "route",
    "to_answer": "reply",
    "with_program": "follow_up",
    "in_follow_up": "done",
    "done": "reply",
    "archived": "restore",
}


def _fits(name: str, comment: Comment, person: Any, stage: str) -> bool:
    if not ACTIONS[name].may(person, comment):
        return False
    if name == "visibility":
        return stage not in {"archived", "sending", "trouble"}
    if name == "done":
        return stage == "in_follow_up"
    if name == "answer_elsewhere" and stage == "trouble":
        return comment.replies.filter(state=ReplyState.READY, post_started_at=None).exists()
    in_hand = stage in {"to_route", "to_answer", "with_program", "in_follow_up", "done"}
    early = stage == "to_route" or waits_for_its_follow_up(comment, comment.state)
    return in_hand and not (name == "answer_elsewhere" and early)
