"""The administrator's pages: organization only; the work happens in the product (design.md §2)."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from contentdesk.organization.accounts import password_link
from contentdesk.organization.duties import Role, holds
from contentdesk.organization.models import Assignment, Centre, Program, Unit, User


class ForAdministrators:
    """Whoever holds the role may look, add and change; nothing that has history is deleted."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return holds(request.user, Role.ADMIN)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return holds(request.user, Role.ADMIN)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return holds(request.user, Role.ADMIN)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return holds(request.user, Role.ADMIN)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AssignmentInline(ForAdministrators, admin.StackedInline):  # type: ignore[type-arg]  # not generic at run time
    model = Assignment
    fk_name = "user"
    extra = 0
    fields = ["role", "unit", "program", "starts", "ends", "acting", "acting_for"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assignment]:
        """What is held or was; what was cancelled before it began stands with the stand-ins."""
        return super().get_queryset(request).filter(cancelled_at=None)


@admin.register(User)
class PersonAdmin(ForAdministrators, UserAdmin):  # type: ignore[type-arg]
    list_display = ["name", "username", "is_active"]
    list_filter = ["is_active", "assignments__role"]
    search_fields = ["name", "username"]
    ordering = ["name"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "name", "email", "is_active", "new_password"]}),
    ]
    readonly_fields = ["new_password"]
    add_form = UserCreationForm
    add_fieldsets = [(None, {"fields": ["username", "name", "password1", "password2"]})]
    inlines = [AssignmentInline]
    actions = ["hand_out_password_link"]

    @admin.display(description=_("Password"))
    def new_password(self, person: User) -> SafeString:
        """The way to the page that sets it, instead of Django's account of its hash."""
        return format_html('<a href="../password/">{}</a>', _("Set a new password"))

    @admin.action(description=_("Make a link for a new password"), permissions=["change"])
    def hand_out_password_link(self, request: HttpRequest, people: QuerySet[User]) -> None:
        """Show a link for each chosen person, to be given to them by hand."""
        for person in people:
            words = _("%(name)s sets a new password once by this link: %(link)s")
            link = password_link(request, person)
            messages.info(request, words % {"name": person, "link": link})


@admin.register(Unit)
class UnitAdmin(ForAdministrators, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "active"]


@admin.register(Program)
class ProgramAdmin(ForAdministrators, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "active"]


@admin.register(Centre)
class CentreAdmin(ForAdministrators, admin.ModelAdmin):  # type: ignore[type-arg]
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return holds(request.user, Role.ADMIN) and not Centre.objects.exists()


admin.site.site_header = _("Administration of the portal")
admin.site.site_title = _("Administration")
admin.site.index_title = _("People, units and programs")
