from django.contrib import admin
from django.urls import include, path

from config import health, home

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("contentdesk.urls")),
    path("", include("contentdesk.wordpress.urls")),
    path("", include("complaints.urls")),
    path("account/", include("allauth.account.urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
]
