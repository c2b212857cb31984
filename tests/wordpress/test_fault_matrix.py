"""Every step of every job × every fault: what comes of it, what must hold, and how it heals."""

import pytest

from contentdesk.wordpress.client import WordPress
from tests.wordpress.matrix import Scene, assert_healed, assert_holds, outcome

pytestmark = pytest.mark.django_db

# What comes of it at once: d it is done all the same, a it is tried again by itself, u it is not
# known and looked at again by itself. Nothing waits for a person.
FAULTS = [
    "lost_before", "lost_after", "hang", "hang_after", "stop", "stop_after", "error_before",
    "error_after", "bad_gateway", "bad_gateway_after", "gateway_timeout", "html_after",
    "login_page", "redirect", "unauthorized", "forbidden", "firewall", "no_route", "gone",
    "too_large", "busy", "maintenance", "truncated", "no_id",
]  # fmt: skip
TABLE = {
    "publish, find_posts": "d d a a a a a a a a a d a a a a a a a a a a d d",
    "publish, find_media": "d d a a a a a a a a a a a a a a a a a a a a d d",
    "publish, upload_media": "u u u u u u u u u u u u u a a a a a a a a a u u",
    "publish, find_term": "d d a a a a a a a a a a a a a a a a a a a a d d",
    "publish, create_term": "u u u u u u u u u u u u u a a a a a a a a a u u",
    "publish, create_post": "u u u u u u u u u u u u u a a a a a a a a a u u",
    "publish, read_post": "d d a a a a a a a a a a a a a a a a a a a a d a",
    "publish, flip": "u u u u u u u u u u u u u a a a a a a a a a u u",
    "publish, look": "d d a a a a u u u u u u u d u u u u d u u u d d",
    "update, read_post": "d d a a a a a a a a a d a a a a a a d a a a d a",
    "update, update_post": "u u u u u u u u u u u u u a a a a a a a a a u u",
    "update, look": "d d a a a a u u u u u u u d u u u u d u u u d d",
    "unpublish, read_post": "d d a a a a a a a a a d a a a a a a d a a a d a",
    "unpublish, update_post": "u u u u u u u u u u u u u a a a a a a a a a u u",
    "unpublish, look": "d d a a a a u u u u u d d d u u u d d d u u d d",
    "remove, read_media": "d d a a a a a a a a a d a a a a a a u a a a d a",
    "remove, delete_media": "u u u u u u u u u u u u u a a a a a u a a a u d",
    "remove, look": "d d a a a a u u u u u d d d u u u d d d u u d d",
    "discard, read_post": "d d a a a a a a a a a d a a a a a a d a a a d a",
    "discard, delete_post": "u u u u u u u u u u u u u a a a a a u a a a u d",
}
CELLS = [
    (*row.split(", "), fault, cell)
    for row, cells in TABLE.items()
    for fault, cell in zip(FAULTS, cells.split(), strict=True)
]


@pytest.fixture
def scene(fake_wordpress, author, manager, unit, settings):
    settings.WORDPRESS_URL = fake_wordpress.url
    return Scene(fake_wordpress, author, manager, unit)


@pytest.mark.parametrize(("story", "step", "fault", "cell"), CELLS)
def test_it_holds_and_heals(story, step, fault, cell, scene):
    getattr(scene, story)()
    trouble = scene.fake.fail(step, fault)
    scene.run()
    assert trouble.hits == 1
    if fault.startswith("stop"):
        scene.fake.start()
    job = scene.job(story)
    assert outcome(job) == cell
    assert_holds(scene, job)
    for _run in range(2):
        scene.run()
    assert_healed(scene, story)


@pytest.mark.parametrize("url", ["http://no-such-host.invalid", "https://{host}"])
def test_no_name_and_no_certificate(url, scene):
    """Nothing has left yet, whatever the step: the whole queue waits, and goes on by itself."""
    scene.publish()
    fake, url = scene.fake, url.format(host=scene.fake.url.removeprefix("http://"))

    class Elsewhere(WordPress):
        def __init__(self, _url, *args, **kwargs):
            super().__init__(url, *args, **kwargs)

    scene.run(Elsewhere)
    assert outcome(scene.job("publish")) == "a"
    assert_holds(scene, scene.job("publish"))
    assert fake.posts.keys() == {1}
    scene.run()
    assert_healed(scene, "publish")


def test_the_featured_photo_is_left_out_without_a_word(scene):
    scene.publish()
    scene.fake.fail("create_post", "wrong_photo")
    scene.run()
    assert scene.job("publish").error_code == "read_back_photo"
    assert_holds(scene, scene.job("publish"))
    scene.run()
    assert_healed(scene, "publish")
