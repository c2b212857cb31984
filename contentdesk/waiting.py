"""The materials that wait for a person: their part of the first page."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from contentdesk.models import Edition, Remark, State
from contentdesk.organization.duties import Role, holds

SHOWN = 5
# How long a rejection is told to the unit that sent it.
TOLD = timedelta(days=7)


def waiting_materials(user: Any) -> dict[str, Any]:
    """What waits for this person: to be written on, read, mended, or looked at a second time."""
    mine = review = held = second = Edition.objects.none()
    if holds(user, Role.STAFF):
        asked = Remark.objects.waiting_for(user).filter(edition=OuterRef("pk"))
        mine = (
            Edition.objects.filter(material__unit__in=user.duties.unit_ids)
            .annotate(has_remarks=Exists(asked))
            .filter(
                Q(state__in=[State.CHANGES_REQUESTED, State.DRAFT])
                | Q(state=State.SUBMITTED, has_remarks=True)
                | Q(state=State.APPROVED, held_at__isnull=False)
                | Q(
                    state=State.REJECTED,
                    updated_at__gt=timezone.now() - TOLD,
                    material__newest=F("pk"),
                )
            )
            .order_by("state", "-pk")
        )
    is_reviewer = holds(user, Role.MANAGER, Role.HEAD)
    if is_reviewer:
        review = Edition.objects.filter(state=State.SUBMITTED).in_review_order()
        held = Edition.objects.held().order_by("held_at")
        second = Edition.objects.second_look_owed().exclude(urgent_by=user).order_by("pk")
    shown = {"mine": mine, "review": review, "held": held, "second": second}
    return {
        **{
            name: list(rows.select_related("material__unit", "claimed_by")[:SHOWN])
            for name, rows in shown.items()
        },
        "review_count": review.count(),
        "is_reviewer": is_reviewer,
        "is_staff": holds(user, Role.STAFF),
    }
