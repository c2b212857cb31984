"""The jobs about comments that are on their way to the site: what waits, is tried, or is stuck."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.functional import Promise

from complaints.models import Delivery
from complaints.wordpress.sending import explanation_of
from contentdesk.wordpress import steps
from contentdesk.wordpress.explanations import Explanation
from contentdesk.wordpress.overview import GROUPS, SHOWN, group_of


@dataclass(frozen=True)
class Row:
    """One job: about which comment, where it stands, what happened."""

    job: Delivery
    group: str
    explanation: Explanation | None

    @property
    def chip(self) -> tuple[str, str, str | Promise]:
        """Tone, icon and word (look.md)."""
        return GROUPS[self.group]

    @property
    def is_waiting(self) -> bool:
        """Whether another try is to be asked for: not while it is under way."""
        return self.group not in {"sending", "queued"}

    @property
    def steps(self) -> list[tuple[str | Promise, datetime]]:
        """What the last try did, and when."""
        return steps.told(self.job)


def on_their_way() -> dict[str, Any]:
    """rows: the open jobs, those that need a person first, at most SHOWN; count: of all.

    has_waiting: whether another try of one can be asked for.
    """
    jobs = Delivery.objects.open().select_related("comment")
    first = jobs.order_by(F("next_try").asc(nulls_first=True), "pk")[:SHOWN]
    rows = [Row(job, group_of(job), explanation_of(job)) for job in first]
    order = list(GROUPS)
    return {
        "has_waiting": any(row.is_waiting for row in rows),
        "rows": sorted(rows, key=lambda row: (order.index(row.group), row.job.created_at)),
        "count": jobs.count(),
    }
