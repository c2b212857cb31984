"""A proxy before WordPress: at one request it kills the worker, or loses the answer."""

import http.client
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.journeys.portal import Portal

HOP_BY_HOP = {"connection", "transfer-encoding", "content-encoding", "content-length", "keep-alive"}


class Breaker:
    """Forwards everything to `site`, but for the one request that `at` describes.

    `at` is (method, pattern of path and body); the request is carried out on the real site, and
    then `then()` is called instead of answering, once.
    """

    def __init__(self, site):
        self.site = site
        self.at = self.then = None
        self.met = 0
        self.dropped = {"host"}  # headers that do not get through
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.user, self.password = site.user, site.password
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()

    def breaks(self, method, pattern, then):
        self.at, self.then, self.met = (method, re.compile(pattern, re.DOTALL)), then, 0

    def _meets(self, method, path, body):
        if self.at is None or self.met:
            return False
        text = f"{path} {body[:200_000].decode('latin-1')}"
        return method == self.at[0] and self.at[1].search(text) is not None

    def _handler(breaker):  # noqa: N805  # the handler's own self is another
        class Handler(BaseHTTPRequestHandler):
            def forward(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                here, there = breaker.url, breaker.site.url
                onward = http.client.HTTPConnection(there.removeprefix("http://"), timeout=60)
                headers = {
                    k: v for k, v in self.headers.items() if k.lower() not in breaker.dropped
                }
                headers["Host"] = there.removeprefix("http://")
                headers["Accept-Encoding"] = "identity"
                onward.request(self.command, self.path, body, headers)
                answer = onward.getresponse()
                content = answer.read()
                onward.close()
                if breaker._meets(self.command, self.path, body):
                    breaker.met += 1
                    breaker.then()
                    self.close_connection = True
                    return
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in HOP_BY_HOP:
                        self.send_header(name, value.replace(there, here))
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(content)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = forward

            def log_message(self, *arguments):
                """The portal's own log is enough."""

        return Handler


@pytest.fixture(scope="module")
def breaker(wordpress_site):
    breaker = Breaker(wordpress_site)
    yield breaker
    breaker.stop()


@pytest.fixture(scope="module")
def portal(tmp_path_factory, breaker):
    """A portal that reaches the real WordPress through the breaker; its worker is run by hand."""
    portal = Portal(tmp_path_factory.mktemp("portal"), breaker)
    portal.start()
    portal.manage("deliver")
    yield portal
    portal.stop()
