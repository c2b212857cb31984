"""Django's admin, for those who hold the administrator's role."""

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest

from contentdesk.organization.duties import Role, holds


class PortalAdminSite(admin.AdminSite):
    """The role decides who comes in, not Django's is_staff flag: one gate per rule."""

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and holds(request.user, Role.ADMIN)


class PortalAdminConfig(AdminConfig):
    default_site = "config.admin.PortalAdminSite"
