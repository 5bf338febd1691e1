"""Continuity as a figure: blijfkans, the chance that who knocked still finds the same carrier years later.

blijfkans(h) = share of months in a window from which the same carrier stays h months without a gap over
three months. "Wie in een willekeurige maand aanklopte, vond in 67 van de 100 gevallen vijf jaar later
dezelfde organisatie nog." Beside it and never summed: covered share, breaks, money already granted, number
of projects. It meets nine demands that covered share, longest spell, entropy and median project length do
not (tests/library/programme).

Months that nobody recorded give bounds, not zeros. What began recently has no five-year figure yet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from wijkwijzer.errors import InputError

__all__ = ["Continuity", "Effort", "Share", "continuity", "continuity_sentence"]

BoolArray = NDArray[np.bool_]
GAP = 3
"""Months without the carrier that do not count as a break."""
FIVE_YEARS, ONE_YEAR = 60, 12
MOST_AHEAD = 48
LONGEST_WINDOW = 1200


@dataclass(frozen=True)
class Effort:
    """Somebody's work in an area: months `first` up to and including `last`, counted from any fixed month.

    `granted` is the last month for which money was promised when the effort began, by default `last`.
    """

    carrier: str
    first: int
    last: int
    person: str = ""
    project: str = ""
    granted: int | None = None


@dataclass(frozen=True)
class Share:
    """A share with bounds: equal when everything was recorded."""

    low: float
    high: float

    @property
    def exact(self) -> bool:
        """Whether nothing is missing."""
        return abs(self.high - self.low) < 1e-12


@dataclass(frozen=True)
class Continuity:
    """Continuity of one area over a window. A blijfkans is `None` when it is too soon to tell, or nobody is
    named.

    `breaks` and `longest_break` count months in which nobody was there, between the first and the last
    effort; `money_ahead` is the mean of years already granted (at most four).
    """

    months: int
    organisation: Share | None
    person: Share | None
    organisation_one_year: Share | None
    covered: Share
    breaks: int
    longest_break: int
    money_ahead: float
    projects: int
    unknown_months: int


def continuity(
    efforts: Sequence[Effort], first: int, last: int, *, unknown: Sequence[tuple[int, int]] = ()
) -> Continuity:
    """Return the continuity of an area between two months.

    Parameters
    ----------
    efforts : what is known to have run there; what ends after `last` counts up to `last`.
    first, last : the window, both included. Windows of unequal length are never compared.
    unknown : spans of months (both included) of which nothing was recorded.

    Raises
    ------
    InputError
        A window that ends before it begins, an effort that does, or a carrier without a name.

    Examples
    --------
    >>> one = continuity([Effort("Buurtwerk", 0, 239)], 0, 239)
    >>> one.organisation.low, one.breaks
    (1.0, 0)
    >>> carousel = [Effort(f"Stichting {i}", 12 * i, 12 * i + 11) for i in range(20)]
    >>> continuity(carousel, 0, 239).organisation.low
    0.0
    """
    months = last - first + 1
    _check(efforts, months)
    hidden = _covered(unknown, first, months)
    carriers = _present(efforts, lambda each: each.carrier, first, months)
    nameless = _present([e for e in efforts if not e.person], lambda each: each.carrier, first, months)
    people = _present([e for e in efforts if e.person], lambda each: each.person, first, months)
    organisations = ([each & ~hidden for each in carriers], [each | hidden for each in carriers])
    persons = ([each & ~hidden for each in people], [each | hidden for each in (*people, *nameless)])
    anyone = np.logical_or.reduce([*map(_bridge, carriers), np.zeros(months, dtype=bool)])
    gaps = [gap for gap in _gaps(anyone | hidden) if gap > GAP]
    return Continuity(
        months=months,
        organisation=_stays(*organisations, hidden, FIVE_YEARS),
        person=_stays(*persons, hidden, FIVE_YEARS) if people else None,
        organisation_one_year=_stays(*organisations, hidden, ONE_YEAR),
        covered=Share(float((anyone & ~hidden).mean()), float((anyone | hidden).mean())),
        breaks=len(gaps),
        longest_break=max(gaps, default=0),
        money_ahead=_money_ahead(efforts, first, months),
        projects=len(
            {(e.carrier, e.project, e.first) for e in efforts if e.last >= first and e.first <= last}
        ),
        unknown_months=int(hidden.sum()),
    )


def _check(efforts: Sequence[Effort], months: int) -> None:
    if not 1 <= months <= LONGEST_WINDOW:
        raise InputError("Het einde ligt niet voor het begin, en niet meer dan honderd jaar later.")
    for effort in efforts:
        if effort.last < effort.first:
            raise InputError("Een inzet eindigt niet voor hij begint.")
        if not effort.carrier.strip():
            raise InputError("Een inzet heeft een organisatie.")


def _covered(spans: Sequence[tuple[int, int]], first: int, months: int) -> BoolArray:
    covered = np.zeros(months, dtype=bool)
    for start, end in spans:
        covered[max(start - first, 0) : max(end - first + 1, 0)] = True
    return covered


def _present(
    efforts: Sequence[Effort], name: Callable[[Effort], str], first: int, months: int
) -> list[BoolArray]:
    """Months of presence per carrier (or person), in order of name."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for effort in efforts:
        spans.setdefault(name(effort), []).append((effort.first, effort.last))
    return [_covered(spans[each], first, months) for each in sorted(spans)]


def _stays(low: list[BoolArray], high: list[BoolArray], hidden: BoolArray, horizon: int) -> Share | None:
    """Share of the months with a whole horizon after them from which a carrier stays; None: too soon."""
    starts = len(hidden) - horizon + 1
    began = [int(np.argmax(each)) for each in low if each.any()]
    if starts <= 0 or (began and min(began) >= starts and not hidden.any()):
        return None
    return Share(_stay_share(low, horizon, starts), _stay_share([*high, hidden], horizon, starts))


def _stay_share(present: list[BoolArray], horizon: int, starts: int) -> float:
    stays = np.zeros(starts, dtype=bool)
    for each in present:
        total = np.concatenate([[0], np.cumsum(_bridge(each))])
        stays |= total[horizon:] - total[:-horizon] == horizon
    return float(stays.mean())


def _bridge(present: BoolArray) -> BoolArray:
    """Fill gaps of at most three months between two months of presence."""
    filled = present.copy()
    for a, b in pairwise(np.flatnonzero(present).tolist()):
        if 1 < b - a <= GAP + 1:
            filled[a:b] = True
    return filled


def _gaps(present: BoolArray) -> list[int]:
    return [b - a - 1 for a, b in pairwise(np.flatnonzero(present).tolist()) if b - a > 1]


def _money_ahead(efforts: Sequence[Effort], first: int, months: int) -> float:
    """Mean over the window of the years for which money was already promised, by whoever promised longest."""
    ahead = np.zeros(months)
    month = np.arange(first, first + months)
    for effort in efforts:
        until = effort.last if effort.granted is None else effort.granted
        running = (month >= effort.first) & (month <= effort.last)
        ahead = np.maximum(ahead, np.where(running, np.minimum(until - month + 1, MOST_AHEAD), 0))
    return float(ahead.mean() / 12)


def continuity_sentence(found: Continuity, language: str = "nl") -> str:
    """Say the blijfkans of organisations in words.

    Examples
    --------
    >>> continuity_sentence(continuity([Effort("Buurtwerk", 0, 239)], 0, 239), "en")
    'Whoever knocked in any month found the same organisation five years later in 100 of 100 cases.'
    """
    english = language.startswith("en")
    share = found.organisation
    if share is None:
        return "Too soon to tell." if english else "Nog te kort om te zeggen."
    low, high = round(100 * share.low), round(100 * share.high)
    if english:
        count = f"{low}" if low == high else f"{low} to {high}"
        knocked = "Whoever knocked in any month found the same organisation"
        return f"{knocked} five years later in {count} of 100 cases."
    count = f"{low}" if low == high else f"{low} tot {high}"
    cases = f"in {count} van de 100 gevallen vijf jaar later dezelfde organisatie nog"
    return f"Wie in een willekeurige maand aanklopte, vond {cases}."
