"""One HTTP exchange: a time limit, a size limit, a log line, and errors that mean something."""

import logging
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests
import urllib3.exceptions

from contentdesk.wordpress.client.answers import interrupted
from contentdesk.wordpress.client.errors import Refused, Unavailable, WordPressError

logger = logging.getLogger("contentdesk.wordpress.client")

MAX_BODY = 20 * 1024 * 1024
PAUSE = 0.2  # seconds before a read is repeated
USER_AGENT = "puskesmas-portal/1"

BAD_ADDRESS = (
    requests.exceptions.MissingSchema,
    requests.exceptions.InvalidSchema,
    requests.exceptions.InvalidURL,
)


@dataclass(frozen=True)
class Reply:
    """What came back: status, headers (names in any case), the whole body, the final address."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    encoding: str | None
    url: str


class _BodyTooBigError(Exception):
    pass


class _BodyTooSlowError(Exception):
    pass


NO_WHOLE_ANSWER = (requests.RequestException, _BodyTooBigError, _BodyTooSlowError)


def open_session() -> requests.Session:
    """A session with this client's name and few redirects."""
    session = requests.Session()
    session.headers["User-Agent"] = USER_AGENT
    session.max_redirects = 5
    return session


def fetch(
    session: requests.Session,
    url: str,
    *,
    timeout: tuple[float, float],
    log_as: str,
    **content: Any,
) -> Reply:
    """GET `url`, once more if the connection failed; a site that was too slow is not asked twice.

    Not by urllib3's Retry, which would log the whole address with what was searched for.
    """
    try:
        return exchange(session, "GET", url, timeout=timeout, log_as=log_as, **content)
    except Unavailable as exc:
        if exc.code in {"timeout", "connect_timeout"}:
            raise
    time.sleep(PAUSE)
    return exchange(session, "GET", url, timeout=timeout, log_as=log_as, **content)


def exchange(
    session: requests.Session,
    method: str,
    url: str,
    *,
    timeout: tuple[float, float],
    log_as: str,
    follow: bool = False,
    **content: Any,
) -> Reply:
    """Send one request and read its whole answer, whatever its status.

    Redirects are followed only if `follow`: a redirected POST would silently become a GET, and a
    login must not travel on to wherever a site points. `log_as` is the path the log shows, so that
    no query value reaches it.
    Raises WordPressError when no whole answer arrived.
    """
    started = time.monotonic()
    outcome: object = "failed"
    try:
        with session.request(
            method, url, timeout=timeout, stream=True, allow_redirects=follow, **content
        ) as response:
            outcome = response.status_code
            # Each wait on the socket is bounded by the read timeout; this bounds their sum.
            return _whole(response, deadline=started + sum(timeout) * 2)
    except NO_WHOLE_ANSWER as exc:
        error = _meaning(method, exc)
        outcome = error.code
        raise error from exc
    finally:
        elapsed = (time.monotonic() - started) * 1000
        logger.info("%s %s %s %.0f ms", method, log_as, outcome, elapsed)


def _whole(response: requests.Response, *, deadline: float) -> Reply:
    body = bytearray()
    for chunk in response.iter_content(64 * 1024):
        body += chunk
        if len(body) > MAX_BODY:
            raise _BodyTooBigError
        if time.monotonic() > deadline:
            raise _BodyTooSlowError
    return Reply(
        response.status_code, response.headers, bytes(body), response.encoding, response.url
    )


def _meaning(method: str, exc: Exception) -> WordPressError:
    """The WordPressError that an exchange without a whole answer amounts to."""
    if isinstance(exc, BAD_ADDRESS):
        return Refused("bad_address")
    if isinstance(exc, requests.TooManyRedirects):
        return Refused("redirected")
    if isinstance(exc, _BodyTooBigError) and method == "GET":
        return Refused("too_big")
    cause = _cause(exc)
    never_sent = _never_sent(cause)
    if never_sent:
        return Unavailable(never_sent)
    return interrupted(method, _interruption(exc, cause))


def _interruption(exc: Exception, cause: object) -> str:
    slow = isinstance(exc, requests.Timeout | _BodyTooSlowError)
    if slow or isinstance(cause, urllib3.exceptions.ReadTimeoutError):
        return "timeout"
    if isinstance(exc, _BodyTooBigError):
        return "too_big"
    if isinstance(exc, requests.exceptions.SSLError):
        return "tls"
    if isinstance(exc, requests.ConnectionError):
        return "connection_lost"
    return "truncated"


def _never_sent(cause: object) -> str | None:
    """The code of a failure that came before the request could leave, else None."""
    if isinstance(cause, urllib3.exceptions.NameResolutionError):
        return "dns"
    if isinstance(cause, urllib3.exceptions.NewConnectionError):
        return "unreachable"
    if isinstance(cause, urllib3.exceptions.ConnectTimeoutError):
        return "connect_timeout"
    if isinstance(cause, urllib3.exceptions.SSLError) and isinstance(
        next(iter(cause.args), None), ssl.SSLCertVerificationError
    ):
        return "tls"
    return None


def _cause(exc: Exception) -> object:
    """The urllib3 error inside a requests one, whose names are too coarse."""
    cause: object = next(iter(exc.args), exc)
    if isinstance(cause, urllib3.exceptions.MaxRetryError):
        cause = cause.reason
    if isinstance(cause, urllib3.exceptions.ProxyError):
        cause = cause.original_error
    return cause
