"""What the operations write."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.exceptions import PermissionDenied

from wijkwijzer_web.core.models import Membership, Organisation, User
from wijkwijzer_web.core.people.page_rights import renew_rights
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.operations.demo_logins import PEOPLE, Logins

__all__ = ["create_demo_people"]


@action
def create_demo_people(*, actor: User | None, logins: Logins) -> None:
    """Make the people of the demo with a password and second factor that everyone may know."""
    if not settings.DEMO or not settings.DEBUG:
        raise PermissionDenied("only in the demo")
    organisation, _created = Organisation.objects.get_or_create(
        slug="lindemark", defaults={"name": "Provincie Lindemark" if settings.EXAMPLE else "Demo"}
    )
    record(organisation)
    for email, (name, role) in PEOPLE.items():
        user = User.objects.filter(email=email).first() or User(email=email, first_name=name)
        user.is_staff = user.is_superuser = role is None
        user.set_password(logins.password)
        user.save()
        if role is not None:
            Membership.objects.update_or_create(user=user, organisation=organisation, defaults={"role": role})
        Authenticator.objects.filter(user=user).delete()
        TOTP.activate(user, logins.secret)
        record(user)
    renew_rights(User.objects.filter(email__in=PEOPLE))
