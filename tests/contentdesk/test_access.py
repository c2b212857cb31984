"""Who gets which page: role × URL × state → status, typed by hand. Side doors too."""

import pytest
from django.urls import reverse

from contentdesk.models import State
from contentdesk.services import live
from tests.contentdesk import editions
from tests.wordpress.publishing import approved_with_photos

pytestmark = pytest.mark.django_db

# 200 shown, 302 sent on, 403 known but not theirs, 404 as if it did not exist.
READERS = {
    "author": 200,
    "colleague": 200,
    "manager": 200,
    "lead": 200,
    "deputy": 200,
    "team_member": 404,
    "head": 200,
    "auditor": 200,
    "outsider": 404,
    "admin": 404,
}
WRITERS = {**READERS, "lead": 403, "deputy": 403, "head": 403, "auditor": 403}
# The unit may look at what it can no longer write: it is sent on to the page.
AFTER_SUBMIT = {**WRITERS, "author": 302, "colleague": 302}
AFTER_APPROVAL = {**AFTER_SUBMIT, "manager": 302}

TABLE = {
    ("material", State.DRAFT): READERS,
    ("material", State.SUBMITTED): READERS,
    ("material", State.CHANGES_REQUESTED): READERS,
    ("material", State.APPROVED): READERS,
    ("material", State.PUBLISHED): READERS,
    ("material", State.WITHDRAWN): READERS,
    ("material", State.REJECTED): READERS,
    ("material", State.DISCARDED): READERS,
    ("material_preview", State.DRAFT): READERS,
    ("material_preview", State.SUBMITTED): READERS,
    ("material_preview", State.PUBLISHED): READERS,
    ("material_photo", State.APPROVED): READERS,
    ("material_photo", State.PUBLISHED): READERS,
    ("material_edit", State.DRAFT): WRITERS,
    ("material_edit", State.CHANGES_REQUESTED): WRITERS,
    ("material_edit", State.SUBMITTED): AFTER_SUBMIT,
    ("material_edit", State.APPROVED): AFTER_APPROVAL,
    ("material_edit", State.PUBLISHED): AFTER_APPROVAL,
    ("material_edit", State.DISCARDED): AFTER_APPROVAL,
}
LISTS = {
    "home": dict.fromkeys(READERS, 200),
    "materials": {**dict.fromkeys(READERS, 200), "team_member": 403, "admin": 403},
    "review": {**dict.fromkeys(READERS, 403), "manager": 200, "head": 200},
    "material_new": {
        **dict.fromkeys(READERS, 403),
        "author": 200,
        "colleague": 200,
        "manager": 200,
        "outsider": 200,
    },
    "admin:index": {**dict.fromkeys(READERS, 403), "admin": 200},
}


def address(name, edition):
    args = [edition.material.ulid]
    if name == "material_photo":
        args += [edition.placements.get().photo.sha256, "preview"]
    return reverse(name, args=args)


def edition_for(name, state, everyone, unit, program):
    author, manager = everyone["author"], everyone["manager"]
    if name != "material_photo":
        return editions.in_state(state, author, unit, manager, program=program)
    edition = approved_with_photos(author, unit, manager, "red", program=program)
    if state == State.PUBLISHED:
        live.record_live(edition, edition.pinned, address="https://contoh.test/")
    return edition


@pytest.mark.parametrize(("name", "state"), TABLE, ids=[f"{n}-{s}" for n, s in TABLE])
def test_each_page_in_each_state(name, state, everyone, unit, program, client):
    edition = edition_for(name, state, everyone, unit, program)
    found = {}
    for who, person in everyone.items():
        client.force_login(person)
        response = client.get(address(name, edition))
        for close in response._resource_closers:  # response.close() would end the database too
            close()
        found[who] = response.status_code
    assert found == TABLE[name, state]


@pytest.mark.parametrize("name", LISTS)
def test_each_list(name, everyone, client):
    found = {}
    for who, person in everyone.items():
        client.force_login(person)
        found[who] = client.get(reverse(name)).status_code
    assert found == LISTS[name]


MOVES = {
    ("submit", State.DRAFT): {"author": 302, "colleague": 302, "manager": 302},
    ("take_back", State.SUBMITTED): {"author": 302},
    ("request_changes", State.SUBMITTED): {"manager": 302, "head": 302},
    ("reject", State.SUBMITTED): {"manager": 302, "head": 302},
    ("reopen", State.APPROVED): {"manager": 302, "head": 302},
    ("discard", State.DRAFT): {"author": 302, "colleague": 302, "manager": 302},
    ("discard_approved", State.APPROVED): {"manager": 302},
    ("withdraw", State.PUBLISHED): {"manager": 302, "head": 302},
    ("restore", State.WITHDRAWN): {"manager": 302, "head": 302},
    ("retry", State.APPROVED): {"manager": 302},
    ("seen", State.APPROVED): {"manager": 302},
}


@pytest.mark.parametrize(("name", "state"), MOVES, ids=[name for name, _state in MOVES])
def test_each_button(name, state, everyone, unit, program, client):
    found = {}
    for who, person in everyone.items():
        edition = editions.in_state(
            state, everyone["author"], unit, everyone["manager"], program=program
        )
        url = reverse("material_move", args=[edition.material.ulid, name])
        if name in {"retry", "seen"}:
            url = reverse(f"material_{name}", args=[edition.material.ulid])
        client.force_login(person)
        said = {"reason": "Alasan."}
        found[who] = client.post(url, said).status_code
        looked = client.get(url).status_code
        assert looked == (
            405 if name in {"retry", "seen"} else 404 if READERS.get(who) == 404 else 302
        )
    refused = {who: 404 if status == 404 else 403 for who, status in READERS.items()}
    assert found == {**refused, **MOVES[name, state]}


def test_a_stranger_is_asked_to_log_in(author, unit, client):
    edition = editions.draft(author, unit)
    for url in [reverse("home"), reverse("materials"), address("material", edition)]:
        response = client.get(url)
        assert response.status_code == 302
        assert response.url.startswith(reverse("account_login"))


def test_nobody_signs_up(client, db):
    page = client.get(reverse("account_signup"))
    assert page.templates[0].name == "account/signup_closed.html"
