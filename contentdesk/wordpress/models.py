"""What is on WordPress now, and the jobs that bring it there (design.md §4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from contentdesk.foundation.delivery import OPEN_STATES
from contentdesk.foundation.delivery import Delivery as BaseDelivery
from contentdesk.foundation.events import Event
from contentdesk.models import Edition, Material, Revision
from contentdesk.organization.models import User


class Publication(models.Model):
    """A material's place on the site: absent, live or removed, and what was last seen there."""

    class State(models.TextChoices):
        ABSENT = "absent", _("not on the website")
        LIVE = "live", _("on the website")
        REMOVED = "removed", _("taken off the website")

    material = models.OneToOneField(Material, models.PROTECT, related_name="publication")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ABSENT)
    slug = models.CharField(max_length=120)
    post_id = models.PositiveBigIntegerField(null=True)
    address = models.URLField(max_length=500, blank=True)
    # Whose numbers these are: of the site as it was first, or after it was set up anew.
    generation = models.PositiveIntegerField(default=1)
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    # WordPress was told to show it, and nobody has noted yet what came of that.
    may_be_public = models.BooleanField(default=False)
    # What WordPress gave back after our last write, and what a stranger was shown.
    read_back = models.JSONField(default=dict)
    seen_at = models.DateTimeField(null=True)
    seen_sha256 = models.CharField(max_length=64, blank=True)
    # What somebody has done to it on WordPress (drift.py), since when we know, when we last looked.
    drift = models.JSONField(default=dict)
    drifted_at = models.DateTimeField(null=True)
    compared_at = models.DateTimeField(null=True)
    # When its files on the site were last compared with what is wanted there.
    tidied_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["post_id"]),
            models.Index(fields=["state", "compared_at"]),
            models.Index(fields=["state", "generation"]),
            models.Index(
                fields=["drifted_at"],
                condition=models.Q(drifted_at__isnull=False),
                name="drifted_publications",
            ),
        ]

    def __str__(self) -> str:
        return self.address or self.slug


class Attachment(models.Model):
    """A photo of this publication that WordPress has, or may have, by the hash of its bytes."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="attachments")
    sha256 = models.CharField(max_length=64)
    # Empty where the site is another one by now, and as long as it is not known whether it has
    # arrived: then it is looked for by its slug.
    attachment_id = models.PositiveBigIntegerField(null=True)
    url = models.URLField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "sha256"], name="attachment_once_a_publication"
            )
        ]

    def __str__(self) -> str:
        return self.url


class Delivery(BaseDelivery):
    """One job for one approved revision."""

    class Purpose(models.TextChoices):
        PUBLISH = "publish", _("put on the website")
        UNPUBLISH = "unpublish", _("take off the website")
        DISCARD = "discard", _("delete the draft there")

    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.PUBLISH)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="deliveries")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="deliveries")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "purpose"],
                condition=models.Q(state__in=OPEN_STATES),
                name="one_open_delivery_a_revision",
            )
        ]
        indexes = [models.Index(fields=["state", "next_try"])]


class Removal(BaseDelivery):
    """One file that has to leave the site, with its sizes; done when a stranger gets none of it."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="removals")
    # Empty where the site may have it under whatever number: restored, or its answer was lost.
    attachment_id = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(max_length=64)
    # All its addresses, the sizes too, noted before it is deleted: afterwards nobody knows them.
    addresses = models.JSONField(default=list)
    # By when the law wants it gone; empty when it is only no longer used.
    due_by = models.DateTimeField(null=True)
    # It was gone before, and is looked for because the site was set up anew.
    again = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "sha256"],
                condition=models.Q(state__in=OPEN_STATES),
                name="one_open_removal_a_file",
            )
        ]
        indexes = [models.Index(fields=["state", "next_try"])]


class SiteState(models.Model):
    """How it stands with a site at this time; one row for each site there ever was."""

    site = models.URLField(max_length=500, unique=True)
    # Another one when the site was set up anew or restored: then its numbers mean other things.
    generation = models.PositiveIntegerField(default=1)
    # Since when it seems to be another one, although nobody has said so.
    doubted_at = models.DateTimeField(null=True)
    # When somebody last said that it is the same all the same.
    kept_at = models.DateTimeField(null=True)
    # The queue as a whole waits until then; how often in a row it had to; and for what.
    paused_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    error_code = models.CharField(max_length=80, blank=True)
    error_status = models.PositiveIntegerField(null=True)
    since = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.site


class Term(models.Model):
    """How a kind, a unit or a program is called on the site, and the number it has there."""

    class Taxonomy(models.TextChoices):
        CATEGORY = "categories", _("a category")
        TAG = "tags", _("a tag")
        NOTHING = "nothing", _("not named there")

    subject = models.CharField(max_length=40, unique=True)  # "kind:service", "unit:3", "program:5"
    taxonomy = models.CharField(max_length=12, choices=Taxonomy.choices)
    name = models.CharField(max_length=80, blank=True)  # empty: its own name
    # The number on the site, and for which name it was found: another name is looked up anew.
    term_id = models.PositiveBigIntegerField(null=True)
    generation = models.PositiveIntegerField(default=1)
    found_as = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.subject


class SiteEvent(Event):
    """What people decided about the site as a whole: where it files things, that it is new."""

    subject = models.ForeignKey(SiteState, models.PROTECT, related_name="events")

    class Meta(Event.Meta):
        abstract = False


class ConnectionCheck(BaseDelivery):
    """One look at whether the site can be worked with, and what was found: codes and their data.

    Never a secret: neither settings nor what the site answered is kept.
    """

    site = models.URLField(max_length=500)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    findings = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site"],
                condition=models.Q(state__in=OPEN_STATES),
                name="one_open_check_a_site",
            )
        ]
        indexes = [models.Index(fields=["state", "next_try"])]
