"""The admin site of the installation: only our own models, and no login of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

__all__ = ["InstallationAdmin"]


class InstallationAdmin(AdminSite):
    """Other packages' tables are not for hands: writing them here would pass by our actions and audit."""

    site_header = site_title = _("Beheer")
    index_title = _("Deze installatie")

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send strangers to the login that knows the second factor, and turn away who may not be here."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next", reverse("admin:index")))
        if not self.has_permission(request):
            raise PermissionDenied
        return redirect("admin:index")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Register our own models and leave the others out."""
        models: Iterable[type[Model]] = (
            [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        )
        ours = [model for model in models if model.__module__.startswith("wijkwijzer_web.")]
        super().register(ours, admin_class, **options)
