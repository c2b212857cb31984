"""Deliveries: rows that say what must reach another system, tried until it is known to be there.

States and moves: design.md §4. The network is never inside a transaction (rule 2): claim, call,
settle. Every job may run twice, late or on two machines; the claim lets one through.
"""

import uuid
from datetime import datetime, timedelta
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Longer than any single call to a site, and than the worker lets a task live (300 s): a claim
# that has run out belongs to a worker that is dead, or so late that `reach` stops it.
LEASE = timedelta(seconds=360)
WAITS = [timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60, 180)]


class DeliveryState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    SENDING = "sending", _("under way")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    UNCONFIRMED = "unconfirmed", _("not confirmed")
    # No longer wanted before anything was shown, e.g. its approval was taken back.
    DROPPED = "dropped", _("no longer needed")


# What a job itself keeps: read again without whatever a caller has read along with it.
COLUMNS = [
    "state", "attempts", "next_try", "claim_token", "claimed_until", "step", "steps",
    "error_code",
    "error_status", "finished_at",
]  # fmt: skip


class ClaimLost(Exception):
    """The claim ran out and another worker has the job: whoever held it must stop at once."""


OPEN_STATES = [
    DeliveryState.QUEUED,
    DeliveryState.SENDING,
    DeliveryState.FAILED,
    DeliveryState.UNCONFIRMED,
]


Job = TypeVar("Job", bound="Delivery")


class DeliveryQuerySet(models.QuerySet[Job]):
    def due(self, now: datetime) -> Self:
        """What may be claimed now: its next try has come, or its worker died under it."""
        waiting = [DeliveryState.QUEUED, DeliveryState.FAILED, DeliveryState.UNCONFIRMED]
        return self.filter(
            Q(state__in=waiting, next_try__lte=now)
            | Q(state=DeliveryState.SENDING, claimed_until__lt=now)
        )

    def open(self) -> Self:
        """What is neither done nor given up."""
        return self.filter(state__in=OPEN_STATES)


class Delivery(models.Model):
    """One job towards another system. `next_try` empty on a failed one: a person must act."""

    state = models.CharField(
        max_length=20, choices=DeliveryState.choices, default=DeliveryState.QUEUED
    )
    attempts = models.PositiveIntegerField(default=0)
    next_try = models.DateTimeField(null=True, blank=True, default=timezone.now)
    claim_token = models.UUIDField(null=True, blank=True, editable=False)
    claimed_until = models.DateTimeField(null=True, blank=True)
    step = models.CharField(max_length=20, blank=True)
    # What the last try came to, and when: [step, ISO time] each.
    steps = models.JSONField(default=list, blank=True)
    error_code = models.CharField(max_length=80, blank=True)
    error_status = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk} ({self.state})"

    def _own_rows(self) -> models.QuerySet["Delivery"]:
        return type(self)._default_manager.filter(pk=self.pk, claim_token=self.claim_token)

    def claim(self) -> bool:
        """Take this job for LEASE. False when another worker has it or it is no longer due."""
        now, token = timezone.now(), uuid.uuid4()
        taken = (
            type(self)
            .objects.due(now)
            .filter(pk=self.pk)
            .update(
                state=DeliveryState.SENDING,
                claim_token=token,
                claimed_until=now + LEASE,
                steps=[],
                attempts=F("attempts") + 1,
            )
        )
        if taken:
            self.refresh_from_db(fields=COLUMNS)
        return bool(taken)

    def reach(self, step: str) -> None:
        """Note how far the job has come, and hold it for another LEASE from now.

        Call it right before whatever cannot be done twice. Raises ClaimLost when the job is
        another worker's by now.
        """
        now = timezone.now()
        if not self.steps or self.steps[-1][0] != step:
            self.steps = [*self.steps, [step, now.isoformat(timespec="seconds")]]
        self.step = step
        if not self._own_rows().update(step=step, steps=self.steps, claimed_until=now + LEASE):
            raise ClaimLost

    def settle(self, state: DeliveryState, **columns: Any) -> bool:
        """End this claim in `state`. False when the claim ran out and is another's by now."""
        columns = {"error_code": "", "error_status": None, "next_try": None, **columns}
        if state in {DeliveryState.DONE, DeliveryState.DROPPED}:
            columns["finished_at"] = timezone.now()
        settled = self._own_rows().update(
            state=state, claim_token=None, claimed_until=None, **columns
        )
        self.refresh_from_db(fields={*COLUMNS, *columns})
        return bool(settled)

    def later(self, state: DeliveryState, code: str, status: int | None, wait: float = 0) -> bool:
        """Settle as not done yet; next try after `wait` seconds or this attempt's own wait.

        A site that asks for more than the longest of our own waits is asked again sooner.
        """
        own = WAITS[min(self.attempts, len(WAITS)) - 1]
        pause = max(timedelta(seconds=min(wait, WAITS[-1].total_seconds())), own)
        return self.settle(
            state, error_code=code, error_status=status, next_try=timezone.now() + pause
        )

    def retry(self) -> bool:
        """A person asks for another try at once. False when it is under way or done."""
        return bool(
            type(self)
            ._default_manager.filter(
                pk=self.pk,
                state__in=[DeliveryState.QUEUED, DeliveryState.FAILED, DeliveryState.UNCONFIRMED],
            )
            .update(next_try=timezone.now())
        )
