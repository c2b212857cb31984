"""How the client asks: addresses, headers, bounds, and what its log shows."""

import logging
import time

import pytest

from contentdesk.wordpress.client import Refused, Unavailable, Unconfirmed, WordPress
from tests.fake_wordpress.messages import Response

FIELDS = {"title": "Rahasia", "content": "<p>Pasien Budi</p>", "status": "draft"}


@pytest.fixture
def wordpress(fake_wordpress):
    fake = fake_wordpress
    with WordPress(f"{fake.url}/", fake.user, fake.password) as wordpress:
        yield wordpress


def answering(response):
    return lambda request, commit, fake: response


def test_without_pretty_permalinks_the_other_root_is_found(fake_wordpress, wordpress):
    fake_wordpress.site.pretty_permalinks = False
    post = wordpress.create_post(FIELDS)
    assert wordpress.post(post["id"])["title"]["raw"] == "Rahasia"
    assert len(fake_wordpress.sent("create_post")) == 1


def test_a_first_read_finds_the_other_root_too(fake_wordpress, wordpress):
    fake_wordpress.site.pretty_permalinks = False
    assert wordpress.post(1)["id"] == 1


def test_a_site_that_is_no_wordpress_gets_no_write(fake_wordpress, wordpress):
    page = Response.html("<h1>It works</h1>")
    fake_wordpress.fail("any", answering(page), times=None)
    with pytest.raises(Refused) as error:
        wordpress.create_post(FIELDS)
    assert error.value.code == "not_json"
    assert not fake_wordpress.sent("create_post")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_write_is_never_sent_on(fake_wordpress, wordpress, status):
    response = Response(status, b"", {"Location": "https://www.example.org/wp-json/"})
    fake_wordpress.fail("create_post", answering(response))
    with pytest.raises(Refused) as error:
        wordpress.create_post(FIELDS)
    assert (error.value.code, error.value.detail) == ("redirected", response.headers["Location"])
    assert len(fake_wordpress.posts) == 1


def test_a_read_is_not_sent_on_either_and_tells_where_to(fake_wordpress, wordpress):
    location = "https://www.example.org/wp-json/wp/v2/users/me"
    fake_wordpress.fail("me", answering(Response(302, b"", {"Location": f"{location}?x=1"})))
    with pytest.raises(Refused) as error:
        wordpress.me()
    assert (error.value.code, error.value.detail) == ("redirected", location)


def test_a_redirect_to_the_login_page_is_told_as_that(fake_wordpress, wordpress):
    location = f"{fake_wordpress.url}/wp-login.php?redirect_to=x"
    fake_wordpress.fail("me", answering(Response(302, b"", {"Location": location})))
    with pytest.raises(Refused, match="login_page"):
        wordpress.me()


def test_a_redirect_to_itself_is_followed_once(fake_wordpress, wordpress):
    # WordPress Playground answers its very first request so.
    itself = Response(302, b"", {"Location": "/wp-json/wp/v2/users/me?context=edit"})
    fake_wordpress.fail("me", answering(itself))
    assert wordpress.me()["name"] == "Puskesmas"
    fake_wordpress.fail("me", answering(itself), times=None)
    with pytest.raises(Refused, match="redirected"):
        wordpress.me()


def test_a_strangers_look_goes_where_it_is_sent(fake_wordpress, wordpress):
    page = wordpress.look("/?p=1")
    assert (page.status, page.url) == (200, f"{wordpress.url}/hello-world/")
    fake_wordpress.fail("look", answering(Response(301, b"", {"Location": "/"})), times=None)
    with pytest.raises(Refused, match="redirected"):
        wordpress.look("/")


def test_an_answer_without_end_is_cut_off(fake_wordpress, wordpress, monkeypatch):
    monkeypatch.setattr("contentdesk.wordpress.client.wire.MAX_BODY", 1000)
    huge = Response.json({"id": 1, "x": "x" * 2000})
    fake_wordpress.fail("me", answering(huge))
    fake_wordpress.fail("create_post", answering(huge))
    with pytest.raises(Refused, match="too_big"):
        wordpress.me()
    with pytest.raises(Unconfirmed, match="too_big"):
        wordpress.create_post(FIELDS)


def test_a_read_is_repeated_once_and_a_slow_one_is_not(fake_wordpress):
    fake = fake_wordpress
    with WordPress(fake.url, fake.user, fake.password, read_timeout=0.2) as wordpress:
        fake.fail("me", "lost_before", times=2)
        with pytest.raises(Unavailable):
            wordpress.me()
        assert len(fake.sent("me")) == 2
        fake.fail("me", "hang")
        started = time.monotonic()
        with pytest.raises(Unavailable):
            wordpress.me()
        assert time.monotonic() - started < 1
        assert len(fake.sent("me")) == 3


def test_the_log_has_a_line_per_call_and_no_words(fake_wordpress, wordpress, caplog):
    caplog.set_level(logging.DEBUG, "contentdesk.wordpress.client")
    wordpress.create_post(FIELDS)
    wordpress.terms("categories", "Budi")
    fake_wordpress.fail("me", "lost_before", times=2)
    with pytest.raises(Unavailable):
        wordpress.me()
    lines = [x.getMessage() for x in caplog.records if x.name == "contentdesk.wordpress.client"]
    said = [" ".join(line.split()[:3]) for line in lines]
    assert said == [
        "GET / 200",
        "POST /wp/v2/posts 201",
        "GET /wp/v2/categories 200",
        "GET /wp/v2/users/me connection_lost",
        "GET /wp/v2/users/me connection_lost",
    ]
    for word in ("Rahasia", "Budi", fake_wordpress.password):
        assert word not in repr(wordpress) + "".join(lines)


def test_the_portal_says_who_asks_and_a_stranger_does_not_log_in(fake_wordpress, wordpress):
    wordpress.me()
    wordpress.look("/hello-world/")
    asked, looked = fake_wordpress.requests[-2:]
    assert asked.headers["User-Agent"] == looked.headers["User-Agent"] == "puskesmas-portal/1"
    assert asked.user == fake_wordpress.user
    assert looked.headers["Cache-Control"] == "no-cache"
    assert not {"Authorization", "Cookie"} & set(looked.headers)


def test_a_stranger_sees_any_status_and_utf_8(fake_wordpress, wordpress):
    fake_wordpress.fail("look", answering(Response(410, "hilang – é".encode())))
    page = wordpress.look("/x/")
    assert (page.status, page.text, page.url) == (410, "hilang – é", f"{wordpress.url}/x/")


def test_a_name_outside_latin_1_logs_in(fake_wordpress):
    fake_wordpress.site.user = "portal–ő"
    with WordPress(fake_wordpress.url, "portal–ő", fake_wordpress.password) as wordpress:
        assert wordpress.me()["username"] == "portal–ő"


def test_a_category_beyond_the_first_hundred(fake_wordpress, wordpress):
    for number in range(130):
        wordpress.ensure_term("categories", f"Kategori {number}")
    count = len(fake_wordpress.categories)
    assert wordpress.ensure_term("categories", "kategori 129") == max(fake_wordpress.categories)
    assert len(fake_wordpress.categories) == count == len(wordpress.terms("categories"))


def test_a_category_made_meanwhile_by_another_is_used(fake_wordpress, wordpress):
    made = wordpress.ensure_term("categories", "Gizi")
    fake_wordpress.fail("find_term", answering(Response.json([])))
    assert wordpress.ensure_term("categories", "Gizi") == made
