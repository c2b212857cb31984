"""The second look: what people do to a comment on WordPress is noticed within a day, and told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from complaints.models import Comment, CommentEvent, Delivery
from complaints.services import comments
from complaints.wordpress.looking import look_at_comments
from contentdesk.wordpress.client import Unavailable, WordPress
from tests.complaints import comments as cast_comments
from tests.complaints.site import client, look, pull, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
NIGHT = timedelta(hours=21)


def tomorrow():
    Comment.objects.exclude(look_at=None).update(look_at=timezone.now())


def told(comment):
    comment.refresh_from_db()
    return [event.name for event in comment.events.all()][1:]


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("approved", "shown"),
        ("spam", "spam"),
        ("trash", "trashed"),
        ("post-trashed", "no_page"),
        (None, "gone"),
    ],
)
def test_what_became_of_it_there_is_noticed_once(status, shown, fake_wordpress):
    comment, said = cast_comments.on_the_site(fake_wordpress)
    assert look(fake_wordpress).looked == 1
    assert told(comment) == []
    if status is None:
        del fake_wordpress.comments[said.id]
    else:
        said.status = status
    for changed in (1, 0):
        tomorrow()
        assert look(fake_wordpress).changed == changed
    assert told(comment) == ["moved_there"]
    assert comment.shown == shown
    assert comment.events.last().data == {"old": "held", "new": shown}


def test_each_comment_is_looked_at_once_a_night(fake_wordpress):
    cast_comments.on_the_site(fake_wordpress)
    assert look(fake_wordpress).looked == 1
    fake_wordpress.requests.clear()
    assert look(fake_wordpress).looked == 0
    assert fake_wordpress.requests == []


def test_a_hundred_cost_one_request_and_a_fixed_number_of_queries(
    fake_wordpress, django_assert_max_num_queries
):
    for number in range(250):
        fake_wordpress.visitor_comments(1, "Bu Ani", "ani@example.org", f"Kata {number}")
    pull(fake_wordpress)
    look(fake_wordpress)
    tomorrow()
    fake_wordpress.requests.clear()
    with django_assert_max_num_queries(25):
        assert look(fake_wordpress).looked == 251
    assert len(fake_wordpress.requests) == 3


def test_what_is_old_and_closed_is_left_alone_until_it_is_opened_again(fake_wordpress, everyone):
    comment, _said = cast_comments.on_the_site(fake_wordpress)
    comments.archive(comment, actor=everyone["manager"], kind="not_ours", note="Dinas PU")
    Comment.objects.update(received_at=timezone.now() - timedelta(days=100))
    assert look(fake_wordpress).looked == 1
    comment.refresh_from_db()
    assert comment.look_at is None
    comments.restore(comment, actor=everyone["manager"])
    assert look(fake_wordpress).looked == 1
    comment.refresh_from_db()
    assert comment.look_at > timezone.now() + NIGHT - timedelta(hours=2)


def test_an_edit_is_told_with_old_and_new_and_the_evidence_stays(fake_wordpress):
    comment, said = cast_comments.on_the_site(fake_wordpress, "Loket & apotek lama.")
    evidence = comment.snapshot.text
    said.content = "Loket &amp; apotek cepat."
    look(fake_wordpress)
    assert told(comment) == ["edited_there"]
    event = comment.events.last()
    assert event.data == {"old": "Loket & apotek lama.", "new": "Loket & apotek cepat."}
    assert comment.text == "Loket & apotek lama."
    assert type(comment.snapshot).objects.get().text == evidence
    said.content = "Loket &amp; apotek lama."
    tomorrow()
    look(fake_wordpress)
    assert told(comment) == ["edited_there", "edited_there"]
    assert comment.noticed == {}


def test_what_was_decided_here_and_undone_there_is_told_and_not_fought_over(
    fake_wordpress, everyone
):
    comment, said = cast_comments.on_the_site(fake_wordpress)
    cast_comments.triaged(everyone, comment=comment, wish="hide")
    run(fake_wordpress)
    said.status = "approved"
    look(fake_wordpress)
    comment.refresh_from_db()
    assert (comment.shown, comment.noticed) == ("shown", {"undone": True})
    run(fake_wordpress)
    assert said.status == "approved"
    for _ in range(2):
        comments.decide_visibility(comment, actor=everyone["manager"], wish="hide")
    assert Delivery.objects.open().count() == 1
    run(fake_wordpress)
    comment.refresh_from_db()
    assert (said.status, comment.shown, comment.noticed) == ("hold", "hidden", {})


def test_what_is_put_right_there_is_no_longer_said_to_be_undone(fake_wordpress, everyone):
    comment, said = cast_comments.on_the_site(fake_wordpress)
    cast_comments.triaged(everyone, comment=comment, wish="show")
    run(fake_wordpress)
    for status, noticed in (("hold", {"undone": True}), ("approved", {})):
        said.status = status
        tomorrow()
        look(fake_wordpress)
        comment.refresh_from_db()
        assert comment.noticed == noticed


def test_spam_taken_out_again_there_can_be_put_back_from_the_archive(fake_wordpress, everyone):
    comment, said = cast_comments.on_the_site(fake_wordpress)
    comments.archive(comment, actor=everyone["manager"], kind="spam")
    run(fake_wordpress)
    said.status = "approved"
    look(fake_wordpress)
    comment.refresh_from_db()
    assert comment.noticed == {"undone": True}
    comments.decide_visibility(comment, actor=everyone["manager"], wish="spam")
    run(fake_wordpress)
    assert said.status == "spam"


def test_a_comment_that_a_job_is_working_on_waits(fake_wordpress, everyone):
    comment, said = cast_comments.on_the_site(fake_wordpress)
    cast_comments.triaged(everyone, comment=comment)
    said.status = "spam"
    assert look(fake_wordpress).looked == 0
    run(fake_wordpress)  # it stops: somebody put it away; now it rests until a person decides
    assert look(fake_wordpress).looked == 1


def test_our_own_deed_during_the_look_is_not_taken_for_somebody_elses(fake_wordpress, everyone):
    comment, said = cast_comments.on_the_site(fake_wordpress)
    cast_comments.triaged(everyone, comment=comment, wish="hide")
    run(fake_wordpress)

    class DecidesMeanwhile(WordPress):
        def comments_with(self, ids):
            found = super().comments_with(ids)
            comments.decide_visibility(comment, actor=everyone["manager"], wish="show")
            run(fake_wordpress)
            return found

    with DecidesMeanwhile(fake_wordpress.url, fake_wordpress.user, fake_wordpress.password) as site:
        assert look_at_comments(site).changed == 0
    assert "moved_there" not in told(comment)
    assert (said.status, comment.shown) == ("approved", "shown")


def test_one_that_may_not_be_read_keeps_nobody_else_out(fake_wordpress, caplog):
    comment, said = cast_comments.on_the_site(fake_wordpress)
    _other, also = cast_comments.on_the_site(fake_wordpress, "Kedua.")
    also.status = "trash"

    def hides(request, commit, fake):
        kept = fake.comments.pop(said.id)
        response = commit()
        fake.comments[said.id] = kept
        return response

    fake_wordpress.fail(lambda r: r.query.get("status") == "any", hides)
    fake_wordpress.fail("read_comment", "forbidden")
    assert look(fake_wordpress).changed == 1
    comment.refresh_from_db()
    assert comment.shown == "held"
    assert "may not be looked at" in caplog.text


def test_a_look_cut_off_in_the_middle_keeps_what_it_had(fake_wordpress):
    for number in range(150):
        fake_wordpress.visitor_comments(1, "Bu Ani", "ani@example.org", f"Kata {number}")
    pull(fake_wordpress)
    for said in fake_wordpress.comments.values():
        said.status = "trash"
    again = fake_wordpress.fail(lambda r: r.query.get("status") == "any", "error_before", skip=1)
    with pytest.raises(Unavailable):
        look(fake_wordpress)
    assert again.hits == 1
    assert CommentEvent.objects.filter(name="moved_there").count() == 100
    assert look(fake_wordpress).changed == 51


def test_our_own_answers_never_become_comments(fake_wordpress, everyone):
    """Also when the worker died between the post and writing its number down."""
    comment, said = cast_comments.on_the_site(fake_wordpress)
    cast_comments.triaged(everyone, "praise", comment=comment)
    cast_comments.sent_off(everyone, comment)
    with client(fake_wordpress) as site:
        site.create_comment(post=1, parent=said.id, content=cast_comments.ANSWER)
    assert pull(fake_wordpress) == 1  # the example comment
    assert look(fake_wordpress).late == 0
    assert not Comment.objects.filter(text=cast_comments.ANSWER).exists()
    assert not CommentEvent.objects.filter(name="answered_there").exists()
