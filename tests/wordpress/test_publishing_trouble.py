"""Publishing through trouble: whatever breaks at whatever step, the next run goes on from there."""

import pytest

from contentdesk.models import State
from contentdesk.wordpress.models import Delivery
from tests.wordpress.publishing import approved_with_photos, ours, run

pytestmark = pytest.mark.django_db

STEPS = [
    "find_posts",
    "find_media",
    "upload_media",
    "find_term",
    "create_term",
    "create_post",
    "read_post",
    "flip",
    "look",
]
FAULTS = [
    "lost_before",
    "lost_after",
    "error_after",
    "bad_gateway",
    "login_page",
    "busy",
    "truncated",
]


def media_of(fake, edition):
    return [m for m in fake.media.values() if m.alt_text.startswith("Gambar")]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("fault", FAULTS)
def test_the_next_run_goes_on(step, fault, fake_wordpress, author, manager, unit):
    edition = approved_with_photos(author, unit, manager, "red", "blue")
    trouble = fake_wordpress.fail(when=step, how=fault)
    run(fake_wordpress)
    assert trouble.hits == 1
    edition.refresh_from_db()
    if edition.state != State.PUBLISHED:
        [delivery] = Delivery.objects.all()
        assert delivery.state in {"failed", "unconfirmed"}
        assert delivery.error_code
        manager_tries_again(delivery)
        run(fake_wordpress)
        edition.refresh_from_db()
    assert edition.state == State.PUBLISHED
    assert [post.status for post in ours(fake_wordpress, edition)] == ["publish"]
    assert len(media_of(fake_wordpress, edition)) == 2
    assert Delivery.objects.get().state == "done"


def manager_tries_again(delivery):
    delivery.retry()
