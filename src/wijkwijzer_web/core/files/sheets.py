"""What a page offers on paper: a sheet made now, in the language of the page, with who says it and where."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import get_language

from wijkwijzer.report import Block, Document, Meta

__all__ = ["sheet"]


def sheet(
    title: str, subtitle: str, blocks: Sequence[Block], *, organisation: object, url: str, spoken: str = ""
) -> Document:
    """The document; `organisation` may be None, `spoken` is the language people wrote in when it differs."""
    return Document(
        title=title,
        subtitle=subtitle,
        meta=Meta(made_on=timezone.localdate(), organisation=str(organisation or ""), url=url),
        blocks=tuple(blocks),
        language="en" if (get_language() or "nl").startswith("en") else "nl",
        layout="sheet",
        spoken=spoken,
    )
