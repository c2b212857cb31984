"""Facts that the connection check relies on."""

import re

import pytest
import requests

from contentdesk.rendering import marker
from contentdesk.wordpress.client import Refused, WordPress
from contentdesk.wordpress.connection.probes import MARK, ULID, picture, rendered
from contentdesk.wordpress.connection.reach import PLACES_OF_VERSION

WRONG = "wxyz WXYZ 9876 wxyz WXYZ 9876"


@pytest.fixture
def client(contract_site):
    """Makes clients of the site with other passwords."""
    made = []

    def make(password=contract_site.password):
        made.append(WordPress(contract_site.url, contract_site.user, password, read_timeout=60))
        return made[-1]

    yield make
    for wordpress in made:
        wordpress.close()


def test_application_passwords_are_announced_in_the_index(wordpress):
    assert "application-passwords" in wordpress.index()["authentication"]
    assert wordpress.has_application_password


def test_over_rest_a_wrong_login_and_none_at_all_look_the_same(rest, contract_site):
    answers = [
        rest("GET", "/users/me?context=edit", auth=auth)
        for auth in (None, (contract_site.user, WRONG), ("tiada", WRONG))
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert {answer.json()["code"] for answer in answers} == {"rest_not_logged_in"}
    assert len({answer.text for answer in answers}) == 1


def test_in_a_message_a_right_password_is_told_from_a_wrong_one(client):
    assert client().accepts_in_a_message() is True
    assert client(WRONG).accepts_in_a_message() is False


def test_where_there_is_no_such_place_a_message_tells_nothing(contract_site):
    with WordPress(f"{contract_site.url}/tiada", "portal", WRONG) as wordpress:
        assert wordpress.accepts_in_a_message() is None


def test_the_version_stands_in_the_feed_and_in_the_home_page(wordpress):
    told = [
        pattern.search(wordpress.look(place).text) for place, pattern in PLACES_OF_VERSION.items()
    ]
    assert told[0][1] == told[1][1]
    assert re.fullmatch(r"\d+\.\d[\d.]*", told[0][1])


def test_the_draft_of_the_check_is_kept_found_by_its_title_and_deleted_for_good(wordpress):
    wanted = rendered(wordpress.url)
    fields = {"title": wanted.title, "content": wanted.html, "status": "draft"}
    made = wordpress.create_post(fields)
    post = wordpress.post(made["id"])
    assert post["content"]["raw"] == wanted.html
    assert (post["title"]["raw"], post["comment_status"]) == (MARK, "open")
    # Found by the title too, where the marker was taken out of the content.
    wordpress.update_post(made["id"], {"content": "<p>x</p>"})
    assert made["id"] in {found["id"] for found in wordpress.posts_found(MARK)}
    assert wordpress.posts_marked(marker(ULID)) == []
    wordpress.delete_post(made["id"])
    wordpress.delete_post(made["id"])
    assert wordpress.post(made["id"]) is None


def test_a_post_in_the_trash_is_deleted_for_good_too(wordpress, rest, live_post):
    rest("DELETE", f"/posts/{live_post['id']}")
    wordpress.delete_post(live_post["id"])
    assert wordpress.post(live_post["id"]) is None


def test_a_photo_of_the_largest_size_is_found_by_its_title(wordpress, upload, mark):
    made = upload(data=picture((2560, 1706)), title=f"portal:{mark}", slug=f"uji-{mark}")
    found = wordpress.media_found(f"portal:{mark}")
    assert [media["id"] for media in found] == [made["id"]]
    wordpress.delete_media(made["id"])
    assert wordpress.media_found(f"portal:{mark}") == []


def test_what_is_larger_than_the_hosts_limit_is_refused_like_a_wrong_file_type(rest, mark):
    # PHP takes a limit from this field too; the host's own ends in the same answer.
    files = {"file": (f"{mark}.jpg", picture((60, 40)), "image/jpeg")}
    answer = rest("POST", "/media", data={"MAX_FILE_SIZE": "100", "title": mark}, files=files)
    assert (answer.status_code, answer.json()["code"]) == (500, "rest_upload_unknown_error")


def test_the_newest_posts_come_first_and_a_stranger_finds_their_form(wordpress, live_post):
    newest = wordpress.newest_posts()
    assert newest[0]["id"] == live_post["id"]
    assert newest[0]["comment_status"] == "open"
    page = wordpress.look(live_post["link"]).text
    assert "wp-comments-post.php" in page
    assert "must-log-in" not in page


def test_a_refused_login_says_so_to_the_client(client):
    with pytest.raises(Refused) as refusal:
        client(WRONG).me()
    assert (refusal.value.code, refusal.value.status) == ("rest_not_logged_in", 401)


def test_without_pretty_permalinks_the_api_is_at_another_root(contract_site):
    with requests.get(f"{contract_site.url}/?rest_route=/", timeout=60) as answer:
        assert "wp/v2" in answer.json()["namespaces"]
