"""How a job towards WordPress ends that did not come through, by the meaning of its error."""

import logging
from collections.abc import Callable

from contentdesk.foundation.delivery import ClaimLost, Delivery, DeliveryState
from contentdesk.foundation.transitions import WrongState
from contentdesk.wordpress import pausing, services
from contentdesk.wordpress.client import Refused, Unconfirmed, WordPressError
from contentdesk.wordpress.finding import Differs, NotWanted, StillSeen
from contentdesk.wordpress.sighting import NotSeen

logger = logging.getLogger(__name__)

# What people did there, about which a person has to decide; no further try would find it otherwise.
DECISIONS = {"drifted", "trashed", "marker_gone", "file_not_ours", "unapproved_but_public"}


def carry_out(job: Delivery, steps: Callable[[], bool]) -> bool:
    """Run the steps of a claimed job; True when they say that it is done.

    Whatever stops them is settled on its row and goes into the history; whether the site is up is
    noted (pausing.py). Nothing is raised but what kills a worker.
    """
    before = job.error_code
    done = _carried_out(job, steps)
    if not done:
        services.record_trouble(job, before)
    return done


def _carried_out(job: Delivery, steps: Callable[[], bool]) -> bool:
    try:
        done = steps()
        pausing.note(None)
        return done
    except ClaimLost:
        logger.warning("%s %s was taken over by another worker", job._meta.model_name, job.pk)
    except NotWanted:
        job.settle(DeliveryState.DROPPED)
    except Differs as difference:
        if difference.code in DECISIONS:
            job.settle(DeliveryState.FAILED, error_code=difference.code)
        else:
            job.later(DeliveryState.FAILED, difference.code, None)
    except WrongState:
        job.settle(DeliveryState.FAILED, error_code="unapproved_but_public")
    except NotSeen as unseen:
        job.later(DeliveryState.UNCONFIRMED, unseen.code, unseen.status)
    except StillSeen as seen:
        job.later(DeliveryState.UNCONFIRMED, seen.code, seen.status)
    except WordPressError as error:
        pausing.note(error)
        settle_error(job, error)
    except Exception:
        logger.exception("%s %s broke", job._meta.model_name, job.pk)
        settle_broken(job)
    return False


def settle_error(
    delivery: Delivery, error: WordPressError, *, maybe_done: bool = False, insists: bool = True
) -> None:
    """Settle by what is known; whatever it was, it is tried again by itself, less and less often.

    A definite no too: once a password or a right is mended on the site, nobody need think of what
    waits here. But not if it `insists` no more: words to a person are not to go out weeks later
    without anybody's thinking. `maybe_done` says that an earlier try may have got through: then
    even a no leaves the job unconfirmed, so that the site is looked at before the text is changed.
    """
    if isinstance(error, Refused) and not insists and not maybe_done:
        delivery.settle(DeliveryState.FAILED, error_code=error.code, error_status=error.status)
        return
    unknown = maybe_done or isinstance(error, Unconfirmed)
    state = DeliveryState.UNCONFIRMED if unknown else DeliveryState.FAILED
    delivery.later(state, error.code, error.status, error.retry_after or 0)


def settle_broken(delivery: Delivery) -> None:
    """Settle after an error of our own, so that the job is seen; call it while handling one."""
    delivery.later(DeliveryState.FAILED, "broke", None)
