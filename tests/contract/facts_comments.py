"""Facts about comments."""

import pytest

from contentdesk.wordpress.client import Refused


def listed(wordpress, status="all"):
    """The ids of the newest comments in a list."""
    return [comment["id"] for comment in wordpress.comments_page(status=status).items]


def test_a_visitors_comment_arrives_held(wordpress, visit, live_post, mark):
    assert visit(live_post["id"], f"Terima kasih & salam {mark}").status_code == 302
    newest = wordpress.comments_page(per_page=1).items[0]
    assert newest["content"]["raw"] == f"Terima kasih &amp; salam {mark}"
    assert (newest["status"], newest["parent"], newest["author"]) == ("hold", 0, 0)
    assert (newest["author_name"], newest["author_email"]) == ("Pak Budi", "budi@example.org")
    assert mark not in wordpress.look(live_post["link"]).text.partition('id="comments"')[2]
    assert visit(live_post["id"], "lagi", wait=False).status_code == 429


def test_totals_are_told_and_a_page_too_far_is_empty(wordpress, held, live_post):
    newer = wordpress.create_comment(post=live_post["id"], parent=0, content="Halo semua")
    page = wordpress.comments_page(page=1, per_page=1)
    assert (len(page.items), page.pages) == (1, page.total)
    assert page.total >= 2
    assert wordpress.comments_page(page=page.pages + 1, per_page=1).items == []
    assert [x["id"] for x in wordpress.comments_page(per_page=2).items] == [newer["id"], held["id"]]
    oldest = wordpress.comments_page(order="asc", per_page=1).items[0]
    assert oldest["id"] <= held["id"]
    rest = wordpress.comments_page(order="asc", per_page=2, offset=page.total - 2)
    assert [x["id"] for x in rest.items] == [held["id"], newer["id"]]
    assert rest.total == page.total
    assert wordpress.comments_page(order="asc", offset=page.total).items == []


def test_a_reply_under_a_held_comment_shows_once_that_is_approved(wordpress, held, live_post, mark):
    where = {"post": live_post["id"], "parent": held["id"]}
    reply = wordpress.create_comment(**where, content=f"Terima <b>kasih</b> & salam {mark}")
    assert (reply["status"], reply["parent"]) == ("approved", held["id"])
    assert reply["content"]["raw"] == f"Terima <b>kasih</b> & salam {mark}"
    assert f"salam {mark}" not in wordpress.look(live_post["link"]).text
    wordpress.update_comment(held["id"], {"status": "approved"})
    wordpress.update_comment(held["id"], {"status": "approved"})
    page = wordpress.look(live_post["link"]).text
    assert page.index(f"comment-{held['id']}") < page.index(f"salam {mark}")


def test_the_same_reply_again_is_a_duplicate_and_found(wordpress, held, live_post):
    where = {"post": live_post["id"], "parent": held["id"]}
    reply = wordpress.create_comment(**where, content="Sudah kami perbaiki.")
    with pytest.raises(Refused) as refusal:
        wordpress.create_comment(**where, content="Sudah kami perbaiki.")
    assert (refusal.value.code, refusal.value.status) == ("comment_duplicate", 409)
    assert [x["id"] for x in wordpress.replies(**where)] == [reply["id"]]
    wordpress.update_comment(reply["id"], {"status": "spam"})
    assert [x["status"] for x in wordpress.replies(**where)] == ["spam"]
    with pytest.raises(Refused):
        wordpress.create_comment(**where, content="Sudah kami perbaiki.")


def test_spam_and_trash_need_asking_for(wordpress, rest, held):
    wordpress.update_comment(held["id"], {"status": "spam"})
    assert held["id"] not in listed(wordpress)
    assert held["id"] in listed(wordpress, "spam")
    rest("DELETE", f"/comments/{held['id']}")
    assert held["id"] in listed(wordpress, "trash")
    assert wordpress.comment(held["id"])["status"] == "trash"


def test_a_trashed_post_takes_its_comments_along_and_a_draft_does_not(
    wordpress, rest, held, live_post
):
    wordpress.update_post(live_post["id"], {"status": "draft"})
    assert held["id"] in listed(wordpress)
    rest("DELETE", f"/posts/{live_post['id']}")
    assert held["id"] not in listed(wordpress)
    wordpress.update_post(live_post["id"], {"status": "publish"})
    assert wordpress.comment(held["id"])["status"] == "post-trashed"
    assert held["id"] not in listed(wordpress)


def test_a_comment_that_is_not_there(wordpress, live_post):
    assert wordpress.comment(999_999) is None
    with pytest.raises(Refused) as refusal:
        wordpress.update_comment(999_999, {"status": "approved"})
    assert refusal.value.code == "rest_comment_invalid_id"


def test_where_no_comment_may_stand(wordpress, live_post, held):
    refusals = []
    for post, fields in (
        (999_999, None),
        (live_post["id"], {"comment_status": "closed"}),
        (live_post["id"], {"status": "draft", "comment_status": "open"}),
    ):
        if fields:
            wordpress.update_post(post, fields)
        with pytest.raises(Refused) as refusal:
            wordpress.create_comment(post=post, parent=held["id"], content="Baik.")
        refusals.append((refusal.value.code, refusal.value.status))
    assert refusals == [
        ("rest_comment_invalid_post_id", 403),
        ("rest_comment_closed", 403),
        ("rest_comment_draft_post", 403),
    ]


def test_an_empty_reply_is_refused(wordpress, live_post, held):
    with pytest.raises(Refused) as refusal:
        wordpress.create_comment(post=live_post["id"], parent=held["id"], content="")
    assert refusal.value.code == "rest_comment_content_invalid"
