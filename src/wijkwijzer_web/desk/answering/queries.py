"""What a listener sees: who waits and until when, a conversation, and what comes back at this desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from wijkwijzer.desk import days_late
from wijkwijzer_web.desk.models import OPGAVEN, Desk, Signal, Words
from wijkwijzer_web.desk.queries import today

__all__ = [
    "Group",
    "Line",
    "Patterns",
    "dangers",
    "patterns",
    "queue",
    "queue_line",
    "recognisable",
    "waiting_at",
]

PAGE = 100
# Words that ask for a human's eye at once. No machine decides anything.
_DANGER = (
    "zelfmoord",
    "zelfdoding",
    "niet meer leven",
    "dood wil",
    "vermoord",
    "mes ",
    "wapen",
    "slaat me",
    "slaat mij",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the queue."""

    signal: Signal
    title: str
    late: int
    note: str


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading."""

    key: str
    lines: Sequence[Line]


def waiting_at(desk: Desk) -> QuerySet[Signal]:
    """Every conversation of a desk that is not done, by next date."""
    done = (Signal.State.DONE, Signal.State.ERASED)
    return desk.signals.exclude(state__in=done).order_by("next_on", "pk")


def queue(desk: Desk, page: int = 1) -> list[Group]:
    """Who waits, by the next date: late, today and tomorrow, later. Two questions to the database."""
    day = today()
    signals = list(waiting_at(desk)[(page - 1) * PAGE : page * PAGE])
    first = _first_words([signal.pk for signal in signals if signal.state != Signal.State.RECEIVED])
    lines = [queue_line(signal, first.get(signal.pk, ""), day) for signal in signals]
    groups = {"laat": list[Line](), "nu": list[Line](), "later": list[Line]()}
    for line in lines:
        due = line.signal.next_on or day
        groups["laat" if line.late else "nu" if due <= day + timedelta(days=1) else "later"].append(line)
    return [Group(key, found) for key, found in groups.items() if found]


def queue_line(signal: Signal, words: str, day: date) -> Line:
    """A line of the queue: a quote once it was read; what nobody read yet has none."""
    title = " ".join(words.split())[:60]
    late = days_late(signal.next_on, day) if signal.next_on else 0
    return Line(signal, title, late, "")


def _first_words(signals: list[int]) -> dict[int, str]:
    rows = Words.objects.filter(signal__in=signals, sender=Words.Sender.TELLER).order_by("-event_id")
    return dict(rows.values_list("signal_id", "text"))


def dangers(text: str) -> bool:
    """Whether somebody should look at once; it changes nothing but the order of attention."""
    folded = f"{text.casefold()} "
    return any(words in folded for words in _DANGER)


@dataclass(frozen=True, slots=True)
class Patterns:
    """What comes back at a desk, for its own listeners only."""

    opgaven: Sequence[tuple[str, int]]
    areas: Sequence[tuple[str, int]]
    closings: Sequence[tuple[str, int]]
    months: Sequence[tuple[str, int]]
    not_sorted: int

    @property
    def tables(self) -> list[tuple[str, Sequence[tuple[str, int]]]]:
        """The counts under their titles."""
        titles = (_("Opgaven"), _("Wijken"), _("Hoe het eindigde"), _("Per maand"))
        return list(zip(titles, (self.opgaven, self.areas, self.closings, self.months), strict=True))


def patterns(desk: Desk) -> Patterns:
    """Counts of this desk over a year; nobody else sees them, so they may be small."""
    since = today() - timedelta(days=365)
    rows = list(
        desk.signals.filter(received_at__date__gte=since).values_list(
            "opgave", "area", "closing", "received_at"
        )
    )
    names = dict(OPGAVEN)
    opgaven = Counter(str(names[opgave]) for opgave, *_rest in rows if opgave)
    closings = Counter(str(Signal.Closing(closing).label) for *_rest, closing, _at in rows if closing)
    months = Counter(f"{at:%Y-%m}" for *_rest, at in rows)
    areas = Counter(str(desk.areas.get(area, area)) for _opgave, area, *_rest in rows if area)
    return Patterns(
        sorted(opgaven.items(), key=lambda item: (-item[1], item[0])),
        sorted(areas.items()),
        sorted(closings.items()),
        sorted(months.items()),
        sum(not opgave for opgave, *_rest in rows),
    )


def recognisable(text: str) -> list[str]:
    """Names, addresses and numbers in a text, as far as a machine sees them."""
    from wijkwijzer.text.redaction.redact import find_personal_data

    return [found.text for found in find_personal_data(text)]
