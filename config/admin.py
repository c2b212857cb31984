"""Django's admin, for those who hold the administrator's role."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, TypeVar, cast

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from contentdesk.organization.duties import Role, holds

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class PortalAdminSite(admin.AdminSite):
    """The role decides who comes in, not Django's is_staff flag: one gate per rule.

    Passwords are typed into the portal's own forms alone, where guessing is slowed down.
    """

    def has_permission(self, request: HttpRequest) -> bool:
        return holds(request.user, Role.ADMIN)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """A page of the admin; 403 for whoever is known and does not hold the role."""
        page = super().admin_view(view, cacheable)

        def for_administrators(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return page(request, *args, **kwargs)

        return cast("View", update_wrapper(for_administrators, page))

    @login_not_required
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The portal's login for a stranger, 403 for a person without the role."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        index = reverse("admin:index")
        if self.has_permission(request):
            return redirect(index)
        page = request.GET.get("next", index)
        return redirect(reverse("account_login", query={"next": page}))

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The portal's own page to log out."""
        return redirect("account_logout")

    def password_change(  # type: ignore[override]  # Django's own returns a template response
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The portal's own page for a new password."""
        return redirect("account_change_password")


class PortalAdminConfig(AdminConfig):
    default_site = "config.admin.PortalAdminSite"
