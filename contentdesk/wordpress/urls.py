from django.urls import re_path

from contentdesk.wordpress import views

urlpatterns = [
    re_path("^materials/(?P<ulid>[0-9A-HJKMNP-TV-Z]{26})/seen/$", views.seen, name="material_seen"),
    re_path(
        "^materials/(?P<ulid>[0-9A-HJKMNP-TV-Z]{26})/retry/$", views.retry, name="material_retry"
    ),
]
