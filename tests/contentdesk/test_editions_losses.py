"""A new edition of a material that has lost something since: a consent, a bare photo, a PDF."""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from contentdesk.checker import Gate, blocking
from contentdesk.foundation.documents import check_pdf
from contentdesk.foundation.photos import Box
from contentdesk.models import Kind, Material, People, new_ulid
from contentdesk.services import consents, drafts, live, photos, review
from tests.contentdesk import editions
from tests.foundation.documents import decree, saved
from tests.wordpress.publishing import photo

pytestmark = pytest.mark.django_db


def test_a_consent_that_ran_out_is_asked_for_again(author, manager, unit):
    edition = editions.draft(author, unit, photos=[photo("red")])
    editions.say_who_is_seen(edition, author, People.CONSENTED)
    consents.record_consent(
        edition.placements.get(),
        consents.Agreement(
            person="An. S.",
            purpose="Dokumentasi",
            valid_until=timezone.localdate() - timedelta(days=1),
            proof_kept_at="Map 3",
        ),
        actor=author,
    )
    review.move(edition, "discard", actor=author)
    second = drafts.begin_edition(Material.objects.get(), actor=author)
    found = {finding.code for finding in blocking(second, Gate.APPROVE)}
    assert "consent_run_out" in found


def test_a_photo_that_was_covered_since_comes_with_its_boxes(author, manager, unit, client):
    edition = editions.draft(author, unit, photos=[photo("red"), photo("blue")])
    words = {
        placement.pk: drafts.PhotoWords("Suasana", f"Bidan menimbang bayi {n}", People.NOBODY)
        for n, placement in enumerate(edition.placements.all())
    }
    draft = drafts.Draft(edition.title, edition.body, photos=words)
    drafts.save(edition, draft, actor=author, seen_version=edition.version)
    drafts.submit(edition, actor=author)
    editions.classify(edition, manager)
    review.approve(edition, actor=manager, seen_version=edition.version)
    live.record_live(edition, edition.pinned, address="https://contoh.test/")
    second = drafts.begin_edition(Material.objects.get(), actor=author)
    bare = second.placements.first()
    box = Box(0.1, 0.1, 0.2, 0.2)
    photos.cover_up(bare, [box], drawn_on=bare.photo.sha256, actor=author)
    review.move(second, "discard", actor=author)
    third = drafts.begin_edition(Material.objects.get(), actor=author)
    shown = [placement.photo for placement in third.placements.all()]
    assert shown[0].covered_by is None
    assert shown[0] != edition.placements.first().photo
    assert shown[1] == edition.placements.last().photo
    client.force_login(author)
    assert client.get(reverse("material_edit", args=[third.material.ulid])).status_code == 200


def test_a_document_whose_file_is_gone_stops_nobody(author, unit, client):
    clean = check_pdf(io.BytesIO(saved(decree())), name="sk.pdf")
    edition = drafts.start(new_ulid(), kind=Kind.POLICY, regularity="", unit=unit, author=author)
    draft = drafts.Draft("SK jam layanan", "Isi.", document=drafts.NewDocument(clean))
    drafts.save(edition, draft, actor=author, seen_version=edition.version)
    review.move(edition, "discard", actor=author)
    default_storage.delete(edition.document.file)
    second = drafts.begin_edition(Material.objects.get(), actor=author)
    assert second.document == edition.document
    client.force_login(author)
    ulid = second.material.ulid
    for name in ("material", "material_edit", "material_preview", "material_versions"):
        assert client.get(reverse(name, args=[ulid])).status_code == 200
    pdf = reverse("material_document", args=[ulid, second.document.sha256])
    assert client.get(pdf).status_code == 404
    draft = drafts.Draft("SK jam layanan", "Isi.", document=drafts.NewDocument(clean))
    drafts.save(second, draft, actor=author, seen_version=second.version)
    assert b"".join(client.get(pdf).streaming_content).startswith(b"%PDF")
