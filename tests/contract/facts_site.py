"""Facts about the site, the account, and its categories."""

import pytest
import requests

from contentdesk.wordpress.client import Refused, WordPress


@pytest.fixture
def locked_out(contract_site):
    """A client with a wrong password."""
    with WordPress(contract_site.url, contract_site.user, "salah salah") as wordpress:
        yield wordpress


def test_the_index_tells_name_zone_and_routes(wordpress, contract_site):
    index = wordpress.index()
    assert index["url"].rstrip("/") == contract_site.url.rstrip("/")
    assert "wp/v2" in index["namespaces"]
    assert index["timezone_string"] == "Asia/Jakarta"
    assert index["gmt_offset"] == 7
    assert abs(wordpress.clock_difference) < 10


def test_the_root_stands_in_the_home_page_and_works_without_pretty_permalinks(
    contract_site, live_post
):
    with requests.get(contract_site.url, timeout=60) as home:
        assert 'rel="https://api.w.org/"' in home.headers["Link"]
    route = f"/wp/v2/posts/{live_post['id']}"
    with requests.get(f"{contract_site.url}/?rest_route={route}", timeout=60) as plain:
        assert plain.json()["slug"] == live_post["slug"]


def test_an_editor_has_the_rights_the_portal_needs(wordpress):
    rights = wordpress.me()["capabilities"]
    needed = ("publish_posts", "edit_others_posts", "upload_files", "moderate_comments")
    assert all(rights[right] for right in (*needed, "manage_categories"))


def test_a_wrong_password_is_seen_on_every_call(locked_out, live_post):
    calls = [
        (locked_out.me, "rest_not_logged_in"),
        (lambda: locked_out.create_post({"title": "x"}), "rest_cannot_create"),
        (lambda: locked_out.posts_marked("portal:x"), "rest_forbidden_status"),
        (locked_out.comments_page, "rest_forbidden_context"),
        (lambda: locked_out.post(live_post["id"]), "rest_forbidden_context"),
    ]
    for call, code in calls:
        with pytest.raises(Refused) as refusal:
            call()
        assert (refusal.value.code, refusal.value.status) == (code, 401)


def test_a_route_that_is_not_there(rest):
    reply = rest("POST", "/nothing", json={})
    assert (reply.status_code, reply.json()["code"]) == (404, "rest_no_route")


def test_a_stranger_finds_no_page_where_none_is(wordpress, mark):
    assert wordpress.look(f"/{mark}/").status == 404


def test_a_category_is_made_once_whatever_its_case_and_signs(wordpress, mark):
    made = wordpress.ensure_term("categories", f"KIA & Gizi {mark}")
    assert wordpress.ensure_term("categories", f"KIA & Gizi {mark}") == made
    assert wordpress.ensure_term("categories", f"kia & gizi {mark}") == made
    assert [x["name"] for x in wordpress.terms("categories", mark)] == [f"KIA &amp; Gizi {mark}"]


def test_a_name_that_is_taken_answers_with_its_id(wordpress, rest, mark):
    made = wordpress.ensure_term("categories", f"Promkes {mark}")
    reply = rest("POST", "/categories", json={"name": f"promkes {mark}"})
    assert (reply.status_code, reply.json()["code"]) == (400, "term_exists")
    assert reply.json()["data"]["term_id"] == made


def test_categories_of_a_post_are_replaced_whole(wordpress, live_post, mark):
    first, second = (
        wordpress.ensure_term("categories", f"{name} {mark}") for name in ("Satu", "Dua")
    )
    wordpress.update_post(live_post["id"], {"categories": [first]})
    post = wordpress.update_post(live_post["id"], {"categories": [second]})
    assert post["categories"] == [second]
