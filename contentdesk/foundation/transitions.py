"""Transitions as data, and the one writer of a state (design.md §3 rule 1)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contentdesk.foundation.events import Event
from contentdesk.foundation.wakes import wake

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SECOND_CLICK = timedelta(minutes=1)
Actor = AbstractBaseUser | None  # None is the system itself


class Refused(Exception):
    """A rule says no. `sentence` tells the person what happened, what is kept and what to do."""

    def __init__(self, sentence: "str | _StrPromise") -> None:
        super().__init__(sentence)
        self.sentence = sentence


class WrongState(Refused):
    """Somebody was quicker: the row is no longer in a state this transition starts from."""


MOVED_ON = _("This has changed in the meantime, so nothing was done. Here is how it stands.")


@dataclass(frozen=True)
class Transition:
    """One row of a workflow's table.

    `may(actor, subject)` says who; `guard(subject, actor)` raises Refused when a fact is
    missing. It runs inside the transaction, on the row as it will be.
    """

    name: str
    label: "str | _StrPromise"
    sources: frozenset[str]
    target: str
    may: Callable[[Any, Any], bool]
    needs_reason: bool = False
    guard: Callable[[Any, Any], None] | None = None


class Workflow:
    """A named table of transitions; buttons and gate read the same rows.

    `after(subject)` runs at the end of every move, in its transaction: it keeps what others read
    of the subject.
    """

    def __init__(
        self,
        name: str,
        event_model: type[Event],
        rows: Iterable[Transition],
        *,
        after: Callable[[Any], None] | None = None,
    ) -> None:
        self.name = name
        self.event_model = event_model
        self.rows = {row.name: row for row in rows}
        self.after = after

    def offered(self, subject: Any, actor: Actor) -> dict[str, Transition]:
        """The transitions that this actor could start now, by name: what the page shows."""
        return {
            name: row
            for name, row in self.rows.items()
            if subject.state in row.sources and row.may(actor, subject)
        }

    def move(
        self,
        subject: models.Model,
        name: str,
        *,
        actor: Actor,
        reason: str = "",
        expected: Mapping[str, Any] | None = None,
        changes: Mapping[str, Any] | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> Event:
        """Carry out a transition and write its event, both or neither.

        `expected` are columns that must still be as the person saw them, `changes` further
        columns to write, `data` goes with the event. Raises PermissionDenied for the wrong
        person, WrongState when the row has moved on, Refused for a missing reason or a guard's
        no. `subject` is fresh afterwards.
        """
        row = self.rows[name]
        with transaction.atomic():
            before = self._swap(subject, row, actor, reason, expected or {}, changes or {})
            if row.guard:
                row.guard(subject, actor)
            event = self.event_model.record(
                subject,
                name,
                actor=actor,
                reason=reason.strip(),
                from_state=before,
                to_state=row.target,
                data=data,
            )
            if self.after:
                self.after(subject)
            wake(f"{self.name}.{name}")
        return event

    def _swap(
        self,
        subject: models.Model,
        row: Transition,
        actor: Actor,
        reason: str,
        expected: Mapping[str, Any],
        changes: Mapping[str, Any],
    ) -> str:
        """Write the new state where the old one still stands; the old one."""
        # Read under lock: who may act can hang on columns that a colleague has just changed.
        rows = type(subject)._default_manager.select_for_update()
        subject.refresh_from_db(from_queryset=rows)
        before = self._check(row, subject, actor, reason, expected)
        columns = {"state": row.target, **changes}
        if hasattr(subject, "updated_at"):
            columns.setdefault("updated_at", timezone.now())
        # Compare-and-set: of two people pressing at once, exactly one gets through.
        if not rows.filter(pk=subject.pk, state=before).update(**columns):
            raise WrongState(MOVED_ON)
        subject.refresh_from_db()
        return before

    def _check(
        self, row: Transition, subject: Any, actor: Actor, reason: str, expected: Mapping[str, Any]
    ) -> str:
        """Permission, state and reason, in this order; the state it starts from."""
        if not row.may(actor, subject):
            raise PermissionDenied
        if subject.state not in row.sources or any(
            getattr(subject, column) != value for column, value in expected.items()
        ):
            raise WrongState(MOVED_ON)
        if row.needs_reason and not reason.strip():
            raise Refused(_("Please write the reason. Nothing has been changed yet."))
        return str(subject.state)

    def just_done(
        self,
        subject: Any,
        name: str,
        actor: Actor,
        *,
        reason: str | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> bool:
        """Whether this very decision of this person is the last thing anybody did, just now.

        Then a refusal came from a second click, and the person should hear that it is done. With
        another `reason` or other `data` it was another decision, which has not been carried out.
        What the portal has made of it since (it may be on the website already) does not count.
        """
        last = subject.events.exclude(actor=None).last()
        return (
            last is not None
            and (last.name, last.actor_id) == (name, getattr(actor, "pk", None))
            and timezone.now() - last.at < SECOND_CLICK
            and (reason is None or last.reason == reason.strip())
            and all(last.data.get(key) == value for key, value in (data or {}).items())
        )
