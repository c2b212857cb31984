"""The jobs about comments that are on their way to the site: what waits, is tried, or is stuck."""

from typing import Any

from django.db.models import F

from complaints.models import Delivery
from complaints.wordpress.sending import explanation_of
from contentdesk.wordpress.overview import GROUPS, SHOWN, JobRow, group_of


def on_their_way() -> dict[str, Any]:
    """rows: the open jobs, those that need a person first, at most SHOWN; count: of all.

    has_waiting: whether another try of one can be asked for.
    """
    jobs = Delivery.objects.open().select_related("comment")
    first = jobs.order_by(F("next_try").asc(nulls_first=True), "pk")[:SHOWN]
    rows = [JobRow(job, group_of(job), explanation_of(job)) for job in first]
    order = list(GROUPS)
    return {
        "has_waiting": any(row.is_waiting for row in rows),
        "rows": sorted(rows, key=lambda row: (order.index(row.group), row.job.created_at)),
        "count": jobs.count(),
    }
