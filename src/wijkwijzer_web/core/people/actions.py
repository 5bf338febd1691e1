"""What staff may change in the core: roles, organisations, accounts."""

from __future__ import annotations

from itertools import chain, count
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wijkwijzer_web.core.models import Membership, Organisation, Role, User
from wijkwijzer_web.core.people.page_rights import renew_rights
from wijkwijzer_web.core.people.roles import Permission, require, strongest
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.trail.audit import action, record

__all__ = [
    "add_member",
    "add_organisation",
    "anonymise_again",
    "anonymise_user",
    "close_account",
    "delete_object",
    "remove_member",
    "renew_page_rights",
    "reset_second_factor",
    "save_object",
    "sync_oidc_roles",
]

#: Words of our own addresses, which no organisation gets as its own.
KEPT_WORDS = frozenset({"nieuw"})
LONGEST_BASE = 70
"""Of the name in its address, so that a number fits behind it."""


@action
def add_member(*, actor: User, organisation: Organisation, email: str, role: Role) -> Membership:
    """Give a person a role in an organisation; an unknown address gets an account."""
    require(actor, Permission.MANAGE_MEMBERS, organisation)
    membership = _member(organisation, email, role)
    record(membership, details={"role": str(role), "user": membership.user_id})
    return membership


@action
def add_organisation(*, actor: User, name: str, email: str) -> Organisation:
    """Begin an organisation, with the one who will administer it."""
    require(actor, Permission.MANAGE_INSTALLATION)
    found = Organisation.objects.create(name=name, slug=_free_slug(name))
    first = _member(found, email, Role.ADMINISTRATOR)
    record(found, details={"user": first.user_id})
    return found


def _member(organisation: Organisation, email: str, role: Role) -> Membership:
    user = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email)
    membership, _created = Membership.objects.update_or_create(
        user=user, organisation=organisation, defaults={"role": role, "source": Membership.Source.LOCAL}
    )
    renew_rights([user])
    return membership


def _free_slug(name: str) -> str:
    base = slugify(name)[:LONGEST_BASE] or "organisatie"
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    others = (f"{base}-{number}" for number in count(2))
    return next(slug for slug in chain([base], others) if slug not in taken | KEPT_WORDS)


@action
def remove_member(*, actor: User, membership: Membership) -> None:
    """Take a person's role in an organisation away."""
    require(actor, Permission.MANAGE_MEMBERS, membership.organisation)
    record(membership, details={"role": membership.role, "user": membership.user_id, "removed": True})
    membership.delete()
    renew_rights([membership.user])


@action
def sync_oidc_roles(*, actor: User, groups: list[str], roles: dict[str, str]) -> None:
    """Give the person who logs in the roles of the groups that the organisation's login tells.

    `roles` maps a group to `<organisation slug>:<role>`, or to `beheerder` for the whole installation. Roles
    that were given here stay; roles that came from groups follow the groups, also away.
    """
    told = {roles[group] for group in groups if group in roles}
    if Role.ADMINISTRATOR in roles.values():  # the groups decide who administers the installation
        actor.is_superuser = actor.is_staff = Role.ADMINISTRATOR in told
        actor.save(update_fields=["is_superuser", "is_staff"])
    roles_of: dict[str, list[Role]] = {}
    for slug, _colon, role in (entry.partition(":") for entry in told if ":" in entry):
        roles_of.setdefault(slug, []).append(Role(role))
    wanted = {slug: strongest(found) for slug, found in roles_of.items()}
    from_groups = actor.memberships.filter(source=Membership.Source.OIDC)
    from_groups.exclude(organisation__slug__in=wanted).delete()
    for organisation in Organisation.objects.filter(slug__in=wanted):
        if actor.memberships.filter(organisation=organisation, source=Membership.Source.LOCAL).exists():
            continue
        Membership.objects.update_or_create(
            user=actor,
            organisation=organisation,
            defaults={"role": wanted[organisation.slug], "source": Membership.Source.OIDC},
        )
    renew_rights([actor])
    record(actor, details={"roles": sorted(told)})


@action
def renew_page_rights(*, actor: User | None) -> int:
    """Give everyone the rights on pages that their roles say; for an upgrade, and after roles changed."""
    if actor is not None:
        require(actor, Permission.MANAGE_INSTALLATION)
    users = list(User.objects.filter(Q(memberships__isnull=False) | Q(groups__isnull=False)).distinct())
    renew_rights(users)
    record(None, details={"people": len(users)})
    return len(users)


@action
def reset_second_factor(*, actor: User, user: User) -> None:
    """Take a lost second factor away; at the next login the person sets up a new one."""
    require(actor, Permission.MANAGE_INSTALLATION)
    if actor == user:
        raise PermissionDenied(_("Vraag een andere beheerder om je tweede factor te wissen."))
    Authenticator.objects.filter(user=user).delete()
    record(user)


@action
def anonymise_user(*, actor: User, user: User) -> None:
    """Close an account and empty it; the audit keeps pointing to the empty account."""
    require(actor, Permission.MANAGE_INSTALLATION)
    if actor == user:
        raise PermissionDenied(_("Vraag een andere beheerder om je account te sluiten."))
    close_account(user)
    record(user)


def close_account(user: User) -> None:
    """Empty an account for good, inside an action; a restored backup does not bring it back."""
    erasures.note("account", str(user.key))
    _empty(user)


def anonymise_again(key: str) -> bool:
    """After a restore: empty an account that was closed since the backup; False when that is not needed."""
    try:
        user = User.objects.filter(key=UUID(key)).first()
    except ValueError:  # a number, from before accounts had keys: it may be anybody's here
        return False
    if user is None or user.email == _closed(user):
        return False
    _empty(user)
    return True


def _closed(user: User) -> str:
    return f"gesloten-{user.key}@example.invalid"


def _empty(user: User) -> None:
    for rows in (Membership, Authenticator, EmailAddress, SocialAccount):
        rows.objects.filter(user=user).delete()
    user.groups.clear()
    user.email = _closed(user)
    user.first_name = user.last_name = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()


@action
def save_object(*, actor: User, instance: models.Model, changed: list[str]) -> None:
    """Store what an administrator of the installation changed in the admin."""
    require(actor, Permission.MANAGE_INSTALLATION)
    if (
        isinstance(instance, User)
        and instance.pk == actor.pk
        and not (instance.is_active and instance.is_superuser)
    ):
        raise ValidationError(_("Je kunt je eigen beheer niet uitzetten."))
    if isinstance(instance, User) and not instance.password:
        instance.set_unusable_password()
    instance.save()
    if isinstance(instance, Membership):
        renew_rights([instance.user])
    if isinstance(instance, Organisation):
        renew_rights(instance.members.all())
    record(instance, details={"changed": changed})


@action
def delete_object(*, actor: User, instance: models.Model) -> None:
    """Remove what an administrator of the installation deleted in the admin."""
    require(actor, Permission.MANAGE_INSTALLATION)
    details: dict[str, Any] = {"removed": True}
    record(instance, details=details | {"id": str(instance.pk)})
    instance.delete()
    if isinstance(instance, Membership):
        renew_rights([instance.user])
