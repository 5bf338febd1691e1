"""Read an area's page as a sceptic does: every sentence beside its numbers, every caption beside its chart.

Nothing of the code that wrote the sentences is used: numbers and years are read back from the text, and
compared with the stored series.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.areas.catalogue.units import unit
from wijkwijzer.areas.model import AreaProfile, IndicatorView, Series, Statement, Text
from wijkwijzer.opendata.codes import COUNTRY
from wijkwijzer.opendata.description import source
from wijkwijzer.report import Chart, Charts, Document, Position, Row, Rows, TimeChart, plain

__all__ = ["Fault", "check_page"]

Kind = Literal["year", "number", "verdict", "reason", "caption", "policy", "source"]
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?|-?\d+(?:,\d+)?")
_HARDLY = ": bijna geen ("
"""What stands for a share that is printed as nothing."""
_FEW = 1000
_OUTER = 25.0
_MIDDLE = 50.0
_HALF = 0.5 + 1e-9
"""A number is printed whole."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One sentence or caption that its own numbers do not bear out."""

    kind: Kind
    text: str
    why: str


def check_page(profile: AreaProfile, document: Document) -> tuple[Fault, ...]:
    """Return everything on a page (in Dutch) that is not true of its own figures.

    Parameters
    ----------
    profile : the area.
    document : what `wijkwijzer.areas.area_document` made of it, in Dutch.

    Returns
    -------
    tuple of Fault
        Empty when every sentence says its year and its numbers, every strength and worry is one, no reason is
        false, every caption agrees with its chart, policy stands where it holds and every source is used.
    """
    views = {view.info.key: view for view in profile.indicators}
    said = profile.summary
    faults = [*_sentences(said.sentences, views)]
    for statements, good in ((said.strengths, True), (said.worries, False)):
        faults += _sentences(statements, views)
        faults += [
            fault
            for each in statements
            for fault in _verdict(each, views[str(each.params["indicator"])], good)
        ]
    faults += _sentences([each.evidence for each in profile.factors if each.evidence is not None], views)
    for factor in profile.factors:
        if factor.evidence is not None:
            faults += _directed(factor.direction.nl, views[str(factor.evidence.params["indicator"])])
    drawn = (*_captions(profile, document), *_sides(document))
    return (*faults, *_reasons(profile), *drawn, *_sources(profile))


def _numbers(text: str) -> set[float]:
    """The numbers of a Dutch text, years left out."""
    bare = _YEAR.sub(" ", text.replace("\u2212", "-"))
    return {float(found.replace(".", "").replace(",", ".")) for found in _NUMBER.findall(bare)}


# ---- sentences
def _sentences(statements: Sequence[Statement], views: dict[str, IndicatorView]) -> Iterator[Fault]:
    for each in statements:
        text, note = each.text.nl, each.note.nl if each.note else ""
        years = {int(year) for year in _YEAR.findall(f"{text} {note}")}
        stated = {figure.year for figure in each.figures if figure.value is not None}
        if stated and not years & stated:
            yield Fault("year", text, f"it is about {sorted(map(str, stated))}")
        if each.key == "indicator":
            yield from _one_figure(each, views[str(each.params["indicator"])])
        elif each.key in ("people", "people_households"):
            known = {round(figure.value) for figure in each.figures if figure.value is not None}
            if not known <= _numbers(text.replace(str(each.params["name"]), " ")):
                yield Fault("number", text, f"the figures are {sorted(known)}")
        elif each.key.startswith("residents_"):
            yield from _residents(each, views["inwoners"])
        elif each.key == "trend":
            yield from _directed(text, views[str(each.params["indicator"])])


def _one_figure(each: Statement, view: IndicatorView) -> Iterator[Fault]:
    value, year = view.latest.value, view.latest.year
    if value is None or year is None:
        yield Fault("number", each.text.nl, "there is no figure")
        return
    if value != _at(view.own, year):
        yield Fault("number", each.text.nl, "the series has another figure in this year")
    near = 0.5 if unit(view.info.unit_key).whole and abs(value) >= 1 else 0.5 * 10**-view.info.decimals
    said = {0.0} if _HARDLY in each.text.nl else _numbers(each.text.nl)
    if not any(abs(number - value) <= near + 1e-9 for number in said):
        yield Fault("number", each.text.nl, f"the figure is {value}")
    for series, place in ((view.gemeente, 0), (view.country, 1)):
        beside = _at(series, year)
        if each.note is None or beside is None or place > each.note.nl.count(";"):
            continue
        near = 0.5 * 10**-view.info.decimals
        if not any(abs(number - beside) <= near + 1e-9 for number in _numbers(each.note.nl)):
            yield Fault("number", each.note.nl, f"beside it stands {beside}")


def _residents(each: Statement, view: IndicatorView) -> Iterator[Fault]:
    """How many people came or went between two years, in one of the series of this page."""
    first, last = (int(year) for year in sorted(_YEAR.findall(each.text.nl)))
    told = {"residents_grew": 1, "residents_shrank": -1, "residents_same": 0}[each.key]
    for series in (view.base, view.own):
        before, after = _at(series, first), _at(series, last)
        if before is None or after is None:
            continue
        change = (after - before) * told
        printed = any(abs(number - change) <= _HALF for number in _numbers(each.text.nl))
        if (change > 0 and printed) or (told == 0 and _overlap(series, first, last)):
            return
    yield Fault("number", each.text.nl, "no series of this page changed like that")


def _overlap(series: Series | None, first: int, last: int) -> bool:
    if series is None:
        return False
    at, to = series.years.index(first), series.years.index(last)
    low, high, low2, high2 = series.low[at], series.high[at], series.low[to], series.high[to]
    return None not in (low, high, low2, high2) and low2 <= high and low <= high2  # type: ignore[operator]


def _directed(text: str, view: IndicatorView) -> Iterator[Fault]:
    """The words of a direction beside the series they may be about, and beside the chance of it."""
    trend = view.trend
    of_trend = view.base if trend is not None and trend.basis == "base" else view.own
    compared = re.search(r"(gestegen|gedaald)", text)
    possible = [of_trend] if compared else [view.own, view.base]
    known = [_known(series) for series in possible if series is not None]
    faults = [list(_ways(text, values, view, "number")) for values in known]
    yield from min(faults, key=len, default=[])
    if compared and (trend is None or not trend.significant):
        yield Fault("verdict", text, "the difference with elsewhere is no more than chance")
    elif compared and trend is not None:
        more = (compared[1] == "gestegen") != ("minder" in text[: compared.start()].rsplit(",", 1)[-1])
        if more != (trend.against_country > 0):
            yield Fault("verdict", text, f"against elsewhere it went {trend.against_country}")


def _known(series: Series) -> dict[int, float]:
    pairs = zip(series.years, series.value, strict=True)
    return {year: value for year, value in pairs if value is not None}


def _at(series: Series | None, year: int) -> float | None:
    return None if series is None or year not in series.years else series.value[series.years.index(year)]


# ---- strengths and worries
def _verdict(each: Statement, view: IndicatorView, good: bool) -> Iterator[Fault]:
    better_up = view.info.direction == "higher_is_better"
    if view.info.direction == "none" or view.doubt is not None:
        yield Fault("verdict", each.text.nl, "nobody knows which way is better")
        return
    up = better_up == good
    position, year = view.position, view.latest.year or 0
    if each.key == "indicator":
        outer = position.percentile is not None and (
            position.percentile >= 100 - _OUTER if up else position.percentile <= _OUTER
        )
        like = position.like_low is None or position.like_high is None
        like = like or ((position.like_low or 0) > 50 if up else (position.like_high or 0) < 50)
        if not outer or not like:
            yield Fault("verdict", each.text.nl, "it does not stand out among areas of its kind")
        value, city = view.latest.value or 0.0, _at(view.gemeente, year)
        if not good and city is not None and value != city and (value > city) == better_up:
            yield Fault("verdict", each.text.nl, "it is better than in its own gemeente")
        return
    trend = view.trend
    if trend is None or not trend.significant or (trend.against_country > 0) != up:
        yield Fault("verdict", each.text.nl, "the difference with elsewhere is no more than chance")
        return
    itself = (trend.low > 0) if up else (trend.high < 0)
    low = position.like_low if position.like_low is not None else position.low
    high = position.like_high if position.like_high is not None else position.high
    level = low is not None and high is not None and (low > 50 if up else high < 50)
    if not itself and not level:
        yield Fault(
            "verdict", each.text.nl, "neither the direction nor the level is " + ("good" if good else "bad")
        )


# ---- reasons
def _reasons(profile: AreaProfile) -> Iterator[Fault]:
    gemeente = profile.identity.gemeente
    code = gemeente.code if gemeente else profile.identity.code
    have = {
        view.info.factor
        for view in profile.indicators
        if view.latest.value is not None and view.doubt is None
    }
    for each in profile.summary.unknown:
        why = each.note.nl if each.note else ""
        if each.key == "factor_unknown":
            factor = str(each.params["factor"])
            entries = [entry for entry in catalogue() if entry.factor == factor]
            read = [s for entry in entries for s in entry.sources if _covers(s, code)]
            if factor in have:
                yield Fault("reason", each.text.nl, "there is a figure of it on this page")
            if ("nog geen open cijfers" in why and entries) or ("niet over deze gemeente" in why and read):
                yield Fault("reason", f"{each.text.nl}: {why}", f"these sources have it: {sorted(set(read))}")
        elif each.key == "gaps":
            people = profile.facts.residents.value
            if "weinig mensen" in why and (people is None or people >= _FEW):
                yield Fault("reason", f"{each.text.nl}: {why}", f"{people} people live here")
    for statement in profile.summary.sentences:
        if statement.key == "income_unknown" and {"bestaanszekerheid", "werk-onderwijs"} & have:
            yield Fault("reason", statement.text.nl, "there are figures on it")
        if statement.key in ("homes_unknown", "health_unknown"):
            factor = {"homes_unknown": "voorraad", "health_unknown": "gezondheid-zorg"}[statement.key]
            if factor in have:
                yield Fault("reason", statement.text.nl, "there are figures on it")


def _covers(key: str, gemeente: str) -> bool:
    return not source(key).gemeenten or gemeente in source(key).gemeenten


# ---- charts
def _captions(profile: AreaProfile, document: Document) -> Iterator[Fault]:
    identity = profile.identity
    holds = {COUNTRY, identity.code, *(ref.code for ref in (identity.gemeente, identity.wijk) if ref)}
    places = {period.code for period in profile.periods}
    if not places <= holds:
        yield Fault("policy", identity.name, f"policy of {sorted(places - holds)} is drawn here")
    names = {view.info.name.nl: view for view in profile.indicators}
    for block in document.blocks:
        for chart in block.charts if isinstance(block, Charts) else ():
            view = names.get(str(chart.title).partition(": ")[0])
            if view is not None and isinstance(chart.spec, TimeChart):
                yield from _caption(chart, chart.spec, view)


def _caption(chart: Chart, spec: TimeChart, view: IndicatorView) -> Iterator[Fault]:
    known = {point.year: point.value for point in spec.main if point.value is not None}
    yield from _ways(f"{chart.title} {chart.note}", known, view, "caption")


def _ways(text: str, known: dict[int, float], view: IndicatorView, kind: Kind) -> Iterator[Fault]:
    words, text = unit(view.info.unit_key), text.lower()
    for word, sign in ((words.more, 1), (words.less, -1)):
        for found in re.finditer(rf"\b{re.escape(_nl(word))} dan in (\d{{4}})", text):
            first = known.get(int(found[1]))
            last = known[max(known)]
            if first is None or (last - first) * sign <= 0:
                yield Fault(kind, text, f"it goes from {first} to {last}")


def _sides(document: Document) -> Iterator[Fault]:
    """Words beside a row that say more than its interval."""
    for block in document.blocks:
        for row in block.rows if isinstance(block, Rows) else ():
            mark = row.mark if isinstance(row, Row) else None
            if not isinstance(mark, Position) or mark.zone is None or not isinstance(row, Row):
                continue
            low, high, said = mark.interval.low, mark.interval.high, plain(row.words)
            if (said.startswith("boven") and low <= _MIDDLE) or (
                said.startswith("onder") and high >= _MIDDLE
            ):
                yield Fault("caption", said, f"it lies between {low} and {high}")


def _nl(text: Text) -> str:
    return text.nl.lower()


# ---- sources
def _sources(profile: AreaProfile) -> Iterator[Fault]:
    used = {
        key
        for view in profile.indicators
        for series in (view.own, view.base)
        if series is not None
        for key in series.source
    }
    gemeente = profile.identity.gemeente
    code = gemeente.code if gemeente else profile.identity.code
    for each in profile.sources:
        if each.key in used or each.key.startswith("eigen_"):
            continue
        described = source(each.key)
        if described.kind == "figures" or not _covers(each.key, code):
            yield Fault("source", each.name, "no figure or map on this page is from it")
