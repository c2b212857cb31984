"""Approving says exactly when: now, the wished morning, or a time asked for by hand."""

from datetime import date, datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from contentdesk.foundation.transitions import WrongState
from contentdesk.models import Edition, State
from contentdesk.services import drafts, live, review
from contentdesk.workflow import NotFit
from tests.contentdesk import editions

pytestmark = pytest.mark.django_db

WIB = ZoneInfo("Asia/Jakarta")
# A Wednesday, a quarter past nine.
NOW = datetime(2026, 11, 25, 9, 15, tzinfo=WIB)


@pytest.fixture(autouse=True)
def wednesday(centre):
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def submitted(author, manager, unit):
    edition = editions.submitted(author, unit)
    editions.classify(edition, manager)
    return edition


def wish(edition, day):
    Edition.objects.filter(pk=edition.pk).update(wished_day=day)


def see(client, person, edition, query="", language="en"):
    client.force_login(person)
    url = reverse("material", args=[edition.material.ulid])
    return client.get(url + query, headers={"accept-language": language})


def press(client, person, edition, name, **said):
    client.force_login(person)
    url = reverse("material_move", args=[edition.material.ulid, name])
    return client.post(url, said, headers={"accept-language": "en"})


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2026, 11, 26), "tomorrow 08:00 WIB"),
        (date(2026, 11, 30), "Monday 08:00 WIB"),
        (date(2026, 12, 2), "Wednesday 2 December 08:00 WIB"),
        (date(2027, 1, 4), "Monday 4 January 2027 08:00 WIB"),
        (None, "tomorrow 08:00 WIB"),
        # This morning has passed already.
        (date(2026, 11, 25), "tomorrow 08:00 WIB"),
    ],
)
def test_the_wished_morning_is_a_button(day, label, submitted, manager, client):
    wish(submitted, day)
    page = see(client, manager, submitted).content.decode()
    assert f"Approve – on the website {label}" in page
    assert "Approve – on the website now" in page


def test_the_zone_is_that_of_the_centre(submitted, manager, client, centre):
    type(centre).objects.update(zone="Asia/Jayapura")
    wish(submitted, date(2026, 11, 30))
    assert "Monday 08:00 WIT" in see(client, manager, submitted).content.decode()


def test_another_time_is_asked_for_and_comes_back_as_a_button(submitted, manager, client):
    response = see(client, manager, submitted, "?at=2026-11-27T13:30")
    assert "Approve – on the website Friday 13:30 WIB" in response.content.decode()
    [at] = response.context["times"]
    sent = press(
        client, manager, submitted, "approve", version=submitted.version, publish_at=at.isoformat()
    )
    assert sent.status_code == 302
    submitted.refresh_from_db()
    assert submitted.publish_at == datetime(2026, 11, 27, 13, 30, tzinfo=WIB)
    assert submitted.is_scheduled


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        ("2026-11-25T09:00", "This time has passed."),
        ("", "Choose the day and hour first."),
        ("besok", "valid date"),
        ("2026-02-30T08:00", "valid date"),
    ],
)
def test_an_unfit_hour_is_asked_again(at, sentence, submitted, manager, client):
    response = see(client, manager, submitted, f"?at={quote(at)}")
    page = response.content.decode()
    assert sentence in page
    assert f'value="{at}"' in page or not at, "what was typed is still there"
    assert "Approve – on the website now" in page


@pytest.mark.parametrize("said", ["2026-11-25T09:00:00+07:00", "2026-11-27T09:00", "besok", ""])
def test_a_button_whose_time_has_passed_or_that_was_forged(said, submitted, manager, client):
    response = press(
        client, manager, submitted, "approve", version=submitted.version, publish_at=said
    )
    assert response.status_code == 422
    assert response.context["forms"]["approve"].errors["publish_at"]
    submitted.refresh_from_db()
    assert submitted.state == State.SUBMITTED


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (None, "Approved. It goes to the website now."),
        (NOW + timedelta(days=5), "Approved. It goes to the website Monday 09:15 WIB."),
    ],
)
def test_the_answer_names_the_time(at, told, submitted, manager, client):
    form = see(client, manager, submitted).context["forms"]["approve"]
    said = {name: form[name].value() for name in ("version", "seen_class")}
    press(client, manager, submitted, "approve", **said, publish_at=at.isoformat() if at else "now")
    assert told in see(client, manager, submitted).content.decode()


@pytest.fixture
def scheduled(submitted, head):
    at = NOW + timedelta(days=2)
    review.approve(submitted, actor=head, seen_version=submitted.version, publish_at=at)
    return submitted


def test_what_is_scheduled_can_be_moved(scheduled, manager, client):
    seen, later = scheduled.publish_at, NOW + timedelta(days=5)
    said = {"seen": seen.isoformat(), "publish_at": later.isoformat()}
    assert press(client, manager, scheduled, "reschedule", **said).status_code == 302
    scheduled.refresh_from_db()
    assert (scheduled.state, scheduled.publish_at) == (State.APPROVED, later)
    page = see(client, manager, scheduled).content.decode()
    assert "Time of publication changed · to be published Monday 09:15 WIB" in page


def test_or_goes_out_now(scheduled, manager):
    live.reschedule(scheduled, None, seen=scheduled.publish_at, actor=manager)
    assert list(Edition.objects.due(timezone.now())) == [scheduled]


def test_two_reviewers_move_it_and_the_second_is_told(scheduled, manager, head, client):
    seen = scheduled.publish_at
    live.reschedule(scheduled, NOW + timedelta(days=5), seen=seen, actor=head)
    said = {"seen": seen.isoformat(), "publish_at": "now"}
    assert press(client, manager, scheduled, "reschedule", **said).status_code == 409
    scheduled.refresh_from_db()
    assert scheduled.publish_at == NOW + timedelta(days=5)


def test_what_visitors_may_see_already_is_not_moved(scheduled, manager):
    with time_machine.travel(NOW + timedelta(days=3)):
        assert live.begin_flip(scheduled, scheduled.pinned)
        later = timezone.now() + timedelta(days=1)
        with pytest.raises(WrongState):
            live.reschedule(scheduled, later, seen=scheduled.publish_at, actor=manager)


def test_the_publisher_asks_for_the_time_once_more(scheduled, manager):
    """Moved while its photos were going up: it is not shown before its new time."""
    due = NOW + timedelta(days=3)
    with time_machine.travel(due):
        later = due + timedelta(days=1)
        live.reschedule(scheduled, later, seen=scheduled.publish_at, actor=manager)
        assert not live.begin_flip(scheduled, scheduled.pinned)
    with time_machine.travel(due + timedelta(days=2)):
        assert live.begin_flip(scheduled, scheduled.pinned)


def test_it_is_not_moved_to_a_day_on_which_it_is_over(author, manager, head, unit, client):
    edition = editions.draft(author, unit)
    draft = drafts.Draft(editions.TITLE, editions.BODY, facts={"until_day": "2026-11-28"})
    drafts.save(edition, draft, actor=author, seen_version=edition.version)
    drafts.submit(edition, actor=author)
    editions.classify(edition, manager)
    review.approve(edition, actor=manager, seen_version=edition.version)
    seen, later = edition.publish_at, NOW + timedelta(days=10)
    with pytest.raises(NotFit):
        live.reschedule(edition, later, seen=seen, actor=head)
    said = {"seen": seen.isoformat(), "publish_at": later.isoformat()}
    response = press(client, head, edition, "reschedule", **said)
    assert response.status_code == 422
    assert [row.finding.code for row in response.context["checks"].stops] == ["over"]


def test_the_unit_does_not_move_it(scheduled, author):
    with pytest.raises(PermissionDenied):
        live.reschedule(scheduled, None, seen=scheduled.publish_at, actor=author)
