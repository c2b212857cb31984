"""All that is on its way to the website: what waits, is tried, or did not get through."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contentdesk.foundation.delivery import Delivery as BaseDelivery
from contentdesk.foundation.delivery import DeliveryState
from contentdesk.models import Edition, Material, State
from contentdesk.services.takedown import CLOCK
from contentdesk.wordpress import generations, pausing, steps
from contentdesk.wordpress.client import WordPressError
from contentdesk.wordpress.explanations import Explanation, explain
from contentdesk.wordpress.models import Delivery, Removal
from contentdesk.wordpress.trouble import explanation_of, told_of_drift

SHOWN = 50

# group → tone and icon of its chip, and its words; in the order of how much they need a person
GROUPS: dict[str, tuple[str, str, str | Promise]] = {
    "person": ("trouble", "exclamation-triangle", _("Waits for you")),
    "unconfirmed": ("waiting", "question-circle", _("Not confirmed")),
    "again": ("waiting", "arrow-repeat", _("Tried again by itself")),
    "sending": ("information", "send", _("Under way")),
    "queued": ("information", "hourglass-split", _("Waits for its turn")),
}


@dataclass(frozen=True)
class JobRow:
    """One job of either domain: in which group it is told, and what happened to it."""

    job: BaseDelivery
    group: str
    explanation: Explanation | None

    @property
    def steps(self) -> list[tuple[str | Promise, datetime]]:
        """What the last try did, and when."""
        return steps.told(self.job)

    @property
    def chip(self) -> tuple[str, str, str | Promise]:
        """Tone, icon and word (look.md)."""
        return GROUPS[self.group]

    @property
    def is_waiting(self) -> bool:
        """Whether another try is to be asked for: not while it is under way."""
        return self.group not in {"sending", "queued"}


@dataclass(frozen=True)
class Row(JobRow):
    """A job about a page: of which material, what is done, and how it is tried again."""

    edition: Edition
    what: str | Promise
    due_by: datetime | None
    retry: str

    @property
    def is_overdue(self) -> bool:
        """Whether the law wanted it done by now."""
        return self.due_by is not None and self.due_by < timezone.now()


def group_of(job: BaseDelivery) -> str:
    """In which group a job is told."""
    if job.state == DeliveryState.SENDING:
        return "sending"
    if job.state == DeliveryState.UNCONFIRMED:
        return "unconfirmed"
    if job.state == DeliveryState.FAILED:
        return "again" if job.next_try else "person"
    return "queued"


def overview() -> dict[str, Any]:
    """The open jobs, those that need a person first; how many there are; what the checker holds.

    The number of queries does not grow with the jobs.
    """
    pages = Delivery.objects.open().select_related("edition__material")
    files = Removal.objects.open().select_related("publication__material__newest")
    rows = [*_pages(_oldest(pages)), *_files(_oldest(files))]
    order = list(GROUPS)
    held = Edition.objects.held().select_related("material__unit").order_by("held_at")
    return {
        "has_waiting": any(row.is_waiting for row in rows),
        "rows": sorted(rows, key=lambda row: (order.index(row.group), row.job.created_at)),
        "count": pages.count() + files.count(),
        "held": list(held[:SHOWN]),
        "shown": SHOWN,
        "pause": _pause(),
        "drifted": told_of_drift(SHOWN),
        "taken_down": _taken_down(),
        "doubted_at": generations.doubted_at(),
        "to_send_again": generations.still_to_send(),
    }


def _pause() -> dict[str, Any] | None:
    """Why nothing is sent at the moment, since when, and until when; None when all is well."""
    state = pausing.current()
    if state is None or not state.failures:
        return None
    error = WordPressError(state.error_code, state.error_status)
    return {"state": state, "explanation": explain(error)}


def _taken_down() -> list[dict[str, Any]]:
    """The report on withdrawn consents: which files are gone, and whether in time; latest first."""
    done = Removal.objects.filter(due_by__isnull=False, state=DeliveryState.DONE)
    rows = done.filter(again=False)
    rows = rows.select_related("publication__material__newest", "publication__material__unit")
    return [
        {
            "edition": _newest(row.publication.material),
            "told": row.due_by - CLOCK,
            "gone": row.finished_at,
            "addresses": len(row.addresses),
            "in_time": row.finished_at <= row.due_by,
        }
        for row in rows.order_by("-finished_at")[:SHOWN]
        if row.due_by and row.finished_at
    ]


def _newest(material: Material) -> Edition:
    edition = material.newest or material.latest
    edition.material = material
    return edition


def _oldest(jobs: QuerySet[Any]) -> QuerySet[Any]:
    """What waits for a person first, then what is tried soonest."""
    return jobs.order_by(F("next_try").asc(nulls_first=True), "pk")[:SHOWN]


def _pages(jobs: Iterable[Delivery]) -> Iterable[Row]:
    for job in jobs:
        retry = reverse("material_retry", args=[job.edition.material.ulid])
        what: str | Promise = job.get_purpose_display()
        if job.purpose == Delivery.Purpose.PUBLISH and job.edition.state == State.PUBLISHED:
            what = _("take a photo out") if job.edition.amended_at else _("send again")
        yield Row(job, group_of(job), explanation_of(job), job.edition, what, None, retry)


def _files(jobs: Iterable[Removal]) -> Iterable[Row]:
    for job in jobs:
        edition = _newest(job.publication.material)
        what = _("delete a file")
        retry = reverse("removal_retry", args=[job.pk])
        yield Row(job, group_of(job), explanation_of(job), edition, what, job.due_by, retry)
