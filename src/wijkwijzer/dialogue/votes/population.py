"""Shares of the population per answer to a background question, so that one can see who did not take part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

__all__ = ["age_range", "shares_by_age"]

Band = tuple[int, int | None]
"""From this age up to (not including) that age; None is no end."""

_PATTERNS = (
    (re.compile(r"^(?:tot|jonger dan|onder(?: de)?|under)\s+(\d+)"), "until"),
    (re.compile(r"^(?:tot en met|t/m)\s+(\d+)"), "through"),
    (re.compile(r"^(?:van\s+)?(\d+)\s*(?:jaar\s+)?(?:tot en met|t/m|[-–])\s*(\d+)"), "between through"),
    (re.compile(r"^(?:van\s+)?(\d+)\s*(?:jaar\s+)?tot\s+(\d+)"), "between until"),
    (re.compile(r"^(\d+)\s*(?:\+|(?:jaar )?(?:of|en) ouder|or older)"), "from"),
    (re.compile(r"^(?:ouder dan|vanaf|boven(?: de)?)\s+(\d+)"), "from"),
)


def age_range(answer: str, bounds: Iterable[int] = ()) -> Band | None:
    """Read an age group from the words of an answer; None when it is something else.

    `bounds` are ages at which figures are split: "25-45" ends at 45 when 45 is among them, else after 45.

    Examples
    --------
    >>> age_range("tot 25 jaar"), age_range("25 tot 45 jaar"), age_range("65 jaar of ouder")
    ((0, 25), (25, 45), (65, None))
    >>> age_range("25-44 jaar"), age_range("25-45", (25, 45)), age_range("Bewoner")
    ((25, 45), (25, 45), None)
    """
    text = " ".join(answer.casefold().split())
    for pattern, kind in _PATTERNS:
        if (found := pattern.match(text)) is None:
            continue
        ages = [int(group) for group in found.groups()]
        if kind == "from":
            return ages[0], None
        if kind.endswith("through") and ages[-1] not in set(bounds):
            ages[-1] += 1
        low = ages[0] if len(ages) == 2 else 0
        return (low, ages[-1]) if low < ages[-1] else None
    return None


def shares_by_age(answers: Iterable[str], bands: Mapping[Band, float]) -> dict[str, float]:
    """Share of the population per answer that is an age group.

    Parameters
    ----------
    answers
        All answers that a question offers.
    bands
        People (or shares) per band of the figures, without gaps.

    Returns
    -------
    dict of str to float
        Shares (0 to 1) of everyone in `bands`; empty when fewer than two answers are age groups, when one
        cuts a band in two, or when two overlap: then nothing can be compared.

    Examples
    --------
    >>> bands = {(0, 15): 20, (15, 25): 10, (25, 45): 30, (45, 65): 25, (65, None): 15}
    >>> shares_by_age(["tot 25 jaar", "25 tot 65 jaar", "65+", "zeg ik niet"], bands)
    {'tot 25 jaar': 0.3, '25 tot 65 jaar': 0.55, '65+': 0.15}
    >>> shares_by_age(["18 tot 30 jaar", "30+"], bands)
    {}
    """
    bounds = [low for low, _ in bands]
    total = sum(bands.values())
    asked = {answer: age_range(answer, bounds) for answer in answers}
    ranges = {answer: found for answer, found in asked.items() if found is not None}
    taken: list[Band] = []
    shares: dict[str, float] = {}
    for answer, (low, high) in ranges.items():
        inside = [band for band in bands if band[0] >= low and _ends(band[1]) <= _ends(high)]
        cut = any(_overlap(band, (low, high)) and band not in inside for band in bands)
        if not inside or cut or low != inside[0][0]:
            return {}
        taken += inside
        shares[answer] = sum(bands[band] for band in inside) / total if total else 0.0
    return shares if len(shares) > 1 and len(taken) == len(set(taken)) and total else {}


def _ends(age: int | None) -> float:
    return float("inf") if age is None else age


def _overlap(one: Band, other: Band) -> bool:
    return one[0] < _ends(other[1]) and other[0] < _ends(one[1])
