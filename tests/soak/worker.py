"""The worker to kill: every process of a real `manage.py qcluster`, in one blow."""

import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from tests.fake_wordpress.faults import STEPS

ROOT = Path(__file__).resolve().parent.parent.parent
# The requests among which a blow falls, and how many of them may pass before it at most.
REQUESTS = {"all": 16, "writes": 5}


class Worker:
    """A running worker; `log` is an open file for all it says."""

    def __init__(self, log):
        self._reading, writing = os.pipe()
        self.dead = threading.Event()
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "manage.py", "qcluster"],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            pass_fds=[writing],
        )
        os.close(writing)

    def kill(self):
        """End all its processes with SIGKILL, and wait until none of them lives."""
        with self._lock:
            if self.dead.is_set():
                return
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            # Its children are not ours to wait for; the pipe ends when the last of them has died.
            os.read(self._reading, 1)
            os.close(self._reading)
            self.dead.set()


@dataclass
class Blow:
    """When to kill: at the request after `skip` others, before it is done, after, or later.

    `among` are all requests, or those that write: there are fewer, and more can go wrong.
    """

    among: str
    skip: int
    moment: str
    delay: float
    step: str = ""

    @classmethod
    def random(cls, rng):
        # Later is between two requests, where the worker writes down what it has learnt.
        moment = rng.choice(["before", "after", "later"])
        among = rng.choice(list(REQUESTS))
        return cls(among, rng.randrange(REQUESTS[among]), moment, rng.uniform(0, 0.02))

    def aim(self, site, worker):
        """Let the blow fall on `worker`; the fault that carries it, to be taken away afterwards."""

        def strike(request, commit, _site):
            self.step = next(name for name in reversed(STEPS) if STEPS[name](request))
            response = commit() if self.moment != "before" else None
            if self.moment == "later":
                threading.Timer(self.delay, worker.kill).start()
                return response
            worker.kill()
            return None

        def meets(request):
            return self.among == "all" or request.method != "GET"

        return site.fail(meets, strike, skip=self.skip)
