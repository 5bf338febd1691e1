"""Policy periods: what was done in an area, from when until when, to stand beside the figures of those years.

A mark in a chart says that something happened at the same time, never that it worked.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from wijkwijzer.areas.model import PolicyPeriod
from wijkwijzer.areas.store.reader import ReleaseReader
from wijkwijzer.errors import InputError
from wijkwijzer.opendata.codes import COUNTRY, clean_code, level_of
from wijkwijzer.opendata.readers import read_frame

__all__ = ["POLICY_FILE", "periods_of", "read_periods"]

POLICY_FILE = "beleid.csv"
"""Name of the file in the folder with figures."""
_COLUMNS = ("gebied", "naam", "van", "tot", "bron")
_MOST, _LONGEST = 1000, 80


def read_periods(path: Path) -> tuple[PolicyPeriod, ...]:
    """Read policy periods: ``gebied`` (code; blank is everywhere), ``naam``, ``van``, ``tot``, ``bron``.

    Parameters
    ----------
    path : .csv or .xlsx; ``van`` and ``tot`` are years, ``tot`` is blank while the policy runs.

    Returns
    -------
    tuple of PolicyPeriod
        Sorted by first year and name.

    Raises
    ------
    InputError
        With row and column of the first thing that is wrong.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / POLICY_FILE
    >>> _ = path.write_text("gebied;naam;van;tot;bron\\nGM0363;Wijkaanpak;2008;2011;Rijk\\n")
    >>> read_periods(path)[0].first
    2008
    """
    if not path.is_file():
        raise InputError("Dit bestand met beleid bestaat niet.", file=path)
    frame = read_frame(path, "xlsx" if path.suffix.lower() == ".xlsx" else "csv")
    for column in _COLUMNS:
        if column not in frame.columns:
            raise InputError("Deze kolom ontbreekt.", file=path.name, column=column)
    text = [pl.col(name).cast(pl.String).str.strip_chars().fill_null("") for name in _COLUMNS]
    frame = frame.with_row_index("row", offset=2).select("row", *text)
    frame = frame.filter(pl.any_horizontal(pl.col(name) != "" for name in _COLUMNS))
    year = [pl.col(name).cast(pl.Int32, strict=False).alias(f"{name}_year") for name in ("van", "tot")]
    code = pl.when(pl.col("gebied") == "").then(pl.lit(COUNTRY)).otherwise(clean_code(pl.col("gebied")))
    frame = frame.with_columns(code.alias("code"), *year)
    _check(frame, path.name)
    chosen = frame.sort("van_year", "naam", "code").select("code", "naam", "van_year", "tot_year", "bron")
    return tuple(PolicyPeriod(*row) for row in chosen.iter_rows())


def _check(frame: pl.DataFrame, file: str) -> None:
    if frame.height > _MOST:
        raise InputError(f"Hier staan meer dan {_MOST} regels beleid in.", file=file)
    until = (pl.col("tot") != "") & ~pl.col("tot_year").is_between(1990, 2100).fill_null(False)
    rules = (
        ("gebied", level_of(pl.col("code")).is_null(), "Dit is geen code van een gebied."),
        (
            "naam",
            ~pl.col("naam").str.len_chars().is_between(1, _LONGEST),
            "Geef een naam van 1 tot 80 letters.",
        ),
        ("naam", pl.col("naam").str.contains(r"^[=@+\-]|[\x00-\x1f]"), "In deze cel staat een formule."),
        ("van", ~pl.col("van_year").is_between(1990, 2100).fill_null(False), "Dit jaar klopt niet."),
        ("tot", until, "Dit jaar klopt niet."),
        ("tot", (pl.col("tot_year") < pl.col("van_year")).fill_null(False), "Het einde ligt voor het begin."),
        (
            "bron",
            ~pl.col("bron").str.len_chars().is_between(1, 200),
            "Zeg waar dit staat, in 1 tot 200 letters.",
        ),
        ("bron", pl.col("bron").str.contains(r"^[=@+\-]|[\x00-\x1f]"), "In deze cel staat een formule."),
    )
    for column, wrong, sentence in rules:
        bad = frame.filter(wrong)
        if bad.height:
            raise InputError(sentence, file=file, row=bad["row"][0], column=column)


def periods_of(reader: ReleaseReader, place: int) -> tuple[PolicyPeriod, ...]:
    """Return the policy periods of one area: its own, and those of its wijk, its gemeente and the country.

    A code can have belonged to another area: then only what was done while this one existed counts.
    """
    row = reader.table.row(place, named=True)
    above = (
        reader.ref(other).code for other in (row["wijk_area"], row["gemeente_area"]) if other is not None
    )
    codes = {COUNTRY, row["code"], *above}
    start, end = row["valid_from"], row["valid_to"] or 9999
    return tuple(
        period
        for period in reader.manifest.periods
        if period.code in codes
        and (period.code != row["code"] or (period.first <= end and (period.last or 9999) >= start))
    )
