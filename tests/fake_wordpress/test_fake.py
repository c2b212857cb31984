"""The fake's own conveniences: faults in the right place, state to look at, down and up again."""

import time

import pytest

from contentdesk.wordpress.client import Unconfirmed, WordPress
from tests.fake_wordpress import FakeWordPress, after, before

FIELDS = {"title": "Jadwal", "content": "<!-- portal:1 --><p>x</p>", "status": "publish"}


@pytest.fixture
def wordpress(fake_wordpress):
    fake = fake_wordpress
    with WordPress(fake.url, fake.user, fake.password) as wordpress:
        yield wordpress


def test_it_starts_at_once_and_leaves_nothing_behind():
    started = time.monotonic()
    FakeWordPress().stop()
    assert time.monotonic() - started < 0.5


def test_a_function_runs_before_or_after_the_work_is_done(fake_wordpress, wordpress):
    seen = []

    def count(request):
        seen.append((request.fields["title"], len(fake_wordpress.marked("portal:1"))))

    fake_wordpress.fail("create_post", before(count))
    fake_wordpress.fail("create_post", after(count))
    wordpress.create_post(FIELDS)
    assert wordpress.create_post(FIELDS)["id"]
    assert seen == [("Jadwal", 0), ("Jadwal", 2)]


def test_a_fault_waits_for_its_turn_and_ends(fake_wordpress, wordpress):
    fault = fake_wordpress.fail("POST /posts$", "lost_after", times=1, skip=1)
    wordpress.create_post(FIELDS)
    with pytest.raises(Unconfirmed):
        wordpress.create_post(FIELDS)
    wordpress.create_post(FIELDS)
    assert (fault.hits, len(fake_wordpress.sent("create_post"))) == (1, 3)


def test_the_flip_is_told_from_other_updates(fake_wordpress, wordpress):
    draft = wordpress.create_post({**FIELDS, "status": "draft"})
    wordpress.update_post(draft["id"], {"title": "x"})
    wordpress.update_post(draft["id"], {"status": "publish"})
    assert [request.fields for request in fake_wordpress.sent("flip")] == [{"status": "publish"}]


def test_a_wrong_photo_is_stored_without_an_error(fake_wordpress, wordpress):
    media = wordpress.upload_media(
        data=b"%PDF-",
        filename="a.pdf",
        content_type="application/pdf",
        slug="a",
        title="a",
        alt_text="",
        caption="",
    )
    fake_wordpress.fail("create_post", "wrong_photo")
    post = wordpress.create_post({**FIELDS, "featured_media": media["id"]})
    assert post["featured_media"] == fake_wordpress.posts[post["id"]].featured_media == 0


def test_what_it_holds_outlives_a_stop(fake_wordpress, wordpress):
    post = wordpress.create_post(FIELDS)
    fake_wordpress.stop()
    fake_wordpress.start()
    assert wordpress.post(post["id"])["link"] == post["link"]
    assert fake_wordpress.requests[-1].status == 200


def test_a_visitor_who_was_approved_once_is_approved_again(fake_wordpress, wordpress):
    visitor = (1, "Bu Ani", "ani@example.org")
    first = fake_wordpress.visitor_comments(*visitor, "Halo")
    wordpress.update_comment(first.id, {"status": "approved"})
    assert fake_wordpress.visitor_comments(*visitor, "Lagi").status == "approved"
    assert wordpress.look("/hello-world/").text.index("Halo")
