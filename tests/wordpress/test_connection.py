"""The connection check: what it finds, and how each thing is to be mended."""

from datetime import timedelta

import pytest
from django.utils import translation

from contentdesk.organization.models import Centre
from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.connection import check_connection, site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

ALL = ["reach", "rest", "address", "zone", "clock", "login"]
ALL += ["publish", "upload", "moderate", "posts", "comments"]


@pytest.fixture
def check(fake_wordpress):
    """Runs the check in English; findings by name."""

    def run(password=None):
        fake = fake_wordpress
        client = WordPress(fake.url, fake.user, password or fake.password, read_timeout=0.3)
        with translation.override("en"), client as wordpress:
            return {finding.name: finding for finding in check_connection(wordpress)}

    return run


def test_a_good_site_passes_in_everything(check):
    findings = check()
    assert list(findings) == ALL
    assert all(finding.ok and not finding.remedy for finding in findings.values())


def test_nothing_is_written(fake_wordpress, check):
    check()
    assert {request.method for request in fake_wordpress.requests} == {"GET"}


@pytest.mark.parametrize(
    ("fault", "words", "mend"),
    [
        ("login_page", "login page", "let the rest api through"),
        ("firewall", "security filter", "ask the host"),
        ("html_after", "not as wordpress", "wordpress_url"),
        ("redirect", "another address", "final address"),
        ("bad_gateway", "error of its own", "ask whoever hosts"),
        ("maintenance", "asked to wait", "by itself"),
        ("hang", "too long to answer", "looks at the website"),
        ("lost_before", "answer was lost", "looks at the website"),
    ],
)
def test_a_site_that_does_not_answer_ends_the_check(fake_wordpress, check, fault, words, mend):
    fake_wordpress.fail("index", fault, times=None)
    fake_wordpress.fail("look", fault, times=None)
    findings = check()
    assert list(findings) == ["reach"]
    assert not findings["reach"].ok
    assert words in str(findings["reach"].sentence).lower()
    assert mend in str(findings["reach"].remedy).lower()


def test_a_site_that_is_down(fake_wordpress, check):
    fake_wordpress.stop()
    assert "could not be reached" in str(check()["reach"].sentence)


def test_a_wrong_password_names_the_way_to_a_new_one(check):
    findings = check(password="salah")
    assert list(findings)[-1] == "login"
    assert not findings["login"].ok
    assert "Application Passwords" in str(findings["login"].remedy)
    assert "Authorization" in str(findings["login"].remedy)


@pytest.mark.parametrize(
    ("right", "name"),
    [
        ("publish_posts", "publish"),
        ("edit_others_posts", "publish"),
        ("upload_files", "upload"),
        ("moderate_comments", "moderate"),
    ],
)
def test_a_missing_right_asks_for_the_role_editor(fake_wordpress, check, right, name):
    fake_wordpress.rights.discard(right)
    failed = [finding for finding in check().values() if not finding.ok]
    assert [finding.name for finding in failed] == [name]
    assert "Editor" in str(failed[0].remedy)


def test_a_rest_api_without_posts(fake_wordpress, check):
    fake_wordpress.namespaces.remove("wp/v2")
    assert not check()["rest"].ok
    fake_wordpress.fail("find_posts", "no_route")
    assert not check()["posts"].ok


@pytest.mark.parametrize(
    ("zone", "hours", "warned"),
    [("Asia/Jakarta", 7, False), ("", 7, False), ("Asia/Makassar", 8, True), ("", 0, True)],
)
def test_another_zone_is_a_warning(fake_wordpress, check, zone, hours, warned):
    fake_wordpress.site.timezone_string, fake_wordpress.site.gmt_offset = zone, hours
    finding = check()["zone"]
    assert (finding.ok, bool(finding.remedy)) == (True, warned)


def test_the_zone_is_that_of_the_centre(fake_wordpress, check):
    Centre.objects.create(name="Puskesmas di Makassar", zone="Asia/Makassar")
    fake_wordpress.site.timezone_string, fake_wordpress.site.gmt_offset = "Asia/Makassar", 8
    assert not check()["zone"].remedy


@pytest.mark.parametrize(("minutes", "warned"), [(0, False), (4, False), (6, True), (-90, True)])
def test_clocks_apart_are_a_warning(fake_wordpress, check, minutes, warned):
    fake_wordpress.site.clock_ahead = timedelta(minutes=minutes)
    finding = check()["clock"]
    assert (finding.ok, bool(finding.remedy)) == (True, warned)
    assert str(abs(minutes)) in str(finding.sentence) or not warned


def test_the_address_by_which_the_site_knows_itself(fake_wordpress):
    fake = fake_wordpress
    address = fake.url.replace("127.0.0.1", "localhost")
    with WordPress(address, fake.user, fake.password) as wordpress:
        findings = {finding.name: finding for finding in check_connection(wordpress)}
    assert fake.url in findings["address"].sentence
    assert findings["address"].remedy


@pytest.mark.parametrize("missing", ["WORDPRESS_URL", "WORDPRESS_USER", "WORDPRESS_APP_PASSWORD"])
def test_a_setting_that_is_empty_means_no_site(settings, missing):
    settings.WORDPRESS_URL, settings.WORDPRESS_USER = "https://x.example", "portal"
    settings.WORDPRESS_APP_PASSWORD = "abcd"
    with site() as wordpress:
        assert "abcd" not in repr(wordpress)
    setattr(settings, missing, "")
    assert site() is None
