"""Pages of a long list by where the last one ended, so that a late page costs as much as the first.

There is no number of pages: to count a hundred thousand rows takes longer than to show them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet

from contentdesk.models import Material

PER_PAGE = 25
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_STEP = timedelta(microseconds=1)


@dataclass(frozen=True)
class Pages:
    """One page, newest change first; `newer` and `older` lead on in the address, "" at an end."""

    rows: list[Material]
    newer: str = ""
    older: str = ""


def page(materials: QuerySet[Material], scopes: Sequence[Q], asked: Mapping[str, str]) -> Pages:
    """The page that the address asks for by `older` or `newer`; the first one if by neither.

    `scopes` are the parts that make up `materials` (models.scopes_of). A mark that is not one of
    ours, or behind which nothing is left, gives the first page too.
    """
    if mark := _mark(asked.get("older", "")):
        rows = _some(materials.filter(_beyond(mark, "lt")), scopes, "-")
        if rows:
            return _told(rows, comes_from_newer=True)
    elif mark := _mark(asked.get("newer", "")):
        rows = _some(materials.filter(_beyond(mark, "gt")), scopes, "")
        if len(rows) > PER_PAGE:
            kept = rows[:PER_PAGE][::-1]
            return Pages(kept, newer=_written(kept[0]), older=_written(kept[-1]))
    return _told(_some(materials, scopes, "-"), comes_from_newer=False)


def _some(materials: QuerySet[Material], scopes: Sequence[Q], direction: str) -> list[Material]:
    """A page and one row more, which says whether there is another page."""
    order = materials.order_by(f"{direction}changed_at", f"{direction}pk")
    found = {row.pk: row for scope in scopes for row in order.filter(scope)[: PER_PAGE + 1]}
    rows = sorted(found.values(), key=_key, reverse=direction == "-")
    return rows[: PER_PAGE + 1]


def _key(material: Material) -> tuple[datetime, int]:
    return material.changed_at or _BEGINNING, material.pk


def _told(rows: list[Material], *, comes_from_newer: bool) -> Pages:
    shown = rows[:PER_PAGE]
    return Pages(
        shown,
        newer=_written(shown[0]) if comes_from_newer else "",
        older=_written(shown[-1]) if len(rows) > PER_PAGE else "",
    )


def _beyond(mark: tuple[datetime, int], way: str) -> Q:
    """Behind this row; the time stands first and alone, so that an index is used for it."""
    moment, pk = mark
    return Q(**{f"changed_at__{way}e": moment}) & (
        Q(**{f"changed_at__{way}": moment}) | Q(**{f"pk__{way}": pk})
    )


def _written(material: Material) -> str:
    moment, pk = _key(material)
    return f"{(moment - _BEGINNING) // _STEP}-{pk}"


def _mark(written: str) -> tuple[datetime, int] | None:
    moment, _dash, pk = written.partition("-")
    if not (moment.isdecimal() and pk.isdecimal() and len(moment) < 17 and len(pk) < 18):
        return None
    return _BEGINNING + int(moment) * _STEP, int(pk)
