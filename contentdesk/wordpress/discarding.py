"""The draft of what was approved and then given up: nobody wants it on the site any more.

It was never public, and all of its text is here. Its files follow by themselves (removing.py).
"""

from contentdesk.models import State
from contentdesk.wordpress import generations, services
from contentdesk.wordpress.client import Unconfirmed, WordPress
from contentdesk.wordpress.finding import Differs, NotWanted, post_anywhere
from contentdesk.wordpress.models import Delivery, Publication

HIDDEN = {"draft", "pending", "auto-draft", "trash"}


class Discarding:
    """One run over the steps for one claimed delivery."""

    def __init__(self, delivery: Delivery, wordpress: WordPress) -> None:
        self.delivery = delivery
        self.wordpress = wordpress
        self.material = delivery.edition.material
        self.publication = Publication.objects.select_related("material").get(
            material=self.material
        )
        generations.adopt(self.publication)

    def run(self) -> bool:
        self.delivery.reach("look")
        self._is_given_up()
        post = post_anywhere(self.wordpress, self.publication)
        if post is not None:
            if post["status"] not in HIDDEN:
                raise Differs("unapproved_but_public")
            self.delivery.reach("delete")
            self._is_given_up()
            self.wordpress.delete_post(post["id"])
            if self.wordpress.post(post["id"]) is not None:
                raise Unconfirmed("not_deleted")
        return services.record_draft_gone(self.delivery, self.publication)

    def _is_given_up(self) -> None:
        wanted = [State.APPROVED, State.PUBLISHED, State.WITHDRAWN]
        if self.material.editions.filter(state__in=wanted).exists():
            raise NotWanted
