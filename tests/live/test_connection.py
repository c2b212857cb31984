"""The connection check on a real WordPress: all well, nothing left, and a header that is lost."""

import pytest

from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.connection import check_connection
from contentdesk.wordpress.connection.probes import MARK, try_out
from tests.journeys.breaker import Breaker

pytestmark = pytest.mark.django_db
SECONDS = 60


@pytest.fixture
def host(wordpress_site):
    """What stands between the portal and the site, as a host's web server does."""
    host = Breaker(wordpress_site)
    yield host
    host.stop()


def test_all_is_well_and_nothing_is_left(wordpress_site):
    site = wordpress_site
    with WordPress(site.url, site.user, site.password, read_timeout=SECONDS) as wordpress:
        findings = check_connection(wordpress) + try_out(wordpress, lambda step: None)
        assert [finding.code for finding in findings if finding.remedy] == []
        assert wordpress.posts_found(MARK) == wordpress.media_found(MARK) == []
    uploads = site.folder / "wordpress" / "wp-content" / "uploads"
    assert list(uploads.rglob("connection-check*")) == []


@pytest.mark.parametrize(
    ("password", "code"),
    [(None, "login.stripped"), ("wxyz WXYZ 9876 wxyz WXYZ 9876", "login.wrong")],
)
def test_a_host_that_drops_the_login_is_told_from_a_wrong_password(host, password, code):
    host.dropped.add("authorization")
    with WordPress(host.url, host.user, password or host.password) as wordpress:
        assert check_connection(wordpress)[-1].code == code
