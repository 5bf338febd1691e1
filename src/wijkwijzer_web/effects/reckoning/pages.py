"""What the page of a case shows: per party first, then what it hangs on, then every assumption."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wijkwijzer.effects import BenefitOutcome, Case, case_rows, dossier_case, reckon
from wijkwijzer.effects import benefit_words as words

__all__ = ["case_context", "dossier"]

MOST_TURNS, TURNS = 6, 0.01


@dataclass(frozen=True)
class PartyRow:
    """One party as it stands on the page."""

    name: str
    pays: str
    known: bool
    hundred: int
    chance: str
    balance: str


@dataclass(frozen=True)
class TurnRow:
    """One input that the decision hangs on, with its worth of a hundred."""

    name: str
    key: str
    kind: str
    share: int
    words: str
    source: str


@lru_cache(maxsize=1)
def dossier() -> tuple[Case, BenefitOutcome]:
    """The dossier's one and a half euro, reckoned once per process."""
    case = dossier_case()
    return case, reckon(case)


def case_context(case: Case, outcome: BenefitOutcome) -> dict[str, Any]:
    """Everything that the page shows of a case."""
    language = get_language() or "nl"
    english = language.startswith("en")
    parties = [
        PartyRow(
            name=each.party,
            pays=_("betaalt %(sum)s") % {"sum": words.euros(each.pays, language)}
            if each.pays > 0
            else _("betaalt niets"),
            known=each.known,
            hundred=round(100 * each.chance),
            chance=words.chance_words(each, language),
            balance=words.balance(each, language) if each.known else each.why_unknown,
        )
        for each in outcome.parties
    ]
    turns = [
        TurnRow(
            name=_together(each.name, len(case.benefits)),
            key=each.kind,
            kind=words.KINDS[each.kind][1 if english else 0],
            share=round(100 * each.share),
            words=words.turn_words(each.share, language),
            source=each.source,
        )
        for each in outcome.turns[:MOST_TURNS]
        if each.share >= TURNS
    ]
    return {
        "case": case,
        "outcome": outcome,
        "headline": words.headline(outcome, language),
        "parties": parties,
        "turns": turns,
        "hangs_on": _hangs_on(turns),
        "ratios": [(ratio, round(100 * share)) for ratio, share in outcome.ratio_chances],
        "rows": case_rows(case),
        "rate": f"{100 * case.rate.rate:g}".replace(".", "." if english else ","),
        "draws": int(dict(outcome.stamp.parameters)["draws"]),
    }


def _hangs_on(turns: list[TurnRow]) -> str:
    if not turns:
        return _("Geen enkele aanname keert het besluit om.")
    asked = {
        "cost": _("wat het kost"),
        "transfer": _("wat partijen elkaar betalen"),
        "effect": _("hoe groot het verschil is"),
        "attribution": _("of het door de aanpak komt"),
        "deadweight": _("wat er toch was gekomen"),
        "value": _("wat het waard is"),
    }
    what = f"{asked[turns[0].key]} ({turns[0].name})"
    return _("Het besluit draait het meest om de vraag %(what)s.") % {"what": what}


def _together(name: str, benefits: int) -> str:
    """The rows that share one unknown, in short when they are many."""
    names = name.split(", ")
    if len(names) < 3:
        return name
    return _("alle baten samen") if len(names) >= benefits - 1 else _("%(n)s baten samen") % {"n": len(names)}
