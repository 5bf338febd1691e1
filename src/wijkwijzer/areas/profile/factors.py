"""What we know of each of the twelve factors: its leading indicators, their direction and how sure that
is.
"""

from __future__ import annotations

from collections.abc import Sequence

from wijkwijzer.areas.catalogue.factors import FACTORS, Factor
from wijkwijzer.areas.model import FactorView, IndicatorView, Statement, Text
from wijkwijzer.areas.profile.sentences import bare_sentence, indicator_sentence
from wijkwijzer.areas.profile.words import both

__all__ = ["MOST_LEADING", "make_factors"]

MOST_LEADING = 5
_NO_DIRECTION = Text("geen uitspraak", "no statement")


def make_factors(
    views: Sequence[IndicatorView], *, few: bool = False, ended: bool = False
) -> tuple[FactorView, ...]:
    """Return the twelve factors in their order; a factor without figures keeps its row, with the reason.

    Parameters
    ----------
    few : too few people live here for a share or a rate to say anything.
    ended : the area does not exist any more.
    """
    return tuple(
        _factor(factor, [view for view in views if view.info.factor == factor.key], few, ended)
        for factor in FACTORS
    )


def _factor(factor: Factor, views: list[IndicatorView], few: bool, ended: bool) -> FactorView:
    known = [view for view in views if view.latest.value is not None]
    leading = [view for view in known if view.info.leading][:MOST_LEADING] or known[:1]
    keys = tuple(view.info.key for view in views)
    if not leading:
        return FactorView(
            factor.number, factor.key, factor.name, False, keys, (), _NO_DIRECTION, None,
            Text("geen bron", "no source"), factor.unknown,
        )  # fmt: skip
    return FactorView(
        number=factor.number,
        key=factor.key,
        name=factor.name,
        known=True,
        indicators=keys,
        leading=tuple(view.info.key for view in leading),
        direction=_NO_DIRECTION if few else _direction(leading[0]),
        evidence=_evidence(leading[0], bare=few or ended),
        certainty=_certainty(leading[0], few),
    )


def _direction(view: IndicatorView) -> Text:
    """Say what the first and the last year show, as far as the intervals allow; this is no test of a
    trend.
    """
    if view.trend is not None:
        return view.trend.text
    series = view.base or view.own
    start = max(series.definition_breaks, default=0)
    if series.basis == "own":
        start = max(start, max(series.border_breaks, default=0))
    known = [i for i, value in enumerate(series.value) if value is not None and series.years[i] >= start]
    if len(known) < 2 or not series.draw_line:
        return Text("te weinig jaren", "too few years")
    first, last = known[0], known[-1]
    low, high = series.low[first], series.high[first]
    low2, high2 = series.low[last], series.high[last]
    if low is None or high is None or low2 is None or high2 is None:
        return Text("een schatting, geen richting te geven", "an estimate, no direction can be given")
    year = series.years[first]
    if low2 > high:
        return both("hoger dan in {year}", "higher than in {year}", year=year)
    if high2 < low:
        return both("lager dan in {year}", "lower than in {year}", year=year)
    return both("geen verschil met {year} aan te tonen", "no difference from {year} can be shown", year=year)


def _evidence(view: IndicatorView, bare: bool) -> Statement:
    value = view.latest.value or 0.0
    text = bare_sentence(view.info, view.latest) if bare else indicator_sentence(view.info, value)
    return Statement("indicator", {"indicator": view.info.key, "value": value}, text, (view.latest,))


def _certainty(view: IndicatorView, few: bool) -> Text:
    """Say how sure the evidence is: a register or count, or an estimate; with its year."""
    kind = Text("zwak: een schatting", "weak: an estimate") if view.info.modelled else Text("zeker", "sure")
    if few:
        kind = Text("zegt weinig: te weinig mensen", "says little: too few people")
    return both("{kind}, {year}", "{kind}, {year}", kind=kind, year=view.latest.year)
