"""What the page of a weighing shows: standings by verdict, and what turns when something weighs most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, sqrt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer.effects import Preference, Standing, Weighing, WeighingOutcome, weigh
from wijkwijzer_web.core.rooms import Door
from wijkwijzer_web.effects.weighing.queries import public_weighings, without_ranks

__all__ = ["Row", "Turned", "chance_of_drawing", "doors", "groups", "headline", "otherwise", "turned"]

DRAWS, FEWEST_DRAWS, MOST_WORK = 10_000, 1_000, 800_000
MOST_TURNED = 800
"""Figures in a question up to which the page weighs it once per criterion."""
VERDICTS = ("zeker", "mogelijk", "niet", "onbekend")


@dataclass(frozen=True)
class Row:
    """One alternative as it stands on the page."""

    standing: Standing
    note: str
    count: str
    why: str
    low: float
    high: float


@dataclass(frozen=True)
class Turned:
    """What stays and what turns over the orders in which each criterion comes first."""

    same: tuple[tuple[str, str], ...]
    turns: tuple[tuple[str, str], ...]


def doors() -> list[Door]:
    """The way in on the front page."""
    count = public_weighings().count()
    now = (
        ngettext("%(n)s afweging staat open", "%(n)s afwegingen staan open", count) % {"n": count}
        if count
        else ""
    )
    return [
        Door(
            "afwegen",
            _("Kiezen wat eerst komt"),
            _("Geld voor drie van de acht? Zie wat zeker is, wat een keuze is, en wie betaalt."),
            reverse("effects:weighings"),
            700,
            icon="regel",
            now=now,
        )
    ]


def headline(outcome: WeighingOutcome) -> str:
    """The first sentence: how many are sure, how many are not, and that the rest is a choice."""
    counts = {verdict: sum(each.verdict == verdict for each in outcome.standings) for verdict in VERDICTS}
    sure = _sure([each for each in outcome.standings if each.verdict == "zeker"], outcome.places)
    none = _("Geen voorstel hoort er bij elke weging bij.")
    out = _falls([each for each in outcome.standings if each.verdict == "niet"])
    rest = _("De rest is een keuze, geen som.") if counts["mogelijk"] else ""
    return " ".join(part for part in (sure if counts["zeker"] else none, out, rest) if part)


def _sure(standings: list[Standing], places: int) -> str:
    """How many are sure: at every weighing tried, or at nearly every one (sure begins at 9 of 10)."""
    always = ngettext(
        "%(n)s voorstel hoort bij de eerste %(places)s, hoe je ook weegt.",
        "%(n)s voorstellen horen bij de eerste %(places)s, hoe je ook weegt.",
        len(standings),
    )
    nearly = ngettext(
        "%(n)s voorstel hoort bij bijna elke weging bij de eerste %(places)s.",
        "%(n)s voorstellen horen bij bijna elke weging bij de eerste %(places)s.",
        len(standings),
    )
    if places == 1:
        always, nearly = (
            _("Eén voorstel komt bovenaan, hoe je ook weegt."),
            _("Eén voorstel komt bij bijna elke weging bovenaan."),
        )
    words = always if all(_of_hundred(each) == 100 for each in standings) else nearly
    return words % {"n": len(standings), "places": places}


def _falls(standings: list[Standing]) -> str:
    """How many fall out: at every weighing tried, or at nearly every one."""
    if not standings:
        return ""
    always = ngettext("Altijd valt %(n)s voorstel af.", "Altijd vallen %(n)s voorstellen af.", len(standings))
    nearly = ngettext(
        "Bijna altijd valt %(n)s voorstel af.", "Bijna altijd vallen %(n)s voorstellen af.", len(standings)
    )
    words = always if all(_of_hundred(each) == 0 for each in standings) else nearly
    return words % {"n": len(standings)}


def _of_hundred(each: Standing) -> int:
    """In whole numbers; 0 and 100 are said only of never and always."""
    if each.share in (0.0, 1.0):
        return int(100 * each.share)
    return min(99, max(1, round(100 * each.share)))


def groups(question: Weighing, outcome: WeighingOutcome) -> list[tuple[str, list[Row]]]:
    """Standings under their verdict, in the alphabet inside."""
    titles = {
        "zeker": _("Zeker"),
        "mogelijk": _("Mogelijk"),
        "niet": _("Niet"),
        "onbekend": _("Te weinig bekend"),
    }
    notes = {each.key: each.note for each in question.alternatives}
    names = {each.key: each.name for each in question.criteria}
    return [
        (titles[verdict], rows)
        for verdict in VERDICTS
        if (rows := [_row(each, notes, names) for each in outcome.standings if each.verdict == verdict])
    ]


def _row(each: Standing, notes: dict[str, str], names: dict[str, str]) -> Row:
    if each.unknown:
        missing = _("vraag eerst op: %(what)s") % {"what": ", ".join(each.unknown)}
        return Row(each, notes.get(each.key, ""), _("niet te zeggen"), missing, 0, 0)
    count = _("%(n)s van de 100 keer") % {"n": _of_hundred(each)}
    if each.verdict == "zeker":
        why = _("bij elke weging") if _of_hundred(each) == 100 else _("bij bijna elke weging")
    elif each.verdict == "niet":
        why = _("ook bij andere weging") if _of_hundred(each) == 0 else _("bij bijna geen weging")
    elif each.leans_on:
        why = _("als %(what)s zwaar telt") % {"what": names[each.leans_on]}
    else:
        why = _("hangt van veel dingen af")
    return Row(each, notes.get(each.key, ""), count, why, 100 * each.low, 100 * each.high)


@lru_cache(maxsize=64)
def otherwise(question: Weighing, heaviest: str) -> WeighingOutcome:
    """The outcome when one criterion weighs most; the same question gives the same answer, so it is kept.

    A question of many cells is weighed fewer times: the page says how often, and how much chance that leaves.
    """
    others = [each.key for each in question.criteria if each.key != heaviest]
    order = tuple((heaviest, key) for key in others)
    draws = min(DRAWS, max(FEWEST_DRAWS, MOST_WORK // cells_of(question)))
    return without_ranks(weigh(replace(question, preferences=(Preference(order=order),)), draws=draws))


def cells_of(question: Weighing) -> int:
    """How many figures a question has."""
    return len(question.criteria) * len(question.alternatives)


def chance_of_drawing(outcome: WeighingOutcome) -> int:
    """How many of a hundred a count may be off because weightings are drawn (two standard errors)."""
    return ceil(100 / sqrt(outcome.draws))


def turned(question: Weighing, outcome: WeighingOutcome) -> Turned | None:
    """What stays and what turns when each criterion in turn weighs most; None for a large question."""
    if len(question.criteria) < 2 or cells_of(question) > MOST_TURNED:
        return None
    names = {each.key: each.name for each in question.criteria}
    found = {key: otherwise(question, key) for key in names}
    same, turns = [], []
    labels = {"zeker": _("zeker"), "mogelijk": _("mogelijk"), "niet": _("niet")}
    for each in outcome.standings:
        if each.verdict == "onbekend":
            continue
        after = {key: other.standing(each.key).verdict for key, other in found.items()}
        if set(after.values()) == {each.verdict}:
            if each.verdict != "mogelijk":
                same.append(
                    (
                        each.name,
                        _("%(verdict)s, wat ook het zwaarst telt") % {"verdict": labels[each.verdict]},
                    )
                )
            continue
        for verdict in labels:
            keys = [key for key, other in after.items() if other == verdict]
            if keys and verdict != each.verdict:
                change = _("%(name)s: van %(before)s naar %(after)s") % {
                    "name": each.name,
                    "before": labels[each.verdict],
                    "after": labels[verdict],
                }
                turns.append(
                    (change, _("als %(what)s het zwaarst telt") % {"what": _either([names[k] for k in keys])})
                )
    return Turned(tuple(same), tuple(turns))


def _either(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return _("%(first)s of %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
