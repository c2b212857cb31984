"""The words for each finding: what it is, and how to mend it, for whoever calls the host.

What is to be said on the telephone stands in quotation marks, so that it can be read out.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Level(StrEnum):
    """How much a finding matters."""

    OK = "ok"
    WARNING = "warning"  # the portal works, but something is not as it should be
    BAD = "bad"


@dataclass(frozen=True)
class Words:
    """A finding in words; both may name its data."""

    level: Level
    sentence: str | Promise
    remedy: str | Promise = ""


OK, WARNING, BAD = Level.OK, Level.WARNING, Level.BAD

PUT_ADDRESS = _(
    "The administrator of the portal puts %(address)s into WORDPRESS_URL, exactly so, and starts "
    "the portal anew."
)
GIVE_EDITOR = _("In WordPress, give the portal's account the role Editor.")
NEW_PASSWORD = _(
    "In WordPress, make a new application password for the portal's account (Users, Profile, "
    "Application Passwords). It has 24 letters and digits. The administrator of the portal puts it "
    "into WORDPRESS_APP_PASSWORD and starts the portal anew."
)
LET_HEADER_THROUGH = _(
    "Say to the host: “Our website drops the login that other programs send along, the so-called "
    "Authorization header. Please let it through to PHP. On Apache a line in the file .htaccess "
    'does it: SetEnvIf Authorization "(.*)" HTTP_AUTHORIZATION=$1”'
)
UPDATE = _(
    "Say to the host: “Please make a copy of our website for safety, and then update WordPress to "
    "the newest version.”"
)

REACH = {
    "reach": Words(OK, _("The website answers: %(name)s.")),
    "reach.redirected": Words(
        BAD,
        _("The address in the settings, %(ours)s, leads on to another: %(address)s."),
        PUT_ADDRESS,
    ),
    "rest": Words(OK, _("WordPress answers over its REST API.")),
    "rest.missing": Words(
        BAD,
        _("WordPress does not offer posts and comments over its REST API."),
        _(
            "Say to whoever looks after the website: “The REST API of WordPress, by which other "
            "programs work with it, is switched off for posts and comments. Please look which "
            "security plugin does so, and switch it on again.”"
        ),
    ),
    "version": Words(OK, _("WordPress %(version)s is new enough.")),
    "version.old": Words(
        WARNING,
        _("WordPress %(version)s is old. The portal is tested with 6.1 and newer."),
        UPDATE,
    ),
    "version.too_old": Words(
        BAD, _("WordPress %(version)s is too old. The portal needs 5.6 or newer."), UPDATE
    ),
    "version.unknown": Words(
        OK, _("The website does not tell its version of WordPress, which does no harm.")
    ),
    "address": Words(OK, _("The address is the website's own.")),
    "address.other": Words(
        WARNING,
        _("The website gives its own address as %(address)s; in the settings stands %(ours)s."),
        PUT_ADDRESS,
    ),
    "permalinks": Words(OK, _("Pages have addresses in words.")),
    "permalinks.plain": Words(
        WARNING,
        _("Pages have addresses in numbers, such as /?p=123. Everything works all the same."),
        _(
            "In WordPress, under Settings, Permalinks, choose “Post name”, best before the first "
            "page is published: addresses that people have already passed on change by it."
        ),
    ),
    "zone": Words(OK, _("The website is in the portal's time zone, %(zone)s.")),
    "zone.other": Words(
        WARNING,
        _("The website is set to time zone %(theirs)s, the portal to %(ours)s."),
        _("In WordPress, under Settings, General, choose the zone of the health centre."),
    ),
    "clock": Words(OK, _("The clocks of the website and of the portal agree.")),
    "clock.apart": Words(
        WARNING,
        _("The clocks of the website and of the portal are %(minutes)d minutes apart."),
        _(
            "Compare both with the time on your telephone. If the portal's is wrong, tell its "
            "administrator. If it is the website's, say to the host: “The clock of the server of "
            "our website is wrong by %(minutes)d minutes. Please let it be set over the internet "
            "(NTP).”"
        ),
    ),
}
LOGIN = {
    "login": Words(OK, _("The portal is logged in as %(name)s.")),
    "login.unavailable": Words(
        BAD,
        _("The website does not offer application passwords, by which the portal logs in."),
        _(
            "They need WordPress 5.6 or newer and an address with https://. Say to the host: "
            "“Please see that our website runs under https:// with a valid certificate, and that "
            "no security plugin switches application passwords off.”"
        ),
    ),
    "login.forbidden": Words(
        BAD,
        _("The website does not allow application passwords for the portal's account."),
        _(
            "Say to whoever looks after the website: “Please allow application passwords for the "
            "portal's account. Often a security plugin has switched them off.”"
        ),
    ),
    "login.other_kind": Words(
        BAD,
        _("What stands in WORDPRESS_APP_PASSWORD is not an application password."),
        NEW_PASSWORD,
    ),
    "login.wrong": Words(
        BAD, _("The website does not know this user name with this password."), NEW_PASSWORD
    ),
    "login.stripped": Words(
        BAD,
        _("User name and password are right, but the login does not get through to WordPress."),
        LET_HEADER_THROUGH,
    ),
    "login.unclear": Words(
        BAD,
        _("The website did not let the portal in; why, cannot be told from here."),
        _(
            "Most often the password was revoked or copied wrongly: in WordPress, make a new "
            "application password for the portal's account (Users, Profile, Application "
            "Passwords), and have it put into WORDPRESS_APP_PASSWORD. If that changes nothing, say "
            "to the host: “Please let the Authorization header through to PHP, the login that "
            "other programs send along.”"
        ),
    ),
    "publish": Words(OK, _("The account may publish.")),
    "publish.missing": Words(BAD, _("The account may not publish."), GIVE_EDITOR),
    "upload": Words(OK, _("The account may upload photos.")),
    "upload.missing": Words(BAD, _("The account may not upload photos."), GIVE_EDITOR),
    "moderate": Words(OK, _("The account may moderate comments and reply.")),
    "moderate.missing": Words(
        BAD, _("The account may not moderate comments and reply."), GIVE_EDITOR
    ),
    "posts": Words(OK, _("Posts in every state can be looked up.")),
    "comments": Words(OK, _("Comments can be read, held ones too.")),
    "visitors.login": Words(
        WARNING,
        _("Visitors have to log in to WordPress before they can comment, so hardly anybody will."),
        _(
            "In WordPress, under Settings, Discussion, take out the tick at “Users must be "
            "registered and logged in to comment”."
        ),
    ),
}
PROBES = {
    "photo": Words(OK, _("A photo of %(size)d MB, as large as photos become here, is accepted.")),
    "photo.too_large": Words(
        BAD,
        _("A small picture is accepted, a photo of %(size)d MB is not."),
        _(
            "Say to the host: “Please raise the upload limit of our website to 24 megabytes: in "
            "PHP upload_max_filesize and post_max_size, and the limit of the web server "
            "(client_max_body_size on nginx, LimitRequestBody on Apache). And please look whether "
            "there is space left.”"
        ),
    ),
    "photo.refused": Words(
        BAD,
        _("WordPress does not accept even a small picture."),
        _(
            "Say to the host: “WordPress cannot store files. Please look whether there is space "
            "left, and whether it may write into the folder wp-content/uploads.”"
        ),
    ),
    "markup": Words(OK, _("What is sent is kept as it is, with its formatting.")),
    "markup.changed": Words(
        BAD,
        _("WordPress changes what is sent: parts of the text or its formatting get lost."),
        _(
            "In WordPress, give the portal's account the role Editor. If it has that, say to "
            "whoever looks after the website: “WordPress or a plugin takes HTML comments and block "
            "markup out of posts when they are saved. Please let them stand for the portal's "
            "account (on a network of websites, the right unfiltered_html).”"
        ),
    ),
    "discussion": Words(OK, _("New pages take comments.")),
    "discussion.closed": Words(
        WARNING,
        _("New pages take no comments, so the public cannot write anything there."),
        _(
            "In WordPress, under Settings, Discussion, tick “Allow people to submit comments on "
            "new posts”, and “Comment must be manually approved” with it."
        ),
    ),
    "left": Words(
        WARNING,
        _("What the check put on the website for a moment could not be taken away again."),
        _(
            "No visitor sees the draft. The next check takes it away, or somebody deletes in "
            "WordPress what is called %(title)s, under Posts and under Media."
        ),
    ),
}
WORDS: dict[str, Words] = {
    **REACH,
    **LOGIN,
    **PROBES,
    "settings": Words(
        BAD,
        _("No website is connected: a setting is empty."),
        _(
            "The administrator of the portal sets WORDPRESS_URL, WORDPRESS_USER and "
            "WORDPRESS_APP_PASSWORD."
        ),
    ),
    "broke": Words(
        BAD,
        _("The check could not be carried out; the cause is in the portal's log."),
        _("Tell the administrator of the portal."),
    ),
}
