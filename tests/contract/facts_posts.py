"""Facts about posts."""

from datetime import UTC, datetime

import pytest

from contentdesk.foundation.rich_text import blocks_from_html
from contentdesk.wordpress.client import Refused
from tests.foundation.test_rich_text import EDITED


def test_what_was_sent_is_stored_raw(wordpress, mark):
    content = f'<!-- portal:{mark} -->\n<p>Halo <strong>semua</strong> & "kutip" \\ 😀</p>'
    fields = {"title": " Jadwal & <b>hari</b> ", "content": content, "excerpt": "ringkas"}
    post = wordpress.create_post({**fields, "status": "draft", "slug": f"a-{mark}"})
    stored = wordpress.post(post["id"])
    assert stored["title"]["raw"] == "Jadwal & <b>hari</b>"
    assert stored["content"]["raw"] == content
    assert stored["content"]["rendered"] != content
    assert stored["excerpt"]["raw"] == "ringkas"
    assert (stored["status"], stored["slug"]) == ("draft", f"a-{mark}")


def test_formatted_text_is_stored_byte_for_byte_and_shown(wordpress, mark):
    content = blocks_from_html(f"<h3>Judul {mark}</h3>{EDITED}")
    post = wordpress.create_post({"title": mark, "content": content, "status": "publish"})
    assert wordpress.post(post["id"])["content"]["raw"] == content
    page = wordpress.look(post["link"]).text
    assert f'<h3 class="wp-block-heading">Judul {mark}</h3>' in page
    assert '<td colspan="2">08.00<br>&#091;WIB&#093;</td>' in page


def test_posts_are_found_by_their_ids_in_every_state(wordpress, rest, mark):
    made = [
        wordpress.create_post({"title": f"{mark} {state}", "content": "x", "status": state})["id"]
        for state in ("publish", "draft", "private", "publish")
    ]
    rest("DELETE", f"/posts/{made[-1]}")
    found = {post["id"]: post["status"] for post in wordpress.posts_with([*made, 999_999])}
    assert found == dict(zip(made, ["publish", "draft", "private", "trash"], strict=True))
    assert wordpress.posts_with([]) == []


def test_a_second_post_of_a_slug_becomes_slug_2(wordpress, mark):
    fields = {"title": "x", "content": "x", "slug": f"b-{mark}", "status": "draft"}
    first, second = wordpress.create_post(fields), wordpress.create_post(fields)
    assert first["id"] != second["id"]
    assert [first["slug"], second["slug"]] == [f"b-{mark}", f"b-{mark}-2"]


def test_the_trash_renames_the_slug_and_a_new_state_restores_it(wordpress, rest, live_post, mark):
    trashed = rest("DELETE", f"/posts/{live_post['id']}").json()
    assert (trashed["status"], trashed["slug"]) == ("trash", f"jadwal-{mark}__trashed")
    assert wordpress.post(live_post["id"])["status"] == "trash"
    assert rest("DELETE", f"/posts/{live_post['id']}").status_code == 410
    restored = wordpress.update_post(live_post["id"], {"status": "draft"})
    assert (restored["status"], restored["slug"]) == ("draft", f"jadwal-{mark}")


def test_a_marker_is_found_in_every_state(wordpress, rest, mark):
    marker = f"<!-- portal:{mark} -->"
    ids = []
    for status in ("draft", "publish", "pending", "private"):
        fields = {"title": status, "content": f"{marker}\n<p>x</p>", "status": status}
        ids.append(wordpress.create_post(fields)["id"])
    rest("DELETE", f"/posts/{ids[0]}")
    wordpress.create_post({"title": "x", "content": f"<!-- portal:{mark}9 -->"})
    found = wordpress.posts_marked(marker)
    assert [post["id"] for post in found] == ids
    assert [post["status"] for post in found] == ["trash", "publish", "pending", "private"]


def test_a_post_that_is_not_there_is_none(wordpress):
    assert wordpress.post(999_999) is None
    with pytest.raises(Refused) as refusal:
        wordpress.update_post(999_999, {"title": "x"})
    assert refusal.value.code == "rest_post_invalid_id"


def test_a_draft_floats_until_it_is_published_now(wordpress, mark):
    fields = {"title": f"Terbit {mark}", "content": "x", "status": "draft"}
    draft = wordpress.create_post(fields)
    assert draft["slug"] == ""
    assert wordpress.look(draft["link"]).status == 404
    live = wordpress.update_post(draft["id"], {"status": "publish"})
    at = datetime.fromisoformat(live["date_gmt"]).replace(tzinfo=UTC)
    assert abs((datetime.now(UTC) - at).total_seconds()) < 60
    assert live["slug"] == f"terbit-{mark}"
    page = wordpress.look(live["link"])
    assert (page.status, f"Terbit {mark}" in page.text) == (200, True)


def test_a_date_to_come_makes_it_future_and_date_gmt_none_makes_it_now(wordpress, mark):
    fields = {"title": mark, "content": "x", "status": "publish"}
    post = wordpress.create_post({**fields, "date_gmt": "2039-01-02T03:04:05"})
    assert (post["status"], post["date_gmt"]) == ("future", "2039-01-02T03:04:05")
    wordpress.update_post(post["id"], {"status": "draft"})
    post = wordpress.update_post(post["id"], {"status": "publish", "date_gmt": None})
    assert (post["status"], post["date_gmt"] < "2039") == ("publish", True)


def test_the_sites_own_date_wins_over_date_gmt(wordpress, mark):
    dates = {"date": "2026-01-02T10:00:00", "date_gmt": "2025-05-05T05:05:05"}
    post = wordpress.create_post({"title": mark, "content": "x", "status": "draft", **dates})
    assert post["date"] == "2026-01-02T10:00:00"
    assert post["date_gmt"] != "2025-05-05T05:05:05"


def test_unknown_categories_and_photos_are_left_out_without_a_word(wordpress, mark):
    fields = {"title": mark, "content": "x", "status": "draft"}
    post = wordpress.create_post({**fields, "categories": [99_999], "featured_media": 99_999})
    assert (post["categories"], post["featured_media"]) == ([], 0)
    live = wordpress.update_post(post["id"], {"status": "publish"})
    assert live["categories"] == [1]


def test_back_to_draft_takes_the_page_away(wordpress, live_post):
    assert wordpress.look(live_post["link"]).status == 200
    wordpress.update_post(live_post["id"], {"status": "draft"})
    assert wordpress.look(live_post["link"]).status == 404


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"title": "", "content": ""}, "empty_content"), ({"status": "x"}, "rest_invalid_param")],
)
def test_a_post_that_makes_no_sense_is_refused(wordpress, fields, code):
    with pytest.raises(Refused) as refusal:
        wordpress.create_post(fields)
    assert (refusal.value.code, refusal.value.status) == (code, 400)
