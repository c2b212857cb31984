"""One job towards the site: claimed, carried out by its purpose, settled by what came of it."""

import logging
from typing import Protocol

from django.utils import timezone

from contentdesk.foundation.delivery import ClaimLost, DeliveryState
from contentdesk.foundation.transitions import WrongState
from contentdesk.wordpress import pausing, services
from contentdesk.wordpress.client import WordPress, WordPressError
from contentdesk.wordpress.finding import Differs, NotSeen, NotWanted, StillSeen
from contentdesk.wordpress.models import Delivery
from contentdesk.wordpress.publishing import Publishing
from contentdesk.wordpress.settling import settle_broken, settle_error
from contentdesk.wordpress.unpublishing import Unpublishing

logger = logging.getLogger(__name__)


class Run(Protocol):
    """The steps of one purpose."""

    def __init__(self, delivery: Delivery, wordpress: WordPress) -> None: ...
    def run(self) -> bool: ...


RUNS: dict[str, type[Run]] = {
    Delivery.Purpose.PUBLISH: Publishing,
    Delivery.Purpose.UNPUBLISH: Unpublishing,
}


def send(delivery: Delivery, wordpress: WordPress) -> bool:
    """Claim a delivery, carry it out and settle it; True when it is done.

    What the site answers is settled on the row, never raised. A claim that another worker holds
    is left alone.
    """
    if pausing.is_paused(timezone.now()) or not services.claim(delivery):
        return False
    try:
        done = RUNS[delivery.purpose](delivery, wordpress).run()
        pausing.note(None)
        return done
    except ClaimLost:
        logger.warning("delivery %s was taken over by another worker", delivery.pk)
    except NotWanted:
        delivery.settle(DeliveryState.DROPPED)
    except Differs as difference:
        delivery.settle(DeliveryState.FAILED, error_code=difference.code)
    except WrongState:
        delivery.settle(DeliveryState.FAILED, error_code="unapproved_but_public")
    except NotSeen as unseen:
        delivery.later(DeliveryState.UNCONFIRMED, "not_seen", unseen.status)
    except StillSeen as seen:
        delivery.later(DeliveryState.UNCONFIRMED, "still_seen", seen.status)
    except WordPressError as error:
        pausing.note(error)
        settle_error(delivery, error)
    except Exception:
        logger.exception("delivery %s broke", delivery.pk)
        settle_broken(delivery)
    return False
