"""How much one caller may ask. A caller is a network address that is never kept: only a keyed hash of it.

155 people in one room share one address, so a limit per caller is for what is costly, and never locks out
anybody else: there is no limit here that a stranger can fill for all.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from contextvars import ContextVar

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

__all__ = ["asking", "cache_key", "caller", "keyed", "spent", "within"]

# The request that is being answered in this thread; none in a worker or on the command line.
asking: ContextVar[HttpRequest | None] = ContextVar("asking", default=None)


def caller(request: HttpRequest | None = None) -> str:
    """Whoever asks, as a hash that only this installation can make; empty when nobody does."""
    request = request or asking.get()
    if request is None:
        return ""
    try:
        address = ipaddress.ip_address(get_adapter(request).get_client_ip(request))
    except (PermissionDenied, ValueError):
        return ""
    if address.version == 6:  # one line at home has a whole network of these
        address = ipaddress.ip_network(f"{address}/64", strict=False).network_address
    return keyed(str(address))


def within(what: str, *, whose: str, most: int, seconds: int) -> bool:
    """Count one more of something; False when that is more than the limit in this stretch of time."""
    if not whose:
        return True
    key = f"limiet:{what}:{keyed(whose)}"
    if cache.add(key, 1, seconds):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:  # it ended between the two
        return True


def spent(what: str, *, whose: str, most: int) -> bool:
    """Whether somebody is at the limit already; counts nothing."""
    return bool(whose) and int(cache.get(f"limiet:{what}:{keyed(whose)}", 0)) >= most


def keyed(text: str) -> str:
    """A hash under a key of this installation."""
    key = hashlib.sha256(b"callers:" + str(settings.SECRET_KEY).encode()).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]


def cache_key(key: str, prefix: str, version: int) -> str:
    """The name in the shared cache; those of login limits hold addresses, so they are hashed."""
    return f"{prefix}:{version}:{keyed(key) if key.startswith('allauth') else key}"
