"""A worker killed at any call to WordPress: before the request, or with the answer unsaved."""

import pytest

from contentdesk.models import State
from contentdesk.wordpress.client import WordPress
from tests.wordpress.publishing import approved_with_photos, ours, run

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What a kill looks like from inside: nothing after it runs."""


def dying(call, *, answered, nth=1):
    """A client whose worker is killed at the nth `call`."""
    left = {"calls": nth}

    class Dying(WordPress):
        def __getattribute__(self, name):
            real = super().__getattribute__(name)
            if name != call:
                return real

            def killed(*args, **kwargs):
                left["calls"] -= 1
                if left["calls"]:
                    return real(*args, **kwargs)
                if answered:
                    real(*args, **kwargs)
                raise Killed

            return killed

    return Dying


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize(
    ("call", "nth"),
    [
        ("posts_marked", 1),
        ("media_by_slugs", 1),
        ("upload_media", 1),
        ("upload_media", 2),
        ("ensure_term", 1),
        ("ensure_term", 2),
        ("create_post", 1),
        ("post", 1),
        ("update_post", 1),
        ("look", 1),
    ],
)
def test_the_next_run_goes_on(call, nth, answered, fake_wordpress, author, manager, unit):
    edition = approved_with_photos(author, unit, manager, "red", "blue")
    with pytest.raises(Killed):
        run(fake_wordpress, dying(call, answered=answered, nth=nth))
    run(fake_wordpress)
    edition.refresh_from_db()
    assert edition.state == State.PUBLISHED
    assert [post.status for post in ours(fake_wordpress, edition)] == ["publish"]
    photos = [m.content for m in fake_wordpress.media.values()]
    assert len(photos) == len(set(photos)) == 2
