"""The Kop: five short sentences, what stands out well, what stands out badly, and what we do not know.

Every sentence is a template filled with figures, so it can be checked, translated and traced. A strength or
a worry is said only when the whole interval lies in the outer quarter of all compared areas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wijkwijzer.areas.catalogue import indicator, told_lines
from wijkwijzer.areas.catalogue.units import unit
from wijkwijzer.areas.methods import FEWEST_RESIDENTS
from wijkwijzer.areas.model import (
    FactorView,
    Facts,
    Identity,
    IndicatorView,
    Position,
    Statement,
    Summary,
    Text,
)
from wijkwijzer.areas.profile.direction import told_trend, went
from wijkwijzer.areas.profile.sentences import bare_sentence, few_people, indicator_sentence
from wijkwijzer.areas.profile.words import amount, both, ended_text, figure_text

__all__ = ["THIRD", "make_summary", "outer_margin"]

_FEW_RESIDENTS = 1000
"""Below this publishers leave many figures out because too few people live there."""
_TOO_FEW = Text(
    "Hier wonen weinig mensen; dan laat een bron vaak cijfers weg.",
    "Few people live here; a source then often leaves figures out.",
)
_WITHHELD = Text("Het gaat om te kleine aantallen om te tonen.", "The numbers are too small to show.")
_NO_REASON = Text("De bron zegt niet waarom.", "The source does not say why.")
_CAUSES = Text("Waarom iets verandert", "Why something changes")
_COUNTS = Text("De cijfers tellen wat er gebeurt, niet waarom.", "The figures count what happens, not why.")

_OUTER = 25.0
"""Percentiles: the outer quarter on either side."""
THIRD = 100 / 3
"""The outer third among areas of the same urbanity."""
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
        sentences.append(_nothing(len(sentences), identity, few, factors))
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
        unknown=tuple(_unknown(factors, tuple(by_key.values()), identity, facts)),
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
        "In {name} {live} {n} mensen in {h} huishoudens ({year}).",
        "{n} people in {h} households {live} in {name} ({year}).",
        h=households.text,
        **numbers,
    )
    shown = params | {"residents": residents.value, "households": households.value}
    return Statement("people_households", shown, text, (residents, households))


def _too_few(identity: Identity, facts: Facts) -> Statement:
    """Say why no figure of so few people is worth a sentence."""
    text = both(
        "Hier {live} te weinig mensen voor een percentage ({year}): één huishouden verandert het al.",
        "Too few people {live} here for a percentage ({year}): one household already changes it.",
        live=Text("woonden", "lived") if identity.valid_to is not None else Text("wonen", "live"),
        year=facts.residents.year,
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
    years: dict[str, object] = {"first": first, "last": last, "n": amount(abs(after - before), 0)}
    if low2 > high:
        text = both(
            "Van {first} tot {last} kwamen er {n} inwoners bij.",
            "From {first} to {last} the area gained {n} residents.",
            **years,
        )
        return [Statement("residents_grew", params, text, (view.latest,))]
    if high2 < low:
        text = both(
            "In {last} woonden er {n} mensen minder dan in {first}.",
            "In {last} {n} fewer people lived here than in {first}.",
            **years,
        )
        return [Statement("residents_shrank", params, text, (view.latest,))]
    text = both(
        "In {last} woonden er ongeveer evenveel mensen als in {first}.",
        "In {last} about as many people lived here as in {first}.",
        **years,
    )
    return [Statement("residents_same", params, text, (view.latest,))]


def _is_told(view: IndicatorView) -> bool:
    """Whether a figure may stand in a sentence; over one per resident it tells of visitors, not residents."""
    value = view.latest.value
    most = unit(view.info.unit_key).most
    if value is None or view.doubt is not None or (most is not None and value > most):
        return False
    return indicator(view.info.key).sentence is not None


def _compared(identity: Identity, view: IndicatorView) -> Statement:
    """Return the indicator's own sentence, and beneath it the figure of gemeente and country."""
    value = view.latest.value or 0.0
    text = indicator_sentence(view.info, value, view.latest.year)
    if identity.valid_to is not None:
        # A sentence of now would say that it still is so.
        text = bare_sentence(view.info, view.latest)
    params: dict[str, str | int | float] = {"indicator": view.info.key, "value": value}
    if view.latest.year is not None:
        params["year"] = view.latest.year
    return Statement("indicator", params, text, (view.latest,), _beside(identity, view))


def _beside(identity: Identity, view: IndicatorView) -> Text | None:
    year = view.latest.year
    parts: list[Text] = []
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
    """Return True for a strength, False for a worry, None for neither.

    The whole interval must lie in the outer quarter of all areas, on the same side among areas of the same
    urbanity (in a city everybody lives near a shop), and a worry may not be better than in the own gemeente.
    """
    position = view.position
    if view.info.direction == "none" or not _is_told(view) or position.percentile is None:
        return None
    low = position.low if position.low is not None else position.percentile
    high = position.high if position.high is not None else position.percentile
    margin = outer_margin(position)
    up = low >= 100 - margin
    if not up and high > margin:
        return None
    good = up == (view.info.direction == "higher_is_better")
    if _side_among_like(view) not in (None, up):
        return None
    return None if not good and _better_than_gemeente(view) else good


def outer_margin(position: Position) -> float:
    """Return how far out (0 to 50) a figure must lie: an estimate further, for its interval is not known."""
    return _OUTER if position.low is not None else _OUTER / 2.5


def _side_among_like(view: IndicatorView) -> bool | None:
    """Whether a figure is surely in the upper (True) or lower outer third among areas of its urbanity.

    None when nobody knows; a figure in the middle lies on neither side, which is told as the other one.
    """
    position = view.position
    if position.like_low is None or position.like_high is None or position.percentile is None:
        return None
    up = position.percentile > 50
    beyond = position.like_low >= 100 - THIRD if up else position.like_high <= THIRD
    return up if beyond else not up


def _better_than_gemeente(view: IndicatorView) -> bool:
    value, series = view.latest.value, view.gemeente
    if series is None or value is None or view.latest.year not in series.years:
        return False
    beside = series.value[series.years.index(view.latest.year)]
    if beside is None or beside == value:
        return False
    return (value > beside) == (view.info.direction == "higher_is_better")


def _level(view: IndicatorView) -> bool | None:
    """Return whether the level is surely good (True) or bad (False): beside like areas, else beside all."""
    position = view.position
    low = position.like_low if position.like_low is not None else position.low
    high = position.like_high if position.like_high is not None else position.high
    if low is None or high is None or low <= 50 <= high:
        return None
    return (low > 50) == (view.info.direction == "higher_is_better")


def _develops(view: IndicatorView) -> bool | None:
    """Return True when a figure demonstrably gets better against the country, False when worse, else None.

    Only when the direction itself is good (or bad), or the level is: who has little cannot fall as fast.
    """
    trend, found = told_trend(view), went(view)
    if trend is None or found is None or not trend.significant or view.info.direction == "none":
        return None
    better_up = view.info.direction == "higher_is_better"
    good = (trend.against_country > 0) == better_up
    itself = None if found.way == 0 else (found.way > 0) == better_up
    if good:
        told = itself is True or (itself is None and _level(view) is True)
    else:
        told = itself is False or _level(view) is False
    return good if told else None


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


def _nothing(place: int, identity: Identity, few: bool, factors: Sequence[FactorView]) -> Statement:
    """Fill an empty place with what is true: a subject without any figure, else who to ask."""
    if few:
        return _few_and_nothing(place, identity)
    unknown = {factor.key for factor in factors if not factor.known}
    empty = [each for each in _EMPTY if set(each[1]) <= unknown]
    key, _factors, text = [*empty, *_ASK][min(place - 1, len(empty) + len(_ASK) - 1)]
    return Statement(key, {"name": identity.name}, text)


_EMPTY = (
    (
        "income_unknown",
        ("bestaanszekerheid", "werk-onderwijs"),
        Text("Over inkomen en werk zijn hier geen cijfers.", "There are no figures on income and work."),
    ),
    (
        "homes_unknown",
        ("voorraad",),
        Text("Over de woningen zijn hier geen cijfers.", "There are no figures on the dwellings."),
    ),
    (
        "health_unknown",
        ("gezondheid-zorg",),
        Text("Over gezondheid zijn hier geen cijfers.", "There are no figures on health."),
    ),
)
_ASK = (
    (
        "below",
        (),
        Text("Wat de bronnen wel geven, staat hieronder.", "What the sources do give stands below."),
    ),
    (
        "ask",
        (),
        Text("Wie er woont of werkt, weet het vaak beter.", "Those who live or work here often know better."),
    ),
)


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


def _unknown(
    factors: Sequence[FactorView], views: Sequence[IndicatorView], identity: Identity, facts: Facts
) -> list[Statement]:
    result = []
    for view in factors:
        if not view.known:
            text = both(
                "Hoe het staat met {name}", "How things are with {name}",
                name=Text(view.name.nl.lower(), view.name.en.lower()),
            )  # fmt: skip
            result.append(Statement("factor_unknown", {"factor": view.key}, text, note=view.reason))
    gaps = sum(view.latest.value is None for view in views)
    if gaps:
        text = both(
            "Cijfers die de bron hier niet geeft: {n}",
            "Figures that the source does not give here: {n}",
            n=gaps,
        )
        note = _why_gaps(views, identity, facts)
        result.append(Statement("gaps", {"n": gaps}, text, note=note))
    return [*result, Statement("causes", {}, _CAUSES, note=_COUNTS)]


def _why_gaps(views: Sequence[IndicatorView], identity: Identity, facts: Facts) -> Text:
    """Say why figures lack: what can be known of it, never what is usual elsewhere."""
    lacking = [view.latest for view in views if view.latest.value is None]
    if all(figure.status == "suppressed" for figure in lacking):
        return _WITHHELD
    residents = facts.residents.value
    if residents is not None and residents < _FEW_RESIDENTS:
        return _TOO_FEW
    last = max((figure.year or 0 for figure in lacking), default=0)
    if identity.valid_from >= last > 0:
        return both(
            "Dit gebied bestaat met deze grenzen sinds {year}; zulke cijfers komen later.",
            "This area has existed in these borders since {year}; such figures come later.",
            year=identity.valid_from,
        )
    return _NO_REASON
