"""Behind every sentence: what is said would make it read otherwise does so, and not before its bound."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

import polars as pl
import pytest

from wijkwijzer.areas.catalogue import indicator, told_lines
from wijkwijzer.areas.document.area import area_document
from wijkwijzer.areas.document.rows import widest_differences
from wijkwijzer.areas.document.series import development_says
from wijkwijzer.areas.document.why import behind, why_document
from wijkwijzer.areas.document.words import Words
from wijkwijzer.areas.model import AreaProfile, Position, Series, Trend
from wijkwijzer.areas.profile.differences import differences_text
from wijkwijzer.areas.profile.direction import shown_series, went
from wijkwijzer.areas.profile.factors import make_factors
from wijkwijzer.areas.profile.summary import make_summary
from wijkwijzer.areas.profile.why.figures import direction_of
from wijkwijzer.areas.profile.why.reasons import Turn, Why
from wijkwijzer.areas.profile.words import figure_text, side_of, side_text
from wijkwijzer.areas.release import Release
from wijkwijzer.report import Heading, Table, plain
from wijkwijzer.words import vocabulary

TODAY = datetime.date(2026, 11, 29)
_UP = {
    "printed",
    "more",
    "gemeente_up",
    "place_above",
    "enough_people",
    "outer_down",
    "like_down",
    "not_less",
    "place_not_below",
    "parts_touch",
}
"""Turns that come above their bound; the others that have one come below it."""
_ENDS = ("more", "less", "not_more", "not_less")
_OF_ALL = ("kop", "kracht", "zorg", "niet", "factor")
"""Sentences that are chosen among those of the whole page."""


# ---- take one thing over its bound
def _with(profile: AreaProfile, key: str, **parts: object) -> AreaProfile:
    views = tuple(
        replace(view, **parts) if view.info.key == key else view  # type: ignore[arg-type]
        for view in profile.indicators
    )
    return replace(profile, indicators=views)


def _position(profile: AreaProfile, key: str, **parts: float) -> AreaProfile:
    position: Position = replace(profile.indicator(key).position, **parts)
    return _with(profile, key, position=replace(position, side=side_of(position.low, position.high)))


def _outer(profile: AreaProfile, turn: Turn, value: float) -> AreaProfile:
    place = profile.indicator(turn.indicator).position
    if place.low is None:
        return _position(profile, turn.indicator, percentile=value)
    return _position(profile, turn.indicator, **{"low" if turn.what.endswith("up") else "high": value})


def _shifted(series: Series, year: int, value: float) -> Series:
    at = series.years.index(year)
    by = value - (series.value[at] or 0.0)

    def moved(values: tuple[float | None, ...]) -> tuple[float | None, ...]:
        return tuple(
            each + by if place == at and each is not None else each for place, each in enumerate(values)
        )

    return replace(series, value=moved(series.value), low=moved(series.low), high=moved(series.high))


def _last_year(profile: AreaProfile, why: Why, turn: Turn, value: float) -> AreaProfile:
    view = profile.indicator(turn.indicator)
    if why.key.startswith("kop"):
        series = view.base or view.own
        year = next(e.params["last"] for e in profile.summary.sentences if e.key.startswith("residents_"))
    else:
        series, found = shown_series(view), went(view)
        assert found is not None
        year = found.last
    return _with(profile, turn.indicator, **{series.basis: _shifted(series, int(year), value)})


def _trend(profile: AreaProfile, key: str, **parts: bool) -> AreaProfile:
    trend = profile.indicator(key).trend
    assert trend is not None
    return _with(profile, key, trend=replace(trend, **parts))


def _residents(profile: AreaProfile, value: float | None) -> AreaProfile:
    residents = replace(profile.facts.residents, value=value)
    return replace(profile, facts=replace(profile.facts, residents=residents))


def _subject(profile: AreaProfile, turn: Turn) -> AreaProfile:
    view = next(each for each in profile.indicators if each.latest.value is not None and each.doubt is None)
    info = replace(view.info, factor=turn.indicator)
    return replace(profile, indicators=(*profile.indicators, replace(view, info=info)))


def _people_and_figures(profile: AreaProfile) -> AreaProfile:
    profile = _again(_residents(profile, 5000.0))
    while not all(each.figures for each in profile.summary.sentences):
        profile = _again(_another_line(profile))
    return profile


def _another_line(profile: AreaProfile) -> AreaProfile:
    told = {str(each.params.get("indicator")) for each in profile.summary.sentences}
    line = next(keys for keys in told_lines() if not told & set(keys))
    some = profile.indicators[0]
    info = indicator(line[0]).info()
    view = replace(some, info=info, latest=replace(some.latest, value=0.5, indicator=info.key), doubt=None)
    others = tuple(each for each in profile.indicators if each.info.key != info.key)
    return replace(profile, indicators=(*others, view))


def _gap(profile: AreaProfile) -> AreaProfile:
    view = next(each for each in profile.indicators if each.latest.value is None)
    return _with(profile, view.info.key, latest=replace(view.latest, value=1.0))


def _two_years(profile: AreaProfile, key: str) -> AreaProfile:
    view = profile.indicator(key)
    old = shown_series(view)
    at = max(place for place, value in enumerate(old.value) if value is not None)
    double = {
        name: (getattr(old, name)[at],) * 2
        for name in ("value", "low", "high", "status", "n", "quality", "source")
    }
    year = old.years[at]
    series = replace(old, years=(year - 1, year), border_breaks=(), definition_breaks=(), draw_line=True,
                     flagged=(), **double)  # fmt: skip
    return _with(profile, key, own=series, base=None, trend=None)


def _margins(profile: AreaProfile, key: str) -> AreaProfile:
    series = shown_series(profile.indicator(key))
    return _with(profile, key, **{series.basis: replace(series, low=series.value, high=series.value)})


def _parts(profile: AreaProfile, turn: Turn, value: float) -> AreaProfile:
    differences = profile.indicator(turn.indicator).differences
    assert differences is not None
    known = [dot for dot in differences.dots if dot.value is not None]
    low = min(known, key=lambda dot: dot.value or 0.0)
    high = max(known, key=lambda dot: dot.value or 0.0)
    dots = list(differences.dots)
    if turn.what == "parts_touch":
        dots[dots.index(low)] = replace(low, high=value)
    else:
        far = (high.value or 0.0) + 1.0
        other = next(dot for dot in reversed(known) if dot is not low)
        dots[dots.index(low)] = replace(low, high=low.value)
        dots[dots.index(other)] = replace(other, value=far, low=far, high=far)
    text = differences_text(profile.indicator(turn.indicator).info, dots)
    return _with(profile, turn.indicator, differences=replace(differences, dots=tuple(dots), text=text))


def _eight_years(profile: AreaProfile, why: Why) -> AreaProfile:
    view = next(each for each in profile.indicators if each.info.key == _drawn(profile)[0])
    trend = Trend(1, 1, 1, 1, 0.001, 0.001, True, 2010, 2020, 11, None, view.info.name,
                  basis=shown_series(view).basis)  # fmt: skip
    return _with(profile, view.info.key, trend=trend)


def _drawn(profile: AreaProfile) -> list[str]:
    whys = behind(profile)["development"]
    return [
        why.indicator
        for why in whys
        if why.indicator and shown_series(profile.indicator(why.indicator)).draw_line
    ]


def _over(profile: AreaProfile, why: Why, turn: Turn, value: float) -> AreaProfile:
    key = turn.indicator
    acts: dict[str, Callable[[], AreaProfile]] = {
        "no_residents": lambda: _residents(profile, None),
        "residents_known": lambda: _residents(profile, 500.0),
        "enough_people": lambda: _residents(profile, value),
        "exists": lambda: replace(profile, identity=replace(profile.identity, valid_to=None)),
        "printed": lambda: _printed(profile, key, value),
        "chance": lambda: _trend(profile, key, significant=False),
        "chance_other": lambda: _trend(profile, key, significant=False),
        "chance_one": lambda: _trend(profile, key, significant=False),
        "sure": lambda: _trend(profile, key, significant=True),
        "sure_one": lambda: _trend(profile, key, significant=True),
        "agreed": lambda: _trend(profile, key, contradicted=False),
        "subject_known": lambda: _subject(profile, turn),
        "gap_known": lambda: _gap(profile),
        "people_and_figures": lambda: _people_and_figures(profile),
        "another_line": lambda: _another_line(profile),
        "two_years": lambda: _two_years(profile, key),
        "eight_years": lambda: _eight_years(profile, why),
        "margin_known": lambda: _margins(profile, key),
        "parts_touch": lambda: _parts(profile, turn, value),
        "parts_apart": lambda: _parts(profile, turn, value),
        "first_gone": lambda: _gone(profile, key),
        "place_margin": lambda: _position(profile, key, low=10.0, high=20.0),
        "place_above": lambda: _position(profile, key, low=value, high=99.0),
        "place_below": lambda: _position(profile, key, low=1.0, high=value),
        "place_not_above": lambda: _position(profile, key, low=value),
        "place_not_below": lambda: _position(profile, key, high=value),
        "outer_up": lambda: _outer(profile, turn, value),
        "outer_down": lambda: _outer(profile, turn, value),
        "like_up": lambda: _position(profile, key, like_low=value),
        "like_down": lambda: _position(profile, key, like_high=value),
        "gemeente_up": lambda: _gemeente(profile, key, value),
        "gemeente_down": lambda: _gemeente(profile, key, value),
    }
    if turn.what in _ENDS:
        return _last_year(profile, why, turn, value)
    return acts[turn.what]()


def _printed(profile: AreaProfile, key: str, value: float) -> AreaProfile:
    view = profile.indicator(key)
    latest = replace(view.latest, value=value, text=figure_text(view.info, value))
    return _with(profile, key, latest=latest)


def _gone(profile: AreaProfile, key: str) -> AreaProfile:
    latest = replace(profile.indicator(key).latest, value=None, status="missing")
    return _with(profile, key, latest=latest)


def _gemeente(profile: AreaProfile, key: str, value: float) -> AreaProfile:
    view = profile.indicator(key)
    assert view.gemeente is not None
    assert view.latest.year is not None
    return _with(profile, key, gemeente=_shifted(view.gemeente, view.latest.year, value))


# ---- make the page again, and read the sentence
def _again(profile: AreaProfile) -> AreaProfile:
    identity, facts, gemeente = profile.identity, profile.facts, profile.identity.gemeente
    factors = make_factors(
        profile.indicators,
        level=identity.level,
        country=identity.country,
        gemeente=gemeente.code if gemeente else None,
        few=facts.residents.value is not None and facts.residents.value < 200,
        ended=identity.valid_to is not None,
    )
    summary = make_summary(identity, facts, profile.indicators, factors)
    return replace(profile, factors=factors, summary=summary)


def _read(profile: AreaProfile, why: Why, turn: Turn) -> str:
    """The sentence of a `Why` on a page; empty when it does not stand there."""
    part, _dash, rest = why.key.partition("-")
    if part in _OF_ALL:
        profile = _again(profile)
    summary = profile.summary
    if part == "kop":
        said = summary.sentences[int(rest) - 1]
        # The number in it follows the figure; the bound is of the word before it.
        return said.key if turn.what in _ENDS else said.text.nl
    if part in ("kracht", "zorg", "niet"):
        said = {"kracht": summary.strengths, "zorg": summary.worries, "niet": summary.unknown}[part]
        return next((each.text.nl for each in said if each.text == why.said), "")
    if part == "richting":
        return direction_of(profile, profile.indicator(why.indicator)).nl
    if part == "plaats":
        view = profile.indicator(why.indicator)
        return side_text(view.position.side, view.info.modelled).nl
    if part == "factor":
        factor = next(each for each in profile.factors if each.key == rest)
        return f"{factor.evidence and factor.evidence.text.nl} {factor.direction.nl} {factor.reason}"
    if part == "ontwikkeling":
        return development_says(profile, Words("nl"))
    view, differences = widest_differences(profile)[0]
    return differences_text(view.info, differences.dots).nl


def _check(profile: AreaProfile, why: Why, turn: Turn) -> None:
    said = _read(profile, why, turn)
    bound, name = turn.bound or 0.0, (profile.identity.name, why.key, turn.what)
    step = 1e-6 * max(1.0, abs(bound)) if turn.what != "enough_people" else 0.5
    up = turn.what in _UP
    beyond = bound + step if up else bound - step
    assert _read(_over(profile, why, turn, beyond), why, turn) != said, name
    if turn.bound is not None and turn.what not in ("printed", "parts_touch"):
        before = bound - step if up else bound + step
        assert _read(_over(profile, why, turn, before), why, turn) == said, name


def _all(profile: AreaProfile) -> list[Why]:
    return [why for whys in behind(profile).values() for why in whys]


def test_behind_every_sentence_of_every_wijk_stands_what_would_change_it(example_release: Release) -> None:
    areas = example_release.areas()
    wijken = areas.filter((pl.col("level") == "wijk") & pl.col("valid_to").is_null())["key"].to_list()
    assert len(wijken) == 143
    # Few people, an area that ended and a whole gemeente say other things.
    small = areas.filter((pl.col("level") == "buurt") & (pl.col("residents") < 200))["key"].to_list()[:6]
    ended = areas.filter(pl.col("valid_to").is_not_null())["key"].to_list()[:6]
    turned: set[str] = set()
    read = 0
    for key in (*wijken, *small, *ended, "GM9903"):
        profile = example_release.profile(key)
        for why in _all(profile):
            assert why.figures, why.key
            assert why.rule, why.key
            assert why.turns, why.key
            read += 1
            for turn in why.turns:
                turned.add(turn.what)
                if turn.what != "never":
                    _check(profile, why, turn)
    assert read > 143 * 40
    words = {key.removeprefix("turn.") for key in vocabulary("wijkwijzer.areas.profile", "nl")}
    known = {key for key in words if "." not in key}
    # What the example has no case of: `tests/library/areas/build/test_real_release.py` reads those.
    assert known - turned <= {"residents_known", "agreed", "eight_years", "parts_margin", "another_line"}


def test_every_sentence_of_the_page_is_among_them(example_release: Release) -> None:
    for key in ("WK990311", "WK990205"):
        profile = example_release.profile(key)
        said = {why.said.nl for why in _all(profile)}
        summary = profile.summary
        for each in (*summary.sentences, *summary.strengths, *summary.worries, *summary.unknown):
            assert each.text.nl in said
        document = area_document(profile, made_on=TODAY)
        charts = [chart for block in document.blocks for chart in getattr(block, "charts", ())]
        keys = {why.key for why in _all(profile)}
        assert len(charts) == sum(each.startswith("richting-") for each in keys) > 0
        assert len(profile.factors) == sum(each.startswith("factor-") for each in keys)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_document_tells_each_under_its_own_address(example_release: Release, language: str) -> None:
    profile = example_release.profile("WK990311")
    document = why_document(profile, made_on=TODAY, language="en" if language == "en" else "nl")
    heads = [block for block in document.blocks if isinstance(block, Heading) and block.level == 3]
    assert [head.id for head in heads] == [why.key for why in _all(profile)]
    assert len({head.id for head in heads}) == len(heads)
    assert heads[0].text == getattr(profile.summary.sentences[0].text, language)


def test_a_long_report_tells_it_of_its_first_page(example_release: Release) -> None:
    profile = example_release.profile("WK990311")
    for form, count in (("long", 1), ("short", 0)):
        document = area_document(profile, made_on=TODAY, form="long" if form == "long" else "short")
        found = [b for b in document.blocks if isinstance(b, Table) and b.caption.startswith("Waarom")]
        assert len(found) == count
    table = next(
        b for b in area_document(profile, made_on=TODAY).blocks
        if isinstance(b, Table) and b.caption.startswith("Waarom")
    )  # fmt: skip
    told = {plain(row[0]) for row in table.rows}
    assert {each.text.nl for each in profile.summary.sentences} <= told
    assert all(plain(cell) for row in table.rows for cell in row)
