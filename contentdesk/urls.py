from django.urls import path, re_path

from contentdesk.views import editing, lists, materials, media

ULID = "(?P<ulid>[0-9A-HJKMNP-TV-Z]{26})"

urlpatterns = [
    path("materials/", lists.materials, name="materials"),
    path("materials/new/", editing.choose_kind, name="material_new"),
    path("materials/new/<slug:address>/", editing.new, name="material_new_kind"),
    path("review/", lists.review, name="review"),
    re_path(f"^materials/{ULID}/$", materials.material, name="material"),
    re_path(f"^materials/{ULID}/edit/$", editing.edit, name="material_edit"),
    re_path(f"^materials/{ULID}/approve/$", materials.approve, name="material_approve"),
    re_path(f"^materials/{ULID}/preview/$", media.preview, name="material_preview"),
    re_path(
        f"^materials/{ULID}/photos/(?P<sha256>[0-9a-f]{{64}})/(?P<size>full|preview)\\.jpg$",
        media.photo,
        name="material_photo",
    ),
    re_path(f"^materials/{ULID}/do/(?P<name>[a-z_]+)/$", materials.move, name="material_move"),
]
