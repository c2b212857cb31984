"""A restored or moved site: no file of somebody else's, nothing shown again that had to go."""

import copy
import threading

import pytest
from django.db import connection
from django.utils import timezone

from contentdesk.wordpress import drift, mending, queueing, sighting
from contentdesk.wordpress.client import PublicPage, WordPress
from contentdesk.wordpress.models import Delivery, Publication, Removal
from tests.contentdesk import editions
from tests.wordpress.publishing import approved_with_photos, ours, run
from tests.wordpress.test_rebuild import connected, live, rebuild, set_up_anew  # noqa: F401
from tests.wordpress.test_takedown import published, remove, withdraws

pytestmark = pytest.mark.django_db


def compare(fake):
    with WordPress(fake.url, fake.user, fake.password) as wordpress:
        drift.compare_all(wordpress)


def files_of(fake, sha):
    return [media for media in fake.media.values() if sha[:16] in media.slug]


def test_somebody_elses_file_under_our_number_is_not_touched(fake_wordpress, author, unit, manager):
    edition = approved_with_photos(author, unit, manager, "red")
    run(fake_wordpress)
    page = Publication.objects.get()
    del fake_wordpress.posts[page.post_id]
    theirs = fake_wordpress.media[page.attachments.get().attachment_id]
    theirs.slug, theirs.path, theirs.title = "ktp-warga", "/wp-content/uploads/ktp.jpg", "KTP"
    compare(fake_wordpress)
    mending.ours_again(edition.material, actor=manager)
    run(fake_wordpress)
    assert theirs.title == "KTP"
    assert "ktp.jpg" not in ours(fake_wordpress, edition)[0].content


def test_a_scaled_photo_is_the_photo():
    ulid = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
    name = f"foto-0123456789abcdef-{ulid[-6:].lower()}"
    url = f"https://x.test/wp-content/uploads/2026/11/{name}-scaled.jpg"
    text = (
        f'<h1>Judul</h1><!-- portal:{ulid} --><img src="{url}" srcset="{name}-300x200.jpg" alt="G">'
    )
    page = PublicPage(200, url, text, text.encode())
    assert sighting.check(page, sighting.Expected(ulid, "Judul", "", {url: "G"}))


def test_a_withdrawn_photo_that_came_back_under_another_name(fake_wordpress, author, manager, unit):
    edition = published(fake_wordpress, author, unit, manager, "red", "blue")
    backup = copy.deepcopy(fake_wordpress.site)
    sha = withdraws(edition, manager)
    run(fake_wordpress)
    remove(fake_wordpress)
    for media in backup.media.values():
        media.slug += "-2" * (sha[:16] in media.slug)
    fake_wordpress.site = backup
    rebuild(manager)
    run(fake_wordpress)
    remove(fake_wordpress)
    [still] = Removal.objects.open()
    assert (still.error_code, bool(still.due_by)) == ("still_seen", True)


def test_a_withdrawn_photo_is_looked_for_at_a_new_address(
    fake_wordpress, author, manager, unit, settings, request
):
    edition = published(fake_wordpress, author, unit, manager, "red", "blue")
    second = type(fake_wordpress)()
    request.addfinalizer(second.stop)
    url, second.site = second.site.url, copy.deepcopy(fake_wordpress.site)
    second.site.url = url
    sha = withdraws(edition, manager)
    run(fake_wordpress)
    remove(fake_wordpress)
    settings.WORDPRESS_URL = second.url
    for _ in range(2):
        run(second)
        remove(second)
    assert files_of(second, sha) == []


def test_a_file_that_is_wanted_again_is_not_told_gone(fake_wordpress, live, manager):
    edition = live[0]
    page = Publication.objects.get(material=edition.material_id)
    sha = page.attachments.get().sha256
    Removal.objects.create(publication=page, sha256=sha, state="done", next_try=None)
    set_up_anew(fake_wordpress)
    rebuild(manager)
    remove(fake_wordpress)
    assert not edition.events.filter(name="record_file_gone").exists()
    run(fake_wordpress)
    assert len(files_of(fake_wordpress, sha)) == 1


def test_what_somebody_took_off_there_waits_for_a_decision(fake_wordpress, live, manager):
    [post] = ours(fake_wordpress, live[0])
    post.status = "draft"
    compare(fake_wordpress)
    rebuild(manager)
    run(fake_wordpress)
    assert post.status == "draft"
    assert [p.status for p in ours(fake_wordpress, live[1])] == ["publish"]


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_make_each_job_once(author, unit, manager):
    for _ in range(3):
        edition = editions.approved(author, unit, manager)
        Delivery.objects.create(
            edition=edition, revision=edition.pinned, state="dropped", next_try=None
        )
        Publication.objects.create(material=edition.material, slug=f"s-{edition.pk}")
        type(edition).objects.filter(pk=edition.pk).update(state="discarded")
    errors, start = [], threading.Barrier(2)

    def sweep():
        try:
            start.wait(5)
            queueing.queue_due(timezone.now())
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    sweeps = [threading.Thread(target=sweep) for _ in range(2)]
    for one in sweeps:
        one.start()
    for one in sweeps:
        one.join()
    assert errors == []
    assert Delivery.objects.filter(purpose="discard").count() == 3
