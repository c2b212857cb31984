"""Facts about comments after they have come in: what becomes of them, and who else writes some."""

import pytest

from contentdesk.wordpress.client import Refused

IP = "203.0.113.7"


@pytest.fixture
def several(rest, live_post):
    """Makes comments of a visitor, each in a state."""

    def make(*states):
        visitor = {"author_name": "Bu Ani", "author_email": "ani@example.org"}
        visitor |= {"author_ip": IP, "author_user_agent": "Mozilla/5.0"}
        numbers = []
        for number, state in enumerate(states):
            said = {"post": live_post["id"], "content": f"Kata {number}", "status": "hold"}
            numbers.append(rest("POST", "/comments", json={**said, **visitor}).json()["id"])
            if state != "hold":
                rest("POST", f"/comments/{numbers[-1]}", json={"status": state})
        return numbers

    return make


def test_one_request_gives_comments_in_every_state(wordpress, rest, several, live_post):
    numbers = several("approved", "hold", "spam", "trash", "hold")
    rest("DELETE", f"/comments/{numbers[-1]}?force=true")
    found = {comment["id"]: comment["status"] for comment in wordpress.comments_with(numbers)}
    assert found == dict(zip(numbers, ["approved", "hold", "spam", "trash"], strict=False))
    assert wordpress.comment(numbers[-1]) is None
    rest("DELETE", f"/posts/{live_post['id']}")
    found = {comment["status"] for comment in wordpress.comments_with(numbers)}
    assert found == {"post-trashed"}
    rest("DELETE", f"/posts/{live_post['id']}?force=true")
    assert wordpress.comments_with(numbers) == []
    assert wordpress.comment(numbers[0]) is None


def test_a_list_of_states_is_none(wordpress, several):
    numbers = several("approved", "spam")
    assert wordpress.comments_page(status="all,spam").items == []
    assert numbers[1] not in [c["id"] for c in wordpress.comments_page(status="all").items]


@pytest.mark.parametrize("state", ["spam", "trash", "hold", "approved"])
def test_a_state_is_written_from_any_other_and_twice(state, wordpress, several):
    for number in several("approved", "hold", "spam", "trash"):
        for _ in range(2):
            assert wordpress.update_comment(number, {"status": state})["status"] == state


def test_a_written_state_puts_the_writer_in_the_visitors_place(wordpress, several):
    number, other = several("hold", "hold")
    assert wordpress.comment(number)["author_ip"] == IP
    assert wordpress.update_comment(number, {"status": "approved"})["author_ip"] != IP
    kept = {"author_ip": IP, "author_user_agent": "Mozilla/5.0"}
    written = wordpress.update_comment(other, {"status": "approved", **kept})
    assert (written["author_ip"], written["author_user_agent"]) == (IP, "Mozilla/5.0")


def test_what_is_edited_there_is_seen_in_the_words(wordpress, several):
    [number] = several("approved")
    wordpress.update_comment(number, {"content": "Kata lain"})
    assert wordpress.comments_with([number])[0]["content"]["raw"] == "Kata lain"


def test_an_answer_stays_when_its_comment_is_put_away_and_is_not_seen(
    wordpress, rest, several, live_post, mark
):
    [number] = several("approved")
    where = {"post": live_post["id"], "parent": number}
    answer = wordpress.create_comment(**where, content=f"Jawaban {mark}")
    for state in ("trash", "spam"):
        wordpress.update_comment(number, {"status": state})
        assert wordpress.comment(answer["id"])["status"] == "approved"
        assert f"Jawaban {mark}" not in wordpress.look(live_post["link"]).text
    # WordPress takes another one all the same, and so the comment is looked at before.
    assert wordpress.create_comment(**where, content="Lagi")["status"] == "approved"
    rest("DELETE", f"/comments/{number}?force=true")
    assert wordpress.comment(answer["id"])["parent"] == 0
    assert f"Jawaban {mark}" in wordpress.look(live_post["link"]).text


def test_a_post_that_comes_back_over_rest_leaves_its_comments_away(
    wordpress, rest, several, live_post
):
    [number] = several("approved")
    rest("DELETE", f"/posts/{live_post['id']}")
    with pytest.raises(Refused) as refusal:
        wordpress.create_comment(post=live_post["id"], parent=number, content="Baik.")
    assert (refusal.value.code, refusal.value.status) == ("rest_comment_trash_post", 403)
    wordpress.update_post(live_post["id"], {"status": "publish"})
    assert wordpress.comment(number)["status"] == "post-trashed"
    assert wordpress.update_comment(number, {"status": "approved"})["status"] == "approved"


def test_titles_of_posts_and_pages_in_one_request_each(wordpress, rest, live_post, mark):
    fields = {"title": f"Halaman & {mark}", "content": "x", "status": "publish"}
    page = rest("POST", "/pages", json={**fields, "comment_status": "open"}).json()
    assert wordpress.post(page["id"]) is None
    titles = wordpress.titles([live_post["id"], page["id"], 999_999])
    assert titles == {live_post["id"]: f"Jadwal {mark}", page["id"]: f"Halaman & {mark}"}
    fields = {"post": page["id"], "content": "Halo", "author_name": "Bu Ani"}
    said = rest("POST", "/comments", json={**fields, "author_email": "ani@example.org"}).json()
    assert said["link"].startswith(page["link"])


def test_an_editor_learns_who_may_write_but_not_who_may_moderate(wordpress, rest):
    names = {account["id"]: account["name"] for account in wordpress.writers()}
    assert {1, 2, 3} <= set(names)
    assert names[3] == "Penulis"
    assert 4 not in names  # a subscriber, who may log in and comment
    for path in ("/users/1?context=edit", "/users?capabilities=moderate_comments"):
        reply = rest("GET", path)
        assert (reply.status_code, reply.json()["code"]) == (403, "rest_user_cannot_view")


def test_who_is_logged_in_stands_in_the_record(wordpress, rest, held, live_post):
    said = {"post": live_post["id"], "parent": held["id"], "content": "Ditulis admin", "author": 1}
    record = rest("POST", "/comments", json=said).json()
    assert (record["author"], record["author_name"]) == (1, "admin")


def test_only_who_may_not_moderate_can_be_too_quick(wordpress, rest, live_post):
    for number in range(2):
        wordpress.create_comment(post=live_post["id"], parent=0, content=f"Cepat {number}")
    replies = [
        rest("POST", "/comments", auth=("warga", "x"), json={"post": live_post["id"], "content": x})
        for x in ("Satu", "Dua")
    ]
    refused = replies[-1]
    assert (refused.status_code, refused.json()["code"]) == (400, "comment_flood")
