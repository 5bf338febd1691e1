"""Trends and peers in words: what is said, with its chance, and what is not said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from wijkwijzer.areas.compare.trends import FALSE_SHARE
from wijkwijzer.areas.model import PeerGroup, Text, Trend
from wijkwijzer.areas.profile.trend_check import TrendCheck, check_trend
from wijkwijzer.areas.profile.words import both
from wijkwijzer.areas.store.reader import ReleaseReader

__all__ = ["make_peers", "make_trends"]

_NOTHING_POOR = TrendCheck((), False)
_NAMES = (
    "indicator", "slope", "low", "high", "against", "p_value", "q_value", "count", "first", "last", "turn",
    "with_country", "ratio_against", "ratio_p",
)  # fmt: skip
_CHANCE = Text(
    "Van 100 zulke uitspraken zijn er hooguit 5 toeval.",
    "Of 100 such statements at most 5 are chance.",
)
_UNSAID = Text("", "")
"""The direction is said once the drawn series is known (`wijkwijzer.areas.profile.direction`)."""
_NO_PEERS = Text(
    "Voor dit gebied is er geen goede vergelijking.",
    "There is no good comparison for this area.",
)


def make_trends(reader: ReleaseReader, place: int) -> dict[int, Trend]:
    """Return the trends of one area by the number of their indicator; what they say is filled in later."""
    rows = reader.trends(place)
    points = reader.points(place) if len(rows["indicator"]) else {}
    converted = reader.ref(place).level in ("wijk", "gemeente")
    found = {}
    for row in zip(*(rows[name].tolist() for name in _NAMES), strict=True):
        of = dict(zip(_NAMES, row, strict=True))
        number = of["indicator"]
        check = _NOTHING_POOR
        if converted:
            check = check_trend(points, number, reader.breaks(number), of["slope"])
        found[number] = Trend(
            slope=of["slope"],
            low=of["low"],
            high=of["high"],
            against_country=of["against"],
            p_value=of["p_value"],
            q_value=of["q_value"],
            significant=_significant(of) and not check.contradicted,
            first_year=of["first"],
            last_year=of["last"],
            n_years=of["count"],
            turning_point=(of["turn"] or None) if not check.contradicted else None,
            text=_UNSAID,
            chance=_CHANCE if _significant(of) and not check.contradicted else None,
            borders=_borders(reader.manifest.base_year if converted else None, check),
            basis="base" if converted else "own",
            with_country=of["with_country"],
            contradicted=check.contradicted,
        )
    return found


def _significant(of: Mapping[str, Any]) -> bool:
    """More than chance in points, and the same in proportion where that means anything."""
    if not of["q_value"] < FALSE_SHARE:
        return False
    ratio = of["ratio_against"]
    return bool(ratio != ratio or (ratio * of["against"] > 0 and of["ratio_p"] < FALSE_SHARE))


def _borders(base_year: int | None, check: TrendCheck) -> Text:
    """Say in which borders, and how much of it was converted."""
    if base_year is None:
        return Text("in de grenzen van nu", "in the borders of now")
    if not check.flagged:
        return both("in de grenzen van {year}", "in the borders of {year}", year=base_year)
    count = len(check.flagged)
    which = Text(f"{count} jaren", f"{count} years") if count > 1 else check.flagged[0]
    return both(
        "in de grenzen van {year}; van {which} is meer dan een tiende omgerekend",
        "in the borders of {year}; of {which} over a tenth was converted",
        year=base_year,
        which=which,
    )


def make_peers(reader: ReleaseReader, place: int) -> PeerGroup | None:
    """Return the peers of one area; None when its context is unknown."""
    rows = reader.peers(place)
    if not len(rows["peer"]):
        return None
    if not bool(rows["good"][0]):
        return PeerGroup(False, (), (), _NO_PEERS)
    places = rows["peer"].tolist()
    gemeenten = tuple(reader.gemeente_name(peer) for peer in places)
    group = PeerGroup(
        True,
        tuple(reader.ref(peer) for peer in places),
        tuple(round(value, 3) for value in rows["distance"].tolist()),
        _NO_PEERS,
        gemeenten,
    )
    names = [name for _area, name in group.named] * 3
    text = both(
        "Dit gebied lijkt het meest op {first}, {second} en {third}.",
        "This area is most like {first}, {second} and {third}.",
        **dict(zip(("first", "second", "third"), names, strict=False)),
    )
    return replace(group, text=text)
