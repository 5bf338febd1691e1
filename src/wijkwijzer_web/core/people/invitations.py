"""The mail with which a new member of staff chooses a password."""

from __future__ import annotations

from allauth.account.forms import ResetPasswordForm
from django.http import HttpRequest

from wijkwijzer_web.core.models import User

__all__ = ["invite_new"]


def invite_new(request: HttpRequest, user: User) -> None:
    """Send a link to someone who never logged in and has no password; others have what they need."""
    if user.has_usable_password() or user.last_login is not None:
        return
    form = ResetPasswordForm({"email": user.email})
    if form.is_valid():
        form.save(request)
