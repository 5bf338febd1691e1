"""Report 1 and report 2 from records; the terms of a programme."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkwijzer.areas import Release, open_release
from wijkwijzer.cli import main
from wijkwijzer.errors import InputError
from wijkwijzer.programme import (
    AdviceRecord,
    AreaChapter,
    ProgrammeInput,
    SettledTask,
    asks_until,
    draft_analysis,
    months_after,
    months_between,
    report_one,
    report_two,
    review_clock,
    state_of_set,
)
from wijkwijzer.report import render
from wijkwijzer.report.blocks import Language

DAY = datetime.date(2026, 11, 29)
ADVICE = AdviceRecord(
    1, "Geef een vaste kracht vijf jaar zekerheid.", "gemeente Havermeer", DAY, theme="Wie blijft?"
)


@pytest.fixture(scope="module")
def release(example_release_folder: Path) -> Release:
    return open_release(example_release_folder)


@pytest.fixture(scope="module")
def codes(release: Release) -> list[str]:
    return release.areas().filter(pl.col("level") == "wijk", pl.col("valid_to").is_null())["key"].to_list()


def _input(release: Release, codes: list[str]) -> ProgrammeInput:
    return ProgrammeInput(
        programme="Samen verder",
        organisation="Programma Lindemark",
        made_on=DAY,
        cities=("Havermeer", "Kolkstad"),
        meetings=("Bijeenkomst 1",),
        tasks=(SettledTask("Zoek uit of het buurtbudget loon mag betalen.", "geld", "Bijeenkomst 1"),),
        chapters=tuple(AreaChapter(draft_analysis(release.profile(code), made_on=DAY)) for code in codes),
        state=state_of_set(release, codes, since=2012),
    )


def test_report_one_holds_tasks_state_and_a_chapter_per_wijk(release: Release, codes: list[str]) -> None:
    html = render(report_one(_input(release, codes[:3])), "html").decode()
    for code in codes[:3]:
        assert release.area(code).name in html
    assert "Zoek uit of het buurtbudget loon mag betalen." in html
    assert (
        html.count("Hierover is nog niets vastgesteld.") == 3
    )  # three of the four sides are empty, and say so


@pytest.mark.parametrize(("language", "many"), [("nl", "steden|wijken|taken"), ("en", "cities|areas|tasks")])
def test_one_of_something_is_said_as_one(
    release: Release, codes: list[str], language: Language, many: str
) -> None:
    small = replace(_input(release, codes[:1]), cities=("Havermeer",), language=language)
    for one in (small, replace(small, chapters=(), state=())):
        text = re.sub(r"<[^>]+>", " ", render(report_one(one), "html").decode())
        assert not re.search(rf"\b[01] ({many}|bijeenkomsten|meetings|adviezen|pieces)\b", text)
        assert re.search(r"\b1 (stad|city)\b", text)


def test_report_one_of_nothing_is_refused(release: Release) -> None:
    with pytest.raises(InputError, match="nog niets voor rapport 1"):
        report_one(replace(_input(release, []), tasks=()))


def test_the_state_of_a_set_is_the_weighted_mean_of_its_areas(release: Release, codes: list[str]) -> None:
    rows = state_of_set(release, codes[:5], since=2012, indicators=["bijstand_per_1000"])
    figures = release.figures("bijstand_per_1000", level="wijk", basis="base")
    (row,) = rows
    known = figures.filter(pl.col("key").is_in(codes[:5]), pl.col("value").is_not_null())
    of_first = set(known.filter(pl.col("year") == row.first.year)["key"])
    of_last = set(known.filter(pl.col("year") == row.last.year)["key"])
    both = known.filter(pl.col("key").is_in(of_first & of_last), pl.col("year") == row.last.year)
    expected = (both["value"] * both["n"]).sum() / both["n"].sum()
    assert row.last.value == pytest.approx(expected)
    assert row.rest_last.value != row.last.value


def test_report_two_needs_an_addressee_and_a_day_to_look_back() -> None:
    given_ = ProgrammeInput("Samen", "", DAY, (), advice=(ADVICE,), areas={"WK1": "De Wijk"})
    html = render(report_two(given_), "html").decode()
    assert "Aan gemeente Havermeer" in html
    assert "Hierover is geen advies." in html
    for wrong in (replace(ADVICE, to=" "), replace(ADVICE, look_back=None)):
        with pytest.raises(InputError, match="Advies 1 heeft geen"):
            report_two(replace(given_, advice=(wrong,)))


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2050, 1, 1)), st.integers(0, 240))
def test_months_go_forth_and_back(day: datetime.date, months: int) -> None:
    later = months_after(day, months)
    assert months_between(day, later) == months
    assert months_between(day, later - datetime.timedelta(days=1)) == max(0, months - 1)
    assert later.day in (day.day, later.replace(day=28).day, 29, 30)


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2050, 1, 1)))
def test_a_review_goes_forward_in_time(visit: datetime.date) -> None:
    days = [step.due for step in review_clock(visit)]
    assert days == sorted(days)
    assert (days[-1].year, days[-1].month) == (visit.year + 1, visit.month)


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2030, 1, 1)), st.integers(0, 4000))
def test_an_advice_is_asked_about_every_half_year(issued: datetime.date, days: int) -> None:
    today = issued + datetime.timedelta(days=days)
    asked = asks_until(issued, today)
    assert all(issued < day <= today for day in asked)
    assert len(asked) == months_between(issued, today) // 6


def test_the_command_line_drafts_checks_and_refuses(
    example_release_folder: Path, codes: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.json"
    base = ["programme", "draft", codes[0], "--release", str(example_release_folder), "--output"]
    assert main([*base, str(out)]) == 0
    assert main(["programme", "check", str(out)]) == 0
    assert "Elk getal heeft een bron." in capsys.readouterr().out
    out.write_text(out.read_text().replace("wonen ", "wonen 77 of ", 1))
    assert main(["programme", "check", str(out)]) == 2
    assert "77 heeft geen bron" in capsys.readouterr().out
    assert main(["programme", "check", str(out)]) in (0, 2)
    assert main([*base, str(tmp_path / "a.xls")]) == 2
    assert main([*base, str(tmp_path / "niet" / "a.pdf")]) == 2
    assert main(["programme", "draft", "WK000000", *base[3:], str(out)]) == 2
    assert main(["programme", "clock", "31-08-2026"]) == 2
    trends = tmp_path / "t.toml"
    trends.write_text('[[trend]]\nkey = "x"\n')
    assert main([*base, str(out), "--trends", str(trends)]) == 2
    assert "Trend 1 mist iets" in capsys.readouterr().err
