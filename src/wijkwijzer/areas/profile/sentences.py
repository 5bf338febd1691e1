"""One indicator in one short sentence, by the template of the catalogue, or without a verb where that says
too much.
"""

from __future__ import annotations

from wijkwijzer.areas.catalogue import indicator
from wijkwijzer.areas.catalogue.units import unit
from wijkwijzer.areas.methods import FEWEST_RESIDENTS
from wijkwijzer.areas.model import Facts, Figure, IndicatorInfo, Text
from wijkwijzer.areas.profile.words import amount, both

__all__ = ["bare_sentence", "few_people", "indicator_sentence"]

_PLAIN = Text("{name}: {value}.", "{name}: {value}.")


def few_people(facts: Facts) -> bool:
    """Whether so few people live here that a share or a rate of them says nothing."""
    return facts.residents.value is not None and facts.residents.value < FEWEST_RESIDENTS


def bare_sentence(info: IndicatorInfo, figure: Figure) -> Text:
    """Return name and figure without a verb: true of an area that ended, and no claim about few people."""
    return both(_PLAIN.nl, _PLAIN.en, name=info.name, value=figure.text)


def indicator_sentence(info: IndicatorInfo, value: float) -> Text:
    """Return the sentence of an indicator with its value; "14 van de 100" is a whole number.

    Examples
    --------
    >>> indicator_sentence(indicator("elan_verhuisd").info(), 12.7).nl
    '13 van de 100 mensen verhuisden.'
    """
    template = indicator(info.key).sentence or _PLAIN
    whole = unit(info.unit_key).whole and abs(value) >= 1
    said = amount(value, 0 if whole else info.decimals)
    text = both(template.nl, template.en, value=said, name=info.name)
    return Text(text.nl[:1].upper() + text.nl[1:], text.en[:1].upper() + text.en[1:])
