"""A proxy before a real WordPress, with the faults of the fake one."""

import email.utils
import http.client
import threading

from tests.fake_wordpress.faults import fault
from tests.fake_wordpress.messages import Response
from tests.fake_wordpress.server import Server

HOP_BY_HOP = {"connection", "transfer-encoding", "content-encoding", "content-length", "keep-alive"}
SECONDS = 60  # for one request to the site


class Proxy:
    """Forwards every request to `site`; `fail` and `faults` are those of the fake.

    Addresses within what WordPress answers are its own, so a stranger's look passes by the proxy.
    """

    def __init__(self, site):
        self.site = site
        self.user, self.password = site.user, site.password
        self.faults = []
        self.dropped = {"host"}  # headers that do not get through
        self._lock = threading.Lock()
        self._port = 0
        self.start()

    def start(self):
        """Listen, at the same address as before if there was one."""
        self._server = Server(self._port, self._respond, email.utils.formatdate)
        self._server.seconds_to_end = SECONDS
        self._port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self._port}"

    def stop(self):
        """Cut every connection; what was forwarded already has been done when this returns."""
        self._server.stop()

    def fail(self, when, how, times=1, skip=0):
        """Meet requests with a fault, as faults.fault says; it can be taken off `faults` again."""
        meeting = fault(when, how, times, skip)
        self.faults.append(meeting)
        return meeting

    def _respond(self, request):
        with self._lock:
            met = next((f for f in self.faults if f.meets(request)), None)
        commit = lambda: self._forward(request)  # noqa: E731
        return met.how(request, commit, self) if met else commit()

    def _forward(self, request):
        here, there = self.url, self.site.url
        host = there.removeprefix("http://")
        headers = {k: v for k, v in request.headers.items() if k.lower() not in self.dropped}
        onward = http.client.HTTPConnection(host, timeout=SECONDS)
        try:
            onward.request(
                request.method,
                request.target,
                request.body,
                {**headers, "Host": host, "Accept-Encoding": "identity"},
            )
            answer = onward.getresponse()
            content = answer.read()
        finally:
            onward.close()
        told = {
            name.title(): value.replace(there, here)
            for name, value in answer.getheaders()
            if name.lower() not in HOP_BY_HOP
        }
        return Response(answer.status, content, told)
