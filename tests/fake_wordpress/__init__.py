"""A WordPress to test against: real HTTP on the loopback, all state in memory, faults on demand.

    fake.url, fake.user, fake.password          where it is and who may write (an Editor)
    fake.posts, fake.media, fake.comments       what it holds, by id
    fake.requests                               every request it got, with `fields` and `status`
    fake.visitor_comments(post_id, "Bu Ani", "ani@example.org", "Terima kasih")
    fake.fail("create_post", "lost_after")      the answer to the next creation is lost
    fake.fail("POST /media", after(kill))       run a function between doing and answering
    fake.stop(); fake.start()                   down, and up again at the same address

The steps and faults that have names are in faults.py. tests/contract holds the fake to what a real
WordPress answers.
"""

import email.utils
import threading

from tests.fake_wordpress import pages, rest
from tests.fake_wordpress.faults import after, before, fault, predicate
from tests.fake_wordpress.server import Server
from tests.fake_wordpress.site import Site

__all__ = ["FakeWordPress", "after", "before"]


class FakeWordPress:
    def __init__(self):
        self.site = Site()
        self.requests = []
        self.faults = []
        self.hang_seconds = 5.0  # longer than any test waits for an answer
        self.stopping = threading.Event()
        self._lock = threading.RLock()
        self._serving = threading.local()
        self._server = None
        self._port = 0
        self.start()

    def __getattr__(self, name):
        # What the site knows reads as the fake's own: fake.posts, fake.user, fake.marked(…).
        if name == "site":
            raise AttributeError(name)
        return getattr(self.site, name)

    def start(self):
        """Listen, at the same address as before if there was one."""
        self.stopping.clear()
        self._server = Server(self._port, self._respond, self._date)
        self._port = self._server.server_address[1]
        self.site.url = f"http://127.0.0.1:{self._port}"

    def stop(self):
        """Refuse connections and cut those there are; what the site holds is kept."""
        self.stopping.set()
        server, self._server = self._server, None
        if server:
            server.stop(by_a_request=getattr(self._serving, "now", False))

    def fail(self, when, how, times=1, skip=0):
        """Meet requests with a fault, as faults.fault says; it can be taken off `faults` again."""
        meeting = fault(when, how, times, skip)
        self.faults.append(meeting)
        return meeting

    def visitor_comments(self, post_id, author, email, text, parent=0):
        """A visitor's comment, as the form of the public page makes it; returns it."""
        with self._lock:
            return self.site.visitor_comment(post_id, author, email, text, parent)

    def sent(self, when):
        """The recorded requests of a step."""
        return [request for request in self.requests if predicate(when)(request)]

    def _respond(self, request):
        with self._lock:
            self.requests.append(request)
            met = next((f for f in self.faults if f.meets(request)), None)
        self._serving.now = True
        try:
            commit = lambda: self._commit(request)  # noqa: E731
            response = met.how(request, commit, self) if met else commit()
        finally:
            self._serving.now = False
        request.status = response.status if response else None
        return response

    def _commit(self, request):
        with self._lock:
            if request.route is not None and self._reaches_rest(request):
                return rest.answer(self.site, request)
            return pages.answer(self.site, request)

    def _reaches_rest(self, request):
        return self.site.pretty_permalinks or "rest_route" in request.query

    def _date(self):
        return email.utils.format_datetime(self.site.now(), usegmt=True)
