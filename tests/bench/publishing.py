"""Publishing against a bare session that repeats its requests."""

import io
import time
from collections import Counter

import requests
from django.test import override_settings
from django.utils import timezone
from PIL import Image

from contentdesk.foundation.delivery import DeliveryState
from contentdesk.foundation.photos import redraw
from contentdesk.services import drafts, review
from contentdesk.wordpress import tasks
from contentdesk.wordpress.models import Term
from tests.bench.timing import figure, interleaved, milliseconds, ratio
from tests.contentdesk import editions
from tests.fake_wordpress import FakeWordPress
from tests.fake_wordpress.site import Site

MATERIALS = 100
ROUNDS = 3
# The fastest WordPress that was measured, on native PHP, took 0.05 s for its smallest answer.
SECONDS_TO_ANSWER = 0.05
# What a session writes by itself; the rest of a recorded request is repeated as it was.
OWN_HEADERS = {"host", "content-length", "connection", "accept-encoding"}


def measure(author, manager, unit):
    """Publishing `MATERIALS` materials of one photo, and the same requests without a portal.

    Against a site that answers as fast as the fastest real one that was measured, and against one
    that answers in no time, which shows what our own work costs.
    """
    photo, fake = _photo(), FakeWordPress()
    measured = {"materials": MATERIALS, "photo_kilobytes": round(len(photo.data) / 1024)}
    measured |= {"seconds_to_answer": SECONDS_TO_ANSWER}
    for seconds, rounds, when in (
        (SECONDS_TO_ANSWER, 1, ""),
        (0, ROUNDS, "_where_answers_take_no_time"),
    ):
        fake.faults.clear()
        if seconds:
            fake.fail("any", _slowly(seconds), None)
        published, repeated = [], []
        for _ in range(rounds):
            _approve(author, manager, unit, photo)
            _set_up_anew(fake)
            published += interleaved(1, lambda: _publish(fake))[0]
            recorded = list(fake.requests)
            _set_up_anew(fake)
            repeated += interleaved(1, lambda same=recorded: _repeat(fake, same))[0]
            _assert_same(recorded, fake.requests)
        found = ratio(published, repeated)
        each = {
            "portal": milliseconds(published) / MATERIALS,
            "bare_session": milliseconds(repeated) / MATERIALS,
        }
        measured |= {f"time_ratio{when}": found if when else figure(found, "at most 1.25")}
        measured |= {
            f"{who}_milliseconds_per_material{when}": round(ms, 1) for who, ms in each.items()
        }
    fake.stop()
    return measured | {
        "requests_per_material": round(len(recorded) / MATERIALS, 2),
        "requests_by_method": dict(Counter(request.method for request in recorded)),
    }


def _slowly(seconds):
    """A site that takes its time over each answer."""
    return lambda request, commit, fake: (time.sleep(seconds), commit())[1]


def _approve(author, manager, unit, photo):
    for number in range(MATERIALS):
        edition = editions.draft(author, unit, title=f"Jadwal imunisasi {number}", photos=[photo])
        words = drafts.PhotoWords("Imunisasi di posyandu", "Seorang bayi diimunisasi", "staff")
        photos = {edition.placements.get().pk: words}
        draft = drafts.Draft(edition.title, edition.body, photos=photos)
        drafts.save(edition, draft, actor=author, seen_version=edition.version)
        drafts.submit(edition, actor=author)
        editions.classify(edition, manager)
        now = timezone.now()
        review.approve(edition, actor=manager, seen_version=edition.version, publish_at=now)


def _set_up_anew(fake):
    """An empty site at the same address; the portal knows none of its terms."""
    url, fake.site = fake.url, Site()
    fake.site.url = url
    fake.requests = []
    Term.objects.all().delete()


def _photo():
    """As large as the door makes a phone's photo, and about as hard to compress."""
    shapes = Image.effect_mandelbrot((2560, 1920), (-2, -1.5, 1, 1.5), 20)
    file = io.BytesIO()
    shapes.save(file, "PNG", compress_level=1)
    return redraw(file, name="foto.png")


def _publish(fake):
    with override_settings(
        WORDPRESS_URL=fake.url, WORDPRESS_USER=fake.user, WORDPRESS_APP_PASSWORD=fake.password
    ):
        ended = [delivery.state for delivery in tasks.send_here()]
    assert ended == [DeliveryState.DONE] * MATERIALS, Counter(ended)


def _repeat(fake, recorded):
    """A fresh site gives the same numbers in the same order, so every address fits again."""
    with requests.Session() as session:
        for request in recorded:
            headers = {k: v for k, v in request.headers.items() if k.lower() not in OWN_HEADERS}
            session.request(
                request.method,
                f"{fake.url}{request.path}",
                params=request.query,
                data=request.body,
                headers=headers,
                timeout=30,
            )


def _assert_same(recorded, repeated):
    """The repetition must have done the same work, or the ratio would say nothing."""
    said = [(request.method, request.path, request.status) for request in recorded]
    assert said == [(request.method, request.path, request.status) for request in repeated]
