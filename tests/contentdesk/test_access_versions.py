"""Who gets remarks, versions, differences and new editions: typed by hand, side doors too."""

import pytest
from django.urls import reverse

from contentdesk.models import State
from contentdesk.services import drafts, remarks
from tests.contentdesk import editions
from tests.contentdesk.test_access import READERS

pytestmark = pytest.mark.django_db

# 302 done, 403 known but not theirs, 404 as if it did not exist.
TAKING_PART = {
    "author": 302,
    "colleague": 302,
    "manager": 302,
    "lead": 403,
    "deputy": 403,
    "team_member": 404,
    "head": 302,
    "auditor": 403,
    "outsider": 404,
    "admin": 404,
}
# What is closed says so, with the words that were typed.
TOO_LATE = {who: 409 if status == 302 else status for who, status in TAKING_PART.items()}
WRITING = {**TAKING_PART, "head": 403}

PAGES = {
    "material_versions": ([], {}),
    "material_version": (["1.1"], {}),
    "material_version_preview": (["1.1"], {}),
    "material_difference": ([], {"old": "1.1", "new": "1.2"}),
    "material_remarks": ([], {}),
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("state", [State.SUBMITTED, State.PUBLISHED, State.REJECTED])
def test_each_page(name, state, everyone, unit, program, client):
    author, manager = everyone["author"], everyone["manager"]
    edition = editions.submitted(author, unit, program=program)
    draft = drafts.Draft("Jadwal imunisasi", editions.BODY, program=program)
    drafts.save(edition, draft, actor=manager, seen_version=edition.version)
    remarks.write(edition, "Mohon sebut jamnya.", actor=manager)
    move_on(edition, state, manager)
    args, query = PAGES[name]
    url = reverse(name, args=[edition.material.ulid, *args], query=query)
    found = {}
    for who, person in everyone.items():
        client.force_login(person)
        found[who] = client.get(url).status_code
    assert found == READERS


def move_on(edition, state, manager):
    if state == State.REJECTED:
        editions.review.move(edition, "reject", actor=manager, reason="Sudah ada.")
    if state == State.PUBLISHED:
        editions.classify(edition, manager)
        editions.review.approve(edition, actor=manager, seen_version=edition.version)
        editions.live.record_live(edition, edition.pinned, address="https://contoh.test/")


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.DRAFT, TAKING_PART),
        (State.SUBMITTED, TAKING_PART),
        (State.CHANGES_REQUESTED, TAKING_PART),
        (State.APPROVED, TAKING_PART),
        (State.PUBLISHED, TOO_LATE),
        (State.REJECTED, TOO_LATE),
        (State.DISCARDED, TOO_LATE),
    ],
)
def test_who_writes_a_remark(state, expected, everyone, unit, program, client):
    edition = editions.in_state(
        state, everyone["author"], unit, everyone["manager"], program=program
    )
    url = reverse("material_remarks", args=[edition.material.ulid])
    found = {}
    for who, person in everyone.items():
        client.force_login(person)
        said = {"edition": edition.number, "field": "", "text": f"Dari {who}."}
        found[who] = client.post(url, said).status_code
    assert found == expected
    assert edition.remarks.count() == list(expected.values()).count(302)


def test_who_marks_a_remark_as_done(everyone, unit, program, client):
    edition = editions.submitted(everyone["author"], unit, program=program)
    found = {}
    for who, person in everyone.items():
        remark = remarks.write(edition, f"Untuk {who}.", actor=everyone["manager"])
        url = reverse("material_remark_done", args=[edition.material.ulid, remark.pk])
        client.force_login(person)
        found[who] = client.post(url).status_code
        assert client.get(url).status_code == 405
        remark.refresh_from_db()
        assert (remark.resolved_at is not None) == (found[who] == 302)
    assert found == TAKING_PART


@pytest.mark.parametrize("state", [State.PUBLISHED, State.REJECTED, State.DISCARDED, State.DRAFT])
def test_who_begins_a_new_edition(state, everyone, unit, program, client):
    found = {}
    for who, person in everyone.items():
        edition = editions.in_state(
            state, everyone["author"], unit, everyone["manager"], program=program
        )
        url = reverse("material_begin", args=[edition.material.ulid])
        client.force_login(person)
        found[who] = client.post(url).status_code
        assert client.get(url).status_code == 405
        # A draft is open already: whoever may write goes on with it.
        begun = found[who] == 302 and state != State.DRAFT
        assert edition.material.editions.count() == (2 if begun else 1)
    assert found == WRITING


def test_a_stranger_is_asked_to_log_in(author, unit, client):
    edition = editions.submitted(author, unit)
    for name, (args, query) in PAGES.items():
        url = reverse(name, args=[edition.material.ulid, *args], query=query)
        assert client.get(url).url.startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("who", "writes"), [("author", True), ("head", True), ("lead", False), ("auditor", False)]
)
def test_the_thread_offers_what_one_may(who, writes, everyone, unit, program, client):
    edition = editions.submitted(everyone["author"], unit, program=program)
    remark = remarks.write(edition, "Mohon sebut jamnya.", actor=everyone["manager"])
    client.force_login(everyone[who])
    page = client.get(reverse("material", args=[edition.material.ulid])).content.decode()
    assert "Mohon sebut jamnya." in page
    done = reverse("material_remark_done", args=[edition.material.ulid, remark.pk])
    assert (done in page) == writes
    form = f'action="{reverse("material_remarks", args=[edition.material.ulid])}"'
    assert (form in page) == writes
