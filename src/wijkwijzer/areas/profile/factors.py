"""What we know of each of the twelve factors: its leading indicators, their direction and how sure that
is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.areas.catalogue.factors import FACTORS, Factor
from wijkwijzer.areas.model import AreaRef, FactorView, IndicatorView, Statement, Text
from wijkwijzer.areas.profile.direction import compared_with, direction_text
from wijkwijzer.areas.profile.missing import could_be_here
from wijkwijzer.areas.profile.sentences import bare_sentence, indicator_sentence
from wijkwijzer.areas.profile.words import both
from wijkwijzer.opendata.description import source

__all__ = ["MOST_LEADING", "make_factors"]

MOST_LEADING = 5
_NO_SOURCE = Text("geen cijfer", "no figure")
_NOT_HERE = Text(
    "De bron heeft hierover geen cijfer voor dit gebied.", "The source has no figure on this for this area."
)
_NOT_OF_HERE = Text(
    "De bronnen die wij lezen gaan hierover niet over deze gemeente. Vraag het mensen uit de wijk.",
    "The sources that we read are not about this municipality here. Ask people in the area.",
)
_NOT_READ = Text(
    "Deze site leest hierover nog geen open cijfers. Vraag het mensen uit de wijk.",
    "This site reads no open figures on this yet. Ask people in the area.",
)
_NO_DIRECTION = Text("geen uitspraak", "no statement")


def make_factors(
    views: Sequence[IndicatorView],
    *,
    level: str,
    country: AreaRef,
    gemeente: str | None,
    read: Collection[str] = (),
    few: bool = False,
    ended: bool = False,
) -> tuple[FactorView, ...]:
    """Return the twelve factors in their order; a factor without figures keeps its row, with the reason.

    Parameters
    ----------
    level, country : of the area, and what it is compared with.
    gemeente : code of the gemeente, None for the country.
    read : keys of the sources that were read.
    few : too few people live here for a share or a rate to say anything.
    ended : the area does not exist any more.
    """
    found = []
    for factor in FACTORS:
        own = [view for view in views if view.info.factor == factor.key]
        known = [view for view in own if view.latest.value is not None and view.doubt is None]
        leading = [view for view in known if view.info.leading][:MOST_LEADING] or known[:1]
        keys = tuple(view.info.key for view in own)
        if not leading:
            found.append(_unknown(factor, keys, _why_unknown(factor, own, gemeente, read)))
            continue
        first = leading[0]
        said = direction_text(first, compared_with(first, level, country))
        found.append(
            FactorView(
                number=factor.number,
                key=factor.key,
                name=factor.name,
                known=True,
                indicators=keys,
                leading=tuple(view.info.key for view in leading),
                direction=_NO_DIRECTION if few else said,
                evidence=_evidence(first, bare=few or ended),
                certainty=_certainty(first, few),
            )
        )
    return tuple(found)


def _unknown(factor: Factor, keys: tuple[str, ...], reason: Text) -> FactorView:
    return FactorView(
        factor.number, factor.key, factor.name, False, keys, (), _NO_DIRECTION, None, _NO_SOURCE, reason
    )


def _why_unknown(
    factor: Factor, views: Sequence[IndicatorView], gemeente: str | None, read: Collection[str]
) -> Text:
    """Say why a factor has no figure here: what is true of it, not what is usual."""
    doubted = [view.doubt for view in views if view.doubt is not None]
    if doubted:
        return both(
            "Het cijfer viel in {year} overal tegelijk weg. Dat kan niet kloppen, dus we gebruiken het niet.",
            "The figure fell away everywhere at once in {year}. That cannot be right, so we do not use it.",
            year=doubted[0],
        )
    if views:
        return _NOT_HERE
    entries = [entry for entry in catalogue() if entry.factor == factor.key]
    here = [entry for entry in entries if could_be_here(entry.key, gemeente)]
    if here:
        keys = [key for entry in here for key in entry.sources]
        if any(key in read for key in keys):
            return _NOT_HERE
        names = list(dict.fromkeys(source(key).name for key in keys))
        return both(
            "Er zijn wel open cijfers, maar deze site las ze nog niet: {names}.",
            "There are open figures, but this site has not read them yet: {names}.",
            names=", ".join(names[:2]),
        )
    return _NOT_OF_HERE if entries else _NOT_READ


def _evidence(view: IndicatorView, bare: bool) -> Statement:
    value = view.latest.value or 0.0
    text = (
        bare_sentence(view.info, view.latest)
        if bare
        else indicator_sentence(view.info, value, view.latest.year)
    )
    return Statement("indicator", {"indicator": view.info.key, "value": value}, text, (view.latest,))


def _certainty(view: IndicatorView, few: bool) -> Text:
    """Say how sure the evidence is: a register or count, or an estimate; with its year."""
    kind = Text("zwak: een schatting", "weak: an estimate") if view.info.modelled else Text("zeker", "sure")
    if few:
        kind = Text("zegt weinig: te weinig mensen", "says little: too few people")
    return both("{kind}, {year}", "{kind}, {year}", kind=kind, year=view.latest.year)
