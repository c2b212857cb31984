"""What does not get through to the site: the manager's part of the first page."""

from typing import Any

from contentdesk.foundation.delivery import Delivery as BaseDelivery
from contentdesk.foundation.delivery import DeliveryState
from contentdesk.organization.duties import Role, holds
from contentdesk.wordpress import drift, generations
from contentdesk.wordpress.client import WordPressError
from contentdesk.wordpress.explanations import Explanation, explain
from contentdesk.wordpress.models import Delivery

SHOWN = 5


def explanation_of(delivery: BaseDelivery | None) -> Explanation | None:
    """What went wrong last, in words, or None."""
    if delivery is None or not delivery.error_code:
        return None
    return explain(WordPressError(delivery.error_code, delivery.error_status))


def told_of_drift(most: int) -> list[dict[str, Any]]:
    """The pages that somebody has changed on WordPress: edition, what was done, since when."""
    return [
        {
            "edition": page.material.newest or page.material.latest,
            "material": page.material,
            "what": drift.TOLD[page.drift["kind"]],
            "at": page.drifted_at,
        }
        for page in drift.drifted()[:most]
    ]


def publishing_trouble(user: Any) -> dict[str, Any]:
    """On the first page of manager and head: what does not get through to the site, or changed."""
    if not holds(user, Role.MANAGER, Role.HEAD):
        return {"stuck": []}
    stuck = Delivery.objects.filter(
        state__in=[DeliveryState.FAILED, DeliveryState.UNCONFIRMED]
    ).select_related("edition__material")
    return {
        "stuck": [
            {"edition": row.edition, "explanation": explanation_of(row), "delivery": row}
            for row in stuck[:SHOWN]
        ],
        "drifted": told_of_drift(SHOWN),
        "doubted_at": generations.doubted_at(),
    }
