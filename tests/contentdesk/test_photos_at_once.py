"""Photos and boxes from two people, or two clicks, at the same instant: nothing twice or lost."""

import pytest
from django.core.files.storage import default_storage

from contentdesk.foundation.photos import Box
from contentdesk.models import Consent
from contentdesk.services import drafts, photos
from contentdesk.services.consents import Agreement, record_consent
from contentdesk.services.photos import MOST, NewPhoto
from tests.contentdesk import editions
from tests.contentdesk.test_second_clicks import at_once, fresh
from tests.wordpress.publishing import photo

pytestmark = pytest.mark.django_db(transaction=True)

FACE = [Box(0.25, 0.25, 0.5, 0.5)]


def adds(edition, actor, redrawn):
    mine = fresh(edition)
    return lambda: photos.add(mine, NewPhoto(redrawn), actor=actor)


def test_the_same_photo_from_two_at_once_is_there_once(author, colleague, unit):
    edition = editions.draft(author, unit)
    before, red = edition.version, photo("red")
    assert at_once(adds(edition, author, red), adds(edition, colleague, red)) == [True, True]
    edition.refresh_from_db()
    assert (edition.placements.count(), edition.version) == (1, before + 1)


def test_two_photos_at_once_have_two_places(author, colleague, unit):
    edition = editions.draft(author, unit)
    at_once(adds(edition, author, photo("red")), adds(edition, colleague, photo("blue")))
    assert [placement.position for placement in edition.placements.all()] == [1, 2]


def test_for_the_last_place_only_one_comes_in_time(author, colleague, unit):
    edition = editions.draft(author, unit)
    new = [NewPhoto(photo((n, 2 * n, 255 - n))) for n in range(MOST - 1)]
    said = drafts.Draft(editions.TITLE, editions.BODY, new_photos=new)
    drafts.save(edition, said, actor=author, seen_version=edition.version)
    through = at_once(adds(edition, author, photo("red")), adds(edition, colleague, photo("white")))
    assert sorted(through) == [False, True]
    assert edition.placements.count() == MOST


def test_two_who_cover_at_once_cover_once(author, colleague, unit):
    edition = editions.draft(author, unit, photos=[photo("white")])
    old = edition.placements.get().photo

    def covers(actor):
        mine = fresh(edition)
        placement = mine.placements.select_related("photo").get()
        placement.edition = mine
        return lambda: photos.cover_up(placement, FACE, drawn_on=old.sha256, actor=actor)

    assert sorted(at_once(covers(author), covers(colleague))) == [False, True]
    kept = edition.placements.get().photo
    assert default_storage.exists(kept.file)
    assert not default_storage.exists(old.file)
    assert edition.events.filter(name="cover").count() == 1


def test_a_double_click_on_a_consent_records_once(author, unit):
    edition = editions.draft(author, unit, photos=[photo("white")])
    placement = edition.placements.get()
    placement.edition = edition
    said = Agreement("Siti Aminah", "Berita", proof=photo("red"))

    def click():
        record_consent(placement, said, actor=author)

    assert at_once(click, click) == [True, True]
    assert Consent.objects.count() == 1
