"""Who may do what: the only place where roles turn into permissions.

A role is a set of permissions and no rung of a ladder: who listens to residents does not moderate a dialogue,
and who moderates does not read what residents told in confidence. A domain that needs a right of its own adds
it to `Permission` and to the roles that have it; a test goes through every role and every permission.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from wijkwijzer_web.core.models import Organisation, Role, User

__all__ = ["CONFIDENTIAL", "ROLES", "Permission", "allowed", "require", "strongest"]


class Permission(StrEnum):
    """What can be allowed, by domain."""

    # every domain: figures, areas, dialogues, programmes of the organisation
    WRITE = "write"
    # pages of the organisation, in the editor
    WRITE_PAGES = "write-pages"
    # dialogues
    MODERATE = "moderate"
    # knowledge: look at records before they count as checked
    REVIEW = "review"
    # desk: read and answer what residents told; the desk itself names who does
    LISTEN = "listen"
    # people
    MANAGE_MEMBERS = "manage-members"
    VIEW_AUDIT = "view-audit"
    # the installation
    MANAGE_INSTALLATION = "manage-installation"


_EDITOR = frozenset({Permission.WRITE, Permission.WRITE_PAGES, Permission.REVIEW})
_MODERATOR = _EDITOR | {Permission.MODERATE}
ROLES: Mapping[Role, frozenset[Permission]] = {
    Role.VISITOR: frozenset(),
    Role.LISTENER: frozenset({Permission.LISTEN}),
    Role.EDITOR: _EDITOR,
    Role.MODERATOR: _MODERATOR,
    Role.ADMINISTRATOR: _MODERATOR | {Permission.MANAGE_MEMBERS, Permission.VIEW_AUDIT},
}
# What nobody gets by administering: it takes a role that says so.
CONFIDENTIAL = frozenset({Permission.LISTEN})


def allowed(
    user: User | AnonymousUser, permission: Permission, organisation: Organisation | None = None
) -> bool:
    """Whether the user may; without an organisation the question is about the whole installation."""
    if user.is_anonymous or not user.is_active:
        return False
    if user.is_superuser and permission not in CONFIDENTIAL:
        return True
    if organisation is None or not organisation.active:
        return False
    roles = user.memberships.filter(organisation=organisation.home).values_list("role", flat=True)
    return any(permission in ROLES[Role(role)] for role in roles)


def held(user: User | AnonymousUser) -> frozenset[Permission]:
    """What the user may in at least one organisation, with one question to the database."""
    if user.is_anonymous or not user.is_active:
        return frozenset()
    roles = user.memberships.filter(organisation__active=True).values_list("role", flat=True)
    found = frozenset[Permission]().union(*(ROLES[Role(role)] for role in roles))
    return found | (frozenset(Permission) - CONFIDENTIAL) if user.is_superuser else found


def require(
    user: User | AnonymousUser, permission: Permission, organisation: Organisation | None = None
) -> None:
    """Refuse who may not."""
    if not allowed(user, permission, organisation):
        raise PermissionDenied(permission.value)


def strongest(roles: list[Role]) -> Role:
    """Of several roles that a login tells for one organisation, the one that may most."""
    return max(roles, key=lambda role: (len(ROLES[role]), list(Role).index(role)), default=Role.VISITOR)
