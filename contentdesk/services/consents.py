"""Consents: a patient, or the guardian of a child, agrees that a photo is shown."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from contentdesk import permissions
from contentdesk.foundation import files
from contentdesk.foundation.photos import RedrawnPhoto
from contentdesk.foundation.transitions import Refused
from contentdesk.models import Consent, Edition, EditionEvent, Photo, Placement
from contentdesk.organization.models import User
from contentdesk.services.changes import lock_for_change
from contentdesk.services.photos import NEEDED_BY


@dataclass(frozen=True)
class Agreement:
    """What is said when a consent is recorded; `proof` is a redrawn photo of the signed paper."""

    person: str
    purpose: str
    is_child: bool = False
    guardian: str = ""
    on_website: bool = True
    on_social_media: bool = False
    valid_until: date | None = None
    proof: RedrawnPhoto | None = None
    proof_kept_at: str = ""


def record_consent(placement: Placement, agreement: Agreement, *, actor: User) -> Consent:
    """Keep that a person, or a child's guardian, agreed to this photo (UU 27/2022).

    In any state of the edition, for a consent can run out; the same words twice are one consent.
    Raises PermissionDenied.
    """
    edition = placement.edition
    if not permissions.may_keep_consents(actor, edition):
        raise PermissionDenied
    proof = agreement.proof
    folder = f"consents/{edition.material.ulid}"
    name = files.store(proof.data, folder=folder, suffix=".jpg") if proof else ""
    with transaction.atomic():
        # One after the other: a double click would find nothing twice, and a photo that is being
        # covered would take only the consents it has so far along.
        Edition.objects.select_for_update().get(pk=edition.pk)
        photo = Photo.objects.filter(placements=placement.pk).first() or placement.photo
        said = {**vars(agreement), "proof": name}
        consent, made = Consent.objects.get_or_create(
            photo=photo, withdrawn_at=None, **said, defaults={"created_by": actor}
        )
        if made:
            data = {"consent": consent.pk, "photo": photo.sha256}
            EditionEvent.record(edition, "consent", actor=actor, data=data)
    return consent


def remove_consent(edition: Edition, consent: Consent, *, actor: User) -> None:
    """Take back a record made by mistake, while the edition can still be changed.

    One that the website relies on is no mistake of this edition alone: it stays. Raises
    PermissionDenied, Overtaken or Refused.
    """
    mine = consent.photo.material_id == edition.material_id
    if not mine or not permissions.may_keep_consents(actor, edition):
        raise PermissionDenied
    proof = consent.proof
    with transaction.atomic():
        lock_for_change(edition, actor)
        if _is_relied_on(consent):
            raise Refused(
                _(
                    "This photo is on the website with this consent, so the record stays. If the "
                    "person no longer agrees, take the photo out and publish again."
                )
            )
        data = {"consent": consent.pk, "photo": consent.photo.sha256}
        deleted, _rows = Consent.objects.filter(pk=consent.pk).delete()
        if deleted:
            EditionEvent.record(edition, "remove_consent", actor=actor, data=data)
    if deleted and proof and not Consent.objects.filter(proof=proof).exists():
        files.forget(proof)


def _is_relied_on(consent: Consent) -> bool:
    """Recorded before an edition that shows the photo went, or goes, to the website."""
    editions = Edition.objects.filter(
        material=consent.photo.material_id, state__in=NEEDED_BY
    ).select_related("pinned")
    return any(
        edition.pinned is not None
        and any(p["sha256"] == consent.photo.sha256 for p in edition.pinned.content["photos"])
        and (edition.published_at is None or consent.created_at < edition.published_at)
        for edition in editions
    )
