"""What was asked and what people answered: all that a verslag is made from, whoever read it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wijkwijzer.dialogue.files import read_dialogue
from wijkwijzer.dialogue.public_counts import PublicRow
from wijkwijzer.dialogue.themes.messages import (
    Message,
    Question,
    group_by_question,
    read_checked,
    read_messages,
    read_themes,
)
from wijkwijzer.dialogue.verslag.script import Script, read_script
from wijkwijzer.dialogue.votes.log import Dialogue
from wijkwijzer.dialogue.votes.matrix import Id
from wijkwijzer.errors import InputError
from wijkwijzer.opendata.delimited import find_table, read_delimited

__all__ = ["AnswerTables", "Inquiry", "read_inquiry"]

AnswerTables = Mapping[Id, Mapping[str, tuple[PublicRow, ...]]]

_VOTE_FILES = ("votes.csv", "ratings.csv", "rankings.csv")
_FILES = (
    *("messages.csv", "themes.csv", "checked.csv", "script.toml", "background.csv", "population.csv"),
    *("votes.csv", "statements.csv", "ratings.csv", "rankings.csv"),
    *("comments.csv", "participants-votes.csv", "summary.csv"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Inquiry:
    """One dialogue as it was held: made by `read_inquiry` from files, or by the site from its rows.

    Attributes
    ----------
    name
        What it is called when neither script nor votes carry a title.
    script
        Title, goal and the order of topics and questions.
    messages, questions
        What people wrote, and the same per question with its themes.
    checked
        The theme that a person gave to a message, by message id.
    dialogue
        Votes, ratings and rankings; None when nobody was asked to vote.
    background
        Per background question how many people gave each answer.
    population, population_source
        Per background question the share (0-1) of each answer among the people it should be about, and where
        those shares are from, in words.
    checksums
        SHA-256 of every file that was read.
    answer_tables
        Per statement the rows of each background question as they were published before; None to count them.
        Who erased an answer about themselves since then can so not be found by subtracting.

    Examples
    --------
    >>> Inquiry("Plein").messages
    ()
    """

    name: str
    script: Script = field(default_factory=lambda: Script(title=""))
    messages: tuple[Message, ...] = ()
    questions: tuple[Question, ...] = ()
    checked: Mapping[str, str] = field(default_factory=dict)
    dialogue: Dialogue | None = None
    background: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    population: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    population_source: str = ""
    checksums: Mapping[str, str] = field(default_factory=dict)
    answer_tables: AnswerTables | None = None


def read_inquiry(folder: Path) -> Inquiry:
    """Read a folder.

    Parameters
    ----------
    folder
        A Polis export, or a folder with messages.csv, themes.csv, votes.csv, statements.csv, ratings.csv,
        rankings.csv, background.csv (participant, question, answer), population.csv (question, answer,
        share), checked.csv and script.toml; messages or votes must be there.

    Raises
    ------
    InputError
        Nothing to read, or a broken file.
    """
    if not folder.is_dir():
        raise InputError("Deze map bestaat niet.", file=folder.name)
    message_file = find_table(folder, "messages.csv")
    has_votes = any(find_table(folder, name) for name in _VOTE_FILES)
    if message_file is None and not has_votes:
        raise InputError(
            "In deze map staat geen messages.csv en geen votes.csv; zonder is er niets te melden.",
            file=folder.name,
        )
    theme_file, checked_file = find_table(folder, "themes.csv"), find_table(folder, "checked.csv")
    script_file = folder / "script.toml"
    messages = read_messages(message_file) if message_file else []
    questions = group_by_question(messages, read_themes(theme_file) if theme_file else [])
    return Inquiry(
        name=folder.name,
        script=read_script(script_file) if script_file.is_file() else Script(title=""),
        messages=tuple(messages),
        questions=tuple(questions),
        checked=read_checked(checked_file, questions) if checked_file else {},
        dialogue=read_dialogue(folder) if has_votes else None,
        background=_background(folder),
        population=_population(folder),
        checksums=_checksums(folder),
    )


def _checksums(folder: Path) -> dict[str, str]:
    files = [file for name in _FILES if (file := find_table(folder, name)) is not None]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def _background(folder: Path) -> dict[str, dict[str, int]]:
    """People per answer; who answered a question twice counts with the last answer."""
    file = find_table(folder, "background.csv")
    if file is None:
        return {}
    columns = {
        "participant": ("participant", "deelnemer", "author"),
        "question": ("question", "vraag"),
        "answer": ("answer", "antwoord"),
    }
    rows = read_delimited(file, columns, required=list(columns)).to_dicts()
    last = {
        (row["participant"], row["question"]): row["answer"]
        for row in rows
        if all(row[name] for name in columns)
    }
    counts: dict[str, dict[str, int]] = {}
    for (_, question), answer in sorted(last.items()):
        per_answer = counts.setdefault(question, {})
        per_answer[answer] = per_answer.get(answer, 0) + 1
    return {question: dict(sorted(answers.items())) for question, answers in counts.items()}


def _population(folder: Path) -> dict[str, dict[str, float]]:
    file = find_table(folder, "population.csv")
    if file is None:
        return {}
    columns = {
        "question": ("question", "vraag"),
        "answer": ("answer", "antwoord"),
        "share": ("share", "aandeel", "percentage"),
    }
    shares: dict[str, dict[str, float]] = {}
    for row in read_delimited(file, columns, required=list(columns)).to_dicts():
        try:
            share = float(str(row["share"] or "").replace("%", "").replace(",", "."))
        except ValueError as error:
            raise InputError(
                "Dit aandeel is geen getal.", file=file.name, row=row["row"], column="share"
            ) from error
        shares.setdefault(row["question"] or "", {})[row["answer"] or ""] = share
    # Written as 28 or as 0,28: what adds up to far more than one is in per cent.
    return {
        question: {a: v / 100 for a, v in values.items()} if sum(values.values()) > 1.5 else values
        for question, values in shares.items()
    }
