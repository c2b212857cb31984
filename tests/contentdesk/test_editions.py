"""A settled material is changed as a new edition; what is on the website stays as it is."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contentdesk.models import Classification, Edition, Material, People, State
from contentdesk.services import drafts, review
from tests.contentdesk import editions
from tests.contentdesk.test_second_clicks import at_once
from tests.wordpress.publishing import photo


@pytest.fixture(autouse=True)
def pages_in_english(client):
    """Sentences as they stand in the code."""
    client.cookies["django_language"] = "en"


def fresh(edition):
    return Material.objects.get(pk=edition.material_id)


def begin(client, edition, person):
    client.force_login(person)
    return client.post(reverse("material_begin", args=[edition.material.ulid]))


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.PUBLISHED, State.REJECTED, State.DISCARDED])
def test_the_unit_begins_to_change_it(state, author, colleague, manager, unit, client):
    edition = editions.in_state(state, author, unit, manager)
    page = reverse("material", args=[edition.material.ulid])
    client.force_login(colleague)
    assert (
        reverse("material_begin", args=[edition.material.ulid]) in client.get(page).content.decode()
    )
    response = begin(client, edition, colleague)
    assert response.url == reverse("material_edit", args=[edition.material.ulid])
    second = fresh(edition).latest
    assert (second.number, second.state, second.title) == (2, State.DRAFT, edition.title)
    edition.refresh_from_db()
    assert edition.state == state
    assert (
        reverse("material_begin", args=[edition.material.ulid])
        not in client.get(page).content.decode()
    )


@pytest.mark.django_db
def test_a_double_click_begins_one(author, manager, unit, client):
    edition = editions.published(author, unit, manager)
    assert begin(client, edition, author).url == begin(client, edition, author).url
    assert fresh(edition).editions.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_begin_at_the_same_instant(author, colleague, manager, unit):
    edition = editions.in_state(State.REJECTED, author, unit, manager)
    one, other = fresh(edition), fresh(edition)
    # Both have read which edition is the newest before either of them begins.
    assert one.latest == other.latest
    begun = []
    at_once(
        lambda: begun.append(drafts.begin_edition(one, actor=author).pk),
        lambda: begun.append(drafts.begin_edition(other, actor=colleague).pk),
    )
    assert begun[0] == begun[1]
    assert fresh(edition).editions.count() == 2


@pytest.mark.django_db
def test_the_one_that_is_under_review_is_opened_by_nobody(author, manager, unit, client):
    edition = editions.submitted(author, unit)
    response = begin(client, edition, author)
    assert client.get(response.url).url == reverse("material", args=[edition.material.ulid])
    assert Edition.objects.count() == 1


@pytest.mark.django_db
def test_what_is_taken_over_and_what_is_not(author, manager, head, unit):
    edition = editions.draft(author, unit, photos=[photo("red")])
    review.classify(edition, Classification.ANYTIME, actor=manager, reason="Prosedur")
    review.move(edition, "discard", actor=author)
    Edition.objects.filter(pk=edition.pk).update(
        pressing=True,
        wished_day=timezone.localdate(),
        urgent_by=manager,
        held_at=timezone.now(),
        claimed_by=head,
        claimed_until=timezone.now() + timedelta(minutes=10),
        publish_at=timezone.now(),
    )
    second = drafts.begin_edition(fresh(edition), actor=author)
    second.refresh_from_db()
    assert (second.title, second.body) == (editions.TITLE, editions.BODY)
    assert (second.classification, second.classified_by) == (Classification.ANYTIME, manager)
    [placement] = second.placements.all()
    assert (placement.photo, placement.people) == (edition.placements.get().photo, People.NOBODY)
    assert not second.pressing
    assert not second.is_claimed
    assert not second.owes_second_look
    assert (second.wished_day, second.held_at, second.publish_at) == (None, None, None)
    review.classify(second, Classification.IMMEDIATE, actor=head, reason="Wabah")
    edition.refresh_from_db()
    assert edition.classification == Classification.ANYTIME


@pytest.mark.django_db
def test_it_begins_with_what_is_live_and_not_with_what_was_rejected(author, manager, unit):
    edition = editions.published(author, unit, manager)
    second = drafts.begin_edition(fresh(edition), actor=author)
    draft = drafts.Draft("Judul yang ditolak", editions.BODY)
    drafts.save(second, draft, actor=author, seen_version=second.version)
    drafts.submit(second, actor=author)
    review.move(second, "reject", actor=manager, reason="Tidak sesuai.")
    third = drafts.begin_edition(fresh(edition), actor=author)
    assert (third.number, third.title) == (3, editions.TITLE)


@pytest.mark.django_db
def test_one_may_go_on_from_what_was_rejected(author, manager, unit, client):
    edition = editions.published(author, unit, manager)
    second = drafts.begin_edition(fresh(edition), actor=author)
    draft = drafts.Draft("Judul yang ditolak", editions.BODY)
    drafts.save(second, draft, actor=author, seen_version=second.version)
    drafts.submit(second, actor=author)
    review.move(second, "reject", actor=manager, reason="Tidak sesuai.")
    client.force_login(author)
    page = client.get(reverse("material", args=[edition.material.ulid])).content.decode()
    assert "Begin with what is on the website" in page
    assert 'name="go_on"' in page
    client.post(reverse("material_begin", args=[edition.material.ulid]), {"go_on": "1"})
    assert (fresh(edition).latest.number, fresh(edition).latest.title) == (3, "Judul yang ditolak")


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["open", "reject"])
def test_the_page_says_what_is_on_the_website_now(ending, author, manager, unit, client):
    edition = editions.published(author, unit, manager)
    second = drafts.begin_edition(fresh(edition), actor=author)
    draft = drafts.Draft("Judul yang baru", editions.BODY)
    drafts.save(second, draft, actor=author, seen_version=second.version)
    if ending != "open":
        drafts.submit(second, actor=author)
        review.move(second, ending, actor=manager, reason="Tidak jadi.")
    client.force_login(author)
    shown = client.get(reverse("material", args=[edition.material.ulid])).content.decode()
    assert f"“{editions.TITLE}” is on the website." in shown
    assert reverse("material_version", args=[edition.material.ulid, "1.1"]) in shown
    stays = "It stays there as it is until this change is approved and published."
    assert (stays in shown) == (ending == "open")
    if ending == "open":
        form = client.get(reverse("material_edit", args=[edition.material.ulid]))
        assert stays in form.content.decode()
