"""A comment shown, held or put away on the site, as was decided here.

What somebody has put away on WordPress without our knowing is not fought over: it is told, and a
person decides again.
"""

from complaints.models import AS_WISHED, PUT_AWAY, Comment, Delivery, Shown, Wish
from complaints.services import noticing, replies
from complaints.wordpress.records import Record, shown_of
from complaints.wordpress.whereabouts import record_of
from contentdesk.wordpress.client import WordPress

STATUS = {Wish.SHOW: "approved", Wish.HIDE: "hold", Wish.SPAM: "spam", Wish.TRASH: "trash"}
# What a job ends with that met a comment put away by somebody else.
OVERRULED = {
    Shown.SPAM: "taken_for_spam",
    Shown.TRASHED: "comment_trashed",
    Shown.NO_PAGE: "page_trashed",
    Shown.GONE: "comment_gone",
}


def moderate(delivery: Delivery, wordpress: WordPress) -> bool:
    """Let the site do with the comment as was decided; True when it does."""
    comment = delivery.comment
    wish, step = Wish(comment.wish), delivery.step
    began = step == wish  # an earlier run, and may have written it
    delivery.reach(wish if began else "look")
    record = record_of(comment, wordpress)
    there = shown_of(record, decided=True)
    if there in AS_WISHED[wish] and not _is_taken_back(comment, wish, there, step):
        return replies.record_moderated(delivery, wish=wish, shown=there, is_found=not began)
    unknown_here = there in PUT_AWAY and there != comment.shown
    if record is None or (wish == Wish.SHOW and unknown_here):
        return replies.record_overruled(delivery, shown=there, code=OVERRULED[there])
    delivery.reach(wish)
    written = wordpress.update_comment(record["id"], {"status": STATUS[wish], **_sender(record)})
    shown = shown_of(written, decided=True)
    return replies.record_moderated(delivery, wish=wish, shown=shown)


def _is_taken_back(comment: Comment, wish: Wish, there: Shown, step: str) -> bool:
    """Whether it was the portal that put it away, and it is now to be hidden only."""
    if wish != Wish.HIDE or there not in {Shown.SPAM, Shown.TRASHED}:
        return False
    return step in {Wish.SPAM, Wish.TRASH} or noticing.was_put_away_here(comment)


def _sender(record: Record) -> dict[str, str]:
    """Where the visitor wrote from: WordPress would put the portal in their place (measured)."""
    names = ("author_ip", "author_user_agent")
    return {name: record[name] for name in names if record.get(name)}
