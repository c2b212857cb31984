"""A client of the WordPress REST API, as an Editor with an application password.

Depends on requests, urllib3 and the standard library alone, and knows nothing of the portal.
Posts, media and comments are the dicts WordPress answers with `context=edit`, so texts come as
`{"raw": …, "rendered": …}`. Every method may raise a WordPressError: Refused, Unavailable or, on a
write, Unconfirmed.
"""

from contentdesk.wordpress.client.api import JSON, PER_PAGE, Page
from contentdesk.wordpress.client.errors import (
    Refused,
    Unavailable,
    Unconfirmed,
    WordPressError,
)
from contentdesk.wordpress.client.site import WordPress
from contentdesk.wordpress.client.stranger import PublicPage

__all__ = [
    "JSON",
    "PER_PAGE",
    "Page",
    "PublicPage",
    "Refused",
    "Unavailable",
    "Unconfirmed",
    "WordPress",
    "WordPressError",
]
