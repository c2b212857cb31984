"""What an error from WordPress means to the website manager, and what mends it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contentdesk.wordpress.client import Unavailable, Unconfirmed, WordPressError

Sentence = str | Promise

ASK_THE_HOST = _("Ask whoever hosts the website to look into it.")
WAIT = _("The portal tries again by itself. Nothing needs to be done.")
LOOK_FIRST = _("The portal looks at the website before it tries again, so nothing goes out twice.")

CACHE = _(
    "Often a cache is in the way for some minutes; the portal looks again by itself. If it "
    "stays so, empty the website's cache, or ask its host to."
)


@dataclass(frozen=True)
class Explanation:
    """What happened, and what to do about it; each one or two whole sentences."""

    summary: Sentence
    remedy: Sentence


UNREACHABLE = Explanation(
    _("The website could not be reached."),
    _("Check that the website opens in a browser. The portal tries again by itself."),
)
LOGIN = Explanation(
    _("The website did not accept the portal's user name and password."),
    _(
        "Open “Connection to the website” in the portal and check it: there stands what its "
        "administrator, or whoever hosts the website, has to do."
    ),
)
RIGHTS = Explanation(
    _("The portal's WordPress account is not allowed to do this."),
    _("In WordPress, give the portal's account the role Editor."),
)
NO_REST = Explanation(
    _("The website answered, but not as WordPress: its REST API was not found."),
    _(
        "Check WORDPRESS_URL: it must be the address of the website's home page. If it is right, "
        "a plugin may have switched the REST API off: switch it on again."
    ),
)
FILE_REFUSED = Explanation(
    _("WordPress did not accept the file."),
    _("Replace the photo by a JPEG, PNG or WebP, or ask the host whether there is space left."),
)
TOO_LARGE = Explanation(
    _("The file is larger than the website accepts."),
    _("Use a smaller photo, or ask the host to raise the upload limit."),
)
BUSY = Explanation(_("The website is busy or being updated, and asked to wait."), WAIT)
GONE = Explanation(
    _("What was to be changed is no longer on the website."),
    _("Look in WordPress whether somebody deleted it."),
)
COMMENTS_CLOSED = Explanation(
    _("Comments are closed on this page, so no reply can be put there."),
    _("Open comments for the page in WordPress, or answer the person in another way."),
)
PAGE_NOT_PUBLIC = Explanation(
    _("The page is not on the website any more, so no reply can be put there."),
    _("Publish the page again and try again, or answer the person in another way."),
)
FLOOD = Explanation(_("The website found that replies were coming too quickly."), WAIT)
ANSWER_LOST = Explanation(_("The website's answer was lost on the way."), LOOK_FIRST)

BY_CODE = {
    "dns": Explanation(
        _("The website's address could not be found."),
        _("Check WORDPRESS_URL for typing mistakes, and that this computer is on the internet."),
    ),
    "unreachable": UNREACHABLE,
    "connect_timeout": UNREACHABLE,
    "tls": Explanation(
        _("The website's security certificate is not valid, or the connection was not secure."),
        _("Ask the host to renew the certificate. Until then nothing is sent."),
    ),
    "timeout": Explanation(_("The website took too long to answer."), LOOK_FIRST),
    "connection_lost": ANSWER_LOST,
    "truncated": ANSWER_LOST,
    "no_id": ANSWER_LOST,
    "not_deleted": ANSWER_LOST,
    "too_big": Explanation(
        _("The website's answer was too large to be right."),
        _("Check that WORDPRESS_URL is the address of the website."),
    ),
    "bad_address": Explanation(
        _("WORDPRESS_URL is not a web address."),
        _("Write it like https://puskesmas.example.go.id, as the browser shows it."),
    ),
    "redirected": Explanation(
        _("The website sends the portal on to another address."),
        _(
            "Put the website's final address into WORDPRESS_URL, exactly as the browser shows it, "
            "with https:// and with or without www."
        ),
    ),
    "login_page": Explanation(
        _("The website showed a login page in place of an answer."),
        _(
            "A plugin that hides the website from strangers is in the way. "
            "Let the REST API through."
        ),
    ),
    "not_json": NO_REST,
    "no_rest": NO_REST,
    "rest_no_route": NO_REST,
    "firewall": Explanation(
        _("A security filter in front of the website turned the portal away."),
        _("Ask the host to let the portal's requests to the REST API through."),
    ),
    "login_refused": LOGIN,
    "too_large": TOO_LARGE,
    "busy": BUSY,
    "maintenance": BUSY,
    "comment_flood": FLOOD,
    "server_error": Explanation(_("The website had an error of its own."), ASK_THE_HOST),
    "internal_server_error": Explanation(
        _("WordPress had an error of its own."),
        _("Ask whoever looks after the website; often a plugin is the cause."),
    ),
    "rest_upload_unknown_error": FILE_REFUSED,
    "rest_upload_file_too_big": TOO_LARGE,
    # PHP drops a body above its post_max_size as a whole.
    "rest_upload_no_data": TOO_LARGE,
    "rest_post_invalid_id": GONE,
    "rest_comment_invalid_id": GONE,
    "rest_comment_invalid_post_id": GONE,
    "rest_comment_closed": COMMENTS_CLOSED,
    "rest_comment_draft_post": PAGE_NOT_PUBLIC,
    "rest_comment_trash_post": PAGE_NOT_PUBLIC,
    **dict.fromkeys(
        (
            "read_back_title",
            "read_back_content",
            "read_back_photo",
            "read_back_terms",
            "read_back_words",
        ),
        Explanation(
            _("WordPress keeps something else than what was sent, so it is not published yet."),
            _(
                "A plugin may be changing posts, or the portal's account may not be an Editor. "
                "Run check_wordpress, mend what it says, and try again."
            ),
        ),
    ),
    "read_back_gone": Explanation(
        _("The post has disappeared from WordPress while it was being prepared."),
        _("Look in WordPress whether somebody deleted it, then try again."),
    ),
    "not_published": Explanation(
        _("WordPress has kept the post as a draft although it was told to show it."),
        _("In WordPress, give the portal's account the role Editor, then try again."),
    ),
    "marker_gone": Explanation(
        _("Somebody has rewritten this post in WordPress, so the portal does not touch it."),
        _(
            "Look at the post in WordPress. Delete it there for good if it is no longer wanted, "
            "then try again here: a new one is made."
        ),
    ),
    "not_seen": Explanation(
        _("WordPress says it is published, but visitors do not get to see the page yet."),
        _(
            "Often a cache or a maintenance page stands in the way for some minutes; the portal "
            "looks again by itself. If it stays so, open the page in a private window."
        ),
    ),
    "old_version_seen": Explanation(
        _("WordPress has the new version, but visitors still get to see an older one."),
        CACHE,
    ),
    "photo_not_seen": Explanation(
        _("The page is on the website, but visitors do not see all of its photos."),
        _(
            "Open the page in a private window. If a photo is missing there, ask whoever looks "
            "after the website; if all are there, say here that you have seen it."
        ),
    ),
    "alt_not_seen": Explanation(
        _("The page is on the website, but the description of a photo for blind people is not."),
        _(
            "The website's theme or a plugin leaves it out: ask whoever looks after the website. "
            "If it is there, say here that you have seen it."
        ),
    ),
    "old_photo_seen": Explanation(
        _("Visitors still see a photo on the page that is no longer part of it."),
        CACHE,
    ),
    "not_hidden": Explanation(
        _("WordPress goes on showing the page although it was told to take it off."),
        _("In WordPress, give the portal's account the role Editor, then try again."),
    ),
    "still_seen": Explanation(
        _("WordPress says the page is off the website, but visitors still get to see it."),
        CACHE,
    ),
    "not_looked": Explanation(
        _("It is gone in WordPress, but the website did not let the portal look as a visitor."),
        _(
            "The portal looks again by itself. If it stays so, open the page in a private window, "
            "and ask whoever hosts the website why it turns the portal away."
        ),
    ),
    "drifted": Explanation(
        _("Somebody has changed this page on WordPress, so the portal has not written over it."),
        _("Look below at what was changed, and decide what counts."),
    ),
    "file_not_ours": Explanation(
        _("WordPress has another file in the place of the one that has to go."),
        _("Look in the media library whether the file is still there, and delete it there."),
    ),
    "broke": Explanation(
        _("The portal could not carry this out; the cause is in its log."),
        _("Tell the administrator of the portal. It is tried again by itself."),
    ),
    "trashed": Explanation(
        _("Somebody has put this page into the trash in WordPress."),
        _("Restore it there if it should be shown, or delete it there for good; then try again."),
    ),
    "unapproved_but_public": Explanation(
        _("The page is public in WordPress, but its approval here has been taken back."),
        _("Look at the page in WordPress, and approve again here or take it off there."),
    ),
    "comment_duplicate": Explanation(
        _("The same reply stands on the website already."), _("Nothing needs to be done.")
    ),
}
BY_STATUS = {401: LOGIN, 403: RIGHTS, 404: NO_REST, 413: TOO_LARGE, 429: BUSY, 503: BUSY}


def explain(error: WordPressError) -> Explanation:
    """What `error` means and what mends it, in the active language.

    By its code, else by its status (a wrong password has many codes, all of them 401), else in
    general words that name the status.
    """
    if error.status == 401:
        return LOGIN
    known = BY_CODE.get(error.code) or BY_STATUS.get(error.status or 0)
    return known or _in_general(error)


def _in_general(error: WordPressError) -> Explanation:
    summary = gettext("The website did not do what was asked (%(code)s, status %(status)s).") % {
        "code": error.code,
        "status": error.status or "–",
    }
    if isinstance(error, Unconfirmed):
        return Explanation(summary, LOOK_FIRST)
    if isinstance(error, Unavailable):
        return Explanation(summary, WAIT)
    return Explanation(summary, _("Nothing was changed. Look at the website, or ask its host."))
