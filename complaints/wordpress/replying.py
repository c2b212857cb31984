"""An answer put beneath its comment, step by step (design.md §5).

Each step looks at what is already there, so that a run may die after any of them and the next one
goes on: one reply.
"""

import html

from django.utils import timezone

from complaints.models import PUT_AWAY, Delivery, ReplyState, Shown
from complaints.public_page import same_words, stands_beneath
from complaints.services import noticing, replies
from complaints.wordpress.moderating import OVERRULED
from complaints.wordpress.records import Record, shown_of
from complaints.wordpress.unfinished import UnfinishedError
from complaints.wordpress.whereabouts import record_of, stands_on_this_site
from contentdesk.foundation.delivery import LEASE, DeliveryState
from contentdesk.wordpress.client import Refused, Unavailable, Unconfirmed, WordPress


class Replying:
    """One run over the steps for one claimed delivery of a reply."""

    def __init__(self, delivery: Delivery, wordpress: WordPress) -> None:
        assert delivery.reply is not None  # noqa: S101  # by constraint
        self.delivery = delivery
        self.wordpress = wordpress
        self.reply = delivery.reply
        self.comment = delivery.comment
        self.parent = int(self.comment.external_id)
        self.post = self.comment.remote_post or 0

    def run(self) -> bool:
        if self.reply.state != ReplyState.READY:
            raise UnfinishedError(DeliveryState.DROPPED)
        self.delivery.reach("look")
        above = record_of(self.comment, self.wordpress)
        self.delivery.reach("find")
        ours = self._ours() if stands_on_this_site(self.comment) else None
        if ours is not None:
            replies.record_posted(self.reply, remote_id=ours["id"], address=ours["link"])
        self._check(above, ours)
        # A reply under a held comment is not public until its parent is.
        if above is not None and above["status"] != "approved":
            self.delivery.reach("approve")
            self.wordpress.update_comment(self.parent, {"status": "approved"})
        noticing.record_shown(self.comment, Shown.SHOWN)
        if ours is None:
            ours = self._post()
            replies.record_posted(self.reply, remote_id=ours["id"], address=ours["link"])
        if ours["status"] != "approved":
            self.delivery.reach("show")
            self.wordpress.update_comment(ours["id"], {"status": "approved"})
        self.delivery.reach("stranger")
        self._as_stranger(ours["content"]["rendered"])
        return replies.record_reply_sent(self.delivery, self.reply)

    def _ours(self) -> Record | None:
        """Our reply by its number, else by its words under its parent: the answer may be lost."""
        if self.reply.remote_id is not None:
            known = self.wordpress.comment(self.reply.remote_id)
            return None if known is None or known["status"] == "trash" else known
        there = self.wordpress.replies(post=self.post, parent=self.parent)
        text = self.reply.text
        ours = (r for r in there if r["author"] and same_words(r["content"]["raw"], text))
        return next(ours, None)

    def _check(self, above: Record | None, ours: Record | None) -> None:
        """Stop where a person has to decide: the comment or our reply was put away on the site."""
        there = shown_of(above, decided=True)
        gone = there in PUT_AWAY
        if gone:
            noticing.record_moved(self.comment, there)
        if not gone and (ours is not None or self.reply.remote_id is None):
            return
        if ours is None and not self._release():
            raise Unconfirmed(OVERRULED[there])
        alone = ours is not None and there != Shown.NO_PAGE  # which takes the answer along
        put_away = "answer_alone" if alone else OVERRULED.get(there, "")
        raise UnfinishedError(DeliveryState.FAILED, put_away if gone else "reply_gone")

    def _release(self) -> bool:
        """The site has just been asked and has none of it: its text may be changed again.

        False if one whose answer was lost was posted so lately that it may still arrive.
        """
        self.delivery.reach(self.delivery.step)
        lost_at = None if self.reply.remote_id else self.reply.post_started_at
        if lost_at is not None and lost_at > timezone.now() - LEASE:
            return False
        replies.release_posting(self.reply)
        return True

    def _post(self) -> Record:
        """Post it, once; a duplicate that WordPress knows of is our own lost one."""
        self.delivery.reach("post")
        if not replies.begin_posting(self.reply):
            raise UnfinishedError(DeliveryState.DROPPED)
        try:
            return self.wordpress.create_comment(
                post=self.post,
                parent=self.parent,
                content=html.escape(self.reply.text, quote=False),
            )
        except (Refused, Unavailable) as no:
            if no.code != "comment_duplicate":
                self._release()
            elif (found := self._ours()) is not None:
                return found
            else:
                replies.release_posting(self.reply)
                raise UnfinishedError(DeliveryState.FAILED, "said_by_another") from no
            raise

    def _as_stranger(self, dressed: str) -> None:
        page = self.wordpress.look(self.reply.address)
        if page.status != 200 or not stands_beneath(
            page.text,
            parent=self.parent,
            reply=self.reply.remote_id or 0,
            text=self.reply.text,
            dressed=dressed,
        ):
            raise Unconfirmed("reply_not_seen", page.status)
