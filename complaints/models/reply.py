"""What the centre says to the public, and the jobs that carry it to the site."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models.comment import Comment
from contentdesk.foundation.delivery import OPEN_STATES
from contentdesk.foundation.delivery import Delivery as AbstractDelivery
from contentdesk.foundation.events import Event

REPLY_LENGTH = 2000


class ReplyState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    WAITING = "waiting", _("Waiting for the program lead")
    READY = "ready", _("Being sent")
    SENT = "sent", _("On the website")


OPEN_REPLY_STATES = [ReplyState.DRAFT, ReplyState.WAITING, ReplyState.READY]


class Reply(models.Model):
    """An answer to a comment, from its first draft until a stranger can read it."""

    class Kind(models.TextChoices):
        ANSWER = "answer", _("Answer")

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="replies")
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.ANSWER)
    text = models.TextField(_("answer"), max_length=REPLY_LENGTH)
    state = models.CharField(max_length=10, choices=ReplyState.choices, default=ReplyState.DRAFT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)
    # From here on it may stand on the site, so its text can no longer be changed.
    post_started_at = models.DateTimeField(null=True, blank=True)
    remote_id = models.PositiveBigIntegerField(null=True, blank=True)
    address = models.CharField(max_length=500, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "replies"
        constraints = [
            models.UniqueConstraint(
                fields=["comment"],
                condition=Q(state__in=OPEN_REPLY_STATES),
                name="one_open_reply",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class ReplyEvent(Event):
    """The history of a reply."""

    subject = models.ForeignKey(Reply, models.PROTECT, related_name="events")

    class Meta(Event.Meta):
        abstract = False


class Delivery(AbstractDelivery):
    """A job towards WordPress about a comment: put a reply under it, or show or hide it."""

    class Purpose(models.TextChoices):
        REPLY = "reply", _("send the answer")
        MODERATE = "moderate", _("show or hide the comment")

    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    comment = models.ForeignKey(Comment, models.PROTECT, related_name="deliveries")
    reply = models.ForeignKey(
        Reply, models.PROTECT, null=True, blank=True, related_name="deliveries"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "purpose"],
                condition=Q(state__in=OPEN_STATES),
                name="one_open_delivery_a_comment",
            ),
            models.CheckConstraint(
                name="reply_delivery_has_a_reply",
                condition=Q(purpose="reply", reply__isnull=False)
                | Q(purpose="moderate", reply__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["state", "next_try"])]

    def __str__(self) -> str:
        code = f" ({self.error_code})" if self.error_code else ""
        return f"{self.comment}: {self.get_purpose_display()}, {self.get_state_display()}{code}"
