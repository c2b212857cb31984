"""Covering a photo while something else goes on: nothing of it is left behind, nothing lost."""

import pytest
from django.core.files.storage import default_storage

from contentdesk.foundation import files
from contentdesk.foundation.photos import Box
from contentdesk.models import Placement
from contentdesk.services import photos
from contentdesk.services.consents import Agreement, record_consent
from contentdesk.tasks import forget_covered
from tests.contentdesk import editions
from tests.wordpress.publishing import photo

pytestmark = pytest.mark.django_db

FACE = [Box(0.25, 0.25, 0.5, 0.5)]
AGREED = Agreement(person="Ibu S.", purpose="Kabar posyandu", proof_kept_at="Map merah")


@pytest.fixture
def placement(author, unit):
    return editions.draft(author, unit, photos=[photo("red")]).placements.get()


def test_what_the_storage_did_not_delete_is_deleted_later(
    placement, author, monkeypatch, django_capture_on_commit_callbacks
):
    """An uncovered face must not outlive a storage that was away for a moment."""
    old = placement.photo

    def away(name):
        raise OSError(name)

    with monkeypatch.context() as patched, django_capture_on_commit_callbacks(execute=True):
        patched.setattr(files, "forget", away)
        photos.cover_up(placement, FACE, drawn_on=old.sha256, actor=author)
    assert default_storage.exists(old.file)
    assert forget_covered() == 1
    assert not default_storage.exists(old.file)
    assert not default_storage.exists(old.preview)


def test_a_consent_from_a_page_of_before_goes_to_the_covered_photo(placement, author):
    page_left_open = Placement.objects.select_related("photo").get(pk=placement.pk)
    photos.cover_up(placement, FACE, drawn_on=placement.photo.sha256, actor=author)
    consent = record_consent(page_left_open, AGREED, actor=author)
    shown = Placement.objects.get(pk=placement.pk).photo
    assert (consent.photo, shown.covered_by) == (shown, None)
    assert consent.photo.sha256 != page_left_open.photo.sha256


def test_another_name_does_not_undo_what_the_first_showed(placement, author):
    edition = placement.edition
    for hints in (("nik",), ()):
        photos.add(edition, photos.NewPhoto(photo("red"), name_hints=hints), actor=author)
    placement.photo.refresh_from_db()
    assert placement.photo.name_hints == ["nik"]
