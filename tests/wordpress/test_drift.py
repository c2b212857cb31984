"""What people do to our pages on WordPress is noticed, shown, and never written over unseen."""

import html
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from contentdesk.foundation.delivery import DeliveryState
from contentdesk.foundation.transitions import WrongState
from contentdesk.models import Edition, Material, State
from contentdesk.services import drafts, review
from contentdesk.wordpress import drift, mending
from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.models import Delivery, Publication
from tests.contentdesk import editions
from tests.wordpress.publishing import approved_with_photos, ours, run

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
BUTTONS = {"ours", "theirs", "leave"}


@pytest.fixture
def live(fake_wordpress, author, manager, unit):
    edition = approved_with_photos(author, unit, manager, "red")
    run(fake_wordpress)
    edition.refresh_from_db()
    return edition


def compare(fake):
    Publication.objects.update(compared_at=None)
    with WordPress(fake.url, fake.user, fake.password) as wordpress:
        return drift.compare_all(wordpress)


def fresh(edition):
    return Material.objects.prefetch_related("editions").get(pk=edition.material_id)


def page(client, person, edition):
    client.force_login(person)
    url = reverse("material", args=[edition.material.ulid])
    return client.get(url, headers=ENGLISH).content.decode()


def offered(shown, edition):
    return {
        choice
        for choice in BUTTONS
        if reverse("material_drift", args=[edition.material.ulid, choice]) in shown
    }


def edited(post):
    post.content = post.content.replace("setiap Selasa", "setiap Rabu")


def trashed(post):
    post.status = "trash"


def hidden(post):
    post.status = "draft"


def rewritten(post):
    post.content = "<p>Ditulis ulang.</p>"


@pytest.mark.parametrize(
    ("story", "kind", "choices"),
    [
        (edited, "edited", BUTTONS),
        (hidden, "hidden", {"ours"}),
        (trashed, "trashed", set()),
        (rewritten, "replaced", set()),
        (None, "gone", {"ours"}),
    ],
)
def test_each_is_noticed_and_told_with_what_can_be_done(
    story, kind, choices, fake_wordpress, live, manager, head, author, client
):
    [post] = ours(fake_wordpress, live)
    assert compare(fake_wordpress) == (1, 0)
    assert "changed this page on WordPress" not in page(client, manager, live)
    if story:
        story(post)
    else:
        del fake_wordpress.posts[post.id]
    assert compare(fake_wordpress) == (1, 1)
    assert Publication.objects.get().drift["kind"] == kind
    shown = page(client, manager, live)
    assert "changed this page on WordPress" in shown
    assert offered(shown, live) == choices
    assert ("<ins" in shown) == (kind == "edited")
    assert offered(page(client, head, live), live) == set()
    assert "changed this page on WordPress" not in page(client, author, live)
    client.force_login(manager)
    assert live.title in client.get(reverse("website")).content.decode()


def test_undone_on_wordpress_it_is_forgotten(fake_wordpress, live):
    [post] = ours(fake_wordpress, live)
    before = post.content
    edited(post)
    compare(fake_wordpress)
    noticed = Publication.objects.get().drifted_at
    compare(fake_wordpress)
    assert Publication.objects.get().drifted_at == noticed, "when it was noticed first"
    post.content = before
    compare(fake_wordpress)
    assert Publication.objects.get().drifted_at is None


@pytest.mark.parametrize("story", [edited, hidden, None])
def test_ours_again(story, fake_wordpress, live, manager):
    [post] = ours(fake_wordpress, live)
    before = post.content
    if story:
        story(post)
    else:
        del fake_wordpress.posts[post.id]
    compare(fake_wordpress)
    mending.ours_again(fresh(live), actor=manager)
    run(fake_wordpress)
    [post] = ours(fake_wordpress, live)
    assert (post.status, post.content) == ("publish", before)
    assert compare(fake_wordpress) == (1, 0)
    live.refresh_from_db()
    assert live.state == State.PUBLISHED
    with pytest.raises(WrongState):
        mending.ours_again(fresh(live), actor=manager)


def test_left_there_this_once(fake_wordpress, live, manager):
    [post] = ours(fake_wordpress, live)
    edited(post)
    compare(fake_wordpress)
    mending.leave_it(fresh(live), actor=manager)
    run(fake_wordpress)
    assert "setiap Rabu" in post.content
    assert compare(fake_wordpress) == (1, 0)


def test_theirs_becomes_a_change_that_is_reviewed(fake_wordpress, live, manager, head):
    [post] = ours(fake_wordpress, live)
    edited(post)
    post.title = "Jadwal &amp; tempat"
    compare(fake_wordpress)
    edition = mending.take_theirs(fresh(live), actor=manager)
    assert (edition.number, edition.state) == (2, State.DRAFT)
    assert edition.title == "Jadwal & tempat"
    # A list stands apart as a block of its own there.
    assert edition.body.replace("\n\n", "\n") == live.body.replace("setiap Selasa", "setiap Rabu")
    assert edition.placements.count() == 1, "photos are not taken for text"
    drafts.submit(edition, actor=manager)
    editions.classify(edition, head)
    review.approve(edition, actor=head, seen_version=edition.version)
    run(fake_wordpress)
    assert (html.unescape(post.title), post.content.count("<img")) == ("Jadwal & tempat", 1)
    assert compare(fake_wordpress) == (1, 0)


def test_a_colleagues_draft_is_never_replaced_by_theirs(fake_wordpress, live, manager, author):
    edited(ours(fake_wordpress, live)[0])
    compare(fake_wordpress)
    begun = drafts.begin_edition(fresh(live), actor=author)
    with pytest.raises(WrongState):
        mending.take_theirs(fresh(live), actor=manager)
    begun.refresh_from_db()
    assert begun.body == live.body
    assert Publication.objects.get().drifted_at is not None


def test_a_new_edition_does_not_write_over_it_unseen(fake_wordpress, live, author, manager):
    [post] = ours(fake_wordpress, live)
    edited(post)
    second = drafts.begin_edition(fresh(live), actor=author)
    draft = drafts.Draft("Jadwal baru", second.body)
    drafts.save(second, draft, actor=author, seen_version=second.version)
    drafts.submit(second, actor=author)
    review.approve(second, actor=manager, seen_version=second.version)
    run(fake_wordpress)
    job = Delivery.objects.get(edition=second)
    assert (job.state, job.error_code) == (DeliveryState.FAILED, "drifted")
    assert "setiap Rabu" in post.content
    # Nothing of it is shown, so the approval can still be taken back.
    assert Edition.objects.get(pk=second.pk).flip_started_at is None
    # To leave it would be to have it overtaken by what waits.
    for other in (mending.leave_it, mending.take_theirs):
        with pytest.raises(WrongState):
            other(fresh(live), actor=manager)
    mending.ours_again(fresh(live), actor=manager)
    run(fake_wordpress)
    run(fake_wordpress)
    assert (post.title, post.status) == ("Jadwal baru", "publish")
    assert "setiap Selasa" in post.content


def test_who_may_decide(fake_wordpress, live, everyone, client):
    edited(ours(fake_wordpress, live)[0])
    compare(fake_wordpress)
    answers = {}
    url = reverse("material_drift", args=[live.material.ulid, "leave"])
    for who, person in everyone.items():
        if who != "manager":
            client.force_login(person)
            answers[who] = client.post(url).status_code
    assert set(answers.values()) == {403, 404}
    client.force_login(everyone["manager"])
    for _click in range(2):
        assert client.post(url).status_code == 302
    assert live.events.filter(name="drift_leave").count() == 1


def test_each_page_once_a_night_in_one_request_for_many(
    fake_wordpress, author, manager, unit, capsys, settings
):
    settings.WORDPRESS_URL = fake_wordpress.url
    for number in range(3):
        editions.approved(author, unit, manager, title=f"Jadwal {number}")
    run(fake_wordpress)
    before = len(fake_wordpress.requests)
    with WordPress(fake_wordpress.url, fake_wordpress.user, fake_wordpress.password) as wordpress:
        assert drift.compare_all(wordpress) == (3, 0)
        assert drift.compare_all(wordpress) == (0, 0)
        assert len(fake_wordpress.requests) == before + 1
        with time_machine.travel(timezone.now() + timedelta(hours=21)):
            assert drift.compare_all(wordpress) == (3, 0)
    settings.WORDPRESS_URL, settings.WORDPRESS_USER = fake_wordpress.url, fake_wordpress.user
    settings.WORDPRESS_APP_PASSWORD = fake_wordpress.password
    call_command("check_drift")
    assert "3 halaman dibandingkan, 0 diubah" in capsys.readouterr().out
