"""A case of costs and benefits that several tests use."""

from __future__ import annotations

from wijkwijzer.effects.benefits import Amount, Benefit, Case, Cost, Range, Transfer, rate_of
from wijkwijzer.effects.signals.planted import planted_waves

__all__ = ["CASE", "COME", "euro", "planted_waves", "roughly", "sure"]


def roughly(low: float, likely: float, high: float, source: str = "eigen schatting") -> Range:
    return Range(low, likely, high, source)


def sure(value: float) -> Range:
    return Range(value, value, value, "vast")


def euro(low: float, likely: float, high: float, year: int = 2025) -> Amount:
    return Amount(roughly(low, likely, high), year)


COME = roughly(0.2, 0.5, 0.9, "hierover is geen onderzoek")
CASE = Case(
    title="Vaste kracht",
    null_alternative="stoppen eind 2026",
    base_year=2025,
    price_year=2025,
    years=10,
    rate=rate_of("nl-2021"),
    parties=("Gemeente", "Corporatie", "Zorg"),
    costs=(Cost("loon", "Gemeente", euro(50_000, 55_000, 60_000), 0, 4),),
    benefits=(
        Benefit(
            "minder zorg",
            "Zorg",
            roughly(10, 40, 80),
            COME,
            roughly(0, 0.1, 0.2),
            euro(800, 1500, 2500),
            1,
            9,
        ),
        Benefit("minder schade", "Corporatie", roughly(2, 5, 8), COME, sure(0), euro(900, 1200, 1500), 1, 9),
    ),
    transfers=(Transfer("bijdrage", "Corporatie", "Gemeente", euro(2000, 2000, 2000), 0, 4),),
    not_in_money=("Of mensen zich thuis voelen",),
)
