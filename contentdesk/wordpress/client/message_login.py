"""Logging in by a message in place of a header: tells a header lost on the way from a wrong one.

Over REST, WordPress answers both alike: nobody is logged in. XML-RPC carries name and password in
the body, which no host strips, and takes application passwords too (both measured).
"""

from xml.sax.saxutils import escape

from contentdesk.wordpress.client.errors import WordPressError
from contentdesk.wordpress.client.wire import exchange, open_session

CALL = (
    '<?xml version="1.0" encoding="UTF-8"?><methodCall><methodName>wp.getUsersBlogs</methodName>'
    "<params><param><value><string>{user}</string></value></param>"
    "<param><value><string>{password}</string></value></param></params></methodCall>"
)
WRONG = b"<int>403</int>"  # "Incorrect username or password."


def accepted(url: str, user: str, password: str, timeout: tuple[float, float]) -> bool | None:
    """Whether the site knows this name and password; None when XML-RPC is off or in the way."""
    message = CALL.format(user=escape(user), password=escape(password)).encode()
    headers = {"Content-Type": "text/xml"}
    with open_session() as session:
        session.auth = lambda request: request  # none from the user's .netrc
        try:
            reply = exchange(
                session,
                "POST",
                f"{url}/xmlrpc.php",
                timeout=timeout,
                log_as="/xmlrpc.php",
                data=message,
                headers=headers,
            )
        except WordPressError:
            return None
    if reply.status != 200 or b"<methodResponse>" not in reply.body:
        return None
    if b"<fault>" not in reply.body:
        return True
    return False if WRONG in reply.body else None
