"""The connection check as a job: asked for by a person, carried out by the worker, kept."""

import logging
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from contentdesk.foundation.delivery import ClaimLost, DeliveryState
from contentdesk.foundation.wakes import wake
from contentdesk.organization.models import User
from contentdesk.permissions import may_check_connection
from contentdesk.wordpress import connection
from contentdesk.wordpress.connection import Finding, check_connection
from contentdesk.wordpress.connection.findings import ORDER, worst
from contentdesk.wordpress.connection.probes import try_out
from contentdesk.wordpress.models import ConnectionCheck

logger = logging.getLogger(__name__)

# A check that kills its worker is not begun for ever: it writes to the site each time.
MOST_ATTEMPTS = 3


def ask(actor: User) -> bool:
    """Have the worker check the connection; False when it is about to already.

    Raises PermissionDenied.
    """
    if not may_check_connection(actor):
        raise PermissionDenied
    with transaction.atomic():
        _check, made = queue(actor)
        wake("connection.check")
    return made


def queue(actor: User | None) -> tuple[ConnectionCheck, bool]:
    """The open check of the site in the settings, and whether it is a new one."""
    return ConnectionCheck.objects.open().get_or_create(
        site=settings.WORDPRESS_URL, defaults={"asked_by": actor}
    )


def due(now: datetime) -> list[ConnectionCheck]:
    """The checks that wait, or whose worker died under them."""
    return list(ConnectionCheck.objects.due(now))


def run(check: ConnectionCheck) -> bool:
    """Claim a check, carry it out and keep what it found; False when another worker has it."""
    if not check.claim():
        return False
    if check.site != settings.WORDPRESS_URL:
        return check.settle(DeliveryState.DROPPED)  # another site is connected since
    try:
        findings = [Finding("broke")] if check.attempts > MOST_ATTEMPTS else _look(check)
    except ClaimLost:
        logger.warning("connection check %s was taken over by another worker", check.pk)
        return False
    except Exception:
        logger.exception("connection check %s broke", check.pk)
        findings = [Finding("broke")]
    return check.settle(DeliveryState.DONE, findings=[found.as_json() for found in findings])


def _look(check: ConnectionCheck) -> list[Finding]:
    wordpress = connection.site()
    if wordpress is None:
        return [Finding("settings")]
    with wordpress:
        findings = check_connection(wordpress)
        # Where something is missing already, the probes would only say so once more.
        if all(finding.ok for finding in findings):
            findings += try_out(wordpress, check.reach)
    return findings


def standing() -> dict[str, Any]:
    """For the page: the check that is `awaited`, the one last done (`check`), what it found."""
    checks = ConnectionCheck.objects.filter(site=settings.WORDPRESS_URL).select_related("asked_by")
    check = checks.filter(state=DeliveryState.DONE).last()
    findings = findings_of(check) if check else []
    return {
        "awaited": checks.open().last(),
        "check": check,
        "findings": sorted(findings, key=lambda found: ORDER.index(found.level), reverse=True),
        "level": worst(findings),
        "missing": connection.missing(),
        "url": settings.WORDPRESS_URL,
        "account": settings.WORDPRESS_USER,
    }


def findings_of(check: ConnectionCheck) -> list[Finding]:
    """What a check found; a kind of finding that is no longer known is left out."""
    found = [Finding.from_json(stored) for stored in check.findings]
    return [finding for finding in found if finding.is_known]
