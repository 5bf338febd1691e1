"""Indicators without any figure for an area, each with the table that would fill it."""

from __future__ import annotations

from wijkwijzer.areas.catalogue import catalogue, indicator
from wijkwijzer.areas.model import MissingIndicator, Text
from wijkwijzer.areas.store.manifest import Manifest
from wijkwijzer.opendata.description import source

__all__ = ["could_be_here", "missing_indicators"]


def missing_indicators(manifest: Manifest) -> dict[str, MissingIndicator]:
    """Return for every indicator what to say of an area without it: the table that would fill it, and why."""
    read = {info.key for info in manifest.sources}
    late = {each.indicator for each in manifest.unpublished}
    infos = {info.key: info for info in manifest.indicators}
    result = {}
    for entry in catalogue():
        if entry.key in infos:
            own = source(entry.sources[0])
            table = f"{own.name} ({own.tables[max(own.tables)]})" if own.tables else own.name
            reason = _reason(entry.sources[0] in read, entry.key in late)
            result[entry.key] = MissingIndicator(infos[entry.key], table, reason)
    return result


def could_be_here(key: str, gemeente: str | None) -> bool:
    """Return whether any source of an indicator is about this gemeente (None: the whole country).

    Examples
    --------
    >>> could_be_here("bbga_inwoners", "GM0518"), could_be_here("bbga_inwoners", "GM0363")
    (False, True)
    >>> could_be_here("inwoners", "GM0518")
    True
    """
    covered = [source(name).gemeenten for name in indicator(key).sources]
    return any(not gemeenten or gemeente in gemeenten for gemeenten in covered)


def _reason(read: bool, late: bool) -> Text:
    if not read:
        return Text("deze bron is niet gelezen", "this source was not read")
    if late:
        return Text("nog niet gepubliceerd in de gelezen bestanden", "not published yet in the files read")
    return Text(
        "de gelezen bestanden hebben dit niet voor dit gebied", "the files read lack this for this area"
    )
