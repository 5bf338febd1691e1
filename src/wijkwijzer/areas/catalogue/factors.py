"""The twelve factors: what can make a wijk slide, or hold it up. A factor lists indicators; it has no
score.
"""

from __future__ import annotations

from dataclasses import dataclass

from wijkwijzer.areas.model import Text

__all__ = ["FACTORS", "Factor"]


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor: its number, its key and its name."""

    number: int
    key: str
    name: Text


FACTORS = (
    Factor(1, "instroom", Text("Instroom en doorstroom", "People moving in and on")),
    Factor(2, "bestaanszekerheid", Text("Bestaanszekerheid", "Livelihood security")),
    Factor(3, "werk-onderwijs", Text("Werk en onderwijs", "Work and education")),
    Factor(4, "gezondheid-zorg", Text("Gezondheid en zorg", "Health and care")),
    Factor(5, "voorraad", Text("Voorraad en eigendom", "Housing stock and ownership")),
    Factor(6, "beheer", Text("Beheer (schoon en heel)", "Upkeep (clean and intact)")),
    Factor(7, "voorzieningen", Text("Voorzieningen en ontmoeting", "Amenities and meeting places")),
    Factor(8, "veiligheid", Text("Overlast en veiligheid", "Nuisance and safety")),
    Factor(9, "samenhang", Text("Vertrouwen en samenhang", "Trust and cohesion")),
    Factor(10, "investeringen", Text("Investeringen en inzet", "Investment and effort")),
    Factor(11, "schokken", Text("Externe schokken", "External shocks")),
    Factor(12, "krachten", Text("Krachten", "Strengths")),
)
