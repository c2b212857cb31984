"""The site set up anew or restored: new numbers never meet old ones, nothing is lost or doubled."""

import copy
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.models import Comment, CommentEvent, Delivery, Reply, Shown
from complaints.services import comments as services
from complaints.services import noticing
from contentdesk.wordpress import generations
from tests.complaints import comments
from tests.complaints.site import answers, look, pull, run
from tests.fake_wordpress.site import Site

pytestmark = pytest.mark.django_db
PRAISE = "Petugasnya ramah sekali."


@pytest.fixture(autouse=True)
def connected(settings, fake_wordpress):
    settings.WORDPRESS_URL = fake_wordpress.url


def says(fake, text=PRAISE, name="Bu Ani"):
    return fake.visitor_comments(1, name, "ani@example.org", text)


def set_up_anew(fake):
    url, fake.site = fake.site.url, Site()
    fake.site.url = url


def rebuild(people):
    assert generations.begin(actor=people["manager"], seen=generations.current())


def kept(text=PRAISE):
    return Comment.objects.get(text=text)


@pytest.fixture
def answered(fake_wordpress, everyone):
    """A praise with our answer beneath it, both on the site."""
    said = says(fake_wordpress)
    pull(fake_wordpress)
    comment = comments.triaged(everyone, "praise", comment=kept())
    run(fake_wordpress)
    comments.sent_off(everyone, comment, comments.ANSWER)
    run(fake_wordpress)
    assert len(answers(fake_wordpress, said)) == 1
    return said


def test_a_number_that_was_given_anew_is_a_comment_of_its_own(fake_wordpress, everyone):
    first = says(fake_wordpress)
    pull(fake_wordpress)
    set_up_anew(fake_wordpress)
    rebuild(everyone)
    second = says(fake_wordpress, "Antrean lama.", "Pak Budi")
    assert second.id == first.id
    assert pull(fake_wordpress) == 1
    assert set(Comment.objects.values_list("text", "generation", "shown")) >= {
        (PRAISE, 1, Shown.GONE),
        ("Antrean lama.", 2, Shown.HELD),
    }
    assert pull(fake_wordpress) == 0


def test_restored_under_other_numbers_each_is_known_again(fake_wordpress, everyone, answered):
    site = fake_wordpress.site
    # An export and import gives all of them new numbers.
    old = {number: number + 40 for number in site.comments}
    for comment in site.comments.values():
        comment.id, comment.parent = old[comment.id], old.get(comment.parent, 0)
    site.comments = {comment.id: comment for comment in site.comments.values()}
    before = Comment.objects.count()
    rebuild(everyone)
    assert pull(fake_wordpress) == 0
    assert Comment.objects.count() == before
    comment = kept()
    assert (comment.external_id, comment.generation) == (str(answered.id), 2)
    assert comment.shown == Shown.SHOWN
    [reply] = Reply.objects.all()
    assert reply.remote_id in site.comments
    assert not comment.events.filter(name="answered_there").exists()
    assert comment.events.filter(name="found_again").count() == 1


def test_restored_as_it_was_nothing_is_doubled(fake_wordpress, everyone, answered):
    backup = copy.deepcopy(fake_wordpress.site)
    says(fake_wordpress, "Setelah cadangan.", "Pak Budi")
    pull(fake_wordpress)
    fake_wordpress.site = backup
    rebuild(everyone)
    assert pull(fake_wordpress) == 0
    assert kept().shown == Shown.SHOWN
    assert kept("Setelah cadangan.").shown == Shown.GONE
    assert Reply.objects.get().remote_id is not None


def test_what_is_gone_from_there_stays_here_and_is_not_looked_for(
    fake_wordpress, everyone, answered
):
    set_up_anew(fake_wordpress)
    rebuild(everyone)
    pull(fake_wordpress)
    comment = kept()
    assert (comment.shown, comment.snapshot.sha256 != "") == (Shown.GONE, True)
    noticing.ask_for_a_look(timezone.now())
    asked = len(fake_wordpress.sent("read_comment"))
    look(fake_wordpress)
    assert len(fake_wordpress.sent("read_comment")) == asked


def test_a_decision_waits_until_the_new_site_was_read(fake_wordpress, everyone):
    said = says(fake_wordpress)
    pull(fake_wordpress)
    comment = comments.triaged(everyone, "praise", comment=kept())
    rebuild(everyone)
    other = fake_wordpress.comments[1]
    other.id, said.id = said.id, other.id
    fake_wordpress.site.comments = {other.id: other, said.id: said}
    run(fake_wordpress)
    job = Delivery.objects.get()
    assert (job.state, job.error_code) == ("failed", "comments_unread")
    assert job.next_try
    pull(fake_wordpress)
    run(fake_wordpress)
    assert said.status == "approved"
    comment.refresh_from_db()
    assert comment.shown == Shown.SHOWN


def test_an_answer_to_what_is_gone_says_so(fake_wordpress, everyone):
    says(fake_wordpress)
    pull(fake_wordpress)
    comment = comments.triaged(everyone, "praise", comment=kept())
    run(fake_wordpress)
    reply = comments.sent_off(everyone, comment, comments.ANSWER)
    set_up_anew(fake_wordpress)
    stranger = says(fake_wordpress, "Orang lain.", "Pak Budi")
    rebuild(everyone)
    pull(fake_wordpress)
    run(fake_wordpress)
    job = comments.delivery_of(reply)
    assert (job.state, job.error_code) == ("failed", "comment_gone")
    assert answers(fake_wordpress, stranger) == []


def test_a_site_that_counts_anew_is_noticed_and_told(fake_wordpress, everyone, client):
    """Nobody has said so yet: no word of another is taken for an edit of ours."""
    says(fake_wordpress)
    says(fake_wordpress, "Sudah lama.", "Bu Cici")
    pull(fake_wordpress)
    Comment.objects.update(received_at=timezone.now() - timedelta(days=3))
    set_up_anew(fake_wordpress)
    says(fake_wordpress, "Keluhan baru.", "Pak Budi")
    pull(fake_wordpress)
    noticing.ask_for_a_look(timezone.now())
    look(fake_wordpress)
    assert generations.doubted_at()
    assert not CommentEvent.objects.filter(name="edited_there").exists()
    client.force_login(everyone["manager"])
    for page in ("home", "website"):
        assert reverse("website_rebuild") in client.get(reverse(page)).content.decode()
    client.post(reverse("website_rebuild"), {"generation": "1"})
    assert generations.doubted_at() is None
    assert pull(fake_wordpress) == 2
    assert kept("Keluhan baru.").generation == 2


def test_the_newest_comment_deleted_is_no_reason_to_doubt(fake_wordpress, everyone, client):
    says(fake_wordpress)
    last = says(fake_wordpress, "Terakhir.", "Bu Cici")
    pull(fake_wordpress)
    del fake_wordpress.comments[last.id]
    pull(fake_wordpress)
    look(fake_wordpress)
    assert generations.doubted_at() is None


def test_the_manager_says_that_it_is_the_same(fake_wordpress, everyone, client):
    generations.doubt()
    client.force_login(everyone["manager"])
    client.post(reverse("website_rebuild"), {"same": "1", "generation": "1"})
    assert generations.doubted_at() is None
    assert generations.current() == 1


def test_shown_decisions_reach_the_new_site(fake_wordpress, everyone, answered):
    backup = copy.deepcopy(fake_wordpress.site)
    fake_wordpress.site = backup
    rebuild(everyone)
    pull(fake_wordpress)
    services.decide_visibility(kept(), actor=everyone["manager"], wish="hide")
    run(fake_wordpress)
    assert fake_wordpress.comments[int(kept().external_id)].status == "hold"
