"""Addresses by name, looked up once a language: a page writes two hundred, and most stand on every page."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language

__all__ = ["address"]


def address(name: str, *args: str) -> str:
    """What `reverse` gives for a name and its parts.

    Raises
    ------
    NoReverseMatch
        No page has this name.
    """
    here = (get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), get_language())
    return _reversed(name, args, *here)


@lru_cache(maxsize=8192)
def _reversed(name: str, args: tuple[str, ...], urlconf: str, _prefix: str, _language: str | None) -> str:
    return reverse(name, urlconf=urlconf, args=args)
