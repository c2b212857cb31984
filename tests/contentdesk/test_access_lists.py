"""Who gets which list, filter and action on several: role × address → status, typed by hand."""

import pytest
from django.urls import reverse

from contentdesk.models import State
from tests.contentdesk import editions

pytestmark = pytest.mark.django_db

READERS = {
    "author": 200,
    "colleague": 200,
    "manager": 200,
    "lead": 200,
    "deputy": 200,
    "team_member": 403,
    "head": 200,
    "auditor": 200,
    "outsider": 200,
    "admin": 403,
}
NOBODY = dict.fromkeys(READERS, 403)
STAFF = {**NOBODY, "author": 200, "colleague": 200, "outsider": 200}
REVIEWERS = {**NOBODY, "manager": 200, "head": 200}
SEVERAL = {
    "submit": STAFF,
    "discard": {**STAFF, "manager": 200},
    "approve": REVIEWERS,
    "classify": REVIEWERS,
    "request_changes": REVIEWERS,
    "reject": REVIEWERS,
    "approve_urgently": dict.fromkeys(READERS, 404),
    "": dict.fromkeys(READERS, 404),
}
# How many of five materials, one in each of these states, the search finds for whom.
FOUND = {
    "author": 5,
    "colleague": 5,
    "manager": 5,
    "lead": 5,
    "deputy": 5,
    "head": 5,
    "auditor": 5,
    "outsider": 0,
}
STATES = [State.DRAFT, State.SUBMITTED, State.APPROVED, State.PUBLISHED, State.REJECTED]


@pytest.mark.parametrize(
    "query", ["", "?q=imunisasi", "?group=waiting", "?older=1-1", "?newer=1-1"]
)
def test_the_list(query, everyone, client):
    found = {}
    for who, person in everyone.items():
        client.force_login(person)
        found[who] = client.get(reverse("materials") + query).status_code
    assert found == READERS


@pytest.mark.parametrize("action", SEVERAL)
def test_several_at_once(action, everyone, unit, program, client):
    edition = editions.submitted(everyone["author"], unit, program=program)
    found, pressed = {}, {}
    for who, person in everyone.items():
        client.force_login(person)
        asked = {"do": action, "m": edition.material.ulid}
        found[who] = client.get(reverse("material_bulk"), asked).status_code
        sent = {"do": action, "seen": f"{edition.material.ulid}:0", "reason": "Alasan."}
        sent |= {"classification": "anytime"}
        pressed[who] = client.post(reverse("material_bulk"), sent).status_code
    assert found == SEVERAL[action]
    done = {who: 302 if status == 200 else status for who, status in SEVERAL[action].items()}
    assert pressed == done


def test_search_finds_what_the_list_shows(everyone, unit, program, client):
    author, manager = everyone["author"], everyone["manager"]
    for state in STATES:
        editions.in_state(state, author, unit, manager, program=program)
    found = {}
    for who in FOUND:
        client.force_login(everyone[who])
        pages = [client.get(reverse("materials"), {"q": typed}) for typed in ("imun", "")]
        [searched, listed] = [len(page.context["editions"]) for page in pages]
        assert searched == listed
        found[who] = searched
    assert found == FOUND


def test_the_actions_offered_are_those_that_open(everyone, unit, program, client):
    editions.submitted(everyone["author"], unit, program=program)
    editions.draft(everyone["outsider"], unit=everyone["outsider"].assignments.get().unit)
    for who in FOUND:
        client.force_login(everyone[who])
        page = client.get(reverse("materials"))
        offered = {action.name for action in page.context["bulk_actions"]}
        assert offered == {name for name, table in SEVERAL.items() if table[who] == 200}, who
        assert ('name="m"' in page.content.decode()) is bool(offered)


def test_a_stranger_is_asked_to_log_in(author, unit, client):
    edition = editions.draft(author, unit)
    for url in [
        reverse("material_bulk") + f"?do=discard&m={edition.material.ulid}",
        reverse("material_bulk_report"),
        reverse("materials") + "?q=imunisasi",
    ]:
        assert client.get(url).url.startswith(reverse("account_login"))
