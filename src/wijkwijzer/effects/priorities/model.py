"""What is weighed: alternatives, criteria, and what may be known of them for sure, roughly or not at all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from wijkwijzer.effects.refused import refuse
from wijkwijzer.effects.stamp import Stamp
from wijkwijzer.errors import InputError

__all__ = [
    "Alternative",
    "Criterion",
    "Figure",
    "Outcome",
    "Preference",
    "Standing",
    "Verdict",
    "Weighing",
    "check",
]

Verdict = Literal["zeker", "mogelijk", "niet", "onbekend"]
MOST_ALTERNATIVES, MOST_CRITERIA = 2000, 20


@dataclass(frozen=True)
class Criterion:
    """What counts; `higher_is_better` says which way. The unit is for reading only: scale changes nothing."""

    key: str
    name: str
    higher_is_better: bool = True
    unit: str = ""


@dataclass(frozen=True)
class Figure:
    """A figure between `low` and `high`; equal when it is known for sure."""

    low: float
    high: float


@dataclass(frozen=True)
class Alternative:
    """One of the things to choose from; a figure that nobody knows is None."""

    key: str
    name: str
    figures: tuple[Figure | None, ...]
    note: str = ""


@dataclass(frozen=True)
class Preference:
    """What one person (or group) said about weights; all parts may be left empty.

    `order`: (heavier, lighter) pairs of criteria. `at_least`, `at_most`: (criterion, share). `counts`: how
    many participants of a dialogue named each criterion the most important.
    """

    who: str = ""
    order: tuple[tuple[str, str], ...] = ()
    at_least: tuple[tuple[str, float], ...] = ()
    at_most: tuple[tuple[str, float], ...] = ()
    counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Weighing:
    """A question: which `places` of these alternatives come first, by these criteria and preferences?

    `shared` is the share of the uncertainty of a criterion that all alternatives have in common (figures of
    areas in one gemeente err together).
    """

    criteria: tuple[Criterion, ...]
    alternatives: tuple[Alternative, ...]
    places: int
    preferences: tuple[Preference, ...] = ()
    shared: float = 0.0


@dataclass(frozen=True)
class Standing:
    """How one alternative stands: in which share of the draws it is among the first, and with which weights.

    `low`, `high`: that share when its own figures turn out badly or well. `error`: Monte Carlo standard
    error. `leans_on`: the criterion that weighs more than on average when it is among the first, None when
    none does.
    """

    key: str
    name: str
    verdict: Verdict
    share: float
    low: float
    high: float
    error: float
    ranks: tuple[float, ...]
    weights: tuple[float, ...]
    leans_on: str | None
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """The outcome of a weighing, in the alphabet: never one list from first to last."""

    stamp: Stamp
    places: int
    weighed: int
    mean_weights: tuple[tuple[str, float], ...]
    standings: tuple[Standing, ...]

    @property
    def draws(self) -> int:
        """How many weightings were drawn."""
        return int(dict(self.stamp.parameters)["draws"])

    def standing(self, key: str) -> Standing:
        """Return how one alternative stands."""
        return next(each for each in self.standings if each.key == key)


def check(weighing: Weighing) -> None:
    """Refuse what cannot be weighed.

    Raises
    ------
    InputError
        Names twice, too few or too many, a figure that is no number, places outside the number of
        alternatives, a criterion that may not count.

    Examples
    --------
    >>> check(Weighing((Criterion("a", "Prijs"),), (), 1))
    Traceback (most recent call last):
        ...
    wijkwijzer.errors.InputError: Er zijn minstens twee voorstellen nodig om af te wegen.
    """
    criteria, alternatives = weighing.criteria, weighing.alternatives
    refuse((each.name for each in criteria), criteria=True)
    if len(alternatives) < 2:
        raise InputError("Er zijn minstens twee voorstellen nodig om af te wegen.")
    if not criteria:
        raise InputError("Er is minstens één ding nodig dat telt.")
    if len(alternatives) > MOST_ALTERNATIVES or len(criteria) > MOST_CRITERIA:
        raise InputError(
            f"Er passen {MOST_ALTERNATIVES} voorstellen en {MOST_CRITERIA} criteria in één afweging."
        )
    for what, keys in (("voorstel", [a.key for a in alternatives]), ("criterium", [c.key for c in criteria])):
        if len(set(keys)) != len(keys):
            raise InputError(f"Een {what} staat er twee keer in.")
    names = [each.name.strip().casefold() for each in alternatives]
    twice = next((each.name for each in alternatives if names.count(each.name.strip().casefold()) > 1), None)
    if twice is not None:
        raise InputError(f"Voorstel {twice!r} staat er twee keer in. Geef elk voorstel een eigen naam.")
    if not 1 <= weighing.places < len(alternatives):
        raise InputError("Het aantal plaatsen is minstens 1 en minder dan het aantal voorstellen.")
    if not 0 <= weighing.shared <= 1:
        raise InputError("De gedeelde onzekerheid is een getal van 0 tot en met 1.")
    for alternative in alternatives:
        _check_figures(alternative, criteria)


def _check_figures(alternative: Alternative, criteria: Sequence[Criterion]) -> None:
    if len(alternative.figures) != len(criteria):
        raise InputError(f"{alternative.name}: er is voor elk criterium één cijfer nodig, of 'onbekend'.")
    for figure, criterion in zip(alternative.figures, criteria, strict=True):
        if figure is None:
            continue
        if not (math.isfinite(figure.low) and math.isfinite(figure.high)) or figure.low > figure.high:
            raise InputError(f"{alternative.name}, {criterion.name}: van laag naar hoog, met twee getallen.")
