"""What the worker does for comments. The rows are the queue; running twice changes nothing."""

import logging

from django.utils import timezone
from django_q.tasks import async_task

from complaints.models import Delivery
from complaints.wordpress import fetching, sending
from complaints.wordpress.looking import Looked

log = logging.getLogger(__name__)


def pull() -> int | None:
    """Take in new comments; how many, or None when there is no site yet or it is not reached."""
    try:
        return fetching.pull()
    except fetching.FetchError as trouble:
        # The next minute tries again; a failed task each time would bury the others.
        log.warning("comments were not fetched: %s", trouble)
        return None


def look_again() -> Looked | None:
    """Look once more at comments, each once a night; None when there is no site, or no answer."""
    try:
        return fetching.look_again()
    except fetching.FetchError as trouble:
        log.warning("comments were not looked at again: %s", trouble)
        return None


def send_due() -> int:
    """Wake one task for each job that is due, so that none waits for another; how many."""
    due = list(Delivery.objects.due(timezone.now()).values_list("pk", flat=True))
    for pk in due:
        async_task("complaints.tasks.send_one", pk)
    return len(due)


def send_one(pk: int) -> bool:
    """Carry out one job; False when there is no site yet, or it is not done after this."""
    delivery = sending.send_one(pk)
    return delivery is not None and delivery.finished_at is not None
