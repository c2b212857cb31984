"""Faults to inject: which request they meet, and what happens to it instead.

A fault gets the request, `commit` (does what was asked and returns the response) and the fake;
it returns the response to send, or None to cut the connection without a word.
"""

import json
import re
from dataclasses import dataclass

from tests.fake_wordpress.messages import Response
from tests.fake_wordpress.pages import LOGIN_PAGE

TERMS = {"/wp/v2/categories", "/wp/v2/tags"}
STEPS = {
    "any": lambda r: True,
    "rest": lambda r: r.route is not None,
    "look": lambda r: r.route is None and r.method == "GET",
    "index": lambda r: r.route == "/",
    "me": lambda r: r.route == "/wp/v2/users/me",
    "find_posts": lambda r: (r.method, r.route) == ("GET", "/wp/v2/posts"),
    "read_post": lambda r: r.method == "GET" and _is_item(r, "posts"),
    "create_post": lambda r: (r.method, r.route) == ("POST", "/wp/v2/posts"),
    "update_post": lambda r: r.method == "POST" and _is_item(r, "posts"),
    "flip": lambda r: STEPS["update_post"](r) and r.fields.get("status") == "publish",
    "find_media": lambda r: (r.method, r.route) == ("GET", "/wp/v2/media"),
    "read_media": lambda r: r.method == "GET" and _is_item(r, "media"),
    "upload_media": lambda r: (r.method, r.route) == ("POST", "/wp/v2/media"),
    "delete_post": lambda r: r.method == "DELETE" and _is_item(r, "posts"),
    "delete_media": lambda r: r.method == "DELETE" and _is_item(r, "media"),
    "find_term": lambda r: r.method == "GET" and r.route in TERMS,
    "create_term": lambda r: r.method == "POST" and r.route in TERMS,
    "list_comments": lambda r: (r.method, r.route) == ("GET", "/wp/v2/comments"),
    "read_comment": lambda r: r.method == "GET" and _is_item(r, "comments"),
    "update_comment": lambda r: r.method == "POST" and _is_item(r, "comments"),
    "create_comment": lambda r: (r.method, r.route) == ("POST", "/wp/v2/comments"),
}


@dataclass
class Fault:
    """An injected fault; `hits` counts the requests it met."""

    when: object
    how: object
    times: int | None
    skip: int
    hits: int = 0

    def meets(self, request):
        if self.times is not None and self.hits >= self.times:
            return False
        if not self.when(request):
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.hits += 1
        return True


def fault(when, how, times=1, skip=0):
    """A fault for the next `times` requests (None: all) that fit `when`, after `skip` of them.

    `when` is a step's name, "METHOD /pattern", or a function of the request; `how` a fault's
    name, `before(f)`, `after(f)`, or a function (request, commit, site) -> response or None.
    """
    return Fault(predicate(when), how if callable(how) else FAULTS[how], times, skip)


def before(callback):
    """A fault that calls `callback(request)` and then lets the request be done."""
    return lambda request, commit, fake: (callback(request), commit())[1]


def after(callback):
    """A fault that lets the request be done, and calls `callback(request)` before the answer."""
    return lambda request, commit, fake: (commit(), callback(request))[0]


def predicate(when):
    """The predicate of a step's name, of "METHOD /pattern", or of a function of the request."""
    if callable(when):
        return when
    if when in STEPS:
        return STEPS[when]
    method, _, pattern = when.partition(" ")
    return lambda r: r.method == method and bool(re.search(pattern, r.path))


def _is_item(request, noun):
    return bool(re.fullmatch(rf"/wp/v2/{noun}/\d+", request.route or ""))


def _hang(request, commit, fake):
    fake.stopping.wait(fake.hang_seconds)


def _hang_after(request, commit, fake):
    commit()
    fake.stopping.wait(fake.hang_seconds)


def _lost_after(request, commit, fake):
    commit()


def _stop(request, commit, fake):
    fake.stop()


def _stop_after(request, commit, fake):
    commit()
    fake.stop()


def _gone(request, commit, fake):
    noun = "comment" if "comments" in request.route else "post"
    return _rest_error(f"rest_{noun}_invalid_id", f"Invalid {noun} ID.", 404)


def _truncated(request, commit, fake):
    response = commit()
    headers = response.headers | {"Content-Length": str(len(response.body))}
    return Response(response.status, response.body[: len(response.body) // 2], headers)


def _no_id(request, commit, fake):
    response = commit()
    data = json.loads(response.body)
    data.pop("id", None)
    return Response.json(data, response.status)


def _wrong_photo(request, commit, fake):
    """WordPress ignores its own error about the featured photo, and answers as if all were well."""
    request.fields.pop("featured_media", None)
    return commit()


def _rest_error(code, message, status, **headers):
    body = {"code": code, "message": message, "data": {"status": status}}
    return Response.json(body, status, **headers)


def _answer(response):
    return lambda request, commit, fake: response


def _answer_after(response):
    return lambda request, commit, fake: (commit(), response)[1]


CRITICAL = _rest_error(
    "internal_server_error", "<p>There has been a critical error on this website.</p>", 500
)
BAD_GATEWAY = Response.html("<html><h1>502 Bad Gateway</h1><hr>nginx</html>", 502)
FAULTS = {
    "hang": _hang,
    "hang_after": _hang_after,
    "lost_before": lambda request, commit, fake: None,
    "lost_after": _lost_after,
    "stop": _stop,
    "stop_after": _stop_after,
    "error_before": _answer(CRITICAL),
    "error_after": _answer_after(CRITICAL),
    "bad_gateway": _answer(BAD_GATEWAY),
    "bad_gateway_after": _answer_after(BAD_GATEWAY),
    "gateway_timeout": _answer_after(Response.html("<h1>504 Gateway Time-out</h1>", 504)),
    "login_page": _answer(Response.html(LOGIN_PAGE)),
    "html_after": _answer_after(Response.html("<html><b>Notice</b>: something</html>")),
    "unauthorized": _answer(_rest_error("rest_cannot_create", "Sorry, you are not allowed.", 401)),
    "forbidden": _answer(_rest_error("rest_forbidden", "Sorry, you are not allowed.", 403)),
    "firewall": _answer(Response.html("<h1>403 Forbidden</h1>ModSecurity", 403)),
    "no_route": _answer(_rest_error("rest_no_route", "No route was found.", 404)),
    "gone": _gone,
    "too_large": _answer(Response.html("<h1>413 Request Entity Too Large</h1>", 413)),
    "busy": _answer(Response.html("<h1>Too many requests</h1>", 429, **{"Retry-After": "120"})),
    "maintenance": _answer(
        Response.html("<h1>Briefly unavailable</h1>", 503, **{"Retry-After": "600"})
    ),
    "redirect": _answer(Response(301, b"", {"Location": "https://www.example.org/"})),
    "truncated": _truncated,
    "no_id": _no_id,
    "wrong_photo": _wrong_photo,
}
