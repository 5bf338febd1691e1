"""What stands behind what is said of one figure: its direction, its place, its parts, and its factor."""

from __future__ import annotations

from collections.abc import Sequence

from wijkwijzer.areas.methods import FEWEST_RESIDENTS
from wijkwijzer.areas.model import AreaProfile, Differences, FactorView, IndicatorView, Text
from wijkwijzer.areas.profile.differences import row_name
from wijkwijzer.areas.profile.direction import (
    comparable_years,
    direction_text,
    shown_series,
    told_trend,
    went,
)
from wijkwijzer.areas.profile.sentences import few_people
from wijkwijzer.areas.profile.why.reasons import (
    Turn,
    Why,
    address,
    compared,
    end_turns,
    figure_line,
    level_of,
    margin_line,
    place_lines,
    said_value,
    say,
    series_line,
    trend_line,
    turn,
)
from wijkwijzer.areas.profile.words import both

__all__ = ["why_course", "why_direction", "why_factors", "why_parts", "why_place"]

_MIDDLE = 50


# ---- which way a figure went
def why_direction(profile: AreaProfile, view: IndicatorView) -> Why:
    """Return what stands behind the direction of one figure, as above its chart and in its factor."""
    said = both("{name}: {way}.", "{name}: {way}.", name=view.info.name, way=direction_of(profile, view))
    rules, turns = _direction(profile, view)
    return Why(address("richting", view.info.key), said, _ends(profile, view), rules, turns, view.info.key)


def direction_of(profile: AreaProfile, view: IndicatorView) -> Text:
    """Return the direction as it is said of this area."""
    return direction_text(view, compared(profile, view))


def _ends(profile: AreaProfile, view: IndicatorView) -> tuple[Text, ...]:
    series = shown_series(view)
    years = [series.years[at] for at in comparable_years(series)]
    lines = [series_line(view, series, year) for year in dict.fromkeys((*years[:1], *years[-1:]))]
    trend = told_trend(view)
    lines += [say("figure.years", n=len(years))] if len(years) > 1 else []
    return (*lines, *([trend_line(profile, view, trend)] if trend is not None else []))


def _direction(profile: AreaProfile, view: IndicatorView) -> tuple[tuple[Text, ...], tuple[Turn, ...]]:
    key, found, trend = view.info.key, went(view), told_trend(view)
    if found is None:
        return (say("rule.few_years"),), (turn("two_years", key),)
    if trend is not None and trend.contradicted:
        return (say("rule.contradicted"),), (turn("agreed", key),)
    series, other = shown_series(view), compared(profile, view)
    if trend is None or not trend.significant:
        turns = end_turns(view, series, found.first, found.last, found.way)
        if not turns:
            return (say("rule.estimate"),), (turn("margin_known", key),)
        sure = () if trend is None else (turn("sure", key, country=other),)
        rules = (say("rule.ends"), *(() if trend is None else (say("rule.course", country=other),)))
        return rules, (*turns, *sure)
    chance = turn("chance_other", key, country=other)
    if found.way == 0:
        return (say("rule.course", country=other),), (chance,)
    first = series.value[series.years.index(found.first)] or 0.0
    what = "not_more" if found.way > 0 else "not_less"
    end = turn(what, key, first, year=found.last, bound=said_value(view.info, first))
    return (say("rule.course", country=other),), (end, chance)


# ---- where a figure lies
def why_place(profile: AreaProfile, view: IndicatorView) -> Why:
    """Return what stands behind the words above, around or below the middle."""
    position, level, key = view.position, level_of(profile), view.info.key
    said = both("{name}: {place}.", "{name}: {place}.", name=view.info.name, place=position.text)
    figures = (figure_line(view), *place_lines(profile, position))
    if position.side is None:
        turns: tuple[Turn, ...] = (turn("place_margin", key),)
        return Why(address("plaats", key), said, figures, (say("rule.place_estimate"),), turns, key)
    names = {
        "above": ("place_not_above",),
        "below": ("place_not_below",),
        "around": ("place_above", "place_below"),
    }[position.side]
    turns = tuple(turn(name, key, _MIDDLE, level=level, bound=_MIDDLE) for name in names)
    return Why(address("plaats", key), said, figures, (say("rule.place", level=level),), turns, key)


# ---- the parts of an area
def why_parts(view: IndicatorView, differences: Differences) -> Why:
    """Return what stands behind the sentence on the parts of an area."""
    info, year = view.info, differences.year
    known = [dot for dot in differences.dots if dot.value is not None]
    low = min(known, key=lambda dot: dot.value or 0.0)
    high = max(known, key=lambda dot: dot.value or 0.0)
    figures = []
    for dot in (low, high):
        line = margin_line(info, year, dot.value, dot.low, dot.high)
        figures.append(both("{area}: {line}", "{area}: {line}", area=row_name(dot), line=line))
    if low.high is None or high.low is None:
        turns: tuple[Turn, ...] = (turn("parts_margin", info.key),)
    elif low.high >= high.low:
        turns = (turn("parts_apart", info.key),)
    else:
        bound = said_value(info, high.low)
        turns = (turn("parts_touch", info.key, high.low, name=row_name(low), bound=bound),)
    return Why("verschillen", differences.text, tuple(figures), (say("rule.parts"),), turns, info.key)


# ---- the twelve factors
def why_factors(profile: AreaProfile) -> tuple[Why, ...]:
    """Return what stands behind each row of the table of factors."""
    return tuple(_factor(profile, factor) for factor in profile.factors)


def _factor(profile: AreaProfile, factor: FactorView) -> Why:
    key, name = f"factor-{factor.key}", factor.name
    if factor.evidence is None:
        said = both("{name}: {why}", "{name}: {why}", name=name, why=factor.reason or factor.certainty)
        unknown = (say("rule.factor_unknown"),)
        return Why(key, said, (say("figure.none"),), unknown, (turn("subject_known", factor.key),))
    view = profile.indicator(str(factor.evidence.params["indicator"]))
    said = both(
        "{name}: {evidence} {way}.", "{name}: {evidence} {way}.",
        name=name, evidence=factor.evidence.text, way=_capital(factor.direction),
    )  # fmt: skip
    gone = turn("first_gone", view.info.key, name=view.info.name)
    if few_people(profile.facts):
        few = (say("rule.factor"), say("rule.too_few_people", fewest=FEWEST_RESIDENTS))
        enough = turn("enough_people", "", FEWEST_RESIDENTS, bound=FEWEST_RESIDENTS)
        return Why(key, said, (figure_line(view),), few, (gone, enough), view.info.key)
    rules, turns = _direction(profile, view)
    figures = tuple(dict.fromkeys((figure_line(view), *_ends(profile, view))))
    return Why(key, said, figures, (say("rule.factor"), *rules), (gone, *turns), view.info.key)


def _capital(text: Text) -> Text:
    return Text(text.nl[:1].upper() + text.nl[1:], text.en[:1].upper() + text.en[1:])


# ---- how many figures went another way
def why_course(profile: AreaProfile, said: Text, views: Sequence[IndicatorView]) -> Why:
    """Return what stands behind the sentence that counts the figures with another course.

    Parameters
    ----------
    said : the sentence, as the document says it.
    views : the figures that are drawn under it.
    """
    trends = [(view, trend) for view in views if (trend := told_trend(view)) is not None]
    figures = tuple(_named_trend(profile, view) for view, _trend in trends) or (say("figure.none"),)
    rule = say("rule.counted", country=profile.identity.country.name)
    named = [view for view, trend in trends if trend.significant]
    turns = tuple(turn("chance_one", view.info.key, name=view.info.name) for view in named)
    if not turns and trends:
        turns = (turn("sure_one", trends[0][0].info.key),)
    return Why(
        "ontwikkeling", said, figures, (rule,), turns or (turn("two_years" if not views else "eight_years"),)
    )


def _named_trend(profile: AreaProfile, view: IndicatorView) -> Text:
    trend = told_trend(view)
    assert trend is not None
    line = trend_line(profile, view, trend)
    return both("{name}: {line}", "{name}: {line}", name=view.info.name, line=line)
