"""Report 1 (opgaven, and how the wijken are doing) and report 2 (advice), assembled from records."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from wijkwijzer.errors import InputError
from wijkwijzer.programme.papers.document import Reply, analysis_blocks, figures_table
from wijkwijzer.programme.records import AdviceRecord, Analysis, FrozenFigure
from wijkwijzer.programme.words import Words
from wijkwijzer.report import (
    Block,
    BulletList,
    Column,
    Document,
    Heading,
    Item,
    Language,
    Meta,
    Notice,
    PageBreak,
    Paragraph,
    Sentence,
    Table,
    Terms,
)

__all__ = ["ASPECTS", "AreaChapter", "ProgrammeInput", "SetRow", "SettledTask", "report_one", "report_two"]

Aspect = Literal["koppelen", "partijen", "geld", "regels"]
ASPECTS: tuple[Aspect, ...] = ("koppelen", "partijen", "geld", "regels")
"""The four sides from which every opgave is looked at (seed of the programme)."""


@dataclass(frozen=True, slots=True)
class SettledTask:
    """A task that a meeting settled: on which side it lies, for which wijk, who and when.

    ``place`` is where the room put it that day, with the lowest and highest place that it may have had.
    """

    text: str
    aspect: Aspect
    meeting: str
    area: str = ""
    who: str = ""
    due: datetime.date | None = None
    place: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class SetRow:
    """One indicator of a named set of areas beside all others, in a first and a last year
    (`state_of_set`).
    """

    name: str
    first: FrozenFigure
    last: FrozenFigure
    rest_first: FrozenFigure
    rest_last: FrozenFigure


@dataclass(frozen=True, slots=True)
class AreaChapter:
    """One wijk in a report: its analysis, and what it said about it."""

    analysis: Analysis
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgrammeInput:
    """Everything that the two reports are assembled from.

    ``set_name`` names the areas that are shown beside all others; ``cities`` and ``meetings`` are names.
    """

    programme: str
    organisation: str
    made_on: datetime.date
    cities: tuple[str, ...]
    meetings: tuple[str, ...] = ()
    tasks: tuple[SettledTask, ...] = ()
    chapters: tuple[AreaChapter, ...] = ()
    state: tuple[SetRow, ...] = ()
    advice: tuple[AdviceRecord, ...] = ()
    intro: str = ""
    language: Language = "nl"
    release: str = ""
    url: str = ""
    areas: dict[str, str] = field(default_factory=dict)


def report_one(given: ProgrammeInput) -> Document:
    """Assemble report 1: the opgaven from the meetings, the state of the set since the start, a chapter per
    wijk.

    Raises
    ------
    InputError
        When there is nothing to report: no analysis and no settled task.
    """
    if not given.chapters and not given.tasks:
        raise InputError("Er is nog niets voor rapport 1: geen wijkanalyse en geen vastgestelde taak.")
    words = Words(given.language)
    blocks: list[Block] = [Sentence(_opening(given, words))]
    if given.intro:
        blocks.append(Paragraph(given.intro))
    blocks += _tasks(given, words)
    blocks += _set(given, words)
    blocks.append(Heading(words.say("r1_areas"), 2, "per-wijk"))
    figures = _figures_of_set(given, words)
    for place, chapter in enumerate(given.chapters, start=1):
        prefix = f"w{place}-"
        blocks += [PageBreak(), Heading(chapter.analysis.area_name, 2, f"{prefix}kop")]
        blocks += analysis_blocks(
            chapter.analysis, words, chapter.replies, level=3, short=False, prefix=prefix
        )
        figures += [replace(figure, id=prefix + figure.id) for figure in chapter.analysis.figures]
    blocks += [PageBreak(), *figures_table(figures, words)]
    return _document(given, words, "report1", blocks)


def _document(given: ProgrammeInput, words: Words, key: str, blocks: Sequence[Block]) -> Document:
    meta = Meta(given.made_on, given.release[:8], "", given.organisation, given.url)
    kind = words.say(f"{key}_kind", programme=given.programme)
    return Document(words.say(key), meta, tuple(blocks), kind, "", given.language)


def _opening(given: ProgrammeInput, words: Words) -> str:
    cities = words.count("n_cities", len(given.cities))
    if not given.chapters:
        return words.say("r1_says_tasks", cities=cities)
    return words.say("r1_says", areas=words.count("n_areas", len(given.chapters)), cities=cities)


def _tasks(given: ProgrammeInput, words: Words) -> list[Block]:
    blocks: list[Block] = [Heading(words.say("r1_tasks"), 2, "opgaven")]
    if not given.tasks:
        return [*blocks, Notice(words.say("r1_no_tasks"), kind="empty")]
    tasks, meetings = words.count("n_tasks", len(given.tasks)), words.count("n_meetings", len(given.meetings))
    blocks.append(Sentence(words.say("r1_tasks_says", tasks=tasks, meetings=meetings)))
    if any(task.place for task in given.tasks):
        blocks.append(Paragraph(words.say("ranked_says"), small=True))
    for aspect in ASPECTS:
        found = sorted((task for task in given.tasks if task.aspect == aspect), key=_first_places)
        blocks.append(Heading(words.say(f"aspect_{aspect}"), 3, f"kant-{aspect}"))
        if found:
            blocks.append(BulletList(tuple(Item(task.text, _about(task, words)) for task in found)))
        else:
            blocks.append(Notice(words.say("aspect_empty"), kind="unknown"))
    return blocks


def _first_places(task: SettledTask) -> tuple[bool, int]:
    return (task.place is None, task.place[0] if task.place else 0)


def _about(task: SettledTask, words: Words) -> str:
    due = words.day(task.due) if task.due else ""
    placed = ""
    if task.place:
        place, low, high = task.place
        placed = words.say("ranked_place", place=place, low=low, high=high)
    return " · ".join(part for part in (task.area, task.who, due, task.meeting, placed) if part)


def _set(given: ProgrammeInput, words: Words) -> list[Block]:
    heading = Heading(words.say("r1_set"), 2, "stand")
    if not given.state:
        return [heading, Notice(words.say("r1_set_none"), kind="unknown")]
    first = min(row.first.year or 0 for row in given.state)
    columns = [Column(words.say("col_figure"))]
    for who in ("col_set", "col_rest"):
        columns += [
            Column(f"{words.say(who)}, {when}", "number")
            for when in (words.say("col_then"), words.say("col_now"))
        ]
    rows = tuple(
        (
            f"{row.name} ({row.first.year}–{row.last.year})",
            row.first.text,
            row.last.text,
            row.rest_first.text,
            row.rest_last.text,
        )
        for row in given.state
    )
    says = words.say("r1_set_says", first=first)
    return [heading, Sentence(says), Table(words.say("r1_set"), tuple(columns), rows)]


def _figures_of_set(given: ProgrammeInput, words: Words) -> list[FrozenFigure]:
    """The figures of the set and of the rest, under the names that stand above their columns."""
    ours, others = words.say("col_set"), words.say("col_rest")
    return [
        replace(figure, area_name=name)
        for row in given.state
        for name, figure in (
            *((ours, each) for each in (row.first, row.last)),
            *((others, each) for each in (row.rest_first, row.rest_last)),
        )
    ]


def report_two(given: ProgrammeInput) -> Document:
    """Assemble report 2: advice per theme and per wijk, each with its addressee, cooperation and money.

    Raises
    ------
    InputError
        When there is no advice, or one without an addressee or a day to look back.
    """
    from wijkwijzer.programme.papers.checks import check_advice

    if not given.advice:
        raise InputError("Er is nog geen advies voor rapport 2.")
    check_advice(given.advice)
    words = Words(given.language)
    blocks: list[Block] = [Sentence(words.count("r2_says", len(given.advice)))]
    if given.intro:
        blocks.append(Paragraph(given.intro))
    blocks.append(Heading(words.say("r2_by_theme"), 2, "per-thema"))
    for theme in dict.fromkeys(each.theme for each in given.advice if each.theme or not each.area):
        found = [each for each in given.advice if each.theme == theme and (theme or not each.area)]
        blocks.append(Heading(theme or words.say("without_theme"), 3))
        blocks += [block for each in found for block in _advice(each, words)]
    blocks += [PageBreak(), Heading(words.say("r2_by_area"), 2, "per-wijk")]
    for key, name in given.areas.items():
        found = [each for each in given.advice if each.area == key]
        blocks.append(Heading(name, 3))
        if not found:
            blocks.append(Notice(words.say("r2_none"), kind="unknown"))
        blocks += [block for each in found for block in _advice(each, words)]
    return _document(given, words, "report2", blocks)


def _advice(advice: AdviceRecord, words: Words) -> list[Block]:
    terms = [
        (words.say("advice_to", to=advice.to), words.say("advice_look", day=words.day(advice.look_back)))
        if advice.look_back
        else (words.say("advice_to", to=advice.to), "")
    ]
    blocks: list[Block] = [Sentence(f"{advice.number}. {advice.text}"), Terms(tuple(terms))]
    for key, text in (("because", advice.because), ("together", advice.together), ("money", advice.money)):
        if text:
            blocks.append(Paragraph(words.say(f"advice_{key}", text=text)))
    if advice.rests_on:
        blocks.append(Paragraph(words.say("advice_rests", text=", ".join(advice.rests_on)), small=True))
    return blocks
