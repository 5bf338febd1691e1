"""Pages of a list: the Link header with the next and the previous one (RFC 8288)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

__all__ = ["link_header"]


def link_header(request: HttpRequest, given: Mapping[str, Any], page: int, more: bool) -> str:
    """The links beside a page; `given` are the parameters that were asked with."""
    pages = {"prev": page - 1} if page > 1 else {}
    pages |= {"next": page + 1} if more else {}
    address = request.build_absolute_uri(request.path)
    return ", ".join(
        f'<{address}?{urlencode({**given, "pagina": number})}>; rel="{name}"'
        for name, number in pages.items()
    )
