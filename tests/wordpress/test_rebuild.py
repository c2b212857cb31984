"""The website was set up anew or restored: everything is sent again, nothing twice."""

import copy

import pytest
from django.urls import reverse
from django.utils import timezone

from contentdesk.models import State
from contentdesk.services import review
from contentdesk.wordpress import generations, queueing
from contentdesk.wordpress.models import Delivery, Publication, Removal
from tests.contentdesk import editions
from tests.fake_wordpress.site import Site
from tests.wordpress.publishing import approved_with_photos, ours, run
from tests.wordpress.test_publishing_killed import Killed, dying
from tests.wordpress.test_takedown import published, remove, withdraws

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def connected(settings, fake_wordpress):
    settings.WORDPRESS_URL = fake_wordpress.url


@pytest.fixture
def live(fake_wordpress, author, manager, unit):
    """Two pages with photos, on the website."""
    found = [approved_with_photos(author, unit, manager, colour) for colour in ("red", "blue")]
    run(fake_wordpress)
    return found


def set_up_anew(fake):
    """An empty WordPress at the same address, with numbers of its own."""
    url = fake.site.url
    fake.site = Site()
    fake.site.url = url


def rebuild(manager):
    assert generations.begin(actor=manager, seen=generations.current())


def on_the_site(fake, found):
    return [[post.status for post in ours(fake, edition)] for edition in found]


def test_onto_an_empty_site_everything_live_is_sent_again(fake_wordpress, live, manager):
    set_up_anew(fake_wordpress)
    rebuild(manager)
    assert generations.still_to_send() == 2
    run(fake_wordpress)
    assert on_the_site(fake_wordpress, live) == [["publish"], ["publish"]]
    assert len(fake_wordpress.media) == 2
    for edition in live:
        edition.refresh_from_db()
        page = Publication.objects.get(material=edition.material_id)
        [post] = ours(fake_wordpress, edition)
        assert (edition.state, page.post_id, page.generation) == (State.PUBLISHED, post.id, 2)
        assert f'src="{page.attachments.get().url}"' in post.content
    assert generations.still_to_send() == 0
    before = len(fake_wordpress.requests)
    run(fake_wordpress)
    assert len(fake_wordpress.requests) == before


def test_a_number_that_is_somebody_elses_now_is_not_touched(fake_wordpress, live, manager):
    set_up_anew(fake_wordpress)
    for number in list(range(4, 12)):
        fake_wordpress.posts[number] = type(fake_wordpress.posts[1])(
            number, "Lain", "<p>Milik orang lain</p>", slug=f"lain-{number}", status="publish"
        )
    theirs = copy.deepcopy({n: fake_wordpress.posts[n] for n in range(4, 12)})
    for post in theirs.values():
        post.date_gmt = post.modified_gmt = timezone.now()
        fake_wordpress.posts[post.id].date_gmt = post.date_gmt
        fake_wordpress.posts[post.id].modified_gmt = post.modified_gmt
    rebuild(manager)
    run(fake_wordpress)
    assert on_the_site(fake_wordpress, live) == [["publish"], ["publish"]]
    assert {n: fake_wordpress.posts[n] for n in theirs} == theirs


def test_restored_from_a_backup_nothing_is_doubled(fake_wordpress, live, author, manager, unit):
    backup = copy.deepcopy(fake_wordpress.site)
    later = editions.approved(author, unit, manager)
    run(fake_wordpress)
    fake_wordpress.site = backup
    rebuild(manager)
    run(fake_wordpress)
    assert on_the_site(fake_wordpress, [*live, later]) == [["publish"]] * 3
    assert len(fake_wordpress.media) == 2


def test_a_backup_does_not_show_again_what_was_taken_off(fake_wordpress, live, manager):
    backup = copy.deepcopy(fake_wordpress.site)
    live[0].refresh_from_db()
    review.move(live[0], "withdraw", actor=manager, reason="Keliru.")
    run(fake_wordpress)
    fake_wordpress.site = backup
    rebuild(manager)
    run(fake_wordpress)
    assert on_the_site(fake_wordpress, live) == [["draft"], ["publish"]]
    assert live[0].events.filter(name="record_removed").count() == 1


def test_a_backup_does_not_bring_back_a_withdrawn_photo(fake_wordpress, author, manager, unit):
    edition = published(fake_wordpress, author, unit, manager, "red", "blue")
    backup = copy.deepcopy(fake_wordpress.site)
    sha = withdraws(edition, manager)
    run(fake_wordpress)
    remove(fake_wordpress)
    # The restored site gives its files other numbers.
    backup.media = {number + 100: media for number, media in backup.media.items()}
    for number, media in backup.media.items():
        media.id = number
    fake_wordpress.site = backup
    rebuild(manager)
    run(fake_wordpress)
    remove(fake_wordpress)
    assert all(sha[:16] not in media.slug for media in fake_wordpress.media.values())
    assert sha[:16] not in ours(fake_wordpress, edition)[0].content
    assert [removal.state for removal in Removal.objects.all()] == ["done", "done"]


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize("call", ["posts_marked", "upload_media", "create_post", "look"])
def test_killed_in_the_middle_it_goes_on(call, answered, fake_wordpress, live, manager):
    set_up_anew(fake_wordpress)
    rebuild(manager)
    with pytest.raises(Killed):
        run(fake_wordpress, dying(call, answered=answered))
    run(fake_wordpress)
    assert on_the_site(fake_wordpress, live) == [["publish"], ["publish"]]
    assert len(fake_wordpress.media) == 2


def test_another_address_in_the_settings_is_another_site(
    fake_wordpress, live, manager, settings, request
):
    second = type(fake_wordpress)()
    request.addfinalizer(second.stop)
    settings.WORDPRESS_URL = second.url
    run(second)
    assert on_the_site(second, live) == [["publish"], ["publish"]]
    settings.WORDPRESS_URL = fake_wordpress.url
    run(fake_wordpress)
    assert on_the_site(fake_wordpress, live) == [["publish"], ["publish"]]
    pages = Publication.objects.order_by("post_id")
    assert [page.post_id for page in pages] == sorted(
        post.id for edition in live for post in ours(fake_wordpress, edition)
    )


def test_a_second_click_begins_no_third_site(manager):
    seen = generations.current()
    assert generations.begin(actor=manager, seen=seen)
    assert not generations.begin(actor=manager, seen=seen)
    assert generations.current() == 2


def test_who_may_say_so(everyone, client):
    pages, said = {}, {}
    for who, person in everyone.items():
        client.force_login(person)
        pages[who] = client.get(reverse("website_rebuild")).status_code
        said[who] = client.post(reverse("website_rebuild"), {"generation": "1"}).status_code
    assert {who for who, status in pages.items() if status == 200} == {"manager"}
    assert {who for who, status in said.items() if status != 403} == {"manager"}
    assert generations.current() == 2


def test_the_page_says_how_much_there_is_and_how_far_it_is(fake_wordpress, live, manager, client):
    client.force_login(manager)
    english = {"accept-language": "en"}
    page = client.get(reverse("website_rebuild"), headers=english).content.decode()
    assert "2 pages that are live are sent again" in page
    client.post(reverse("website_rebuild"), {"generation": "1"})
    shown = client.get(reverse("website"), headers=english).content.decode()
    assert "2 pages that are live have yet to be sent" in shown
    assert queueing.queue_due(timezone.now()) == 2
    assert Delivery.objects.open().count() == 2
