"""The page of the connection: who sees it, what it tells, and that one check is made at a time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contentdesk.foundation.delivery import DeliveryState
from contentdesk.wordpress import checking, tasks
from contentdesk.wordpress.models import ConnectionCheck
from tests.fake_wordpress import before

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}

SEES = {
    "author": 403,
    "colleague": 403,
    "manager": 200,
    "lead": 403,
    "deputy": 403,
    "team_member": 403,
    "head": 200,
    "auditor": 403,
    "outsider": 403,
    "admin": 200,
}


@pytest.fixture(autouse=True)
def connected(fake_wordpress, settings):
    settings.WORDPRESS_URL = fake_wordpress.url
    settings.WORDPRESS_USER = fake_wordpress.user
    settings.WORDPRESS_APP_PASSWORD = fake_wordpress.password
    return fake_wordpress


@pytest.fixture
def page(client):
    """The page as a person reads it in English."""

    def read(person):
        client.force_login(person)
        answer = client.get(reverse("website_connection"), headers=ENGLISH)
        return answer.content.decode()

    return read


@pytest.fixture
def press(client):
    """Presses “Check now”; what is said then."""

    def post(person):
        client.force_login(person)
        url = reverse("website_connection_check")
        return client.post(url, headers=ENGLISH, follow=True).content.decode()

    return post


def test_who_sees_it_and_who_may_have_it_checked(everyone, client):
    seen, asked = {}, {}
    for who, person in everyone.items():
        client.force_login(person)
        seen[who] = client.get(reverse("website_connection")).status_code
        asked[who] = client.post(reverse("website_connection_check")).status_code
        assert client.get(reverse("website_connection_check")).status_code == 405
    assert seen == SEES
    assert asked == {who: 302 if status == 200 else 403 for who, status in SEES.items()}
    assert ConnectionCheck.objects.count() == 1


def test_the_ways_there(manager, head, admin, author, client):
    address = reverse("website_connection")
    ways = {}
    for person in (manager, head, admin, author):
        client.force_login(person)
        there = reverse("website") if person in (manager, head) else reverse("account_logout")
        ways[person.username] = address in client.get(there).content.decode()
    assert ways == {"manager": True, "head": True, "admin": True, "author": False}


def test_before_the_first_check_it_says_what_to_do(page, manager):
    shown = page(manager)
    assert "Not checked yet" in shown
    assert "Check now" in shown


def test_pressing_writes_a_row_and_asks_nothing_of_the_site(connected, press, page, manager, head):
    assert "The check begins now." in press(manager)
    assert connected.requests == []
    shown = page(head)
    assert "Waits for its turn" in shown
    assert manager.name in shown
    assert "Look again" in shown
    assert reverse("website_connection_check") not in shown
    assert "A check is under way already." in press(head)
    assert ConnectionCheck.objects.get().asked_by == manager


def test_the_worker_carries_it_out_and_everybody_reads_it_in_their_language(
    connected, press, page, manager, admin, client
):
    connected.site.timezone_string = "Asia/Jayapura"
    press(manager)
    assert tasks.check_connection() == 1
    assert tasks.check_connection() == 0
    shown = page(admin)
    assert "It works, but something should be seen to" in shown
    assert "Asia/Jayapura" in shown
    assert shown.index("See to it") < shown.index("Fine")
    assert "The website answers" not in client.get(reverse("website_connection")).content.decode()
    assert "Check now" in shown


def test_all_is_well_and_it_does_not_work(connected, press, page, manager):
    press(manager)
    tasks.check_connection()
    assert "All is well" in page(manager)
    connected.site.strips_authorization = True
    press(manager)
    assert "All is well" in page(manager)  # the last one stands there until the next is done
    tasks.check_connection()
    shown = page(manager)
    assert "It does not work" in shown
    assert "Say to the host" in shown


def test_a_worker_that_died_holds_it_until_its_lease_ends(press, page, manager):
    press(manager)
    check = ConnectionCheck.objects.get()
    assert check.claim()
    assert "Being checked" in page(manager)
    assert tasks.check_connection() == 0
    ConnectionCheck.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert tasks.check_connection() == 1
    assert "All is well" in page(manager)


def test_a_check_that_kills_its_worker_each_time_is_given_up(connected, press, page, manager):
    press(manager)
    for _attempt in range(checking.MOST_ATTEMPTS):
        assert ConnectionCheck.objects.get().claim()
        ConnectionCheck.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert tasks.check_connection() == 1
    assert "could not be carried out" in page(manager)
    assert connected.requests == []


def test_an_error_of_our_own_is_told_and_ends_it(connected, press, page, manager, caplog):
    press(manager)
    connected.fail("me", lambda request, commit, fake: strange(commit()))
    assert tasks.check_connection() == 1
    assert "could not be carried out" in page(manager)
    assert "connection check" in caplog.text


def strange(response):
    """An answer that no WordPress gives."""
    response.body = b'{"id": 1, "capabilities": "all"}'
    return response


@pytest.mark.django_db(transaction=True)
def test_a_check_that_another_worker_took_over_is_left_to_it(connected, press, manager):
    def taken_over(request):
        ConnectionCheck.objects.update(claim_token=None)
        connection.close()

    press(manager)
    [check] = checking.due(timezone.now())
    connected.fail("list_comments", before(taken_over))
    assert not checking.run(check)
    assert connected.sent("create_post") == connected.sent("upload_media") == []
    assert ConnectionCheck.objects.get().state == DeliveryState.SENDING


def test_a_check_of_a_site_that_is_no_longer_connected_is_dropped(press, page, manager, settings):
    press(manager)
    settings.WORDPRESS_URL = "http://127.0.0.1:1"
    tasks.check_connection()
    assert ConnectionCheck.objects.get().state == DeliveryState.DROPPED
    assert "Not checked yet" in page(manager)


@pytest.mark.parametrize("name", ["WORDPRESS_URL", "WORDPRESS_USER", "WORDPRESS_APP_PASSWORD"])
def test_without_a_setting_it_names_the_setting(settings, page, press, manager, name):
    setattr(settings, name, "")
    shown = page(manager)
    assert "No website is connected yet" in shown
    assert f"<strong>{name}</strong>" in shown
    assert shown.count("<strong>WORDPRESS_") == 1
    assert "Check now" not in shown
    press(manager)
    tasks.check_connection()
    assert "a setting is empty" in page(manager)


def test_the_password_is_nowhere(connected, press, page, manager, settings, caplog):
    marker = "RAHASIAxRAHASIAxRAHASIAx"
    caplog.set_level("DEBUG")
    for password in (marker, "kata-RAHASIA"):
        settings.WORDPRESS_APP_PASSWORD = password
        press(manager)
        tasks.check_connection()
        shown = page(manager)
        assert settings.WORDPRESS_URL in shown
        assert "RAHASIA" not in shown
    assert "RAHASIA" not in caplog.text
    rows = list(ConnectionCheck.objects.values())
    assert "RAHASIA" not in str(rows)
    assert [row["findings"][-1]["code"] for row in rows] == ["login.wrong", "login.other_kind"]


def test_an_old_row_with_a_finding_nobody_knows_any_more(connected, page, manager):
    findings = [{"code": "reach", "data": {"name": "Situs"}}, {"code": "gone.by", "data": {}}]
    ConnectionCheck.objects.create(site=connected.url, state="done", findings=findings)
    assert "The website answers: Situs." in page(manager)


def test_as_many_questions_for_many_checks_as_for_one(connected, manager, client):
    client.force_login(manager)
    counts = []
    for _round in range(2):
        for number in range(5):
            found = [{"code": "reach", "data": {"name": f"{number}"}}] * (number + 1)
            ConnectionCheck.objects.create(
                site=connected.url, state="done", asked_by=manager, findings=found
            )
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("website_connection"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
