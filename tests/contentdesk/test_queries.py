"""Every list takes the same number of queries, however long it is."""

from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contentdesk.foundation.transitions import Refused
from contentdesk.models import State
from contentdesk.services import photos
from tests.contentdesk import editions
from tests.wordpress.publishing import photo

pytestmark = pytest.mark.django_db


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("who", ["author", "manager", "lead", "head", "auditor"])
@pytest.mark.parametrize("name", ["home", "materials", "review"])
def test_as_many_for_twelve_as_for_two(name, who, everyone, unit, program, client):
    if name == "review" and who not in {"manager", "head"}:
        who = "manager"
    states = [State.DRAFT, State.SUBMITTED, State.APPROVED]

    def more(number):
        for index in range(number):
            state = states[index % len(states)]
            editions.in_state(state, everyone["author"], unit, everyone["manager"], program=program)

    client.force_login(everyone[who])
    more(3)
    client.get(reverse(name))
    few = queries(client, reverse(name))
    more(9)
    assert queries(client, reverse(name)) == few


ADDRESSES = {
    "searched": "/materials/?q=jadwal+imun",
    "filtered": "/materials/?kind=announcement&group=waiting&since=2026-01-01",
    "second look": "/materials/?second_look=on&held=on",
    "report": "/materials/several/done/",
    **{
        action: f"/materials/several/?do={action}"
        for action in ("approve", "classify", "request_changes", "reject", "discard", "submit")
    },
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_as_many_for_eight_as_for_four(name, everyone, unit, program, client):
    author, manager = everyone["author"], everyone["manager"]
    states = [State.DRAFT, State.SUBMITTED, State.APPROVED, State.PUBLISHED]
    made = []

    def more():
        for state in states:
            edition = editions.in_state(state, author, unit, manager, program=program)
            add_photo(edition, manager, "red" if len(made) % 2 else "blue")
            made.append(edition.material.ulid)
        address = ADDRESSES[name]
        if "do=" in address:
            address += "".join(f"&m={ulid}" for ulid in made)
        if name == "report":
            client.post("/materials/several/", {"do": "discard", "seen": [f"{u}:" for u in made]})
        client.get(address)
        return queries(client, address)

    client.force_login(everyone["author" if name == "submit" else "manager"])
    few = more()
    assert more() == few


def add_photo(edition, actor, colour):
    """A photo where the state allows one: the checker reads photos and consents too."""
    with suppress(Refused, PermissionDenied):
        photos.add(edition, photos.NewPhoto(photo(colour)), actor=actor)
