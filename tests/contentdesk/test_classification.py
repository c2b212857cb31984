"""The class of public information (UU 14/2008): proposed, then decided by an officer."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from contentdesk.classification import latest_review_day, proposal, usual_reasons
from contentdesk.foundation.transitions import Refused
from contentdesk.models import Classification, Edition, Kind, Material, State
from contentdesk.services import drafts, review, urgent
from tests.contentdesk import editions

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "pressing", "proposed", "article"),
    [
        ("service", False, "anytime", "art. 11"),
        ("policy", False, "anytime", "art. 11"),
        ("announcement", False, "periodic", "art. 9"),
        ("innovation", False, "periodic", "art. 9"),
        ("activity", False, "periodic", "art. 9"),
        ("service", True, "immediate", "art. 10"),
        ("announcement", True, "immediate", "art. 10"),
    ],
)
def test_what_is_proposed(kind, pressing, proposed, article, english):
    edition = Edition(material=Material(kind=kind), pressing=pressing)
    found = proposal(edition)
    assert found.classification == proposed
    assert article in found.reason


def test_every_kind_has_its_proposal():
    for kind in Kind:
        assert proposal(Edition(material=Material(kind=kind))).classification


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 1, 15), date(2026, 7, 15)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 30), date(2028, 2, 29)),
        (date(2026, 12, 1), date(2027, 6, 1)),
    ],
)
def test_six_months_on(today, last):
    assert latest_review_day(today) == last


def post(client, person, edition, **said):
    client.force_login(person)
    url = reverse("material_move", args=[edition.material.ulid, "classify"])
    return client.post(url, said)


def test_set_shown_and_corrected(author, manager, head, unit, auditor, client):
    edition = editions.submitted(author, unit)
    day = timezone.localdate() + timedelta(days=90)
    said = {"classification": "periodic", "classification_reason": "Kegiatan", "review_by": day}
    assert post(client, manager, edition, **said).status_code == 302
    client.force_login(auditor)
    url = reverse("material", args=[edition.material.ulid])
    page = client.get(url, headers={"accept-language": "en"}).content.decode()
    for words in ["Periodic", "Mira Pengelola", "Kegiatan"]:
        assert words in page
    said = {"classification": "anytime", "classification_reason": "Prosedur layanan"}
    assert post(client, head, edition, **said).status_code == 302
    edition.refresh_from_db()
    assert (edition.classification, edition.classified_by) == ("anytime", head)
    assert edition.review_by is None, "only periodic information is looked at again"
    assert [e.reason for e in edition.events.filter(name="classify")] == [
        "Kegiatan",
        "Prosedur layanan",
    ]


def test_a_page_from_before_another_class_was_set_approves_nothing(
    author, manager, head, unit, client
):
    edition = editions.submitted(author, unit)
    editions.classify(edition, manager)
    client.force_login(manager)
    url = reverse("material", args=[edition.material.ulid])
    form = client.get(url).context["forms"]["approve"]
    seen = {name: form[name].value() for name in ("version", "seen_class")}
    review.classify(edition, "immediate", actor=head, reason="Wabah")
    approve = reverse("material_move", args=[edition.material.ulid, "approve"])
    assert client.post(approve, {**seen, "publish_at": "now"}).status_code == 409
    edition.refresh_from_db()
    assert edition.state == "submitted"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"classification": "periodic", "classification_reason": "X"}, "review_by"),
        ({"classification": "anytime", "classification_reason": "  "}, "classification_reason"),
        ({"classification_reason": "Ketikan saya"}, "classification"),
        ({"classification": "rahasia", "classification_reason": "X"}, "classification"),
    ],
)
def test_what_is_missing_is_asked_and_nothing_is_lost(said, field, author, manager, unit, client):
    edition = editions.submitted(author, unit)
    response = post(client, manager, edition, **said)
    assert response.status_code == 422
    assert response.context["forms"]["classify"].errors[field]
    assert said["classification_reason"] in response.content.decode()
    edition.refresh_from_db()
    assert edition.classification == ""


@pytest.mark.parametrize("days", [-1, 0, 190])
def test_the_day_lies_within_the_next_six_months(days, author, manager, unit, client):
    edition = editions.submitted(author, unit)
    day = timezone.localdate() + timedelta(days=days)
    said = {"classification": "periodic", "classification_reason": "Kegiatan", "review_by": day}
    response = post(client, manager, edition, **said)
    assert response.context["forms"]["classify"].errors["review_by"]
    with pytest.raises(Refused):
        review.classify(edition, "periodic", actor=manager, reason="Kegiatan", review_by=day)


@pytest.mark.parametrize("how", [review.approve, urgent.approve_urgently])
@pytest.mark.parametrize("name", ["", Classification.EXCLUDED])
def test_never_approved_without_a_class_or_excluded(name, how, author, manager, head, unit):
    edition = editions.submitted(author, unit)
    if name:
        review.classify(edition, name, actor=manager, reason="Data kesehatan seseorang")
    more = {"reason": "Wabah"} if how is urgent.approve_urgently else {}
    with pytest.raises(Refused):
        how(edition, actor=head, seen_version=edition.version, **more)
    edition.refresh_from_db()
    assert edition.state == State.SUBMITTED


def test_approved_is_not_declared_excluded(author, manager, unit):
    edition = editions.approved(author, unit, manager, in_minutes=60)
    with pytest.raises(Refused):
        review.classify(edition, "excluded", actor=manager, reason="Data kesehatan")
    edition.refresh_from_db()
    assert edition.classification == "anytime"


def test_a_new_edition_asks_for_a_new_day_when_the_old_one_has_passed(author, manager, head, unit):
    edition = editions.submitted(author, unit)
    day = timezone.localdate() + timedelta(days=30)
    review.classify(edition, "periodic", actor=manager, reason="Kegiatan", review_by=day)
    review.move(edition, "reject", actor=manager, reason="Belum tepat.")
    again = drafts.begin_edition(Material.objects.get(), actor=author)
    assert (again.classification, again.review_by) == ("periodic", day)
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=True):
        drafts.submit(again, actor=author)
        with pytest.raises(Refused):
            review.approve(again, actor=head, seen_version=again.version)


def test_a_reason_that_was_proposed_for_another_class_is_asked_again(author, manager, unit, client):
    edition = editions.submitted(author, unit)
    with translation.override("id"):
        proposed = proposal(edition)
    said = {"classification": "anytime", "classification_reason": proposed.reason}
    response = post(client, manager, edition, **said)
    assert response.context["forms"]["classify"].errors["classification_reason"]


def test_each_class_has_its_own_usual_reason(author, manager, unit, client):
    edition = editions.submitted(author, unit)
    client.force_login(manager)
    url = reverse("material_move", args=[edition.material.ulid, "classify"])
    usual = usual_reasons(edition.material.kind)
    said = {"classification": "anytime", "classification_reason": usual["periodic"]}
    assert client.post(url, said).status_code == 422
    said["classification_reason"] = usual["anytime"]
    assert client.post(url, said).status_code == 302
    # The officer's own reason belongs to the class it was written for, too.
    said["classification_reason"] = "Ditanyakan setiap hari di loket."
    assert client.post(url, said).status_code == 302
    said["classification"] = "immediate"
    assert client.post(url, said).status_code == 422
    assert "excluded" not in usual
