"""The Kop: five short sentences, what stands out well, what stands out badly, and what we do not know.

Every sentence is a template filled with figures, so it can be checked, translated and traced. A strength or
a worry is said only when the whole interval lies in the outer quarter of all compared areas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wijkwijzer.areas.catalogue import indicator, told_lines
from wijkwijzer.areas.catalogue.factors import FACTORS
from wijkwijzer.areas.catalogue.units import unit
from wijkwijzer.areas.methods import FEWEST_RESIDENTS
from wijkwijzer.areas.model import (
    FactorView,
    Facts,
    Identity,
    IndicatorView,
    Statement,
    Summary,
    Text,
)
from wijkwijzer.areas.profile.sentences import bare_sentence, few_people, indicator_sentence
from wijkwijzer.areas.profile.words import amount, both, ended_text, figure_text

__all__ = ["OUTER", "make_summary"]

_TOO_SMALL = Text("Vaak wonen er te weinig mensen.", "Often too few people live here.")
_CAUSES = Text("Waarom iets verandert", "Why something changes")
_COUNTS = Text("De cijfers tellen wat er gebeurt, niet waarom.", "The figures count what happens, not why.")

OUTER = 25.0
"""Percentiles: the outer quarter on either side."""
_MOST = 3
_SENTENCES = 5


def make_summary(
    identity: Identity, facts: Facts, views: Sequence[IndicatorView], factors: Sequence[FactorView]
) -> Summary:
    """Return the Kop of an area from its indicators and factors."""
    by_key = {view.info.key: view for view in views}
    sentences = [_people(identity, facts)]
    if identity.valid_to is not None:
        text = ended_text(identity.valid_to, identity.became)
        sentences.append(Statement("ended", {"year": identity.valid_to}, text))
    else:
        sentences += _change(identity, by_key)
    few = few_people(facts)
    if few:
        sentences.append(_too_few(identity, facts))
        views = ()
    for keys in told_lines() if not few else ():
        found = next((by_key[key] for key in keys if key in by_key and _is_told(by_key[key])), None)
        if found is not None and len(sentences) < _SENTENCES:
            sentences.append(_compared(identity, found))
    while len(sentences) < _SENTENCES:
        sentences.append(_nothing(len(sentences), identity, few))
    outer = [view for view in views if view.info.leading]
    strengths, worries = (
        [_compared(identity, view) for view in outer if _stands_out(view) is good]
        + [_developing(view) for view in outer if _develops(view) is good]
        for good in (True, False)
    )
    return Summary(
        sentences=tuple(sentences[:_SENTENCES]),
        strengths=tuple(_spread(strengths, by_key)),
        worries=tuple(_spread(worries, by_key)),
        unknown=tuple(_unknown(factors, tuple(by_key.values()))),
    )


def _people(identity: Identity, facts: Facts) -> Statement:
    residents, households = facts.residents, facts.households
    params: dict[str, str | int | float] = {"name": identity.name}
    if residents.value is None:
        text = both(
            "Hoeveel mensen in {name} wonen, weten we niet.",
            "How many people live in {name} is not known.",
            name=identity.name,
        )
        return Statement("people_unknown", params, text, (residents,))
    numbers = {"name": identity.name, "n": residents.text, "year": residents.year}
    ended = identity.valid_to is not None
    numbers["live"] = Text("woonden", "lived") if ended else Text("wonen", "live")
    if households.value is None:
        text = both(
            "In {name} {live} {n} mensen ({year}).", "{n} people {live} in {name} ({year}).", **numbers
        )
        return Statement("people", params | {"residents": residents.value}, text, (residents,))
    text = both(
        "In {name} {live} {n} mensen in {h} huishoudens" + (" ({year})." if ended else "."),
        "{n} people in {h} households {live} in {name}" + (" ({year})." if ended else "."),
        h=households.text,
        **numbers,
    )
    shown = params | {"residents": residents.value, "households": households.value}
    return Statement("people_households", shown, text, (residents, households))


def _too_few(identity: Identity, facts: Facts) -> Statement:
    """Say why no figure of so few people is worth a sentence."""
    text = both(
        "Hier {live} te weinig mensen voor een percentage: één huishouden verandert het al.",
        "Too few people {live} here for a percentage: one household already changes it.",
        live=Text("woonden", "lived") if identity.valid_to is not None else Text("wonen", "live"),
    )
    return Statement("too_few_people", {"fewest": FEWEST_RESIDENTS}, text, (facts.residents,))


def _change(identity: Identity, by_key: Mapping[str, IndicatorView]) -> list[Statement]:
    """Say how the number of residents changed, in borders that did not."""
    view = by_key.get("inwoners")
    series = view.base or view.own if view else None
    if (
        view is None
        or series is None
        or (series.basis == "own" and series.border_breaks)
        or not series.draw_line
    ):
        return []
    known = [
        (year, value, low, high)
        for year, value, low, high in zip(series.years, series.value, series.low, series.high, strict=True)
        if value is not None and low is not None and high is not None and year not in series.flagged
    ]
    if len(known) < 2:
        return []
    (first, before, low, high), (last, after, low2, high2) = known[0], known[-1]
    params = {"first": first, "last": last, "before": before, "after": after}
    years = {"first": first, "last": last, "n": amount(abs(after - before), 0)}
    if low2 > high:
        text = both(
            "Sinds {first} kwamen er {n} inwoners bij.",
            "Since {first} the area gained {n} residents.",
            **years,
        )
        return [Statement("residents_grew", params, text, (view.latest,))]
    if high2 < low:
        text = both(
            "Er wonen {n} mensen minder dan in {first}.",
            "{n} fewer people live here than in {first}.",
            **years,
        )
        return [Statement("residents_shrank", params, text, (view.latest,))]
    text = both(
        "Er wonen evenveel mensen als in {first}.",
        "As many people live here as in {first}.",
        **years,
    )
    return [Statement("residents_same", params, text, (view.latest,))]


def _is_told(view: IndicatorView) -> bool:
    """Whether a figure may stand in a sentence; over one per resident it tells of visitors, not residents."""
    value = view.latest.value
    most = unit(view.info.unit_key).most
    if value is None or (most is not None and value > most):
        return False
    return indicator(view.info.key).sentence is not None


def _compared(identity: Identity, view: IndicatorView) -> Statement:
    """Return the indicator's own sentence, and beneath it the figure of gemeente and country."""
    value = view.latest.value or 0.0
    text = indicator_sentence(view.info, value)
    if identity.valid_to is not None:
        # A sentence of now would say that it still is so.
        text = bare_sentence(view.info, view.latest)
    params: dict[str, str | int | float] = {"indicator": view.info.key, "value": value}
    if view.latest.year is not None:
        params["year"] = view.latest.year
    return Statement("indicator", params, text, (view.latest,), _beside(identity, view))


def _beside(identity: Identity, view: IndicatorView) -> Text | None:
    year = view.latest.year
    parts: list[Text] = [both("{year}", "{year}", year=year)] if year else []
    places = [(identity.gemeente, view.gemeente), (identity.country, view.country)]
    for place, series in places:
        if place is None or series is None or place.key == identity.key or year not in series.years:
            continue
        value = series.value[series.years.index(year)]
        if value is not None:
            parts.append(
                both("{name} {value}", "{name} {value}", name=place.name, value=figure_text(view.info, value))
            )
    if not parts:
        return None
    return Text("; ".join(part.nl for part in parts), "; ".join(part.en for part in parts))


def _stands_out(view: IndicatorView) -> bool | None:
    """Return True for a strength, False for a worry, None for neither."""
    position = view.position
    if view.info.direction == "none" or not _is_told(view) or position.percentile is None:
        return None
    low = position.low if position.low is not None else position.percentile
    high = position.high if position.high is not None else position.percentile
    # An estimate has no known interval, so it must lie further out before it is said.
    margin = OUTER if position.low is not None else OUTER / 2.5
    better_high = view.info.direction == "higher_is_better"
    if low >= 100 - margin:
        return better_high
    if high <= margin:
        return not better_high
    return None


def _develops(view: IndicatorView) -> bool | None:
    """Return True when a figure demonstrably gets better against the country, False when worse, else None."""
    if view.trend is None or not view.trend.significant or view.info.direction == "none":
        return None
    return (view.trend.against_country > 0) == (view.info.direction == "higher_is_better")


def _developing(view: IndicatorView) -> Statement:
    assert view.trend is not None
    text = both("{name}: {trend}.", "{name}: {trend}.", name=view.info.name, trend=view.trend.text)
    years = both("{a} tot en met {b}", "{a} to {b}", a=view.trend.first_year, b=view.trend.last_year)
    if view.trend.borders is not None:
        years = both("{years}, {borders}", "{years}, {borders}", years=years, borders=view.trend.borders)
    params: dict[str, str | int | float] = {"indicator": view.info.key}
    params["against"] = view.trend.against_country
    return Statement("trend", params, text, (view.latest,), years)


def _spread(statements: list[Statement], by_key: Mapping[str, IndicatorView]) -> list[Statement]:
    """Take at most three, from as many factors as possible, in the order of the catalogue."""
    chosen: list[Statement] = []
    seen: set[str] = set()
    for statement in statements:
        factor = by_key[str(statement.params["indicator"])].info.factor
        if factor not in seen:
            seen.add(factor)
            chosen.append(statement)
    chosen += [statement for statement in statements if statement not in chosen]
    return chosen[:_MOST]


def _nothing(place: int, identity: Identity, few: bool) -> Statement:
    if few:
        return _few_and_nothing(place, identity)
    said = (
        (
            "income_unknown",
            "Over inkomen en werk zijn hier geen cijfers.",
            "There are no figures on income and work.",
        ),
        (
            "homes_unknown",
            "Over de woningen zijn hier geen cijfers.",
            "There are no figures on the dwellings.",
        ),
        ("health_unknown", "Over gezondheid zijn hier geen cijfers.", "There are no figures on health."),
        (
            "ask",
            "Wie er woont of werkt, weet het vaak beter.",
            "Those who live or work here often know better.",
        ),
    )
    key, nl, en = said[(place - 1) % len(said)]
    return Statement(key, {"name": identity.name}, Text(nl, en))


def _few_and_nothing(place: int, identity: Identity) -> Statement:
    ask = ("Wie er woont of werkt, weet het vaak beter.", "Those who live or work here often know better.")
    if identity.valid_to is not None:
        ask = ("Wie er woonde of werkte, weet het vaak beter.", "Those who lived or worked here know better.")
    said = (
        ("below", "Wat de bron geeft, staat hieronder.", "What the source gives stands below."),
        (
            "compare",
            "We vergelijken dit gebied niet met andere gebieden.",
            "We do not compare this area with other areas.",
        ),
        ("ask", *ask),
    )
    key, nl, en = said[(place - 2) % len(said)]
    return Statement(key, {"name": identity.name}, Text(nl, en))


def _unknown(factors: Sequence[FactorView], views: Sequence[IndicatorView]) -> list[Statement]:
    result = []
    for factor, view in zip(FACTORS, factors, strict=True):
        if not view.known:
            text = both(
                "Hoe het staat met {name}", "How things are with {name}",
                name=Text(view.name.nl.lower(), view.name.en.lower()),
            )  # fmt: skip
            result.append(Statement("factor_unknown", {"factor": factor.key}, text, note=factor.unknown))
    gaps = sum(view.latest.value is None for view in views)
    if gaps:
        text = both(
            "Cijfers die de bron hier niet geeft: {n}",
            "Figures that the source does not give here: {n}",
            n=gaps,
        )
        result.append(Statement("gaps", {"n": gaps}, text, note=_TOO_SMALL))
    return [*result, Statement("causes", {}, _CAUSES, note=_COUNTS)]
