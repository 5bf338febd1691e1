"""Every number in reports 1 and 2 leads to a figure (release, indicator, area, year) or to a record."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from wijkwijzer.areas import Release, open_release
from wijkwijzer.programme import (
    AdviceRecord,
    Analysis,
    AreaChapter,
    FrozenFigure,
    ProgrammeInput,
    SettledTask,
    StatedTrend,
    draft_analysis,
    loose_numbers,
    numbers_in,
    report_one,
    report_two,
    state_of_set,
)
from wijkwijzer.report import Document, Heading, Notice, Paragraph, Sentence, Table, Terms, walk

DAY = datetime.date(2026, 11, 29)
TRENDS = [StatedTrend("t1", "Minder mensen krijgen bijstand.", ("bijstand_per_1000",), "down")]
WIJKEN = 12


@pytest.fixture(scope="module")
def given(example_release_folder: Path) -> ProgrammeInput:
    """Twelve wijken with their analyses, the set beside the rest, tasks, and advice per wijk."""
    release = open_release(example_release_folder)
    keys = release.areas().filter(pl.col("level") == "wijk", pl.col("valid_to").is_null())["key"].to_list()
    codes = keys[:: len(keys) // WIJKEN][:WIJKEN]
    advice = tuple(
        AdviceRecord(
            n,
            f"Reken {n}50 euro per woning.",
            "gemeente Havermeer",
            datetime.date(2027, 11, 29),
            area=code,
            because="In 2016 was het 40 euro.",
            money="een fonds voor 15 jaar",
        )
        for n, code in enumerate(codes, start=1)
    )
    return ProgrammeInput(
        programme="Samen verder",
        organisation="Programma Lindemark",
        made_on=DAY,
        cities=tuple(f"Stad {letter}" for letter in "abcdefghijkl"),
        meetings=("Geld", "Regels"),
        tasks=tuple(SettledTask("Uitzoeken.", "geld", "Geld", place=(n, 1, 9)) for n in range(1, 4)),
        chapters=tuple(AreaChapter(_analysis(release, code)) for code in codes),
        state=state_of_set(release, codes, since=2012),
        advice=advice,
        release=release.info.id,
        areas={code: f"Wijk {code}" for code in codes},
    )


def _analysis(release: Release, code: str) -> Analysis:
    return draft_analysis(release.profile(code), made_on=DAY, trends=TRENDS)


def _resolves(figure: FrozenFigure) -> bool:
    return bool(figure.release and figure.indicator and figure.area and figure.year)


def test_every_figure_of_report_one_says_release_indicator_area_and_year(given: ProgrammeInput) -> None:
    document = report_one(given)
    known = {
        f"w{place}-{figure.id}": figure
        for place, chapter in enumerate(given.chapters, start=1)
        for figure in chapter.analysis.figures
    }
    rests = [ref for block in walk(document) for ref in getattr(block, "refs", ())]
    rests += [
        ref
        for block in walk(document)
        for item in getattr(block, "items", ())
        for ref in getattr(item, "refs", ())
    ]
    assert len(rests) > 100
    for ref in rests:
        assert _resolves(known[ref]), (ref, known[ref])
    for chapter in given.chapters:
        assert loose_numbers(chapter.analysis) == []
    *_others, table = [block for block in walk(document) if isinstance(block, Table)]
    of_the_set = 4 * len(given.state)
    assert len(table.rows) == len(known) + of_the_set, "each figure has a row in the table of sources"


def test_a_number_that_nobody_can_find_is_named(given: ProgrammeInput) -> None:
    analysis = given.chapters[0].analysis
    first = next(each for each in analysis.paragraphs if each.kind == "cijfers" and each.figures)
    wrong = replace(first, text=f"{first.text} Dat zijn er 987654.")
    others = tuple(wrong if each.id == first.id else each for each in analysis.paragraphs)
    assert loose_numbers(replace(analysis, paragraphs=others)) == [(first.id, "987654")]


def test_the_set_beside_the_rest_is_figures_of_the_release(given: ProgrammeInput) -> None:
    document = report_one(given)
    table, *_others, sources = [block for block in walk(document) if isinstance(block, Table)]
    assert given.state
    for row, cells in zip(given.state, table.rows, strict=True):
        four = (row.first, row.last, row.rest_first, row.rest_last)
        assert cells[1:] == tuple(each.text for each in four)
        for figure in four:
            assert figure.release
            assert figure.indicator
            assert figure.year
        assert f"({row.first.year}–{row.last.year})" in str(cells[0])
        for who, figure in zip(("Deze", "Deze", "Andere", "Andere"), four, strict=True):
            found = (figure.name, f"{who} wijken", str(figure.year), figure.text)
            assert found in {tuple(each[:4]) for each in sources.rows}


def _words(document: Document) -> Iterator[str]:
    for block in walk(document):
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Sentence | Paragraph):
            yield str(block.content)
        elif isinstance(block, Notice):
            yield block.title
        elif isinstance(block, Terms):
            yield from (f"{name} {text}" for name, text in block.items)


def test_every_number_of_report_two_is_of_an_advice_or_counts_them(given: ProgrammeInput) -> None:
    known = {str(len(given.advice)), "29", "2027"}  # how many, and the day to look back
    for each in given.advice:
        said = (each.text, each.because, each.money, str(each.number), *given.areas.values())
        known.update(number for text in said for number in numbers_in(text))
    found = {number for text in _words(report_two(given)) for number in numbers_in(text)}
    assert len(found) > WIJKEN
    assert found <= known
