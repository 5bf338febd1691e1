"""One indicator in one short sentence, by the template of the catalogue, or without a verb where that says
too much.
"""

from __future__ import annotations

from wijkwijzer.areas.catalogue import indicator
from wijkwijzer.areas.catalogue.units import unit
from wijkwijzer.areas.methods import FEWEST_RESIDENTS
from wijkwijzer.areas.model import Facts, Figure, IndicatorInfo, Text
from wijkwijzer.areas.profile.words import amount, both

__all__ = ["bare_sentence", "few_people", "indicator_sentence", "with_year"]

_HARDLY = Text("bijna geen", "hardly any")
_PLAIN = Text("{name}: {value}.", "{name}: {value}.")


def few_people(facts: Facts) -> bool:
    """Whether so few people live here that a share or a rate of them says nothing."""
    return facts.residents.value is not None and facts.residents.value < FEWEST_RESIDENTS


def bare_sentence(info: IndicatorInfo, figure: Figure) -> Text:
    """Return name and figure without a verb: true of an area that ended, and no claim about few people."""
    return with_year(both(_PLAIN.nl, _PLAIN.en, name=info.name, value=figure.text), figure.year)


def indicator_sentence(info: IndicatorInfo, value: float, year: int | None) -> Text:
    """Return the sentence of an indicator with its value and year; "14 van de 100" is a whole number.

    Examples
    --------
    >>> indicator_sentence(indicator("elan_verhuisd").info(), 12.7, 2019).nl
    '13 van de 100 mensen verhuisden (2019).'
    >>> indicator_sentence(indicator("bijstand_per_1000").info(), 0.3, 2024).nl
    'Mensen met bijstand: bijna geen (2024).'
    """
    template = indicator(info.key).sentence or _PLAIN
    share = unit(info.unit_key).whole
    said = amount(value, 0 if share and abs(value) >= 1 else info.decimals)
    if share and said == amount(0, info.decimals):  # nobody says "0 of every 1,000"
        template, said = _PLAIN, _HARDLY
    text = both(template.nl, template.en, value=said, name=info.name)
    return with_year(Text(text.nl[:1].upper() + text.nl[1:], text.en[:1].upper() + text.en[1:]), year)


def with_year(text: Text, year: int | None) -> Text:
    """Return a sentence with the year it is about before its full stop: a sentence says its year.

    Examples
    --------
    >>> with_year(Text("Er is werk.", "There is work."), 2022).nl
    'Er is werk (2022).'
    """
    if year is None:
        return text
    return both(
        "{text} ({year}).",
        "{text} ({year}).",
        text=Text(text.nl.removesuffix("."), text.en.removesuffix(".")),
        year=year,
    )
