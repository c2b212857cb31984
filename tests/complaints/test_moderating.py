"""What the manager wishes, the site does: show the comment, or hold it."""

import pytest
from django.urls import reverse

from complaints.models import Comment, Delivery, Shown, Wish
from complaints.services import comments, replies
from contentdesk.wordpress.client import WordPress
from tests.complaints import comments as cast_comments
from tests.complaints.site import WorkerKilled, killed, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
DONE = {
    "show": ("approved", "shown"),
    "hide": ("hold", "hidden"),
    "spam": ("spam", "spam"),
    "trash": ("trash", "trashed"),
}


@pytest.fixture(autouse=True)
def pages_in_english(settings):
    settings.LANGUAGE_CODE = "en"


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


@pytest.mark.parametrize(
    "again",
    [
        lambda comment, who: comments.decide_visibility(comment, actor=who, wish="show"),
        lambda comment, who: replies.retry(comment, actor=who),
    ],
)
def test_a_person_who_knows_where_it_is_may_have_it_shown(again, fake_wordpress, everyone):
    comment, said = cast_comments.on_the_site(fake_wordpress)
    said.status = "trash"
    cast_comments.triaged(everyone, comment=comment)
    run(fake_wordpress)
    comment.refresh_from_db()
    assert (comment.shown, comment.noticed) == ("trashed", {"undone": True})
    again(comment, everyone["manager"])
    run(fake_wordpress)
    comment.refresh_from_db()
    assert (said.status, comment.shown, comment.noticed) == ("approved", "shown", {})
    assert Delivery.objects.get().state == "done"


@pytest.mark.parametrize("wish", ["show", "hide", "spam", "trash"])
def test_what_is_gone_for_good_is_said_and_ends(wish, fake_wordpress, everyone):
    comment, said = cast_comments.on_the_site(fake_wordpress)
    cast_comments.triaged(everyone, "question", comment=comment)
    Comment.objects.update(wish=wish)
    del fake_wordpress.comments[said.id]
    run(fake_wordpress)
    comment.refresh_from_db()
    job = Delivery.objects.get()
    assert comment.shown == "gone"
    assert (job.state, job.error_code) == (
        ("failed", "comment_gone") if wish == "show" else ("done", "")
    )


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


@pytest.mark.parametrize(("kind", "there"), [("spam", "spam"), ("test", "trash")])
def test_out_of_the_archive_is_out_of_the_spam_there_too(kind, there, fake_wordpress, everyone):
    comment, said = cast_comments.on_the_site(fake_wordpress)
    said.status = "approved"
    comments.archive(comment, actor=everyone["team_member"], kind=kind)
    run(fake_wordpress)
    assert said.status == there
    comments.restore(comment, actor=everyone["team_member"])
    run(fake_wordpress)
    comment.refresh_from_db()
    assert (said.status, comment.shown, comment.state) == ("hold", "hidden", "new")
    assert [job.state for job in Delivery.objects.all()] == ["done", "done"]


def test_what_is_not_ours_comes_back_without_a_word_to_the_site(fake_wordpress, everyone):
    comment, _said = cast_comments.on_the_site(fake_wordpress)
    comments.archive(comment, actor=everyone["team_member"], kind="not_ours", note="Dinas PU")
    comments.restore(comment, actor=everyone["team_member"])
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("wish", ["show", "hide", "spam", "trash"])
@pytest.mark.parametrize("call", ["comment", "update_comment"])
@pytest.mark.parametrize("after", [False, True])
def test_the_worker_is_killed(wish, call, after, fake_wordpress, everyone):
    """And whoever restores a comment afterwards finds it taken out of the spam there."""
    comment, said = cast_comments.on_the_site(fake_wordpress)
    said.status = "approved" if wish != "show" else "hold"
    cast_comments.triaged(everyone, comment=comment)
    Comment.objects.update(wish=wish)
    with pytest.raises(WorkerKilled):
        run(fake_wordpress, using=killed(call, after=after))
    run(fake_wordpress)
    comment.refresh_from_db()
    status, shown = DONE[wish]
    assert (said.status, comment.shown) == (status, shown)
    assert not comment.events.filter(name="moved_there").exists()
    assert Delivery.objects.get().state == "done"
    assert len(fake_wordpress.sent("update_comment")) == 1


def test_the_site_keeps_where_the_visitor_wrote_from(fake_wordpress, everyone):
    comment, said = cast_comments.on_the_site(fake_wordpress)
    before = (said.author_ip, said.author_user_agent)
    comments.archive(comment, actor=everyone["manager"], kind="spam")
    run(fake_wordpress)
    assert said.status == "spam"
    assert (said.author_ip, said.author_user_agent) == before


def test_an_answer_beneath_what_is_put_away_is_said_to_be_unseen(fake_wordpress, everyone, client):
    comment, said = cast_comments.on_the_site(fake_wordpress, "Petugasnya ramah.")
    cast_comments.triaged(everyone, "praise", comment=comment)
    cast_comments.sent_off(everyone, comment)
    run(fake_wordpress)
    comments.decide_visibility(comment, actor=everyone["manager"], wish="trash")
    run(fake_wordpress)
    assert said.status == "trash"
    client.force_login(everyone["manager"])
    page = client.get(reverse("comment", args=[comment.pk])).content.decode()
    assert "The answer beneath it cannot be read there either." in page


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
