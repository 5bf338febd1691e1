"""What the page of a case shows: per party first, then what it hangs on, then every assumption."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wijkwijzer.effects import HEADS, BenefitOutcome, Case, case_rows, dossier_case, reckon
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
    """One input that the decision hangs on; length is its worth as a share of the most decisive one."""

    name: str
    kind: str
    share: int
    length: int
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
    longest = max((each.share for each in outcome.turns), default=0.0)
    turns = [
        TurnRow(
            name=each.name,
            kind=words.KINDS[each.kind][1 if english else 0],
            share=round(100 * each.share),
            length=round(100 * each.share / longest) if longest > 0 else 0,
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
        "headings": HEADS,
        "rows": case_rows(case),
        "rate": f"{100 * case.rate.rate:g}".replace(".", "." if english else ","),
        "draws": dict(outcome.stamp.parameters)["draws"],
    }


def _hangs_on(turns: list[TurnRow]) -> str:
    if not turns:
        return _("Geen enkele aanname keert het besluit om.")
    return _("Het besluit draait het meest om: %(what)s.") % {"what": f"{turns[0].kind} ({turns[0].name})"}
