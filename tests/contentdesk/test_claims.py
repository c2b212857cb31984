"""A review is claimed: others see it, can take it over, and it runs out by itself."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from contentdesk.foundation.transitions import Refused
from contentdesk.models import State
from contentdesk.services import drafts, review, reviewers
from contentdesk.services.reviewers import LEASE
from tests.contentdesk import editions
from tests.contentdesk.test_second_clicks import at_once, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def claimed(author, manager, unit):
    """Submitted, classified, and in the manager's hands."""
    edition = editions.submitted(author, unit)
    editions.classify(edition, manager)
    reviewers.claim(edition, actor=manager)
    return edition


def later(minutes):
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=True)


def page_of(client, person, edition):
    client.force_login(person)
    url = reverse("material", args=[edition.material.ulid])
    return client.get(url, headers={"accept-language": "en"}).content.decode()


def button(edition, name):
    return f'action="{reverse("material_move", args=[edition.material.ulid, name])}"'


def test_the_others_see_who_and_until_when(claimed, manager, head, author, client, centre):
    until = timezone.localtime(claimed.claimed_until).strftime("%H:%M")
    for person in (head, author):
        assert f"Mira Pengelola is reviewing it until {until}" in page_of(client, person, claimed)
    mine = page_of(client, manager, claimed)
    assert f"You are reviewing it until {until}" in mine
    assert button(claimed, "release") in mine


def test_the_unit_does_not_discard_it_from_under_a_reviewer(claimed, author, manager):
    with pytest.raises(Refused):
        review.move(claimed, "discard", actor=author)
    review.move(claimed, "discard", actor=manager)
    assert claimed.state == State.DISCARDED


def test_what_went_back_to_the_unit_is_in_nobodys_hands(claimed, author, manager):
    review.move(claimed, "request_changes", actor=manager, reason="Mohon dilengkapi.")
    assert not claimed.is_claimed
    review.move(claimed, "discard", actor=author)
    assert claimed.state == State.DISCARDED


def test_what_another_has_in_hand_can_be_taken_over_and_nothing_else(claimed, head, client):
    page = page_of(client, head, claimed)
    assert button(claimed, "take_over") in page
    for name in ("approve", "request_changes", "reject", "approve_urgently", "classify", "claim"):
        assert button(claimed, name) not in page


DECISIONS = {
    "claim": lambda edition, who: reviewers.claim(edition, actor=who),
    "approve": lambda edition, who: review.approve(
        edition, actor=who, seen_version=edition.version
    ),
    "reject": lambda edition, who: review.move(edition, "reject", actor=who, reason="Tidak."),
    "classify": lambda edition, who: review.classify(
        edition, "immediate", actor=who, reason="Wabah"
    ),
}


@pytest.mark.parametrize("name", DECISIONS)
def test_another_reviewer_is_refused_with_name_and_hour(name, claimed, head, english):
    with pytest.raises(Refused, match=r"Mira Pengelola is reviewing this until \d\d\.\d\d"):
        DECISIONS[name](claimed, head)
    claimed.refresh_from_db()
    assert (claimed.state, claimed.classification) == (State.SUBMITTED, "anytime")


@pytest.mark.parametrize("name", DECISIONS)
def test_without_a_claim_by_somebody_else_everything_works(name, claimed, manager, head):
    DECISIONS[name](claimed, manager)
    reviewers.release(claimed, actor=manager)
    if claimed.state == State.SUBMITTED:
        DECISIONS[name](claimed, head)


def test_a_claim_runs_out_by_itself(claimed, head):
    with later(31):
        reviewers.claim(claimed, actor=head)
        assert claimed.claimed_by == head
        assert claimed.events.last().data == {}, "nothing was taken from anybody"


def test_each_thing_the_reviewer_does_prolongs_it(claimed, manager):
    draft = drafts.Draft("Judul yang benar", editions.BODY)
    steps = [
        lambda: drafts.save(claimed, draft, actor=manager, seen_version=claimed.version),
        lambda: review.classify(claimed, "immediate", actor=manager, reason="Wabah"),
        lambda: reviewers.claim(claimed, actor=manager),
    ]
    for number, step in enumerate(steps, start=1):
        with later(20 * number):
            step()
            claimed.refresh_from_db()
            assert claimed.claimed_until > timezone.now() + LEASE - timedelta(minutes=1)
    assert claimed.events.filter(name="claim").count() == 1


def test_what_others_do_does_not_prolong_it(claimed, head, author):
    until = claimed.claimed_until
    with later(10):
        with pytest.raises(Refused):
            DECISIONS["classify"](claimed, head)
        claimed.refresh_from_db()
    assert claimed.claimed_until == until


def test_taken_over_and_the_history_knows_from_whom(claimed, manager, head, client):
    reviewers.claim(claimed, actor=head, take_over=True)
    assert claimed.events.last().data == {"taken_from": manager.pk}
    with pytest.raises(Refused):
        DECISIONS["reject"](claimed, manager)
    with pytest.raises(Refused):
        reviewers.release(claimed, actor=manager)
    assert "Review taken over from a colleague" in page_of(client, manager, claimed)


def test_the_unit_does_not_pull_it_away(claimed, author, manager, client, english):
    with pytest.raises(Refused, match="so it stays there"):
        review.move(claimed, "take_back", actor=author)
    assert button(claimed, "take_back") not in page_of(client, author, claimed)
    reviewers.release(claimed, actor=manager)
    review.move(claimed, "take_back", actor=author)
    assert claimed.state == State.DRAFT


def test_a_claim_does_not_outlive_the_review(claimed, manager, head, author):
    review.move(claimed, "request_changes", actor=manager, reason="Mohon dilengkapi.")
    drafts.submit(claimed, actor=author)
    assert not claimed.is_claimed
    review.approve(claimed, actor=head, seen_version=claimed.version)
    reviewers_own = claimed.claimed_by
    review.move(claimed, "reopen", actor=manager, reason="Jadwalnya berubah")
    assert (reviewers_own, claimed.claimed_by) == (None, None)


def test_the_unit_does_not_claim(claimed, author):
    with pytest.raises(PermissionDenied):
        reviewers.claim(claimed, actor=author, take_over=True)


@pytest.mark.django_db(transaction=True)
def test_two_claim_at_the_same_instant(author, manager, head, unit):
    edition = editions.submitted(author, unit)
    one, other = fresh(edition), fresh(edition)
    through = at_once(
        lambda: reviewers.claim(one, actor=manager), lambda: reviewers.claim(other, actor=head)
    )
    edition.refresh_from_db()
    assert sorted(through) == [False, True]
    assert edition.claimed_by == (manager if through[0] else head)
    assert edition.events.filter(name="claim").count() == 1


def test_what_was_typed_outlives_the_claim_of_another(claimed, head, client):
    client.force_login(head)
    english = {"accept-language": "en"}
    ask = reverse("material_move", args=[claimed.material.ulid, "request_changes"])
    refused = client.post(ask, {"reason": "Tulis jamnya."}, headers=english)
    assert refused.status_code == 422
    shown = refused.content.decode()
    assert shown.index("Tulis jamnya.") < shown.index("As it will appear"), (
        "in sight, not far below"
    )
    assert '<input type="hidden" name="again" value="request_changes">' in shown
    # What the button brings along comes back in its form, and is not sent by it.
    over = reverse("material_move", args=[claimed.material.ulid, "take_over"])
    said = {"again": "request_changes", "reason": "Tulis jamnya."}
    page = client.post(over, said, headers=english)
    assert page.status_code == 200
    assert page.context["forms"]["request_changes"]["reason"].value() == "Tulis jamnya."
    assert fresh(claimed).state == State.SUBMITTED
    assert fresh(claimed).claimed_by == head


def test_nobody_writes_in_a_form_that_a_claim_will_refuse(claimed, manager, head, author, client):
    reviewers.claim(claimed, actor=head, take_over=True)
    edit = reverse("material_edit", args=[claimed.material.ulid])
    assert edit not in page_of(client, manager, claimed)
    answer = client.get(edit, headers={"accept-language": "en"}, follow=True)
    assert "is reviewing it. Take over the review first, then correct it." in (
        answer.content.decode()
    )
