"""A weighing as people type or paste it: a table, and a line per person of what weighs heavier."""

from __future__ import annotations

import csv
import io
import re
from itertools import pairwise

from wijkwijzer.effects.numbers import read_number
from wijkwijzer.effects.priorities.model import Criterion, Preference
from wijkwijzer.errors import InputError

__all__ = ["MOST_ROWS", "typed_preferences", "typed_rows"]

MOST_ROWS, MOST_LINES = 300, 40
_COUNT = re.compile(r"^(?P<name>.+?)[\s:=]+(?P<count>[0-9]{1,6})$")
_SHARE = re.compile(
    r"^(?P<name>.+?)\s+(?P<side>minstens|hoogstens)\s+(?P<share>[0-9]{1,3}(?:[.,][0-9]+)?\s*%)$", re.I
)


def _line(text: str) -> str:
    return " ".join(text.split())


def typed_rows(text: str) -> list[dict[str, str]]:
    """Rows of a table that was typed or pasted: with tabs (from a spreadsheet) or semicolons.

    Raises
    ------
    InputError
        With the row where it is wrong.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 2:
        raise InputError("Zet op de eerste regel wat telt, en daaronder de voorstellen.")
    if len(lines) > MOST_ROWS:
        raise InputError(f"Er passen {MOST_ROWS - 1} voorstellen in.")
    separator = "\t" if "\t" in lines[0] else ";"
    cells = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=separator))
    heads = [_line(cell).lower() for cell in cells[0]]
    if len(set(heads)) != len(heads) or not heads[0]:
        raise InputError("Een kolom heeft geen naam, of staat er twee keer in.", row=1)
    rows = []
    for row, each in enumerate(cells[1:], 2):
        if len(each) > len(heads):
            raise InputError("Deze regel heeft meer vakken dan de eerste.", row=row)
        each += [""] * (len(heads) - len(each))
        rows.append(dict(zip(heads, map(_line, each), strict=True)) | {"#": str(row)})
    return rows


def typed_preferences(text: str, criteria: tuple[Criterion, ...]) -> tuple[Preference, ...]:
    """What people said about weights, one line each: "Ria: Bereik > Kosten; Veiligheid minstens 30%".

    "dialoog: Bereik 34; Kosten 12" are counts of who named what the most important.

    Raises
    ------
    InputError
        A line that says something else, or a criterion that is not there.
    """
    keys = {each.name.casefold(): each.key for each in criteria}
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) > MOST_LINES:
        raise InputError(f"Er passen {MOST_LINES} regels met wensen in.")
    return tuple(_preference(line, keys) for line in lines)


def _preference(line: str, keys: dict[str, str]) -> Preference:
    who, colon, said = line.partition(":")
    if not colon:
        who, said = "", line
    order: list[tuple[str, str]] = []
    least: list[tuple[str, float]] = []
    most: list[tuple[str, float]] = []
    counts: list[tuple[str, int]] = []
    for part in filter(None, (each.strip() for each in said.split(";"))):
        share, count = _SHARE.match(part), _COUNT.match(part)
        if ">" in part:
            names = [_key(name, keys) for name in part.split(">")]
            order += pairwise(names)
        elif share:
            target = least if share["side"].lower() == "minstens" else most
            target.append((_key(share["name"], keys), read_number(share["share"])))
        elif count:
            counts.append((_key(count["name"], keys), int(count["count"])))
        else:
            raise InputError(f"{part[:60]}: schrijf A > B, 'A minstens 30%', of 'A 12'.")
    if counts and (order or least or most):
        raise InputError(f"{line[:60]}: schrijf aantallen, of een volgorde en grenzen, maar niet allebei.")
    if not (counts or order or least or most):
        raise InputError(f"{line[:60]}: hier staat geen wens bij.")
    return Preference(_line(who)[:60], tuple(order), tuple(least), tuple(most), tuple(counts))


def _key(name: str, keys: dict[str, str]) -> str:
    if not name.strip():
        raise InputError("Zet aan beide kanten van > een kolom van de tabel.")
    key = keys.get(name.strip().casefold())
    if key is None:
        raise InputError(f"{name.strip()[:60]} is geen kolom van de tabel.")
    return key
