"""Taking a page off the site: back to a draft, so that nobody sees it and its comments are kept.

WordPress's trash would take the comments along (measured), and deleting would lose the address.
"""

from django.utils import timezone

from contentdesk.content import Content
from contentdesk.wordpress import generations, queueing, services
from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.finding import (
    Differs,
    NotWanted,
    StillSeen,
    existing_post,
    refused_a_look,
)
from contentdesk.wordpress.models import Delivery, Publication
from contentdesk.wordpress.sighting import is_shown


class Unpublishing:
    """One run over the steps for one claimed delivery."""

    def __init__(self, delivery: Delivery, wordpress: WordPress) -> None:
        self.delivery = delivery
        self.wordpress = wordpress
        self.edition = delivery.edition
        self.publication = Publication.objects.select_related("material").get(
            material=self.edition.material_id
        )
        generations.adopt(self.publication)

    def run(self) -> bool:
        self.delivery.reach("look")
        if queueing.to_be_shown(timezone.now()).filter(material=self.edition.material_id).exists():
            raise NotWanted
        post = self._existing_post()
        if post is not None and post["status"] != "draft":
            self.delivery.reach("hide")
            post = self.wordpress.update_post(post["id"], {"status": "draft"})
            if post["status"] != "draft":
                raise Differs("not_hidden")
        self.delivery.reach("stranger")
        self._as_stranger()
        return services.record_removed(self.delivery, self.publication)

    def _existing_post(self) -> services.JSON | None:
        """None also for one that a person has put into the trash: it is not shown either."""
        try:
            return existing_post(self.wordpress, self.publication)
        except Differs as found:
            if found.code == "trashed":
                return None
            raise

    def _as_stranger(self) -> None:
        if not self.publication.address:
            return
        page = self.wordpress.look(self.publication.address)
        title = Content.from_json(self.delivery.revision.content).title
        if is_shown(page, self.edition.material.ulid, title):
            raise StillSeen(page.status)
        if refused_a_look(page.status):
            raise StillSeen(page.status, "not_looked")
