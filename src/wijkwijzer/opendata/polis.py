"""The export of a Polis conversation: comments.csv, votes.csv, participants-votes.csv, summary.csv.

Sign: in these files agree is 1, disagree -1 and pass 0 (inside Polis agree is -1). Some exports carry the
inside sign; the counts in comments.csv tell which one it is, and reading turns it round.

Source: the open data of The Computational Democracy Project (github.com/compdemocracy/openData), ten of
whose conversations were read: votes.csv is a log with repeated votes (the last one counts), comments.csv
counts every line of that log, participants-votes.csv holds the last votes, with or without a column
``xid``.
"""

from __future__ import annotations

import csv
import gzip
import io
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from wijkwijzer.errors import InputError
from wijkwijzer.opendata.delimited import find_table, read_delimited

__all__ = ["PolisExport", "is_polis_export", "last_votes", "read_polis", "write_polis"]

COMMENTS = {
    "statement": ("comment-id", "tid"),
    "author": ("author-id", "pid"),
    "text": ("comment-body", "txt"),
    "time": ("timestamp",),
    "moderated": ("moderated", "mod"),
    "agrees": ("agrees",),
    "disagrees": ("disagrees",),
}
VOTES = {
    "participant": ("voter-id", "pid"),
    "statement": ("comment-id", "tid"),
    "vote": ("vote",),
    "time": ("timestamp",),
}
PARTICIPANTS = {"participant": ("participant",), "group": ("group-id",), "xid": ("xid",)}


@dataclass(frozen=True)
class PolisExport:
    """One conversation as tables.

    Attributes
    ----------
    comments : polars.DataFrame
        statement, author, text, time (ms), moderated (1 accepted, 0 not looked at, -1 left out).
    votes : polars.DataFrame
        participant, statement, vote (1, 0, -1; agree is 1), time (ms): the log, repeated votes included.
    participants : polars.DataFrame
        participant, group (as Polis published it; may be null), xid.
    summary : dict of str to str
        The lines of summary.csv.
    reversed_sign : bool
        Whether the file held agree as -1.
    """

    comments: pl.DataFrame
    votes: pl.DataFrame
    participants: pl.DataFrame
    summary: dict[str, str] = field(default_factory=dict)
    reversed_sign: bool = False


def is_polis_export(folder: Path) -> bool:
    """Tell whether a folder looks like a Polis export (comments.csv and votes.csv, gzipped or not).

    Examples
    --------
    >>> is_polis_export(Path("an-absent-folder"))
    False
    """
    return all(find_table(folder, name) is not None for name in ("comments.csv", "votes.csv"))


def read_polis(folder: Path) -> PolisExport:
    """Read a Polis export; members may be gzipped, participants-votes.csv and summary.csv may be absent.

    Raises
    ------
    InputError
        A missing file or column, an id that occurs twice, a vote for an unknown statement, a value that is
        no vote.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "comments.csv").write_text("comment-id,moderated,comment-body\\n0,1,Meer groen\\n")
    >>> _ = (folder / "votes.csv").write_text("comment-id,voter-id,vote\\n0,0,1\\n0,1,1\\n0,2,-1\\n")
    >>> read_polis(folder).votes["vote"].to_list()
    [1, 1, -1]
    """
    comments_file, votes_file = _required(folder, "comments.csv"), _required(folder, "votes.csv")
    comments = _read_comments(comments_file)
    votes, reverse = _read_votes(votes_file, comments)
    participants = _read_participants(folder, votes)
    return PolisExport(
        comments.drop("agrees", "disagrees", strict=False),
        votes,
        participants,
        _read_summary(folder),
        reverse,
    )


def _required(folder: Path, name: str) -> Path:
    found = find_table(folder, name)
    if found is None:
        raise InputError(f"In deze map staat geen {name} (of {name}.gz).", file=folder.name)
    return found


def _read_comments(file: Path) -> pl.DataFrame:
    whole = ["statement", "author", "time", "moderated", "agrees", "disagrees"]
    frame = read_delimited(file, COMMENTS, required=["statement"], integers=whole)
    _complete(file, frame, "statement", "comment-id")
    repeated = frame.filter(pl.col("statement").is_duplicated())
    if repeated.height:
        identifier = repeated["statement"][-1]
        raise InputError(
            f"Stelling {identifier} staat er twee keer in.",
            file=file.name,
            row=int(repeated.filter(pl.col("statement") == identifier)["row"][1]),
            column="comment-id",
        )
    for name in ("time", "moderated", "agrees", "disagrees"):
        _whole(file, frame, name, COMMENTS[name][0])
    absent = {"author": pl.Int64, "text": pl.String, "time": pl.Int64}
    frame = frame.with_columns(
        pl.lit(None, kind).alias(n) for n, kind in absent.items() if n not in frame.columns
    )
    moderated = pl.col("moderated").fill_null(0) if "moderated" in frame.columns else pl.lit(0, pl.Int64)
    return frame.drop("row").with_columns(
        pl.col("text").fill_null(""), moderated.clip(-1, 1).cast(pl.Int8).alias("moderated")
    )


def _read_votes(file: Path, comments: pl.DataFrame) -> tuple[pl.DataFrame, bool]:
    frame = read_delimited(file, VOTES, required=["participant", "statement", "vote"], integers=list(VOTES))
    for name in ("participant", "statement", "vote"):
        _complete(file, frame, name, VOTES[name][0])
    if "time" not in frame.columns:
        frame = frame.with_columns(pl.lit(None, pl.Int64).alias("time"))
    _whole(file, frame, "time", "timestamp")
    _whole(file, frame, "vote", "vote")
    wrong = frame.filter(~pl.col("vote").is_in([-1, 0, 1]))
    if wrong.height:
        raise InputError(
            f"Een stem is 1, 0 of -1, niet {wrong['vote'][0]}.",
            file=file.name,
            row=wrong["row"][0],
            column="vote",
        )
    key = "statement"
    if frame.height and frame[key].dtype != comments[key].dtype:
        comments = comments.with_columns(pl.col(key).cast(pl.String))
        frame = frame.with_columns(pl.col(key).cast(pl.String))
    unknown = frame.filter(~pl.col(key).is_in(comments[key].implode()))
    if unknown.height:
        raise InputError(
            f"Er is gestemd op stelling {unknown[key][0]}, maar die staat niet in comments.csv.",
            file=file.name,
            row=unknown["row"][0],
            column="comment-id",
        )
    frame = frame.drop("row").with_columns(pl.col("vote").cast(pl.Int8))
    reverse = _sign_is_reversed(frame, comments)
    return (frame.with_columns(-pl.col("vote")) if reverse else frame), reverse


def _sign_is_reversed(votes: pl.DataFrame, comments: pl.DataFrame) -> bool:
    """Compare with the counts in comments.csv: does agree fit -1 better than 1?"""
    if not {"agrees", "disagrees"} <= set(comments.columns) or not votes.height:
        return False
    counted = votes.group_by("statement").agg(
        (pl.col("vote") == 1).sum().cast(pl.Int64).alias("plus"),
        (pl.col("vote") == -1).sum().cast(pl.Int64).alias("minus"),
    )
    both = comments.select("statement", "agrees", "disagrees").join(counted, on="statement")
    distance = [
        int(
            both.select(
                ((pl.col("agrees") - pl.col(a)).abs() + (pl.col("disagrees") - pl.col(d)).abs()).sum()
            ).item()
        )
        for a, d in (("plus", "minus"), ("minus", "plus"))
    ]
    return distance[1] < distance[0]


def _read_participants(folder: Path, votes: pl.DataFrame) -> pl.DataFrame:
    seen = votes.select(pl.col("participant").unique().sort())
    empty = [pl.lit(None, pl.Int64).alias("group"), pl.lit(None, pl.String).alias("xid")]
    file = find_table(folder, "participants-votes.csv")
    if file is None:
        return seen.with_columns(empty)
    frame = read_delimited(file, PARTICIPANTS, required=["participant"], integers=["participant", "group"])
    _complete(file, frame, "participant", "participant")
    repeated = frame.filter(pl.col("participant").is_duplicated())
    if repeated.height:
        raise InputError(
            f"Deelnemer {repeated['participant'][0]} staat er twee keer in.",
            file=file.name,
            row=repeated["row"][1],
            column="participant",
        )
    frame = frame.with_columns(column for column in empty if column.meta.output_name() not in frame.columns)
    frame = frame.select(pl.col("participant"), pl.col("group"), pl.col("xid").cast(pl.String))
    if seen.height and frame["participant"].dtype != seen["participant"].dtype:
        frame = frame.with_columns(pl.col("participant").cast(seen["participant"].dtype, strict=False))
    absent = seen.join(frame, on="participant", how="anti").with_columns(empty)
    return pl.concat([frame, absent.cast(frame.schema)]) if absent.height else frame


def _read_summary(folder: Path) -> dict[str, str]:
    file = find_table(folder, "summary.csv")
    if file is None:
        return {}
    try:
        raw = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise InputError("Dit is geen leesbaar CSV-bestand in UTF-8.", file=file.name) from error
    return {row[0]: ",".join(row[1:]) for row in rows if row and row[0]}


def _complete(file: Path, frame: pl.DataFrame, name: str, heading: str) -> None:
    gaps = frame.filter(pl.col(name).is_null())
    if gaps.height:
        raise InputError("Deze cel is leeg.", file=file.name, row=gaps["row"][0], column=heading)


def _whole(file: Path, frame: pl.DataFrame, name: str, heading: str) -> None:
    if name in frame.columns and frame[name].dtype != pl.Int64 and frame[name].null_count() < frame.height:
        wrong = frame.filter(pl.col(name).is_not_null() & pl.col(name).cast(pl.Int64, strict=False).is_null())
        raise InputError(
            f'Hier hoort een geheel getal, niet "{wrong[name][0]}".',
            file=file.name,
            row=wrong["row"][0],
            column=heading,
        )


def write_polis(export: PolisExport, folder: Path) -> None:
    """Write the four files of a Polis export; reading them gives the same tables.

    The columns agrees and disagrees count every line of the log, as Polis does; participants-votes.csv holds
    the last votes.

    Examples
    --------
    >>> import tempfile
    >>> comments = pl.DataFrame(
    ...     {"statement": [0], "author": [0], "text": ["Meer groen"], "time": [1], "moderated": [1]}
    ... )
    >>> votes = pl.DataFrame({"participant": [0, 1], "statement": [0, 0], "vote": [1, -1], "time": [1, 2]})
    >>> people = pl.DataFrame({"participant": [0, 1], "group": [None, None], "xid": [None, None]})
    >>> folder = Path(tempfile.mkdtemp())
    >>> write_polis(PolisExport(comments, votes, people, {"topic": "Groen"}), folder)
    >>> read_polis(folder).votes.equals(votes.cast({"vote": pl.Int8}))
    True
    """
    folder.mkdir(parents=True, exist_ok=True)
    _write_comments(export, folder / "comments.csv")
    stamped = export.votes.with_columns(_written_date().alias("datetime"))
    stamped.select(
        pl.col("time").alias("timestamp"),
        "datetime",
        pl.col("statement").alias("comment-id"),
        pl.col("participant").alias("voter-id"),
        "vote",
    ).write_csv(folder / "votes.csv")
    _write_participants(export, folder / "participants-votes.csv")
    with (folder / "summary.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(export.summary.items())


def last_votes(votes: pl.DataFrame) -> pl.DataFrame:
    """Keep each participant's last vote per statement, sorted by participant and statement.

    Last is the latest time; at the same time the highest ``id`` (when the log has ids); without either the
    most reserved vote counts (disagree before pass before agree), so the order of the rows never matters.

    Examples
    --------
    >>> log = pl.DataFrame({"participant": [7, 7], "statement": [3, 3], "vote": [1, -1], "time": [20, 10]})
    >>> last_votes(log)["vote"].to_list()
    [1]
    """
    order = [name for name in ("time", "id") if name in votes.columns]
    ordered = votes.sort(
        "participant",
        "statement",
        *order,
        "vote",
        descending=[False] * (2 + len(order)) + [True],
        nulls_last=False,
    )
    return ordered.unique(["participant", "statement"], keep="last", maintain_order=True)


def _written_date() -> pl.Expr:
    """Polis writes a readable date beside the milliseconds: English names in any locale, UTC."""
    moment = pl.from_epoch("time", time_unit="ms")
    return moment.dt.strftime("%a %b %d %H:%M:%S UTC %Y")


def _write_comments(export: PolisExport, file: Path) -> None:
    counted = export.votes.group_by("statement").agg(
        (pl.col("vote") == 1).sum().alias("agrees"), (pl.col("vote") == -1).sum().alias("disagrees")
    )
    export.comments.join(counted, on="statement", how="left", maintain_order="left").select(
        pl.col("time").alias("timestamp"),
        _written_date().alias("datetime"),
        pl.col("statement").alias("comment-id"),
        pl.col("author").alias("author-id"),
        pl.col("agrees").fill_null(0),
        pl.col("disagrees").fill_null(0),
        "moderated",
        pl.col("text").alias("comment-body"),
    ).write_csv(file)


def _write_participants(export: PolisExport, file: Path) -> None:
    """Write person by person: the whole matrix of a large conversation does not fit in memory as text."""
    statements = sorted(export.comments["statement"].to_list())
    last = last_votes(export.votes)
    by_person = dict(zip(*_grouped(last), strict=True))
    written = export.comments.group_by("author").len()
    comments_of = dict(zip(written["author"].to_list(), written["len"].to_list(), strict=True))
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        heading = ["participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"]
        writer.writerow([*heading, *statements])
        people = export.participants.select("participant", "xid", "group").iter_rows()
        for participant, xid, group in people:
            votes: dict[object, int] = by_person.get(participant, {})
            cast = list(votes.values())
            counts = [comments_of.get(participant, 0), len(cast), cast.count(1), cast.count(-1)]
            writer.writerow([participant, xid, group, *counts, *(votes.get(s) for s in statements)])


def _grouped(last: pl.DataFrame) -> tuple[list[object], list[dict[object, int]]]:
    people = last.group_by("participant", maintain_order=True).agg("statement", "vote")
    pairs = zip(people["statement"].to_list(), people["vote"].to_list(), strict=True)
    return people["participant"].to_list(), [dict(zip(s, v, strict=True)) for s, v in pairs]
