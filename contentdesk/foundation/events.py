"""The append-only history: one abstract event, one table of it per domain."""

from collections.abc import Mapping
from typing import Any, NoReturn, Self, TypeVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class HistoryError(TypeError):
    """Somebody tried to change what has happened. History is corrected by a new event."""


Row = TypeVar("Row", bound=models.Model)


class AppendOnly(models.QuerySet[Row]):
    """Rows that can be added and read, nothing else (design.md §3 rule 6)."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise HistoryError

    def delete(self) -> NoReturn:
        raise HistoryError


class Event(models.Model):
    """Who did what to a subject, when, why. Concrete tables add the foreign key `subject`."""

    name = models.CharField(max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)

    objects = AppendOnly.as_manager()

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise HistoryError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise HistoryError

    @classmethod
    def record(
        cls,
        subject: models.Model,
        name: str,
        *,
        actor: Any,
        reason: str = "",
        from_state: str = "",
        to_state: str = "",
        data: Mapping[str, Any] | None = None,
    ) -> Self:
        """Append one event, in the transaction that makes the change; None is the system."""
        event = cls.of(
            subject,
            name,
            actor=actor,
            reason=reason,
            from_state=from_state,
            to_state=to_state,
            data=data,
        )
        event.save()
        return event

    @classmethod
    def of(
        cls,
        subject: models.Model,
        name: str,
        *,
        data: Mapping[str, Any] | None = None,
        **columns: Any,
    ) -> Self:
        """One event that is not appended yet, for whoever appends many at once."""
        event = cls(name=name, data=dict(data or {}), **columns)
        event.subject = subject  # type: ignore[attr-defined]  # each table has its own key
        return event
