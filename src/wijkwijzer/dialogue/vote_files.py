"""Votes by the million: a plain table of whole numbers, read in a fifth of the memory, from CSV or Parquet.

What is plain: participant and statement are whole numbers, vote is 1, 0 or -1, and besides these there is at
most a time. For anything else `plain_votes` gives None, and the reader of every other file takes over: it
knows words, texts and how to say what is wrong in which row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from wijkwijzer.errors import InputError

__all__ = ["parquet_votes", "plain_votes"]

_KINDS: dict[str, type[pl.DataType]] = {
    "participant": pl.Int32,
    "statement": pl.Int32,
    "vote": pl.Int8,
    "time": pl.Int64,
}
_NEEDED = ("participant", "statement", "vote")


def plain_votes(file: Path, headings: Mapping[str, Sequence[str]]) -> pl.DataFrame | None:
    """Read a CSV file of votes when it is plain.

    Parameters
    ----------
    file
        The file.
    headings
        Our name of a column -> the headings it may have (compared without case).

    Returns
    -------
    polars.DataFrame or None
        participant, statement, vote and, when it is there, time; None when the file is not plain.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "votes.csv"
    >>> _ = file.write_text("participant;statement;vote\\n7;1;-1\\n")
    >>> names = {"participant": ["participant"], "statement": ["statement"], "vote": ["vote"]}
    >>> plain_votes(file, names).row(0)
    (7, 1, -1)
    >>> _ = file.write_text("participant;statement;vote\\nan;1;eens\\n")
    >>> plain_votes(file, names) is None
    True
    """
    if file.suffix == ".gz":
        return None
    with file.open("rb") as opened:
        first = opened.readline(10_000).removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    separator = max(",;\t", key=first.count)
    written = [name.strip().strip('"').lower() for name in first.rstrip("\r\n").split(separator)]
    places = _places(written, headings)
    if places is None:
        return None
    kinds = {f"c{place}": _KINDS[name] for name, place in places.items()}
    try:
        frame = (
            pl.scan_csv(
                file,
                separator=separator,
                infer_schema=False,
                schema_overrides=kinds,
                with_column_names=lambda names: [f"c{place}" for place in range(len(names))],
            )
            .select(pl.col(f"c{place}").alias(name) for name, place in places.items())
            .collect(engine="streaming")
        )
    except pl.exceptions.PolarsError:
        return None
    return frame if _is_plain(frame) else None


def parquet_votes(file: Path, headings: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """Read a Parquet file of votes: participant, statement, vote (1, 0, -1) and, when it is there, time.

    Raises
    ------
    InputError
        No Parquet file, a missing column, an empty cell or a vote that is none.
    """
    try:
        schema = pl.read_parquet_schema(file)
        written = [name.strip().lower() for name in schema]
        for name in _NEEDED:
            if not set(written) & set(headings[name]):
                raise InputError(f'De kolom "{headings[name][0]}" ontbreekt.', file=file.name)
        chosen = {
            name: next(list(schema)[written.index(h)] for h in headings[name] if h in written)
            for name in _KINDS
            if set(written) & set(headings.get(name, ()))
        }
        frame = pl.scan_parquet(file).select(
            pl.col(real).cast(_KINDS[name]) if schema[real].is_integer() else pl.col(real)
            for name, real in chosen.items()
        )
        table = frame.collect(engine="streaming").rename({real: name for name, real in chosen.items()})
    except (pl.exceptions.PolarsError, OSError) as error:
        raise InputError(
            "Dit is geen Parquet-bestand met stemmen in hele getallen.", file=file.name
        ) from error
    for name in _NEEDED:
        if table[name].null_count():
            row = int(table[name].is_null().arg_max() or 0) + 1
            raise InputError("Deze cel is leeg.", file=file.name, row=row, column=name)
    if not table["vote"].dtype.is_integer() or not table["vote"].is_between(-1, 1).all():
        raise InputError("Een stem is 1 (eens), 0 (pas) of -1 (oneens).", file=file.name, column="vote")
    if "time" in table.columns and table["time"].dtype != pl.Int64:
        raise InputError("Een tijd is een heel getal (milliseconden).", file=file.name, column="time")
    return table


def _places(written: Sequence[str], headings: Mapping[str, Sequence[str]]) -> dict[str, int] | None:
    """Place of each of our columns; None when one lacks, comes twice, or is no part of a plain file."""
    found: dict[str, int] = {}
    for name, known in headings.items():
        heading = next((each for each in known if each in written), None)
        if heading is None:
            continue
        if name not in _KINDS or written.count(heading) > 1:
            return None
        found[name] = written.index(heading)
    return found if set(_NEEDED) <= set(found) else None


def _is_plain(frame: pl.DataFrame) -> bool:
    whole = not any(frame[name].null_count() for name in frame.columns)
    return bool(whole and frame.height and frame["vote"].is_between(-1, 1).all())
