"""Judging what WordPress answered: the JSON asked for, or the error it amounts to."""

import email.utils
import html
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from contentdesk.wordpress.client.errors import Refused, Unavailable, Unconfirmed, WordPressError

# The status of these is not their meaning: a refused file type answers 500 (measured on 6.1 to
# 7.1), and so does a host whose upload folder is full; in both cases no attachment was made.
REFUSED_CODES = frozenset({"rest_upload_unknown_error", "rest_trash_not_supported"})
PASSING_CODES = frozenset({"comment_flood"})
PASSING_STATUSES = frozenset({408, 425, 429})


def judge(
    method: str, status: int, headers: Mapping[str, str], body: bytes
) -> Any:  # JSON is whatever WordPress made of it
    """Return the decoded JSON of a good answer, or raise the WordPressError a bad one means."""
    if 300 <= status < 400:
        location = headers.get("Location", "").partition("?")[0]
        code = "login_page" if "wp-login.php" in location else "redirected"
        raise Refused(code, status, location)
    text = body.decode("utf-8", "replace")
    data = _decoded(text)
    if 200 <= status < 300:
        if data is None:
            raise _unreadable(method, status, text)
        return data
    if isinstance(data, dict) and isinstance(data.get("code"), str):
        raise _told(method, status, headers, data)
    raise _untold(method, status, headers, text)


def interrupted(
    method: str, code: str, status: int | None = None, detail: str = ""
) -> WordPressError:
    """The error of an answer that was lost: harmless for a read, unknown for a write."""
    return (Unavailable if method == "GET" else Unconfirmed)(code, status, detail)


def _decoded(text: str) -> Any:
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except ValueError:
        return None


def _unreadable(method: str, status: int, text: str) -> WordPressError:
    """A good status without JSON: cut off, or some other page in WordPress's place."""
    start = text.lstrip("\ufeff \r\n\t")[:1]
    if not start or start in "[{":
        return interrupted(method, "truncated", status)
    code = "login_page" if _is_login_page(text) else "not_json"
    # Whatever answered may have let the write through first, so a write stays unknown.
    return (Refused if method == "GET" else Unconfirmed)(code, status, _plain(text))


def _told(
    method: str, status: int, headers: Mapping[str, str], data: dict[str, Any]
) -> WordPressError:
    """An error in WordPress's own words."""
    data, status = _inner_refusal(data, status)
    code = re.sub(r"[^a-z0-9_-]", "", data["code"].lower())[:80] or "unknown"
    detail = _plain(str(data.get("message", "")))
    if code in REFUSED_CODES:
        return Refused(code, status, detail)
    if code in PASSING_CODES or status in PASSING_STATUSES:
        return Unavailable(code, status, detail, _retry_after(headers))
    if status < 500:
        return Refused(code, status, detail, data=_extra(data))
    # WordPress inserts the post before terms and meta: a 5xx of its own is no proof of nothing.
    return _server_error(method, code, status, headers, detail)


def _inner_refusal(data: dict[str, Any], status: int) -> tuple[dict[str, Any], int]:
    """The 401 or 403 that WordPress wraps into a 400 about a parameter, with its status.

    Asking for drafts with a wrong password is answered so: "Invalid parameter(s): status".
    """
    details = _extra(data).get("details")
    for inner in details.values() if isinstance(details, dict) else ():
        if isinstance(inner, dict) and isinstance(inner.get("code"), str):
            inner_status = _extra(inner).get("status")
            if inner_status in {401, 403}:
                return inner, inner_status
    return data, status


def _extra(data: dict[str, Any]) -> dict[str, Any]:
    extra = data.get("data")
    return extra if isinstance(extra, dict) else {}


def _untold(method: str, status: int, headers: Mapping[str, str], text: str) -> WordPressError:
    """An error page that WordPress's REST side did not write: a proxy, a firewall, the host."""
    detail = _plain(text)
    if status in PASSING_STATUSES:
        return Unavailable("busy", status, detail, _retry_after(headers))
    if status >= 500:
        code = "maintenance" if status == 503 else "server_error"
        return _server_error(method, code, status, headers, detail)
    codes = {401: "login_refused", 404: "no_rest", 410: "no_rest", 413: "too_large"}
    return Refused(codes.get(status, "firewall"), status, detail)


def _server_error(
    method: str, code: str, status: int, headers: Mapping[str, str], detail: str
) -> WordPressError:
    wait = _retry_after(headers)
    if method == "GET" or (status == 503 and wait is not None):
        return Unavailable(code, status, detail, wait)
    return Unconfirmed(code, status, detail, wait)


def _is_login_page(text: str) -> bool:
    return bool(re.search(r"wp-login\.php|type=[\"']?password", text, re.IGNORECASE))


def _plain(text: str) -> str:
    """At most 200 characters of a message or page, without markup."""
    without_tags = re.sub(r"(?is)<(script|style)\b.*?</\1>|<[^>]*>", " ", text[:20_000])
    return " ".join(html.unescape(without_tags).split())[:200]


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, from either form of the header (RFC 9110, 10.2.3)."""
    value = headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        until = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
