"""The long effort of a wijk: what ran, with which gaps, who stayed, and what is promised ahead.

Drawn as rows on one axis of months, and said in sentences. Continuity is a figure in words (`continuity`),
never a mark: covered share, breaks, money ahead and the carousel of projects stand beside it and are not
summed. A gap is half a year or longer without anybody; months that nobody recorded are unknown, not empty.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from wijkwijzer.programme.continuity import GAP, LONGEST_WINDOW, Continuity, Effort, Share, continuity

__all__ = [
    "Carousel",
    "LongEffort",
    "Piece",
    "Post",
    "Run",
    "Strip",
    "carousel",
    "long_effort",
    "month_of",
    "strip",
]

LEAST_GAP = 6
"""Months without anybody that are drawn as a gap."""
SHORT = 18
"""Months that a project lasts to be called short."""
FEW = 3
"""Fewer projects than this are no carousel."""

Kind = Literal["ran", "ahead", "gap", "unknown"]


@dataclass(frozen=True, slots=True)
class Run:
    """An inzet: somebody's work from one day to another; `ends` is None while it runs without an end.

    `role` is the fixed person by function ("gastvrouw"), never a name. `granted` is the last day for which
    money was promised.
    """

    carrier: str
    what: str
    begins: datetime.date
    ends: datetime.date | None = None
    role: str = ""
    granted: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One person's time in a role: the next person is the next post."""

    role: str
    holder: str
    begins: datetime.date
    ends: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Months `first` up to and including `last`, and what is known of them."""

    kind: Kind
    first: int
    last: int

    @property
    def months(self) -> int:
        """How long it takes."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Strip:
    """One row of the timeline; `changes` are the months in which another person came."""

    pieces: tuple[Piece, ...]
    changes: tuple[int, ...] = ()

    @property
    def gaps(self) -> tuple[Piece, ...]:
        """Its gaps, in order."""
        return tuple(piece for piece in self.pieces if piece.kind == "gap")


@dataclass(frozen=True, slots=True)
class Carousel:
    """How many of the projects that ended were short, of how many organisations; `likely` in words only."""

    ended: int
    short: int
    carriers: int

    @property
    def likely(self) -> bool:
        """Whether most of what ended was short and changed hands."""
        return self.ended >= FEW and 2 * self.short > self.ended and self.carriers >= FEW


@dataclass(frozen=True, slots=True)
class LongEffort:
    """What is known of the continuity of an area between two months.

    `person` is None when nobody is recorded by function. Its bounds are wide where one function may have
    been done by one person or by several.
    """

    first: int
    last: int
    figures: Continuity
    person: Share | None
    carousel: Carousel
    granted_until: datetime.date | None


def month_of(day: datetime.date) -> int:
    """Return the month of a day, counted from the year 0.

    Examples
    --------
    >>> month_of(datetime.date(2024, 3, 31)) - month_of(datetime.date(2023, 12, 1))
    3
    """
    return day.year * 12 + day.month - 1


def long_effort(
    runs: Sequence[Run],
    posts: Sequence[Post],
    today: datetime.date,
    unrecorded: Sequence[tuple[datetime.date, datetime.date]] = (),
) -> LongEffort | None:
    """Return the continuity of an area from its first recorded inzet up to today; None without any.

    Parameters
    ----------
    runs : inzetten; one that begins after today does not count yet.
    posts : people in a role, for the blijfkans of a person only: an office is no inzet.
    unrecorded : spans of days of which nothing was recorded.

    Raises
    ------
    InputError
        An inzet that ends before it begins, or has no carrier.

    Examples
    --------
    >>> day = datetime.date
    >>> tent = Run("Straat", "tent", day(2012, 1, 1), day(2012, 9, 1))
    >>> runs = [Run("Buurtwerk", "koffie", day(2010, 1, 1)), tent]
    >>> found = long_effort(runs, [], day(2024, 12, 31))
    >>> found.figures.organisation.low, found.carousel.short, found.person
    (1.0, 1, None)
    """
    begun = [run for run in runs if run.begins <= today]
    if not begun:
        return None
    last = month_of(today)
    starts = [month_of(run.begins) for run in begun] + [month_of(first) for first, _last in unrecorded]
    first = max(min([*starts, last]), last - LONGEST_WINDOW + 1)
    unknown = [(month_of(start), month_of(end)) for start, end in unrecorded]
    efforts = [_effort(run, last, "") for run in begun]
    granted = [run.granted for run in runs if run.granted is not None and run.granted > today]
    return LongEffort(
        first,
        last,
        continuity(efforts, first, last, unknown=unknown),
        _person(begun, [post for post in posts if post.begins <= today], first, last, unknown),
        carousel(begun, today),
        max(granted, default=None),
    )


def _effort(run: Run, last: int, person: str) -> Effort:
    end = last if run.ends is None else month_of(run.ends)
    granted = month_of(run.granted) if run.granted else None
    return Effort(run.carrier, month_of(run.begins), end, person, run.what, granted)


def _person(
    runs: Sequence[Run], posts: Sequence[Post], first: int, last: int, unknown: Sequence[tuple[int, int]]
) -> Share | None:
    """At least: another person each time; at most: one person per organisation and function."""
    found = []
    for same in (False, True):
        efforts = [
            _effort(run, last, run.role and (f"{run.carrier}/{run.role}" if same else f"r{n}"))
            for n, run in enumerate(runs)
        ]
        efforts += [
            _effort(Run(post.holder or post.role, post.role, post.begins, post.ends), last, f"p{n}")
            for n, post in enumerate(posts)
        ]
        share = continuity(efforts, first, last, unknown=unknown).person
        if share is None:
            return None
        found.append(share)
    return Share(found[0].low, max(found[0].high, found[1].high))


def carousel(runs: Sequence[Run], today: datetime.date) -> Carousel:
    """Count the projects that ended, and the short ones among them that had no successor of their own.

    Work that the same organisation went on with within three months is one project, however it was paid.

    Examples
    --------
    >>> year = lambda n, who: Run(who, "project", datetime.date(n, 1, 1), datetime.date(n, 12, 31))
    >>> carousel([year(n, f"Stichting {n}") for n in range(2015, 2020)], datetime.date(2024, 1, 1))
    Carousel(ended=5, short=5, carriers=5)
    >>> carousel([year(n, "Buurtwerk") for n in range(2015, 2020)], datetime.date(2024, 1, 1))
    Carousel(ended=1, short=0, carriers=1)
    """
    now, ended, short, carriers = month_of(today), 0, 0, set()
    for carrier in sorted({run.carrier for run in runs}):
        own = [run for run in runs if run.carrier == carrier]
        for start, end in _joined(_spans((run.begins, run.ends) for run in own), GAP):
            if end is None or end >= now:
                continue
            ended += 1
            carriers.add(carrier)
            short += end - start + 1 <= SHORT
    return Carousel(ended, short, len(carriers))


def _spans(
    days: Iterable[tuple[datetime.date, datetime.date | None]],
) -> list[tuple[int, int | None]]:
    return [(month_of(begins), None if ends is None else month_of(ends)) for begins, ends in days]


def _joined(spans: Sequence[tuple[int, int | None]], bridge: int = 0) -> list[tuple[int, int | None]]:
    """Spans in order, those that touch (or leave no more than `bridge` months) made one."""
    found: list[tuple[int, int | None]] = []
    for start, end in sorted(spans, key=lambda each: (each[0], each[1] is None, each[1] or 0)):
        if found and (found[-1][1] is None or start <= found[-1][1] + 1 + bridge):
            before = found[-1]
            later = None if end is None or before[1] is None else max(before[1], end)
            found[-1] = (before[0], later)
        else:
            found.append((start, end))
    return found


def strip(
    spans: Sequence[tuple[datetime.date, datetime.date | None]],
    today: datetime.date,
    until: int,
    *,
    unrecorded: Sequence[tuple[datetime.date, datetime.date]] = (),
    people: bool = False,
    needed: bool = False,
) -> Strip:
    """Return one row of the timeline.

    Parameters
    ----------
    until : the last month of the axis; what has no end is drawn up to there, after today as not yet sure.
    people : each span is another person: their changes are marked.
    needed : after the last span somebody is missing (a role without a successor), so that is a gap too.

    Examples
    --------
    >>> day = datetime.date
    >>> row = strip([(day(2020, 1, 1), day(2020, 12, 31)), (day(2022, 1, 1), None)], day(2024, 6, 1), 24299)
    >>> [(piece.kind, piece.months) for piece in row.pieces]
    [('ran', 12), ('gap', 12), ('ran', 30), ('ahead', 6)]
    """
    now = month_of(today)
    known = _joined(_spans(spans))
    hidden = [(month_of(start), month_of(end)) for start, end in unrecorded]
    pieces: list[Piece] = []
    for start, end in known:
        pieces += _run(start, until if end is None else min(end, until), now)
    if known:
        pieces += _before(known[0][0], hidden)
    holes = [(a[1] + 1, b[0] - 1) for a, b in pairwise(known) if a[1] is not None]
    if needed and known and known[-1][1] is not None:
        holes.append((known[-1][1] + 1, now))
    for first, last in holes:
        pieces += _hole(first, min(last, until), hidden)
    starts = sorted({month_of(begins) for begins, _ends in spans}) if people else []
    return Strip(
        tuple(sorted(pieces, key=lambda piece: (piece.first, piece.last))),
        tuple(start for start in starts[1:] if any(_inside(start, piece) for piece in pieces)),
    )


def _before(start: int, hidden: Sequence[tuple[int, int]]) -> list[Piece]:
    """Years that nobody recorded and that end where the row begins: it may have been there already."""
    spans = [(first, min(last, start - 1)) for first, last in hidden if first < start]
    return [Piece("unknown", first, last) for first, last in spans if start - last <= LEAST_GAP]


def _inside(month: int, piece: Piece) -> bool:
    return piece.kind != "gap" and piece.first < month <= piece.last


def _run(start: int, end: int, now: int) -> list[Piece]:
    if end < start:
        return []
    if start > now:
        return [Piece("ahead", start, end)]
    if end <= now:
        return [Piece("ran", start, end)]
    return [Piece("ran", start, now), Piece("ahead", now + 1, end)]


def _hole(first: int, last: int, hidden: Sequence[tuple[int, int]]) -> list[Piece]:
    """A stretch without anybody: unknown where nothing was recorded, else a gap when it is long enough."""
    found: list[Piece] = []
    at = first
    for start, end in sorted(hidden):
        start, end = max(start, at), min(end, last)
        if start > end:
            continue
        found += [Piece("gap", at, start - 1)] if start > at else []
        found.append(Piece("unknown", start, end))
        at = end + 1
    found += [Piece("gap", at, last)] if at <= last else []
    return [piece for piece in found if piece.kind == "unknown" or piece.months >= LEAST_GAP]
