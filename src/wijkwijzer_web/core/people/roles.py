"""Who may do what: the only place where roles turn into permissions."""

from __future__ import annotations

from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from wijkwijzer_web.core.models import Organisation, Role, User

__all__ = ["Permission", "allowed", "require"]


class Permission(StrEnum):
    """What can be allowed."""

    WRITE = "write"
    MODERATE = "moderate"
    MANAGE_MEMBERS = "manage-members"
    VIEW_AUDIT = "view-audit"
    MANAGE_INSTALLATION = "manage-installation"


# The least role that has the permission in an organisation. What is not here belongs to the administrators of
# the installation alone.
LEAST_ROLE = {
    Permission.WRITE: Role.EDITOR,
    Permission.MODERATE: Role.MODERATOR,
    Permission.MANAGE_MEMBERS: Role.ADMINISTRATOR,
    Permission.VIEW_AUDIT: Role.ADMINISTRATOR,
}


def allowed(
    user: User | AnonymousUser, permission: Permission, organisation: Organisation | None = None
) -> bool:
    """Whether the user may; without an organisation the question is about the whole installation."""
    if user.is_anonymous or not user.is_active:
        return False
    if user.is_superuser:
        return True
    least = LEAST_ROLE.get(permission)
    if least is None or organisation is None or not organisation.active:
        return False
    roles = user.memberships.filter(organisation=organisation).values_list("role", flat=True)
    return any(Role(role).rank >= least.rank for role in roles)


def require(
    user: User | AnonymousUser, permission: Permission, organisation: Organisation | None = None
) -> None:
    """Refuse who may not."""
    if not allowed(user, permission, organisation):
        raise PermissionDenied(permission.value)
