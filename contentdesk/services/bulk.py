"""One decision about several materials: what can be done to which, and each done alone.

Nothing here decides anything of its own: the verdict beforehand reads the same rows, predicates
and checker as the single buttons, and every material goes through the service of its button.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contentdesk import permissions
from contentdesk.checker import Finding, Gate, check_each
from contentdesk.foundation.transitions import MOVED_ON, Refused, Transition, WrongState
from contentdesk.models import OPEN_STATES, Edition, Material, State
from contentdesk.organization.duties import Role, holds
from contentdesk.organization.models import User
from contentdesk.services import drafts, review
from contentdesk.workflow import EDITION, NotFit, is_free_to_decide

MOST = 100


@dataclass(frozen=True)
class Action:
    """What may be done to several at once.

    `moves` are the transitions it stands for, by the state of each material; none for the class
    of information, which moves nothing. `asks` is what has to be said: "reason", "class" or "".
    """

    name: str
    label: str | Promise
    question: str | Promise
    roles: tuple[Role, ...]
    moves: tuple[str, ...] = ()
    gate: Gate | None = None
    asks: str = ""


REVIEWERS = (Role.MANAGER, Role.HEAD)
ACTIONS = {
    action.name: action
    for action in [
        Action(
            "submit",
            gettext_lazy("Send for review"),
            gettext_lazy("Send these for review?"),
            (Role.STAFF,),
            ("submit",),
            Gate.SUBMIT,
        ),
        Action(
            "approve",
            gettext_lazy("Approve – on the website now"),
            gettext_lazy("Approve these, to be on the website now?"),
            REVIEWERS,
            ("approve",),
            Gate.APPROVE,
        ),
        Action(
            "classify",
            gettext_lazy("Set the class of information"),
            gettext_lazy("Which class of information are these?"),
            REVIEWERS,
            asks="class",
        ),
        Action(
            "request_changes",
            gettext_lazy("Ask for changes"),
            gettext_lazy("Ask for changes to these?"),
            REVIEWERS,
            ("request_changes",),
            asks="reason",
        ),
        Action(
            "reject",
            gettext_lazy("Reject"),
            gettext_lazy("Reject these for good?"),
            REVIEWERS,
            ("reject",),
            asks="reason",
        ),
        Action(
            "discard",
            gettext_lazy("Discard"),
            gettext_lazy("Discard these?"),
            (Role.STAFF, Role.MANAGER),
            ("discard", "discard_approved"),
        ),
    ]
}


@dataclass(frozen=True)
class Verdict:
    """Whether it can be done to this one; `why` says in sentences why not.

    `lacks_class`: the class of information is among what is missing, so setting it is a next step.
    """

    edition: Edition
    why: list[str] = field(default_factory=list)
    lacks_class: bool = False

    @property
    def mark(self) -> str:
        """What the person has seen of it: another mark later means that somebody was quicker."""
        edition = self.edition
        classified = edition.classified_at.timestamp() if edition.classified_at else 0
        return f"{edition.number}.{edition.version}.{edition.state}.{classified}"


def offered(user: Any) -> list[Action]:
    """What this person may do to several materials at once."""
    return [action for action in ACTIONS.values() if holds(user, *action.roles)]


def newest_of(ulids: Iterable[str], user: User) -> list[Edition]:
    """The newest editions of those materials that this person may read, in the order asked for."""
    order = list(dict.fromkeys(ulids))
    chosen = Material.objects.visible_to(user).filter(ulid__in=order)
    editions = Edition.objects.filter(pk__in=chosen.values("newest")).select_related(
        "material__unit", "document", "claimed_by"
    )
    return sorted(editions, key=lambda edition: order.index(edition.material.ulid))


def verdicts(action: Action, editions: Sequence[Edition], actor: User) -> list[Verdict]:
    """What can be done to which; the number of queries does not grow with them."""
    found: Mapping[int, list[Finding]] = {}
    if action.gate:
        found = check_each(editions, action.gate)
    return [_verdict(action, edition, actor, found.get(edition.pk, [])) for edition in editions]


def _verdict(action: Action, edition: Edition, actor: User, findings: Sequence[Finding]) -> Verdict:
    try:
        if action.moves:
            _could_move(action, edition, actor)
        else:
            _could_classify(edition, actor)
    except PermissionDenied:
        return Verdict(edition, [_denied(action, edition, actor)])
    except Refused as refusal:
        return Verdict(edition, [str(refusal.sentence)])
    blocking = [finding for finding in findings if finding.blocks]
    private = [f for f in findings if f.is_private and not f.override]
    if action.name == "submit" and private and not blocking:
        # Its own page asks about that before it sends (views/doubts.py); many at once are not read.
        return Verdict(
            edition, [*_sentences(private), _("Open it, look once more, and send it from there.")]
        )
    lacks_class = any(finding.code == "classification_missing" for finding in blocking)
    return Verdict(edition, _sentences(blocking), lacks_class)


def _could_move(action: Action, edition: Edition, actor: User) -> None:
    row = _row(action, edition)
    if not row.may(actor, edition):
        raise PermissionDenied
    if row.name == "approve":
        # The rest of its guard is the checker, which has been asked about all at once.
        is_free_to_decide(edition, actor)
    elif row.guard and not action.gate:
        row.guard(edition, actor)


def _could_classify(edition: Edition, actor: User) -> None:
    if not permissions.may_review(actor, edition):
        raise PermissionDenied
    if edition.state not in OPEN_STATES or edition.flip_started_at:
        raise _wrong_state(edition)
    if edition.state == State.SUBMITTED:
        is_free_to_decide(edition, actor)


def _row(action: Action, edition: Edition) -> Transition:
    """The transition that starts from where the edition stands."""
    for name in action.moves:
        if edition.state in EDITION.rows[name].sources:
            return EDITION.rows[name]
    raise _wrong_state(edition)


def _wrong_state(edition: Edition) -> WrongState:
    return WrongState(
        _("Its state is “%(state)s”, and from there this cannot be done.")
        % {"state": edition.state_label}
    )


def _denied(action: Action, edition: Edition, actor: User) -> str:
    if action.name == "approve" and edition.submitted_by_id == actor.pk:
        return _("You sent this yourself, so somebody else has to approve it.")
    return _("It is not yours to decide about: it belongs to another unit.")


def _sentences(findings: Iterable[Finding]) -> list[str]:
    return [f"{finding.sentence} {finding.remedy}" for finding in findings]


def act(
    action: Action, chosen: Mapping[str, str], said: Mapping[str, Any], *, actor: User
) -> dict[str, list[str]]:
    """Do it to each of `chosen` (ulid → mark that was seen), each in a transaction of its own.

    `said` is the reason, or the class of information with its reason and day. Gives for each ulid
    why it was not done, in sentences; none where it was, also by a first click of this person.
    """
    return {
        ulid: _one(action, ulid, mark, said, actor) for ulid, mark in list(chosen.items())[:MOST]
    }


def _one(action: Action, ulid: str, mark: str, said: Mapping[str, Any], actor: User) -> list[str]:
    edition = next(iter(newest_of([ulid], actor)), None)
    if edition is None:
        return [_("It is no longer there for you.")]
    try:
        with transaction.atomic():
            edition.refresh_from_db(from_queryset=Edition.objects.select_for_update())
            if Verdict(edition).mark == mark:
                _service(action, edition, said, actor)()
            elif not _done_before(action, edition, said, actor):
                return [str(MOVED_ON)]
    except PermissionDenied:
        return [_denied(action, edition, actor)]
    except NotFit as refusal:
        return _sentences(refusal.findings)
    except Refused as refusal:
        return [str(refusal.sentence)]
    return []


def _service(
    action: Action, edition: Edition, said: Mapping[str, Any], actor: User
) -> Callable[[], None]:
    """The service behind the single button."""
    if action.name == "submit":
        return partial(drafts.submit, edition, actor=actor)
    if action.name == "approve":
        return partial(review.approve, edition, actor=actor, seen_version=edition.version)
    if action.name == "classify":
        return partial(review.classify, edition, actor=actor, **said)
    return partial(review.move, edition, _row(action, edition).name, actor=actor, **said)


def _done_before(action: Action, edition: Edition, said: Mapping[str, Any], actor: User) -> bool:
    """Whether a first click of the same person has done this very thing."""
    asked: dict[str, Any] = {}
    if action.name == "approve":
        asked = {"data": {"publish_at": review.wanted_time(None)}}
    elif action.name == "classify":
        asked = {
            "reason": said["reason"],
            "data": {"classification": said["classification"]},
        }
    elif action.asks:
        asked = {"reason": said["reason"]}
    names = action.moves or (action.name,)
    return any(EDITION.just_done(edition, name, actor, **asked) for name in names)
