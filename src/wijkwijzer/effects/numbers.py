"""Numbers and tables as people write them; what may mean two things is refused, never guessed."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl

from wijkwijzer.errors import InputError
from wijkwijzer.opendata.readers import read_frame

__all__ = ["read_figure", "read_number", "read_rows", "written"]

_PLAIN = re.compile(r"^[-−+]?[0-9]+$")
_COMMA = re.compile(r"^[-−+]?[0-9]{1,3}(\.[0-9]{3})*,[0-9]+$|^[-−+]?[0-9]+,[0-9]+$")
_THOUSANDS = re.compile(r"^[-−+]?[0-9]{1,3}(\.[0-9]{3}){2,}$")
_UNSURE = re.compile(r"^[-−+]?[1-9][0-9]{0,2}\.[0-9]{3}$")
_POINT = re.compile(r"^[-−+]?[0-9]+\.[0-9]+$")
_UNKNOWN = {"", "?", "-", "onbekend", "weet niet", "nvt", "unknown"}
_BETWEEN = re.compile(r"\s*(?:\.\.+|…|–|—|\btot\b|\bto\b|(?<=[0-9%])\s*-\s*(?=[€ ]*[0-9]))\s*")
MOST_ROWS, LONGEST_CELL = 3000, 2000


def read_number(text: str) -> float:
    """Read one number: "1250", "12,5", "€ 1.250.000", "35%" (0.35).

    Raises
    ------
    InputError
        No number, or "1.250", which may be twelve hundred or one and a quarter.

    Examples
    --------
    >>> read_number("€ 12,5"), read_number("35%"), read_number("1.250.000")
    (12.5, 0.35, 1250000.0)
    >>> read_number("1.250")
    Traceback (most recent call last):
        ...
    wijkwijzer.errors.InputError: '1.250' kan twee dingen zijn. Schrijf 1250, of 1,25.
    """
    plain = re.sub(r"[\s\u00a0\u202f€]", "", text)
    share = plain.endswith("%")
    plain = plain.removesuffix("%")
    if _UNSURE.match(plain):
        whole, small = plain.replace(".", ""), plain.replace(".", ",").rstrip("0").rstrip(",")
        raise InputError(f"{plain!r} kan twee dingen zijn. Schrijf {whole}, of {small}.")
    if _COMMA.match(plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif _THOUSANDS.match(plain):
        plain = plain.replace(".", "")
    elif not (_PLAIN.match(plain) or _POINT.match(plain)):
        raise InputError(f"{text.strip()[:40]!r} is geen getal.")
    if len(plain) > 25:
        raise InputError("Dit getal is te lang.")
    value = float(plain.replace("−", "-"))
    return value / 100 if share else value


def read_figure(text: str) -> tuple[float, float] | None:
    """Read a figure, a range of two, or nothing: "10", "10 tot 20", "onbekend".

    Examples
    --------
    >>> read_figure("10 tot 20"), read_figure("onbekend"), read_figure("-5")
    ((10.0, 20.0), None, (-5.0, -5.0))
    """
    if text.strip().lower() in _UNKNOWN:
        return None
    parts = _BETWEEN.split(text.strip())
    if len(parts) > 2:
        raise InputError(f"{text.strip()[:40]!r} is geen getal en geen bereik van twee getallen.")
    numbers = [read_number(part) for part in parts]
    if numbers[0] > numbers[-1]:
        raise InputError(f"{text.strip()[:40]!r}: zet het laagste getal eerst.")
    return numbers[0], numbers[-1]


def written(value: float) -> str:
    """Write a number so that :func:`read_number` gives the same back.

    Examples
    --------
    >>> written(1250.0), written(12.5), written(-0.125)
    ('1250', '12,5', '-0,125')
    """
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.12f}".rstrip("0").rstrip(".").replace(".", ",")


def read_rows(path: Path, *, most: int = MOST_ROWS) -> list[dict[str, str]]:
    """Read a table (CSV or Excel) as rows of text, headings without capitals; empty rows are left out.

    Raises
    ------
    InputError
        Unreadable, too long, a heading twice or a cell that is too long, with the row where it stands.
    """
    shape = {".csv": "csv", ".txt": "csv", ".xlsx": "xlsx", ".xlsm": "xlsx"}.get(path.suffix.lower())
    if shape is None:
        raise InputError("Dit is geen CSV of Excel-bestand (.xlsx).", file=path.name)
    if not path.is_file():
        raise InputError("Dit bestand is er niet.", file=path.name)
    frame = read_frame(path, shape).with_columns(pl.all().cast(pl.String))
    heads = [str(name).strip().lower() for name in frame.columns]
    if len(set(heads)) != len(heads):
        raise InputError("Een kolom staat er twee keer in.", file=path.name, row=1)
    if len(frame) > most:
        raise InputError(f"Er passen {most} rijen in dit bestand.", file=path.name)
    rows = []
    for number, cells in enumerate(frame.iter_rows(), 2):
        texts = ["" if cell is None else str(cell).strip() for cell in cells]
        if any(len(text) > LONGEST_CELL for text in texts):
            raise InputError("Een cel is te lang.", file=path.name, row=number)
        if any(texts):
            rows.append(dict(zip(heads, texts, strict=True)) | {"#": str(number)})
    return rows
