"""What the checker says on the page of a material: of which gate, where to mend it, by whom."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from contentdesk import permissions
from contentdesk.checker import Finding, Gate, Level, check
from contentdesk.facts import facts_of
from contentdesk.forms.edition import PREFIX
from contentdesk.forms.review import LetPassForm
from contentdesk.models import Edition, State

WITH_THE_UNIT = {State.DRAFT, State.CHANGES_REQUESTED}


@dataclass(frozen=True)
class Row:
    """A finding, the address where this person can mend it or "", and a form to let it pass."""

    finding: Finding
    address: str
    form: LetPassForm | None = None


@dataclass(frozen=True)
class Panel:
    """What stops the edition at this gate, what could be better, and what was let pass."""

    gate: Gate
    stops: list[Row]
    hints: list[Row]
    passed: list[Row]
    # Of what could be better, what a unit is asked about before it sends: personal data.
    doubts: list[Row]
    # Whether it speaks to a reviewer; a unit is told in other words.
    reviewing: bool

    def shows(self, form: LetPassForm | None) -> bool:
        """Whether this form stands at one of its findings."""
        return any(row.form is form for row in self.stops)


def gate_for(edition: Edition, person: Any) -> Gate | None:
    """The gate that matters to this person now; None when there is nothing they could do."""
    reviews = permissions.may_review(person, edition)
    if edition.state == State.APPROVED and (edition.held_at or edition.is_scheduled):
        return Gate.PUBLISH if reviews or permissions.of_the_unit(person, edition) else None
    if edition.state == State.SUBMITTED:
        return Gate.APPROVE if reviews else None
    if edition.state in WITH_THE_UNIT and _is_theirs(edition, person):
        return Gate.SUBMIT
    return None


def _is_theirs(edition: Edition, person: Any) -> bool:
    """The unit's own people; the manager only for what they have begun themself."""
    mine = edition.material.created_by_id == person.pk
    return permissions.of_the_unit(person, edition) or (
        mine and permissions.may_submit(person, edition)
    )


def panel(
    edition: Edition,
    person: Any,
    gate: Gate,
    *,
    on: date,
    urgent: bool,
    tried: LetPassForm | None,
    may_pass: bool,
) -> Panel:
    """The findings for a publication on the day `on`; blocking ones apart from the others.

    With `urgent` only what even an urgent approval may not skip is blocking. `tried` is a form to
    let something pass that came back; it stands open at its finding.
    """
    rows: dict[str, list[Row]] = {"stops": [], "hints": [], "passed": [], "doubts": []}
    for number, finding in enumerate(check(edition, gate, on=on)):
        form = None
        if finding.override:
            kind = "passed"
        elif finding.level == Level.BLOCKS and (finding.rule.even_urgent or not urgent):
            kind = "stops"
            if may_pass and finding.rule.overridable:
                form = _form(edition, finding, number, on, tried)
        else:
            kind = "doubts" if gate == Gate.SUBMIT and finding.is_private else "hints"
        rows[kind].append(Row(finding, _address(edition, person, finding), form))
    return Panel(gate, **rows, reviewing=gate != Gate.SUBMIT)


def _form(
    edition: Edition, finding: Finding, number: int, on: date, tried: LetPassForm | None
) -> LetPassForm:
    exactly = {"code": finding.code, "place": finding.place, "fingerprint": finding.fingerprint}
    if tried is not None and all(tried.data.get(key) == said for key, said in exactly.items()):
        return tried
    return LetPassForm(edition=edition, name=f"let_pass_{number}", initial={**exactly, "on": on})


def _address(edition: Edition, person: Any, finding: Finding) -> str:
    if finding.place == "classification":
        return "#classification" if permissions.may_review(person, edition) else ""
    if finding.code.startswith("consent_") and permissions.may_see_consents(person, edition):
        return "#consents"
    if not permissions.may_edit(person, edition):
        return ""
    form = reverse("material_edit", args=[edition.material.ulid])
    if finding.place.startswith("photo-"):
        return f"{form}#{finding.place}"
    facts = {fact.name for fact in facts_of(edition.material.kind)}
    return f"{form}#id_{PREFIX if finding.place in facts else ''}{finding.place}"
