"""The terms of a programme: days that follow from a day, never typed in.

Months are calendar months; a day that a month lacks becomes its last day (31 August + 6 months is 28 or 29
February). Terms here are promises of a programme among equals, not terms of the Algemene termijnenwet: they
may end on a Sunday.
"""

from __future__ import annotations

import datetime
from calendar import monthrange
from dataclasses import dataclass

__all__ = [
    "ASK_ADVICE_MONTHS",
    "LOOK_BACK_MONTHS",
    "REACTION_DAYS",
    "SETTLE_DAYS",
    "ReviewStep",
    "asks_until",
    "months_after",
    "months_between",
    "review_clock",
]

SETTLE_DAYS = 14
"""Who was at a meeting may amend its notes for two weeks."""
REACTION_DAYS = 21
"""A wijk has three weeks to react to an analysis."""
LOOK_BACK_MONTHS = (3, 6)
"""When is asked what became of a task."""
ASK_ADVICE_MONTHS = 6
"""Every half year the addressee of an open advice is asked."""


def months_after(day: datetime.date, months: int) -> datetime.date:
    """Return the same day some months later, or the last day of that month.

    Examples
    --------
    >>> months_after(datetime.date(2025, 8, 31), 6)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(first: datetime.date, last: datetime.date) -> int:
    """Return the number of whole months from `first` to `last`; 0 when `last` comes first.

    Examples
    --------
    >>> months_between(datetime.date(2024, 4, 18), datetime.date(2025, 11, 17))
    18
    >>> months_between(datetime.date(2025, 8, 31), datetime.date(2026, 2, 28))
    6
    """
    months = (last.year - first.year) * 12 + last.month - first.month
    return max(0, months if months_after(first, months) <= last else months - 1)


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """One step of a peer review: what is due, and when."""

    key: str
    due: datetime.date


_REVIEW = (("verslag", 0), ("actieplan", 3), ("plan_uiterlijk", 5), ("voortgang", 10), ("gepubliceerd", 12))


def review_clock(visit: datetime.date) -> tuple[ReviewStep, ...]:
    """Return the steps of a collegiale toets from the day of the visit.

    The position statement comes before the visit; report and action plan three months after it (the plan
    five at the last), a progress review after ten and publication after twelve, as the LGA's corporate peer
    challenge does.

    Examples
    --------
    >>> [step.due.isoformat() for step in review_clock(datetime.date(2026, 1, 31))][1:]
    ['2026-04-30', '2026-06-30', '2026-11-30', '2027-01-31']
    """
    return tuple(ReviewStep(key, months_after(visit, months)) for key, months in _REVIEW)


def asks_until(issued: datetime.date, today: datetime.date) -> tuple[datetime.date, ...]:
    """Return the days on which the addressee of an open advice was to be asked, up to and with today.

    Examples
    --------
    >>> [day.isoformat() for day in asks_until(datetime.date(2024, 4, 18), datetime.date(2025, 5, 1))]
    ['2024-10-18', '2025-04-18']
    """
    count = months_between(issued, today) // ASK_ADVICE_MONTHS
    return tuple(months_after(issued, ASK_ADVICE_MONTHS * n) for n in range(1, count + 1))
