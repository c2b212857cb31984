"""Many materials due at once, and two workers on one database to bring them to the site."""

import re
import time
from collections import Counter

from django.db import connection
from django_q.models import OrmQ

from contentdesk.wordpress.models import Delivery
from tests.soak import checks
from tests.soak.story import Story, sweep
from tests.soak.worker import Worker

WORKERS = 2
PHOTO_EACH = 25  # materials
SECONDS_EACH = 2  # of patience for a material, on a slow machine
TAKEN = re.compile(r"processing \S+ '?contentdesk\.wordpress\.tasks\.send_one\b")


class Crowd:
    """One publication of a crowd over the fake; `folder` takes the logs of the workers."""

    def __init__(self, site, rng, folder):
        self.site, self.story = site, Story(site, rng)
        self.logs = [folder / f"worker-{number}.log" for number in range(WORKERS)]

    def publish(self, number):
        """Approve so many materials, let both workers loose on them, and count; the summary."""
        for n in range(number):
            self.story.office.approve(photos=int(n % PHOTO_EACH == 0))
        # The next minute finds them all at once, whoever was woken for each.
        OrmQ.objects.all().delete()
        began = time.monotonic()
        done = self._work(until=began + 30 + SECONDS_EACH * number)
        seconds = time.monotonic() - began
        violations = [*checks.at_rest(self.site), *self._each_once(number)]
        if not done:
            violations.append("two workers left work undone")
        return {
            "database": connection.vendor,
            "workers": WORKERS,
            "materials_due": number,
            "seconds_to_publish": round(seconds, 1),
            "published_per_second": round(number / seconds, 1),
            "tasks_taken_by_each_worker": self._taken(),
            "tries_per_delivery": dict(
                Counter(Delivery.objects.values_list("attempts", flat=True))
            ),
            "posts_created": len(self.site.fake.sent("create_post")),
            "photos_uploaded": len(self.site.fake.sent("upload_media")),
            **checks.counts(self.site),
            "violations": violations,
        }

    def _work(self, until):
        workers = []
        with self.logs[0].open("w") as first, self.logs[1].open("w") as second:
            try:
                workers += [Worker(log) for log in (first, second)]
                sweep()
                while time.monotonic() < until:
                    if self.story.work_is_done() and not OrmQ.objects.exists():
                        return True
                    time.sleep(0.1)
            finally:
                for worker in workers:
                    worker.kill()
        return False

    def _taken(self):
        return [len(TAKEN.findall(log.read_text())) for log in self.logs]

    def _tries(self):
        return dict(Counter(Delivery.objects.values_list("attempts", flat=True)))

    def _each_once(self, number):
        """Not even for a moment was there one too many."""
        deliveries = Counter(Delivery.objects.values_list("edition", flat=True))
        if len(deliveries) != number or set(deliveries.values()) != {1}:
            yield f"{len(deliveries)} of {number} have deliveries, together {deliveries.total()}"
        for step, wanted in (("create_post", number), ("upload_media", -(-number // PHOTO_EACH))):
            made = len(self.site.fake.sent(step))
            if made != wanted:
                yield f"{step} was asked for {made} times, wanted were {wanted}"
        if 0 in self._taken():
            yield "one of the workers had nothing to do"
