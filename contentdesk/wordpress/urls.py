from django.urls import path, re_path

from contentdesk.wordpress import views

urlpatterns = [
    path("website/", views.website, name="website"),
    path("website/connection/", views.website_connection, name="website_connection"),
    path("website/connection/check/", views.check_now, name="website_connection_check"),
    path("website/terms/", views.filed, name="website_terms"),
    path("website/rebuild/", views.rebuild, name="website_rebuild"),
    path("website/files/<int:pk>/retry/", views.retry_removal, name="removal_retry"),
    re_path(
        "^materials/(?P<ulid>[0-9A-HJKMNP-TV-Z]{26})/drift/(?P<choice>ours|theirs|leave|look)/$",
        views.settle_drift,
        name="material_drift",
    ),
    re_path("^materials/(?P<ulid>[0-9A-HJKMNP-TV-Z]{26})/seen/$", views.seen, name="material_seen"),
    re_path(
        "^materials/(?P<ulid>[0-9A-HJKMNP-TV-Z]{26})/retry/$", views.retry, name="material_retry"
    ),
]
