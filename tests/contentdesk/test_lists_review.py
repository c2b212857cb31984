"""The review queue: in which order, and who has what in hand."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from contentdesk.models import Edition
from contentdesk.services import drafts, reviewers
from tests.contentdesk import editions

pytestmark = pytest.mark.django_db
QUEUE = "/review/"


@pytest.fixture
def client(manager):
    client = Client(headers={"accept-language": "en"})
    client.force_login(manager)
    return client


def shown(client):
    return [edition.title for edition in client.get(QUEUE).context["editions"]]


def test_at_once_then_by_wished_day_then_by_waiting(author, unit, client):
    now = timezone.now()
    day = timezone.localdate() + timedelta(days=3)
    for title, columns in {
        "any day, later": {"submitted_at": now},
        "any day, first": {"submitted_at": now - timedelta(days=9)},
        "next week": {"wished_day": day + timedelta(days=7)},
        "in three days": {"wished_day": day},
        "immediate": {"classification": "immediate", "submitted_at": now},
        "pressing": {"pressing": True, "submitted_at": now - timedelta(hours=1)},
    }.items():
        edition = editions.submitted(author, unit, title=title)
        Edition.objects.filter(pk=edition.pk).update(**columns)
    editions.draft(author, unit, title="still being written")
    assert shown(client) == [
        "pressing",
        "immediate",
        "in three days",
        "next week",
        "any day, first",
        "any day, later",
    ]


def test_who_has_it_in_hand_and_until_when(author, unit, head, client):
    edition = editions.submitted(author, unit)
    assert "Hadi Kepala" not in client.get(QUEUE).content.decode()
    reviewers.claim(edition, actor=head)
    until = timezone.localtime(edition.claimed_until)
    assert f"Hadi Kepala is reviewing, until {until:%H:%M}" in client.get(QUEUE).content.decode()
    Edition.objects.update(claimed_until=timezone.now() - timedelta(minutes=1))
    assert "Hadi Kepala" not in client.get(QUEUE).content.decode()


def test_a_change_of_a_live_page_is_told_apart(author, unit, manager, client):
    live = editions.published(author, unit, manager)
    drafts.submit(drafts.begin_edition(live.material, actor=author), actor=author)
    assert "Change of a live page" in client.get(QUEUE).content.decode()


def test_a_long_queue_has_pages(author, unit, client):
    for number in range(27):
        editions.submitted(author, unit, title=f"{number}")
    assert len(shown(client)) == 25
    page = client.get(QUEUE, {"page": 2})
    assert [edition.title for edition in page.context["editions"]] == ["25", "26"]
    assert len(client.get(QUEUE, {"page": "nonsense"}).context["editions"]) == 25
