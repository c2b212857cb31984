"""Whether the site answers, where from, and what it says of itself; asked without a login."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from contentdesk.organization.models import Centre
from contentdesk.wordpress.client import JSON, Refused, WordPress, WordPressError
from contentdesk.wordpress.connection.findings import Finding

CLOCKS_APART = 5 * 60  # seconds
# Application passwords came with 5.6; the portal was measured on 6.1 to 7.1.
NEEDED, TRIED = (5, 6), (6, 1)
PLACES_OF_VERSION = {
    "/?feed=rss2": re.compile(r"<generator>https?://wordpress\.org/\?v=(\d+\.\d[\d.]*)"),
    "/": re.compile(r'name="generator" content="WordPress (\d+\.\d[\d.]*)'),
}


def check_reach(wordpress: WordPress) -> Iterator[Finding]:
    """Reach, REST API, version, address, permalinks, zone, clock. Raises WordPressError."""
    try:
        index = wordpress.index()
    except Refused as refusal:
        if refusal.code != "redirected":
            raise
        addresses = {"ours": wordpress.url, "address": _target(wordpress.url, refusal.detail)}
        yield Finding("reach.redirected", addresses)
        return
    yield Finding("reach", {"name": index.get("name") or "–"})
    yield Finding("rest" if "wp/v2" in index.get("namespaces", []) else "rest.missing")
    yield _version(wordpress)
    yield _address(wordpress, index)
    yield Finding("permalinks.plain" if wordpress.has_plain_permalinks else "permalinks")
    yield _zone(index)
    yield _clock(wordpress.clock_difference)


def _target(ours: str, location: str) -> str:
    """The site's address that a redirected request was sent to; no login and no query in it."""
    parts = urlsplit(urljoin(f"{ours}/wp-json/", location))
    host = parts.netloc.rpartition("@")[2]
    path = parts.path.partition("/wp-json")[0].rstrip("/")
    return f"{parts.scheme}://{host}{path}"


def _version(wordpress: WordPress) -> Finding:
    """Told in the feed and in the head of the pages, unless somebody has hidden it."""
    for place, pattern in PLACES_OF_VERSION.items():
        try:
            told = pattern.search(wordpress.look(place).text)
        except WordPressError:
            continue
        if told:
            return _judged(told[1])
    return Finding("version.unknown")


def _judged(version: str) -> Finding:
    major, minor = (int(part) for part in version.split(".")[:2])
    code = "version"
    if (major, minor) < NEEDED:
        code = "version.too_old"
    elif (major, minor) < TRIED:
        code = "version.old"
    return Finding(code, {"version": version})


def _address(wordpress: WordPress, index: JSON) -> Finding:
    """A write to an address that redirects is refused, so the address must be the site's own."""
    home = str(index.get("home") or wordpress.url)
    if urlsplit(home)[:2] == urlsplit(wordpress.url)[:2]:
        return Finding("address")
    return Finding("address.other", {"ours": wordpress.url, "address": home})


def _zone(index: JSON) -> Finding:
    ours = Centre.current().zone
    theirs = str(index.get("timezone_string") or f"UTC{float(index.get('gmt_offset') or 0):+g}")
    if _hours_apart(index, ours) == 0:
        return Finding("zone", {"zone": ours})
    return Finding("zone.other", {"theirs": theirs, "ours": ours})


def _hours_apart(index: JSON, zone: str) -> float:
    """How far the two zones are apart today; WordPress names a zone or gives hours alone."""
    now = datetime.now(UTC)
    try:
        theirs = now.astimezone(ZoneInfo(str(index.get("timezone_string") or ""))).utcoffset()
    except (ZoneInfoNotFoundError, ValueError):
        theirs = timedelta(hours=float(index.get("gmt_offset") or 0))
    ours = now.astimezone(ZoneInfo(zone)).utcoffset()
    return ((theirs or timedelta(0)) - (ours or timedelta(0))) / timedelta(hours=1)


def _clock(difference: float | None) -> Finding:
    if difference is None or abs(difference) <= CLOCKS_APART:
        return Finding("clock")
    return Finding("clock.apart", {"minutes": round(abs(difference) / 60)})
