"""All public records in memory, as numbers: filters that combine and counts beside every value.

One object per process and per change. Counting is adding up: with 20,000 records any two filters and the
counts of all eleven take a few milliseconds (benchmarks/bench_catalogue.py), where a database takes seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

import numpy as np
import numpy.typing as npt
from django.core.cache import caches

from wijkwijzer_web.knowledge.models import Counter, FacetValue, KnowledgeRecord
from wijkwijzer_web.knowledge.records.queries import FACETS

__all__ = ["Catalogue", "Choice", "Mask", "catalogue"]

Mask = npt.NDArray[np.bool_]
Choice = Mapping[str, frozenset[str]]
KEY = "knowledge-catalogue"
_lock = Lock()


@dataclass(frozen=True, slots=True)
class _Facet:
    """Pairs of row and value of one filter."""

    values: tuple[str, ...]
    rows: npt.NDArray[np.int32]
    codes: npt.NDArray[np.int32]


class Catalogue:
    """Public records as they were at one change.

    Parameters
    ----------
    number
        The change.
    rows
        (primary key, key, published at) of every public record.
    pairs
        (primary key, filter, value).
    """

    def __init__(
        self,
        number: int,
        rows: Sequence[tuple[int, str, datetime | None]],
        pairs: Iterable[tuple[int, str, str]],
    ) -> None:
        self.number = number
        self.ids = [row[0] for row in rows]
        self.keys = tuple(row[1] for row in rows)  # the index keeps what a tuple means
        self.place = {key: place for place, key in enumerate(self.keys)}
        stamps = np.array([row[2].timestamp() if row[2] else 0.0 for row in rows], np.float64)
        self.newest = np.lexsort((np.array(self.ids, np.int64), -stamps))
        at = {pk: place for place, pk in enumerate(self.ids)}
        gathered: dict[str, tuple[list[int], list[str]]] = {facet: ([], []) for facet in FACETS}
        for pk, facet, value in pairs:
            if pk in at and facet in gathered:
                gathered[facet][0].append(at[pk])
                gathered[facet][1].append(value)
        self._facets = {facet: _coded(*lists) for facet, lists in gathered.items()}

    def __len__(self) -> int:
        return len(self.ids)

    def chosen(self, choice: Choice, *, without: str = "") -> Mask:
        """Records that fit: OR within a filter, AND between them; `without` leaves one filter out."""
        mask = np.ones(len(self), bool)
        for facet, wanted in choice.items():
            if facet != without and wanted:
                mask &= self._fits(facet, wanted)
        return mask

    def _fits(self, facet: str, wanted: frozenset[str]) -> Mask:
        one = self._facets[facet]
        codes = [code for code, value in enumerate(one.values) if value in wanted]
        fits = np.zeros(len(self), bool)
        fits[one.rows[np.isin(one.codes, codes)]] = True
        return fits

    def counts(self, choice: Choice, within: Mask | None = None) -> dict[str, dict[str, int]]:
        """Per filter and value, how many there would be with that value instead of what is chosen there."""
        everything = np.ones(len(self), bool) if within is None else within
        fits = {facet: self._fits(facet, wanted) for facet, wanted in choice.items() if wanted}
        all_of_them = everything.copy()
        for mask in fits.values():
            all_of_them &= mask
        found = {}
        for facet, one in self._facets.items():
            base = all_of_them
            if facet in fits:
                base = everything.copy()
                for other, mask in fits.items():
                    if other != facet:
                        base &= mask
            numbers = np.bincount(one.codes[base[one.rows]], minlength=len(one.values))
            found[facet] = dict(zip(one.values, numbers.tolist(), strict=True))
        return found

    def count(self, facet: str, places: Sequence[int]) -> dict[str, int]:
        """How many of the records at these places have each value of one filter."""
        mask, one = np.zeros(len(self), bool), self._facets[facet]
        mask[np.asarray(places, np.intp)] = True
        numbers = np.bincount(one.codes[mask[one.rows]], minlength=len(one.values))
        return dict(zip(one.values, numbers.tolist(), strict=True))

    def mask_of(self, keys: Iterable[str]) -> Mask:
        """Which records these keys are."""
        mask = np.zeros(len(self), bool)
        mask[[self.place[key] for key in keys if key in self.place]] = True
        return mask


def _coded(rows: list[int], values: list[str]) -> _Facet:
    names = sorted(set(values))
    number = {name: code for code, name in enumerate(names)}
    codes = np.fromiter((number[value] for value in values), np.int32, len(values))
    return _Facet(tuple(names), np.array(rows, np.int32), codes)


def catalogue() -> Catalogue:
    """The catalogue of now: what was changed a moment ago is in it."""
    number, held = Counter.current(), caches["local"]
    with _lock:
        found: Catalogue | None = held.get(KEY)
        if found is None or found.number != number:
            found = _read(number)
            held.set(KEY, found, None)
        return found


def _read(number: int) -> Catalogue:
    shown = KnowledgeRecord.objects.filter(public=True).exclude(kind="bewijsclaim")
    rows = list(shown.order_by("pk").values_list("pk", "key", "published_at"))
    pairs = FacetValue.objects.filter(record__in=shown).values_list("record_id", "facet", "value")
    return Catalogue(number, rows, pairs)
