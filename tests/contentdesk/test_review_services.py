"""Each service of reviewers × role × state: who may, and where it starts; typed by hand."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contentdesk.checker import Gate, check
from contentdesk.foundation.transitions import WrongState
from contentdesk.models import Edition, State
from contentdesk.services import live, review, reviewers, urgent
from contentdesk.services.review import Exactly
from tests.contentdesk import editions

pytestmark = pytest.mark.django_db

OURS = "0812-3456-7890"
OPEN = {State.DRAFT, State.SUBMITTED, State.CHANGES_REQUESTED, State.APPROVED}
STATES = [*OPEN, State.PUBLISHED, State.REJECTED, State.DISCARDED]
# service → the states it starts from; the manager and the head may, nobody else.
TABLE = {
    "claim": {State.SUBMITTED},
    "classify": OPEN,
    "let_pass": OPEN,
    "reschedule": {State.APPROVED},
    "release_hold": {State.APPROVED},
    "look_second": {State.APPROVED, State.PUBLISHED},
}


def act(name, edition, actor):
    if name == "claim":
        reviewers.claim(edition, actor=actor)
    elif name == "classify":
        review.classify(edition, "anytime", actor=actor, reason=f"Prosedur ({actor})")
    elif name == "let_pass":
        found = [f for f in check(edition, Gate.APPROVE) if f.code == "phone"]
        what = Exactly("phone", "body", found[0].fingerprint)
        review.let_pass(edition, what, reason="Nomor kantor", actor=actor)
    elif name == "reschedule":
        later = timezone.now() + timedelta(days=2)
        live.reschedule(edition, later, seen=edition.publish_at, actor=actor)
    elif name == "release_hold":
        live.release_hold(edition, actor=actor)
    else:
        urgent.look_second(edition, "Sudah benar.", actor=actor)


def ready_for(name, state, everyone, unit, centre):
    """An edition in this state, in which all but the state fits the service."""
    centre.public_numbers = OURS
    centre.save()
    body = f"{editions.BODY} Hubungi {OURS}."
    edition = editions.in_state(state, everyone["author"], unit, everyone["manager"], body=body)
    # From now on the number in the text is one that somebody has to let pass.
    if name == "let_pass":
        type(centre).objects.update(public_numbers="")
    row = Edition.objects.filter(pk=edition.pk)
    if name == "release_hold":
        row.update(held_at=timezone.now())
    if name == "look_second" and state in TABLE[name]:
        row.update(urgent_by=everyone["author"])
    return row.get()


@pytest.mark.parametrize("state", sorted(STATES))
@pytest.mark.parametrize("name", TABLE)
def test_manager_and_head_alone_and_from_these_states(name, state, everyone, unit, centre):
    for who, person in everyone.items():
        edition = ready_for(name, state, everyone, unit, centre)
        before = edition.events.count()
        if who not in {"manager", "head"}:
            with pytest.raises(PermissionDenied):
                act(name, edition, person)
        elif state not in TABLE[name]:
            with pytest.raises(WrongState):
                act(name, edition, person)
        else:
            act(name, edition, person)
            before += 1
        assert edition.events.count() == before
        edition.refresh_from_db()
        assert edition.state == state
