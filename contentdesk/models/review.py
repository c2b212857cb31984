"""What people say about an edition while it is looked at, and who is looking."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from contentdesk.models.edition import Edition

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class RemarkQuerySet(models.QuerySet["Remark"]):
    def unsettled(self) -> Self:
        """Remarks that nobody has marked as done; their answers hang under them."""
        return self.filter(parent=None, resolved_at=None)

    def waiting_for(self, person: Any) -> Self:
        """Of these the ones in which somebody else has had the last word."""
        answers = Remark.objects.filter(parent=OuterRef("pk")).order_by("-pk").values("by")[:1]
        last = Coalesce(Subquery(answers), F("by_id"), output_field=models.BigIntegerField())
        return self.unsettled().annotate(last_by=last).exclude(last_by=person.pk)


class Remark(models.Model):
    """A remark on one field of an edition or on the whole; answers hang under it."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="remarks")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="answers")
    # The name of a field of the form; "" is the whole.
    field = models.CharField(max_length=40, blank=True)
    text = models.TextField(_("remark"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True)

    objects = RemarkQuerySet.as_manager()

    if TYPE_CHECKING:
        answers: RelatedManager["Remark"]

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Override(models.Model):
    """A reviewer lets a finding of the checker pass, with a reason that is kept."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="overrides")
    code = models.CharField(max_length=40)
    place = models.CharField(max_length=40, blank=True)
    # Of what was found: other words found later are not let pass by this.
    fingerprint = models.CharField(max_length=64)
    reason = models.TextField(max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code", "place", "fingerprint"], name="one_override_a_finding"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.place}".strip()


class Presence(models.Model):
    """Somebody has the form of this edition open; not history, only a courtesy to colleagues."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "user"], name="one_presence_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.seen_at:%H:%M}"
