"""Trends and peers in words: what is said, with its chance, and what is not said."""

from __future__ import annotations

from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.areas.compare.trends import FALSE_SHARE
from wijkwijzer.areas.model import AreaRef, PeerGroup, Text, Trend
from wijkwijzer.areas.profile.trend_check import TrendCheck, check_trend
from wijkwijzer.areas.profile.words import LEVEL_NAMES, both
from wijkwijzer.areas.store.reader import ReleaseReader

__all__ = ["make_peers", "make_trends"]

_NOTHING_POOR = TrendCheck((), False)
_NAMES = (
    "indicator", "slope", "low", "high", "against", "p_value", "q_value", "count", "first", "last", "turn",
    "with_country",
)  # fmt: skip
_CHANCE = Text(
    "Van 100 zulke uitspraken zijn er hooguit 5 toeval.",
    "Of 100 such statements at most 5 are chance.",
)
_OTHER_WAY = Text(
    "geen uitspraak: omgerekend is de richting anders dan in de grenzen van elk jaar",
    "no statement: converted, the direction differs from that in the borders of each year",
)
_NO_PEERS = Text(
    "Voor dit gebied is er geen goede vergelijking.",
    "There is no good comparison for this area.",
)


def make_trends(reader: ReleaseReader, place: int, country: AreaRef) -> dict[int, Trend]:
    """Return the trends of one area by the number of their indicator.

    Parameters
    ----------
    country : what is compared with; where its own figures lack, the common path of all areas with the figure.
    """
    rows = reader.trends(place)
    points = reader.points(place) if len(rows["indicator"]) else {}
    converted = reader.ref(place).level in ("wijk", "gemeente")
    level = LEVEL_NAMES[reader.ref(place).level]
    others = both("andere {level}", "other {level}", level=level)
    found = {}
    for number, slope, low, high, against, p_value, q_value, count, first, last, turn, with_country in zip(
        *(rows[name].tolist() for name in _NAMES), strict=True
    ):
        check = _NOTHING_POOR
        if converted:
            check = check_trend(points, number, catalogue()[number], slope)
        significant = q_value < FALSE_SHARE and not check.contradicted
        said = _say(significant, low, high, against, country.name if with_country else others, turn)
        found[number] = Trend(
            slope=slope,
            low=low,
            high=high,
            against_country=against,
            p_value=p_value,
            q_value=q_value,
            significant=significant,
            first_year=first,
            last_year=last,
            n_years=count,
            turning_point=(turn or None) if not check.contradicted else None,
            text=_OTHER_WAY if check.contradicted else said,
            chance=_CHANCE if significant else None,
            borders=_borders(reader.manifest.base_year if converted else None, check),
        )
    return found


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


def _say(significant: bool, low: float, high: float, against: float, country: str | Text, turn: int) -> Text:
    if not significant:
        return both(
            "geen ander verloop dan {name} aan te tonen",
            "no other course than {name} can be shown",
            name=country,
        )
    if against > 0:
        if low > 0:
            text = both("stijgt, meer dan in {name}", "rises, more than in {name}", name=country)
        elif high < 0:
            text = both("daalt, minder dan in {name}", "falls, less than in {name}", name=country)
        else:
            text = both("gaat omhoog vergeleken met {name}", "goes up compared with {name}", name=country)
    elif high < 0:
        text = both("daalt, meer dan in {name}", "falls, more than in {name}", name=country)
    elif low > 0:
        text = both("stijgt, minder dan in {name}", "rises, less than in {name}", name=country)
    else:
        text = both("gaat omlaag vergeleken met {name}", "goes down compared with {name}", name=country)
    if not turn:
        return text
    return both(
        "{text}; sinds {turn} anders dan ervoor",
        "{text}; other since {turn} than before",
        text=text,
        turn=turn,
    )


def make_peers(reader: ReleaseReader, place: int) -> PeerGroup | None:
    """Return the peers of one area; None when its context is unknown."""
    rows = reader.peers(place)
    if not len(rows["peer"]):
        return None
    if not bool(rows["good"][0]):
        return PeerGroup(False, (), (), _NO_PEERS)
    peers = tuple(reader.ref(peer) for peer in rows["peer"].tolist())
    text = both(
        "Dit gebied lijkt het meest op {first}, {second} en {third}.",
        "This area is most like {first}, {second} and {third}.",
        **dict(
            zip(("first", "second", "third"), (peer.name for peer in (*peers, *peers, *peers)), strict=False)
        ),
    )
    return PeerGroup(True, peers, tuple(round(value, 3) for value in rows["distance"].tolist()), text)
