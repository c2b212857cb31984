"""The worker dies once the page is public and before anybody has noted it; then it must not be."""

import pytest

from contentdesk.models import State
from contentdesk.services import review, takedown
from contentdesk.wordpress.models import Delivery, Publication
from tests.wordpress.publishing import ours, run
from tests.wordpress.test_publishing_killed import Killed, dying
from tests.wordpress.test_takedown import remove, submitted, withdraws

pytestmark = pytest.mark.django_db


def killed_once_public(fake, edition):
    """Right after WordPress was told to show it."""
    with pytest.raises(Killed):
        run(fake, dying("look", answered=False))
    assert [post.status for post in ours(fake, edition)] == ["publish"]


@pytest.fixture
def first(fake_wordpress, author, unit, manager):
    """It was never on the site before."""
    edition = submitted(author, unit, manager, "red", "blue")
    review.approve(edition, actor=manager, seen_version=edition.version)
    killed_once_public(fake_wordpress, edition)
    return edition


@pytest.fixture
def back(fake_wordpress, author, unit, manager):
    """It was on the site, was taken off there, and was put back."""
    edition = submitted(author, unit, manager, "red", "blue")
    review.approve(edition, actor=manager, seen_version=edition.version)
    run(fake_wordpress)
    review.move(edition, "withdraw", actor=manager, reason="Jadwalnya salah.")
    run(fake_wordpress)
    assert [post.status for post in ours(fake_wordpress, edition)] == ["draft"]
    review.restore(edition, actor=manager, reason="Sudah benar.")
    killed_once_public(fake_wordpress, edition)
    return edition


@pytest.mark.parametrize("made", ["first", "back"])
def test_held_after_all_it_is_taken_off(made, request, fake_wordpress, author):
    """Its files were deleted there, so it is not what is public any more: the checker says no."""
    edition = request.getfixturevalue(made)
    withdraws(edition, author)
    fake_wordpress.media.clear()
    for _minute in range(3):
        run(fake_wordpress)
        remove(fake_wordpress)
    edition.refresh_from_db()
    assert edition.state == State.APPROVED
    assert edition.held_at
    assert [post.status for post in ours(fake_wordpress, edition)] == ["draft"]
    assert Publication.objects.get().state == Publication.State.REMOVED
    assert len(fake_wordpress.media) < 2
    assert not Delivery.objects.open().exists()


@pytest.mark.parametrize("made", ["first", "back"])
def test_who_no_longer_agrees_is_not_shown(made, request, fake_wordpress, author):
    edition = request.getfixturevalue(made)
    withdraws(edition, author)
    for _minute in range(3):
        run(fake_wordpress)
        takedown.take_out_withdrawn()
        remove(fake_wordpress)
    edition.refresh_from_db()
    assert edition.state == State.PUBLISHED
    [post] = ours(fake_wordpress, edition)
    assert (post.status, post.content.count("<img")) == ("publish", 1)
    assert len(fake_wordpress.media) == 1


@pytest.mark.parametrize("made", ["first", "back"])
def test_else_it_is_what_was_approved(made, request, fake_wordpress):
    edition = request.getfixturevalue(made)
    run(fake_wordpress)
    edition.refresh_from_db()
    assert edition.state == State.PUBLISHED
    assert [post.status for post in ours(fake_wordpress, edition)] == ["publish"]
    assert not Publication.objects.get().may_be_public
