"""What to say, and to whom, about an answer of the site that was no use to the check."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contentdesk.wordpress.client import WordPressError

AGAIN = _(
    "Check again in some minutes. If it stays so, say to the host: “Our website answers slowly or "
    "not at all. Please look into the error log of the server.”"
)
DOWN = _(
    "See whether the website opens in a browser. If it does not, say to the host: “Our website "
    "cannot be reached.” If it does, tell the administrator of the portal."
)
FILTER = _(
    "Say to the host: “A security filter or a security plugin turns away requests to the address "
    "/wp-json/ of our website. Please let those of our portal through; it calls itself "
    "puskesmas-portal.”"
)
LOG = _(
    "Say to the host: “Our website answers with an error of its own. Please look into the error "
    "log of the server, and into the plugins that were changed last.”"
)
REMEDIES: dict[str, Promise] = {
    "unreachable": DOWN,
    "connect_timeout": DOWN,
    "timeout": AGAIN,
    "connection_lost": AGAIN,
    "truncated": AGAIN,
    "no_id": AGAIN,
    "not_deleted": AGAIN,
    "busy": AGAIN,
    "maintenance": AGAIN,
    "firewall": FILTER,
    "login_page": FILTER,
    "server_error": LOG,
    "internal_server_error": LOG,
    "tls": _(
        "Say to the host: “The security certificate of our website is not valid. Please renew it, "
        "and see that it is renewed by itself from now on.”"
    ),
}


def remedy_of_error(error: WordPressError) -> Promise | None:
    """What mends it; None when what the error says to everybody serves here too."""
    return REMEDIES.get(error.code)
