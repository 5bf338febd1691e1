"""Twelve wijkanalyses drafted, and report 1 over them as page, paper and Word, beside their bars.

Bars: twelve drafts in 10 s together; report 1 assembled and on paper in 10 s. Seconds of CPU, of one
process that reads its first figures. RELEASE=folder reads another release than the example's.
"""

from __future__ import annotations

import datetime
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import polars as pl
import pypdf

from wijkwijzer.areas import Release, build_release, open_release
from wijkwijzer.example import areas_input
from wijkwijzer.programme import (
    Analysis,
    AreaChapter,
    ProgrammeInput,
    SettledTask,
    StatedTrend,
    draft_analysis,
    report_one,
    state_of_set,
)
from wijkwijzer.report import render

WIJKEN, DRAFTS_BAR, REPORT_BAR = 12, 10.0, 10.0
DAY = datetime.date(2026, 11, 29)
TRENDS = [StatedTrend("t1", "Minder mensen krijgen bijstand.", ("bijstand_per_1000",), "down")]
T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """The seconds of CPU that something takes, and what came out."""
    begin = time.process_time()
    made = work()
    return time.process_time() - begin, made


def material(release: Release, codes: list[str], chapters: tuple[AreaChapter, ...]) -> ProgrammeInput:
    """What a programme of twelve cities has after four meetings: 160 settled tasks."""
    sides = ("koppelen", "partijen", "geld", "regels")
    tasks = tuple(
        SettledTask(f"Uitzoeken wie begint, {n}.", sides[n % 4], f"Bijeenkomst {n % 4 + 1}")  # type: ignore[arg-type]
        for n in range(160)
    )
    return ProgrammeInput(
        programme="Samen verder",
        organisation="Programma",
        made_on=DAY,
        cities=tuple(codes),
        meetings=("1", "2", "3", "4"),
        tasks=tasks,
        chapters=chapters,
        state=state_of_set(release, codes, since=2008),
        release=release.info.id,
    )


def main() -> int:
    """Print the seconds; 1 when a bar is not met."""
    folder = os.environ.get("RELEASE", "")
    with tempfile.TemporaryDirectory() as draft:
        if not folder:
            folder = f"{draft}/release"
            build_release(areas_input(Path(draft) / "input"), Path(folder))
        release = open_release(Path(folder))
        known = release.areas().filter(pl.col("level") == "wijk", pl.col("valid_to").is_null())
        keys = known["key"].to_list()
        codes = keys[:: max(len(keys) // WIJKEN, 1)][:WIJKEN]
        drafting, chapters = timed(lambda: tuple(AreaChapter(_draft(release, code)) for code in codes))
        making, document = timed(lambda: report_one(material(release, codes, chapters)))
        papers = {form: timed(lambda form=form: render(document, form)) for form in ("html", "pdf", "docx")}
    pages = len(pypdf.PdfReader(io.BytesIO(papers["pdf"][1])).pages)
    print(f"{len(codes)} analyses drafted: {drafting:.1f} s CPU (bar {DRAFTS_BAR:.0f})")
    spent = ", ".join(f"{form} {seconds:.1f}" for form, (seconds, _content) in papers.items())
    print(f"report 1, {pages} pages: assembled {making:.1f}, {spent} s CPU (bar {REPORT_BAR:.0f} with pdf)")
    slow = drafting > DRAFTS_BAR or making + papers["pdf"][0] > REPORT_BAR
    return 1 if slow else 0


def _draft(release: Release, code: str) -> Analysis:
    return draft_analysis(release.profile(code), made_on=DAY, trends=TRENDS)


if __name__ == "__main__":
    sys.exit(main())
