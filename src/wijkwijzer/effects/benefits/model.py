"""A case of costs and benefits: against what, for whom, how sure, in whose money."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from wijkwijzer.effects.refused import refuse
from wijkwijzer.effects.stamp import Stamp
from wijkwijzer.errors import InputError

__all__ = [
    "Amount",
    "Benefit",
    "Case",
    "Cost",
    "Outcome",
    "PartyOutcome",
    "Range",
    "Rate",
    "Transfer",
    "Turn",
    "check",
]

LONGEST = 100
MOST_ROWS = 500
Kind = Literal["cost", "transfer", "effect", "attribution", "deadweight", "value"]


@dataclass(frozen=True)
class Range:
    """A figure that is known roughly: lowest, most likely, highest; the same three times when it is known.

    `source` says where it is from, or why somebody chose it. A figure that nobody knows has no range at all.
    """

    low: float
    likely: float
    high: float
    source: str = ""

    @property
    def known(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high


@dataclass(frozen=True)
class Amount:
    """Money in the prices of a year."""

    euros: Range
    price_year: int


@dataclass(frozen=True)
class Cost:
    """What a party pays per year, from year `first` to `last` (0 is the base year)."""

    name: str
    party: str
    amount: Amount
    first: int
    last: int


@dataclass(frozen=True)
class Transfer:
    """What one party pays another per year: it nets to nothing over all of them."""

    name: str
    payer: str
    receiver: str
    amount: Amount
    first: int
    last: int


@dataclass(frozen=True)
class Benefit:
    """What changes for a party, per year: effect (units) x attribution x (1 - deadweight) x value of a unit.

    `attribution` is the share that comes from the approach, `deadweight` the share that would have come
    anyway. No source prescribes them: they are inputs with a reason. `value` None: nobody knows, and the
    party is "niet te zeggen".
    """

    name: str
    party: str
    effect: Range
    attribution: Range
    deadweight: Range
    value: Amount | None
    first: int
    last: int


@dataclass(frozen=True)
class Rate:
    """A discount rate: real, per year, with its source and the date from which it holds."""

    key: str
    rate: float
    since: str
    source: str


@dataclass(frozen=True)
class Case:
    """One case. Prices in one year, flows in real terms, discounted to year 0."""

    title: str
    null_alternative: str
    base_year: int
    price_year: int
    years: int
    rate: Rate
    parties: tuple[str, ...]
    costs: tuple[Cost, ...]
    benefits: tuple[Benefit, ...]
    transfers: tuple[Transfer, ...] = ()
    not_in_money: tuple[str, ...] = ()


@dataclass(frozen=True)
class PartyOutcome:
    """What comes out for one party: chance to gain, middle 80% of its balance, what it pays (euros)."""

    party: str
    known: bool
    chance: float
    error: float
    low: float
    likely: float
    high: float
    pays: float
    receives: float
    why_unknown: str = ""


@dataclass(frozen=True)
class Turn:
    """What the decision hangs on: how much knowing this input would be worth.

    `share` is its EVPPI over EVPI; `first_order` the share of the variance of the sign that it explains.
    """

    name: str
    kind: Kind
    share: float
    first_order: float
    source: str


@dataclass(frozen=True)
class Outcome:
    """What a case comes to, per party first. `ratio_chances` are P(benefits / costs > 1) and P(... > 1.5)."""

    stamp: Stamp
    title: str
    total: PartyOutcome
    parties: tuple[PartyOutcome, ...]
    ratio_chances: tuple[tuple[float, float], ...]
    turns: tuple[Turn, ...]
    evpi: float
    unknown: tuple[str, ...]


def check(case: Case) -> None:
    """Refuse a case that cannot be told.

    Raises
    ------
    InputError
        No null alternative, mixed price levels, unknown parties, years outside the case, shares outside 0
        to 1, ranges out of order, infinite numbers, a name that may not be an input.

    Examples
    --------
    >>> rate = Rate("nl-2021", .0225, "2021-01-01", "")
    >>> check(Case("Koffie", " ", 2025, 2025, 5, rate, ("Gemeente",), (), ()))
    Traceback (most recent call last):
        ...
    wijkwijzer.errors.InputError: Zeg eerst waarmee je vergelijkt: wat gebeurt er als je het niet doet?
    """
    if not case.null_alternative.strip():
        raise InputError("Zeg eerst waarmee je vergelijkt: wat gebeurt er als je het niet doet?")
    if not all(1900 <= year <= 2200 for year in (case.base_year, case.price_year)):
        raise InputError("Het basisjaar en het prijspeil zijn jaren zoals 2025.")
    if not 1 <= case.years <= LONGEST:
        raise InputError(f"Het aantal jaren is een getal van 1 tot en met {LONGEST}.")
    if not -0.5 < case.rate.rate < 0.5 or not math.isfinite(case.rate.rate):
        raise InputError("De discontovoet is een percentage tussen −50 en 50.")
    if len(set(case.parties)) != len(case.parties):
        raise InputError("Een partij staat er twee keer in.")
    if not case.costs and not case.benefits:
        raise InputError("Er staan geen kosten en geen baten in.")
    if len(case.costs) + len(case.benefits) + len(case.transfers) > MOST_ROWS:
        raise InputError(f"Er passen {MOST_ROWS} regels in één berekening.")
    refuse((each.name for each in case.benefits), criteria=True)
    for cost in case.costs:
        _check_row(case, cost.name, (cost.party,), cost.first, cost.last, cost.amount)
        _check_range(cost.name, cost.amount.euros, least=0.0)
    for transfer in case.transfers:
        ends = (transfer.payer, transfer.receiver)
        _check_row(case, transfer.name, ends, transfer.first, transfer.last, transfer.amount)
        _check_range(transfer.name, transfer.amount.euros, least=0.0)
    for benefit in case.benefits:
        _check_row(case, benefit.name, (benefit.party,), benefit.first, benefit.last, benefit.value)
        _check_range(benefit.name, benefit.effect)
        for share in (benefit.attribution, benefit.deadweight):
            _check_range(benefit.name, share, least=0.0, most=1.0)
        if benefit.value is not None:
            _check_range(benefit.name, benefit.value.euros)
        if not benefit.attribution.source.strip():
            raise InputError(f"{benefit.name}: zeg waarom dit deel door de aanpak komt (de toerekening).")


def _check_row(
    case: Case, name: str, parties: tuple[str, ...], first: int, last: int, amount: Amount | None
) -> None:
    for party in parties:
        if party not in case.parties:
            raise InputError(f"{name}: {party!r} staat niet bij de partijen.")
    if not 0 <= first <= last < case.years:
        raise InputError(f"{name}: de jaren lopen van 0 tot en met {case.years - 1}.")
    if amount is not None and amount.price_year != case.price_year:
        years = f"in prijzen van {amount.price_year}, de rest in die van {case.price_year}"
        raise InputError(f"{name}: dit bedrag is {years}. Reken het eerst om.")


def _check_range(name: str, each: Range, *, least: float = -math.inf, most: float = math.inf) -> None:
    if not all(math.isfinite(value) for value in (each.low, each.likely, each.high)):
        raise InputError(f"{name}: dit is geen getal.")
    if not each.low <= each.likely <= each.high:
        raise InputError(f"{name}: van laag via waarschijnlijk naar hoog.")
    if each.low < least or each.high > most:
        limits = "een aandeel ligt tussen 0 en 100%" if most == 1.0 else "een bedrag is niet negatief"
        raise InputError(f"{name}: {limits}.")
