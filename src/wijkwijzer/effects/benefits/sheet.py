"""A case of costs and benefits as one table, in and out: the spreadsheet holds all that was reckoned with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from wijkwijzer.cells import bare, harmless
from wijkwijzer.effects.benefits.model import Amount, Benefit, Case, Cost, Range, Transfer, check
from wijkwijzer.effects.benefits.rates import rate_of
from wijkwijzer.effects.numbers import read_number, read_rows, written
from wijkwijzer.errors import InputError

__all__ = ["HEADS", "case_from_rows", "case_rows", "csv_text", "read_case", "workbook"]

HEADS = (
    "soort",
    "naam",
    "partij",
    "wat",
    "laag",
    "waarschijnlijk",
    "hoog",
    "van",
    "tot",
    "prijspeil",
    "bron",
)
_CASE = ("titel", "nulalternatief", "basisjaar", "prijspeil", "jaren", "discontovoet")
_PARTS = {
    "effect": "effect",
    "toerekening": "attribution",
    "was er toch gekomen": "deadweight",
    "waarde": "value",
}
Row = dict[str, str]


def read_case(path: Path) -> Case:
    """Read a case from a CSV or Excel file.

    Raises
    ------
    InputError
        With the row where it is wrong, or what is missing.
    """
    try:
        rows = [{name: bare(cell) for name, cell in row.items()} for row in read_rows(path)]
        return case_from_rows(rows)
    except InputError as error:
        raise InputError(error.sentence, file=path.name, row=error.row, column=error.column) from error


def case_from_rows(rows: Sequence[Row]) -> Case:
    """Make a case of rows with the headings of ``HEADS``.

    Raises
    ------
    InputError
        As :func:`read_case`.
    """
    if not rows or "soort" not in rows[0] or "naam" not in rows[0]:
        raise InputError("Er zijn kolommen 'soort' en 'naam' nodig.", row=1)
    kinds: dict[str, list[Row]] = {}
    for row in rows:
        kinds.setdefault(row["soort"].lower(), []).append(row)
    known = {"zaak", "partij", "kosten", "overdracht", "baten", "niet in geld"}
    if unknown := [row for kind, those in kinds.items() if kind not in known for row in those]:
        raise InputError(f"{unknown[0]['soort']!r} is geen soort die we kennen.", row=_row(unknown[0]))
    facts = {row["naam"].lower(): row for row in kinds.get("zaak", [])}
    if missing := [name for name in _CASE if name not in facts]:
        raise InputError(f"Bij 'zaak' ontbreekt {missing[0]!r}.")
    case = Case(
        title=facts["titel"].get("wat", ""),
        null_alternative=facts["nulalternatief"].get("wat", ""),
        base_year=_whole(facts["basisjaar"], "wat"),
        price_year=_whole(facts["prijspeil"], "wat"),
        years=_whole(facts["jaren"], "wat"),
        rate=rate_of(facts["discontovoet"].get("wat", "")),
        parties=tuple(row["naam"] for row in kinds.get("partij", [])),
        costs=tuple(
            Cost(row["naam"], row.get("partij", ""), _amount(row), *_span(row))
            for row in kinds.get("kosten", [])
        ),
        transfers=tuple(
            Transfer(row["naam"], row.get("partij", ""), row.get("wat", ""), _amount(row), *_span(row))
            for row in kinds.get("overdracht", [])
        ),
        benefits=tuple(_benefits(kinds.get("baten", []))),
        not_in_money=tuple(row["naam"] for row in kinds.get("niet in geld", [])),
    )
    check(case)
    return case


def _row(row: Row) -> int | None:
    return int(row["#"]) if "#" in row else None


def _whole(row: Row, column: str) -> int:
    text = row.get(column, "").removesuffix(".0")
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise InputError("Hier hoort een heel getal.", row=_row(row), column=column)
    return int(text)


def _span(row: Row) -> tuple[int, int]:
    return _whole(row, "van"), _whole(row, "tot")


def _range(row: Row) -> Range:
    values = []
    for column in ("laag", "waarschijnlijk", "hoog"):
        try:
            values.append(read_number(row.get(column, "")))
        except InputError as error:
            raise InputError(error.sentence, row=_row(row), column=column) from error
    low, likely, high = values
    return Range(low, likely, high, row.get("bron", ""))


def _amount(row: Row) -> Amount:
    return Amount(_range(row), _whole(row, "prijspeil"))


def _benefits(rows: Sequence[Row]) -> Iterator[Benefit]:
    """Four rows make one benefit: effect, toerekening, was er toch gekomen, waarde."""
    named: dict[tuple[str, str], dict[str, Row]] = {}
    for row in rows:
        part = row.get("wat", "").lower()
        if part not in _PARTS:
            raise InputError(f"Bij baten is 'wat' een van: {', '.join(_PARTS)}.", row=_row(row))
        parts = named.setdefault((row["naam"], row.get("partij", "")), {})
        if part in parts:
            raise InputError(f"{row['naam']}: {part!r} staat er twee keer.", row=_row(row))
        parts[part] = row
    for (name, party), parts in named.items():
        if missing := [part for part in _PARTS if part not in parts]:
            raise InputError(
                f"{name}: de rij {missing[0]!r} ontbreekt.", row=_row(next(iter(parts.values())))
            )
        value = parts["waarde"]
        unknown = not any(value.get(column, "") for column in ("laag", "waarschijnlijk", "hoog"))
        first, last = _span(parts["effect"])
        yield Benefit(
            name=name,
            party=party,
            effect=_range(parts["effect"]),
            attribution=_range(parts["toerekening"]),
            deadweight=_range(parts["was er toch gekomen"]),
            value=None if unknown else _amount(value),
            first=first,
            last=last,
        )


def case_rows(case: Case) -> list[tuple[str, ...]]:
    """Return the rows of a case, under ``HEADS``; :func:`case_from_rows` makes the same case of them."""
    facts = (
        case.title,
        case.null_alternative,
        str(case.base_year),
        str(case.price_year),
        str(case.years),
        case.rate.key,
    )
    rows = [_cells("zaak", name, wat=value) for name, value in zip(_CASE, facts, strict=True)]
    rows += [_cells("partij", party) for party in case.parties]
    for cost in case.costs:
        rows.append(_money("kosten", cost.name, cost.party, "bedrag", cost.amount, cost.first, cost.last))
    for each in case.transfers:
        rows.append(
            _money("overdracht", each.name, each.payer, each.receiver, each.amount, each.first, each.last)
        )
    for benefit in case.benefits:
        span = {"van": str(benefit.first), "tot": str(benefit.last)}
        figures_of = (benefit.effect, benefit.attribution, benefit.deadweight)
        for part, figure in zip(_PARTS, figures_of, strict=False):
            rows.append(
                _cells("baten", benefit.name, partij=benefit.party, wat=part, **_written(figure), **span)
            )
        value = benefit.value
        figures = {} if value is None else {**_written(value.euros), "prijspeil": str(value.price_year)}
        rows.append(_cells("baten", benefit.name, partij=benefit.party, wat="waarde", **figures))
    return rows + [_cells("niet in geld", text) for text in case.not_in_money]


def _cells(kind: str, name: str, **cells: str) -> tuple[str, ...]:
    filled = {"soort": kind, "naam": name, **cells}
    return tuple(filled.get(head, "") for head in HEADS)


def _written(each: Range) -> dict[str, str]:
    return {
        "laag": written(each.low), "waarschijnlijk": written(each.likely), "hoog": written(each.high),
        "bron": each.source,
    }  # fmt: skip


def _money(
    kind: str, name: str, party: str, what: str, amount: Amount, first: int, last: int
) -> tuple[str, ...]:
    return _cells(
        kind, name, partij=party, wat=what, **_written(amount.euros), van=str(first), tot=str(last),
        prijspeil=str(amount.price_year),
    )  # fmt: skip


def csv_text(case: Case) -> str:
    """Return the case as CSV with semicolons, in which no cell can run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADS)
    for row in case_rows(case):
        writer.writerow([harmless(cell) for cell in row])
    return out.getvalue()


def workbook(case: Case) -> bytes:
    """Return the case as an Excel file: numbers are numbers, text is text and never a formula."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Kosten en baten"
    sheet.append(list(HEADS))
    for row in case_rows(case):
        sheet.append(["" for _ in row])
        for column, cell in enumerate(row, 1):
            target = sheet.cell(row=sheet.max_row, column=column)
            if HEADS[column - 1] in ("laag", "waarschijnlijk", "hoog") and cell and "," not in cell:
                target.value = int(cell)
            elif cell:
                target.value = cell
                target.data_type = "s"
    for letter, width in zip("ABCDEFGHIJK", (12, 34, 18, 34, 12, 15, 12, 6, 6, 10, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
