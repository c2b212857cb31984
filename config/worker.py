"""Whether the worker is at work: without it nothing goes out, and nothing comes in."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django_q.models import Schedule, Task

from contentdesk.organization.duties import Role, holds

# Tasks of every minute leave their trace; a worker may be busy with one for up to five minutes.
QUIET = timedelta(minutes=10)


def last_seen() -> datetime | None:
    """When the worker has last finished a task; None when it never did."""
    last = Task.objects.order_by("-stopped").first()
    return last.stopped if last else None


def is_still() -> bool:
    """Whether it has finished nothing for longer than any task may take."""
    seen = last_seen()
    if seen is None:
        # Just set up: what is on the clock has not been due for long.
        first = Schedule.objects.order_by("next_run").first()
        seen = first.next_run if first else None
    return seen is None or seen < timezone.now() - QUIET


def worker_trouble(user: Any) -> dict[str, Any]:
    """On the first page of those who can have it mended: that nothing is being done, since when."""
    if not holds(user, Role.MANAGER, Role.HEAD, Role.ADMIN) or not is_still():
        return {"still": False}
    return {"still": True, "seen": last_seen()}
