"""A round: work comes in, the worker is killed over it once or more, and at last left in peace."""

import random
import time
from collections import Counter

from django_q.models import OrmQ

from tests.soak import checks
from tests.soak.story import Story, let_time_pass, sweep
from tests.soak.telling import told_of
from tests.soak.worker import Blow, Worker

TRIES = 3  # workers left in peace, one after the other, until all is done


class Soak:
    """All rounds of a run over one site; `violations` are sentences, gathered as they are seen."""

    def __init__(self, site, seed, log, *, size=3, most_blows=3):
        self.site, self.seed, self.log = site, seed, log
        self.most_blows = most_blows
        self.rng = random.Random(seed)
        self.story = Story(site, self.rng, size)
        self.dice = self.rng
        self.violations = []
        self.told = {}
        self.kills = Counter()
        self.runs = Counter()

    def one_round(self, number):
        """Work, some blows with more work between them, and at last all has to come right."""
        # What happens in a round depends on how fast the worker is; the next one starts afresh.
        self.rng.seed(f"{self.seed}, {number}")
        self.story.begin_round()
        self.dice = random.Random(self.rng.random())
        for blow in [Blow.random(self.rng) for _ in range(self.rng.randint(1, self.most_blows))]:
            if not self.story.work_is_done():
                self._struck(blow)
                self._complain(checks.always(self.site))
                self.story.meanwhile()
        self._in_peace()

    def to_the_end(self):
        """All is shown again, and what the last rounds brought in is answered."""
        self.story.put_all_in_order()
        self._in_peace()
        self.story.answer_all()
        self._in_peace()
        self._complain(checks.at_the_end(self.site))

    def summary(self):
        """What was done, what was done to the worker, and what is there, for the JSON."""
        return {
            "deeds": dict(sorted(self.story.deeds.items())),
            "deeds_refused_as_too_late": self.story.office.refused + self.story.talk.refused,
            "workers_left_in_peace": dict(self.runs),
            "workers_killed": sum(self.kills.values()),
            "killed_at_request_and_moment": dict(sorted(self.kills.items())),
            **checks.counts(self.site),
            "violations": self.violations,
            "told_of_them": self.told,
        }

    def _complain(self, sentences):
        """Keep them with what is known of each now: at the end of the round it may be another."""
        for sentence in sentences:
            self.violations.append(sentence)
            self.told.setdefault(sentence, told_of(sentence))

    def _struck(self, blow):
        worker = self._started()
        fault = blow.aim(self.site, worker)
        try:
            self._wait(worker)
        finally:
            self.site.faults.remove(fault)
            worker.kill()
        self.site.settle()
        # Where there was too little left to do, it had ended all and was killed while idle.
        self.kills[f"{blow.step}, {blow.moment}" if blow.step else "idle"] += 1

    def _in_peace(self):
        for _ in range(TRIES):
            worker = self._started()
            try:
                settled = self._wait(worker)
                if settled:
                    # What one job has left for another is found by the next minute's sweep.
                    sweep()
                    settled = self._wait(worker)
            finally:
                worker.kill()
            self.runs["all done" if settled else "not all done"] += 1
            if settled:
                break
        else:
            self.violations.append(f"{TRIES} workers after each other left work undone")
        self._complain(checks.at_rest(self.site))

    def _started(self):
        let_time_pass(self.dice)
        return Worker(self.log)

    def _wait(self, worker):
        """Until all is done (True), the worker is dead, or patience is at an end."""
        until = time.monotonic() + self.site.patience
        while time.monotonic() < until:
            if worker.dead.wait(0.03):
                return False
            if self.story.work_is_done() and not OrmQ.objects.exists():
                return True
        return False
