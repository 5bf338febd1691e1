"""Terms: when an answer is due, what an extension does, and whether it is late.

A term in working days counts from the day after it begins. A term in calendar days, weeks or months is
lengthened when it ends on a Saturday, Sunday or feast day, and until it holds two working days (Algemene
termijnenwet, articles 1 and 2); the act leaves terms alone that are longer than 90 days, twelve weeks or
three months (article 4), and then the day stays as it is.

Days are days on the Dutch clock: a term ends at the closing hour in Europe/Amsterdam, summer and winter.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from wijkwijzer.desk.days import is_working_day, next_working_day
from wijkwijzer.errors import InputError

__all__ = [
    "AMSTERDAM",
    "MOST_EXTENSIONS",
    "Clock",
    "Extension",
    "add_working_days",
    "clock",
    "days_late",
    "dutch_day",
    "moment_due",
    "statutory_end",
    "working_days_between",
]

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CLOSING = time(17, 0)
MOST_EXTENSIONS = 2
LONGEST_DAYS = 366 * 3
_LIMITS = {"dagen": 90, "weken": 12, "maanden": 3}
Unit = Literal["dagen", "weken", "maanden"]
State = Literal["loopt", "verlengd", "te laat", "op tijd", "te laat beantwoord"]


def dutch_day(moment: datetime) -> date:
    """Return the day on which a moment falls on the Dutch clock.

    Raises
    ------
    InputError
        The moment has no time zone.

    Examples
    --------
    >>> from datetime import UTC
    >>> dutch_day(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)).isoformat()
    '2026-07-01'
    """
    if moment.tzinfo is None:
        raise InputError("Een tijd zonder tijdzone is niet te plaatsen op de klok.")
    return moment.astimezone(AMSTERDAM).date()


def add_working_days(start: date, number: int) -> date:
    """Return the last day of a term of working days that begins on `start`.

    Parameters
    ----------
    start : the day of the event; day one is the first working day after it.
    number : working days, 0 to 260. With 0 it is `start`, or the first working day after it.

    Raises
    ------
    InputError
        The number is negative, or more than a year of working days.

    Examples
    --------
    >>> add_working_days(date(2025, 11, 20), 2).isoformat()  # a Thursday
    '2025-11-24'
    >>> add_working_days(date(2026, 4, 2), 2).isoformat()  # before Good Friday and Easter Monday
    '2026-04-08'
    """
    if not 0 <= number <= 260:
        raise InputError("Een termijn heeft 0 tot en met 260 werkdagen.")
    day = start if number else next_working_day(start)
    while number:
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Return how many working days passed after `start` up to and including `end`; 0 on the same day.

    Examples
    --------
    >>> working_days_between(date(2025, 11, 20), date(2025, 11, 24))
    2
    >>> working_days_between(date(2025, 11, 22), date(2025, 11, 23))  # Saturday to Sunday
    0
    """
    if end <= start:
        return 0
    days = (start + timedelta(days=offset) for offset in range(1, (end - start).days + 1))
    return sum(map(is_working_day, days))


def statutory_end(start: date, number: int, unit: Unit) -> date:
    """Return the last day of a term, by the act on terms.

    Parameters
    ----------
    start : the day of the event; the term begins on the day after it.
    number : 1 or more.
    unit : days, weeks or months, as the term itself is written. 30 days are not a month.

    Raises
    ------
    InputError
        An unknown unit, or a number that is no term.

    Examples
    --------
    >>> statutory_end(date(2026, 1, 31), 1, "maanden").isoformat()  # 28 February is a Saturday
    '2026-03-02'
    >>> statutory_end(date(2026, 12, 24), 3, "dagen").isoformat()  # till two working days are in it
    '2026-12-29'
    >>> statutory_end(date(2026, 1, 1), 26, "weken").isoformat()  # longer than twelve weeks: not moved
    '2026-07-02'
    """
    if unit not in _LIMITS:
        raise InputError(f"Een termijn is in dagen, weken of maanden, niet in {unit!r}.")
    if not number >= 1 or _rough_days(number, unit) > LONGEST_DAYS:
        raise InputError("Een termijn is minstens 1 dag en hoogstens drie jaar.")
    end = _plain_end(start, number, unit)
    if number > _LIMITS[unit]:
        return end
    end = next_working_day(end)
    if _rough_days(number, unit) >= 3:
        while working_days_between(start, end) < 2:
            end = next_working_day(end + timedelta(days=1))
    return end


def _rough_days(number: int, unit: Unit) -> int:
    return number * {"dagen": 1, "weken": 7, "maanden": 30}[unit]


def _plain_end(start: date, number: int, unit: Unit) -> date:
    if unit != "maanden":
        return start + timedelta(days=_rough_days(number, unit))
    month = start.month - 1 + number
    year, month = start.year + month // 12, month % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def moment_due(day: date) -> datetime:
    """Return the closing hour of a day on the Dutch clock.

    Examples
    --------
    >>> moment_due(date(2026, 7, 1)).isoformat(), moment_due(date(2026, 1, 5)).isoformat()
    ('2026-07-01T17:00:00+02:00', '2026-01-05T17:00:00+01:00')
    """
    return datetime.combine(day, CLOSING, AMSTERDAM)


@dataclass(frozen=True, slots=True)
class Extension:
    """A new date, announced on a day, with the reason that everybody may read."""

    announced: date
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class Clock:
    """How a term stands on a day.

    Attributes
    ----------
    due : the day before the end of which the answer must be there, extensions included.
    first_due : the day as it was first agreed.
    state : *te laat* is computed from dates here and never stored. An extension that was announced in time is
        no lateness.
    days : calendar days since the start, until the answer or today.
    late : working days past `due`, 0 when in time.
    extensions : how often it was extended.
    """

    due: date
    first_due: date
    state: State
    days: int
    late: int
    extensions: int


def clock(
    start: date,
    due: date,
    *,
    today: date,
    extensions: Sequence[Extension] = (),
    answered: date | None = None,
) -> Clock:
    """Return how a term stands.

    Parameters
    ----------
    start, due : when it was asked, and the day agreed for the answer.
    today : the day on which one looks.
    extensions : in order of announcement, two at most; each to a later day and with a reason.
    answered : the day of the answer, None while there is none.

    Raises
    ------
    InputError
        A date that runs back, a third extension, one without a reason, or one announced when it was late.

    Examples
    --------
    >>> week = Extension(date(2025, 3, 14), date(2025, 4, 14), "de jurist had nog niet gekeken")
    >>> clock(date(2025, 2, 3), date(2025, 3, 17), today=date(2025, 4, 1), extensions=[week]).state
    'verlengd'
    >>> found = clock(date(2025, 2, 3), date(2025, 3, 17), today=date(2025, 3, 19))
    >>> found.state, found.late
    ('te laat', 2)
    """
    _check(start, due, extensions)
    last = extensions[-1].until if extensions else due
    until = answered if answered is not None else today
    late = days_late(last, until)
    state: State
    if answered is not None:
        state = "te laat beantwoord" if late else "op tijd"
    else:
        state = "te laat" if late else "verlengd" if extensions else "loopt"
    return Clock(last, due, state, max(0, (until - start).days), late, len(extensions))


def _check(start: date, due: date, extensions: Sequence[Extension]) -> None:
    if due < start:
        raise InputError("Het antwoord kan niet klaar zijn voor het gevraagd is.")
    if len(extensions) > MOST_EXTENSIONS:
        raise InputError("Verlengen kan twee keer. Daarna is het een antwoord, of het is te laat.")
    last = due
    for each in extensions:
        if not each.reason.strip():
            raise InputError("Verlengen kan alleen met een reden, die iedereen kan lezen.")
        if each.until <= last:
            raise InputError("De nieuwe datum ligt na de oude.")
        if each.announced > next_working_day(last):
            raise InputError("Het is al te laat: verlengen kan tot en met de dag zelf.")
        last = each.until


def days_late(due: date, today: date) -> int:
    """Return the working days since a date went by; 0 on the day itself, and when it is a day off.

    Examples
    --------
    >>> days_late(date(2026, 11, 27), date(2026, 11, 29)), days_late(date(2026, 11, 27), date(2026, 12, 1))
    (0, 2)
    """
    return working_days_between(next_working_day(due), today)
