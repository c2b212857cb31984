"""Pictures and documents that came through the door, and who may be seen on them."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contentdesk.models.edition import Edition
from contentdesk.models.material import Material

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class People(models.TextChoices):
    """Who can be known on a photo (UU 27/2022: health and children's data are specific)."""

    NOBODY = "nobody", _("Nobody")
    STAFF = "staff", _("Only our own staff")
    CROWD = "crowd", _("A crowd in which nobody can be known")
    CONSENTED = "consented", _("A patient or a child, with consent")


class Photo(models.Model):
    """A picture that came through the door: redrawn, without metadata, named by its content."""

    material = models.ForeignKey(Material, models.PROTECT, related_name="photos")
    sha256 = models.CharField(max_length=64)
    file = models.CharField(max_length=200)
    preview = models.CharField(max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    # What kinds of personal data its file name showed; the name itself is not kept.
    name_hints = models.JSONField(default=list, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    # Black boxes were drawn on it: this one goes as soon as nothing on the website needs it.
    covered_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="covers")

    if TYPE_CHECKING:
        consents: RelatedManager["Consent"]
        placements: RelatedManager["Placement"]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["material", "sha256"], name="photo_once_a_material")
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def anchor(self) -> str:
        """The name of its place on a page; the checker's findings point to it."""
        return f"photo-{self.sha256[:12]}"


class Placement(models.Model):
    """A photo in an edition, with its words, its place, and who can be seen on it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="placements")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="placements")
    position = models.PositiveIntegerField()
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    alt = models.CharField(_("description for those who cannot see it"), max_length=300, blank=True)
    people = models.CharField(
        _("who can be seen"), max_length=10, choices=People.choices, blank=True
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "photo"], name="photo_once_an_edition")
        ]

    def __str__(self) -> str:
        return self.caption or str(self.photo)


CONSENT_WORDS = [
    "person",
    "is_child",
    "guardian",
    "purpose",
    "on_website",
    "on_social_media",
    "valid_until",
    "proof",
    "proof_kept_at",
]


class Consent(models.Model):
    """A patient or a guardian agrees that a photo is shown (UU 27/2022; editorial practice)."""

    photo = models.ForeignKey(Photo, models.PROTECT, related_name="consents")
    person = models.CharField(_("whose consent"), max_length=120)
    is_child = models.BooleanField(_("a child"), default=False)
    guardian = models.CharField(_("parent or guardian"), max_length=120, blank=True)
    purpose = models.CharField(_("what for"), max_length=200)
    on_website = models.BooleanField(_("on the website"), default=True)
    on_social_media = models.BooleanField(_("on social media"), default=False)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    # A photo of the signed paper, or where the paper is kept.
    proof = models.CharField(max_length=200, blank=True)
    proof_kept_at = models.CharField(_("where the paper is kept"), max_length=200, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    # The person no longer agrees; from then on the law counts 3 × 24 hours (services/takedown.py).
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    withdrawn_words = models.TextField(max_length=500, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["withdrawn_at"],
                condition=Q(withdrawn_at__isnull=False),
                name="withdrawn_consents",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="consent_has_proof", condition=~Q(proof="") | ~Q(proof_kept_at="")
            ),
            models.CheckConstraint(
                name="child_has_guardian", condition=Q(is_child=False) | ~Q(guardian="")
            ),
        ]

    def __str__(self) -> str:
        return self.person

    @property
    def words(self) -> tuple[object, ...]:
        """All that was said: two records of one photo with the same words are one consent."""
        return tuple(getattr(self, name) for name in CONSENT_WORDS)


class Document(models.Model):
    """A PDF of a material, rewritten at the door; named by its content."""

    material = models.ForeignKey(Material, models.PROTECT, related_name="documents")
    sha256 = models.CharField(max_length=64)
    file = models.CharField(max_length=200)
    pages = models.PositiveIntegerField()
    size = models.PositiveIntegerField()  # bytes
    name_hints = models.JSONField(default=list, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["material", "sha256"], name="document_once_a_material")
        ]

    def __str__(self) -> str:
        return self.sha256[:12]
