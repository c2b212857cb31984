"""The materials that wait for a person: their part of the first page."""

from typing import Any

from django.db.models import F

from contentdesk.models import Edition, State
from contentdesk.organization.duties import Role, holds

SHOWN = 5


def waiting_materials(user: Any) -> dict[str, Any]:
    """The materials that wait for this person: to be written on, and to be read."""
    mine = review = Edition.objects.none()
    if holds(user, Role.STAFF):
        mine = Edition.objects.filter(
            material__unit__in=user.duties.unit_ids,
            state__in=[State.CHANGES_REQUESTED, State.DRAFT],
        ).order_by("state", "-pk")
    if holds(user, Role.MANAGER, Role.HEAD):
        review = Edition.objects.filter(state=State.SUBMITTED).order_by(
            F("wished_day").asc(nulls_last=True), "submitted_at"
        )
    return {
        "mine": list(mine.select_related("material__unit")[:SHOWN]),
        "review": list(review.select_related("material__unit")[:SHOWN]),
        "review_count": review.count(),
        "is_reviewer": holds(user, Role.MANAGER, Role.HEAD),
        "is_staff": holds(user, Role.STAFF),
    }
