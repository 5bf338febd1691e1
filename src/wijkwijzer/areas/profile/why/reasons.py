"""What stands behind every sentence of an area: its figures, its rule, and what would make it read otherwise.

Each `Turn` names one thing and the bound beyond which the sentence reads otherwise; a test takes every turn
of every sentence over its bound and makes the page again. Words: `words.toml` of this room.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from wijkwijzer.areas.catalogue import indicator, told_lines
from wijkwijzer.areas.catalogue.units import unit
from wijkwijzer.areas.methods import FEWEST_RESIDENTS
from wijkwijzer.areas.model import (
    AreaProfile,
    Figure,
    IndicatorInfo,
    IndicatorView,
    Position,
    Series,
    Statement,
    Text,
    Trend,
)
from wijkwijzer.areas.profile.direction import compared_with
from wijkwijzer.areas.profile.summary import THIRD, outer_margin
from wijkwijzer.areas.profile.words import LEVEL_NAMES, amount, both, figure_text
from wijkwijzer.words import vocabulary

__all__ = ["Turn", "Why", "why_points", "why_sentences", "why_unknown"]

_ROOM = "wijkwijzer.areas.profile"


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that makes a sentence read otherwise.

    `what` is its key, `indicator` the figure it is about ("" for none), and `bound` the value from which (or
    beyond which, as `text` says) it does.
    """

    what: str
    text: Text
    indicator: str = ""
    bound: float | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """What stands behind one sentence; `key` is its address on the page that tells it.

    `indicator` is the figure that the sentence is about, "" when it is about more or none.
    """

    key: str
    said: Text
    figures: tuple[Text, ...]
    rule: tuple[Text, ...]
    turns: tuple[Turn, ...]
    indicator: str = ""


def address(part: str, key: str) -> str:
    """Return where stands what is behind a sentence: the part of the page and what it is about.

    Examples
    --------
    >>> address("richting", "p_koop")
    'richting-p-koop'
    """
    return f"{part}-{key.replace('_', '-')}"


# ---- words
def say(key: str, **parts: object) -> Text:
    """Fill a sentence of this room in both languages; a `Text` gives each its own."""
    nl, en = (
        vocabulary(_ROOM, language)[key].format(
            **{
                name: getattr(part, language) if isinstance(part, Text) else part
                for name, part in parts.items()
            }
        )
        for language in ("nl", "en")
    )
    return Text(nl, en)


def turn(what: str, indicator: str = "", bound: float | None = None, /, **parts: object) -> Turn:
    """Return a turn with its words; `parts` fill them."""
    return Turn(what, say(f"turn.{what}", **parts), indicator, bound)


def said_value(info: IndicatorInfo, value: float) -> Text:
    """Return a bound with one decimal more than the figure: it lies between two figures."""
    between = round(value, info.decimals) != round(value, info.decimals + 1)
    after, said = unit(info.unit_key).after, amount(value, info.decimals + between)
    return Text(said.nl + after.nl, said.en + after.en)


def level_of(profile: AreaProfile) -> Text:
    """Return the areas that this one is compared with."""
    return LEVEL_NAMES[profile.identity.level]


def compared(profile: AreaProfile, view: IndicatorView) -> str | Text:
    """Return what a trend of this figure is compared with."""
    return compared_with(view, profile.identity.level, profile.identity.country)


# ---- figures
def figure_line(view: IndicatorView) -> Text:
    """Return a figure with its year, and its margin where it has one."""
    info, latest = view.info, view.latest
    return margin_line(info, latest.year or 0, latest.value, latest.low, latest.high)


def margin_line(
    info: IndicatorInfo, year: int, value: float | None, low: float | None, high: float | None
) -> Text:
    """Return the value of one year, with its margin where it has one."""
    if value is None or low is None or high is None or low == high:
        return say("figure.of", name=info.name, value=figure_text(info, value), year=year)
    bounds = {"low": said_value(info, low), "high": said_value(info, high)}
    return say("figure.range", name=info.name, value=said_value(info, value), year=year, **bounds)


def beside_lines(profile: AreaProfile, view: IndicatorView) -> list[Text]:
    """Return the same figure of gemeente and country."""
    year, identity, lines = view.latest.year, profile.identity, []
    for place, series in ((identity.gemeente, view.gemeente), (identity.country, view.country)):
        value = value_at(series, year)
        if place is not None and value is not None and place.key != identity.key:
            said = figure_text(view.info, value)
            lines.append(say("figure.of_place", name=view.info.name, place=place.name, value=said, year=year))
    return lines


def place_lines(profile: AreaProfile, position: Position) -> list[Text]:
    """Return where a figure lies among others, and among those of the same urbanity."""
    if position.percentile is None:
        return []
    level, n = level_of(profile), amount(position.n, 0)
    shared = {"n": n, "level": level, "year": position.year}
    if position.low is None or position.high is None:
        return [say("figure.place_exact", low=_percentile(position.percentile), **shared)]
    lines = [say("figure.place", of=_span(position.low, position.high), **shared)]
    if position.like_low is not None and position.like_high is not None:
        of = _span(position.like_low, position.like_high)
        lines.append(say("figure.place_like", of=of, level=level))
    return lines


def trend_line(profile: AreaProfile, view: IndicatorView, trend: Trend) -> Text:
    """Return what a trend is made of: its change a year, how much that differs, and its chance."""
    often = trend.p_value * 100
    chance = say("figure.chance", n=round(often)) if often >= 1 else say("figure.chance_rare")
    return say(
        "figure.trend",
        first=trend.first_year,
        last=trend.last_year,
        slope=_signed(view.info, trend.slope),
        against=_signed(view.info, trend.against_country),
        country=compared(profile, view),
        chance=chance,
    )


def value_at(series: Series | None, year: int | None) -> float | None:
    """Return the value of a year; None when there is none."""
    if series is None or year not in series.years:
        return None
    return series.value[series.years.index(year)]


def _percentile(value: float) -> Text:
    return amount(value, 0 if value == round(value) else 1)


def _span(low: float, high: float) -> Text:
    if low == high:
        return _percentile(low)
    return both("{low} tot {high}", "{low} to {high}", low=_percentile(low), high=_percentile(high))


def _signed(info: IndicatorInfo, value: float) -> Text:
    said = amount(abs(value), info.decimals + 2)
    sign = "+" if value >= 0 else "\u2212"
    return Text(sign + said.nl, sign + said.en)


# ---- the Kop
def why_sentences(profile: AreaProfile) -> tuple[Why, ...]:
    """Return what stands behind each of the five sentences of the Kop."""
    views = {view.info.key: view for view in profile.indicators}
    return tuple(
        _sentence(profile, each, views, f"kop-{number}")
        for number, each in enumerate(profile.summary.sentences, start=1)
    )


def _sentence(profile: AreaProfile, each: Statement, views: dict[str, IndicatorView], key: str) -> Why:
    if each.key == "indicator":
        view = views[str(each.params["indicator"])]
        return Why(key, each.text, (figure_line(view), *beside_lines(profile, view)), (_told(view),),
                   _printed(view, bare=profile.identity.valid_to is not None), view.info.key)  # fmt: skip
    if each.key.startswith("residents_"):
        return _residents(each, views["inwoners"], key)
    lines = tuple(_plain(views, figure) for figure in each.figures if figure.value is not None)
    lines = lines or (say("figure.none"),)
    if each.key in ("people", "people_households"):
        return Why(key, each.text, lines, (say("rule.people"),), (turn("no_residents"),))
    if each.key == "people_unknown":
        return Why(key, each.text, lines, (say("rule.people_unknown"),), (turn("residents_known"),))
    if each.key == "ended":
        return Why(key, each.text, lines, (say("rule.ended"),), (turn("exists"),))
    if each.key == "too_few_people":
        return Why(
            key, each.text, lines, (say("rule.too_few_people", fewest=FEWEST_RESIDENTS),), (_enough(),)
        )
    few = any(other.key == "too_few_people" for other in profile.summary.sentences)
    more = turn("people_and_figures", bound=FEWEST_RESIDENTS) if few else turn("another_line")
    return Why(key, each.text, lines, (say("rule.filler"),), (more,))


def _enough() -> Turn:
    return turn("enough_people", "", FEWEST_RESIDENTS, bound=FEWEST_RESIDENTS)


def _plain(views: dict[str, IndicatorView], figure: Figure) -> Text:
    view = views.get(figure.indicator)
    name = view.info.name if view else indicator(figure.indicator).info().name
    return say("figure.of", name=name, value=figure.text, year=figure.year)


def _told(view: IndicatorView) -> Text:
    line = next((keys for keys in told_lines() if view.info.key in keys), (view.info.key,))
    names = [indicator(key).info().name for key in line]
    joined = Text(", ".join(name.nl for name in names), ", ".join(name.en for name in names))
    return say("rule.told", names=joined)


def _printed(view: IndicatorView, *, bare: bool) -> tuple[Turn, ...]:
    """Return from which value another number would be printed; a bare figure is printed as in a table."""
    value, info = view.latest.value or 0.0, view.info
    decimals = 0 if unit(info.unit_key).whole and abs(value) >= 1 and not bare else info.decimals
    # A half is printed upwards, away from zero.
    half = 0.5 * 10.0**-decimals
    middle = math.copysign(math.floor(abs(value) / (2 * half) + 0.5) * 2 * half, value)
    low, high = middle - half, middle + half
    parts = {"low": amount(low, decimals + 1), "high": amount(high, decimals + 1)}
    return (Turn("printed", say("turn.printed", **parts), info.key, high),)


def _residents(each: Statement, view: IndicatorView, key: str) -> Why:
    series = view.base or view.own
    first, last = int(each.params["first"]), int(each.params["last"])
    way = {"residents_grew": 1, "residents_shrank": -1}.get(each.key, 0)
    lines = tuple(series_line(view, series, year) for year in (first, last))
    return Why(
        key,
        each.text,
        lines,
        (say("rule.residents"),),
        end_turns(view, series, first, last, way),
        view.info.key,
    )


def series_line(view: IndicatorView, series: Series, year: int) -> Text:
    """Return one year of a series with its margin."""
    at = series.years.index(year)
    return margin_line(view.info, year, series.value[at], series.low[at], series.high[at])


def end_turns(view: IndicatorView, series: Series, first: int, last: int, way: int) -> tuple[Turn, ...]:
    """Return how far the last year may go before two margins touch, or no longer touch."""
    start, end = series.years.index(first), series.years.index(last)
    low, high, low2, high2 = series.low[start], series.high[start], series.low[end], series.high[end]
    value, info = series.value[end], view.info
    if low is None or high is None or low2 is None or high2 is None or value is None:
        return ()
    rise, fall = value + (high - low2), value - (high2 - low)

    def bounded(what: str, bound: float) -> Turn:
        return turn(what, info.key, bound, year=last, bound=said_value(info, bound))

    if way > 0:
        return (bounded("not_more", rise),)
    if way < 0:
        return (bounded("not_less", fall),)
    return (bounded("more", rise), bounded("less", fall))


# ---- strengths and worries
def why_points(profile: AreaProfile, *, good: bool) -> tuple[Why, ...]:
    """Return what stands behind each strength (`good`) or worry."""
    summary = profile.summary
    said, name = (summary.strengths, "kracht") if good else (summary.worries, "zorg")
    found = []
    for number, each in enumerate(said, start=1):
        view = profile.indicator(str(each.params["indicator"]))
        make = _outer if each.key == "indicator" else _course
        found.append(make(profile, each, view, good, f"{name}-{number}"))
    return tuple(found)


def _outer(profile: AreaProfile, each: Statement, view: IndicatorView, good: bool, key: str) -> Why:
    up = (view.info.direction == "higher_is_better") == good
    position, level = view.position, level_of(profile)
    margin = outer_margin(position)
    shared = {"level": level, "end": say("word.highest" if up else "word.lowest")}
    rules = [say("rule.strength" if good else "rule.worry", n=_percentile(margin), **shared)]
    bound = 100 - margin if up else margin
    turns = [
        turn("outer_up" if up else "outer_down", view.info.key, bound, level=level, bound=_percentile(bound))
    ]
    if position.like_low is not None and position.like_high is not None:
        rules.append(say("rule.also_like", **shared))
        bound = 100 - THIRD if up else THIRD
        turns.append(
            turn(
                "like_up" if up else "like_down", view.info.key, bound, level=level, bound=_percentile(bound)
            )
        )
    gemeente = profile.identity.gemeente
    if not good and gemeente is not None and value_at(view.gemeente, view.latest.year) is not None:
        rules.append(say("rule.not_better"))
        value = view.latest.value or 0.0
        turns.append(
            turn("gemeente_up" if up else "gemeente_down", view.info.key, value,
                 place=gemeente.name, bound=said_value(view.info, value))
        )  # fmt: skip
    figures = (figure_line(view), *beside_lines(profile, view), *place_lines(profile, position))
    return Why(key, each.text, figures, tuple(rules), tuple(turns), view.info.key)


def _course(profile: AreaProfile, each: Statement, view: IndicatorView, good: bool, key: str) -> Why:
    assert view.trend is not None
    other = compared(profile, view)
    figures = (trend_line(profile, view, view.trend), figure_line(view), *place_lines(profile, view.position))
    rule = say("rule.strength_trend" if good else "rule.worry_trend", country=other)
    turns = (turn("chance", view.info.key, country=other),)
    return Why(key, each.text, figures, (rule,), turns, view.info.key)


# ---- what is not known
def why_unknown(profile: AreaProfile) -> tuple[Why, ...]:
    """Return what stands behind each thing that is not known."""
    return tuple(
        _unknown(profile, each, f"niet-{number}")
        for number, each in enumerate(profile.summary.unknown, start=1)
    )


def _unknown(profile: AreaProfile, each: Statement, key: str) -> Why:
    if each.key == "factor_unknown":
        rules = [say("rule.factor_unknown"), *([each.note] if each.note else [])]
        known = turn("subject_known", str(each.params["factor"]))
        return Why(key, each.text, (say("figure.none"),), tuple(rules), (known,))
    if each.key == "gaps":
        lacking = _lacking(profile.indicators)
        return Why(key, each.text, lacking, (say("rule.gaps"),), (turn("gap_known"),))
    return Why(key, each.text, (say("figure.none"),), (say("rule.causes"),), (turn("never"),))


def _lacking(views: Sequence[IndicatorView]) -> tuple[Text, ...]:
    return tuple(
        say("figure.of", name=view.info.name, value=view.latest.text, year=view.latest.year or "")
        for view in views
        if view.latest.value is None
    )
