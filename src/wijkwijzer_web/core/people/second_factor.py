"""The second factor: who needs it, and whether this session has it."""

from __future__ import annotations

import time

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from wijkwijzer_web.core.models import User

__all__ = ["is_staff", "passed_second_factor", "second_factor_again"]


def is_staff(user: User | AnonymousUser) -> bool:
    """Whether this is someone who can do more than read: an administrator or a member of an organisation."""
    if user.is_anonymous:
        return False
    return user.is_superuser or user.is_staff or user.memberships.exists()


def passed_second_factor(request: HttpRequest) -> bool:
    """Whether this session gave a second factor, here or (when trusted) at the organisation's own login."""
    for record in get_authentication_records(request, request.user):
        if record.get("method") == "mfa":
            return True
        if record.get("method") == "socialaccount" and settings.OIDC_SECOND_FACTOR == "provider":
            return True
    return False


def second_factor_again(request: HttpRequest) -> HttpResponse | None:
    """The page to give the second factor once more; None when this session gave it a moment ago.

    Given here, or (when trusted) at the organisation's own login.
    """
    since = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    trusted = {"mfa"} | ({"socialaccount"} if settings.OIDC_SECOND_FACTOR == "provider" else set())
    records = get_authentication_records(request, request.user)
    if any(found.get("method") in trusted and found.get("at", 0) > since for found in records):
        return None
    step = "mfa_reauthenticate" if is_mfa_enabled(request.user) else "account_reauthenticate"
    return redirect_to_login(request.path, reverse(step))
