"""The worker died over an upload, and what it was for is not shown after all."""

import pytest

from contentdesk.foundation.delivery import DeliveryState
from contentdesk.models import State
from contentdesk.services import review
from contentdesk.wordpress.models import Attachment, Removal
from tests.wordpress.publishing import approved_with_photos, run
from tests.wordpress.test_publishing_killed import Killed, dying
from tests.wordpress.test_takedown import remove, submitted, withdraws

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("answered", [False, True])
def test_given_up_its_file_is_looked_for_by_its_name(
    answered, fake_wordpress, author, manager, unit
):
    edition = approved_with_photos(author, unit, manager, "red")
    with pytest.raises(Killed):
        run(fake_wordpress, dying("upload_media", answered=answered))
    assert len(fake_wordpress.media) == answered
    edition.refresh_from_db()
    review.move(edition, "discard_approved", actor=manager)
    run(fake_wordpress)
    remove(fake_wordpress)
    assert not fake_wordpress.media
    removal = Removal.objects.get()
    assert removal.state == DeliveryState.DONE
    assert len(removal.addresses) == (2 if answered else 0)
    # What never arrived is not told to be gone.
    assert edition.events.filter(name="record_file_gone").count() == answered
    assert not Attachment.objects.exists()


def test_who_no_longer_agrees_is_not_left_on_the_site(fake_wordpress, author, manager, unit):
    edition = submitted(author, unit, manager, "red")
    review.approve(edition, actor=manager, seen_version=edition.version)
    with pytest.raises(Killed):
        run(fake_wordpress, dying("upload_media", answered=True))
    withdraws(edition, author)
    run(fake_wordpress)
    edition.refresh_from_db()
    assert (edition.state, edition.held_at is None) == (State.APPROVED, False)
    remove(fake_wordpress)
    assert not fake_wordpress.media
    assert Removal.objects.get().due_by is not None
