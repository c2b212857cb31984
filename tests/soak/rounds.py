"""A round: work comes in, the worker is killed over it once or more, and at last left in peace."""

import random
import time
from collections import Counter

from django_q.models import OrmQ

from tests.soak import checks
from tests.soak.story import Story, let_time_pass
from tests.soak.worker import Blow, Worker

PATIENCE = 30  # seconds for one worker to do all there is
TRIES = 3  # workers left in peace, one after the other, until all is done


class Soak:
    """All rounds of a run over one site; `violations` are sentences, gathered as they are seen."""

    def __init__(self, fake, rng, log):
        self.fake, self.rng, self.log = fake, rng, log
        self.story = Story(fake, rng)
        self.dice = rng
        self.violations = []
        self.kills = Counter()
        self.runs = Counter()

    def one_round(self):
        """Work, one to three blows, and then everything has to come right by itself."""
        self.story.begin_round()
        # How often the worker is started depends on how fast it is; the story must not.
        self.dice = random.Random(self.rng.random())
        for blow in [Blow.random(self.rng) for _ in range(self.rng.randint(1, 3))]:
            if not self.story.work_is_done():
                self._struck(blow)
                self.violations += checks.always(self.fake)
        self._in_peace()

    def last_answers(self):
        """Answer what the last round brought in."""
        self.story.answer_all()
        self._in_peace()

    def summary(self):
        """What was done to the worker and what is there, for the JSON."""
        return {
            "workers_left_in_peace": dict(self.runs),
            "workers_killed": sum(self.kills.values()),
            "killed_at_request_and_moment": dict(sorted(self.kills.items())),
            **checks.counts(self.fake),
            "violations": self.violations,
        }

    def _struck(self, blow):
        worker = self._started()
        fault = blow.aim(self.fake, worker)
        try:
            self._wait(worker)
        finally:
            self.fake.faults.remove(fault)
            worker.kill()
        # What the dead had asked for is done or cut off by now, before anything is counted.
        self.fake.stop()
        self.fake.start()
        # Where there was too little left to do, it had ended all and was killed while idle.
        self.kills[f"{blow.step}, {blow.moment}" if blow.step else "idle"] += 1

    def _in_peace(self):
        for _ in range(TRIES):
            worker = self._started()
            try:
                settled = self._wait(worker)
            finally:
                worker.kill()
            self.runs["all done" if settled else "not all done"] += 1
            if settled:
                break
        else:
            self.violations.append(f"{TRIES} workers after each other left work undone")
        self.violations += checks.at_rest(self.fake)

    def _started(self):
        let_time_pass(self.dice)
        return Worker(self.log)

    def _wait(self, worker):
        """Until all is done (True), the worker is dead, or patience is at an end."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if worker.dead.wait(0.03):
                return False
            if self.story.work_is_done() and not OrmQ.objects.exists():
                return True
        return False
