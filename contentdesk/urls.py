from django.urls import path, re_path

from contentdesk.views import (
    bulk,
    consents,
    drafting,
    editing,
    kinds,
    lists,
    materials,
    media,
    photos,
    remarks,
    review,
    versions,
)

ULID = "(?P<ulid>[0-9A-HJKMNP-TV-Z]{26})"
PLACEMENT = "(?P<placement>[0-9]{1,18})"
CONSENT = "(?P<consent>[0-9]{1,18})"
VERSION = "(?P<key>[0-9]{1,6}\\.(?:[0-9]{1,6}|draft))"

urlpatterns = [
    path("materials/", lists.materials, name="materials"),
    path("materials/new/", kinds.choose_kind, name="material_new"),
    path("materials/new/<slug:address>/", editing.new, name="material_new_kind"),
    path("materials/new/<slug:address>/draft/", drafting.new_draft, name="material_new_draft"),
    path("materials/tidy/", drafting.tidy, name="material_tidy"),
    path("materials/several/", bulk.several, name="material_bulk"),
    path("materials/several/done/", bulk.report, name="material_bulk_report"),
    path("review/", lists.review, name="review"),
    re_path(f"^materials/{ULID}/$", materials.material, name="material"),
    re_path(f"^materials/{ULID}/edit/$", editing.edit, name="material_edit"),
    re_path(f"^materials/{ULID}/draft/$", drafting.draft, name="material_draft"),
    re_path(f"^materials/{ULID}/presence/$", drafting.presence, name="material_presence"),
    re_path(f"^materials/{ULID}/preview/$", media.preview, name="material_preview"),
    re_path(
        f"^materials/{ULID}/photos/(?P<sha256>[0-9a-f]{{64}})/(?P<size>full|preview)\\.jpg$",
        media.photo,
        name="material_photo",
    ),
    re_path(
        f"^materials/{ULID}/documents/(?P<sha256>[0-9a-f]{{64}})\\.pdf$",
        media.document,
        name="material_document",
    ),
    re_path(f"^materials/{ULID}/photos/add/$", photos.add, name="material_photo_add"),
    re_path(f"^materials/{ULID}/photos/order/$", photos.order, name="material_photos_order"),
    re_path(
        f"^materials/{ULID}/photos/{PLACEMENT}/take-out/$",
        photos.take_out,
        name="material_photo_take_out",
    ),
    re_path(
        f"^materials/{ULID}/photos/{PLACEMENT}/boxes/$",
        photos.boxes,
        name="material_photo_boxes",
    ),
    re_path(
        f"^materials/{ULID}/photos/{PLACEMENT}/consents/$",
        consents.consents,
        name="material_consents",
    ),
    re_path(
        f"^materials/{ULID}/photos/{PLACEMENT}/consents/{CONSENT}/remove/$",
        consents.remove,
        name="material_consent_remove",
    ),
    re_path(
        f"^materials/{ULID}/photos/{PLACEMENT}/consents/{CONSENT}/withdraw/$",
        consents.withdraw,
        name="material_consent_withdraw",
    ),
    re_path(
        f"^materials/{ULID}/consents/{CONSENT}/proof\\.jpg$",
        consents.proof,
        name="material_consent_proof",
    ),
    path("materials/consent-form/", consents.paper, name="consent_form"),
    re_path(f"^materials/{ULID}/versions/$", versions.versions, name="material_versions"),
    re_path(f"^materials/{ULID}/versions/{VERSION}/$", versions.version, name="material_version"),
    re_path(
        f"^materials/{ULID}/versions/{VERSION}/preview/$",
        versions.version_preview,
        name="material_version_preview",
    ),
    re_path(f"^materials/{ULID}/difference/$", versions.difference, name="material_difference"),
    re_path(f"^materials/{ULID}/begin/$", versions.begin, name="material_begin"),
    re_path(f"^materials/{ULID}/remarks/$", remarks.remarks, name="material_remarks"),
    re_path(
        f"^materials/{ULID}/remarks/(?P<remark>[0-9]{{1,18}})/done/$",
        remarks.done,
        name="material_remark_done",
    ),
    re_path(f"^materials/{ULID}/do/(?P<name>[a-z_]+)/$", review.act, name="material_move"),
]
