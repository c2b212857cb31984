"""One job towards the site: claimed, carried out by its purpose, settled by what came of it."""

import logging

from django.utils import timezone

from complaints.explanations import OWN
from complaints.models import Comment, Delivery, Reply
from complaints.services import replies
from complaints.wordpress.moderating import moderate
from complaints.wordpress.replying import Replying
from complaints.wordpress.unfinished import UnfinishedError
from contentdesk.foundation.delivery import ClaimLost, DeliveryState
from contentdesk.wordpress import connection, generations, pausing
from contentdesk.wordpress.client import WordPress, WordPressError
from contentdesk.wordpress.explanations import Explanation, explain
from contentdesk.wordpress.settling import settle_broken, settle_error

log = logging.getLogger(__name__)

OVER = {DeliveryState.DONE, DeliveryState.DROPPED}


def send(delivery: Delivery, wordpress: WordPress) -> bool:
    """Claim a delivery, carry it out and settle it; True when it is done.

    What the site answers is settled on the row, never raised. A claim that another worker holds
    is left alone; so is everything while the site may be another one.
    """
    if pausing.is_paused(timezone.now()) or generations.doubted_at() or not delivery.claim():
        return False
    # As they stand now that the job is ours.
    delivery.comment = Comment.objects.get(pk=delivery.comment_id)
    if delivery.reply_id is not None:
        delivery.reply = Reply.objects.get(pk=delivery.reply_id)
    try:
        moderates = delivery.purpose == Delivery.Purpose.MODERATE
        done = moderate(delivery, wordpress) if moderates else Replying(delivery, wordpress).run()
        pausing.note(None)
        return done
    except ClaimLost:
        log.warning("delivery %s is another worker's by now", delivery.pk)
    except UnfinishedError as end:
        delivery.settle(end.state, error_code=end.code)
    except WordPressError as error:
        pausing.note(error)
        # A lost answer is not undone by a later no.
        maybe_done = replies.may_be_posted(delivery)
        settle_error(delivery, error, maybe_done=maybe_done, insists=False)
    except Exception:
        log.exception("delivery %s broke", delivery.pk)
        settle_broken(delivery)
    return False


def insist() -> None:
    """A person wants another try at once, although the site was down a moment ago."""
    pausing.end()


def send_one(pk: int) -> Delivery | None:
    """Carry out one job; None when there is no site to send to, else the job as it ended."""
    wordpress = connection.site()
    if wordpress is None:
        return None
    with wordpress:
        delivery = Delivery.objects.select_related("comment", "reply").get(pk=pk)
        send(delivery, wordpress)
    return delivery


def send_due() -> list[tuple[bool, str]]:
    """Carry out all that is due in this process; for each whether it is over, and a line on it."""
    due = Delivery.objects.due(timezone.now()).values_list("pk", flat=True)
    ended = [delivery for pk in due if (delivery := send_one(pk)) is not None]
    return [(delivery.state in OVER, str(delivery)) for delivery in ended]


def explanation_of(delivery: Delivery) -> Explanation | None:
    """What went wrong with a job the last time, in words, or None."""
    if not delivery.error_code:
        return None
    code = delivery.error_code
    if code == "comment_gone" and delivery.purpose == Delivery.Purpose.MODERATE:
        code = "comment_deleted"
    if code in OWN:
        return Explanation(*OWN[code])
    return explain(WordPressError(delivery.error_code, delivery.error_status))
