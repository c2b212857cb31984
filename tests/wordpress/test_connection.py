"""The connection check: what it finds, and how each thing is to be mended."""

from datetime import timedelta

import pytest
from django.utils import translation

from contentdesk.organization.models import Centre
from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.connection import check_connection, site
from contentdesk.wordpress.connection.words import WORDS, Level
from tests.fake_wordpress.messages import Response

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

ALL = ["reach", "rest", "version", "address", "permalinks", "zone", "clock", "login"]
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
        ("login_page", "login page", "say to the host: “a security filter"),
        ("firewall", "security filter", "say to the host: “a security filter"),
        ("html_after", "not as wordpress", "wordpress_url"),
        ("redirect", "leads on to another: https://www.example.org.", "puts https://www.example"),
        ("bad_gateway", "error of its own", "error log"),
        ("maintenance", "asked to wait", "again in some minutes"),
        ("hang", "too long to answer", "again in some minutes"),
        ("lost_before", "answer was lost", "again in some minutes"),
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


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ("https://puskesmas.example/wp-json/?_fields=name", "https://puskesmas.example"),
        ("https://portal:rahasia@www.puskesmas.example/", "https://www.puskesmas.example"),
        ("https://puskesmas.example/situs/wp-json/", "https://puskesmas.example/situs"),
    ],
)
def test_where_the_address_leads_to_is_named(fake_wordpress, check, location, address):
    moved = Response(301, b"", {"Location": location})
    fake_wordpress.fail("any", lambda request, commit, fake: moved, times=None)
    [finding] = check().values()
    assert (finding.code, finding.data["address"]) == ("reach.redirected", address)
    assert f"puts {address} into WORDPRESS_URL" in finding.remedy


@pytest.mark.parametrize(
    ("version", "code"),
    [
        ("7.1", "version"),
        ("6.1", "version"),
        ("6.0.9", "version.old"),
        ("5.6", "version.old"),
        ("5.5.14", "version.too_old"),
        ("10.0-beta1", "version"),
    ],
)
def test_the_version_is_read_off_the_feed(fake_wordpress, check, version, code):
    fake_wordpress.site.version = version
    finding = check()["version"]
    assert finding.code == code
    assert version.partition("-")[0] in finding.sentence
    assert ("Say to the host" in finding.remedy) == (code != "version")


def test_without_a_feed_the_version_stands_in_the_home_page(fake_wordpress, check):
    fake_wordpress.fail(lambda request: "feed" in request.query, "no_route")
    assert check()["version"].data == {"version": "6.5.5"}


def test_a_hidden_version_is_no_reason_for_alarm(fake_wordpress, check):
    fake_wordpress.site.tells_version = False
    finding = check()["version"]
    assert (finding.code, finding.remedy) == ("version.unknown", "")


def test_addresses_in_numbers_are_a_warning(fake_wordpress, check):
    fake_wordpress.site.pretty_permalinks = False
    findings = check()
    assert list(findings) == ALL
    assert (findings["permalinks"].ok, "Permalinks" in findings["permalinks"].remedy) == (
        True,
        True,
    )


def test_pages_that_only_members_may_comment_on_are_a_warning(fake_wordpress, check):
    fake_wordpress.site.comments_need_login = True
    finding = check()["visitors"]
    assert (finding.ok, "Discussion" in finding.remedy) == (True, True)


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
    assert list(check())[-1] == "clock"
    assert not check()["rest"].ok
    fake_wordpress.namespaces.append("wp/v2")
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
    assert f"its own address as {fake.url};" in findings["address"].sentence
    assert findings["address"].remedy


@pytest.mark.parametrize("missing", ["WORDPRESS_URL", "WORDPRESS_USER", "WORDPRESS_APP_PASSWORD"])
def test_a_setting_that_is_empty_means_no_site(settings, missing):
    settings.WORDPRESS_URL, settings.WORDPRESS_USER = "https://x.example", "portal"
    settings.WORDPRESS_APP_PASSWORD = "abcd"
    with site() as wordpress:
        assert "abcd" not in repr(wordpress)
    setattr(settings, missing, "")
    assert site() is None


@pytest.mark.parametrize("code", WORDS)
def test_whatever_is_not_well_says_how_to_mend_it(code):
    words = WORDS[code]
    assert bool(words.remedy) == (words.level != Level.OK)
