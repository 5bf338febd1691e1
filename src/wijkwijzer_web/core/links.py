"""Links with a signed key: whoever has the mail opens one row and nothing else."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import Http404
from django.urls import reverse

__all__ = ["key_in", "link_to", "sealed"]


def sealed(salt: str, key: object) -> str:
    """The secret part of a link that opens the row with this key."""
    return signing.Signer(salt=salt).sign(str(key))


def key_in(salt: str, token: str) -> str:
    """The key that a secret part holds; 404 when it was not made here."""
    try:
        return signing.Signer(salt=salt).unsign(token)
    except signing.BadSignature:
        raise Http404 from None


def link_to(name: str, token: str) -> str:
    """The whole address of a page by its name, with a secret part, for a mail."""
    return settings.SITE_URL.rstrip("/") + reverse(name, args=[token])
