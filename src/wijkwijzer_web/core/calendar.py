"""Days in words, and dates as a calendar file (iCalendar), for whoever puts a meeting in their own agenda.

Times are written in Europe/Amsterdam with its rules for summer time in the file, so that a meeting of 10
o'clock stays one on both sides of the change. Moving a meeting keeps its uid and raises its sequence;
calling it off keeps it in the file as cancelled, or agendas would never hear of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

if TYPE_CHECKING:
    from icalendar import Event

__all__ = ["TYPE", "CalendarDate", "calendar_file", "written_day"]

TYPE = "text/calendar; charset=utf-8"
HERE = ZoneInfo("Europe/Amsterdam")


def written_day(day: datetime.date) -> str:
    """A day as a person writes it, in the language of the page: 4 oktober 2026."""
    return date_format(day, "j F Y")


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """One date. `starts` and `ends` are aware; `sequence` grows with every change; `changed` is when it
    last did.
    """

    uid: str
    title: str
    starts: datetime.datetime
    ends: datetime.datetime
    changed: datetime.datetime
    sequence: int = 0
    place: str = ""
    url: str = ""
    text: str = ""
    cancelled: bool = False


def calendar_file(name: str, dates: Sequence[CalendarDate]) -> bytes:
    """The dates as one file.

    >>> zone = ZoneInfo("Europe/Amsterdam")
    >>> at = datetime.datetime(2026, 3, 28, 10, tzinfo=zone)
    >>> day = CalendarDate("a@b", "Dag", at, at + datetime.timedelta(hours=2), at)
    >>> b"DTSTART;TZID=Europe/Amsterdam:20260328T100000" in calendar_file("Agenda", [day])
    True
    """
    from icalendar import Calendar  # some MB that a page never needs

    calendar = Calendar()
    calendar.add("prodid", "-//WijkWijzer//agenda//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for date in dates:
        calendar.add_component(_event(date))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(date: CalendarDate) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", date.uid)
    event.add("sequence", date.sequence)
    event.add("summary", date.title)
    event.add("dtstart", date.starts.astimezone(HERE))
    event.add("dtend", date.ends.astimezone(HERE))
    event.add("dtstamp", date.changed.astimezone(datetime.UTC))
    event.add("last-modified", date.changed.astimezone(datetime.UTC))
    event.add("status", "CANCELLED" if date.cancelled else "CONFIRMED")
    for key, value in (("location", date.place), ("url", date.url), ("description", date.text)):
        if value:
            event.add(key, value)
    return event
