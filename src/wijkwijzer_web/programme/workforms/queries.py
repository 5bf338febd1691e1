"""Reading the ready ways of working in the language of now."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404
from django.utils.translation import get_language

from wijkwijzer.programme import WorkForm, ready_workforms
from wijkwijzer.report import Language

__all__ = ["every", "one", "tongue"]


def tongue() -> Language:
    """The language of this page, of the two in which these texts are written."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def every() -> Mapping[str, WorkForm]:
    """All of them by key."""
    return ready_workforms(tongue())


def one(key: str) -> WorkForm:
    """The one with this key; 404 when there is none."""
    try:
        return every()[key]
    except KeyError:
        raise Http404 from None
