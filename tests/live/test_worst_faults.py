"""The worst that can befall a job, on a real WordPress: counted there, then and once it healed."""

from datetime import timedelta

import pytest
import requests
import time_machine
from django.db import connection
from django.utils import timezone

from contentdesk.models import State
from contentdesk.rendering import marker
from contentdesk.wordpress import tasks, terms
from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.models import Delivery, Removal
from tests.fake_wordpress.messages import Response
from tests.journeys.breaker import breaker  # noqa: F401
from tests.wordpress.matrix import Scene, assert_true, outcome

SECONDS = 60
# After every wait, and after the claim of a dead worker.
LATER = timedelta(hours=4)


class RealScene(Scene):
    """The stories of the matrix behind the breaker, and what is counted on the site."""

    colours = ("red",)

    def send(self):
        return list(tasks.send_here())

    def run(self):
        return self.send() + list(tasks.remove_here())

    def posts(self):
        """Every post of the material, in every state and the trash."""
        site = self.fake.site
        with WordPress(site.url, site.user, site.password, read_timeout=SECONDS) as wordpress:
            return wordpress.posts_marked(marker(self.edition.material.ulid))

    def files(self):
        """The name of every attachment of the material."""
        ours = self.edition.material.ulid[-6:].lower()
        site = self.fake.site
        address = f"{site.url}/wp-json/wp/v2/media?per_page=100&context=edit&_fields=slug"
        found = requests.get(address, auth=(site.user, site.password), timeout=SECONDS).json()
        return [media["slug"] for media in found if ours in media["slug"]]

    def is_public(self, posts):
        """Whether a stranger who knows its address sees the material."""
        pages = [requests.get(post["link"], timeout=SECONDS) for post in posts]
        shown = [page for page in pages if marker(self.edition.material.ulid) in page.text]
        return any(page.status_code == 200 for page in shown)


@pytest.fixture
def scene(breaker, author, manager, unit, settings):
    settings.WORDPRESS_URL = breaker.url
    settings.WORDPRESS_USER, settings.WORDPRESS_APP_PASSWORD = breaker.user, breaker.password
    breaker.fault = None
    # What it is filed under is another story, and each look at it costs a second.
    for subject in terms.all_subjects():
        terms.decide(subject, taxonomy=terms.NOTHING, name="", actor=manager)
    return RealScene(breaker, author, manager, unit)


def stale(scene):
    """A cache that goes on giving out the page as it is before the run."""
    [post] = scene.posts()
    before = requests.get(post["link"], timeout=SECONDS).text
    return lambda request, commit, breaker: Response.html(before)


# story, step, fault; what comes of it at once: a tried again by itself, u not known and looked at
# again by itself; and what is there by then: post, number of files.
WORST = [
    ("publish", "upload_media", "lost_after", "u", "", 1),
    ("publish", "upload_media", "error_after", "u", "", 1),
    ("publish", "upload_media", "too_large", "a", "", 0),
    ("publish", "upload_media", "busy", "a", "", 0),
    ("publish", "create_post", "lost_after", "u", "draft", 1),
    ("publish", "create_post", "error_after", "u", "draft", 1),
    ("publish", "create_post", "gateway_timeout", "u", "draft", 1),
    ("publish", "create_post", "truncated", "u", "draft", 1),
    ("publish", "create_post", "no_id", "u", "draft", 1),
    ("publish", "create_post", "login_page", "u", "", 1),
    ("publish", "create_post", "wrong_photo", "a", "draft", 1),
    ("publish", "flip", "lost_after", "u", "publish", 1),
    ("publish", "look", "maintenance", "u", "publish", 1),
    ("update", "update_post", "lost_after", "u", "publish", 2),
    ("update", "update_post", "error_after", "u", "publish", 2),
    ("update", "look", "stale", "u", "publish", 2),
    ("unpublish", "update_post", "lost_after", "u", "draft", 1),
    ("remove", "delete_media", "lost_after", "u", "publish", 1),
    ("discard", "delete_post", "lost_after", "u", "", 1),
]
# What is there in the end: post, number of files, state of the edition.
HEALED = {
    "publish": ("publish", 1, State.PUBLISHED),
    "update": ("publish", 1, State.PUBLISHED),
    "remove": ("publish", 1, State.PUBLISHED),
    "unpublish": ("draft", 1, State.WITHDRAWN),
    "discard": ("", 0, State.DISCARDED),
}


def assert_there(scene, post, files):
    """No more than this is on the site, and a stranger sees it only when it is published."""
    posts = scene.posts()
    assert [found["status"] for found in posts] == ([post] if post else [])
    names = scene.files()
    assert len(names) == len(set(names)) == files
    assert scene.is_public(posts) == (post == "publish")


@pytest.mark.django_db
@pytest.mark.parametrize(("story", "step", "fault", "letter", "post", "files"), WORST)
def test_it_holds_and_heals(story, step, fault, letter, post, files, scene):
    getattr(scene, story)()
    trouble = scene.fake.fail(step, stale(scene) if fault == "stale" else fault)
    scene.run()
    assert trouble.hits == 1
    job = scene.job(story)
    assert outcome(job) == letter
    assert_there(scene, post, files)
    assert_true(scene.edition, job, public=post == "publish")
    with time_machine.travel(timezone.now() + LATER):
        scene.run()
    assert_healed(scene, story)


def assert_healed(scene, story):
    """All is as it should be, once."""
    post, files, state = HEALED[story]
    assert_there(scene, post, files)
    scene.edition.refresh_from_db()
    assert scene.edition.state == state
    assert not Delivery.objects.open().exists()
    assert not Removal.objects.open().exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once(scene):
    """One is slow: while its post is being made, its job is taken over."""
    scene.publish()
    others = []

    def slow(request, commit, breaker):
        answer = commit()
        others.append(scene.run())
        with time_machine.travel(timezone.now() + LATER):
            others.append(scene.run())
        connection.close()
        return answer

    scene.fake.fail("create_post", slow)
    scene.run()
    assert others[0] == []
    assert [job.state for job in others[1]] == ["done"]
    assert scene.job("publish").attempts == 2
    assert_healed(scene, "publish")
