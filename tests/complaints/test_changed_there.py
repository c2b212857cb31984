"""What was done to a comment on WordPress is seen on its page, in its history and in the inbox."""

import pytest
from django.urls import reverse

from complaints.models import Comment, Shown
from complaints.services import comments, noticing
from complaints.standing import ON_SITE
from tests.complaints import comments as cast_comments

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture(autouse=True)
def pages_in_english(settings):
    settings.LANGUAGE_CODE = "en"


def found(comment, *, shown=None, text=None):
    """As the second look finds it."""
    comment.refresh_from_db()
    now = cast_comments.timezone.now()
    shown = shown or Shown(comment.shown)
    assert noticing.record_found(comment, shown=shown, text=text or comment.text, asked_at=now)


def page_of(client, person, comment):
    client.force_login(person)
    return client.get(reverse("comment", args=[comment.pk])).content.decode()


def inbox_of(client, person, **query):
    client.force_login(person)
    return client.get(reverse("comments"), query).content.decode()


@pytest.mark.parametrize("shown", list(Shown))
def test_where_it_stands_is_one_sentence(shown, client, everyone):
    comment = cast_comments.new(shown=shown)
    assert str(ON_SITE[shown]) in page_of(client, everyone["auditor"], comment)


@pytest.mark.parametrize(
    ("shown", "chip"),
    [
        ("spam", "Taken for spam there"),
        ("trashed", "In the trash there"),
        ("no_page", "Its page is in the trash"),
        ("gone", "Deleted there"),
    ],
)
def test_what_was_put_away_there_is_marked_in_the_inbox(shown, chip, client, everyone):
    comment = cast_comments.triaged(everyone, "question", wish="hide")
    comment.deliveries.all().delete()
    assert chip not in inbox_of(client, everyone["manager"])
    found(comment, shown=Shown(shown))
    assert chip in inbox_of(client, everyone["manager"])
    page = page_of(client, everyone["manager"], comment)
    assert "Changed by somebody on WordPress" in page
    assert f"{Shown.HELD.label} → {Shown(shown).label}" in page


def test_an_edit_is_shown_word_by_word_and_the_first_words_stay(client, everyone):
    comment = cast_comments.new("Loket obat lama sekali hari ini.")
    found(comment, text="Loket obat cepat sekali hari ini.")
    page = page_of(client, everyone["auditor"], comment)
    assert "have been changed since it came in" in page
    assert (
        '<del class="word-removed"><span class="visually-hidden">removed: </span>lama</del>' in page
    )
    assert '<ins class="word-added"><span class="visually-hidden">added: </span>cepat</ins>' in page
    assert "<p>Loket obat lama sekali hari ini.</p>" in page
    assert "Words changed there" in inbox_of(client, everyone["auditor"])


def test_what_was_written_there_is_shown_as_text(client, everyone):
    comment = cast_comments.new("Loket obat lama.")
    found(comment, text="Loket obat <script>alert(1)</script> lama.")
    page = page_of(client, everyone["manager"], comment)
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.fixture
def undone(everyone):
    """It was to be hidden, and somebody on WordPress shows it."""
    comment = cast_comments.triaged(everyone, "question", wish="hide")
    comment.deliveries.all().delete()
    Comment.objects.update(shown=Shown.HIDDEN)
    found(comment, shown=Shown.SHOWN)
    return comment


def test_what_was_undone_is_told_to_all_and_done_again_by_the_manager(client, everyone, undone):
    for who in ("auditor", "team_member"):
        page = page_of(client, everyone[who], undone)
        assert "It was decided here: “Do not show it”." in page
        assert "Do as it was decided here" not in page
    assert "Undone on WordPress" in inbox_of(client, everyone["auditor"])
    assert "Do as it was decided here" in page_of(client, everyone["manager"], undone)
    address = reverse("comment_visibility", args=[undone.pk])
    for _ in range(2):
        assert client.post(address, {"wish": "hide"}).status_code == 302
    assert undone.deliveries.open().count() == 1
    assert "Undone on WordPress" not in inbox_of(client, everyone["manager"])
    assert "It was decided here" not in page_of(client, everyone["manager"], undone)


@pytest.mark.parametrize("who", ["team_member", "head", "auditor"])
def test_nobody_else_does_it_again(who, client, everyone, undone):
    client.force_login(everyone[who])
    address = reverse("comment_visibility", args=[undone.pk])
    assert client.post(address, {"wish": "hide"}).status_code == 403


def test_what_is_deleted_there_cannot_be_done_again(client, everyone):
    comment = cast_comments.triaged(everyone, "question", wish="show")
    comment.deliveries.all().delete()
    Comment.objects.update(shown=Shown.SHOWN)
    found(comment, shown=Shown.GONE)
    page = page_of(client, everyone["manager"], comment)
    assert "It was decided here" in page
    assert "Do as it was decided here" not in page


def test_the_manager_may_put_it_into_the_trash_there(client, everyone):
    comment = cast_comments.triaged(everyone, "question")
    comment.deliveries.all().delete()
    client.force_login(everyone["manager"])
    address = reverse("comment_visibility", args=[comment.pk])
    for _ in range(2):
        assert client.post(address, {"wish": "trash"}).status_code == 302
    comment.refresh_from_db()
    assert (comment.wish, comment.deliveries.open().count()) == ("trash", 1)
    assert client.post(address, {"wish": "spam"}).status_code == 422  # that is the archive's


def test_queries_are_the_same_with_and_without(
    client, everyone, django_assert_max_num_queries, program
):
    comment = cast_comments.triaged(everyone, "question", wish="hide")
    client.force_login(everyone["manager"])
    counts = []
    for turn in range(2):
        with django_assert_max_num_queries(30) as inbox:
            client.get(reverse("comments"))
        with django_assert_max_num_queries(30) as page:
            client.get(reverse("comment", args=[comment.pk]))
        counts.append((len(inbox), len(page)))
        if turn == 0:
            comment.deliveries.all().delete()
            found(comment, shown=Shown.SHOWN, text="Lain sama sekali.")
            noticing.record_answered_there(
                comment, remote_id=9, name="Budi", text="Sudah.", shown="shown"
            )
            for _ in range(5):
                found(cast_comments.new(), text="Diubah.")
            comments.decide_visibility(comment, actor=everyone["manager"], wish="show")
    assert counts[0] == counts[1]
