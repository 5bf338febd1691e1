"""A weighing from a table: one row per alternative, one column per thing that counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from wijkwijzer.effects.numbers import read_figure, read_rows
from wijkwijzer.effects.priorities.model import Alternative, Criterion, Figure, Weighing, check
from wijkwijzer.errors import InputError

__all__ = ["LOWER", "read_weighing", "weighing_from_rows"]

LOWER = re.compile(r"\s*\((?:lager|minder|laag|lower)[^)]*\)\s*$")
_NAME = ("voorstel", "naam", "alternatief", "proposal", "name")
_NOTE = ("toelichting", "opmerking", "note")


def read_weighing(path: Path, places: int) -> Weighing:
    """Read a table with columns `voorstel`, if wanted `toelichting`, and one per criterion.

    "(lager is beter)" behind a heading says which way it counts. A cell is a number, a range ("10 tot 20"),
    or empty or "onbekend" when nobody knows.

    Raises
    ------
    InputError
        With row and column.
    """
    return weighing_from_rows(read_rows(path), places, file=path.name)


def weighing_from_rows(rows: Sequence[dict[str, str]], places: int, *, file: str = "") -> Weighing:
    """Make a weighing of rows with headings, as :func:`read_weighing` reads them.

    Raises
    ------
    InputError
        As :func:`read_weighing`.
    """
    if not rows:
        raise InputError("Er staan geen voorstellen in.", file=file or None)
    heads = [head for head in rows[0] if head != "#"]
    name = next((head for head in heads if head in _NAME), None)
    if name is None:
        raise InputError("Er is geen kolom 'voorstel'.", file=file or None, row=1)
    note = next((head for head in heads if head in _NOTE), "")
    columns = [head for head in heads if head not in (name, note) and head]
    criteria = tuple(
        Criterion(f"c{i}", LOWER.sub("", head).strip().capitalize(), not LOWER.search(head))
        for i, head in enumerate(columns, 1)
    )
    alternatives = tuple(
        _alternative(row, i, name, note, columns, file) for i, row in enumerate(rows, 1) if row[name]
    )
    weighing = Weighing(criteria, alternatives, places)
    check(weighing)
    return weighing


def _alternative(
    row: dict[str, str], number: int, name: str, note: str, columns: Sequence[str], file: str
) -> Alternative:
    figures: list[Figure | None] = []
    for column in columns:
        try:
            ends = read_figure(row[column])
            figures.append(Figure(*ends) if ends else None)
        except InputError as error:
            raise InputError(error.sentence, file=file or None, row=int(row["#"]), column=column) from error
    return Alternative(f"v{number}", row[name], tuple(figures), row.get(note, ""))
