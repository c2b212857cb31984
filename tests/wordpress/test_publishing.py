"""An approved material becomes a page, once, and only what was approved."""

import pytest
from django.utils import timezone

from contentdesk.foundation.transitions import Refused
from contentdesk.models import State
from contentdesk.services import live, review
from contentdesk.wordpress import queueing
from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.models import Delivery, Publication
from tests.contentdesk import editions
from tests.wordpress.publishing import approved_with_photos, ours, run

pytestmark = pytest.mark.django_db


def test_an_announcement_with_two_photos_becomes_a_page(fake_wordpress, author, manager, unit):
    edition = approved_with_photos(author, unit, manager, "red", "blue")
    run(fake_wordpress)
    edition.refresh_from_db()
    [post] = ours(fake_wordpress, edition)
    publication = Publication.objects.get()
    assert edition.state == State.PUBLISHED
    assert (post.status, post.title) == ("publish", edition.title)
    assert publication.state == Publication.State.LIVE
    assert publication.address.endswith(f"/{post.slug}/")
    assert publication.seen_sha256
    sent = [m.content for m in fake_wordpress.media.values()]
    stored = [p.photo for p in edition.placements.select_related("photo")]
    assert len(sent) == len(stored) == 2
    assert [m.alt_text for m in fake_wordpress.media.values()] == [
        "Gambar ke-1 dari kegiatan",
        "Gambar ke-2 dari kegiatan",
    ]
    assert post.featured_media == min(fake_wordpress.media)
    assert edition.events.last().data["address"] == publication.address


def test_a_second_run_does_nothing(fake_wordpress, author, manager, unit):
    edition = approved_with_photos(author, unit, manager, "red")
    run(fake_wordpress)
    before = len(fake_wordpress.requests)
    run(fake_wordpress)
    assert len(fake_wordpress.requests) == before
    assert len(ours(fake_wordpress, edition)) == 1


def test_nothing_goes_out_before_its_time(fake_wordpress, author, manager, unit):
    editions.approved(author, unit, manager, in_minutes=10)
    run(fake_wordpress)
    assert fake_wordpress.requests == []
    assert not Delivery.objects.exists()


def test_an_approval_taken_back_before_the_run_shows_nothing(fake_wordpress, author, manager, unit):
    edition = editions.approved(author, unit, manager)
    queueing.queue_due(timezone.now())
    review.move(edition, "reopen", actor=manager, reason="Jadwalnya berubah")
    run(fake_wordpress)
    assert ours(fake_wordpress, edition) == []
    assert Delivery.objects.get().state == "dropped"


def test_an_approval_taken_back_during_the_run_shows_nothing(fake_wordpress, author, manager, unit):
    edition = editions.approved(author, unit, manager)

    class Meanwhile(WordPress):
        def create_post(self, fields):
            review.move(edition, "reopen", actor=manager, reason="Jadwalnya berubah")
            return super().create_post(fields)

    run(fake_wordpress, Meanwhile)
    assert [post.status for post in ours(fake_wordpress, edition)] == ["draft"]
    assert Delivery.objects.get().state == "dropped"


def test_approved_again_after_that_it_goes_out_as_one_post(fake_wordpress, author, manager, unit):
    edition = editions.approved(author, unit, manager)
    queueing.queue_due(timezone.now())
    review.move(edition, "reopen", actor=manager, reason="Jadwalnya berubah")
    run(fake_wordpress)
    review.approve(edition, actor=manager, seen_version=edition.version, publish_at=timezone.now())
    run(fake_wordpress)
    assert [post.status for post in ours(fake_wordpress, edition)] == ["publish"]


def test_once_it_is_being_shown_the_approval_stands(author, manager, unit):
    edition = editions.approved(author, unit, manager)
    assert live.begin_flip(edition, edition.pinned)
    with pytest.raises(Refused):
        review.move(edition, "reopen", actor=manager, reason="Jadwalnya berubah")
    live.release_flip(edition)
    review.move(edition, "reopen", actor=manager, reason="Jadwalnya berubah")
    assert edition.state == State.SUBMITTED


def test_a_post_whose_marker_was_removed_is_not_touched(fake_wordpress, author, manager, unit):
    edition = editions.approved(author, unit, manager)
    fake_wordpress.fail(when="flip", how="error_before")
    run(fake_wordpress)
    [post] = ours(fake_wordpress, edition)
    post.content = "Tulisan orang lain"
    run(fake_wordpress)
    assert post.content == "Tulisan orang lain"
    assert Delivery.objects.get().error_code == "marker_gone"
    assert not ours(fake_wordpress, edition)
