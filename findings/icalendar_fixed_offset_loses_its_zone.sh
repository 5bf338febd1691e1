#!/usr/bin/env bash
# icalendar 7.3.2: an aware moment with a fixed offset (what ISO 8601 text gives) is written with a TZID that is defined nowhere, also
# after add_missing_timezones(), and icalendar itself reads it back without a zone: a meeting an hour or more off, without a word.
# With ZoneInfo or UTC it comes back as it was. Matters for our agenda.ics: moments become ZoneInfo before they go in. Ends with 1 when that changes.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -q icalendar==7.3.2
"$place/env/bin/python" - <<'PY'
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import icalendar


def there_and_back(moment):
    calendar, event = icalendar.Calendar(), icalendar.Event()
    event.add("dtstart", moment)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    text = calendar.to_ical().decode()
    line = next(line for line in text.splitlines() if line.startswith("DTSTART") and ":2026" in line)
    print(f"icalendar {icalendar.__version__}: {moment.isoformat()} is written as {line}")
    return icalendar.Calendar.from_ical(text).walk("VEVENT")[0].start


fixed = datetime.fromisoformat("2026-03-12T10:00:00+01:00")
found = there_and_back(fixed)
print(f"  expected {fixed.isoformat()}, read back {found.isoformat()}")
zone = there_and_back(fixed.astimezone(ZoneInfo("Europe/Amsterdam")))
sys.exit(0 if found.tzinfo is None and zone == fixed and there_and_back(fixed.astimezone(UTC)) == fixed else 1)
PY
