"""The checker's last word, on the day itself: what has become unfit is held, with its reason."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contentdesk.foundation.transitions import WrongState
from contentdesk.models import State
from contentdesk.services import live, review
from contentdesk.services.consents import Agreement, record_consent
from contentdesk.workflow import NotFit
from tests.contentdesk import editions
from tests.wordpress.publishing import ours, photo, run


@pytest.fixture
def with_consent(author, manager, unit):
    """Approved for the day after tomorrow; the consent for its photo runs out tomorrow."""
    edition = editions.draft(author, unit, photos=[photo("red")])
    editions.say_who_is_seen(edition, author, "consented", "Seorang anak ditimbang kader")
    agree(edition, author, timezone.localdate() + timedelta(days=1))
    editions.drafts.submit(edition, actor=author)
    editions.classify(edition, manager)
    review.approve(
        edition,
        actor=manager,
        seen_version=edition.version,
        publish_at=timezone.now() + timedelta(hours=20),
    )
    return edition


def agree(edition, actor, until):
    said = Agreement(
        person="Ibu S.", purpose="Kabar posyandu", valid_until=until, proof_kept_at="Map merah"
    )
    return record_consent(edition.placements.get(), said, actor=actor)


def days_later(days):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=True)


def test_while_the_consent_lasts_it_goes_out(fake_wordpress, with_consent):
    with days_later(1):
        run(fake_wordpress)
    with_consent.refresh_from_db()
    assert with_consent.state == State.PUBLISHED


def test_a_consent_that_ran_out_meanwhile_holds_it(fake_wordpress, with_consent):
    with days_later(3):
        run(fake_wordpress)
        run(fake_wordpress)
    with_consent.refresh_from_db()
    assert with_consent.state == State.APPROVED
    assert [finding["code"] for finding in with_consent.held_for] == [
        "consent_run_out",
        "late",
    ]
    assert with_consent.events.filter(name="hold").count() == 1
    assert ours(fake_wordpress, with_consent) == []
    assert fake_wordpress.media == {}


def test_mended_and_released_it_goes_out(fake_wordpress, with_consent, manager):
    with days_later(3):
        run(fake_wordpress)
        with_consent.placements.get().photo.consents.update(valid_until=None)
        live.release_hold(with_consent, actor=manager)
        run(fake_wordpress)
    with_consent.refresh_from_db()
    assert with_consent.state == State.PUBLISHED
    assert [post.status for post in ours(fake_wordpress, with_consent)] == ["publish"]


def test_what_still_holds_it_is_not_released(fake_wordpress, with_consent, manager):
    with days_later(3):
        run(fake_wordpress)
        with pytest.raises(NotFit):
            live.release_hold(with_consent, actor=manager)
    with_consent.refresh_from_db()
    assert with_consent.held_at


def test_nothing_is_released_that_is_not_held(with_consent, manager):
    with pytest.raises(WrongState):
        live.release_hold(with_consent, actor=manager)


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("author", False),
        ("colleague", False),
        ("manager", True),
        ("lead", False),
        ("team_member", False),
        ("head", True),
        ("auditor", False),
        ("outsider", False),
        ("admin", False),
    ],
)
def test_who_releases(who, may, everyone, with_consent):
    with pytest.raises(WrongState if may else PermissionDenied):
        live.release_hold(with_consent, actor=everyone[who])


def test_a_held_one_can_be_taken_back(fake_wordpress, with_consent, manager):
    with days_later(3):
        run(fake_wordpress)
        review.move(with_consent, "reopen", actor=manager, reason="Jadwalnya berubah")
    with_consent.refresh_from_db()
    assert (with_consent.state, with_consent.held_at, with_consent.held_for) == (
        State.SUBMITTED,
        None,
        [],
    )


def test_what_visitors_may_see_already_is_not_held(fake_wordpress, with_consent):
    """The answer to the flip was lost, and the consent ran out before the next look."""
    fake_wordpress.fail(when="flip", how="lost_after")
    with days_later(1):
        run(fake_wordpress)
    with days_later(3):
        run(fake_wordpress)
    with_consent.refresh_from_db()
    assert with_consent.state == State.PUBLISHED
