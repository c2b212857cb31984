"""Taken off and put back before the worker came; then it is not shown after all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contentdesk.models import State
from contentdesk.services import live, photos, review
from contentdesk.wordpress import queueing
from contentdesk.wordpress.models import Delivery, Publication
from tests.wordpress.publishing import ours, run
from tests.wordpress.test_takedown import published, remove, withdraws

pytestmark = pytest.mark.django_db


@pytest.fixture
def back(fake_wordpress, author, manager, unit):
    """Its page is public all the while; a person on its photo has agreed."""
    edition = published(fake_wordpress, author, unit, manager, "red")
    review.move(edition, "withdraw", actor=manager, reason="Jadwalnya salah.")
    review.restore(edition, actor=manager, reason="Sudah benar.")
    return edition


def no_longer_agrees(edition, author, manager):
    withdraws(edition, author)


def is_reopened(edition, author, manager):
    review.move(edition, "reopen", actor=manager, reason="Masih salah.")


def is_given_up(edition, author, manager):
    review.move(edition, "discard_approved", actor=manager)


def is_put_off(edition, author, manager):
    at = timezone.now() + timedelta(days=2)
    live.reschedule(edition, at, seen=edition.publish_at, actor=manager)


@pytest.mark.parametrize("then", [no_longer_agrees, is_reopened, is_given_up, is_put_off])
def test_its_page_is_taken_off(then, fake_wordpress, back, author, manager):
    then(back, author, manager)
    run(fake_wordpress)
    run(fake_wordpress)
    assert [post.status for post in ours(fake_wordpress, back)] == ["draft"]
    assert Publication.objects.get().state == Publication.State.REMOVED
    assert back.events.filter(name="record_removed").count() == 1
    assert Delivery.objects.filter(purpose="unpublish", state="done").count() == 1
    assert queueing.queue_due(timezone.now()) == 0


def test_the_photo_of_who_no_longer_agrees_goes_too(fake_wordpress, back, author, manager):
    withdraws(back, author)
    run(fake_wordpress)
    run(fake_wordpress)
    remove(fake_wordpress)
    assert not fake_wordpress.media


def test_without_that_photo_it_is_the_same_page_again(fake_wordpress, back, author, manager):
    withdraws(back, author)
    run(fake_wordpress)
    run(fake_wordpress)
    [post] = ours(fake_wordpress, back)
    back.refresh_from_db()
    review.move(back, "reopen", actor=manager, reason="Foto harus keluar.")
    photos.take_out(back, back.placements.get().pk, actor=manager)
    review.approve(back, actor=manager, seen_version=back.version)
    run(fake_wordpress)
    back.refresh_from_db()
    assert back.state == State.PUBLISHED
    assert [(p.id, p.status) for p in ours(fake_wordpress, back)] == [(post.id, "publish")]
    assert "<img" not in post.content


def test_what_is_shown_again_at_once_is_never_taken_off(fake_wordpress, back):
    run(fake_wordpress)
    back.refresh_from_db()
    assert back.state == State.PUBLISHED
    assert [post.status for post in ours(fake_wordpress, back)] == ["publish"]
    assert not Delivery.objects.filter(purpose="unpublish").exists()
