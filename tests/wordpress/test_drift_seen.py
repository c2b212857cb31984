"""What people are told about a page that somebody has changed on WordPress, and what ends it."""

import pytest
from django.urls import reverse

from contentdesk.models import State
from contentdesk.services import review
from contentdesk.wordpress import drift, mending
from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.models import Delivery, Publication
from tests.wordpress.publishing import approved_with_photos, ours, run
from tests.wordpress.test_drift import compare

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(fake_wordpress, settings, author, unit, manager):
    settings.WORDPRESS_URL = fake_wordpress.url
    edition = approved_with_photos(author, unit, manager, "red", "blue")
    run(fake_wordpress)
    edition.refresh_from_db()
    return edition


def page_of(client, edition, person):
    client.force_login(person)
    return client.get(reverse("material", args=[edition.material.ulid])).content.decode()


def test_a_photo_deleted_there_is_noticed_and_sent_again(fake_wordpress, live, manager, client):
    gone = max(fake_wordpress.media)
    del fake_wordpress.media[gone]
    assert compare(fake_wordpress) == (1, 1)
    page = page_of(client, live, manager)
    assert "Gambar ke-2 dari kegiatan" in page
    assert "dihapus dari pustaka media" in page
    mending.ours_again(live.material, actor=manager)
    run(fake_wordpress)
    assert len(fake_wordpress.media) == 2
    assert compare(fake_wordpress) == (1, 0)
    assert live.events.last().name == "record_again"


@pytest.mark.parametrize("status", ["trash", "draft"])
def test_it_is_not_said_to_be_seen_by_visitors(status, fake_wordpress, live, everyone, client):
    [post] = ours(fake_wordpress, live)
    post.status = status
    compare(fake_wordpress)
    for who in ("manager", "head", "author"):
        page = page_of(client, live, everyone[who])
        assert "Tidak tampak di situs" in page
        assert "dan dapat dilihat pengunjung" not in page


@pytest.mark.parametrize("who", ["manager", "head"])
def test_it_stands_on_the_first_page(who, fake_wordpress, live, everyone, client):
    [post] = ours(fake_wordpress, live)
    post.status = "trash"
    compare(fake_wordpress)
    client.force_login(everyone[who])
    for name in ("home", "website"):
        page = client.get(reverse(name)).content.decode()
        assert "Dipindahkan ke tempat sampah WordPress" in page
        assert live.title in page


def test_restored_there_it_is_looked_at_when_asked(fake_wordpress, live, manager, client):
    [post] = ours(fake_wordpress, live)
    post.status = "trash"
    compare(fake_wordpress)
    with WordPress(fake_wordpress.url, fake_wordpress.user, fake_wordpress.password) as wordpress:
        post.status = "publish"
        assert drift.compare_all(wordpress) == (0, 0), "it was looked at tonight"
        client.force_login(manager)
        client.post(reverse("material_drift", args=[live.material.ulid, "look"]))
        assert drift.compare_all(wordpress) == (1, 0)
    assert Publication.objects.get().drifted_at is None


def test_taken_off_here_too_there_is_nothing_left_to_decide(fake_wordpress, live, manager):
    [post] = ours(fake_wordpress, live)
    post.status = "trash"
    compare(fake_wordpress)
    review.move(live, "withdraw", actor=manager, reason="Tidak berlaku lagi.")
    run(fake_wordpress)
    publication = Publication.objects.get()
    assert (publication.state, publication.drift) == (Publication.State.REMOVED, {})
    assert publication.drifted_at is None


def test_what_was_held_up_by_it_goes_on_once_it_is_put_right(fake_wordpress, live, manager):
    """The page was in the trash when it was to be put back; then somebody restored it there."""
    [post] = ours(fake_wordpress, live)
    post.status = "trash"
    review.move(live, "withdraw", actor=manager, reason="Jadwalnya salah.")
    review.restore(live, actor=manager, reason="Sudah benar.")
    run(fake_wordpress)
    assert Delivery.objects.open().get().error_code == "trashed"
    post.status = "publish"
    mending.look_again(live.material, actor=manager)
    run(fake_wordpress)
    live.refresh_from_db()
    assert live.state == State.PUBLISHED
