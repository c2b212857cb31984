"""Why the portal was not let in: told apart without anything installed on the site."""

import pytest

from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.connection import check_connection
from tests.fake_wordpress.messages import Response

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

WRONG = "wxyz WXYZ 9876 wxyz WXYZ 9876"


@pytest.fixture
def login(fake_wordpress):
    """The last finding of a check, which is that of the login."""

    def run(password=fake_wordpress.password):
        fake = fake_wordpress
        with WordPress(fake.url, fake.user, password, read_timeout=0.3) as wordpress:
            return check_connection(wordpress)[-1]

    return run


def refused(code):
    body = {"code": code, "message": "…", "data": {"status": 401}}
    return lambda request, commit, fake: Response.json(body, 401)


def asked_by_message(fake):
    return [request for request in fake.requests if request.path == "/xmlrpc.php"]


def test_a_wrong_password_asks_for_a_new_one(fake_wordpress, login):
    finding = login(WRONG)
    assert finding.code == "login.wrong"
    assert "new application password" in finding.remedy
    assert "Say to the host" not in finding.remedy
    assert len(asked_by_message(fake_wordpress)) == 1


def test_a_login_that_does_not_arrive_is_the_hosts_to_mend(fake_wordpress, login):
    fake_wordpress.site.strips_authorization = True
    finding = login()
    assert finding.code == "login.stripped"
    assert "Say to the host" in finding.remedy
    assert "Authorization" in finding.remedy


def test_a_wrong_password_behind_such_a_host_is_wrong_first(fake_wordpress, login):
    fake_wordpress.site.strips_authorization = True
    assert login(WRONG).code == "login.wrong"


@pytest.mark.parametrize("fault", ["lost_before", "hang", "firewall", "html_after", "redirect"])
def test_where_messages_are_turned_away_both_causes_are_named(fake_wordpress, login, fault):
    fake_wordpress.site.strips_authorization = True
    fake_wordpress.fail("POST /xmlrpc.php", fault, times=None)
    finding = login()
    assert finding.code == "login.unclear"
    assert finding.remedy.index("password") < finding.remedy.index("Authorization")


def test_where_messages_are_switched_off_both_causes_are_named(fake_wordpress, login):
    fake_wordpress.site.xmlrpc = False
    assert login(WRONG).code == "login.unclear"


@pytest.mark.parametrize("password", ["rahasia", "kata sandi akun saya", "x" * 25])
def test_the_accounts_own_password_is_told_by_its_form_and_not_sent_about(
    fake_wordpress, login, password
):
    finding = login(password)
    assert (finding.code, finding.ok) == ("login.other_kind", False)
    assert "24 letters and digits" in finding.remedy
    assert asked_by_message(fake_wordpress) == []


@pytest.mark.parametrize("code", ["incorrect_password", "invalid_username", "invalid_email"])
def test_where_the_site_itself_says_wrong_nothing_more_is_asked(fake_wordpress, login, code):
    fake_wordpress.fail("me", refused(code))
    assert login().code == "login.wrong"
    assert asked_by_message(fake_wordpress) == []


def test_a_site_without_application_passwords(fake_wordpress, login):
    fake_wordpress.site.application_passwords = False
    finding = login()
    assert finding.code == "login.unavailable"
    assert "https://" in finding.remedy


def test_an_account_without_application_passwords(fake_wordpress, login):
    fake_wordpress.fail("me", refused("application_passwords_disabled_for_user"))
    assert login().code == "login.forbidden"


def test_another_refusal_keeps_its_own_words(fake_wordpress, login):
    fake_wordpress.fail("me", "firewall")
    finding = login()
    assert (finding.code, finding.data["error"]) == ("login.error", "firewall")


def test_no_password_is_in_a_finding(fake_wordpress, login):
    fake_wordpress.site.strips_authorization = True
    for password in (fake_wordpress.password, WRONG, "kata sandi"):
        assert password not in f"{login(password)} {login(password).as_json()}"
