"""A follow-up opens its comment to whoever has it in hand today, and to nobody for ever."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from complaints.models import Comment
from complaints.permissions import may_record_done
from complaints.services import comments
from contentdesk.organization.models import Assignment, User
from tests.complaints import comments as cast_comments

pytestmark = pytest.mark.django_db


def fresh(user):
    """As at the next request: duties are read once in each."""
    return User.objects.get(pk=user.pk)


def sees(user, comment):
    return Comment.objects.visible_to(fresh(user)).filter(pk=comment.pk).exists()


def sorted_again(people, comment, kind="complaint"):
    comments.reclassify(
        comment,
        cast_comments.sorting(kind),
        actor=people["manager"],
        reason="Salah pilah.",
        seen=comments.last_move(comment),
    )


def followed_up_by(people, comment, who):
    comments.follow_up(
        comment, actor=people["head"], plan="Lagi.", responsible=people[who],
        due=timezone.localdate() + timedelta(days=1),
    )  # fmt: skip


@pytest.fixture
def comment(everyone, program):
    """The author has its follow-up in hand."""
    return cast_comments.followed_up(everyone, program)


def test_sorted_again_it_is_out_of_sight_on_every_way_it_may_take(
    everyone, program, other_program, comment
):
    author = everyone["author"]
    assert sees(author, comment)
    sorted_again(everyone, comment, "question")
    assert not sees(author, comment)
    comments.answer_elsewhere(comment, actor=everyone["manager"], reason="Lewat telepon.")
    assert comment.state == "answered"
    assert not sees(author, comment)


def test_passed_on_again_only_the_new_one_has_it_in_hand(everyone, other_program, comment):
    old = comment.follow_ups.get()
    sorted_again(everyone, comment)
    comments.route(comment, actor=everyone["manager"], program=other_program)
    assert not sees(everyone["author"], comment)
    followed_up_by(everyone, comment, "colleague")
    assert sees(everyone["colleague"], comment)
    assert not sees(everyone["author"], comment)
    assert not may_record_done(fresh(everyone["author"]), old)
    with pytest.raises(PermissionDenied):
        comments.record_done(old, actor=fresh(everyone["author"]), done="Sudah.")


def test_whoever_holds_no_role_any_more_sees_and_writes_nothing(everyone, comment):
    author = everyone["author"]
    Assignment.objects.filter(user=author).update(
        starts=timezone.localdate() - timedelta(days=9),
        ends=timezone.localdate() - timedelta(days=1),
    )
    assert not sees(author, comment)
    with pytest.raises(PermissionDenied):
        comments.record_done(comment.follow_ups.get(), actor=fresh(author), done="Sudah.")


def test_it_stays_in_sight_after_it_is_answered(everyone, program):
    comment = cast_comments.answered(everyone, program)
    assert sees(everyone["author"], comment)
    assert not sees(everyone["colleague"], comment)
