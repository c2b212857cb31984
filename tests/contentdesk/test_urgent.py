"""Urgent approval by one person alone, and the second look that it owes (design.md §3 rule 5)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from contentdesk.foundation.transitions import Refused, WrongState
from contentdesk.models import Edition, State
from contentdesk.services import drafts, live, review, urgent
from contentdesk.waiting import waiting_materials
from tests.contentdesk import editions
from tests.wordpress.publishing import photo

pytestmark = pytest.mark.django_db

CLASS = {"classification": "immediate", "classification_reason": "Wabah"}


@pytest.fixture
def urgently(author, manager, unit):
    """Approved by the manager alone, from a draft that nobody had sent."""
    edition = editions.draft(author, unit)
    editions.classify(edition, manager)
    urgent.approve_urgently(
        edition, actor=manager, seen_version=edition.version, reason="Wabah campak di RW 03"
    )
    return edition


def press(client, person, edition, name, **said):
    client.force_login(person)
    url = reverse("material_move", args=[edition.material.ulid, name])
    return client.post(url, said, headers={"accept-language": "en"})


def page_of(client, person, edition):
    client.force_login(person)
    url = reverse("material", args=[edition.material.ulid])
    return client.get(url, headers={"accept-language": "en"}).content.decode()


def test_one_form_classifies_and_approves(author, manager, unit, client):
    edition = editions.draft(author, unit)
    said = {"version": edition.version, "reason": "Wabah campak", **CLASS}
    assert press(client, manager, edition, "approve_urgently", **said).status_code == 302
    edition.refresh_from_db()
    assert (edition.state, edition.classification) == (State.APPROVED, "immediate")
    assert (edition.urgent_by, edition.owes_second_look) == (manager, True)
    assert edition.pinned.sha256 == edition.events.last().data["sha256"]


def test_both_or_neither(author, manager, unit, client):
    """Somebody has saved since: it is not approved, and so it is not classified either."""
    edition = editions.draft(author, unit)
    said = {"version": edition.version - 1, "reason": "Wabah campak", **CLASS}
    response = press(client, manager, edition, "approve_urgently", **said)
    assert response.status_code == 409
    assert "Wabah campak" in response.content.decode()
    edition.refresh_from_db()
    assert (edition.state, edition.classification) == (State.DRAFT, "")


def test_the_class_is_asked_only_while_it_is_not_set(author, manager, unit, client):
    edition = editions.draft(author, unit)
    said = {"version": edition.version, "reason": "Wabah campak"}
    response = press(client, manager, edition, "approve_urgently", **said)
    assert response.status_code == 422
    editions.classify(edition, manager)
    assert press(client, manager, edition, "approve_urgently", **said).status_code == 302


def test_what_could_wait_is_skipped(author, manager, unit):
    """No description below the photo: it goes out all the same."""
    edition = editions.draft(author, unit, photos=[photo("red")])
    editions.classify(edition, manager)
    urgent.approve_urgently(edition, actor=manager, seen_version=edition.version, reason="Wabah")
    assert edition.state == State.APPROVED
    assert live.is_fit(edition, edition.pinned)


@pytest.mark.parametrize("people", ["", "consented"])
def test_consent_is_never_skipped(people, author, manager, unit):
    edition = editions.draft(author, unit, photos=[photo("red")])
    editions.say_who_is_seen(edition, author, people)
    editions.classify(edition, manager)
    with pytest.raises(Refused):
        urgent.approve_urgently(
            edition, actor=manager, seen_version=edition.version, reason="Wabah"
        )
    edition.refresh_from_db()
    assert edition.state == State.DRAFT


def test_personal_data_is_never_skipped(author, manager, unit):
    edition = editions.draft(author, unit, body=f"{editions.BODY} Pasien an. Sulastri.")
    editions.classify(edition, manager)
    with pytest.raises(Refused) as refusal:
        urgent.approve_urgently(
            edition, actor=manager, seen_version=edition.version, reason="Wabah"
        )
    assert [f.code for f in refusal.value.findings] == ["patient_name"]


def test_even_ones_own_submission(manager, unit):
    edition = editions.submitted(manager, unit)
    editions.classify(edition, manager)
    urgent.approve_urgently(edition, actor=manager, seen_version=edition.version, reason="Wabah")
    assert edition.owes_second_look


def test_every_other_reviewer_is_asked_to_look(urgently, manager, head, author):
    assert waiting_materials(head)["second"] == [urgently]
    assert waiting_materials(manager)["second"] == []
    assert waiting_materials(author)["second"] == []


def test_the_page_asks_the_others_and_tells_oneself(urgently, manager, head, client):
    assert "I have looked at it" in page_of(client, head, urgently)
    own = page_of(client, manager, urgently)
    assert "I have looked at it" not in own
    assert "Another manager or the head has to look at it, too." in own


def test_nobody_looks_twice_themself(urgently, manager, author):
    for person in (manager, author):
        with pytest.raises(PermissionDenied):
            urgent.look_second(urgently, "Sudah benar.", actor=person)


def test_another_person_looks(urgently, head, client):
    said = {"number": urgently.number, "note": "Sudah benar."}
    assert press(client, head, urgently, "second_look", **said).status_code == 302
    urgently.refresh_from_db()
    assert (urgently.second_look_by, urgently.owes_second_look) == (head, False)
    assert urgently.events.last().reason == "Sudah benar."
    assert waiting_materials(head)["second"] == []


def test_the_look_is_owed_beside_a_newer_draft(urgently, author, head, client):
    """Already live, and somebody begins to change it: the head looks at what is live."""
    live.record_live(urgently, urgently.pinned, address="https://contoh.test/")
    drafts.begin_edition(urgently.material, actor=author)
    assert waiting_materials(head)["second"] == [urgently]
    assert "I have looked at it" in page_of(client, head, urgently)
    said = {"number": urgently.number, "note": ""}
    assert press(client, head, urgently, "second_look", **said).status_code == 302
    urgently.refresh_from_db()
    assert urgently.second_look_by == head


def test_what_a_newer_edition_replaced_is_still_to_be_looked_at(urgently, author, manager, head):
    live.record_live(urgently, urgently.pinned, address="https://contoh.test/")
    newer = drafts.begin_edition(urgently.material, actor=author)
    drafts.submit(newer, actor=author)
    editions.classify(newer, manager)
    review.approve(newer, actor=manager, seen_version=newer.version)
    live.record_live(newer, newer.pinned, address="https://contoh.test/")
    assert waiting_materials(head)["second"] == [urgently]


def test_what_was_taken_back_owes_no_look(urgently, manager, head):
    review.move(urgently, "reopen", actor=manager, reason="Jadwalnya berubah")
    assert not Edition.objects.second_look_owed().exists()
    with pytest.raises(WrongState):
        urgent.look_second(urgently, "", actor=head)


def test_it_is_held_at_publishing_for_what_the_law_asks_alone(urgently):
    Edition.objects.filter(pk=urgently.pk).update(classification="")
    urgently.refresh_from_db()
    assert not live.is_fit(urgently, urgently.pinned)
    urgently.refresh_from_db()
    assert [f["code"] for f in urgently.held_for] == ["classification_missing"]


def test_taken_back_it_is_not_approved_by_the_same_person(urgently, manager, head):
    """Or one person alone could publish their own draft, and owe no second look."""
    review.move(urgently, "reopen", actor=manager, reason="Jadwalnya berubah")
    with pytest.raises(PermissionDenied):
        review.approve(urgently, actor=manager, seen_version=urgently.version)
    review.approve(urgently, actor=head, seen_version=urgently.version)
    assert not urgently.owes_second_look


@pytest.mark.parametrize("who", ["manager", "head"])
def test_what_even_this_may_not_skip_can_stand_with_a_reason(who, everyone, unit, client):
    """A hotline in a draft: no gate of the draft would show the form for it."""
    edition = editions.draft(everyone["author"], unit, body="Hubungi 0812-3456-7890 bila demam.")
    editions.classify(edition, everyone["head"])
    said = {"version": edition.version, "reason": "Wabah campak"}
    response = press(client, everyone[who], edition, "approve_urgently", **said)
    assert response.status_code == 422
    page = response.content.decode()
    assert page.count("Let it stand, with a reason") == 1
    assert "Wabah campak" in page
