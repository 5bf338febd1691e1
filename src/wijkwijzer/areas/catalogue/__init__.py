"""The indicators: what each figure means, which way is better, and how areas may be added together.

One entry per indicator in the TOML files beside this one. An indicator that is counted in parts and wholes
names its ``numerator`` and ``denominator``; the share is then derived from the published counts, with their
rounding.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from wijkwijzer.areas.catalogue.units import unit
from wijkwijzer.areas.model import IndicatorInfo, Text
from wijkwijzer.opendata.description import source

__all__ = ["Indicator", "catalogue", "facts", "indicator", "told_lines"]

Combine = Literal["count", "rate", "mean", "index", "class"]
_FILES = (
    "bevolking",
    "doorstroom",
    "bestaanszekerheid",
    "werk-onderwijs",
    "gezondheid-zorg",
    "wonen",
    "buurt",
    "leefbaarometer",
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of the catalogue.

    Attributes
    ----------
    combine : "count" (add), "rate" (weighted by its denominator), "mean" (weighted), "index" (weighted by
        households) or "class" (never combined).
    weight : indicator or count that weighs areas when they are combined; empty for counts and classes.
    rounding, rounding_gemeente : unit to which the publisher rounds wijken and buurten, and gemeenten.
    numerator, denominator, per : published counts the value is derived from (value = per x part / whole).
    rounding_numerator : rounding unit of the numerator; 0 when the value is published as such.
    zero_below : a zero may be any count under this number; None when a zero is a zero.
    breaks : first years of a new definition; no line crosses one.
    told : which sentence of the Kop it may fill, and in whose turn (the first that is known is taken).
    fact : "residents" or "households" when it counts what an area is introduced with.
    """

    key: str
    name: Text
    definition: Text
    unit: Text
    unit_key: str
    direction: Literal["higher_is_better", "lower_is_better", "none"]
    factor: str
    combine: Combine
    weight: str
    rounding: float
    rounding_gemeente: float
    decimals: int
    numerator: str
    denominator: tuple[str, ...]
    per: float
    rounding_numerator: float
    zero_below: float | None
    breaks: tuple[int, ...]
    leading: bool
    sentence: Text | None
    sources: tuple[str, ...]
    told: tuple[int, int] | None = None
    fact: str = ""

    @property
    def modelled(self) -> bool:
        """Whether the figure is an estimate of a model; its error is unknown, so it has no interval."""
        return all(source(key).modelled for key in self.sources)

    def info(self) -> IndicatorInfo:
        """Return the entry as pages show it."""
        return IndicatorInfo(
            key=self.key,
            name=self.name,
            definition=self.definition,
            unit=self.unit,
            direction=self.direction,
            factor=self.factor,
            combine=f"{self.combine}({self.weight})" if self.weight else self.combine,
            decimals=self.decimals,
            rounding=self.rounding,
            ambiguous_zero=self.zero_below,
            modelled=self.modelled,
            leading=self.leading,
            sources=self.sources,
            unit_key=self.unit_key,
        )


@cache
def catalogue() -> tuple[Indicator, ...]:
    """Return all indicators in the order in which they are shown.

    Examples
    --------
    >>> len(catalogue()) >= 60
    True
    """
    folder = files("wijkwijzer.areas.catalogue")
    entries: list[Indicator] = []
    for name in _FILES:
        table = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
        entries += [_parse(key, entry) for key, entry in table.items()]
    return tuple(entries)


@cache
def _by_key() -> dict[str, Indicator]:
    return {entry.key: entry for entry in catalogue()}


def indicator(key: str) -> Indicator:
    """Return one indicator; KeyError when the catalogue does not have it.

    Examples
    --------
    >>> indicator("p_koop").name.nl
    'Koopwoningen'
    """
    return _by_key()[key]


@cache
def told_lines() -> tuple[tuple[str, ...], ...]:
    """Return what the Kop tells after the residents: per sentence the indicators that may fill it, in turn.

    Examples
    --------
    >>> told_lines()[0][0]
    'p_koop'
    """
    told = sorted((entry.told, entry.key) for entry in catalogue() if entry.told is not None)
    lines = dict.fromkeys(line for (line, _turn), _key in told)
    return tuple(tuple(key for (own, _turn), key in told if own == line) for line in lines)


@cache
def facts(fact: str) -> tuple[str, ...]:
    """Return the indicators that count residents or households, the first choice first.

    Examples
    --------
    >>> facts("residents")
    ('inwoners', 'bbga_inwoners')
    """
    return tuple(entry.key for entry in catalogue() if entry.fact == fact)


def _parse(key: str, entry: dict[str, Any]) -> Indicator:
    sentence = Text(entry["sentence_nl"], entry["sentence_en"]) if "sentence_nl" in entry else None
    return Indicator(
        key=key,
        name=Text(entry["nl"], entry["en"]),
        definition=Text(entry["definition_nl"], entry["definition_en"]),
        unit=unit(entry["unit"]).name,
        unit_key=entry["unit"],
        direction=entry["direction"],
        factor=entry["factor"],
        combine=cast(Combine, entry["combine"]),
        weight=entry.get("weight", ""),
        rounding=float(entry["rounding"]),
        rounding_gemeente=float(entry.get("rounding_gemeente", entry["rounding"])),
        decimals=entry["decimals"],
        numerator=entry.get("numerator", ""),
        denominator=tuple(entry.get("denominator", ())),
        per=float(entry.get("per", 100)),
        rounding_numerator=float(entry.get("rounding_numerator", 0)),
        zero_below=entry.get("zero_below"),
        breaks=tuple(entry.get("breaks", ())),
        leading=entry.get("leading", False),
        sentence=sentence,
        sources=tuple(entry["sources"]),
        told=tuple(entry["told"]) if "told" in entry else None,
        fact=entry.get("fact", ""),
    )
