"""What the page of samenspel shows: sentences first, then opgaven by parties, then four factors."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer.programme import Interplay, Work, interplay, is_state, parties_in
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.programme.effort.queries import efforts_of, opgaven_in
from wijkwijzer_web.programme.models import Effort, Evidence, Opgave
from wijkwijzer_web.programme.together.queries import evidence_of

__all__ = ["TogetherPage", "together_page"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One opgave with what runs for it: per inzet who does it, who joins, and until when."""

    row: Opgave
    works: tuple[tuple[Effort, str], ...]


@dataclass(frozen=True, slots=True)
class FactorShown:
    """One of the four factors: what is known, each with source and day; empty is not recorded."""

    key: str
    name: str
    why: str
    known: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class TogetherPage:
    """The page of samenspel of a wijk."""

    place: areas.Place
    url: str
    found: Interplay
    sentences: tuple[str, ...]
    state: tuple[str, ...]
    cells: tuple[Cell, ...]
    factors: tuple[FactorShown, ...]


def together_page(place: areas.Place) -> TogetherPage:
    """Everything that the page shows."""
    today = timezone.localdate()
    opgaven = list(opgaven_in(place.key).filter(ended_on=None))
    running = [
        row
        for row in efforts_of(place.key)
        if row.begins_on <= today and (row.ends_on is None or row.ends_on >= today)
    ]
    open_keys = {row.pk for row in opgaven}
    works = [_work(row) for row in running if row.opgave_id in open_keys]
    found = interplay([row.pk for row in opgaven], works)
    evidence = evidence_of(place.key)
    return TogetherPage(
        place,
        areas.address_of(place.key),
        found,
        tuple(_sentences(found, opgaven, len(works))),
        tuple(_state(running, evidence, today)),
        tuple(Cell(row, _works(row, running)) for row in opgaven),
        tuple(_factors(evidence)),
    )


def _work(row: Effort) -> Work:
    return Work(row.opgave_id, row.what, row.carrier, parties_in(row.parties), row.money_source)


def _works(opgave: Opgave, running: Sequence[Effort]) -> tuple[tuple[Effort, str], ...]:
    own = [row for row in running if row.opgave_id == opgave.pk]
    return tuple((row, ", ".join(parties_in(row.parties))) for row in own)


def _sentences(found: Interplay, opgaven: Sequence[Opgave], running: int) -> list[str]:
    if not opgaven:
        return [_("Er is voor deze wijk nog geen open opgave vastgelegd.")]
    words = {row.pk: row.what.rstrip(".") for row in opgaven}
    said = [
        ngettext("%(n)s opgave staat open.", "%(n)s opgaven staan open.", len(opgaven)) % {"n": len(opgaven)}
        + " "
        + ngettext("Daarvoor loopt %(n)s inzet.", "Daarvoor lopen %(n)s inzetten.", running) % {"n": running}
    ]
    if found.gaps:
        said.append(
            ngettext(
                "Voor %(n)s opgave loopt niets: %(which)s.",
                "Voor %(n)s opgaven loopt niets: %(which)s.",
                len(found.gaps),
            )
            % {"n": len(found.gaps), "which": "; ".join(words[key] for key in found.gaps)}
        )
    for key, apart in found.doubles:
        text = _("Voor “%(what)s” werken %(who)s elk apart, voor zover we weten.")
        said.append(text % {"what": words[key], "who": _(" en ").join(apart)})
    if found.carries_all:
        text = _("%(who)s draagt %(n)s van de %(all)s inzetten. Valt die weg, dan stopt het meeste.")
        said.append(text % {"who": found.carries_all, "n": found.carried, "all": running})
    return said


def _state(running: Sequence[Effort], evidence: Sequence[Evidence], today: datetime.date) -> list[str]:
    """Who of the State, with what, until when; from inzetten and from what was recorded apart."""
    said = []
    for row in running:
        parties = parties_in(row.parties)
        who = next((name for name in (row.carrier, row.money_source, *parties) if is_state(name)), "")
        if who:
            words = {"who": who[:1].upper() + who[1:], "what": row.what, "until": _until(row.money_until)}
            said.append(_("%(who)s doet mee aan %(what)s, %(until)s.") % words)
    for one in evidence:
        if one.factor == Evidence.Factor.STATE and (one.until is None or one.until >= today):
            parts = [part for part in (one.what.rstrip("."), one.with_what, _until(one.until)) if part]
            said.append(", ".join(parts) + ".")
    return said


def _until(day: datetime.date | None) -> str:
    if day is None:
        return _("tot wanneer is niet vastgelegd")
    return _("tot en met %s") % date_format(day, "F Y")


def _factors(evidence: Sequence[Evidence]) -> list[FactorShown]:
    why = {
        Evidence.Factor.TOGETHER: _("Aanpakken helpen pas als ze bij elkaar passen."),
        Evidence.Factor.STATE: _("Een gemeente alleen heeft te weinig in handen."),
        Evidence.Factor.MONEY: _("De kosten komen eerst, de baten later."),
        Evidence.Factor.LONG: _("Een wijk wordt beter in de tijd waarin een kind opgroeit."),
    }
    return [
        FactorShown(
            factor.value,
            str(factor.label),
            why[factor],
            tuple(one for one in evidence if one.factor == factor),
        )
        for factor in Evidence.Factor
    ]
