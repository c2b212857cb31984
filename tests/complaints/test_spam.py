"""What WordPress takes for spam comes in once a night and is listed apart."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from complaints.models import Comment, FeedCursor
from complaints.services import comments
from complaints.waiting import waiting_comments
from tests.complaints import comments as cast_comments
from tests.complaints.site import look, pull, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
REAL = "Obat untuk ibu saya belum ada."


@pytest.fixture(autouse=True)
def pages_in_english(settings):
    settings.LANGUAGE_CODE = "en"


def spam(fake, text=REAL):
    said = fake.visitor_comments(1, "Pak Budi", "budi@example.org", text)
    said.status = "spam"
    return said


@pytest.fixture
def taken(fake_wordpress):
    """A real complaint that a plugin has put among the spam before anybody fetched it."""
    pull(fake_wordpress)
    said = spam(fake_wordpress)
    assert pull(fake_wordpress) == 0
    assert look(fake_wordpress).late == 1
    return Comment.objects.get(text=REAL), said


def another_night():
    FeedCursor.objects.update(spam_at=None)
    Comment.objects.exclude(look_at=None).update(look_at=timezone.now())


def test_it_comes_in_as_spam_once(fake_wordpress, taken):
    comment, _said = taken
    assert (comment.shown, comment.state) == ("spam", "new")
    assert comment.snapshot.text
    assert look(fake_wordpress).late == 0
    another_night()
    assert look(fake_wordpress).late == 0


def test_a_quiet_night_is_three_requests(fake_wordpress, taken):
    look(fake_wordpress)
    another_night()
    fake_wordpress.requests.clear()
    look(fake_wordpress)
    assert [r.query["status"] for r in fake_wordpress.requests] == ["any", "spam", "all"]


def test_a_flood_of_spam_is_taken_in_up_to_a_bound_the_newest_first(fake_wordpress, caplog):
    for number in range(250):
        spam(fake_wordpress, f"Beli {number}")
    assert look(fake_wordpress).late == 200
    assert "more spam than" in caplog.text
    texts = set(Comment.objects.values_list("text", flat=True))
    assert "Beli 249" in texts
    assert "Beli 49" not in texts
    another_night()
    assert look(fake_wordpress).late == 0


def test_it_is_listed_apart_and_not_in_the_way_of_others(client, everyone, taken):
    cast_comments.new("Biasa")
    client.force_login(everyone["manager"])
    for group in ("", "new"):
        page = client.get(reverse("comments"), {"group": group}).content.decode()
        assert REAL not in page
        assert "Biasa" in page
        assert "WordPress takes 1 comment for spam." in page
    page = client.get(reverse("comments"), {"group": "spam"}).content.decode()
    assert REAL in page
    assert "Biasa" not in page
    home = render_to_string("complaints/_waiting.html", waiting_comments(everyone["manager"]))
    assert REAL not in home


def test_sorted_here_it_leaves_the_spam_there(fake_wordpress, everyone, taken):
    """Whoever sorts it has been told that WordPress takes it for spam, and decides otherwise."""
    comment, said = taken
    comments.triage(comment, cast_comments.sorting("question"), actor=everyone["manager"])
    run(fake_wordpress)
    comment.refresh_from_db()
    assert (said.status, comment.shown) == ("approved", "shown")


def test_archived_as_spam_nothing_is_written_there(fake_wordpress, everyone, taken):
    comment, said = taken
    comments.archive(comment, actor=everyone["team_member"], kind="spam")
    run(fake_wordpress)
    assert said.status == "spam"
    assert not fake_wordpress.sent("update_comment")
    comments.restore(comment, actor=everyone["team_member"])
    run(fake_wordpress)
    assert said.status == "spam"  # it was not the portal that put it there


def test_when_wordpress_empties_its_spam_it_is_let_go(fake_wordpress, taken):
    comment, said = taken
    del fake_wordpress.comments[said.id]
    another_night()
    look(fake_wordpress)
    comment.refresh_from_db()
    assert (comment.state, comment.shown) == ("archived", "gone")
    assert [event.name for event in comment.events.all()] == ["take_in", "moved_there", "emptied"]


def test_what_was_sorted_is_not_let_go_with_it(fake_wordpress, everyone, taken):
    comment, said = taken
    comments.triage(
        comment, cast_comments.sorting("question", wish="hide"), actor=everyone["manager"]
    )
    run(fake_wordpress)
    del fake_wordpress.comments[said.id]
    another_night()
    look(fake_wordpress)
    comment.refresh_from_db()
    assert (comment.state, comment.shown) == ("triaged", "gone")


def test_taken_out_of_the_spam_there_it_joins_the_others(fake_wordpress, taken):
    comment, said = taken
    said.status = "hold"
    another_night()
    look(fake_wordpress)
    assert not Comment.objects.taken_for_spam().exists()
    comment.refresh_from_db()
    assert comment.shown == "held"


def test_what_comes_back_from_spam_that_was_never_taken_in_is_not_lost(fake_wordpress):
    """The feed has passed its number long ago."""
    said = spam(fake_wordpress)
    cast = fake_wordpress.visitor_comments(1, "Bu Ani", "ani@example.org", "Baru")
    pull(fake_wordpress)
    FeedCursor.objects.update(spam_id=cast.id)
    said.status = "approved"
    assert pull(fake_wordpress) == 0
    assert look(fake_wordpress).late == 1
    assert Comment.objects.get(text=REAL).shown == "shown"
