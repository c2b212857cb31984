"""The page of what is on its way: who sees it, what it tells, and trying again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contentdesk.foundation.delivery import DeliveryState
from contentdesk.models import Edition
from contentdesk.wordpress.models import Delivery, Removal
from tests.complaints import comments
from tests.complaints import site as comments_site
from tests.contentdesk import editions
from tests.wordpress.publishing import approved_with_photos, run
from tests.wordpress.test_takedown import published, remove, withdraws

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}

SEES = {
    "author": 403,
    "colleague": 403,
    "manager": 200,
    "lead": 403,
    "deputy": 403,
    "team_member": 403,
    "head": 200,
    "auditor": 403,
    "outsider": 403,
    "admin": 403,
}


def page(client, person):
    client.force_login(person)
    return client.get(reverse("website"), headers=ENGLISH)


def test_who_sees_it_and_who_tries_again(fake_wordpress, everyone, unit, client):
    seen, tried = {}, {}
    for who, person in everyone.items():
        seen[who] = page(client, person).status_code
        tried[who] = client.post(reverse("website_retry")).status_code
        assert client.get(reverse("website_retry")).status_code == 405
    assert seen == SEES
    assert tried == {**dict.fromkeys(SEES, 403), "manager": 302}


def test_empty_it_says_that_everything_has_arrived(manager, client):
    assert "Everything has arrived" in page(client, manager).content.decode()


def test_what_did_not_get_through_is_told_with_its_reason_and_tried_again(
    fake_wordpress, author, manager, head, unit, client
):
    edition = approved_with_photos(author, unit, manager, "red")
    fake_wordpress.fail(when="create_post", how="forbidden")
    run(fake_wordpress)
    shown = page(client, manager).content.decode()
    assert edition.title in shown
    assert "Tried again by itself" in shown
    assert "not allowed" in shown or "may not" in shown
    assert "Try again" not in page(client, head).content.decode()
    client.force_login(manager)
    answer = client.post(reverse("website_retry"), headers=ENGLISH, follow=True)
    assert "One is tried again now." in answer.content.decode()
    assert Delivery.objects.get().next_try <= timezone.now()
    assert edition.events.filter(name="retry").count() == 1
    run(fake_wordpress)
    assert Delivery.objects.get().state == DeliveryState.DONE
    assert "Everything has arrived" in page(client, manager).content.decode()


def test_a_file_that_should_be_gone_by_law_stands_there_with_its_clock(
    fake_wordpress, author, manager, unit, client
):
    edition = published(fake_wordpress, author, unit, manager, "red")
    withdraws(edition, author)
    run(fake_wordpress)
    fake_wordpress.fail(when="delete_media", how="forbidden")
    remove(fake_wordpress)
    assert "to be done by" in page(client, manager).content.decode()
    Removal.objects.update(due_by=timezone.now() - timedelta(hours=1))
    assert "should have been done by" in page(client, manager).content.decode()
    url = reverse("removal_retry", args=[Removal.objects.get().pk])
    client.force_login(author)
    assert client.post(url).status_code == 403
    client.force_login(manager)
    assert client.post(url).status_code == 302
    remove(fake_wordpress)
    assert Removal.objects.get().state == DeliveryState.DONE
    shown = page(client, manager).content.decode()
    assert "Gone because somebody no longer agrees" in shown
    assert "2 addresses" in shown
    assert "too late" in shown
    Removal.objects.update(due_by=timezone.now() + timedelta(hours=1))
    assert "in time" in page(client, manager).content.decode()


def test_what_the_checker_holds_stands_there_too(author, manager, unit, client):
    edition = editions.approved(author, unit, manager)
    Edition.objects.update(held_at=timezone.now())
    assert edition.title in page(client, manager).content.decode()


def test_as_many_questions_for_twelve_as_for_two(author, manager, unit, client):
    client.force_login(manager)
    counts = []
    for number in (2, 12):
        for title in range(number):
            edition = editions.approved(author, unit, manager, title=f"Jadwal {title}")
            Delivery.objects.create(edition=edition, revision=edition.pinned, state="failed")
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("website"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_comments_and_answers_stand_there_too(fake_wordpress, everyone, client):
    said = fake_wordpress.visitor_comments(1, "Bu Ani", "ani@example.org", "Ramah sekali.")
    comment = comments.triaged(everyone, "praise", comment=comments.new(external_id=str(said.id)))
    fake_wordpress.fail("update_comment", "forbidden")
    comments_site.run(fake_wordpress)
    shown = page(client, everyone["manager"]).content.decode()
    assert "Everything has arrived" not in shown
    assert reverse("comment_retry", args=[comment.pk]) in shown
    assert "role Editor" in shown
    assert (
        reverse("comment_retry", args=[comment.pk])
        not in page(client, everyone["head"]).content.decode()
    )
    client.force_login(everyone["manager"])
    client.post(reverse("website_retry"))
    assert comment.events.filter(name="retry").count() == 1
    comments_site.run(fake_wordpress)
    assert said.status == "approved"
    assert "Everything has arrived" in page(client, everyone["manager"]).content.decode()


def test_the_steps_of_the_last_try_are_told(fake_wordpress, author, manager, unit, client):
    approved_with_photos(author, unit, manager, "red")
    fake_wordpress.fail(when="flip", how="forbidden")
    run(fake_wordpress)
    shown = page(client, manager).content.decode()
    told = shown.partition("Steps of the sending")[2]
    assert (
        told.index("Sent the files") < told.index("Wrote the page") < told.index("Made it public")
    )
    assert "Looked at it as a visitor" not in told
