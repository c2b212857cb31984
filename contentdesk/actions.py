"""What a person can do on the page of a material: its form, its service, the words afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contentdesk import permissions
from contentdesk.forms import review as forms
from contentdesk.foundation.moments import appointment
from contentdesk.foundation.transitions import MOVED_ON, WrongState
from contentdesk.models import OPEN_STATES, Edition, State
from contentdesk.services import drafts, live, review, reviewers, urgent
from contentdesk.workflow import EDITION


@dataclass(frozen=True)
class Action:
    """`act` gets the edition, the person and the filled form, and raises what services raise.

    `said` is told when it is done; a function gets the edition as it is by then. `asked` gives,
    from the form, what tells a second click from another decision (Workflow.just_done); an action
    without it may be done twice, which changes nothing. `of`
    gives the edition that is meant, which a newer draft may already follow.
    """

    said: str | Promise | Callable[[Edition], str]
    act: Callable[[Edition, Any, Any], object]
    may: Callable[[Any, Edition], bool] = permissions.may_review
    form: Callable[..., forms.DecisionForm] = forms.DecisionForm
    asked: Callable[[Any], dict[str, Any]] = lambda form: {}
    of: Callable[[Edition, Any], Edition] = lambda edition, form: edition


def _transition(
    name: str, said: str | Promise, question: str | Promise = "", **more: Any
) -> Action:
    """A transition that needs nothing but a person and perhaps a reason, asked by `question`."""
    may = EDITION.rows[name].may
    if not question:
        return Action(said, lambda e, person, form: review.move(e, name, actor=person), may)
    return Action(
        said,
        lambda e, person, form: review.move(
            e, name, actor=person, reason=form.cleaned_data["reason"]
        ),
        may,
        partial(forms.ReasonForm, label=question),
        lambda form: {"reason": form.cleaned_data["reason"]},
        **more,
    )


def _classify(edition: Edition, person: Any, form: forms.ClassificationForm) -> None:
    said = form.classified
    review.classify(
        edition,
        said.classification,
        actor=person,
        reason=said.reason,
        review_by=said.review_by,
    )


def _approve(edition: Edition, person: Any, form: Any) -> None:
    said = form.cleaned_data
    review.approve(
        edition,
        actor=person,
        seen_version=said["version"],
        seen_class=said["seen_class"],
        publish_at=said["publish_at"],
    )


def _approve_urgently(edition: Edition, person: Any, form: Any) -> None:
    urgent.approve_urgently(
        edition,
        actor=person,
        seen_version=form.cleaned_data["version"],
        reason=form.cleaned_data["reason"],
        classified=form.classified if form.asks_class else None,
    )


def _let_pass(edition: Edition, person: Any, form: forms.LetPassForm) -> None:
    review.let_pass(edition, form.what, reason=form.cleaned_data["reason"], actor=person)


def _numbered(edition: Edition, form: Any) -> Edition:
    number = form.cleaned_data["number"]
    meant = next((e for e in edition.material.editions.all() if e.number == number), None)
    if meant is None:
        raise WrongState(MOVED_ON)
    return meant


def _look_second(edition: Edition, person: Any, form: Any) -> None:
    urgent.look_second(edition, form.cleaned_data["note"], actor=person)


def _on_the_website(edition: Edition, form: Any) -> Edition:
    return edition.material.live or edition


def _reschedule(edition: Edition, person: Any, form: Any) -> None:
    said = form.cleaned_data
    live.reschedule(edition, said["publish_at"], seen=said["seen"], actor=person)


def _when(edition: Edition) -> str:
    """When it goes to the website, from now on."""
    at = edition.publish_at
    if at is None or at <= timezone.now():
        return gettext("It goes to the website now.")
    return gettext("It goes to the website %(time)s.") % {"time": appointment(at)}


def _asked_time(form: Any) -> dict[str, Any]:
    return {"data": {"publish_at": review.wanted_time(form.cleaned_data["publish_at"])}}


ACTIONS: dict[str, Action] = {
    "submit": Action(
        _("Sent. It waits to be read now."),
        lambda edition, person, form: drafts.submit(edition, actor=person),
        EDITION.rows["submit"].may,
    ),
    "take_back": _transition("take_back", _("Taken back. You can change it again.")),
    "request_changes": _transition(
        "request_changes", _("The unit has been asked."), _("What should be changed?")
    ),
    "reject": _transition(
        "reject",
        _("Rejected. The unit can read your reason."),
        _("Why will it not be published?"),
    ),
    "reopen": _transition(
        "reopen",
        _("The approval has been taken back."),
        _("Why is the approval taken back?"),
    ),
    "withdraw": _transition(
        "withdraw",
        _("It is being taken off the website. That takes about a minute."),
        _("Why is it taken off the website?"),
        of=_on_the_website,
    ),
    "restore": Action(
        _("It is being put back on the website. That takes about a minute."),
        lambda edition, person, form: review.restore(
            edition, actor=person, reason=form.cleaned_data["reason"]
        ),
        permissions.may_review,
        partial(forms.ReasonForm, label=_("Why is it put back?")),
        lambda form: {"reason": form.cleaned_data["reason"]},
    ),
    "discard": _transition("discard", _("Put aside.")),
    "discard_approved": _transition("discard_approved", _("Put aside. It will not be published.")),
    "approve": Action(
        lambda edition: gettext("Approved. %(when)s") % {"when": _when(edition)},
        _approve,
        permissions.may_approve,
        forms.ApproveForm,
        _asked_time,
    ),
    "approve_urgently": Action(
        _("Approved. It goes to the website now, and somebody else has to look at it, too."),
        _approve_urgently,
        form=forms.UrgentForm,
        asked=lambda form: {"reason": form.cleaned_data["reason"]},
    ),
    "claim": Action(
        _("It is yours to review for half an hour; the others see that."),
        lambda edition, person, form: reviewers.claim(edition, actor=person),
    ),
    "take_over": Action(
        _("You have taken over the review."),
        lambda edition, person, form: reviewers.claim(edition, actor=person, take_over=True),
    ),
    "release": Action(
        _("It is back in the queue."),
        lambda edition, person, form: reviewers.release(edition, actor=person),
    ),
    "classify": Action(
        _("The class of information is set."), _classify, form=forms.ClassificationForm
    ),
    "let_pass": Action(_("It may stand; your reason is kept."), _let_pass, form=forms.LetPassForm),
    "reschedule": Action(
        lambda edition: gettext("The time has been changed. %(when)s") % {"when": _when(edition)},
        _reschedule,
        form=forms.RescheduleForm,
        asked=_asked_time,
    ),
    "release_hold": Action(
        _("Nothing holds it any more. It goes to the website now."),
        lambda edition, person, form: live.release_hold(edition, actor=person),
    ),
    "second_look": Action(
        _("Noted: a second person has looked at it."),
        _look_second,
        form=forms.SecondLookForm,
        of=_numbered,
    ),
}


# What another reviewer's claim keeps from everybody else.
JUDGING = {"approve", "approve_urgently", "request_changes", "reject", "classify", "let_pass"}


def offered(edition: Edition, person: Any) -> set[str]:
    """The names of the actions that this person could do now: what the page shows."""
    names = set(EDITION.offered(edition, person))
    if permissions.may_review(person, edition):
        names |= _of_a_reviewer(edition)
        if owing_second_look(edition, person):
            names.add("second_look")
    if edition.state == State.SUBMITTED and edition.is_claimed:
        if edition.claimed_by_id == person.pk:
            names = (names - {"claim", "take_over"}) | {"release"}
        else:
            names -= JUDGING | {"claim", "take_back", "discard"}
    else:
        names.discard("take_over")
    return names & ACTIONS.keys()


def _of_a_reviewer(edition: Edition) -> set[str]:
    names: set[str] = {"withdraw"} if edition.material.live else set()
    if edition.state in OPEN_STATES and edition.flip_started_at is None:
        names |= {"classify", "let_pass"}
    if edition.state == State.SUBMITTED:
        names |= {"claim", "take_over"}
    if edition.state == State.APPROVED and edition.flip_started_at is None:
        names.add("release_hold" if edition.held_at else "reschedule")
    return names


def owing_second_look(edition: Edition, person: Any) -> Edition | None:
    """The edition of this material that waits for this person's second look, if any."""
    shown = {State.APPROVED, State.PUBLISHED, State.SUPERSEDED}
    return next(
        (
            e
            for e in edition.material.editions.all()
            if e.state in shown and permissions.may_look_second(person, e)
        ),
        None,
    )
