"""The desk in the chain: how many told something, what is stuck, and which rule changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer.desk import dutch_day
from wijkwijzer_web.core.calendar import written_day
from wijkwijzer_web.core.rooms import Linked, Ref, Strand
from wijkwijzer_web.core.weaving import matched
from wijkwijzer_web.desk.bottlenecks.queries import published
from wijkwijzer_web.desk.listening.queries import Story, story
from wijkwijzer_web.desk.models import Bottleneck
from wijkwijzer_web.desk.queries import RefusedError, guessed, signal_by_code, today, too_many_guesses
from wijkwijzer_web.desk.strand.queries import HEARD, Knelpunt, rows

__all__ = ["recalled", "story_by_code", "strand"]


MOST = 50
"""Hits of one question that are looked at."""


def strand(areas: Sequence[str], refs: Sequence[Ref], actor: Any) -> Strand:
    """All that the desk holds of the chain of these areas or things; never the story of a person."""
    knelpunten, counts = rows(areas, refs)
    things = [_told(area, people, on) for area, (people, on) in counts.items()]
    asked = {ref.key for ref in refs if ref.kind == HEARD} - set(counts)
    things += [Linked(Ref(HEARD, area), "", "", label=_("Signalen")) for area in sorted(asked)]
    pairs = []
    for row in knelpunten:
        things.append(_knelpunt(row))
        if row.decision:
            things.append(_rule(row))
            pairs.append((Ref("knelpunt", str(row.key)), Ref("regel", str(row.key))))
        if row.heard and row.public:
            pairs += [
                (Ref(HEARD, area), Ref("knelpunt", str(row.key)))
                for area in json.loads(row.areas)
                if area in counts
            ]
    return Strand(tuple(things), tuple(pairs))


def recalled(words: Sequence[str], actor: Any) -> list[tuple[float, Ref]]:
    """Knelpunten that everyone may read in which these words stand."""
    every = Q()
    for word in words:
        for field in ("sentence", "explanation", "decision__title", "decision__becomes"):
            every |= Q(**{f"{field}__icontains": word})
    found = published().filter(every)[:MOST] if words else []
    return [(matched(words, _text(row)), Ref("knelpunt", str(row.pk))) for row in found]


def _text(row: Bottleneck) -> str:
    rule = f"{row.decision.title} {row.decision.becomes}" if hasattr(row, "decision") else ""
    return f"{row.sentence} {row.explanation} {rule}"


def story_by_code(typed: str) -> tuple[list[Linked], Ref | None] | None:
    """What became of the story of six words, without a word of it, and the knelpunt that it is part of.

    None when nobody has these words. Raises RefusedError when too many were guessed.
    """
    if too_many_guesses():
        raise RefusedError(_("Er werd hier te vaak geraden. Probeer het over tien minuten opnieuw."), 429)
    signal = signal_by_code(typed)
    if signal is None:
        guessed()
        return None
    told = story(signal)
    bottleneck = Ref("knelpunt", str(told.bottleneck.pk)) if told.bottleneck else None
    return list(_story(told)), bottleneck


def _story(told: Story) -> Iterator[Linked]:
    signal, label = told.signal, _("Jouw verhaal")
    ref = Ref("signaal", str(signal.key))
    where = _("bij %(desk)s") % {"desk": signal.desk.name}
    yield Linked(ref, _("Je vertelde je verhaal."), "", dutch_day(signal.received_at), where, label)
    if signal.answered_on:
        yield Linked(ref, _("Een mens antwoordde."), "", signal.answered_on, "", label)
    else:
        said = _("Er is nog geen antwoord.")
        yield Linked(ref, said, "", signal.next_on, _("beloofd voor deze dag"), label, planned=True)
    for one in told.agreements:
        said = f"{one.who}: {one.what}"
        yield Linked(ref, said, "", one.due, one.outcome, _("Afgesproken"), planned=not one.outcome)
    if signal.closed_on:
        how = str(signal.get_closing_display())
        yield Linked(ref, _("Het gesprek is klaar."), "", signal.closed_on, how, label)


def _told(area: str, people: int, on: date) -> Linked:
    said = ngettext(
        "Tot deze dag vertelde %(n)s mens iets bij het luisterloket.",
        "Tot deze dag vertelden %(n)s mensen iets bij het luisterloket.",
        people,
    ) % {"n": people}
    note = _("Geteld per tien. Hun verhalen zijn niet openbaar.")
    return Linked(Ref(HEARD, area), said, reverse("desk:desks"), on, note, _("Signalen"))


def _knelpunt(row: Knelpunt) -> Linked:
    ref, label = Ref("knelpunt", str(row.key)), _("Knelpunt")
    if not row.public:
        return Linked(ref, "", "", row.on, label=label)
    state = str(dict(Bottleneck.State.choices).get(row.state, row.state))
    note = " · ".join(part for part in (row.owner, state) if part)
    late = row.answered is None and row.due < today()
    loose = _("Het antwoord was er voor %(day)s nog niet.") % {"day": written_day(row.due)} if late else ""
    url = reverse("desk:bottleneck", args=[row.key])
    planned = row.answered is None and not late
    return Linked(ref, row.sentence, url, row.on, note, label, None, loose, planned)


def _rule(row: Knelpunt) -> Linked:
    ref, label = Ref("regel", str(row.key)), _("Regel veranderd")
    if not row.public:
        return Linked(ref, "", "", row.decided, label=label)
    works = str(dict(Bottleneck.Works.choices).get(row.works, "")) if row.works else _("nog niet nagekeken")
    url = reverse("desk:bottleneck", args=[row.key])
    return Linked(ref, row.decision, url, row.decided, works, label)
