"""When the uncovered photo goes: at once, or as soon as the website does not need it any more."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from contentdesk.foundation.photos import Box
from contentdesk.models import Photo, State
from contentdesk.services import drafts, live, photos, review
from contentdesk.tasks import forget_covered
from tests.contentdesk import editions
from tests.wordpress.publishing import approved_with_photos, photo

pytestmark = pytest.mark.django_db

FACE = [Box(0.25, 0.25, 0.5, 0.5)]


def covers(edition, actor):
    placement = edition.placements.select_related("photo").first()
    placement.edition = edition
    drawn_on = placement.photo.sha256
    return photos.cover_up(placement, FACE, drawn_on=drawn_on, actor=actor)


def on_disk(picture):
    """Whether its file is in the storage; the row may have let go of it already."""
    [folder] = {name.rpartition("/")[0] for name in [picture.file]}
    return default_storage.exists(f"{folder}/{picture.sha256}.jpg")


@pytest.fixture
def callbacks(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def on_the_website(author, unit, manager):
    """Live with a photo, whose uncovered face somebody has noticed since."""
    edition = approved_with_photos(author, unit, manager, "white")
    live.record_live(edition, edition.pinned, address="https://contoh.test/")
    return edition


def next_edition(edition, author, callbacks):
    new = drafts.begin_edition(edition.material, actor=author)
    with callbacks():
        covers(new, author)
    return new


def approve(edition, author, manager):
    drafts.submit(edition, actor=author)
    editions.classify(edition, manager)
    edition.refresh_from_db()
    review.approve(edition, actor=manager, seen_version=edition.version)


def test_what_the_website_shows_stays_until_the_covered_one_is_live(
    on_the_website, author, manager, callbacks
):
    old = on_the_website.placements.get().photo
    new = next_edition(on_the_website, author, callbacks)
    assert on_disk(old)
    approve(new, author, manager)
    assert forget_covered() == 0
    with callbacks():
        live.record_live(new, new.pinned, address="https://contoh.test/")
    assert not on_disk(old)
    assert on_disk(new.placements.get().photo)


def test_what_was_approved_and_reopened_is_needed_no_more(author, unit, manager, callbacks):
    edition = approved_with_photos(author, unit, manager, "white")
    old = edition.placements.get().photo
    review.move(edition, "reopen", actor=manager, reason="Jadwalnya berubah")
    with callbacks():
        covers(edition, manager)
    assert not on_disk(old)


def test_a_rejected_edition_keeps_what_is_live(on_the_website, author, manager, callbacks):
    old = on_the_website.placements.get().photo
    new = next_edition(on_the_website, author, callbacks)
    drafts.submit(new, actor=author)
    with callbacks():
        review.move(new, "reject", actor=manager, reason="Belum waktunya.")
    assert forget_covered() == 0
    assert on_disk(old)


def test_the_next_edition_begins_with_the_covered_photo(on_the_website, author, callbacks):
    """The edition that covered it was put aside; the face is not brought back by that."""
    old = on_the_website.placements.get().photo
    new = next_edition(on_the_website, author, callbacks)
    review.move(new, "discard", actor=author)
    third = drafts.begin_edition(on_the_website.material, actor=author)
    assert third.placements.get().photo == new.placements.get().photo
    assert forget_covered() == 0
    assert on_disk(old)


def test_a_covered_photo_taken_out_and_chosen_anew_is_back(author, unit, callbacks):
    edition = editions.draft(author, unit, photos=[photo("white")])
    old = edition.placements.get().photo
    with callbacks():
        covers(edition, author)
    assert not on_disk(old)
    photos.take_out(edition, edition.placements.get().pk, actor=author)
    photos.add(edition, photos.NewPhoto(photo("white")), actor=author)
    assert forget_covered() == 0
    assert on_disk(Photo.objects.get(pk=old.pk))


def test_the_sweep_finds_what_a_dead_process_left(author, unit):
    edition = editions.draft(author, unit, photos=[photo("white")])
    old = edition.placements.get().photo
    covers(edition, author)  # its hook after the commit never runs
    assert on_disk(old)
    assert [forget_covered(), forget_covered()] == [1, 0]
    assert not on_disk(old)


def test_old_versions_are_still_shown(author, unit, manager, client, callbacks):
    edition = editions.submitted(author, unit, photos=[photo("white")])
    old = edition.placements.get().photo
    with callbacks():
        covers(edition, manager)
    client.force_login(manager)
    ulid = edition.material.ulid
    for size in ("full", "preview"):
        response = client.get(reverse("material_photo", args=[ulid, old.sha256, size]))
        assert (response.status_code, response.url) == (302, "/static/photo-gone.svg")
    [before, after] = edition.revisions.all()
    assert (edition.state, before.content["photos"][0]["sha256"]) == (
        State.SUBMITTED,
        old.sha256,
    )
    assert after.content["photos"][0]["sha256"] != old.sha256
    assert client.get(reverse("material_preview", args=[ulid])).status_code == 200
