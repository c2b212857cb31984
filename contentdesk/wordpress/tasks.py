"""What the worker does for publishing. The rows are the queue; running twice changes nothing."""

from collections.abc import Iterator

from django.utils import timezone
from django_q.tasks import async_task

from contentdesk.wordpress import checking, connection, drift, pausing, queueing, removing
from contentdesk.wordpress.models import Delivery, Removal
from contentdesk.wordpress.sending import send


def send_due() -> int:
    """Queue what has come due and wake one task for each job; the number of jobs woken."""
    queueing.queue_due(timezone.now())
    if pausing.is_paused(timezone.now()):
        return 0
    due = list(Delivery.objects.due(timezone.now()).values_list("pk", flat=True))
    # Where the site was down the last time, one job asks; the rest follow at the next sweep.
    woken = due[:1] if pausing.is_doubtful() else due
    for pk in woken:
        async_task("contentdesk.wordpress.tasks.send_one", pk)
    return len(woken) + (0 if woken and pausing.is_doubtful() else _remove_due())


def _remove_due() -> int:
    removing.queue_removals(timezone.now())
    pks = removing.due(timezone.now())
    for pk in pks:
        async_task("contentdesk.wordpress.tasks.remove_one", pk)
    return len(pks)


def remove_one(pk: int) -> bool:
    """Delete one file from the site; False when there is no site yet, or it is not gone."""
    wordpress = connection.site()
    if wordpress is None:
        return False
    with wordpress:
        return removing.send_one(pk, wordpress)


def remove_here() -> Iterator[Removal]:
    """Queue and carry out every removal that is due in this process, giving each as it ends."""
    removing.queue_removals(timezone.now())
    for pk in removing.due(timezone.now()):
        remove_one(pk)
        yield Removal.objects.select_related("publication").get(pk=pk)


def compare_pages() -> tuple[int, int]:
    """Compare live pages with what was sent, each once a night; how many, and how many drifted."""
    wordpress = connection.site()
    if wordpress is None or pausing.is_paused(timezone.now()):
        return 0, 0
    with wordpress:
        return drift.compare_all(wordpress)


def check_connection() -> int:
    """Carry out the connection checks that were asked for; how many that were."""
    return sum(checking.run(check) for check in checking.due(timezone.now()))


def send_one(pk: int) -> bool:
    """Carry out one job; False when there is no site yet, or it is not live after this."""
    wordpress = connection.site()
    if wordpress is None:
        return False
    with wordpress:
        rows = Delivery.objects.select_related("edition", "revision")
        return send(rows.get(pk=pk), wordpress)


def send_here() -> Iterator[Delivery]:
    """Queue and carry out everything due in this process, giving each job as it ends."""
    queueing.queue_due(timezone.now())
    for pk in Delivery.objects.due(timezone.now()).values_list("pk", flat=True):
        send_one(pk)
        yield Delivery.objects.select_related("edition").get(pk=pk)
