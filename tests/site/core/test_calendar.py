"""A calendar file as another program reads it."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest

from wijkwijzer_web.core.calendar import CalendarDate, calendar_file

HERE = ZoneInfo("Europe/Amsterdam")
CHANGED = datetime.datetime(2026, 1, 2, 3, 4, tzinfo=datetime.UTC)


@pytest.mark.parametrize("day", ["2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25"])
def test_ten_o_clock_stays_ten_on_both_sides_of_summer_time(day: str) -> None:
    starts = datetime.datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=HERE)
    date = CalendarDate("1@x", "Dag", starts, starts + datetime.timedelta(hours=3), CHANGED)
    read = icalendar.Calendar.from_ical(calendar_file("Agenda", [date]))
    (event,) = read.walk("VEVENT")
    assert event["dtstart"].dt.astimezone(datetime.UTC) == starts.astimezone(datetime.UTC)
    assert event["dtstart"].dt.hour == 10
    assert read.get_missing_tzids() == set()


def test_a_meeting_that_is_called_off_stays_and_says_so() -> None:
    starts = datetime.datetime(2026, 5, 1, 9, tzinfo=HERE)
    text = "Wie komt, komt; drie, vier\nen vijf"
    date = CalendarDate(
        "1@x", "Dag", starts, starts, CHANGED, 4, "Het Dok, Kolkstad", "", text, cancelled=True
    )
    (event,) = icalendar.Calendar.from_ical(calendar_file("Agenda", [date])).walk("VEVENT")
    assert event["status"] == "CANCELLED"
    assert event["sequence"] == 4
    assert str(event["description"]) == text
    assert str(event["location"]) == "Het Dok, Kolkstad"
