"""What an interrupted write of ours has left on the page is nobody else's deed."""

import pytest

from contentdesk.models import State
from contentdesk.services import drafts, photos, review
from contentdesk.wordpress import drift, queueing, sending
from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.models import Delivery, Publication
from tests.wordpress.publishing import ours
from tests.wordpress.test_publishing_killed import Killed, dying
from tests.wordpress.test_takedown import published, withdraws

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(fake_wordpress, author, manager, unit):
    """Approved without the photo that the live page shows."""
    first = published(fake_wordpress, author, unit, manager, "red")
    second = drafts.begin_edition(first.material, actor=author)
    photos.take_out(second, second.placements.get().pk, actor=author)
    draft = drafts.Draft("Jadwal imunisasi Januari", first.body)
    drafts.save(second, draft, actor=author, seen_version=second.version)
    drafts.submit(second, actor=author)
    review.approve(second, actor=manager, seen_version=second.version)
    return second


@pytest.fixture
def interrupted(fake_wordpress, second, author):
    """The photo had to go from the live page, and the worker died right after it was gone."""
    withdraws(second.material.live, author)
    queueing.queue_due(second.publish_at)
    with pytest.raises(Killed):
        send(fake_wordpress, second.material.live, dying("update_post", answered=True))
    [post] = ours(fake_wordpress, second)
    assert "<img" not in post.content
    return second


def send(fake, edition, client=WordPress):
    Delivery.objects.filter(state="sending").update(claimed_until=edition.updated_at)
    delivery = Delivery.objects.open().get(edition=edition)
    with client(fake.url, fake.user, fake.password, read_timeout=1) as wordpress:
        return sending.send(delivery, wordpress)


def drifted(fake, edition):
    """The kind of the drift that is found now, or None."""
    [post] = ours(fake, edition)
    with WordPress(fake.url, fake.user, fake.password) as wordpress:
        return drift.of(Publication.objects.get(), wordpress.post(post.id)).get("kind")


def test_the_next_edition_is_written_over_it(fake_wordpress, interrupted):
    assert send(fake_wordpress, interrupted)
    interrupted.refresh_from_db()
    assert interrupted.state == State.PUBLISHED
    assert not Publication.objects.get().drift


def test_nor_is_it_after_a_second_interruption(fake_wordpress, interrupted):
    with pytest.raises(Killed):
        send(fake_wordpress, interrupted, dying("update_post", answered=False))
    assert drifted(fake_wordpress, interrupted) is None
    assert send(fake_wordpress, interrupted)


def test_somebody_elses_words_are_still_found(fake_wordpress, interrupted):
    [post] = ours(fake_wordpress, interrupted)
    post.content += "<p>Tambahan.</p>"
    assert not send(fake_wordpress, interrupted)
    assert Delivery.objects.get(edition=interrupted).error_code == "drifted"
    assert Publication.objects.get().drift["kind"] == "edited"


def test_once_it_has_come_through_only_that_counts(fake_wordpress, interrupted):
    [post] = ours(fake_wordpress, interrupted)
    left = post.content
    assert send(fake_wordpress, interrupted)
    post.content = left
    assert drifted(fake_wordpress, interrupted) == "edited"
