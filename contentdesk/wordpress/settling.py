"""How a job towards WordPress ends that did not come through, by the meaning of its error."""

from contentdesk.foundation.delivery import Delivery, DeliveryState
from contentdesk.wordpress.client import Refused, Unconfirmed, WordPressError


def settle_error(delivery: Delivery, error: WordPressError, *, maybe_done: bool = False) -> None:
    """Settle by what is known: a definite no waits for a person, anything else tries again.

    `maybe_done` says that an earlier try may have got through: then even a no leaves the job
    unconfirmed, so that the site is looked at before anybody changes the text.
    """
    wait = error.retry_after or 0
    if maybe_done or isinstance(error, Unconfirmed):
        delivery.later(DeliveryState.UNCONFIRMED, error.code, error.status, wait)
    elif isinstance(error, Refused):
        delivery.settle(DeliveryState.FAILED, error_code=error.code, error_status=error.status)
    else:
        delivery.later(DeliveryState.FAILED, error.code, error.status, wait)


def settle_broken(delivery: Delivery) -> None:
    """Settle after an error of our own, so that the job is seen; call it while handling one."""
    delivery.later(DeliveryState.FAILED, "broke", None)
