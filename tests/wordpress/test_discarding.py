"""Approved and then given up: the draft and the photos that were sent leave the site again."""

import pytest

from contentdesk.models import Material, State
from contentdesk.services import drafts, review
from contentdesk.wordpress import tasks
from contentdesk.wordpress.models import Delivery, Publication, Removal
from tests.contentdesk import editions
from tests.wordpress.publishing import approved_with_photos, ours, run
from tests.wordpress.test_publishing_killed import Killed, dying

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def connected(settings, fake_wordpress):
    settings.WORDPRESS_URL = fake_wordpress.url
    settings.WORDPRESS_USER = fake_wordpress.user
    settings.WORDPRESS_APP_PASSWORD = fake_wordpress.password


@pytest.fixture
def stuck(fake_wordpress, author, manager, unit):
    """Its draft and its photo are on the site, not shown yet."""
    edition = approved_with_photos(author, unit, manager, "red")
    fake_wordpress.fail("flip", "forbidden")
    run(fake_wordpress)
    assert [post.status for post in ours(fake_wordpress, edition)] == ["draft"]
    return edition


def gives_up(edition, manager):
    edition.refresh_from_db()
    review.move(edition, "discard_approved", actor=manager)


def sweep(fake):
    run(fake)
    list(tasks.remove_here())


def test_draft_and_photos_are_gone_for_good(fake_wordpress, stuck, manager):
    gives_up(stuck, manager)
    sweep(fake_wordpress)
    assert ours(fake_wordpress, stuck) == []
    assert fake_wordpress.media == {}
    assert Publication.objects.get().post_id is None
    assert stuck.events.filter(name="record_draft_gone").count() == 1
    assert Removal.objects.get().state == "done"
    before = len(fake_wordpress.requests)
    sweep(fake_wordpress)
    assert len(fake_wordpress.requests) == before


def test_taken_back_and_rejected_is_given_up_too(fake_wordpress, stuck, manager):
    stuck.refresh_from_db()
    review.move(stuck, "reopen", actor=manager, reason="Tidak jadi.")
    run(fake_wordpress)
    assert len(ours(fake_wordpress, stuck)) == 1, "it may still be approved again"
    review.move(stuck, "reject", actor=manager, reason="Tidak jadi.")
    sweep(fake_wordpress)
    assert ours(fake_wordpress, stuck) == []
    assert fake_wordpress.media == {}


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize("call", ["post", "delete_post"])
def test_killed_at_any_call_the_next_run_ends_it(call, answered, fake_wordpress, stuck, manager):
    gives_up(stuck, manager)
    with pytest.raises(Killed):
        run(fake_wordpress, dying(call, answered=answered))
    sweep(fake_wordpress)
    assert ours(fake_wordpress, stuck) == []
    assert Delivery.objects.get(purpose="discard").state == "done"


def test_a_draft_whose_number_was_never_noted_is_found_by_its_mark(
    fake_wordpress, author, manager, unit
):
    edition = editions.approved(author, unit, manager)
    with pytest.raises(Killed):
        run(fake_wordpress, dying("create_post", answered=True))
    gives_up(edition, manager)
    sweep(fake_wordpress)
    assert ours(fake_wordpress, edition) == []


def test_what_somebody_has_published_by_hand_is_for_a_person(fake_wordpress, stuck, manager):
    [post] = ours(fake_wordpress, stuck)
    post.status = "publish"
    gives_up(stuck, manager)
    run(fake_wordpress)
    assert ours(fake_wordpress, stuck) == [post]
    job = Delivery.objects.get(purpose="discard")
    assert (job.state, job.error_code) == ("failed", "unapproved_but_public")


def test_a_draft_in_the_trash_is_deleted_too(fake_wordpress, stuck, manager):
    [post] = ours(fake_wordpress, stuck)
    post.status = "trash"
    gives_up(stuck, manager)
    sweep(fake_wordpress)
    assert ours(fake_wordpress, stuck) == []


def test_taken_up_again_and_approved_it_goes_out_as_one_post(
    fake_wordpress, stuck, author, manager
):
    gives_up(stuck, manager)
    sweep(fake_wordpress)
    again = drafts.begin_edition(Material.objects.get(pk=stuck.material_id), actor=author)
    drafts.submit(again, actor=author)
    editions.classify(again, manager)
    review.approve(again, actor=manager, seen_version=again.version)
    run(fake_wordpress)
    again.refresh_from_db()
    assert again.state == State.PUBLISHED
    assert [post.status for post in ours(fake_wordpress, stuck)] == ["publish"]


def test_a_live_page_stays_when_a_change_to_it_is_given_up(fake_wordpress, author, manager, unit):
    first = approved_with_photos(author, unit, manager, "red")
    run(fake_wordpress)
    change = drafts.begin_edition(Material.objects.get(pk=first.material_id), actor=author)
    drafts.save(
        change, drafts.Draft("Judul lain", change.body), actor=author, seen_version=change.version
    )
    drafts.submit(change, actor=author)
    review.approve(change, actor=manager, seen_version=change.version)
    fake_wordpress.fail("update_post", "forbidden")
    run(fake_wordpress)
    gives_up(change, manager)
    sweep(fake_wordpress)
    assert [post.status for post in ours(fake_wordpress, first)] == ["publish"]
    assert len(fake_wordpress.media) == 1
    assert not Delivery.objects.filter(purpose="discard").exists()
