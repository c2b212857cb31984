"""What stays inside: notes among colleagues, and what a program does about a comment."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints.models.comment import Comment


class Note(models.Model):
    """A word among colleagues. It has a table of its own, so that it has no way to the public."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("note"), max_length=2000)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class FollowUp(models.Model):
    """What will be done about a comment, by whom and until when; later, what was done."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="follow_ups")
    plan = models.TextField(_("what will be done"), max_length=2000)
    responsible = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due = models.DateField(_("until"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    done = models.TextField(_("what has been done"), max_length=2000, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.plan[:60]

    @property
    def is_late(self) -> bool:
        """Not done, and its last day (in the centre's zone) is over."""
        return self.done_at is None and self.due < timezone.localdate()
