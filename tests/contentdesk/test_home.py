"""The first page tells the unit what asks something of it, and what came to nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from contentdesk.models import Edition, People
from contentdesk.services import drafts, remarks, review
from tests.contentdesk import editions
from tests.contentdesk.test_consents_checked import agrees
from tests.organization.stand_ins import name
from tests.wordpress.publishing import photo

pytestmark = pytest.mark.django_db
ASKED = "There are remarks for you"


def home(client, person):
    client.force_login(person)
    return client.get(reverse("home"), headers={"accept-language": "en"}).content.decode()


def page_of(client, person, edition):
    client.force_login(person)
    url = reverse("material", args=[edition.material.ulid])
    return client.get(url, headers={"accept-language": "en"}).content.decode()


def test_a_remark_on_what_waits_is_told_until_it_is_answered(author, manager, unit, client):
    edition = editions.submitted(author, unit)
    assert editions.TITLE not in home(client, author)
    asked = remarks.write(edition, "Jam berapa?", actor=manager)
    assert ASKED in home(client, author)
    assert "There are remarks for you below." in page_of(client, author, edition)
    remarks.write(edition, "Jam delapan.", actor=author, parent=asked)
    assert ASKED not in home(client, author)
    remarks.write(edition, "Pagi?", actor=manager, parent=asked)
    assert ASKED in home(client, author)
    remarks.resolve(asked, actor=manager)
    assert ASKED not in home(client, author)


def test_a_remark_of_the_unit_itself_asks_nothing_of_it(author, unit, client):
    remarks.write(editions.submitted(author, unit), "Mohon segera.", actor=author)
    assert ASKED not in home(client, author)


def test_a_rejection_is_told_for_a_week(author, manager, unit, client):
    edition = editions.submitted(author, unit)
    review.move(edition, "reject", actor=manager, reason="Tidak sesuai.")
    assert editions.TITLE in home(client, author)
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        assert editions.TITLE not in home(client, author)


def test_what_is_held_is_told_for_the_unit_may_help(author, manager, unit, client):
    edition = editions.approved(author, unit, manager)
    assert editions.TITLE not in home(client, author)
    Edition.objects.filter(pk=edition.pk).update(held_at=timezone.now())
    assert editions.TITLE in home(client, author)


def test_a_remark_still_open_is_told_before_an_approval(author, manager, head, unit, client):
    edition = editions.submitted(author, unit)
    editions.classify(edition, manager)
    assert "not marked as done" not in page_of(client, head, edition)
    remarks.write(edition, "Jam berapa?", actor=manager)
    assert "One remark is not marked as done yet." in page_of(client, head, edition)


def test_what_a_device_kept_is_told_to_those_who_write(author, auditor, client):
    assert "data-kept-here" in home(client, author)
    assert "data-kept-here" not in home(client, auditor)


def test_who_stands_in_is_reminded_of_it(colleague, manager, head, client):
    name(manager, colleague, by=head)
    assert "You stand in for somebody" in home(client, colleague)
    assert "You stand in" not in home(client, manager)


def test_what_will_be_held_is_told_before_the_day(author, manager, unit, client):
    edition = editions.draft(author, unit, photos=[photo("white")])
    editions.say_who_is_seen(edition, author, People.CONSENTED, alt="Ibu dan anak di ruang KIA")
    consent = agrees(edition, author, "Siti Aminah", timezone.localdate() + timedelta(days=30))
    drafts.submit(edition, actor=author)
    editions.classify(edition, manager)
    at = timezone.now() + timedelta(days=5)
    review.approve(edition, actor=manager, seen_version=edition.version, publish_at=at)
    for person in (author, manager):
        assert "What would hold it back" not in page_of(client, person, edition)
    type(consent).objects.update(valid_until=timezone.localdate() + timedelta(days=2))
    for person in (author, manager):
        assert "What would hold it back" in page_of(client, person, edition)
