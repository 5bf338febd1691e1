"""PDOK: the wijk- en buurtkaart by OGC API Features, or by WFS."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wijkwijzer.errors import InputError
from wijkwijzer.opendata.fetching.client import Client, Page

__all__ = ["BASE_OGC", "BASE_WFS", "pages_ogc", "pages_wfs"]

BASE_OGC = "https://api.pdok.nl/cbs/wijken-en-buurten-{year}/ogc/v1"
BASE_WFS = "https://service.pdok.nl/cbs/wijkenbuurten/{year}/wfs/v1_0"
_PAGE = 1000


def pages_ogc(
    client: Client, year: int, collection: str, *, base: str = BASE_OGC, limit: int = _PAGE
) -> Iterator[Page]:
    """Yield pages of features, by the link "next" of each page.

    Parameters
    ----------
    collection : "buurten", "wijken" or "gemeenten".
    """
    address = f"{base.format(year=year)}/collections/{collection}/items?f=json&limit={limit}"
    yield from client.pages(address, _next_link)


def _next_link(content: Any) -> str | None:
    links = content.get("links") or []
    return next((str(link["href"]) for link in links if link.get("rel") == "next"), None)


def pages_wfs(
    client: Client, year: int, layer: str, *, base: str = BASE_WFS, count: int = _PAGE
) -> Iterator[Page]:
    """Yield pages of features by ``startIndex``, until one has fewer features than was asked for."""
    start = 0
    while True:
        address = (
            f"{base.format(year=year)}?service=WFS&version=2.0.0&request=GetFeature&typeName={layer}"
            f"&outputFormat=application/json&srsName=EPSG:4326&count={count}&startIndex={start}"
        )
        content = client.json(address)
        features = content.get("features")
        if not isinstance(features, list):
            raise InputError("In dit antwoord staan geen gebieden ('features').", file=address)
        total = content.get("numberMatched")
        if features:
            yield Page(address, content, total if isinstance(total, int) else None)
        if len(features) < count:
            return
        start += count
