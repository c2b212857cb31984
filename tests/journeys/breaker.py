"""A proxy before the real WordPress that breaks one request, by the faults of the fake."""

import http.client
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from tests.fake_wordpress.faults import FAULTS, Fault, predicate
from tests.fake_wordpress.messages import Request, Response
from tests.journeys.portal import Portal

HOP_BY_HOP = {"connection", "transfer-encoding", "content-encoding", "content-length", "keep-alive"}


def unanswered(then):
    """A fault: the site does what it was asked for, and `then()` comes in place of its answer."""

    def how(request, commit, breaker):
        commit()
        then()

    return how


class Breaker:
    """Forwards everything to `site` but the request that a fault meets.

    The site never hears of the proxy: in texts its address stands in place of the proxy's, and the
    other way round in what comes back.
    """

    def __init__(self, site):
        self.site = site
        self.fault = None
        self.dropped = {"host"}  # headers that do not get through
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.breaker = self
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.user, self.password = site.user, site.password
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()

    def fail(self, step, how):
        """Meet the next request that fits `step`, in place of any fault before; see faults.py.

        Of the faults by name only those that need nothing of the fake but its answer.
        """
        self.fault = Fault(predicate(step), how if callable(how) else FAULTS[how], 1, 0)
        return self.fault

    def respond(self, request, address):
        """What the caller gets, or None to cut the connection."""

        def commit():
            return self._forward(request, address)

        if self.fault is not None and self.fault.meets(request):
            return self.fault.how(request, commit, self)
        return commit()

    def _forward(self, request, address):
        here, there = (urlsplit(url).netloc for url in (self.url, self.site.url))
        headers = {k: v for k, v in request.headers.items() if k.lower() not in self.dropped}
        headers |= {"Host": there, "Accept-Encoding": "identity"}
        body = request.body
        if "json" in request.headers.get("Content-Type", ""):
            # A fault may have changed the fields.
            body = json.dumps(request.fields).encode().replace(here.encode(), there.encode())
            headers["Content-Length"] = str(len(body))
        onward = http.client.HTTPConnection(there, timeout=60)
        onward.request(request.method, address, body, headers)
        answer = onward.getresponse()
        content = answer.read()
        onward.close()
        if answer.headers.get_content_type() in {"application/json", "text/html"}:
            content = content.replace(there.encode(), here.encode())
        kept = {}
        for name in {name.lower() for name in answer.headers} - HOP_BY_HOP:
            kept[name] = ", ".join(answer.headers.get_all(name)).replace(there, here)
        return Response(answer.status, content, kept)


class Handler(BaseHTTPRequestHandler):
    def handle_request(self):
        url = urlsplit(self.path)
        request = Request(
            method=self.command,
            path=unquote(url.path),
            query=dict(parse_qsl(url.query, keep_blank_values=True)),
            headers=self.headers,
            body=self.rfile.read(int(self.headers.get("Content-Length") or 0)),
        )
        response = self.server.breaker.respond(request, self.path)
        if response is None:
            return
        self.send_response(response.status)
        length = {"Content-Length": str(len(response.body))}
        for name, value in (length | response.headers).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_request

    def log_message(self, *arguments):
        """The portal's own log is enough."""


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
