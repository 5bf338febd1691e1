"""Who lives in the wijken of a dialogue, per answer to a background question: who did not take part?"""

from __future__ import annotations

from dataclasses import dataclass

from wijkwijzer.areas import AreaProfile
from wijkwijzer.dialogue import shares_by_age
from wijkwijzer_web.areas import queries as areas
from wijkwijzer_web.areas.names import Place, fold
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.dialogue.models import BackgroundQuestion, Dialogue

__all__ = ["Population", "area_names", "population_of", "unknown_areas"]

AGES = {
    (0, 15): "p_00_14",
    (15, 25): "p_15_24",
    (25, 45): "p_25_44",
    (45, 65): "p_45_64",
    (65, None): "p_65_oo",
}


@dataclass(frozen=True, slots=True)
class Population:
    """Shares (0 to 1) per question and answer, and where they are from."""

    shares: dict[str, dict[str, float]]
    source: str = ""


def population_of(dialogue: Dialogue) -> Population:
    """Compare what can be compared: age groups that follow the figures, and names of wijken or buurten."""
    shown = areas.current_or_none() if dialogue.areas else None
    places = _places(shown, dialogue.areas) if shown is not None else []
    if shown is None or not places:
        return Population({})
    bands, told = _bands(shown, places)
    shares: dict[str, dict[str, float]] = {}
    for question in BackgroundQuestion.objects.filter(dialogue=dialogue):
        found = shares_by_age(question.options, bands) if bands else {}
        found = found or _by_name(shown, places, question.options)
        if found:
            shares[question.text] = found
    names = ", ".join(place.name for place in places)
    return Population(shares, f"{names} ({told})" if told else names) if shares else Population({})


def unknown_areas(codes: list[str]) -> list[str]:
    """The codes that no area of today has; none while no figures are on show."""
    shown = areas.current_or_none() if codes else None
    if shown is None:
        return []
    known = {place.code for place in _places(shown, codes)}
    return [code for code in codes if code not in known]


def area_names(codes: list[str]) -> list[str]:
    """The areas with these codes by name, with their gemeente; a code that nobody knows stays a code."""
    shown = areas.current_or_none() if codes else None
    today = {place.code: place for place in _places(shown, codes)} if shown is not None else {}
    return [_named(today[code]) if code in today else code for code in codes]


def _named(place: Place) -> str:
    lies = place.gemeente_name and place.level != "gemeente"
    return f"{place.name}, {place.gemeente_name}" if lies else place.name


def _places(shown: Current, codes: list[str]) -> list[Place]:
    """The areas with these codes as they are now; codes that nobody knows are left out."""
    today = {place.code: place for place in shown.names.places if place.valid_to is None}
    return [today[code] for code in codes if code in today]


def _bands(shown: Current, places: list[Place]) -> tuple[dict[tuple[int, int | None], float], str]:
    """People per age band in all areas together, and whose figures; nothing when one is missing or closed."""
    open_sources = {source.key: source for source in shown.figures.sources() if source.redistributable}
    bands: dict[tuple[int, int | None], float] = dict.fromkeys(AGES, 0.0)
    told = set()
    for place in places:
        profile = areas.profile(shown, place.key)
        for band, indicator in AGES.items():
            share = _latest(profile, indicator)
            if share is None or share[2] not in open_sources or not place.residents:
                return {}, ""
            bands[band] += place.residents * share[0] / 100
            told.add(f"{open_sources[share[2]].name}, {share[1]}")
    return bands, "; ".join(sorted(told))


def _latest(profile: AreaProfile, indicator: str) -> tuple[float, int, str] | None:
    view = next((view for view in profile.indicators if view.info.key == indicator), None)
    if view is None or view.latest.value is None or view.latest.year is None:
        return None
    return view.latest.value, view.latest.year, view.latest.source or ""


def _by_name(shown: Current, places: list[Place], options: list[str]) -> dict[str, float]:
    """Answers that are the names of the areas, or of the parts of one of them."""
    keys = {place.key for place in places}
    near = [p for p in shown.names.places if p.valid_to is None and (p.key in keys or p.wijk_key in keys)]
    residents = {fold(place.name): place.residents for place in near}
    found = {option: residents.get(fold(option)) for option in options}
    known = {option: count for option, count in found.items() if count}
    total = sum(known.values())
    return {option: count / total for option, count in known.items()} if len(known) > 1 else {}
