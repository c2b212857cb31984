"""One job towards the site: claimed, carried out by its purpose, settled by what came of it."""

from typing import Protocol

from django.utils import timezone

from contentdesk.models import Edition
from contentdesk.wordpress import pausing, queueing
from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.discarding import Discarding
from contentdesk.wordpress.models import Delivery
from contentdesk.wordpress.publishing import Publishing
from contentdesk.wordpress.settling import carry_out
from contentdesk.wordpress.unpublishing import Unpublishing


class Run(Protocol):
    """The steps of one purpose."""

    def __init__(self, delivery: Delivery, wordpress: WordPress) -> None: ...
    def run(self) -> bool: ...


RUNS: dict[str, type[Run]] = {
    Delivery.Purpose.PUBLISH: Publishing,
    Delivery.Purpose.UNPUBLISH: Unpublishing,
    Delivery.Purpose.DISCARD: Discarding,
}


def send(delivery: Delivery, wordpress: WordPress) -> bool:
    """Claim a delivery, carry it out and settle it; True when it is done.

    What the site answers is settled on the row, never raised. A claim that another worker holds
    is left alone.
    """
    if pausing.is_paused(timezone.now()) or not queueing.claim(delivery):
        return False
    # As it stands now that the job is ours.
    delivery.edition = Edition.objects.select_related(
        "material__unit", "material__program", "pinned"
    ).get(pk=delivery.edition_id)
    return carry_out(delivery, lambda: RUNS[delivery.purpose](delivery, wordpress).run())
