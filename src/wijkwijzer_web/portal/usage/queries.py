"""Gelezen, gedownload and gebruikt in, of what an organisation made public."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from wijkwijzer_web.core import rooms, weaving
from wijkwijzer_web.core.hooks import Linked, Ref
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.knowledge import service as knowledge
from wijkwijzer_web.publishing.service import SORTS, Use, use_of

__all__ = ["Used", "used"]

YEAR = datetime.timedelta(days=365)
_NOTHING = Use()


@dataclass(frozen=True, slots=True)
class Used:
    """One thing: how often it was opened and taken along, this month and in a year, and where it is used."""

    subject: str
    title: str
    url: str
    sort: str
    month: Use
    year: Use
    places: tuple[Linked, ...]


def used(organisation: Organisation) -> list[Used]:
    """Everything public of an organisation, what was read most in a year first."""
    things = [*_documents(organisation), *_records(organisation)]
    today = timezone.localdate()
    subjects = [subject for subject, *_rest in things]
    month, year = use_of(subjects, today.replace(day=1)), use_of(subjects, today - YEAR)
    places = _places([ref for *_rest, ref in things if ref is not None])
    rows = [
        Used(
            subject,
            title,
            url,
            sort,
            month.get(subject, _NOTHING),
            year.get(subject, _NOTHING),
            places.get(ref, ()) if ref else (),
        )
        for subject, title, url, sort, ref in things
    ]
    return sorted(rows, key=lambda one: (-(one.year.read or 0), -len(one.places), one.title))


def _documents(organisation: Organisation) -> list[tuple[str, str, str, str, Ref | None]]:
    """The newest version of each; readers are counted for all versions together."""
    found: dict[str, tuple[str, str, str, str, Ref | None]] = {}
    for one in rooms.documents():
        if (
            one.organisation.pk == organisation.pk
            and not one.example
            and not one.gone_at
            and not one.later[1]
        ):
            label = str(SORTS.get(one.sort, one.sort))
            found.setdefault(one.subject, (one.subject, one.title, one.url, label, None))
    return list(found.values())


def _records(organisation: Organisation) -> list[tuple[str, str, str, str, Ref | None]]:
    return [
        (one.subject, one.title, one.url, one.kind.capitalize(), Ref(one.kind, one.key))
        for one in knowledge.public_of(organisation)
    ]


def _places(refs: list[Ref]) -> dict[Ref, tuple[Linked, ...]]:
    """What stands beside each record in the chain, as far as everyone may read it."""
    strand = weaving.woven((), refs, AnonymousUser())
    things = {one.ref: one for one in strand.things if one.title}
    wanted, found = set(refs), dict[Ref, dict[Ref, Linked]]()
    for pair in strand.pairs:
        for one, other in (pair, pair[::-1]):
            if one in wanted and other in things:
                found.setdefault(one, {})[other] = things[other]
    return {ref: tuple(others.values()) for ref, others in found.items()}
