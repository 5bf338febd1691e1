"""The admin of the installation: every write goes through an action, the audit can only be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.clean import ModelForm as CleanModelForm
from wijkwijzer_web.core.models import AuditEntry, Job, Membership, Organisation, User
from wijkwijzer_web.core.people import actions
from wijkwijzer_web.core.people.invitations import invite_new
from wijkwijzer_web.core.people.pages import in_words

if TYPE_CHECKING:  # Django's own classes take no type arguments at run time
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    ModelAdmin, TabularInline = admin.ModelAdmin, admin.TabularInline

__all__ = ["ActionAdmin", "ReadOnlyAdmin"]


class ActionAdmin(ModelAdmin):
    """An admin that writes through actions, so that each write leaves an audit row."""

    form = CleanModelForm

    def save_model(self, request: HttpRequest, obj: models.Model, form: ModelForm[Any], change: bool) -> None:
        """Store through the action."""
        assert isinstance(request.user, User)
        actions.save_object(actor=request.user, instance=obj, changed=list(form.changed_data))

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        """Remove through the action."""
        assert isinstance(request.user, User)
        actions.delete_object(actor=request.user, instance=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Remove one by one, each with its own audit row."""
        for instance in queryset:
            self.delete_model(request, instance)


class ReadOnlyAdmin(ModelAdmin):
    """An admin for looking only."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nothing is added by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is changed."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is removed."""
        return False


@admin.register(User)
class UserAdmin(ActionAdmin):
    """Accounts; a person sets the password by the link in the mail."""

    list_display = ("email", "first_name", "last_name", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser")
    search_fields = ("email", "first_name", "last_name")
    fields = ("email", "first_name", "last_name", "is_active", "is_staff", "is_superuser")
    actions = ("reset_second_factor", "anonymise")

    def save_model(self, request: HttpRequest, obj: models.Model, form: ModelForm[Any], change: bool) -> None:
        """Store through the action; a new person gets a mail."""
        super().save_model(request, obj, form, change)
        assert isinstance(obj, User)
        invite_new(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An account is closed, not deleted: the audit points to it."""
        return False

    @admin.action(description=_("Tweede factor wissen (toestel kwijt)"))
    def reset_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Let these people set up a new second factor."""
        assert isinstance(request.user, User)
        for user in queryset:
            actions.reset_second_factor(actor=request.user, user=user)
        messages.success(request, _("Gewist: bij de volgende keer inloggen volgt een nieuwe."))

    @admin.action(description=_("Account sluiten en leegmaken"))
    def anonymise(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Close these accounts for good."""
        assert isinstance(request.user, User)
        for user in queryset:
            actions.anonymise_user(actor=request.user, user=user)
        messages.success(request, _("Gesloten en leeggemaakt."))


class MembershipInline(TabularInline):
    """The members of an organisation, to read; they are changed on their own page."""

    model = Membership
    extra = 0
    can_delete = False
    fields = readonly_fields = ("user", "role", "source")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Members are added on their own page."""
        return False


@admin.register(Organisation)
class OrganisationAdmin(ActionAdmin):
    """Organisations of this installation."""

    list_display = ("name", "slug", "active")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}  # noqa: RUF012 - Django's own form
    fields = ("name", "slug", "website", "active")
    inlines = (MembershipInline,)


@admin.register(Membership)
class MembershipAdmin(ActionAdmin):
    """Roles of people in organisations."""

    list_display = ("user", "organisation", "role", "source")
    list_filter = ("role", "organisation")
    autocomplete_fields = ("user", "organisation")


@admin.register(AuditEntry)
class AuditAdmin(ReadOnlyAdmin):
    """Who did what."""

    list_display = ("at", "in_words", "action", "organisation", "result", "origin")
    list_filter = ("result", "origin", "action")
    search_fields = ("object_label", "object_id", "actor__email")
    date_hierarchy = "at"
    list_select_related = ("actor", "organisation")

    @admin.display(description=_("wat er gebeurde"))
    def in_words(self, entry: AuditEntry) -> str:
        """Who did what, in a sentence; the code stands beside it for who searches the log."""
        return in_words(entry)


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Background work."""

    list_display = ("title", "kind", "state", "progress", "created_at", "finished_at")
    list_filter = ("state", "kind")
