"""The portal's WordPress site: who it is by the settings, and whether it can be worked with."""

from django.conf import settings

from contentdesk.wordpress.client import WordPress, WordPressError
from contentdesk.wordpress.connection.findings import Finding
from contentdesk.wordpress.connection.login import check_login, check_reading
from contentdesk.wordpress.connection.reach import check_reach

__all__ = ["Finding", "check_connection", "missing", "site"]

SETTINGS = ("WORDPRESS_URL", "WORDPRESS_USER", "WORDPRESS_APP_PASSWORD")


def site() -> WordPress | None:
    """A client of the site in the settings; None when any of the three settings is empty."""
    if missing():
        return None
    return WordPress(
        settings.WORDPRESS_URL, settings.WORDPRESS_USER, settings.WORDPRESS_APP_PASSWORD
    )


def missing() -> list[str]:
    """The names of the settings that are empty."""
    return [name for name in SETTINGS if not getattr(settings, name)]


def check_connection(wordpress: WordPress) -> list[Finding]:
    """Look at all the portal needs of the site, without changing anything there.

    Stops at the first thing that makes the rest pointless: no reach, no REST API, no login. Asks
    the network, so it belongs in a worker or a command. What can only be known by writing is tried
    out in probes.py.
    """
    findings: list[Finding] = []
    steps = {"reach": check_reach, "login": check_login, "posts": check_reading}
    for name, step in steps.items():
        try:
            findings.extend(step(wordpress))
        except WordPressError as error:
            findings.append(Finding.of_error(name, error))
        if any(finding.ends_the_check for finding in findings):
            break
    return findings
