"""Looking at a public address as anybody would: no login, no cookies, past the caches."""

from dataclasses import dataclass

from contentdesk.wordpress.client.wire import fetch, open_session

FRESH = {"Cache-Control": "no-cache", "Pragma": "no-cache"}


@dataclass(frozen=True)
class PublicPage:
    """What a stranger was shown: status, the address it ended at, the bytes, and them as text."""

    status: int
    url: str
    text: str
    content: bytes


def look(url: str, timeout: tuple[float, float]) -> PublicPage:
    """Fetch `url` whatever its status; raises WordPressError when no whole answer arrived."""
    with open_session() as session:
        # An empty login, or requests would take one for this host from the user's .netrc.
        session.auth = lambda request: request
        reply = fetch(
            session, url, timeout=timeout, log_as="(public page)", follow=True, headers=FRESH
        )
    return PublicPage(reply.status, reply.url, _text(reply.body, reply.encoding), reply.body)


def _text(body: bytes, encoding: str | None) -> str:
    # requests says ISO-8859-1 for any text without a charset; WordPress writes UTF-8.
    if not encoding or encoding.upper() == "ISO-8859-1":
        encoding = "utf-8"
    try:
        return body.decode(encoding, "replace")
    except LookupError:
        return body.decode("utf-8", "replace")
