"""Who agreed to be shown: recorded in any state, with a proof, once."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from contentdesk.models import Consent, State
from contentdesk.services import live
from tests.contentdesk import editions
from tests.foundation.pictures import corners, saved, telling_jpeg
from tests.wordpress.publishing import approved_with_photos, photo

pytestmark = pytest.mark.django_db

PAPER = {"proof_kept_at": "Map persetujuan 2026"}


def said(**more):
    return {
        "person": "Siti Aminah",
        "purpose": "Berita kegiatan",
        "on_website": "on",
        **PAPER,
        **more,
    }


def upload(content=None, name="surat.jpg"):
    return SimpleUploadedFile(name, content or saved(corners()), "image/jpeg")


def url(placement):
    return reverse("material_consents", args=[placement.edition.material.ulid, placement.pk])


@pytest.fixture
def placement(author, unit, client):
    client.force_login(author)
    client.cookies["django_language"] = "en"
    edition = editions.draft(author, unit, photos=[photo("white")])
    return edition.placements.select_related("photo", "edition__material").get()


def test_a_consent_with_where_the_paper_is(placement, author, client):
    assert client.post(url(placement), said()).url == url(placement)
    consent = placement.photo.consents.get()
    assert (consent.person, consent.proof_kept_at) == ("Siti Aminah", PAPER["proof_kept_at"])
    assert (consent.created_by, consent.on_social_media) == (author, False)
    event = placement.edition.events.last()
    assert (event.name, event.actor, event.data["consent"]) == ("consent", author, consent.pk)
    page = client.get(url(placement)).content.decode()
    assert "Siti Aminah" in page
    assert PAPER["proof_kept_at"] in page


def test_the_photo_of_the_paper_goes_through_the_door(placement, client):
    client.post(url(placement), said(proof=upload(telling_jpeg()), proof_kept_at=""))
    consent = placement.photo.consents.get()
    with default_storage.open(consent.proof) as file:
        assert b"Rahasia" not in file.read()
    address = reverse("material_consent_proof", args=[placement.edition.material.ulid, consent.pk])
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert response["Cache-Control"] == "private, no-cache"
    for close in response._resource_closers:
        close()


def test_the_form_proposes_a_year_and_says_what_for(placement, client):
    form = client.get(url(placement)).context["form"]
    assert form["valid_until"].value() == timezone.localdate() + timedelta(days=365)
    assert "Puskesmas" in form["purpose"].value()


YESTERDAY = (timezone.localdate() - timedelta(days=2)).isoformat()
WRONG = {
    "nobody": ({"person": " "}, "person"),
    "no purpose": ({"purpose": ""}, "purpose"),
    "child alone": ({"is_child": "on"}, "guardian"),
    "no proof": ({"proof_kept_at": ""}, "proof"),
    "nowhere": ({"on_website": ""}, "on_website"),
    "over": ({"valid_until": YESTERDAY}, "valid_until"),
    "no day": ({"valid_until": "kapan-kapan"}, "valid_until"),
    "no picture": ({"proof": SimpleUploadedFile("a.pdf", b"%PDF"), "proof_kept_at": ""}, "proof"),
    "endless": ({"person": "S" * 121}, "person"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_stands_at_its_field_and_loses_nothing(name, placement, client):
    bad, field = WRONG[name]
    response = client.post(url(placement), said(**bad))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert response.context["form"]["purpose"].value() == bad.get("purpose", "Berita kegiatan")
    assert not Consent.objects.exists()


def test_whoever_had_chosen_a_photo_is_told_to_choose_it_again(placement, client):
    response = client.post(url(placement), said(person="", proof=upload()))
    assert "Choose the photo of the paper again" in response.content.decode()


def test_a_child_with_its_guardian(placement, client):
    client.post(url(placement), said(is_child="on", guardian="Ibu Aminah"))
    consent = placement.photo.consents.get()
    assert (consent.is_child, consent.guardian) == (True, "Ibu Aminah")


def test_a_double_click_records_once(placement, client):
    for _click in range(2):
        assert client.post(url(placement), said(proof=upload())).status_code == 302
    assert Consent.objects.count() == 1
    assert placement.edition.events.filter(name="consent").count() == 1


def test_what_was_typed_outlives_the_login(placement, author, client):
    page = client.get(url(placement)).content.decode()
    token = page.split('name="kept" value="')[1].split('"')[0]
    client.logout()
    client.post(url(placement), said(kept=token))
    client.force_login(author)
    form = client.get(url(placement)).context["form"]
    assert (form["person"].value(), Consent.objects.count()) == ("Siti Aminah", 0)


@pytest.mark.parametrize(
    "state",
    ["draft", "submitted", "changes_requested", "approved", "published", "rejected", "discarded"],
)
def test_in_every_state_a_consent_can_be_added(state, author, unit, manager, head, client):
    if state in {State.APPROVED, State.PUBLISHED}:
        edition = approved_with_photos(author, unit, manager, "white")
        if state == State.PUBLISHED:
            live.record_live(edition, edition.pinned, address="https://contoh.test/")
    else:
        edition = editions.in_state(state, author, unit, manager, photos=[photo("white")])
    placement = edition.placements.get()
    version = edition.version
    for person in (author, manager, head):
        client.force_login(person)
        assert client.post(url(placement), said(person=person.name)).status_code == 302
    edition.refresh_from_db()
    assert (placement.photo.consents.count(), edition.version) == (3, version)
