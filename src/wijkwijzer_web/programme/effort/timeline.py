"""The timeline of a wijk: rows of people, inzetten and money on one axis of years."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer.programme import Piece, Strip, month_of, strip
from wijkwijzer_web.programme.models import AreaRole, Effort

__all__ = ["Timeline", "timeline"]

Row = TypeVar("Row", AreaRole, Effort)
Days = tuple[datetime.date, datetime.date | None]
MOST_AHEAD = 180
MOST_BACK = 1199
LABELLED = 24
"""Months from which a gap has room for its length in words."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of a row, in percent of its width; numbers are text, so that no locale touches them."""

    kind: str
    x: str
    width: str
    middle: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class TimeRow:
    """One row: name, marks, what to say of it, and the same as spans of years for the table."""

    name: str
    note: str
    marks: tuple[Mark, ...]
    changes: tuple[str, ...]
    words: str
    small: str
    spoken: str
    years: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Groups of rows with their axis; `gaps` are the lengths of all gaps in months."""

    groups: tuple[tuple[str, tuple[TimeRow, ...]], ...]
    ticks: tuple[tuple[str, str, str], ...]
    now: str
    worst: tuple[str, str, str] | None
    gaps: tuple[int, ...]
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class _Axis:
    first: int
    last: int

    def at(self, month: int) -> str:
        return f"{100 * (month - self.first) / (self.last - self.first + 1):.2f}%"

    def width(self, months: int) -> str:
        return f"{100 * months / (self.last - self.first + 1):.2f}%"


def timeline(
    efforts: Sequence[Effort],
    roles: Sequence[AreaRole],
    unrecorded: Sequence[tuple[datetime.date, datetime.date]],
    today: datetime.date,
) -> Timeline:
    """Put everything that ran on one axis."""
    axis = _axis(efforts, roles, unrecorded, today)
    people = [
        _row(axis, title, [(row.begins_on, row.ends_on) for row in own], today, unrecorded, people=True)
        for title, own in _by(roles, lambda row: row.title).items()
    ]
    work = [_work(axis, carrier, own, today, unrecorded) for carrier, own in _by(efforts, _carrier).items()]
    money = [
        _row(
            axis, source, [(row.begins_on, row.money_until or row.ends_on) for row in own], today, unrecorded
        )
        for source, own in _by([row for row in efforts if row.money_source], _source).items()
    ]
    groups = tuple(
        (name, tuple(row for row, _strip in rows))
        for name, rows in ((_("Mensen"), people), (_("Aanpakken"), work), (_("Geld"), money))
        if rows
    )
    strips = [found for _shown, found in (*people, *work, *money)]
    gaps = tuple(piece.months for found in strips for piece in found.gaps)
    return Timeline(
        groups,
        _ticks(axis),
        axis.at(month_of(today)),
        _worst(axis, strips),
        gaps,
        axis.first // 12,
        axis.last // 12,
    )


def _carrier(row: Effort) -> str:
    return row.carrier


def _source(row: Effort) -> str:
    return row.money_source


def _by(rows: Iterable[Row], name: Callable[[Row], str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(name(row), []).append(row)
    return found


def _axis(
    efforts: Sequence[Effort],
    roles: Sequence[AreaRole],
    unrecorded: Sequence[tuple[datetime.date, datetime.date]],
    today: datetime.date,
) -> _Axis:
    """Whole years, from the first that is known to a year ahead, or to the last day that is known."""
    now = month_of(today)
    spans: list[Days] = [(row.begins_on, row.ends_on) for row in efforts]
    spans += [(row.begins_on, row.ends_on) for row in roles]
    starts = [month_of(start) for start, _end in (*spans, *unrecorded)]
    ends = [month_of(end) for _start, end in spans if end is not None]
    ends += [month_of(row.money_until) for row in efforts if row.money_until]
    first = max(min(starts), now - MOST_BACK)
    last = min(max([*ends, now + 12]), now + MOST_AHEAD)
    return _Axis(first // 12 * 12, last // 12 * 12 + 11)


def _ticks(axis: _Axis) -> tuple[tuple[str, str, str], ...]:
    years = range(axis.first // 12, axis.last // 12 + 1)
    step = next((n for n in (1, 2, 5, 10, 20) if len(years) <= 6 * n), 25)
    shown = [year for year in years if (year - years[0]) % step == 0]
    return tuple((str(year), axis.at(12 * year), "start" if year == shown[0] else "middle") for year in shown)


def _worst(axis: _Axis, strips: Sequence[Strip]) -> tuple[str, str, str] | None:
    """The years in which most rows had a gap, when that were two rows or more: x, width, words."""
    count: Counter[int] = Counter()
    for found in strips:
        count.update({month // 12 for piece in found.gaps for month in range(piece.first, piece.last + 1)})
    most = max(count.values(), default=0)
    if most < 2:
        return None
    first = min(year for year, n in count.items() if n == most)
    last = first
    while count.get(last + 1) == most:
        last += 1
    words = str(first) if first == last else f"{first}–{last}"
    return axis.at(12 * first), axis.width(12 * (last - first + 1)), words


def _work(
    axis: _Axis,
    carrier: str,
    own: Sequence[Effort],
    today: datetime.date,
    unrecorded: Sequence[tuple[datetime.date, datetime.date]],
) -> tuple[TimeRow, Strip]:
    names = list(dict.fromkeys(row.what for row in own))
    note = " · ".join(names[:3]) + (_(" en meer") if len(names) > 3 else "")
    stopped = next((row.stopped_because for row in reversed(own) if row.stopped_because), "")
    return _row(
        axis,
        carrier,
        [(row.begins_on, row.ends_on) for row in own],
        today,
        unrecorded,
        note=note,
        why=stopped,
    )


def _row(
    axis: _Axis,
    name: str,
    spans: Sequence[Days],
    today: datetime.date,
    unrecorded: Sequence[tuple[datetime.date, datetime.date]],
    *,
    people: bool = False,
    note: str = "",
    why: str = "",
) -> tuple[TimeRow, Strip]:
    found = strip(spans, today, axis.last, unrecorded=unrecorded, people=people, needed=people)
    pieces = [piece for piece in found.pieces if piece.last >= axis.first]
    words, small = _words(found, spans, today, people=people, why=why)
    row = TimeRow(
        name,
        note,
        tuple(_mark(axis, piece) for piece in pieces),
        tuple(axis.at(month) for month in found.changes),
        words,
        small,
        f"{name}: {words}" + (f", {small}" if small else ""),
        tuple((_kind(piece), _years(piece)) for piece in pieces),
    )
    return row, found


def _mark(axis: _Axis, piece: Piece) -> Mark:
    first = max(piece.first, axis.first)
    months = piece.last - first + 1
    label = ""
    if piece.kind == "gap" and months >= LABELLED:
        label = _("%(n)s jaar") % {"n": months // 12}
    return Mark(piece.kind, axis.at(first), axis.width(months), axis.at(first + months // 2), label)


def _kind(piece: Piece) -> str:
    return {
        "ran": _("liep"),
        "ahead": _("nog niet zeker"),
        "gap": _("gat"),
        "unknown": _("niet vastgelegd"),
    }[piece.kind]


def _years(piece: Piece) -> str:
    first = datetime.date(piece.first // 12, piece.first % 12 + 1, 1)
    last = datetime.date(piece.last // 12, piece.last % 12 + 1, 1)
    return f"{date_format(first, 'M Y')} – {date_format(last, 'M Y')}"


def _words(
    found: Strip, spans: Sequence[Days], today: datetime.date, *, people: bool, why: str
) -> tuple[str, str]:
    """What stands behind a row: whether it is there now, and its gaps."""
    running = any(begins <= today and (ends is None or ends >= today) for begins, ends in spans)
    begins = min(start for start, _end in spans)
    if running:
        words = _("sinds %s") % date_format(begins, "Y")
    elif begins > today:
        words = _("begint in %s") % date_format(begins, "Y")
    else:
        ends = max(end for _start, end in spans if end is not None)
        words = _("gestopt in %s") % date_format(ends, "Y")
    small = []
    if people and len(spans) > 1:
        small.append(ngettext("%(n)s persoon", "%(n)s personen na elkaar", len(spans)) % {"n": len(spans)})
    months = sum(piece.months for piece in found.gaps)
    if months:
        small.append(ngettext("%(n)s maand niemand", "%(n)s maanden niemand", months) % {"n": months})
    if not running and why:
        small.append(why)
    return words, ", ".join(small)
