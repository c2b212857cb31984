"""The portal's WordPress site: who it is by the settings, and whether it can be worked with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contentdesk.organization.models import Centre
from contentdesk.wordpress.client import JSON, WordPress, WordPressError
from contentdesk.wordpress.explanations import explain

CLOCKS_APART = 5 * 60  # seconds

# The rights of an Editor that the portal's work needs, and the work they are needed for.
RIGHTS: dict[str, tuple[str, ...]] = {
    "publish": ("publish_posts", "edit_others_posts", "edit_published_posts", "manage_categories"),
    "upload": ("upload_files",),
    "moderate": ("moderate_comments",),
}
RIGHT_SENTENCES = {
    "publish": (_("The account may publish."), _("The account may not publish.")),
    "upload": (_("The account may upload photos."), _("The account may not upload photos.")),
    "moderate": (
        _("The account may moderate comments and reply."),
        _("The account may not moderate comments and reply."),
    ),
}
GIVE_EDITOR = _("In WordPress, give the portal's account the role Editor.")


@dataclass(frozen=True)
class Finding:
    """One thing looked at: `ok` or not, a sentence on it, and how to mend it.

    A finding that is ok and has a remedy all the same is a warning: work goes on, but see to it.
    """

    name: str
    ok: bool
    sentence: str | Promise
    remedy: str | Promise = ""


def site() -> WordPress | None:
    """A client of the site in the settings; None when any of the three settings is empty."""
    url, user = settings.WORDPRESS_URL, settings.WORDPRESS_USER
    password = settings.WORDPRESS_APP_PASSWORD
    if not (url and user and password):
        return None
    return WordPress(url, user, password)


def check_connection(wordpress: WordPress) -> list[Finding]:
    """Look at all the portal needs of the site, without changing anything there.

    Stops at the first thing that makes the rest pointless: no reach, no REST API, no login. Asks
    the network, so it belongs in a worker or a command.
    """
    findings: list[Finding] = []
    steps = (_check_reach, _check_login, _check_posts)
    for name, step in zip(("reach", "login", "posts"), steps, strict=True):
        try:
            findings.extend(step(wordpress))
        except WordPressError as error:
            explanation = explain(error)
            findings.append(Finding(name, False, explanation.summary, explanation.remedy))
            break
    return findings


def _check_reach(wordpress: WordPress) -> Iterator[Finding]:
    index = wordpress.index()
    sentence = gettext("The website answers: %(name)s.") % {"name": index.get("name") or "–"}
    yield Finding("reach", True, sentence)
    if "wp/v2" not in index.get("namespaces", []):
        yield Finding(
            "rest",
            False,
            _("WordPress does not offer posts and comments over its REST API."),
            _("A plugin may have switched it off: switch it on again."),
        )
    else:
        yield Finding("rest", True, _("WordPress answers over its REST API."))
    yield _address(wordpress, index)
    yield _zone(index)
    yield _clock(wordpress.clock_difference)


def _check_login(wordpress: WordPress) -> Iterator[Finding]:
    me = wordpress.me()
    sentence = gettext("The portal is logged in as %(name)s.") % {"name": me.get("name") or "–"}
    yield Finding("login", True, sentence)
    granted = me.get("capabilities") or {}
    for name, needed in RIGHTS.items():
        allowed, refused = RIGHT_SENTENCES[name]
        if all(granted.get(right) for right in needed):
            yield Finding(name, True, allowed)
        else:
            yield Finding(name, False, refused, GIVE_EDITOR)


def _check_posts(wordpress: WordPress) -> Iterator[Finding]:
    # The searches and lists that publishing and fetching start with, asked once for nothing.
    wordpress.posts_marked("<!-- portal:connection-check -->")
    yield Finding("posts", True, _("Posts in every state can be looked up."))
    wordpress.comments_page(per_page=1)
    yield Finding("comments", True, _("Comments can be read, held ones too."))


def _address(wordpress: WordPress, index: JSON) -> Finding:
    """A write to an address that redirects is refused, so the address must be the site's own."""
    home = str(index.get("home") or wordpress.url)
    if urlsplit(home)[:2] == urlsplit(wordpress.url)[:2]:
        return Finding("address", True, _("The address is the website's own."))
    sentence = gettext("The website gives its own address as %(address)s.") % {"address": home}
    return Finding("address", True, sentence, _("Put exactly that address into WORDPRESS_URL."))


def _zone(index: JSON) -> Finding:
    ours = Centre.current().zone
    theirs = str(index.get("timezone_string") or f"UTC{float(index.get('gmt_offset') or 0):+g}")
    if _hours_apart(index, ours) == 0:
        sentence = gettext("The website is in the portal's time zone, %(zone)s.")
        return Finding("zone", True, sentence % {"zone": ours})
    sentence = gettext("The website is set to time zone %(theirs)s, the portal to %(ours)s.")
    return Finding(
        "zone",
        True,
        sentence % {"theirs": theirs, "ours": ours},
        _("In WordPress, under Settings, General, choose the zone of the health centre."),
    )


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
        return Finding("clock", True, _("The clocks of the website and of the portal agree."))
    sentence = gettext("The clocks of the website and of the portal are %(minutes)d minutes apart.")
    return Finding(
        "clock",
        True,
        sentence % {"minutes": round(abs(difference) / 60)},
        _("Set the clock of whichever is wrong, or publishing times will be off."),
    )
