"""Rows of a verslag about one statement: everyone with an interval, groups and answers in people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wijkwijzer.dialogue.public_counts import GROUPS, PublicRow, PublicStatement
from wijkwijzer.dialogue.verslag.references import statement_ref
from wijkwijzer.dialogue.verslag.sentences import Speech
from wijkwijzer.dialogue.votes.arrays import Id
from wijkwijzer.disclosure import Cells
from wijkwijzer.report import (
    Axis,
    Column,
    Diverging,
    Interval,
    Language,
    LegendItem,
    Row,
    RowHeading,
    Rows,
    Table,
    Unknown,
)

__all__ = ["axis", "counts_table", "everyone_row", "group_rows", "legend", "statement_picture"]

_Estimate = tuple[float, float, float]


def axis(speech: Speech) -> Axis:
    """The scale from everyone against to everyone for."""
    return Axis(((0.0, speech.say("axis_disagree")), (50.0, "0"), (100.0, speech.say("axis_agree"))))


def legend(speech: Speech) -> tuple[LegendItem, ...]:
    """What the colours say."""
    return (
        LegendItem("disagree", speech.say("disagree")),
        LegendItem("agree", speech.say("agree")),
        LegendItem("agree-light", speech.say("unsure")),
        LegendItem("unknown", speech.say("withheld")),
    )


def everyone_row(found: PublicStatement, speech: Speech) -> list[Row]:
    """The row of all who voted; none when too few did."""
    if found.everyone is None or found.agree is None or found.disagree is None:
        return []
    agree, disagree = _interval(found.agree), _interval(found.disagree)
    numbers = {"disagree": speech.number(disagree.mid), "agree": speech.number(agree.mid)}
    said, voters = speech.say("everyone_said", **numbers), speech.people(sum(found.everyone))
    refs, mark = (statement_ref(found.statement),), Diverging(agree, disagree)
    return [Row(speech.say("all"), mark, said, words_note=voters, refs=refs, about=refs[0])]


def group_rows(identity: Id, rows: Iterable[PublicRow], speech: Speech, *, groups: bool = False) -> list[Row]:
    """Agree and disagree as parts of all members: sums of what is public, so nothing hidden can be found."""
    return [
        Row(
            speech.group(row.label, groups),
            _mark(row),
            _words(row, speech),
            words_note=speech.say("of_people", people=speech.people(row.people)),
            refs=(statement_ref(identity),),
            about=statement_ref(identity),
        )
        for row in rows
    ]


def counts_table(
    statements: Iterable[PublicStatement],
    texts: Mapping[Id, str],
    caption: str,
    speech: Speech,
    split: str = "",
) -> Table:
    """The counts as a table, with a row for each group or answer of the table named by `split`."""
    rows: list[tuple[str, ...]] = []
    about: list[str] = []
    for found in statements:
        first = (str(found.statement), texts[found.statement])
        share = "–" if found.agree is None else speech.share(*found.agree)
        voters = sum(found.everyone) if found.everyone else None
        rows.append(
            (
                *first,
                speech.say("all"),
                *_counts(found.everyone or (None,) * 3, voters, found.people, speech),
                share,
            )
        )
        rows += [
            (
                *first,
                speech.group(row.label, split == GROUPS),
                *_counts(row.cells, row.voters, row.people, speech),
                "–",
            )
            for row in found.tables.get(split, ())
        ]
        about += [statement_ref(found.statement)] * (len(rows) - len(about))
    columns = (
        Column(speech.say("number")),
        Column(speech.say("statement"), quotes=True),
        Column(speech.say("who")),
        *_vote_columns(speech),
        Column(speech.say("column_of_voters"), "number"),
    )
    return Table(caption, columns, tuple(rows), about=tuple(about))


def statement_picture(found: PublicStatement, text: str, language: Language = "nl") -> Rows | None:
    """One statement for everyone, per group and per background answer; None when too few voted."""
    speech = Speech(language)
    everyone = everyone_row(found, speech)
    if not everyone:
        return None
    rows: list[Row | RowHeading] = [*everyone]
    for name, parts in sorted(found.tables.items(), key=lambda item: (item[0] != GROUPS, item[0])):
        rows.append(RowHeading(speech.say("groups") if name == GROUPS else name))
        rows += group_rows(found.statement, parts, speech, groups=name == GROUPS)
    source = f"{speech.say('picture_source')} {speech.say('about_rows')}"
    return Rows(tuple(rows), text, axis(speech), legend(speech), _table_of_one(found, speech), source)


def _vote_columns(speech: Speech) -> tuple[Column, ...]:
    names = ("column_agree", "column_disagree", "column_pass", "column_not")
    return tuple(Column(speech.say(name), "number") for name in names)


def _table_of_one(found: PublicStatement, speech: Speech) -> Table:
    voters = sum(found.everyone) if found.everyone else None
    rows = [(speech.say("all"), *_counts(found.everyone or (None,) * 3, voters, found.people, speech))]
    for name, parts in sorted(found.tables.items(), key=lambda item: (item[0] != GROUPS, item[0])):
        for row in parts:
            label = speech.group(row.label) if name == GROUPS else f"{name} {row.label}"
            rows.append((label, *_counts(row.cells, row.voters, row.people, speech)))
    columns = (Column(speech.say("who")), *_vote_columns(speech))
    return Table(speech.say("votes_of_one"), columns, tuple(rows))


def _mark(row: PublicRow) -> Diverging | Unknown:
    agree, _, disagree = row.cells
    if agree is None and disagree is None:
        return Unknown()
    return Diverging(_part(agree, row.people), _part(disagree, row.people))


def _part(count: int | None, people: int) -> Interval | None:
    if count is None:
        return None
    share = 100 * count / people
    return Interval(share, share, share)


def _words(row: PublicRow, speech: Speech) -> str:
    agree, _, disagree = row.cells
    if agree is None and disagree is None:
        return speech.say("withheld")
    named = ((disagree, speech.say("disagree")), (agree, speech.say("agree")))
    parts = sorted(named, key=lambda part: part[0] is None)
    return " · ".join(
        speech.say("part_withheld", word=word) if n is None else f"{speech.number(n)} {word}"
        for n, word in parts
    )


def _counts(cells: Cells, voters: int | None, everyone: int, speech: Speech) -> tuple[str, ...]:
    agree, passed, disagree = cells
    counts = (agree, disagree, passed, None if voters is None else everyone - voters)
    return tuple("–" if count is None else speech.number(count) for count in counts)


def _interval(estimate: _Estimate) -> Interval:
    share, low, high = estimate
    return Interval(100 * min(low, share), 100 * share, 100 * max(high, share))
