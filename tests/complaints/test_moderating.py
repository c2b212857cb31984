"""What the manager wishes, the site does: show the comment, or hold it."""

import pytest

from complaints.models import Delivery, Shown, Wish
from complaints.services import comments
from contentdesk.wordpress.client import WordPress
from tests.complaints import comments as cast_comments
from tests.complaints.site import run

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wish", "was", "becomes", "shown"),
    [
        ("show", "hold", "approved", "shown"),
        ("show", "approved", "approved", "shown"),
        ("hide", "hold", "hold", "hidden"),
        ("hide", "approved", "hold", "hidden"),
        ("hide", "spam", "spam", "spam"),
        ("hide", "post-trashed", "post-trashed", "no_page"),
        ("spam", "hold", "spam", "spam"),
        ("spam", "approved", "spam", "spam"),
        ("spam", "trash", "trash", "trashed"),
        ("trash", "approved", "trash", "trashed"),
        ("trash", "spam", "trash", "trashed"),
    ],
)
def test_the_site_does_as_wished(wish, was, becomes, shown, fake_wordpress, everyone):
    comment, said = cast_comments.on_the_site(fake_wordpress)
    said.status = was
    cast_comments.triaged(everyone, comment=comment, wish=wish)
    run(fake_wordpress)
    comment.refresh_from_db()
    assert (said.status, comment.shown) == (becomes, shown)
    assert len(fake_wordpress.sent("update_comment")) == (was != becomes)
    assert Delivery.objects.get().state == "done"


def test_what_somebody_put_away_in_wordpress_stays_away(fake_wordpress, everyone):
    comment, said = cast_comments.on_the_site(fake_wordpress)
    said.status = "spam"
    cast_comments.triaged(everyone, comment=comment)
    run(fake_wordpress)
    assert said.status == "spam"
    job = Delivery.objects.get()
    assert (job.state, job.error_code, job.next_try) == ("failed", "taken_for_spam", None)


@pytest.mark.parametrize("fault", ["lost_before", "lost_after", "error_after", "busy"])
def test_trouble_is_tried_again(fault, fake_wordpress, everyone):
    comment, said = cast_comments.on_the_site(fake_wordpress)
    cast_comments.triaged(everyone, comment=comment)
    fake_wordpress.fail("update_comment", fault)
    run(fake_wordpress)
    run(fake_wordpress)
    assert said.status == "approved"
    assert Delivery.objects.get().state == "done"


def test_a_wish_that_changed_on_the_way_goes_again(fake_wordpress, everyone):
    comment, said = cast_comments.on_the_site(fake_wordpress)
    cast_comments.triaged(everyone, comment=comment)

    class MindChanges(WordPress):
        def update_comment(self, *args):
            type(comment).objects.filter(pk=comment.pk).update(wish=Wish.HIDE)
            return super().update_comment(*args)

    run(fake_wordpress, using=lambda fake: MindChanges(fake.url, fake.user, fake.password))
    assert Delivery.objects.get().state == "queued"
    run(fake_wordpress)
    comment.refresh_from_db()
    assert (said.status, comment.shown) == ("hold", Shown.HIDDEN)


@pytest.mark.parametrize(
    ("kind", "status"), [("spam", "spam"), ("test", "trash"), ("not_ours", "approved")]
)
def test_archived_spam_leaves_the_site(kind, status, fake_wordpress, everyone):
    comment, said = cast_comments.on_the_site(fake_wordpress)
    said.status = "approved"
    comments.archive(comment, actor=everyone["team_member"], kind=kind, note="Dinas PU")
    run(fake_wordpress)
    assert said.status == status


def test_two_wishes_in_a_row_are_one_job(everyone):
    comment = cast_comments.triaged(everyone)
    comments.reclassify(
        comment,
        cast_comments.sorting("question", wish="hide"),
        actor=everyone["manager"],
        reason="Bukan keluhan.",
        seen=comments.last_move(comment),
    )
    assert Delivery.objects.count() == 1
