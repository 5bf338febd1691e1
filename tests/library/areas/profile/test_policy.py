"""Policy periods stand beside the figures: on the profile, in the charts and in the legend."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from wijkwijzer.areas.document.area import release_document
from wijkwijzer.areas.model import AreaProfile
from wijkwijzer.areas.profile.policy import read_periods
from wijkwijzer.areas.release import Release
from wijkwijzer.errors import InputError
from wijkwijzer.report import render

HEAD = "gebied;naam;van;tot;bron\n"


def write(folder: Path, *rows: str) -> Path:
    path = folder / "beleid.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_periods_are_read_in_order(tmp_path: Path) -> None:
    path = write(tmp_path, "WK000100; Wijkplan ;2015;;raad", ";Landelijk;2008;2011;rijk", ";;;;")
    later, first = read_periods(path)[1], read_periods(path)[0]
    assert (first.code, first.name, first.first, first.last) == ("NL00", "Landelijk", 2008, 2011)
    assert (later.code, later.name, later.first, later.last) == ("WK000100", "Wijkplan", 2015, None)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("XX1;a;2010;2011;b", "gebied"),
        ("GM0001;;2010;2011;b", "naam"),
        ("GM0001;=1+1;2010;2011;b", "naam"),
        (f"GM0001;{'a' * 81};2010;2011;b", "naam"),
        ("GM0001;a;ooit;2011;b", "van"),
        ("GM0001;a;2010;straks;b", "tot"),
        ("GM0001;a;2010;2009;b", "tot"),
        ("GM0001;a;2010;2011;", "bron"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, row: str, column: str) -> None:
    with pytest.raises(InputError) as caught:
        read_periods(write(tmp_path, "GM0001;goed;2010;2011;raad", row))
    assert (caught.value.row, caught.value.column) == (3, column)


def test_an_area_has_its_own_periods_and_those_above_it(example_release: Release) -> None:
    profile = example_release.profile("WK990311")
    assert [period.name for period in profile.periods] == ["Samen voor de wijk", "Wijkplan De Spoordijk"]
    gemeente = profile.identity.gemeente
    assert gemeente is not None
    assert profile.periods[1].code == "WK990311"
    beside = example_release.profile("WK990310")
    assert beside.identity.gemeente == gemeente
    assert [period.name for period in beside.periods] == ["Samen voor de wijk"]
    gemeenten = example_release.areas().filter(level="gemeente")["key"].to_list()
    other = next(key for key in gemeenten if key != gemeente.key)
    assert [period.name for period in example_release.profile(other).periods] == ["Samen voor de wijk"]
    assert AreaProfile.from_json(profile.to_json()) == profile


def test_charts_mark_them_and_the_legend_names_them(example_release: Release) -> None:
    document = release_document(example_release, "WK990311", made_on=datetime.date(2024, 1, 1))
    page = render(document, "html").decode()
    assert "1: Samen voor de wijk, 2012–2016 (verzonnen programma van de provincie)" in page
    assert "2: Wijkplan De Spoordijk, 2019 en verder (verzonnen besluit van de raad)" in page
