"""Taken off the website: gone for strangers, its comments are kept, and it can come back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contentdesk.foundation.delivery import DeliveryState
from contentdesk.foundation.transitions import Refused
from contentdesk.models import Edition, Material, State
from contentdesk.services import drafts, review
from contentdesk.wordpress import queueing
from contentdesk.wordpress.models import Delivery, Publication
from tests.wordpress.publishing import approved_with_photos, ours, run
from tests.wordpress.test_publishing_killed import Killed, dying
from tests.wordpress.test_publishing_races import client_of

pytestmark = pytest.mark.django_db
REASON = "Jadwalnya salah."


@pytest.fixture
def live(fake_wordpress, author, manager, unit):
    edition = approved_with_photos(author, unit, manager, "red")
    run(fake_wordpress)
    edition.refresh_from_db()
    assert edition.state == State.PUBLISHED
    return edition


@pytest.fixture
def withdrawn(live, manager):
    review.move(live, "withdraw", actor=manager, reason=REASON)
    return live


def site_of(edition):
    return Publication.objects.get(material=edition.material).state


def last(purpose="unpublish"):
    return Delivery.objects.filter(purpose=purpose).last()


def test_nobody_sees_it_any_more_and_its_comments_are_kept(fake_wordpress, withdrawn):
    [post] = ours(fake_wordpress, withdrawn)
    said = fake_wordpress.visitor_comment(post.id, "Budi", "budi@contoh.test", "Kapan?")
    run(fake_wordpress)
    assert post.status == "draft"
    assert said.status == "hold"
    assert site_of(withdrawn) == Publication.State.REMOVED
    assert withdrawn.events.last().name == "record_removed"
    # Nothing is left to do, however often the worker looks.
    assert queueing.queue_due(timezone.now()) == 0


def test_put_back_it_is_the_same_page_as_it_was_approved(fake_wordpress, withdrawn, head):
    run(fake_wordpress)
    [post] = ours(fake_wordpress, withdrawn)
    before = (post.id, post.slug, post.content)
    review.restore(withdrawn, actor=head, reason="Sudah benar.")
    run(fake_wordpress)
    withdrawn.refresh_from_db()
    assert withdrawn.state == State.PUBLISHED
    [post] = ours(fake_wordpress, withdrawn)
    assert (post.id, post.slug, post.content) == before
    assert (post.status, site_of(withdrawn)) == ("publish", Publication.State.LIVE)
    assert queueing.queue_due(timezone.now()) == 0
    review.move(withdrawn, "withdraw", actor=head, reason=REASON)
    run(fake_wordpress)
    assert post.status == "draft"


def test_put_back_before_it_was_gone(fake_wordpress, withdrawn, manager):
    queueing.queue_due(timezone.now())
    review.restore(withdrawn, actor=manager, reason="Ternyata benar.")
    run(fake_wordpress)
    withdrawn.refresh_from_db()
    assert (withdrawn.state, last().state) == (State.PUBLISHED, DeliveryState.DROPPED)
    assert [post.status for post in ours(fake_wordpress, withdrawn)] == ["publish"]


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize("call", ["post", "update_post", "look"])
def test_a_killed_worker_is_gone_on_from(call, answered, fake_wordpress, withdrawn):
    with pytest.raises(Killed):
        run(fake_wordpress, dying(call, answered=answered))
    run(fake_wordpress)
    assert [post.status for post in ours(fake_wordpress, withdrawn)] == ["draft"]
    assert site_of(withdrawn) == Publication.State.REMOVED


@pytest.mark.parametrize(
    "fault", ["forbidden", "hang_after", "lost_after", "login_page", "busy", "error_after"]
)
def test_a_fault_is_told_and_healed(fault, fake_wordpress, withdrawn):
    fake_wordpress.fail(when="update_post", how=fault)
    run(fake_wordpress)
    assert last().error_code
    assert site_of(withdrawn) == Publication.State.LIVE, "only what a stranger proved counts"
    Delivery.objects.filter(state=DeliveryState.FAILED).update(next_try=timezone.now())
    run(fake_wordpress)
    assert last().state == DeliveryState.DONE
    assert [post.status for post in ours(fake_wordpress, withdrawn)] == ["draft"]


def test_a_cache_that_shows_it_still_is_no_done(fake_wordpress, withdrawn):
    [post] = ours(fake_wordpress, withdrawn)
    shown = []

    def stale_cache():
        if not shown:
            shown.append(True)
            post.status = "publish"

    run(fake_wordpress, client_of(fake_wordpress, look=stale_cache))
    assert (last().state, last().error_code) == (DeliveryState.UNCONFIRMED, "still_seen")
    run(fake_wordpress)
    assert last().state == DeliveryState.DONE


@pytest.mark.parametrize("status", ["trash", None])
def test_what_people_removed_in_wordpress_is_removed(status, fake_wordpress, withdrawn):
    [post] = ours(fake_wordpress, withdrawn)
    if status:
        post.status = status
    else:
        del fake_wordpress.posts[post.id]
    run(fake_wordpress)
    assert site_of(withdrawn) == Publication.State.REMOVED


def test_a_post_that_is_ours_no_more_is_left_alone(fake_wordpress, withdrawn):
    [post] = ours(fake_wordpress, withdrawn)
    post.content = "<p>Ditulis ulang.</p>"
    run(fake_wordpress)
    assert (last().state, last().error_code) == (DeliveryState.FAILED, "marker_gone")
    assert post.status == "publish"


def test_beside_a_change_that_is_being_written(fake_wordpress, live, author, manager, head, client):
    material = Material.objects.get(pk=live.material_id)
    second = drafts.begin_edition(material, actor=author)
    client.force_login(manager)
    page = reverse("material", args=[material.ulid])
    press = reverse("material_move", args=[material.ulid, "withdraw"])
    assert f'action="{press}"' in client.get(page).content.decode()
    for _click in range(2):
        assert client.post(press, {"reason": REASON}).status_code == 302
    live.refresh_from_db()
    second.refresh_from_db()
    assert (live.state, second.state) == (State.WITHDRAWN, State.DRAFT)
    run(fake_wordpress)
    with pytest.raises(Refused):
        review.restore(live, actor=head, reason="Sudah benar.")
    # The change, once approved, brings the page back and takes its place.
    draft = drafts.Draft("Jadwal yang benar", second.body)
    drafts.save(second, draft, actor=author, seen_version=second.version)
    drafts.submit(second, actor=author)
    review.approve(second, actor=manager, seen_version=second.version)
    run(fake_wordpress)
    live.refresh_from_db()
    assert (live.state, Edition.objects.get(pk=second.pk).state) == ("superseded", "published")
    [post] = ours(fake_wordpress, live)
    assert (post.status, post.title) == ("publish", "Jadwal yang benar")


def test_two_jobs_never_work_on_one_page_at_a_time(fake_wordpress, withdrawn):
    queueing.queue_due(timezone.now())
    job = last()
    Delivery.objects.filter(purpose="publish").update(
        state=DeliveryState.SENDING, claimed_until=timezone.now() + timedelta(minutes=5)
    )
    assert not queueing.claim(job)
    Delivery.objects.filter(purpose="publish").update(claimed_until=timezone.now())
    assert queueing.claim(job)
