"""How allauth behaves here: no sign-up by strangers, encrypted second factors, roles from OIDC groups."""

from __future__ import annotations

import base64
import hashlib
import logging
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest

log = logging.getLogger("wijkwijzer.people")

__all__ = ["AccountAdapter", "MFAAdapter", "SocialAccountAdapter"]


class AccountAdapter(DefaultAccountAdapter):
    """Local accounts are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Strangers cannot make an account; residents do not need one."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who logged in a moment ago need not do so again, for instance to set up a first second factor."""
        request: HttpRequest = context.request
        recent = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        if any(record["at"] > recent for record in get_authentication_records(request, request.user)):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Accounts that come from the organisation's own login."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Whoever the organisation lets in gets an account; the groups decide what it may do."""
        return True


class MFAAdapter(DefaultMFAAdapter):
    """The second factor: its secret is encrypted, and its owner cannot switch it off."""

    def encrypt(self, text: str) -> str:
        """Encrypt with a key derived from SECRET_KEY."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt, also what an earlier SECRET_KEY encrypted; nothing fits a secret that cannot be read."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.error("a second factor cannot be read: SECRET_KEY is not the one it was made with")
            return ""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Only an administrator takes a second factor away."""
        return False


def _box() -> MultiFernet:
    keys: list[Any] = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(b"second factor:" + str(key).encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
