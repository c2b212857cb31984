"""People of the office who answer in WordPress itself: told with what they answer."""

import pytest
from django.urls import reverse

from complaints.models import Comment, CommentEvent, FeedCursor
from tests.complaints import comments as cast_comments
from tests.complaints.site import pull, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
ADMIN, WRITER, SUBSCRIBER = 1, 3, 4
WORDS = "Sudah kami perbaiki, Bu."


@pytest.fixture(autouse=True)
def pages_in_english(settings):
    settings.LANGUAGE_CODE = "en"


def writes(fake, account, parent, text=WORDS):
    """Somebody who is logged in writes in wp-admin, beneath another comment."""
    name = fake.accounts[account].name
    return fake.add_comment(
        post=1, parent=parent, content=text, author=account, author_name=name,
        author_email="x@example.org", status="approved",
    )  # fmt: skip


@pytest.fixture
def known(fake_wordpress):
    said = fake_wordpress.visitor_comments(1, "Bu Ani", "ani@example.org", cast_comments.SAID)
    pull(fake_wordpress)
    return Comment.objects.get(external_id=str(said.id)), said


def test_an_answer_by_the_office_is_an_event_and_no_comment(fake_wordpress, known):
    comment, said = known
    answer = writes(fake_wordpress, ADMIN, said.id)
    assert pull(fake_wordpress) == 0
    event = comment.events.last()
    assert event.name == "answered_there"
    assert event.data == {
        "remote_id": answer.id,
        "name": "admin",
        "text": WORDS,
        "shown": "shown",
        "generation": 1,
    }
    comment.refresh_from_db()
    assert comment.noticed == {"answered": "admin"}


def test_it_is_told_once_however_often_the_feed_is_read(fake_wordpress, known):
    writes(fake_wordpress, WRITER, known[1].id)
    pull(fake_wordpress)
    type(known[0]).objects.filter(pk=known[0].pk).update(noticed={})
    FeedCursor.objects.update(last_id=0)
    assert pull(fake_wordpress) == 0
    assert CommentEvent.objects.filter(name="answered_there").count() == 1


def test_an_answer_that_waits_to_be_shown_has_answered_nobody_yet(fake_wordpress, known):
    comment, said = known
    writes(fake_wordpress, WRITER, said.id).status = "hold"
    assert pull(fake_wordpress) == 0
    comment.refresh_from_db()
    assert comment.events.last().data["shown"] == "held"
    assert comment.noticed == {}


def test_who_only_has_a_login_is_a_visitor(fake_wordpress, known):
    writes(fake_wordpress, SUBSCRIBER, known[1].id, "Saya juga menunggu lama.")
    assert pull(fake_wordpress) == 1
    assert Comment.objects.filter(text="Saya juga menunggu lama.").exists()


def test_in_a_first_import_the_answer_comes_before_its_comment(fake_wordpress):
    said = fake_wordpress.visitor_comments(1, "Bu Ani", "ani@example.org", cast_comments.SAID)
    first = writes(fake_wordpress, ADMIN, said.id)
    writes(fake_wordpress, ADMIN, first.id, "Dan satu hal lagi.")
    for number in range(120):
        fake_wordpress.visitor_comments(1, "Pak Budi", "budi@example.org", f"Kata {number}")
    assert pull(fake_wordpress) == 122
    comment = Comment.objects.get(external_id=str(said.id))
    told = [event.data["text"] for event in comment.events.filter(name="answered_there")]
    assert told == [WORDS, "Dan satu hal lagi."]


def test_what_answers_nothing_known_is_not_lost(fake_wordpress):
    writes(fake_wordpress, ADMIN, 0, "Pengumuman: loket tutup.")
    writes(fake_wordpress, ADMIN, 999, "Di bawah yang sudah dihapus.")
    assert pull(fake_wordpress) == 3
    assert Comment.objects.filter(text__startswith="Di bawah").exists()


def test_accounts_are_asked_for_once_and_only_when_needed(fake_wordpress, known):
    fake_wordpress.visitor_comments(1, "Pak Budi", "budi@example.org", "Halo")
    pull(fake_wordpress)
    asked = lambda: [r for r in fake_wordpress.requests if r.route == "/wp/v2/users"]  # noqa: E731
    assert asked() == []
    for number in range(120):
        writes(fake_wordpress, ADMIN, known[1].id, f"Jawaban {number}")
    pull(fake_wordpress)
    assert len(asked()) == 1


def test_one_beneath_our_own_answer_belongs_to_the_same_comment(fake_wordpress, everyone, known):
    comment, _said = known
    cast_comments.triaged(everyone, "praise", comment=comment)
    reply = cast_comments.sent_off(everyone, comment)
    run(fake_wordpress)
    reply.refresh_from_db()
    writes(fake_wordpress, ADMIN, reply.remote_id)
    assert pull(fake_wordpress) == 0
    assert comment.events.last().name == "answered_there"


def test_the_manager_is_told_and_can_close_it(fake_wordpress, client, everyone, known):
    comment, said = known
    cast_comments.triaged(everyone, "question", comment=comment)
    writes(fake_wordpress, ADMIN, said.id)
    pull(fake_wordpress)
    client.force_login(everyone["manager"])
    page = client.get(reverse("comment", args=[comment.pk])).content.decode()
    assert "Somebody has answered it in WordPress: admin." in page
    assert WORDS in page
    assert "Answered there" in client.get(reverse("comments")).content.decode()
    address = reverse("comment_answer_elsewhere", args=[comment.pk])
    assert address in page
    client.post(address, {"reason": "Dijawab admin di situs."})
    comment.refresh_from_db()
    assert comment.state == "answered"
    inbox = client.get(reverse("comments"), {"group": "answered"}).content.decode()
    assert "Answered there" not in inbox
