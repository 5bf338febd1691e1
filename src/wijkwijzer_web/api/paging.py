"""Pages of a list: the Link header with the next and the previous one (RFC 8288)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

__all__ = ["link_header", "page_of"]


class Asked(Protocol):
    """A question about a list: which page, and how much on it."""

    pagina: int
    pagina_grootte: int

    def dict(self, *, by_alias: bool, exclude_unset: bool) -> dict[str, Any]:
        """What was asked, by the names in the address."""


def page_of(
    request: HttpRequest, response: HttpResponse, found: Sequence[Any] | QuerySet[Any], question: Asked
) -> dict[str, Any]:
    """One page of a list with its counts, under `rijen`; the links go in the header."""
    first = (question.pagina - 1) * question.pagina_grootte
    last = first + question.pagina_grootte
    total = found.count() if isinstance(found, QuerySet) else len(found)
    given = question.dict(by_alias=True, exclude_unset=True)
    response.headers["Link"] = link_header(request, given, question.pagina, last < total)
    return {
        "totaal": total,
        "pagina": question.pagina,
        "pagina_grootte": question.pagina_grootte,
        "rijen": list(found[first:last]),
    }


def link_header(request: HttpRequest, given: Mapping[str, Any], page: int, more: bool) -> str:
    """The links beside a page; `given` are the parameters that were asked with."""
    pages = {"prev": page - 1} if page > 1 else {}
    pages |= {"next": page + 1} if more else {}
    address = request.build_absolute_uri(request.path)
    return ", ".join(
        f'<{address}?{urlencode({**given, "pagina": number}, doseq=True)}>; rel="{name}"'
        for name, number in pages.items()
    )
