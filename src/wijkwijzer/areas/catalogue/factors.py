"""The twelve factors: what can make a wijk slide, or hold it up. A factor lists indicators; it has no
score.
"""

from __future__ import annotations

from dataclasses import dataclass

from wijkwijzer.areas.model import Text

__all__ = ["FACTORS", "Factor"]


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor, and why its figures often lack."""

    number: int
    key: str
    name: Text
    unknown: Text


_NO_SOURCE = Text(
    "Er zijn geen open cijfers. Mensen uit de wijk weten dit het best.",
    "There are no open figures. People in the area know this best.",
)
_NOT_HERE = Text(
    "De bronnen hebben hierover geen cijfers voor dit gebied.",
    "The sources have no figures on this for this area.",
)

FACTORS = (
    Factor(1, "instroom", Text("Instroom en doorstroom", "People moving in and on"), _NOT_HERE),
    Factor(2, "bestaanszekerheid", Text("Bestaanszekerheid", "Livelihood security"), _NOT_HERE),
    Factor(3, "werk-onderwijs", Text("Werk en onderwijs", "Work and education"), _NOT_HERE),
    Factor(4, "gezondheid-zorg", Text("Gezondheid en zorg", "Health and care"), _NOT_HERE),
    Factor(5, "voorraad", Text("Voorraad en eigendom", "Housing stock and ownership"), _NOT_HERE),
    Factor(6, "beheer", Text("Beheer (schoon en heel)", "Upkeep (clean and intact)"), _NO_SOURCE),
    Factor(
        7, "voorzieningen", Text("Voorzieningen en ontmoeting", "Amenities and meeting places"), _NOT_HERE
    ),
    Factor(8, "veiligheid", Text("Overlast en veiligheid", "Nuisance and safety"), _NOT_HERE),
    Factor(9, "samenhang", Text("Vertrouwen en samenhang", "Trust and cohesion"), _NO_SOURCE),
    Factor(10, "investeringen", Text("Investeringen en inzet", "Investment and effort"), _NO_SOURCE),
    Factor(11, "schokken", Text("Externe schokken", "External shocks"), _NO_SOURCE),
    Factor(12, "krachten", Text("Krachten", "Strengths"), _NO_SOURCE),
)
