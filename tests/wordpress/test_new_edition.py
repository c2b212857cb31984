"""A published material is changed: the page stays until the new edition is approved."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contentdesk.models import Material, State
from contentdesk.services import drafts, review
from contentdesk.wordpress.models import Publication
from tests.contentdesk import editions
from tests.wordpress.publishing import approved_with_photos, ours, photo, run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages_in_english(client):
    """Sentences as they stand in the code."""
    client.cookies["django_language"] = "en"


@pytest.fixture
def first(fake_wordpress, author, manager, unit):
    """Edition 1 with two photos, on the website."""
    edition = approved_with_photos(author, unit, manager, "red", "blue")
    run(fake_wordpress)
    edition.refresh_from_db()
    assert edition.state == State.PUBLISHED
    return edition


def changed(first, author, title="Jadwal imunisasi Januari"):
    """A new edition with another title, sent for review."""
    edition = drafts.begin_edition(Material.objects.get(pk=first.material_id), actor=author)
    draft = drafts.Draft(title, first.body)
    drafts.save(edition, draft, actor=author, seen_version=edition.version)
    drafts.submit(edition, actor=author)
    return edition


def shown(fake, edition):
    [post] = ours(fake, edition)
    return post.id, post.status, post.title, post.content, post.slug


def test_rejected_the_page_is_untouched_and_nothing_is_sent(fake_wordpress, first, author, manager):
    before = shown(fake_wordpress, first), len(fake_wordpress.requests)
    edition = changed(first, author)
    run(fake_wordpress)
    review.move(edition, "reject", actor=manager, reason="Belum pasti.")
    run(fake_wordpress)
    assert (shown(fake_wordpress, first), len(fake_wordpress.requests)) == before
    first.refresh_from_db()
    assert first.state == State.PUBLISHED


def test_discarded_after_the_approval_the_page_is_untouched(fake_wordpress, first, author, manager):
    before = shown(fake_wordpress, first), len(fake_wordpress.requests)
    edition = changed(first, author)
    editions.classify(edition, manager)
    review.approve(edition, actor=manager, seen_version=edition.version, publish_at=timezone.now())
    review.move(edition, "discard_approved", actor=manager)
    run(fake_wordpress)
    assert (shown(fake_wordpress, first), len(fake_wordpress.requests)) == before


def test_rejected_once_then_approved_the_same_page_is_changed(
    fake_wordpress, first, author, manager
):
    post_id, _status, _title, _content, slug = shown(fake_wordpress, first)
    media = dict(fake_wordpress.media)
    rejected = changed(first, author, "Judul yang ditolak")
    review.move(rejected, "reject", actor=manager, reason="Belum pasti.")
    edition = changed(first, author)
    review.approve(edition, actor=manager, seen_version=edition.version, publish_at=timezone.now())
    run(fake_wordpress)
    edition.refresh_from_db()
    first.refresh_from_db()
    assert (edition.number, edition.state) == (3, State.PUBLISHED)
    assert first.state == State.SUPERSEDED
    now = shown(fake_wordpress, first)
    assert (now[0], now[1], now[2], now[4]) == (
        post_id,
        "publish",
        "Jadwal imunisasi Januari",
        slug,
    )
    # The photos are the same: not one of them was sent again.
    assert dict(fake_wordpress.media) == media
    assert Publication.objects.get().revision == edition.pinned


def test_only_the_new_photo_is_sent(fake_wordpress, first, author, manager):
    known = set(fake_wordpress.media)
    edition = drafts.begin_edition(Material.objects.get(), actor=author)
    new = editions.NewPhoto(photo("green"), (), "nobody")
    draft = drafts.Draft(first.title, first.body, new_photos=[new])
    drafts.save(edition, draft, actor=author, seen_version=edition.version)
    placement = edition.placements.last()
    words = {placement.pk: drafts.PhotoWords("", "Bidan membagikan buku", "nobody")}
    draft = drafts.Draft(first.title, first.body, photos=words)
    drafts.save(edition, draft, actor=author, seen_version=edition.version)
    drafts.submit(edition, actor=author)
    review.approve(edition, actor=manager, seen_version=edition.version, publish_at=timezone.now())
    run(fake_wordpress)
    assert len(set(fake_wordpress.media) - known) == 1
    [post] = ours(fake_wordpress, edition)
    assert post.content.count("<figure") == 3


@pytest.mark.parametrize("ending", ["open", "submitted", "rejected", "approved"])
def test_the_page_of_the_material_still_shows_address_and_proof(
    ending, fake_wordpress, first, author, manager, client
):
    if ending == "open":
        drafts.begin_edition(Material.objects.get(), actor=author)
    else:
        edition = changed(first, author)
    if ending == "rejected":
        review.move(edition, "reject", actor=manager, reason="Belum pasti.")
    if ending == "approved":
        at = timezone.now() + timedelta(hours=3)
        review.approve(edition, actor=manager, seen_version=edition.version, publish_at=at)
    client.force_login(author)
    page = client.get(reverse("material", args=[first.material.ulid])).content.decode()
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert page.count(f'href="{Publication.objects.get().address}"') == 1
    assert "Seen there as a visitor: today" in words
    assert ("It goes to the website by itself" in words) == (ending == "approved")
