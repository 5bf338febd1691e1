"""Days on which no term ends: weekends, the feast days of the act, and days made equal by decree.

Source: Algemene termijnenwet (BWBR0002448), article 3. Easter by the Gregorian computus of J.-M. Oudin
(1940), as printed in the Explanatory Supplement to the Astronomical Almanac (1992), p. 582.
"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from wijkwijzer.errors import InputError

__all__ = ["bridge_days_known", "easter", "feast_days", "is_working_day", "next_working_day", "sources"]

FIRST_YEAR, LAST_YEAR = 1965, 2199
SATURDAY, SUNDAY = 5, 6


def easter(year: int) -> date:
    """Return Easter Sunday.

    Parameters
    ----------
    year : a year of the Gregorian calendar.

    Examples
    --------
    >>> easter(2026).isoformat(), easter(2038).isoformat()
    ('2026-04-05', '2038-04-25')
    """
    century, golden = year // 100, year % 19
    k = (century - 17) // 25
    i = (century - century // 4 - (century - k) // 3 + 19 * golden + 15) % 30
    i -= (i // 28) * (1 - (29 // (i + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + i + 2 - century + century // 4) % 7
    shift = i - weekday
    month = 3 + (shift + 40) // 44
    return date(year, month, shift + 28 - 31 * (month // 4))


@cache
def feast_days(year: int) -> dict[date, str]:
    """Return the days of a year that are, or are made equal to, a generally recognised feast day.

    Parameters
    ----------
    year : between 1965, when the act came into force, and 2199.

    Returns
    -------
    dict
        Name by day, in order of date. Days by decree only in years of which the decree is known
        (`bridge_days_known`).

    Raises
    ------
    InputError
        The year lies outside what this file can answer for.

    Examples
    --------
    >>> [f"{day:%d-%m} {name}" for day, name in feast_days(2026).items()][:3]
    ['01-01 Nieuwjaarsdag', '02-01 gelijkgesteld bij besluit', '03-04 Goede Vrijdag']
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InputError(f"Feestdagen zijn te berekenen van {FIRST_YEAR} tot en met {LAST_YEAR}.")
    data, found = _data(), dict[date, str]()
    for row in data["fixed"]:
        found[_of(year, row["day"])] = row["name"]
    sunday = easter(year)
    for row in data["easter"]:
        found[sunday + timedelta(days=row["offset"])] = row["name"]
    found[_kings_day(year)] = data["king"]["name"]
    for decree in data["decree"]:
        found |= {day: "gelijkgesteld bij besluit" for day in decree["days"] if day.year == year}
    return dict(sorted(found.items()))


def is_working_day(day: date) -> bool:
    """Return whether a day is neither Saturday, Sunday nor a (made equal) feast day.

    Examples
    --------
    >>> is_working_day(date(2026, 5, 5)), is_working_day(date(2026, 5, 15)), is_working_day(date(2026, 5, 18))
    (False, False, True)
    """
    return day.weekday() < SATURDAY and day not in feast_days(day.year)


def next_working_day(day: date) -> date:
    """Return the day itself when it is a working day, else the first one after it (article 1 of the act).

    Examples
    --------
    >>> next_working_day(date(2026, 4, 3)).isoformat()
    '2026-04-07'
    """
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def bridge_days_known(year: int) -> bool:
    """Return whether the decree on days made equal in this year is in our data.

    Examples
    --------
    >>> bridge_days_known(2027), bridge_days_known(2031)
    (True, False)
    """
    return any(year in decree["years"] for decree in _data()["decree"])


def sources() -> tuple[str, ...]:
    """Return the act and the decrees behind the days."""
    data = _data()
    return (str(data["source"]), *(str(decree["title"]) for decree in data["decree"]))


def _kings_day(year: int) -> date:
    king = _data()["king"]
    day = _of(year, king["day"] if year >= king["first_year"] else king["before"])
    return day - timedelta(days=1) if day.weekday() == SUNDAY else day


def _of(year: int, month_and_day: str) -> date:
    return date.fromisoformat(f"{year}-{month_and_day}")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("wijkwijzer.desk").joinpath("days.toml").read_text("utf-8"))
