"""The table transition × role, typed by hand from design.md §4 and §6."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contentdesk.foundation.transitions import Refused, WrongState
from contentdesk.models import State
from contentdesk.services import drafts, review
from contentdesk.workflow import EDITION
from tests.contentdesk import editions

# The author submitted it; nobody else of the cast did. "system" is the portal itself.
MAY = {
    "submit": {"author", "colleague", "manager"},
    "take_back": {"author"},
    "request_changes": {"manager", "head"},
    "reject": {"manager", "head"},
    "approve": {"manager", "head"},
    "approve_urgently": {"manager", "head"},
    "reopen": {"manager", "head"},
    "discard": {"author", "colleague", "manager"},
    "discard_approved": {"manager"},
    "record_live": {"system"},
    "supersede": {"system"},
    "withdraw": {"manager", "head", "system"},
    "restore": {"manager", "head"},
}
MOVES = {
    "submit": ({State.DRAFT, State.CHANGES_REQUESTED}, State.SUBMITTED),
    "take_back": ({State.SUBMITTED}, State.DRAFT),
    "request_changes": ({State.SUBMITTED}, State.CHANGES_REQUESTED),
    "reject": ({State.SUBMITTED}, State.REJECTED),
    "approve": ({State.SUBMITTED}, State.APPROVED),
    "approve_urgently": ({State.DRAFT, State.SUBMITTED}, State.APPROVED),
    "reopen": ({State.APPROVED}, State.SUBMITTED),
    "discard": ({State.DRAFT, State.SUBMITTED, State.CHANGES_REQUESTED}, State.DISCARDED),
    "discard_approved": ({State.APPROVED}, State.DISCARDED),
    "record_live": ({State.APPROVED}, State.PUBLISHED),
    "supersede": ({State.PUBLISHED, State.WITHDRAWN}, State.SUPERSEDED),
    "withdraw": ({State.PUBLISHED}, State.WITHDRAWN),
    "restore": ({State.WITHDRAWN}, State.APPROVED),
}
REACHED = [state for state in State if state != State.SUPERSEDED]


def test_the_table_is_whole():
    assert {name: (set(row.sources), row.target) for name, row in EDITION.rows.items()} == MOVES
    assert set(MAY) == set(MOVES)
    assert {n for n, row in EDITION.rows.items() if row.needs_reason} == {
        "reopen",
        "request_changes",
        "reject",
        "approve_urgently",
        "withdraw",
        "restore",
    }


@pytest.mark.parametrize("name", sorted(MAY))
def test_each_person_may_do_exactly_this(name, everyone, unit):
    author, manager = everyone["author"], everyone["manager"]
    state = sorted(MOVES[name][0])[0]
    edition = editions.in_state(state, author, unit, manager)
    people = {**everyone, "system": None}
    may = {who for who, person in people.items() if EDITION.rows[name].may(person, edition)}
    assert may == MAY[name]


@pytest.mark.parametrize("state", REACHED)
def test_no_transition_starts_from_another_state(state, everyone, unit):
    author, manager = everyone["author"], everyone["manager"]
    for name, (sources, _target) in MOVES.items():
        if state in sources:
            continue
        edition = editions.in_state(state, author, unit, manager)
        actor = {"take_back": author, "record_live": None, "supersede": None}.get(name, manager)
        before = edition.events.count()
        # Nobody has submitted a draft yet, so nobody may take it back.
        never_sent = (name, state) == ("take_back", State.DRAFT)
        with pytest.raises(PermissionDenied if never_sent else WrongState):
            EDITION.move(edition, name, actor=actor, reason="Alasan.")
        edition.refresh_from_db()
        assert edition.state == state
        assert edition.events.count() == before


@pytest.mark.parametrize("name", sorted(set(MAY) - {"supersede"}))
def test_the_wrong_person_changes_nothing(name, everyone, unit):
    author, manager = everyone["author"], everyone["manager"]
    edition = editions.in_state(sorted(MOVES[name][0])[0], author, unit, manager)
    people = {**everyone, "system": None}
    for who in set(people) - MAY[name]:
        with pytest.raises(PermissionDenied):
            EDITION.move(edition, name, actor=people[who], reason="Alasan.")
    state = edition.state
    edition.refresh_from_db()
    assert edition.state == state


@pytest.mark.parametrize("name", ["reopen", "request_changes", "reject", "approve_urgently"])
def test_a_reason_of_blanks_is_no_reason(name, author, manager, unit):
    edition = editions.submitted(author, unit)
    with pytest.raises(Refused):
        EDITION.move(edition, name, actor=manager, reason="  \n ")
    edition.refresh_from_db()
    assert edition.state == State.SUBMITTED


def test_who_submitted_does_not_approve(manager, head, unit):
    edition = editions.submitted(manager, unit)
    with pytest.raises(PermissionDenied):
        review.approve(
            edition, actor=manager, seen_version=edition.version, publish_at=timezone.now()
        )
    editions.classify(edition, manager)
    review.approve(edition, actor=head, seen_version=edition.version)
    assert edition.state == State.APPROVED


def test_a_stale_page_cannot_hide_that_one_submitted_it_oneself(author, manager, unit):
    """The manager's page was made when the author had submitted; then he did so himself."""
    page = editions.submitted(author, unit)
    fresh = type(page).objects.get(pk=page.pk)
    review.move(fresh, "take_back", actor=author)
    drafts.submit(fresh, actor=manager)
    with pytest.raises(PermissionDenied):
        review.approve(page, actor=manager, seen_version=page.version, publish_at=timezone.now())
