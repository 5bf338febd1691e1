"""The export of a Polis conversation: comments.csv, votes.csv, participants-votes.csv, summary.csv.

Sign: in these files agree is 1, disagree -1 and pass 0 (inside Polis agree is -1). Some exports carry the
inside sign; the counts beside the votes tell which one it is, and reading turns it round and says so.

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
from wijkwijzer.opendata.polis.noticed import Noticed
from wijkwijzer.opendata.polis.sign import is_reversed

__all__ = ["PolisExport", "is_polis_export", "last_votes", "read_polis", "write_polis"]

COMMENTS = {
    "statement": ("comment-id", "tid"),
    "author": ("author-id", "pid"),
    "text": ("comment-body", "txt"),
    "time": ("timestamp",),
    "moderated": ("moderated", "mod"),
    "agrees": ("agrees",),
    "disagrees": ("disagrees",),
    "meta": ("is-meta", "is_meta"),
}
VOTES = {
    "participant": ("voter-id", "pid"),
    "statement": ("comment-id", "tid"),
    "vote": ("vote",),
    "time": ("timestamp",),
}
PARTICIPANTS = {
    "participant": ("participant",),
    "group": ("group-id",),
    "xid": ("xid",),
    "agrees": ("n-agree",),
    "disagrees": ("n-disagree",),
}
LEAST_SECONDS, MOST_SECONDS = 500_000_000, 100_000_000_000
"""Since 1970: from 1985 on in seconds; as milliseconds these are days in January 1970 up to March 1973."""
YES = ("true", "t", "1", "yes", "ja", "waar")


@dataclass(frozen=True)
class PolisExport:
    """One conversation as tables.

    Attributes
    ----------
    comments : polars.DataFrame
        statement, author, text, time (ms), moderated (1 accepted, 0 not looked at, -1 left out) and, where
        the file has it, meta: whether it is about the person who votes instead of an opinion.
    votes : polars.DataFrame
        participant, statement, vote (1, 0, -1; agree is 1), time (ms): the log, repeated votes included.
    participants : polars.DataFrame
        participant, group (as Polis published it; may be null), xid.
    summary : dict of str to str
        The lines of summary.csv.
    reversed_sign : bool
        Whether the file held agree as -1.
    notes : tuple of Noticed
        What was left out or turned round.
    """

    comments: pl.DataFrame
    votes: pl.DataFrame
    participants: pl.DataFrame
    summary: dict[str, str] = field(default_factory=dict)
    reversed_sign: bool = False
    notes: tuple[Noticed, ...] = ()


def is_polis_export(folder: Path) -> bool:
    """Tell whether a folder looks like a Polis export (comments.csv and votes.csv, gzipped or not).

    Polis puts date and conversation before the names in what it gives out; that is known too.

    Examples
    --------
    >>> is_polis_export(Path("an-absent-folder"))
    False
    """
    return all(_member(folder, name) is not None for name in ("comments.csv", "votes.csv"))


def read_polis(folder: Path) -> PolisExport:
    """Read a Polis export; members may be gzipped, participants-votes.csv and summary.csv may be absent.

    Raises
    ------
    InputError
        A missing file or column, an id that occurs twice, a value that is no vote, counts in two files that
        contradict each other on which sign is agree.

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
    comments, mixed = _read_comments(comments_file)
    votes, comments, notes = _read_votes(votes_file, comments)
    notes = [*mixed, *notes]
    participants = _read_participants(folder, votes)
    reverse = is_reversed(votes, comments, participants, comments_file.name)
    if reverse:
        votes = votes.with_columns(-pl.col("vote"))
        notes.append(Noticed("turned", votes_file.name))
    return PolisExport(
        comments.drop("agrees", "disagrees", strict=False),
        votes,
        participants.drop("agrees", "disagrees", strict=False),
        _read_summary(folder),
        reverse,
        tuple(notes),
    )


def _member(folder: Path, *names: str) -> Path | None:
    """The file with one of these names, or the only one whose name ends with it, as Polis gives it out."""
    for name in names:
        if (found := find_table(folder, name)) is not None:
            return found
    ends = tuple(f"-{name}{packed}" for name in names for packed in ("", ".gz"))
    ending = [file for file in sorted(folder.glob("*")) if file.name.endswith(ends) and _is_one(file, names)]
    if len(ending) > 1:
        raise InputError(f"Er is meer dan één bestand {names[0]} in deze map.", file=folder.name)
    return ending[0] if ending else None


def _is_one(file: Path, names: tuple[str, ...]) -> bool:
    """Whether it is not the file of participants that was asked for as the file of votes."""
    return "votes.csv" not in names or "participant" not in file.name


def _required(folder: Path, name: str) -> Path:
    found = _member(folder, name)
    if found is None:
        raise InputError(f"In deze map staat geen {name} (of {name}.gz).", file=folder.name)
    return found


def _read_comments(file: Path) -> tuple[pl.DataFrame, list[Noticed]]:
    """The statements, and what was changed in their times."""
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
    if "meta" in frame.columns:
        frame = frame.with_columns(pl.col("meta").str.to_lowercase().is_in(YES).fill_null(value=False))
    frame, notes = _one_unit(file, frame)
    whole_table = frame.drop("row").with_columns(
        pl.col("text").fill_null(""), moderated.clip(-1, 1).cast(pl.Int8).alias("moderated")
    )
    return whole_table, notes


def _one_unit(file: Path, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Noticed]]:
    """Times of one file in one unit: beside milliseconds a time in seconds would be of 1970, and lose."""
    seconds = pl.col("time").is_between(LEAST_SECONDS, MOST_SECONDS, closed="left")
    few = frame.filter(seconds)
    if few.is_empty() or not frame.select((pl.col("time") >= MOST_SECONDS).any()).item():
        return frame, []
    note = Noticed("seconds", file.name, few.height, int(few["row"][0]))
    return frame.with_columns(pl.when(seconds).then(pl.col("time") * 1000).otherwise("time")), [note]


def _read_votes(file: Path, comments: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, list[Noticed]]:
    """The votes, the comments with ids of the same kind, and what was left out."""
    frame = read_delimited(file, VOTES, required=["participant", "statement", "vote"], integers=list(VOTES))
    for name in ("participant", "statement"):
        _complete(file, frame, name, VOTES[name][0])
    if "time" not in frame.columns:
        frame = frame.with_columns(pl.lit(None, pl.Int64).alias("time"))
    frame = _without_decimals(frame, "vote")
    _whole(file, frame, "time", "timestamp")
    frame, mixed = _one_unit(file, frame)
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
    frame, notes = _usable(file, frame, comments[key])
    notes = [*mixed, *notes]
    return frame.drop("row").with_columns(pl.col("vote").cast(pl.Int8)), comments, notes


def _usable(file: Path, frame: pl.DataFrame, known: pl.Series) -> tuple[pl.DataFrame, list[Noticed]]:
    """Leave out empty votes (of who wrote a statement) and those on statements that Polis does not give."""
    notes = []
    for keep, key in (
        (pl.col("vote").is_not_null(), "empty"),
        (pl.col("statement").is_in(known.implode()), "unknown"),
    ):
        left = frame.filter(~keep)
        frame = frame.filter(keep)
        if left.height:
            notes.append(Noticed(key, file.name, left.height, int(left["row"][0])))
    return frame, notes


def _without_decimals(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """Whole numbers that a table program wrote as 1.0 or -1,0."""
    if frame[name].dtype != pl.String:
        return frame
    plain = frame[name].str.replace(r"^(-?\d+)[.,]0+$", "$1")
    whole = plain.cast(pl.Int64, strict=False)
    return frame.with_columns(whole if whole.null_count() == plain.null_count() else plain)


def _read_participants(folder: Path, votes: pl.DataFrame) -> pl.DataFrame:
    seen = votes.select(pl.col("participant").unique().sort())
    empty = [pl.lit(None, pl.Int64).alias("group"), pl.lit(None, pl.String).alias("xid")]
    file = _member(folder, "participants-votes.csv", "participant-votes.csv")
    if file is None:
        return seen.with_columns(empty)
    whole = [name for name in PARTICIPANTS if name != "xid"]
    frame = read_delimited(file, PARTICIPANTS, required=["participant"], integers=whole)
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
    frame = frame.drop("row").with_columns(pl.col("xid").cast(pl.String))
    if seen.height and frame["participant"].dtype != seen["participant"].dtype:
        frame = frame.with_columns(pl.col("participant").cast(seen["participant"].dtype, strict=False))
    absent = seen.join(frame, on="participant", how="anti")
    return pl.concat([frame, absent.cast({"participant": frame["participant"].dtype})], how="diagonal")


def _read_summary(folder: Path) -> dict[str, str]:
    file = _member(folder, "summary.csv")
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
        *([pl.col("meta").alias("is-meta")] if "meta" in export.comments.columns else []),
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
