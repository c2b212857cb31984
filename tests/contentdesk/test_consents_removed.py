"""A record of a consent made by mistake is taken back; one that the website relies on stays."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.urls import reverse

from contentdesk.foundation.transitions import Refused
from contentdesk.models import Consent
from contentdesk.services import drafts, live
from contentdesk.services.consents import Agreement, record_consent, remove_consent
from tests.contentdesk import editions
from tests.contentdesk.test_consents import PAPER, placement, url  # noqa: F401
from tests.wordpress.publishing import approved_with_photos, photo

pytestmark = pytest.mark.django_db


def recorded(placement, actor, **more):
    return record_consent(placement, Agreement("Siti", "Berita", **(PAPER | more)), actor=actor)


def remove_url(placement, consent):
    args = [placement.edition.material.ulid, placement.pk, consent.pk]
    return reverse("material_consent_remove", args=args)


def test_a_mistake_is_removed_with_its_paper(placement, author, client):
    consent = recorded(placement, author, proof=photo("red"))
    for _click in range(2):
        assert client.post(remove_url(placement, consent)).status_code == 302
    assert not Consent.objects.exists()
    assert not default_storage.exists(consent.proof)
    names = [event.name for event in placement.edition.events.all()]
    assert names.count("remove_consent") == 1


def test_a_paper_that_another_record_needs_stays(placement, author):
    one, other = (
        recorded(placement, author, proof=photo("red"), guardian=name) for name in ("A", "B")
    )
    remove_consent(placement.edition, one, actor=author)
    assert default_storage.exists(other.proof)


def test_a_record_of_another_material_cannot_be_reached(placement, author, unit, client):
    other = editions.draft(author, unit, photos=[photo("blue")]).placements.get()
    foreign = recorded(other, author)
    assert client.post(remove_url(placement, foreign)).status_code == 404
    with pytest.raises(PermissionDenied):
        remove_consent(placement.edition, foreign, actor=author)
    ulid = placement.edition.material.ulid
    assert client.get(reverse("material_consent_proof", args=[ulid, foreign.pk])).status_code == 404


def test_what_the_website_relies_on_is_no_mistake(author, unit, manager, client):
    edition = approved_with_photos(author, unit, manager, "white")
    consent = recorded(edition.placements.get(), author)
    live.record_live(edition, edition.pinned, address="https://contoh.test/")
    later = recorded(edition.placements.get(), author, guardian="Salah ketik")
    new = drafts.begin_edition(edition.material, actor=author)
    with pytest.raises(Refused):
        remove_consent(new, consent, actor=author)
    remove_consent(new, later, actor=author)
    assert list(Consent.objects.all()) == [consent]


def test_after_approval_nothing_is_removed(author, unit, manager, client):
    edition = approved_with_photos(author, unit, manager, "white")
    placement = edition.placements.get()
    consent = recorded(placement, manager)
    client.force_login(manager)
    assert "remove/" not in client.get(url(placement)).content.decode()
    assert client.post(remove_url(placement, consent)).status_code == 302
    assert Consent.objects.exists()
