"""Late workers, new approvals, people at work in WordPress: one post, and only what is approved."""

import pytest
from django.urls import reverse
from django.utils import timezone

from contentdesk.foundation.delivery import DeliveryState
from contentdesk.foundation.transitions import Refused
from contentdesk.models import State
from contentdesk.services import drafts, live, review
from contentdesk.wordpress import queueing, sending, services
from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.models import Delivery
from tests.contentdesk import editions
from tests.wordpress.publishing import approved_with_photos, ours, run

pytestmark = pytest.mark.django_db


def client_of(fake, **methods):
    """A client whose named calls run a story first."""

    class Meanwhile(WordPress):
        pass

    for name, story in methods.items():
        real = getattr(WordPress, name)

        def call(self, *args, _real=real, _story=story, **kwargs):
            _story()
            return _real(self, *args, **kwargs)

        setattr(Meanwhile, name, call)
    return Meanwhile


def test_a_worker_whose_claim_ran_out_makes_no_second_post(fake_wordpress, author, manager, unit):
    edition = approved_with_photos(author, unit, manager, "red")
    others = []

    def another_worker_takes_over():
        if others:
            return
        others.append(True)
        Delivery.objects.update(claimed_until=timezone.now())
        with WordPress(fake_wordpress.url, fake_wordpress.user, fake_wordpress.password) as late:
            sending.send(Delivery.objects.get(), late)

    run(fake_wordpress, client_of(fake_wordpress, ensure_term=another_worker_takes_over))
    assert [post.status for post in ours(fake_wordpress, edition)] == ["publish"]
    assert Delivery.objects.get().state == DeliveryState.DONE


def test_corrected_and_approved_again_after_a_definite_no(fake_wordpress, author, manager, unit):
    edition = editions.approved(author, unit, manager)
    fake_wordpress.fail(when="create_post", how="forbidden")
    run(fake_wordpress)
    assert Delivery.objects.get().state == DeliveryState.FAILED
    review.move(edition, "reopen", actor=manager, reason="Jadwalnya berubah")
    draft = drafts.Draft("Judul yang dibetulkan", edition.body, None)
    drafts.save(edition, draft, actor=manager, seen_version=edition.version)
    review.approve(edition, actor=manager, seen_version=edition.version)
    run(fake_wordpress)
    edition.refresh_from_db()
    assert edition.state == State.PUBLISHED
    assert [post.title for post in ours(fake_wordpress, edition)] == ["Judul yang dibetulkan"]


def test_the_same_text_approved_again_is_tried_again(fake_wordpress, author, manager, unit):
    edition = editions.approved(author, unit, manager)
    fake_wordpress.fail(when="create_post", how="forbidden")
    run(fake_wordpress)
    review.move(edition, "reopen", actor=manager, reason="Jadwalnya berubah")
    review.approve(edition, actor=manager, seen_version=edition.version)
    run(fake_wordpress)
    edition.refresh_from_db()
    assert edition.state == State.PUBLISHED


def test_discarded_it_no_longer_counts_as_trouble(fake_wordpress, author, manager, unit):
    edition = editions.approved(author, unit, manager)
    fake_wordpress.fail(when="create_post", how="forbidden")
    run(fake_wordpress)
    review.move(edition, "discard_approved", actor=manager)
    queueing.queue_due(timezone.now())
    assert Delivery.objects.get(purpose="publish").state == DeliveryState.DROPPED


def test_words_of_a_photo_corrected_before_the_approval(fake_wordpress, author, manager, unit):
    """The photo went up with its first words; what is public with it is what was approved."""
    edition = approved_with_photos(author, unit, manager, "red")
    fake_wordpress.fail(when="create_post", how="forbidden")
    run(fake_wordpress)
    [media] = fake_wordpress.media.values()
    assert media.alt_text == "Gambar ke-1 dari kegiatan"
    review.move(edition, "reopen", actor=manager, reason="Jadwalnya berubah")
    [placement] = edition.placements.all()
    words = {placement.pk: drafts.PhotoWords("Loket", "Loket tanpa orang", "nobody")}
    draft = drafts.Draft(edition.title, edition.body, None, photos=words)
    drafts.save(edition, draft, actor=manager, seen_version=edition.version)
    review.approve(edition, actor=manager, seen_version=edition.version)
    run(fake_wordpress)
    [media] = fake_wordpress.media.values()
    assert (media.alt_text, media.caption) == ("Loket tanpa orang", "Loket")


def test_a_photo_deleted_in_wordpress_is_sent_again(fake_wordpress, author, manager, unit):
    edition = approved_with_photos(author, unit, manager, "red", "blue")
    fake_wordpress.fail(when="create_post", how="busy")
    run(fake_wordpress)
    del fake_wordpress.media[max(fake_wordpress.media)]
    run(fake_wordpress)
    edition.refresh_from_db()
    assert edition.state == State.PUBLISHED
    assert len(fake_wordpress.media) == 2


def test_a_public_page_is_not_rewritten_once_the_approval_is_gone(
    fake_wordpress, author, manager, unit
):
    edition = approved_with_photos(author, unit, manager, "red")
    fake_wordpress.fail(when="flip", how="error_before")
    run(fake_wordpress)
    [post] = ours(fake_wordpress, edition)
    post.status, post.content = "publish", post.content.replace("Selasa", "Rabu")
    shown = post.content
    live.release_flip(edition)
    reopened = []

    def reopen():
        if not reopened:
            reopened.append(True)
            with pytest.raises(Refused):
                review.move(edition, "reopen", actor=manager, reason="Jadwalnya berubah")

    run(fake_wordpress, client_of(fake_wordpress, media_by_slugs=reopen, media_with=reopen))
    assert reopened
    edition.refresh_from_db()
    assert edition.state == State.PUBLISHED
    assert post.content != shown, "the approval stood, so the approved text is there again"


def test_what_a_person_put_into_the_trash_stays_there(fake_wordpress, author, manager, unit):
    edition = editions.approved(author, unit, manager)
    fake_wordpress.fail(when="look", how="error_before")
    run(fake_wordpress)
    [post] = ours(fake_wordpress, edition)
    post.status, post.slug = "trash", f"{post.slug}__trashed"
    run(fake_wordpress)
    assert post.status == "trash"
    assert Delivery.objects.get().error_code == "trashed"
    review.move(edition, "reopen", actor=manager, reason="Jadwalnya berubah")


def test_an_error_of_our_own_is_seen_and_stops_nobody_else(
    fake_wordpress, author, manager, unit, settings
):
    broken = approved_with_photos(author, unit, manager, "red")
    whole = editions.approved(author, unit, manager)
    photo = broken.material.photos.get()
    (settings.MEDIA_ROOT / photo.file).unlink()
    run(fake_wordpress)
    whole.refresh_from_db()
    assert whole.state == State.PUBLISHED
    job = Delivery.objects.get(edition=broken)
    assert (job.state, job.error_code) == (DeliveryState.FAILED, "broke")
    assert job.next_try


def test_a_site_that_asks_for_years_is_asked_again_within_hours(
    fake_wordpress, author, manager, unit
):
    edition = editions.approved(author, unit, manager)
    queueing.queue_due(timezone.now())
    [job] = Delivery.objects.all()
    assert job.claim()
    job.later(DeliveryState.FAILED, "busy", 429, wait=999_999_999_999)
    assert (job.next_try - timezone.now()).total_seconds() < 4 * 3600
    assert edition.state == State.APPROVED


def test_the_manager_confirms_a_page_that_the_portal_does_not_get_to_see(
    fake_wordpress, author, manager, unit, client
):
    edition = editions.approved(author, unit, manager)
    fake_wordpress.fail(when="look", how="maintenance", times=None)
    run(fake_wordpress)
    assert Delivery.objects.get().error_code == "not_seen"
    client.force_login(manager)
    for _click in range(2):
        client.post(reverse("material_seen", args=[edition.material.ulid]))
    edition.refresh_from_db()
    assert edition.state == State.PUBLISHED
    assert edition.events.filter(name="confirm_seen", actor=manager).count() == 1
    assert edition.material.publication.address.startswith(fake_wordpress.url)


def test_nobody_confirms_what_was_never_shown(fake_wordpress, author, manager, unit):
    edition = editions.approved(author, unit, manager)
    fake_wordpress.fail(when="flip", how="error_before")
    run(fake_wordpress)
    assert not services.confirm_seen(edition.material, manager)
    edition.refresh_from_db()
    assert edition.state == State.APPROVED
