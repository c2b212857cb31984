"""The checker's last word when publishing takes several runs: it is asked until visitors see it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contentdesk.models import Edition, State
from contentdesk.services import drafts, live, review
from contentdesk.services.consents import Agreement, record_consent
from contentdesk.services.photos import NewPhoto, add
from contentdesk.wordpress.models import Publication
from tests.contentdesk import editions
from tests.wordpress.publishing import approved_with_photos, ours, photo, run
from tests.wordpress.test_holding import days_later

pytestmark = pytest.mark.django_db


def show_a_child(edition, author):
    """A photo more, with a consent that lasts until tomorrow."""
    add(edition, NewPhoto(photo("blue"), people="consented"), actor=author)
    editions.say_who_is_seen(edition, author, "consented", "Seorang anak ditimbang kader")
    for placement in edition.placements.all():
        said = Agreement(
            person="Ibu S.",
            purpose="Kabar posyandu",
            valid_until=timezone.localdate() + timedelta(days=1),
            proof_kept_at="Map merah",
        )
        record_consent(placement, said, actor=author)


@pytest.fixture
def first(author, manager, unit):
    edition = editions.draft(author, unit)
    show_a_child(edition, author)
    drafts.submit(edition, actor=author)
    editions.classify(edition, manager)
    review.approve(edition, actor=manager, seen_version=edition.version)
    return edition


@pytest.fixture
def change(fake_wordpress, author, manager, unit):
    """An approved change of what is on the website."""
    live = approved_with_photos(author, unit, manager)
    run(fake_wordpress)
    edition = drafts.begin_edition(live.material, actor=author)
    show_a_child(edition, author)
    drafts.submit(edition, actor=author)
    review.approve(edition, actor=manager, seen_version=edition.version)
    return edition


def is_held(edition):
    edition.refresh_from_db()
    codes = [finding["code"] for finding in edition.held_for]
    return (edition.state, codes, edition.flip_started_at) == (
        State.APPROVED,
        # Days have passed, so it is late as well.
        ["consent_run_out", "late"],
        None,
    )


@pytest.mark.parametrize(
    ("step", "how"),
    [
        ("upload_media", "busy"),
        ("upload_media", "lost_before"),
        ("update_post", "busy"),
        ("update_post", "lost_before"),
    ],
)
def test_a_change_that_has_not_got_through_is_held(fake_wordpress, change, step, how):
    [before] = [post.content for post in ours(fake_wordpress, change)]
    fake_wordpress.fail(when=step, how=how)
    run(fake_wordpress)
    with days_later(3):
        run(fake_wordpress)
    assert is_held(change)
    assert [post.content for post in ours(fake_wordpress, change)] == [before]


def test_a_change_that_visitors_see_already_is_not_held(fake_wordpress, change):
    fake_wordpress.fail(when="update_post", how="lost_after")
    run(fake_wordpress)
    with days_later(3):
        run(fake_wordpress)
    change.refresh_from_db()
    assert change.state == State.PUBLISHED


@pytest.mark.parametrize("step", ["upload_media", "update_post"])
def test_a_change_that_the_site_refuses_can_be_taken_back(fake_wordpress, change, manager, step):
    fake_wordpress.fail(when=step, how="forbidden")
    run(fake_wordpress)
    review.move(change, "reopen", actor=manager, reason="Jadwalnya berubah")
    assert change.state == State.SUBMITTED


def test_what_the_flip_never_reached_is_held(fake_wordpress, first):
    fake_wordpress.fail(when="flip", how="lost_before")
    run(fake_wordpress)
    with days_later(3):
        run(fake_wordpress)
    assert is_held(first)
    assert [post.status for post in ours(fake_wordpress, first)] == ["draft"]


def test_what_is_held_at_once_has_no_address_yet(fake_wordpress, first):
    """The address is made of the title, which may be the very thing to mend."""
    with days_later(3):
        run(fake_wordpress)
    assert is_held(first)
    assert not Publication.objects.filter(material=first.material).exists()


def test_what_was_due_long_ago_asks_a_person_whether_it_still_counts(
    fake_wordpress, author, manager, unit
):
    """The portal or the site was down over the weekend."""
    edition = editions.approved(author, unit, manager)
    other = editions.approved(author, unit, manager, title="Semalam")
    at = timezone.now() - timedelta(hours=25)
    Edition.objects.filter(pk=edition.pk).update(publish_at=at)
    Edition.objects.filter(pk=other.pk).update(publish_at=timezone.now() - timedelta(hours=8))
    run(fake_wordpress)
    edition.refresh_from_db()
    other.refresh_from_db()
    assert [found["code"] for found in edition.held_for] == ["late"]
    assert not ours(fake_wordpress, edition)
    assert other.state == State.PUBLISHED, "caught up by itself"
    live.release_hold(edition, actor=manager)
    run(fake_wordpress)
    edition.refresh_from_db()
    assert edition.state == State.PUBLISHED
