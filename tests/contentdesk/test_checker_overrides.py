"""What a reviewer lets pass, with a reason: it holds for these words and no others."""

import pytest
from django.urls import reverse
from django.utils import timezone

from contentdesk.checker import Gate, blocking, check
from contentdesk.foundation.transitions import Refused, WrongState
from contentdesk.models import State
from contentdesk.services import drafts, live, review
from contentdesk.services.review import Exactly
from contentdesk.workflow import NotFit
from tests.contentdesk import editions

pytestmark = pytest.mark.django_db

BODY = f"{editions.BODY} Hubungi 0812-3456-7890 untuk mendaftar."


@pytest.fixture
def submitted(author, manager, unit):
    edition = editions.submitted(author, unit, body=BODY)
    editions.classify(edition, manager)
    return edition


def phone_in(edition, gate=Gate.APPROVE):
    [found] = [f for f in check(edition, gate) if f.code == "phone"]
    return found


def let_pass(edition, actor, reason="Nomor piket Puskesmas"):
    what = Exactly("phone", "body", phone_in(edition).fingerprint)
    review.let_pass(edition, what, reason=reason, actor=actor)


def correct(edition, body, actor):
    draft = drafts.Draft(editions.TITLE, body)
    drafts.save(edition, draft, actor=actor, seen_version=edition.version)


def test_it_stops_the_approval_until_somebody_gives_a_reason(submitted, manager):
    with pytest.raises(NotFit) as refusal:
        review.approve(submitted, actor=manager, seen_version=submitted.version)
    assert [f.code for f in refusal.value.findings] == ["phone"]
    let_pass(submitted, manager)
    review.approve(submitted, actor=manager, seen_version=submitted.version)
    assert submitted.state == State.APPROVED
    assert blocking(submitted, Gate.PUBLISH) == []


def test_reason_person_and_time_are_kept(submitted, manager):
    let_pass(submitted, manager)
    kept = phone_in(submitted).override
    assert (kept.reason, kept.by) == ("Nomor piket Puskesmas", manager)
    event = submitted.events.last()
    assert (event.name, event.reason, event.actor) == ("let_pass", kept.reason, manager)


def test_other_words_around_it_leave_it_standing(submitted, manager):
    let_pass(submitted, manager)
    correct(submitted, f"{BODY} Gratis.", manager)
    assert phone_in(submitted).override


@pytest.mark.parametrize("number", ["0812-3456-7891", "0813-9999-0000"])
def test_another_number_is_found_again(number, submitted, manager):
    let_pass(submitted, manager)
    correct(submitted, BODY.replace("0812-3456-7890", number), manager)
    assert phone_in(submitted).override is None


def test_the_same_number_in_another_field_is_found_again(submitted, manager):
    let_pass(submitted, manager)
    draft = drafts.Draft("Hubungi 0812-3456-7890", BODY)
    drafts.save(submitted, draft, actor=manager, seen_version=submitted.version)
    places = {f.place: f.override for f in check(submitted, Gate.APPROVE) if f.code == "phone"}
    assert places["title"] is None
    assert places["body"]


def test_an_override_is_of_its_edition_alone(submitted, manager, author):
    let_pass(submitted, manager)
    review.move(submitted, "reject", actor=manager, reason="Belum tepat.")
    again = drafts.begin_edition(submitted.material, actor=author)
    assert phone_in(again).override is None


def test_what_was_published_with_a_reason_is_not_asked_again(submitted, manager, author):
    let_pass(submitted, manager)
    review.approve(submitted, actor=manager, seen_version=submitted.version)
    live.record_live(submitted, submitted.pinned, address="https://contoh.test/jadwal/")
    again = drafts.begin_edition(submitted.material, actor=author)
    assert phone_in(again).override.reason == "Nomor piket Puskesmas"
    other = BODY.replace("7890", "7899")
    drafts.save(again, drafts.Draft(editions.TITLE, other), actor=author, seen_version=1)
    assert phone_in(again).override is None


def test_consent_and_class_cannot_be_reasoned_away(author, manager, unit):
    edition = editions.submitted(author, unit)
    [missing] = blocking(edition, Gate.APPROVE)
    what = Exactly(missing.code, missing.place, missing.fingerprint)
    with pytest.raises(Refused):
        review.let_pass(edition, what, reason="Mendesak", actor=manager)
    assert not edition.overrides.exists()


def test_what_is_no_longer_found_is_not_let_pass(submitted, manager):
    what = Exactly("phone", "body", phone_in(submitted).fingerprint)
    correct(submitted, editions.BODY, manager)
    with pytest.raises(WrongState):
        review.let_pass(submitted, what, reason="Nomor piket", actor=manager)


def test_the_form_stays_open_with_what_was_typed(submitted, manager, client):
    client.force_login(manager)
    url = reverse("material_move", args=[submitted.material.ulid, "let_pass"])
    said = {"code": "phone", "place": "body", "fingerprint": phone_in(submitted).fingerprint}
    said |= {"on": timezone.localdate(), "reason": " "}
    response = client.post(url, said)
    assert response.status_code == 422
    [row] = response.context["checks"].stops
    assert row.form.errors["reason"]


def test_words_for_a_finding_that_went_meanwhile_are_shown(submitted, manager, client):
    client.force_login(manager)
    url = reverse("material_move", args=[submitted.material.ulid, "let_pass"])
    said = {"code": "phone", "place": "body", "fingerprint": phone_in(submitted).fingerprint}
    correct(submitted, editions.BODY, manager)
    response = client.post(url, {**said, "on": timezone.localdate(), "reason": "Alasan saya"})
    assert response.status_code == 409
    assert response.context["unsent"] == ["Alasan saya"]
