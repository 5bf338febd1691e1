"""Trends and peers in words: what is said, with its chance, and what is not said."""

from __future__ import annotations

from wijkwijzer.areas.profile import AreaRef, PeerGroup, Text, Trend
from wijkwijzer.areas.reader import ReleaseReader
from wijkwijzer.areas.trend_table import FALSE_SHARE
from wijkwijzer.areas.words import LEVEL_NAMES, both

__all__ = ["make_peers", "make_trends"]

_NAMES = (
    "indicator", "slope", "low", "high", "against", "p_value", "q_value", "count", "first", "last", "turn",
    "with_country",
)  # fmt: skip
_CHANCE = Text(
    "Van 100 zulke uitspraken zijn er hooguit 5 toeval.",
    "Of 100 such statements at most 5 are chance.",
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
    level = LEVEL_NAMES[reader.ref(place).level]
    others = both("andere {level}", "other {level}", level=level)
    found = {}
    for number, slope, low, high, against, p_value, q_value, count, first, last, turn, with_country in zip(
        *(rows[name].tolist() for name in _NAMES), strict=True
    ):
        significant = q_value < FALSE_SHARE
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
            turning_point=turn or None,
            text=_say(significant, low, high, against, country.name if with_country else others, turn),
            chance=_CHANCE if significant else None,
        )
    return found


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
