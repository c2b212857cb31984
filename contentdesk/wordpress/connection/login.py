"""Whether the portal is let in, and may do what its work needs."""

from collections.abc import Iterator

from contentdesk.wordpress.client import JSON, Refused, WordPress
from contentdesk.wordpress.connection.findings import Finding

# The rights of an Editor that the portal's work needs, and the work they are needed for.
RIGHTS: dict[str, tuple[str, ...]] = {
    "publish": ("publish_posts", "edit_others_posts", "edit_published_posts", "manage_categories"),
    "upload": ("upload_files",),
    "moderate": ("moderate_comments",),
}
# WordPress itself says none of these to a wrong login (measured); with some plugins it does.
SAID_WRONG = {"incorrect_password", "invalid_username", "invalid_email"}


def check_login(wordpress: WordPress) -> Iterator[Finding]:
    """The login, and the rights of the account. Raises WordPressError."""
    try:
        me = wordpress.me()
    except Refused as refusal:
        if refusal.status != 401:
            raise
        yield Finding(_why_refused(wordpress, refusal))
        return
    yield Finding("login", {"name": me.get("name") or "–"})
    granted = me.get("capabilities") or {}
    for name, needed in RIGHTS.items():
        may = all(granted.get(right) for right in needed)
        yield Finding(name if may else f"{name}.missing")


def _why_refused(wordpress: WordPress, refusal: Refused) -> str:
    """WordPress takes a wrong login and one that never arrived for the same: nobody's."""
    if not _takes_application_passwords(wordpress.index()):
        return "login.unavailable"
    if refusal.code == "application_passwords_disabled_for_user":
        return "login.forbidden"
    if not wordpress.has_application_password:
        return "login.other_kind"
    if refusal.code in SAID_WRONG:
        return "login.wrong"
    known = wordpress.accepts_in_a_message()
    if known is None:
        return "login.unclear"
    return "login.stripped" if known else "login.wrong"


def _takes_application_passwords(index: JSON) -> bool:
    # Empty, it comes as a list: PHP knows no difference.
    return "application-passwords" in (index.get("authentication") or {})


def check_reading(wordpress: WordPress) -> Iterator[Finding]:
    """The searches and lists that publishing and fetching start with, asked once for nothing."""
    wordpress.posts_marked("<!-- portal:nothing -->")
    yield Finding("posts")
    wordpress.comments_page(per_page=1)
    yield Finding("comments")
    if (visitors := _visitors(wordpress)) is not None:
        yield visitors


def _visitors(wordpress: WordPress) -> Finding | None:
    """Whether a stranger may comment, by the newest page that takes comments; None: no such."""
    for post in wordpress.newest_posts():
        if post["comment_status"] == "open":
            page = wordpress.look(post["link"])
            return Finding("visitors.login") if "must-log-in" in page.text else None
    return None
