"""Who may press what on the page of a material: role × button → status, typed by hand."""

import pytest
from django.urls import reverse

from contentdesk.models import State
from contentdesk.workflow import EDITION
from tests.contentdesk import editions
from tests.contentdesk.test_second_clicks import BUTTONS, ready_for

pytestmark = pytest.mark.django_db

# As for every page: known but not theirs, or as if it did not exist.
NOBODY = {
    "author": 403,
    "colleague": 403,
    "manager": 403,
    "lead": 403,
    "deputy": 403,
    "team_member": 404,
    "head": 403,
    "auditor": 403,
    "outsider": 404,
    "admin": 404,
}
REVIEWERS = {**NOBODY, "manager": 302, "head": 302}
PRESS = {
    "approve": REVIEWERS,
    "approve_urgently": REVIEWERS,
    "claim": REVIEWERS,
    "take_over": REVIEWERS,
    # The manager has it in hand, so there is nothing that the head could put back.
    "release": {**REVIEWERS, "head": 409},
    "classify": REVIEWERS,
    "let_pass": REVIEWERS,
    "reschedule": REVIEWERS,
    "release_hold": REVIEWERS,
    # The manager approved it urgently, and so gives no second look.
    "second_look": {**NOBODY, "head": 302},
}


def test_the_other_buttons_are_in_the_other_table():
    """tests/contentdesk/test_access.py has those that move a state and need no more."""
    assert set(BUTTONS) - set(PRESS) == set(EDITION.rows) & set(BUTTONS) - {
        "approve",
        "approve_urgently",
    }


@pytest.mark.parametrize("name", PRESS)
def test_who_may_press(name, everyone, unit, program, client):
    found = {}
    for who, person in everyone.items():
        edition, said = ready_for(name, everyone, unit)
        edition.material.program = program
        edition.material.save()
        client.force_login(person)
        url = reverse("material_move", args=[edition.material.ulid, name])
        found[who] = client.post(url, said).status_code
        assert client.get(url).status_code == (404 if found[who] == 404 else 302)
    assert found == PRESS[name]


def test_an_action_that_does_not_exist(manager, author, unit, client):
    edition = editions.submitted(author, unit)
    client.force_login(manager)
    for name in ["record_live", "supersede", "nothing"]:
        url = reverse("material_move", args=[edition.material.ulid, name])
        assert client.post(url).status_code == 404
    edition.refresh_from_db()
    assert edition.state == State.SUBMITTED


# What the page shows of it: nobody is offered what the gate would refuse.
OFFERED = {
    ("author", State.DRAFT): {"submit", "discard"},
    ("author", State.SUBMITTED): {"take_back", "discard"},
    ("author", State.APPROVED): set(),
    ("manager", State.DRAFT): {"submit", "discard", "approve_urgently", "classify"},
    ("manager", State.SUBMITTED): {
        "approve",
        "approve_urgently",
        "request_changes",
        "reject",
        "discard",
        "claim",
        "classify",
    },
    ("manager", State.CHANGES_REQUESTED): {"submit", "discard", "classify"},
    ("manager", State.APPROVED): {"reopen", "discard_approved", "reschedule", "classify"},
    ("manager", State.PUBLISHED): {"withdraw"},
    ("manager", State.WITHDRAWN): {"restore"},
    ("author", State.PUBLISHED): set(),
    ("author", State.WITHDRAWN): set(),
    ("head", State.DRAFT): {"approve_urgently", "classify"},
    ("head", State.SUBMITTED): {
        "approve",
        "approve_urgently",
        "request_changes",
        "reject",
        "claim",
        "classify",
    },
    ("head", State.APPROVED): {"reopen", "reschedule", "classify"},
    ("head", State.PUBLISHED): {"withdraw"},
    ("head", State.WITHDRAWN): {"restore"},
    ("head", State.REJECTED): set(),
    ("lead", State.SUBMITTED): set(),
    ("auditor", State.SUBMITTED): set(),
    ("auditor", State.APPROVED): set(),
}


@pytest.mark.parametrize(("who", "state"), OFFERED, ids=[f"{w}-{s}" for w, s in OFFERED])
def test_what_the_page_offers(who, state, everyone, unit, program, client):
    edition = editions.in_state(
        state, everyone["author"], unit, everyone["manager"], program=program
    )
    client.force_login(everyone[who])
    page = client.get(reverse("material", args=[edition.material.ulid])).content.decode()
    shown = {
        name
        for name in BUTTONS
        if f'action="{reverse("material_move", args=[edition.material.ulid, name])}"' in page
    }
    assert shown == OFFERED[who, state]
