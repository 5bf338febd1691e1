"""What a file of own figures would change on the site, row by row, before anything changes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import polars as pl
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wijkwijzer.areas import (
    FIGURE_COLUMNS,
    WITHHELD_REASONS,
    CheckedFigures,
    Problem,
    check_figures,
    open_overlay,
    protect,
)
from wijkwijzer.errors import InputError
from wijkwijzer.report import number
from wijkwijzer_web.areas.queries import Current

__all__ = ["KINDS", "MOST_INDICATORS", "WITHHELD", "Change", "Preview", "PreviewRow", "preview"]

MOST_INDICATORS = 200
MOST_NOTES = 20
MOST_ROWS = 100_000  # looking through so many takes about ten seconds
KINDS = ("fout", "anders", "nieuw", "weg", "gelijk")
WITHHELD = "klein"  # whatever happens to it, only the organisation itself would see it
_KEY = ["code", "year", "indicator"]
_SAID = {"n": "noemer", "source": "bron", "licence": "licentie", "public": "openbaar"}


@dataclass(frozen=True, slots=True)
class Change:
    """One column of a row that would change: what stands on the site now, and what the file says."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One figure; `row` is its row in the file, None for a figure that would leave the site.

    `withheld` says why only the organisation itself would see it.
    """

    row: int | None
    kind: str
    code: str
    name: str
    year: str
    indicator: str
    value: str
    public: bool
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """All rows with what would happen to them; `checked` may be kept when it is usable.

    `table` has a row per figure: row, kind, the columns of the file as they were written, and those of the
    figures that are shown now under the same names with ``_old`` behind them.
    """

    table: pl.DataFrame
    checked: CheckedFigures
    counts: dict[str, int]

    @property
    def usable(self) -> bool:
        """Whether it may go on the site."""
        return self.checked.usable

    @property
    def said(self) -> tuple[str, ...]:
        """What was read, how much of it is good, and what of the file is no figure."""
        good, rows = self.checked.used
        told = [
            _("%(n)s van %(m)s rijen zijn te gebruiken.")
            % {"n": number(good, 0, "nl"), "m": number(rows, 0, "nl")}
        ]
        reading = self.checked.reading
        if reading is None:
            return tuple(told)
        if reading.sheet:
            told.append(_("Gelezen: blad %(sheet)s.") % {"sheet": reading.sheet})
        for note in reading.notes[:MOST_NOTES]:
            where = _("Rij %(n)s") % {"n": note.row} + ". " if note.row else ""
            told.append(where + note.sentence)
        if len(reading.notes) > MOST_NOTES:
            told.append(_("En nog %(n)s keer iets.") % {"n": len(reading.notes) - MOST_NOTES})
        return tuple(told)

    @property
    def withheld(self) -> int:
        """How many figures only the organisation itself would see."""
        return 0 if self.checked.withheld is None else self.checked.withheld.height

    @property
    def indicators(self) -> list[str]:
        """The figures that the file has, by key."""
        return self.checked.figures["indicator"].unique().sort().to_list()

    def rows(self, kind: str, page: int, size: int, names: Current) -> list[PreviewRow]:
        """One page of the rows, those of one kind or (without kind) all."""
        chosen = self._chosen(kind)
        wrong = defaultdict(list)
        for problem in self.checked.problems:
            wrong[problem.row].append(problem)
        part = chosen.slice((page - 1) * size, size)
        return [_row(row, tuple(wrong[row["row"]]), names) for row in part.iter_rows(named=True)]

    def height(self, kind: str) -> int:
        """How many rows there are of a kind, or in all."""
        return self._chosen(kind).height

    def _chosen(self, kind: str) -> pl.DataFrame:
        if kind == WITHHELD:
            return self.table.filter(pl.col("why").is_not_null())
        return self.table.filter(pl.col("kind") == kind) if kind in KINDS else self.table


@lru_cache(maxsize=4)
def preview(shown: Current, path: Path, overlay: Path | None) -> Preview:
    """Check a file against the areas of a release, and lay it beside the figures that are shown now.

    Raises
    ------
    InputError
        When the file as a whole cannot be used.
    """
    checked = check_figures(path, shown.figures.validity())
    if checked.figures.height > MOST_ROWS:
        raise InputError(_("In dit bestand staan meer dan %(n)s rijen.") % {"n": number(MOST_ROWS, 0, "nl")})
    if checked.figures["indicator"].n_unique() > MOST_INDICATORS:
        sentence = _("In dit bestand staan meer dan %(n)s verschillende cijfers.") % {"n": MOST_INDICATORS}
        raise InputError(sentence, column="indicator")
    checked = protect(checked, shown.figures)
    wrong = {problem.row for problem in checked.problems}
    table = _beside(checked.figures, _now(overlay, checked.figures)).join(
        _written(checked), on="row", how="left"
    )
    if checked.withheld is not None:
        table = table.join(checked.withheld, on="row", how="left")
    kind = (
        pl.when(pl.col("row").is_in(list(wrong)).fill_null(False))
        .then(pl.lit("fout"))
        .when(pl.col("row").is_null())
        .then(pl.lit("weg"))
        .when(pl.col("known_old").is_null())
        .then(pl.lit("nieuw"))
        .when(_differs())
        .then(pl.lit("anders"))
        .otherwise(pl.lit("gelijk"))
    )
    table = table.with_columns(kind=kind).sort("row", nulls_last=True, maintain_order=True)
    found = dict(table["kind"].value_counts().iter_rows())
    return Preview(table, checked, {name: found.get(name, 0) for name in KINDS})


def _now(overlay: Path | None, like: pl.DataFrame) -> pl.DataFrame:
    figures = like.clear().drop("row") if overlay is None else open_overlay(overlay).figures
    return figures.select(like.drop("row").columns).with_columns(known_old=pl.lit(True))


def _beside(figures: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    return figures.join(now, on=_KEY, how="full", suffix="_old", coalesce=True, maintain_order="left_right")


def _differs() -> pl.Expr:
    columns = ("value", *_SAID)
    return pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_old")) for name in columns)


def _written(checked: CheckedFigures) -> pl.DataFrame:
    """The cells as they stand in the file: what is wrong must be shown as it was written."""
    if checked.reading is None:
        return checked.figures.select("row")
    return checked.reading.cells.select(
        "row", *(pl.col(column).alias(f"file_{column}") for column in FIGURE_COLUMNS)
    )


def _row(row: dict[str, object], problems: tuple[Problem, ...], names: Current) -> PreviewRow:
    there = row["row"] is not None
    wrong = {problem.column for problem in problems}
    code = str((row["file_code"] if "code" in wrong else row["code"]) or "")[:20]
    place = names.names.by_key.get(str(row["code"] or ""))
    return PreviewRow(
        row=row["row"] if isinstance(row["row"], int) else None,
        kind=str(row["kind"]),
        code=code,
        name=place.name if place else "",
        year=str((row["file_jaar"] if there else row["year"]) or "")[:10],
        indicator=str((row["file_indicator"] if there else row["indicator"]) or "")[:40],
        value=_value(row, wrong)[:30],
        public=bool(row["public"] if there else row["public_old"]),
        changes=_changes(row) if row["kind"] == "anders" else (),
        problems=problems,
        withheld=_reason(row.get("why")),
    )


def _value(row: dict[str, object], wrong: set[str]) -> str:
    """The value as it will be kept; as it was written only where that cannot be read."""
    if row["row"] is None:
        return _plain(row["value_old"])
    if "waarde" in wrong:
        return str(row["file_waarde"] or "")
    return "" if row["value"] is None else _plain(row["value"])


def _reason(why: object) -> str:
    said = WITHHELD_REASONS.get(str(why))
    if said is None:
        return ""
    return said.en if (get_language() or "nl").startswith("en") else said.nl


def _changes(row: dict[str, object]) -> tuple[Change, ...]:
    pairs = (("value", "waarde"), *_SAID.items())
    return tuple(
        Change(said, _plain(row[f"{name}_old"]), _plain(row[name]))
        for name, said in pairs
        if row[name] != row[f"{name}_old"]
    )


def _plain(value: object) -> str:
    """A cell as one would write it in a spreadsheet here."""
    if value is None:
        return _("leeg")
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return f"{value:.15g}".replace(".", ",") if isinstance(value, float) else str(value)
