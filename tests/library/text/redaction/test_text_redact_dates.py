"""A date with a time is no telephone number, and a number is found whatever stands between its digits."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wijkwijzer.text.redaction.dates import one_hyphen, without_dates
from wijkwijzer.text.redaction.redact import find_personal_data, redact

DAYS = [datetime.date(2026, 1, 1) + datetime.timedelta(days=n) for n in range(365)]
TIMES = [
    "09:30",
    "14:30",
    "9:30",
    "09.30",
    "14.30 uur",
    "0930",
    "09:30:15",
    "09:00-10:30",
    "09.00 - 10.30 uur",
]
SEPARATORS = ["-", "/", ".", "–", "\u2010", "\u2011", "\u2012", "\u2212"]
HYPHENS = [
    "-",
    "\u2010",
    "\u2011",
    "\u2012",
    "\u2013",
    "\u2014",
    "\u2212",
    "_",
    " ",
    ".",
    "/",
    "\u00a0",
    "\u202f",
    "",
]


@pytest.mark.parametrize("separator", SEPARATORS)
def test_no_day_of_the_year_with_a_time_is_a_number(separator: str) -> None:
    found = []
    for place, day in enumerate(DAYS):
        clock = TIMES[place % len(TIMES)]
        for form in ("{0:%d}{1}{0:%m}{1}{0:%Y}", "{0.day}{1}{0.month}{1}{0:%Y}", "{0:%Y}{1}{0:%m}{1}{0:%d}"):
            text = f"Gemeld op {form.format(day, separator)} {clock} door een bewoner"
            found += [text] if find_personal_data(text) else []
    assert found == []


@settings(max_examples=300, deadline=None)
@given(
    st.dates(datetime.date(1990, 1, 1), datetime.date(2039, 12, 31)),
    st.times(),
    st.sampled_from([*SEPARATORS, " "]),
    st.sampled_from([" ", ", ", " - ", " – ", " om ", "\n"]),
    st.sampled_from([":", "."]),
)
def test_any_date_and_time_stay_in_the_text(
    day: datetime.date, clock: datetime.time, separator: str, gap: str, colon: str
) -> None:
    text = f"{day:%d}{separator}{day:%m}{separator}{day:%Y}{gap}{clock:%H}{colon}{clock:%M}"
    assert redact(f"Het was {text} toen het gebeurde.") == f"Het was {text} toen het gebeurde."


@settings(max_examples=300, deadline=None)
@given(
    st.integers(10_000_000, 99_999_999),
    st.sampled_from(HYPHENS),
    st.sampled_from([(8,), (4, 4), (2, 2, 2, 2)]),
)
@example(12201930, "_", (8,))
@example(12201930, "\u2011", (2, 2, 2, 2))
def test_a_mobile_number_is_found_whatever_stands_between(
    number: int, hyphen: str, parts: tuple[int, ...]
) -> None:
    digits, at, pieces = str(number), 0, ["06"]
    for length in parts:
        pieces.append(digits[at : at + length])
        at += length
    written = hyphen.join(pieces)
    for text in (f"Bel {written} graag", f"Op 01-09-2026 09:30 belde {written}.", f"01-09-2026 {written}"):
        assert [find.text for find in find_personal_data(text) if find.kind == "phone"] == [written]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Op 01-09-2026 09:30 en is nog niet gemaakt", "Op 01-09-2026 09:30 en is nog niet gemaakt"),
        ("12-9-2026 10:30", "12-9-2026 10:30"),
        ("van 01-09-2026 - 03-09-2026 09.30-10.30 uur", "van 01-09-2026 - 03-09-2026 09.30-10.30 uur"),
        ("31-08-26 09.30 uur", "31-08-26 09.30 uur"),
        ("06-12-20-19-30", "[telefoon]"),
        ("06 12 20 19 30", "[telefoon]"),
        ("01-09-2026 06-12345678", "01-09-2026 [telefoon]"),
        ("01-09-2026 0115-123456", "01-09-2026 [telefoon]"),
        ("bsn 999\u2011990\u2011019", "bsn [bsn]"),
        ("NL93\u2011ABNA\u20110568\u20112688\u201127", "[rekeningnummer]"),
        ("+49\u201130\u201112345678", "[telefoon]"),
        ("app_06_12345678", "app_[telefoon]"),
    ],
)
def test_which_of_the_two_it_is(text: str, clean: str) -> None:
    assert redact(text) == clean


@given(st.text(alphabet=st.sampled_from("0126- ./–_\u2011\u200b:Ta"), max_size=60))
@settings(max_examples=200, deadline=None)
def test_places_stay_what_they_were(text: str) -> None:
    assert len(one_hyphen(text)) == len(text)
    assert len(without_dates(text)) == len(text)
    finds = find_personal_data(text)
    assert all(text[find.start : find.end] == find.text for find in finds)


def test_dates_cost_little_on_hostile_text() -> None:
    for text in ("01-09-2026 " * 3000, "01-09-" * 5000, "2026-" * 5000, "01 09 2026 " * 3000, "1" * 20000):
        redact(text)
