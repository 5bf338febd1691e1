"""Who does it: a view behind the login has a person of ours."""

from __future__ import annotations

from django.http import HttpRequest

from wijkwijzer_web.core.models import User

__all__ = ["actor_of"]


def actor_of(request: HttpRequest) -> User:
    """The person behind the request; only for views that require a login."""
    assert isinstance(request.user, User)
    return request.user
