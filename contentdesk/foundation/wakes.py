"""Waking the worker. The rows are the queue; a wake-up only makes the work start sooner."""

from django.conf import settings
from django.db import transaction
from django_q.tasks import async_task


def wake(event: str) -> None:
    """Start the task that the map in config/wakes.py names for this event, after the commit.

    A broker that cannot be reached costs nothing but time: the sweep of every minute finds the
    same rows, which is why the failure is logged by Django (`robust`) and not raised.
    """
    task: str | None = settings.WAKES.get(event)
    if task is not None:
        transaction.on_commit(lambda: async_task(task), robust=True)
