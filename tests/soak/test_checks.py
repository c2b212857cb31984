"""The soak sees what it is there to see: whatever is doubled, lost, leaked or untrue."""

import pytest

from complaints.models import Comment
from contentdesk.models import State
from contentdesk.services import review
from contentdesk.wordpress import tasks
from contentdesk.wordpress.models import Delivery
from tests.complaints import comments as complaints
from tests.complaints import site
from tests.contentdesk import editions
from tests.soak import checks
from tests.soak.sites import OnTheFake
from tests.soak.troubles import TROUBLES, page, the
from tests.wordpress import publishing
from tests.wordpress.test_takedown import published, withdraws

pytestmark = pytest.mark.django_db


@pytest.fixture
def fake(fake_wordpress, settings, author, manager, unit):
    """All has come right: a page that lost a photo, one taken off, one given up, two answers."""
    settings.WORDPRESS_URL = fake_wordpress.url
    settings.WORDPRESS_USER, settings.WORDPRESS_APP_PASSWORD = "portal", fake_wordpress.password
    live = published(fake_wordpress, author, unit, manager, "red", "blue")
    withdraws(live, author)
    off = publishing.approved_with_photos(author, unit, manager, title="Jadwal lama")
    publishing.run(fake_wordpress)
    off.refresh_from_db()
    review.move(off, "withdraw", actor=manager, reason="Salah.")
    given_up = publishing.approved_with_photos(author, unit, manager, "green", title="Batal")
    fake_wordpress.fail("flip", "forbidden")
    publishing.run(fake_wordpress)
    given_up.refresh_from_db()
    review.move(given_up, "discard_approved", actor=manager)
    publishing.run(fake_wordpress)
    list(tasks.remove_here())
    fake_wordpress.visitor_comments(1, "Bu Ani", "ani@example.org", "Petugasnya ramah sekali.")
    site.pull(fake_wordpress)
    for comment in Comment.objects.all():
        complaints.triaged({"manager": manager}, "praise", comment=comment)
        complaints.sent_off({"manager": manager}, comment)
    site.run(fake_wordpress)
    return fake_wordpress


def wrong(fake, check=checks.at_rest):
    return "\n".join(check(OnTheFake(fake)))


def test_nothing_is_wrong_where_nothing_went_wrong(fake):
    assert wrong(fake) == ""
    assert wrong(fake, checks.at_the_end) == f"edition {the(State.WITHDRAWN).pk} was not put back"
    counted = checks.counts(OnTheFake(fake))
    assert {name: number for name, number in counted.items() if number} == {
        "materials": 3,
        "approvals": 3,
        "pages_live": 1,
        "went_live": 2,
        "amended": 1,
        "taken_off": 1,
        "discarded": 1,
        "posts_with_marker_in_any_state": 2,
        "deliveries_done": 5,
        "files_removed": 2,
        "media_on_the_site": 1,
        "comments_said": 2,
        "comments_taken_in": 2,
        "answers_sent": 2,
        "answers_on_the_site": 2,
    }


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.__name__)
def test_a_trouble_is_seen(trouble, fake):
    trouble(fake)
    assert TROUBLES[trouble] in wrong(fake)


def test_a_leak_is_seen(fake, author, unit):
    edition = editions.draft(author, unit)
    page(fake).content += f"<!-- portal:{edition.material.ulid} -->"
    assert "is on the site and was never approved" in wrong(fake, checks.always)


def test_one_publication_too_many_is_seen(fake):
    delivery = Delivery.objects.filter(purpose="publish", state="done").first()
    edition, revision = delivery.edition, delivery.revision
    Delivery.objects.create(edition=edition, revision=revision, state="done")
    assert "publications done" in wrong(fake)


def test_what_is_not_sent_yet_is_seen_at_rest_alone(fake, author, unit, manager):
    publishing.approved_with_photos(author, unit, manager, "blue")
    assert wrong(fake, checks.always) == ""
    assert "is approved" in wrong(fake)


def test_what_was_never_answered_is_seen_at_the_end(fake):
    complaints.new()
    assert "was never answered" in wrong(fake, checks.at_the_end)


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.PUBLISHED])
def test_beneath_a_page_that_stays_off_nobody_is_answered(state, fake):
    said = complaints.new(remote_post=the(state).material.publication.post_id)
    told = f"comment {said.pk} was never answered" in wrong(fake, checks.at_the_end)
    assert told == (state == State.PUBLISHED)
