"""Read a dialogue from a folder: a Polis export, or our own CSV files.

Our own files (UTF-8, comma or semicolon, optionally gzipped); only votes.csv or ratings.csv or rankings.csv
must be there, other columns are allowed:

- votes.csv: participant, statement, vote (1/0/-1 or eens/pas/oneens), and optionally time, id, probability;
  or votes.parquet with whole numbers
- statements.csv: id, and optionally text, author, time, moderated
- ratings.csv: participant, item, value (1 to 5 or heel slecht ... heel goed), and optionally time
- rankings.csv: participant, question, item, rank
- background.csv: participant, question, answer
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypedDict

import polars as pl

from wijkwijzer.dialogue.vote_files import parquet_votes, plain_votes
from wijkwijzer.dialogue.votes.log import Dialogue, empty_table
from wijkwijzer.errors import InputError
from wijkwijzer.opendata.delimited import find_table, read_delimited
from wijkwijzer.opendata.polis import is_polis_export, read_polis

__all__ = ["RATING_WORDS", "read_dialogue"]

VOTE_WORDS = {
    **dict.fromkeys(("1", "+1", "eens", "agree", "ja"), 1),
    **dict.fromkeys(("0", "pas", "pass", "geen mening", "weet niet", "neutraal"), 0),
    **dict.fromkeys(("-1", "oneens", "disagree", "nee"), -1),
}
RATING_WORDS = ("heel slecht", "slecht", "neutraal", "goed", "heel goed")

PARTICIPANT = ("participant", "deelnemer", "participant-id", "voter-id", "author")
STATEMENT = ("statement", "stelling", "statement-id", "comment-id")
ITEM = ("item", "question", "vraag", "statement", "onderwerp")
TIME = ("time", "tijd", "timestamp", "datum")
COLUMNS: dict[str, dict[str, Sequence[str]]] = {
    "votes": {
        "participant": PARTICIPANT,
        "statement": STATEMENT,
        "vote": ("vote", "stem", "value", "waarde"),
        "time": TIME,
        "id": ("id", "event", "position"),
        "probability": ("probability", "kans", "propensity"),
    },
    "statements": {
        "statement": ("id", *STATEMENT),
        "author": ("author", "auteur", "author-id"),
        "text": ("text", "tekst", "comment-body"),
        "time": TIME,
        "moderated": ("moderated",),
    },
    "ratings": {
        "participant": PARTICIPANT,
        "item": ITEM,
        "value": ("value", "rating", "waarde"),
        "time": TIME,
    },
    "rankings": {
        "participant": PARTICIPANT,
        "question": ("question", "vraag"),
        "item": ("item", "keuze", "statement"),
        "rank": ("rank", "plaats"),
    },
    "background": {
        "participant": PARTICIPANT,
        "question": ("question", "vraag"),
        "answer": ("answer", "antwoord"),
    },
}
REQUIRED = {
    "votes": ("participant", "statement", "vote"),
    "statements": ("statement",),
    "ratings": ("participant", "item", "value"),
    "rankings": ("participant", "item", "rank"),
    "background": ("participant", "question", "answer"),
}
IDENTIFIERS = ("participant", "statement", "author")


def read_dialogue(path: Path | str) -> Dialogue:
    """Read a dialogue from a folder (a Polis export or our own files) or from one votes.csv.

    Raises
    ------
    InputError
        Nothing to read, a missing column, an identifier that occurs twice, a vote for an unknown statement,
        or a value that is none.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "votes.csv").write_text("deelnemer,stelling,stem\\nan,a,eens\\nbo,a,pas\\n")
    >>> read_dialogue(folder).votes["vote"].to_list()
    [1, 0]
    """
    path = Path(path)
    if path.is_file():
        return _from_tables({"votes": path}, path.stem)
    if not path.is_dir():
        raise InputError("Deze map of dit bestand bestaat niet.", file=path.name)
    extra = {name: file for name in COLUMNS if (file := find_table(path, f"{name}.csv"))}
    if "votes" not in extra and (path / "votes.parquet").is_file():
        extra["votes"] = path / "votes.parquet"
    if is_polis_export(path):
        return _from_polis(
            path, {name: f for name, f in extra.items() if name not in ("votes", "statements")}
        )
    if not {"votes", "ratings", "rankings"} & set(extra):
        raise InputError(
            "In deze map staat geen votes.csv (of votes.parquet), ratings.csv of rankings.csv.",
            file=path.name,
        )
    return _from_tables(extra, path.name)


def _from_polis(folder: Path, extra: Mapping[str, Path]) -> Dialogue:
    export = read_polis(folder)
    grouped = export.participants.filter(pl.col("group").is_not_null())
    return Dialogue(
        statements=export.comments,
        votes=export.votes,
        published_groups=dict(
            zip(grouped["participant"].to_list(), grouped["group"].cast(pl.Int64).to_list(), strict=True)
        ),
        title=export.summary.get("topic", ""),
        summary=export.summary,
        notes=export.notes,
        **_others({name: _read(name, file) for name, file in extra.items()}),
    )


def _from_tables(files: Mapping[str, Path], title: str) -> Dialogue:
    tables = {name: _votes(file) if name == "votes" else _read(name, file) for name, file in files.items()}
    votes = tables.pop("votes", empty_table("votes"))
    statements = tables.pop("statements", None)
    if statements is None:
        listed = votes.select(pl.col("statement").unique().sort())
        statements = _with_columns(listed, "statements")
    elif votes.height:
        votes, statements = _same_kind(votes, statements)
        numbered = votes if "row" in votes.columns else votes.with_row_index("row", offset=2)
        unknown = numbered.filter(~pl.col("statement").is_in(statements["statement"].implode()))
        if unknown.height:
            raise InputError(
                f"Stelling {unknown['statement'][0]} staat niet in statements.csv.",
                file=files["votes"].name,
                row=unknown["row"][0],
                column="statement",
            )
    return Dialogue(
        statements.drop("row", strict=False), votes.drop("row", strict=False), title=title, **_others(tables)
    )


class _Others(TypedDict):
    ratings: pl.DataFrame
    rankings: pl.DataFrame
    background: pl.DataFrame


def _others(tables: Mapping[str, pl.DataFrame]) -> _Others:
    def table(name: str) -> pl.DataFrame:
        return tables[name].drop("row") if name in tables else empty_table(name)

    return {"ratings": table("ratings"), "rankings": table("rankings"), "background": table("background")}


def _same_kind(votes: pl.DataFrame, statements: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    if votes["statement"].dtype == statements["statement"].dtype:
        return votes, statements
    if votes["statement"].dtype.is_integer() and statements["statement"].dtype.is_integer():
        return votes.with_columns(pl.col("statement").cast(pl.Int64)), statements
    text = pl.col("statement").cast(pl.String)
    return votes.with_columns(text), statements.with_columns(text)


def _votes(file: Path) -> pl.DataFrame:
    if file.suffix == ".parquet":
        return parquet_votes(file, COLUMNS["votes"])
    plain = plain_votes(file, COLUMNS["votes"])
    return _read("votes", file) if plain is None else plain


def _read(name: str, file: Path) -> pl.DataFrame:
    columns = COLUMNS[name]
    whole = [c for c in columns if c not in ("text", "answer", "probability", "question", "item")]
    table = read_delimited(file, columns, required=REQUIRED[name], integers=whole)
    for column in REQUIRED[name]:
        gaps = table.filter(pl.col(column).is_null())
        if gaps.height:
            raise InputError("Deze cel is leeg.", file=file.name, row=gaps["row"][0], column=column)
    if "time" in table.columns:
        table = _times(file, table)
    for column, words in (("vote", VOTE_WORDS), ("value", _rating_words())):
        if column in table.columns:
            table = _worded(file, table, column, words)
    for column in ("rank", "moderated"):
        if (
            column in table.columns
            and table[column].dtype != pl.Int64
            and table[column].null_count() < table.height
        ):
            raise _no_number(file, table, column)
    if "probability" in table.columns:
        table = _probabilities(file, table)
    for column in {"statements": ("statement",), "votes": ("id",)}.get(name, ()):
        _unique(file, table, column)
    return _with_columns(table, name)


def _with_columns(table: pl.DataFrame, name: str) -> pl.DataFrame:
    """Add the optional columns that every reader may count on."""
    if name != "statements":
        return table
    absent = {"author": pl.String, "text": pl.String, "time": pl.Int64, "moderated": pl.Int8}
    table = table.with_columns(
        pl.lit(None, kind).alias(c) for c, kind in absent.items() if c not in table.columns
    )
    return table.with_columns(
        pl.col("text").fill_null(""), pl.col("moderated").fill_null(1).clip(-1, 1).cast(pl.Int8)
    )


def _rating_words() -> dict[str, int]:
    return {str(i): i for i in range(1, 6)} | {word: i for i, word in enumerate(RATING_WORDS, 1)}


def _worded(file: Path, table: pl.DataFrame, column: str, words: Mapping[str, int]) -> pl.DataFrame:
    cells = table[column].cast(pl.String).str.to_lowercase()
    values = cells.replace_strict(list(words), list(words.values()), default=None, return_dtype=pl.Int64)
    if values.null_count():
        place = int(values.is_null().arg_max() or 0)
        known = ", ".join(list(words)[:5])
        raise InputError(
            f'"{cells[place]}" kennen we niet; gebruik bijvoorbeeld {known}.',
            file=file.name,
            row=table["row"][place],
            column=column,
        )
    return table.with_columns(values.cast(pl.Int8 if column == "vote" else pl.Int64).alias(column))


def _times(file: Path, table: pl.DataFrame) -> pl.DataFrame:
    """Milliseconds since 1970, from whole numbers or from dates as 2026-11-21T20:15:00."""
    if table["time"].dtype == pl.Int64:
        return table
    moments = table["time"].str.to_datetime(strict=False, time_unit="ms", time_zone="UTC")
    wrong = table.filter(moments.is_null() & pl.col("time").is_not_null())
    if wrong.height:
        raise InputError(
            f'"{wrong["time"][0]}" is geen tijd; schrijf bijvoorbeeld 2026-11-21T20:15:00.',
            file=file.name,
            row=wrong["row"][0],
            column="time",
        )
    return table.with_columns(moments.dt.epoch("ms").alias("time"))


def _probabilities(file: Path, table: pl.DataFrame) -> pl.DataFrame:
    values = table["probability"].str.replace(",", ".").cast(pl.Float64, strict=False)
    given = table["probability"].is_not_null()
    wrong = table.filter(given & (values.is_null() | (values <= 0) | (values > 1)))
    if wrong.height:
        raise InputError(
            f'"{wrong["probability"][0]}" is geen kans tussen 0 en 1.',
            file=file.name,
            row=wrong["row"][0],
            column="probability",
        )
    return table.with_columns(values.alias("probability"))


def _no_number(file: Path, table: pl.DataFrame, column: str) -> InputError:
    wrong = table.filter(pl.col(column).is_not_null() & pl.col(column).cast(pl.Int64, strict=False).is_null())
    return InputError(
        f'Hier hoort een geheel getal, niet "{wrong[column][0]}".',
        file=file.name,
        row=wrong["row"][0],
        column=column,
    )


def _unique(file: Path, table: pl.DataFrame, column: str) -> None:
    if column not in table.columns:
        return
    repeated = table.filter(pl.col(column).is_not_null() & pl.col(column).is_duplicated())
    if repeated.height:
        first = repeated[column][0]
        row = repeated.filter(pl.col(column) == first)["row"][1]
        raise InputError(f'Het id "{first}" staat er twee keer in.', file=file.name, row=row, column="id")
