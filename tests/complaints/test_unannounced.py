"""A site restored, moved or emptied: no comment job touches another person's comment."""

import copy
from datetime import timedelta

import pytest
from django.utils import timezone

from complaints.models import Comment, Delivery, Reply, ReplyEvent, Shown, State
from complaints.services import comments as services
from complaints.services import noticing
from complaints.wordpress.records import ours_among
from complaints.wordpress.sending import send
from contentdesk.wordpress import generations
from tests.complaints import comments
from tests.complaints.site import answers, client, look, pull, run
from tests.complaints.test_new_site import (  # noqa: F401
    answered,
    connected,
    kept,
    rebuild,
    says,
    set_up_anew,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(fake_wordpress):
    """What Bu Ani said three days ago, taken in."""
    comment = says(fake_wordpress)
    comment.date_gmt -= timedelta(days=3)
    pull(fake_wordpress)
    return comment


def second_site(fake, request, *, holds=None):
    """Another site at another address, empty or with a copy of this one."""
    second = type(fake)()
    request.addfinalizer(second.stop)
    if holds:
        url, second.site = second.site.url, copy.deepcopy(holds)
        second.site.url = url
    return second


def looks_again(fake):
    pull(fake)
    noticing.ask_for_a_look(timezone.now())
    look(fake)
    pull(fake)


def test_nobody_elses_comment_is_made_public(fake_wordpress, everyone, said):
    set_up_anew(fake_wordpress)
    stranger = says(fake_wordpress, "Dokternya lama sekali.", "Pak Budi")
    comments.triaged(everyone, "praise", comment=kept())
    run(fake_wordpress)
    assert stranger.status == "hold"
    assert Delivery.objects.get().error_code == "another_comment"
    assert generations.doubted_at()
    run(fake_wordpress)
    assert Delivery.objects.get().attempts == 1, "nothing is done while nobody knows"


def test_no_answer_stands_beneath_somebody_elses(fake_wordpress, everyone, said):
    comment = comments.triaged(everyone, "praise", comment=kept())
    run(fake_wordpress)
    set_up_anew(fake_wordpress)
    stranger = says(fake_wordpress, "Antrean lama.", "Pak Budi")
    comments.sent_off(everyone, comment, comments.ANSWER)
    run(fake_wordpress)
    assert answers(fake_wordpress, stranger) == []
    assert stranger.status == "hold"


@pytest.mark.parametrize("with_copy", [False, True])
def test_to_another_address_and_back(with_copy, fake_wordpress, everyone, settings, request, said):
    comments.triaged(everyone, "praise", comment=kept())
    run(fake_wordpress)
    for number in range(120):
        says(fake_wordpress, f"Masukan {number}", f"Warga {number}")
    pull(fake_wordpress)
    first = settings.WORDPRESS_URL
    second = second_site(fake_wordpress, request, holds=with_copy and fake_wordpress.site)
    settings.WORDPRESS_URL = second.url
    pull(second)
    settings.WORDPRESS_URL = first
    looks_again(fake_wordpress)
    assert kept().shown == Shown.SHOWN
    services.decide_visibility(kept(), actor=everyone["manager"], wish="hide")
    run(fake_wordpress)
    assert said.status == "hold"


def test_a_backup_does_not_show_again_what_was_hidden(fake_wordpress, everyone, said):
    said.status = "approved"
    looks_again(fake_wordpress)
    backup = copy.deepcopy(fake_wordpress.site)
    comments.triaged(everyone, "complaint", comment=kept(), wish="hide")
    run(fake_wordpress)
    fake_wordpress.site = backup
    rebuild(everyone)
    pull(fake_wordpress)
    run(fake_wordpress)
    assert fake_wordpress.comments[said.id].status == "hold"


def test_an_answer_that_a_backup_lacks_is_told(fake_wordpress, everyone, said):
    comment = comments.triaged(everyone, "praise", comment=kept())
    run(fake_wordpress)
    backup = copy.deepcopy(fake_wordpress.site)
    comments.sent_off(everyone, comment, comments.ANSWER)
    run(fake_wordpress)
    fake_wordpress.site = backup
    rebuild(everyone)
    pull(fake_wordpress)
    assert kept().noticed == {"lost_answer": True}
    assert kept().events.filter(name="answer_lost").count() == 1


def test_unsorted_spam_stays_to_be_sorted(fake_wordpress, everyone):
    says(fake_wordpress, "Keluhan nyata.").status = "spam"
    looks_again(fake_wordpress)
    rebuild(everyone)
    looks_again(fake_wordpress)
    comment = kept("Keluhan nyata.")
    assert (comment.state, comment.shown, comment.generation) == (State.NEW, Shown.SPAM, 2)


def test_what_lies_in_the_trash_is_brought_back_from_there(fake_wordpress, everyone, said):
    services.archive(kept(), actor=everyone["manager"], kind="test")
    run(fake_wordpress)
    rebuild(everyone)
    looks_again(fake_wordpress)
    services.restore(kept(), actor=everyone["manager"])
    run(fake_wordpress)
    assert said.status == "hold"


def test_our_answers_under_nobodys_account_are_ours(fake_wordpress, everyone, answered):
    for comment in fake_wordpress.comments.values():
        comment.author = 0  # an importer that maps no accounts
    before = Comment.objects.count()
    rebuild(everyone)
    pull(fake_wordpress)
    assert Comment.objects.count() == before
    assert Reply.objects.get().remote_id is not None


def test_nearly_all_gone_at_once_is_another_site(fake_wordpress, everyone):
    for number in range(6):
        says(fake_wordpress, f"Masukan {number}", f"Warga {number}")
    pull(fake_wordpress)
    set_up_anew(fake_wordpress)
    looks_again(fake_wordpress)
    assert generations.doubted_at()
    assert not Comment.objects.filter(shown=Shown.GONE).exists()
    generations.keep(actor=everyone["manager"])
    noticing.ask_for_a_look(timezone.now())
    look(fake_wordpress)
    assert Comment.objects.filter(shown=Shown.GONE).count() == 6, "then they are gone"


def test_an_edit_with_a_new_date_is_an_edit(fake_wordpress, everyone, said):
    said.content, said.date_gmt = "Diperbaiki.", said.date_gmt + timedelta(minutes=1)
    looks_again(fake_wordpress)
    assert generations.doubted_at() is None
    assert kept().noticed["text"] == "Diperbaiki."


def test_answers_sent_before_there_were_generations_are_ours(fake_wordpress, answered):
    event = ReplyEvent.objects.get(name="posted")
    old = {"remote_id": event.data["remote_id"]}
    ReplyEvent.objects.bulk_create([ReplyEvent(subject=event.subject, name="posted", data=old)])
    Reply.objects.update(remote_id=9999)  # put away there and sent anew
    record = {"id": old["remote_id"], "author": 2, "parent": answered.id, "content": {"raw": "x"}}
    assert ours_among([record], 1) == {record["id"]}


def test_the_wish_counts_that_holds_when_the_job_is_taken(fake_wordpress, everyone, said):
    comments.triaged(everyone, "complaint", comment=kept(), wish="show")
    job = Delivery.objects.select_related("comment", "reply").get()
    services.decide_visibility(kept(), actor=everyone["manager"], wish="hide")
    with client(fake_wordpress) as site:
        send(job, site)
    assert said.status == "hold"
