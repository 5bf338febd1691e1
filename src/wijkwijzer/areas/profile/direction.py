"""Which way a figure went, said in one way everywhere: above the chart, in the table of factors, in the Kop.

The direction is always that of the series that is drawn. It is compared with the country only when the
difference is more than chance, both in points and in proportion: who has few cannot fall by as many points.
"""

from __future__ import annotations

from dataclasses import dataclass

from wijkwijzer.areas.catalogue.units import unit
from wijkwijzer.areas.model import AreaRef, IndicatorInfo, IndicatorView, Series, Text, Trend
from wijkwijzer.areas.profile.words import LEVEL_NAMES, both

__all__ = [
    "Went",
    "comparable_years",
    "compared_with",
    "direction_text",
    "short_direction",
    "shown_series",
    "told_trend",
    "went",
]

_FEW_YEARS = Text("te weinig jaren", "too few years")
_OTHER_WAY = Text(
    "niet te zeggen: omgerekend is de richting anders dan in de grenzen van elk jaar",
    "cannot be said: converted, the direction differs from that in the borders of each year",
)
_ESTIMATE = Text("een schatting: geen richting te geven", "an estimate: no direction can be given")


@dataclass(frozen=True, slots=True)
class Went:
    """The first and last year that may be compared, and which way: surely higher (1), lower (-1)."""

    first: int
    last: int
    way: int


def shown_series(view: IndicatorView) -> Series:
    """Return the series that is drawn: the one that a verdict is about, else the one that says the most.

    A base-year series of which years are flagged (much comes from areas that changed) mixes two things;
    without a verdict the own figures with a break at the border say more.
    """
    base = view.base
    if base is None:
        return view.own
    if view.trend is not None and view.trend.basis == "base" and base.draw_line:
        return base
    if not base.flagged and _known(base) >= max(2, _known(view.own)):
        return base
    return view.own


def _known(series: Series) -> int:
    return sum(value is not None for value in series.value)


def told_trend(view: IndicatorView) -> Trend | None:
    """Return the trend of what is drawn; none where it is about another series."""
    series = shown_series(view)
    if view.trend is None or view.doubt is not None or not series.draw_line:
        return None
    return view.trend if view.trend.basis == series.basis else None


def comparable_years(series: Series) -> list[int]:
    """Return the places of the known years since the last break: only those may be put beside each other."""
    start = max([*series.border_breaks, *series.definition_breaks], default=0)
    known = [at for at, value in enumerate(series.value) if value is not None]
    return [at for at in known if series.years[at] >= start] or known[-1:]


def went(view: IndicatorView) -> Went | None:
    """Return which way the drawn series went; None when it has too few comparable years."""
    series = shown_series(view)
    known = comparable_years(series)
    if len(known) < 2 or not series.draw_line:
        return None
    first, last = known[0], known[-1]
    change = (series.value[last] or 0.0) - (series.value[first] or 0.0)
    trend = told_trend(view)
    if trend is not None and trend.significant:
        sure = 1 if trend.low > 0 else -1 if trend.high < 0 else 0
        # What the eye sees from end to end must not say the opposite.
        way = sure if sure * change > 0 else 0
    else:
        way = _apart(series, first, last)
    return Went(series.years[first], series.years[last], way)


def _apart(series: Series, first: int, last: int) -> int:
    """Whether the whole interval of the last year lies above (1) or below (-1) that of the first."""
    low, high, low2, high2 = series.low[first], series.high[first], series.low[last], series.high[last]
    if low is None or high is None or low2 is None or high2 is None:
        return 0
    return 1 if low2 > high else -1 if high2 < low else 0


def compared_with(view: IndicatorView, level: str, country: AreaRef) -> str | Text:
    """Return what a trend is compared with: the country, or where that is unknown the other areas."""
    if view.trend is not None and not view.trend.with_country:
        return both("andere {level}", "other {level}", level=LEVEL_NAMES[level])
    return country.name


def direction_text(view: IndicatorView, country: str | Text) -> Text:
    """Say which way a figure went, and whether that is more or less than in the country.

    Parameters
    ----------
    country : what it is compared with.
    """
    found = went(view)
    if view.doubt is not None:
        return both(
            "niet te zeggen: in {year} viel dit cijfer overal tegelijk weg",
            "cannot be said: in {year} this figure fell away everywhere at once",
            year=view.doubt,
        )
    if found is None:
        return _FEW_YEARS
    trend = told_trend(view)
    if trend is not None and trend.contradicted:
        return _OTHER_WAY
    compared = trend is not None and trend.significant
    if found.way == 0 and not compared and _unsure(view):
        return _ESTIMATE
    text = _own_way(view.info, found)
    if trend is None or not compared:
        return text
    up = trend.against_country > 0
    text = both(
        "{text}, {than} {name}", "{text}, {than} {name}", text=text, than=_THAN[found.way, up], name=country
    )
    if trend.turning_point:
        return both(
            "{text}; sinds {turn} anders",
            "{text}; other since {turn} than before",
            text=text,
            turn=trend.turning_point,
        )
    return text


def short_direction(view: IndicatorView) -> Text | None:
    """Return the direction for a heading: only which way, and only when that is sure."""
    found = went(view)
    if found is None or found.way == 0 or view.doubt is not None:
        return None
    trend = told_trend(view)
    if trend is not None and trend.contradicted:
        return None
    return _own_way(view.info, found)


def _unsure(view: IndicatorView) -> bool:
    series = shown_series(view)
    known = comparable_years(series)
    return any(series.low[at] is None or series.high[at] is None for at in (known[0], known[-1]))


def _own_way(info: IndicatorInfo, found: Went) -> Text:
    words = unit(info.unit_key)
    if found.way == 0:
        return both("niet zeker anders dan in {year}", "not surely other than in {year}", year=found.first)
    way = words.more if found.way > 0 else words.less
    return both("{way} dan in {year}", "{way} than in {year}", way=way, year=found.first)


_THAN = {
    (1, True): Text("sterker gestegen dan in", "risen more than in"),
    (1, False): Text("minder gestegen dan in", "risen less than in"),
    (0, True): Text("wel gestegen vergeleken met", "but risen compared with"),
    (0, False): Text("wel gedaald vergeleken met", "but fallen compared with"),
    (-1, True): Text("minder gedaald dan in", "fallen less than in"),
    (-1, False): Text("sterker gedaald dan in", "fallen more than in"),
}
