"""Each fault of the site, as the client names it: for a read, and for a write."""

import pickle
import socket

import pytest

from contentdesk.wordpress.client import (
    Refused,
    Unavailable,
    Unconfirmed,
    WordPress,
    WordPressError,
)

FIELDS = {"title": "Jadwal", "content": "<p>x</p>", "status": "draft"}

# fault -> what a read becomes, what a write becomes, posts made by that write
TABLE = {
    "hang": ((Unavailable, "timeout"), (Unconfirmed, "timeout"), 0),
    "hang_after": ((Unavailable, "timeout"), (Unconfirmed, "timeout"), 1),
    "lost_before": (None, (Unconfirmed, "connection_lost"), 0),  # a read is repeated once
    "lost_after": (None, (Unconfirmed, "connection_lost"), 1),
    "stop": ((Unavailable, "unreachable"), (Unconfirmed, "connection_lost"), 0),
    "stop_after": ((Unavailable, "unreachable"), (Unconfirmed, "connection_lost"), 1),
    "error_before": (
        (Unavailable, "internal_server_error"),
        (Unconfirmed, "internal_server_error"),
        0,
    ),
    "error_after": (
        (Unavailable, "internal_server_error"),
        (Unconfirmed, "internal_server_error"),
        1,
    ),
    "bad_gateway": ((Unavailable, "server_error"), (Unconfirmed, "server_error"), 0),
    "bad_gateway_after": ((Unavailable, "server_error"), (Unconfirmed, "server_error"), 1),
    "gateway_timeout": ((Unavailable, "server_error"), (Unconfirmed, "server_error"), 1),
    "login_page": ((Refused, "login_page"), (Unconfirmed, "login_page"), 0),
    "html_after": ((Refused, "not_json"), (Unconfirmed, "not_json"), 1),
    "unauthorized": ((Refused, "rest_cannot_create"), (Refused, "rest_cannot_create"), 0),
    "forbidden": ((Refused, "rest_forbidden"), (Refused, "rest_forbidden"), 0),
    "firewall": ((Refused, "firewall"), (Refused, "firewall"), 0),
    "no_route": ((Refused, "rest_no_route"), (Refused, "rest_no_route"), 0),
    "too_large": ((Refused, "too_large"), (Refused, "too_large"), 0),
    "busy": ((Unavailable, "busy"), (Unavailable, "busy"), 0),
    "maintenance": ((Unavailable, "maintenance"), (Unavailable, "maintenance"), 0),
    "truncated": (None, (Unconfirmed, "truncated"), 1),
    "no_id": ((Unavailable, "no_id"), (Unconfirmed, "no_id"), 1),
}


@pytest.fixture
def wordpress(fake_wordpress):
    fake = fake_wordpress
    with WordPress(fake.url, fake.user, fake.password, read_timeout=0.2) as wordpress:
        wordpress.index()
        yield wordpress


def met(call):
    """The class and code of the error a call raised, or None."""
    try:
        call()
    except WordPressError as error:
        return type(error), error.code
    return None


@pytest.mark.parametrize("fault", TABLE)
def test_a_read_that_fails(fake_wordpress, wordpress, fault):
    fake_wordpress.fail("read_post", fault)
    assert met(lambda: wordpress.post(1)) == TABLE[fault][0]


@pytest.mark.parametrize("fault", TABLE)
def test_a_write_that_fails(fake_wordpress, wordpress, fault):
    fake_wordpress.fail("create_post", fault)
    before = len(fake_wordpress.posts)
    assert met(lambda: wordpress.create_post(FIELDS)) == TABLE[fault][1]
    assert len(fake_wordpress.posts) - before == TABLE[fault][2]
    assert len(fake_wordpress.sent("create_post")) == 1


def test_a_site_that_is_down_got_nothing(fake_wordpress, wordpress):
    fake_wordpress.stop()
    assert met(lambda: wordpress.create_post(FIELDS)) == (Unavailable, "unreachable")
    fake_wordpress.start()
    assert wordpress.create_post(FIELDS)["id"] in fake_wordpress.posts


def test_a_name_that_is_not_there(monkeypatch):
    def unknown(*args, **options):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with WordPress("http://tiada.example", "portal", "x") as wordpress:
        assert met(lambda: wordpress.create_post(FIELDS)) == (Unavailable, "dns")


def test_tls_that_is_none(fake_wordpress):
    with WordPress(fake_wordpress.url.replace("http:", "https:"), "portal", "x") as wordpress:
        assert met(wordpress.me) == (Unavailable, "tls")


@pytest.mark.parametrize("address", ["puskesmas", "ftp://x.example", "http://"])
def test_an_address_that_is_none(address):
    with WordPress(address, "portal", "x") as wordpress:
        assert met(wordpress.me) == (Refused, "bad_address")


@pytest.mark.parametrize(("fault", "seconds"), [("busy", 120), ("maintenance", 600)])
def test_the_wait_the_site_asks_for_is_told(fake_wordpress, wordpress, fault, seconds):
    fake_wordpress.fail("create_post", fault)
    with pytest.raises(Unavailable) as error:
        wordpress.create_post(FIELDS)
    assert error.value.retry_after == seconds


def test_an_unavailable_site_that_names_no_wait_leaves_a_write_unknown(fake_wordpress, wordpress):
    from tests.fake_wordpress.messages import Response

    fake_wordpress.fail("create_post", lambda *args: Response.html("Unavailable", 503))
    assert met(lambda: wordpress.create_post(FIELDS)) == (Unconfirmed, "maintenance")


def test_gone_is_none_for_one_noun_and_an_error_elsewhere(fake_wordpress, wordpress):
    fake_wordpress.fail("any", "gone", times=3)
    assert wordpress.post(1) is None
    assert wordpress.comment(1) is None
    assert met(wordpress.comments_page) == (Refused, "rest_comment_invalid_id")


def test_a_deletion_whose_answer_is_lost_may_be_repeated(fake_wordpress, wordpress):
    media = wordpress.upload_media(
        data=b"%PDF-1.7",
        filename="a.pdf",
        content_type="application/pdf",
        slug="a",
        title="a",
        alt_text="",
        caption="",
    )
    fake_wordpress.fail("delete_media", "lost_after")
    with pytest.raises(Unconfirmed):
        wordpress.delete_media(media["id"])
    wordpress.delete_media(media["id"])
    assert not fake_wordpress.media


def test_an_error_tells_itself_and_survives_pickling():
    error = Refused("firewall", 403, "Forbidden", 5.0)
    twin = pickle.loads(pickle.dumps(error))
    assert (type(twin), vars(twin), str(twin)) == (
        Refused,
        vars(error),
        "firewall (403): Forbidden",
    )
