"""The second factor: who needs it, and whether this session has it."""

from __future__ import annotations

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from wijkwijzer_web.core.models import User

__all__ = ["is_staff", "passed_second_factor"]


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
