"""What happens at login: the audit hears of it, and the groups of the organisation's login become roles."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.models.audit import Result
from wijkwijzer_web.core.people import actions
from wijkwijzer_web.core.trail.audit import record_event

__all__: list[str] = []


@receiver(user_logged_in)
def on_login(request: HttpRequest | None, user: User, **_: Any) -> None:
    """Record the login; renew the roles that come from groups."""
    record_event("core.login", user)
    if not settings.OIDC_GROUP_ROLES or not getattr(request, "session", None):
        return
    assert request is not None
    records = request.session.get("account_authentication_methods", [])
    if not any(entry.get("method") == "socialaccount" for entry in records):
        return
    account = SocialAccount.objects.filter(user=user, provider="organisatie").first()
    if account is not None:
        told = account.extra_data
        claims = {**told.get("id_token", {}), **told.get("userinfo", told)}
        groups = claims.get(settings.OIDC_GROUPS_CLAIM, [])
        groups = [groups] if isinstance(groups, str) else [str(group) for group in groups]
        actions.sync_oidc_roles(actor=user, groups=groups, roles=settings.OIDC_GROUP_ROLES)


@receiver(user_logged_out)
def on_logout(user: User | None, **_: Any) -> None:
    """Record the end of a session."""
    if user is not None:
        record_event("core.logout", user)


@receiver(user_login_failed)
def on_failed_login(credentials: dict[str, Any], **_: Any) -> None:
    """Record a refused login; the address that was tried may be a stranger's and is not kept."""
    email = credentials.get("email") or credentials.get("username") or ""
    known = User.objects.filter(email__iexact=email).first() if email else None
    record_event("core.login", known, result=Result.DENIED)


@receiver(authenticator_added)
def on_second_factor(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Who just set up a second factor gave a valid code: this session has it."""
    record_event("core.second_factor_added", user, details={"type": authenticator.type})
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
