"""Rows of a verslag about one statement: everyone with an interval, groups and answers in people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wijkwijzer.dialogue.public_counts import GROUPS, PublicRow, PublicStatement
from wijkwijzer.dialogue.verslag.references import statement_ref
from wijkwijzer.dialogue.verslag.sentences import people, share_words
from wijkwijzer.dialogue.votes.arrays import Id
from wijkwijzer.disclosure import Cells
from wijkwijzer.report import (
    Axis,
    Column,
    Diverging,
    Interval,
    LegendItem,
    Row,
    RowHeading,
    Rows,
    Table,
    Unknown,
    number,
)

__all__ = ["ABOUT_ROWS", "AXIS", "LEGEND", "counts_table", "everyone_row", "group_rows", "statement_picture"]

AXIS = Axis(((0.0, "100% oneens"), (50.0, "0"), (100.0, "100% eens")))
LEGEND = (
    LegendItem("disagree", "oneens"),
    LegendItem("agree", "eens"),
    LegendItem("agree-light", "onzeker (95%)"),
    LegendItem("unknown", "niet te tonen"),
)
ABOUT_ROWS = (
    " Bij een groep of antwoord is de balk een deel van alle mensen in de rij; de anderen sloegen over of "
    "zagen de stelling niet. Niet te tonen: minder dan tien mensen, of af te leiden uit andere cijfers."
)
_Estimate = tuple[float, float, float]


def everyone_row(found: PublicStatement) -> list[Row]:
    """The row of all who voted; none when too few did."""
    if found.everyone is None or found.agree is None or found.disagree is None:
        return []
    agree, disagree = _interval(found.agree), _interval(found.disagree)
    words = f"{number(disagree.mid)}% oneens · {number(agree.mid)}% eens"
    voters = people(sum(found.everyone))
    refs = (statement_ref(found.statement),)
    return [Row("Iedereen", Diverging(agree, disagree), words, words_note=voters, refs=refs, about=refs[0])]


def group_rows(identity: Id, rows: Iterable[PublicRow], before: str = "") -> list[Row]:
    """Agree and disagree as parts of all members: sums of what is public, so nothing hidden can be found."""
    return [
        Row(
            f"{before}{row.label}",
            _mark(row),
            _words(row),
            words_note=f"van {people(row.people)}",
            refs=(statement_ref(identity),),
            about=statement_ref(identity),
        )
        for row in rows
    ]


def counts_table(
    statements: Iterable[PublicStatement], texts: Mapping[Id, str], caption: str, split: str = ""
) -> Table:
    """The counts as a table, with a row for each group or answer of the table named by `split`."""
    rows: list[tuple[str, ...]] = []
    about: list[str] = []
    for found in statements:
        first = (str(found.statement), texts[found.statement])
        share = "–" if found.agree is None else share_words(*found.agree)
        voters = sum(found.everyone) if found.everyone else None
        rows.append(
            (*first, "Iedereen", *_counts(found.everyone or (None,) * 3, voters, found.people), share)
        )
        before = "Groep " if split == GROUPS else ""
        rows += [
            (*first, f"{before}{row.label}", *_counts(row.cells, row.voters, row.people), "–")
            for row in found.tables.get(split, ())
        ]
        about += [statement_ref(found.statement)] * (len(rows) - len(about))
    columns = (
        Column("Nummer"),
        Column("Stelling", quotes=True),
        Column("Wie"),
        *(
            Column(name, "number")
            for name in ("Eens", "Oneens", "Pas", "Niet gestemd", "Eens van wie stemde")
        ),
    )
    return Table(caption, columns, tuple(rows), about=tuple(about))


def statement_picture(found: PublicStatement, text: str) -> Rows | None:
    """One statement for everyone, per group and per background answer; None when too few voted."""
    everyone = everyone_row(found)
    if not everyone:
        return None
    rows: list[Row | RowHeading] = [*everyone]
    for name, parts in sorted(found.tables.items(), key=lambda item: (item[0] != GROUPS, item[0])):
        before = "Groep " if name == GROUPS else ""
        rows.append(RowHeading("Groepen" if name == GROUPS else name))
        rows += group_rows(found.statement, parts, before)
    table = _table_of_one(found)
    source = f"Licht is onzeker: niet iedereen zag deze stelling.{ABOUT_ROWS}"
    return Rows(tuple(rows), text, AXIS, LEGEND, table, source)


def _table_of_one(found: PublicStatement) -> Table:
    voters = sum(found.everyone) if found.everyone else None
    rows = [("Iedereen", *_counts(found.everyone or (None,) * 3, voters, found.people))]
    for name, parts in sorted(found.tables.items(), key=lambda item: (item[0] != GROUPS, item[0])):
        before = "Groep " if name == GROUPS else f"{name} "
        rows += [(f"{before}{row.label}", *_counts(row.cells, row.voters, row.people)) for row in parts]
    columns = (
        Column("Wie"),
        *(Column(name, "number") for name in ("Eens", "Oneens", "Pas", "Niet gestemd")),
    )
    return Table("Stemmen op deze stelling", columns, tuple(rows))


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


def _words(row: PublicRow) -> str:
    agree, _, disagree = row.cells
    if agree is None and disagree is None:
        return "niet te tonen"
    parts = sorted(((disagree, "oneens"), (agree, "eens")), key=lambda part: part[0] is None)
    return " · ".join(f"{word} niet te tonen" if n is None else f"{number(n)} {word}" for n, word in parts)


def _counts(cells: Cells, voters: int | None, everyone: int) -> tuple[str, ...]:
    agree, passed, disagree = cells
    counts = (agree, disagree, passed, None if voters is None else everyone - voters)
    return tuple("–" if count is None else number(count) for count in counts)


def _interval(estimate: _Estimate) -> Interval:
    share, low, high = estimate
    return Interval(100 * min(low, share), 100 * share, 100 * max(high, share))
