"""Everything a verslag is made of, read from one folder: what people wrote, voted and rated, and what
follows from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from wijkwijzer.dialogue.analysis import Analysis, analyse
from wijkwijzer.dialogue.files import read_dialogue
from wijkwijzer.dialogue.public_counts import PublicStatement, public_statements
from wijkwijzer.dialogue.themes.find import QuestionThemes, ThemedMessage, find_themes
from wijkwijzer.dialogue.themes.messages import (
    Message,
    Question,
    group_by_question,
    read_checked,
    read_messages,
    read_themes,
)
from wijkwijzer.dialogue.verslag.script import Script, ScriptQuestion, ScriptTopic, read_script
from wijkwijzer.dialogue.votes.log import Dialogue
from wijkwijzer.dialogue.votes.matrix import Id
from wijkwijzer.errors import InputError
from wijkwijzer.opendata.delimited import find_table, read_delimited

__all__ = ["TopicPart", "Verslag", "gather", "read_verslag"]

_VOTE_FILES = ("votes.csv", "ratings.csv", "rankings.csv")
_FILES = (
    *("messages.csv", "themes.csv", "checked.csv", "script.toml", "background.csv", "population.csv"),
    *("votes.csv", "statements.csv", "ratings.csv", "rankings.csv"),
    *("comments.csv", "participants-votes.csv", "summary.csv"),
)


@dataclass(frozen=True, slots=True)
class TopicPart:
    """One topic of the script with its questions, those of the files that the script does not name
    included.
    """

    name: str
    heading: str
    prompt: str
    questions: tuple[ScriptQuestion, ...]


@dataclass(frozen=True, eq=False)
class Verslag:
    """The findings of one dialogue, ready to be written down.

    Attributes
    ----------
    title, goal, organisation
        Of the dialogue.
    topics
        In the order of the script (else by name).
    messages
        Visible messages by id.
    themed
        What `find_themes` found for each of them.
    questions
        Its summary per (topic, question).
    dialogue, analysis
        Votes and what follows from them; None when nobody voted.
    background
        Per background question how many people gave each answer.
    population
        Per background question the share (0-1) of each answer among the people it should be about.
    population_source
        Where those shares are from, in words.
    hidden
        Messages that a moderator hid or the writer withdrew.
    checksums
        SHA-256 of every file that was read.
    """

    title: str
    goal: str = ""
    organisation: str = ""
    topics: tuple[TopicPart, ...] = ()
    messages: Mapping[str, Message] = field(default_factory=dict)
    themed: Mapping[str, ThemedMessage] = field(default_factory=dict)
    questions: Mapping[tuple[str, str], QuestionThemes] = field(default_factory=dict)
    dialogue: Dialogue | None = None
    analysis: Analysis | None = None
    background: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    population: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    population_source: str = ""
    hidden: int = 0
    checksums: Mapping[str, str] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """Everyone who wrote, voted, rated or ranked."""
        everyone = {f"m {message.author}" for message in self.messages.values()}
        if self.dialogue is None:
            return len(everyone)
        voters: set[str] = set()
        for table in (self.dialogue.votes, self.dialogue.ratings, self.dialogue.rankings):
            voters |= {str(person) for person in table["participant"].unique().to_list()}
        # One id in two files is one person; messages without an author stay apart.
        writers = {message.author for message in self.messages.values()}
        return len(voters | writers)

    @cached_property
    def public(self) -> Mapping[Id, PublicStatement]:
        """What everyone may see of each statement, in the order of the analysis."""
        found = public_statements(self.analysis) if self.analysis is not None else ()
        return {one.statement: one for one in found}

    def script_question(self, topic: str, question: str) -> QuestionThemes | None:
        """The themes of a question, whatever its capitals."""
        return self.questions.get((topic.casefold(), question.casefold()))


def read_verslag(folder: Path, *, bootstraps: int = 100) -> Verslag:
    """Read a folder and find everything there is to say.

    Parameters
    ----------
    folder
        A Polis export, or a folder with messages.csv, themes.csv, votes.csv, statements.csv, ratings.csv,
        rankings.csv, background.csv (participant, question, answer), population.csv (question, answer,
        share), checked.csv and script.toml; messages or votes must be there.
    bootstraps
        For the stability of opinion groups.

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
    return gather(
        script=read_script(script_file) if script_file.is_file() else Script(title=""),
        name=folder.name,
        messages=messages,
        questions=questions,
        checked=read_checked(checked_file, questions) if checked_file else {},
        dialogue=read_dialogue(folder) if has_votes else None,
        bootstraps=bootstraps,
        background=_background(folder),
        population=_population(folder),
        checksums=_checksums(folder),
    )


def gather(
    *,
    script: Script,
    name: str,
    messages: list[Message],
    questions: list[Question],
    checked: Mapping[str, str],
    dialogue: Dialogue | None = None,
    bootstraps: int = 100,
    background: Mapping[str, Mapping[str, int]] | None = None,
    population: Mapping[str, Mapping[str, float]] | None = None,
    population_source: str = "",
    checksums: Mapping[str, str] | None = None,
) -> Verslag:
    """Put together what was read; the site calls this with rows of its database."""
    themes = find_themes(questions, checked)
    voted = dialogue is not None and dialogue.votes.height > 0
    return Verslag(
        title=script.title or (dialogue.title if dialogue and dialogue.title else name),
        goal=script.goal,
        organisation=script.organisation,
        topics=_topics(script, questions),
        messages={message.id: message for message in sorted(messages, key=lambda m: m.id) if message.visible},
        themed={message.id: message for message in themes.messages},
        questions={(q.topic.casefold(), q.question.casefold()): q for q in themes.questions},
        dialogue=dialogue,
        analysis=analyse(dialogue, bootstraps=bootstraps) if dialogue is not None and voted else None,
        background=background or {},
        population=population or {},
        population_source=population_source,
        hidden=sum(not message.visible for message in messages),
        checksums=checksums or {},
    )


def _topics(script: Script, questions: list[Question]) -> tuple[TopicPart, ...]:
    """The script's topics first; what only the files know comes after, so that no question is lost."""
    left = {(q.topic.casefold(), q.question.casefold()): q for q in questions if q.messages}
    parts = []
    for topic in script.topics:
        own = list(topic.questions)
        named = {q.question.casefold() for q in own}
        for key in [key for key in left if key[0] == topic.name.casefold()]:
            question = left.pop(key)
            if key[1] not in named:
                own.append(ScriptQuestion(question.question, question.kind))
        parts.append(_part(topic, own, questions))
    for name in sorted({q.topic for q in left.values()}):
        own = [ScriptQuestion(q.question, q.kind) for q in left.values() if q.topic == name]
        parts.append(_part(ScriptTopic(name), own, questions))
    return tuple(parts)


def _part(topic: ScriptTopic, own: list[ScriptQuestion], questions: list[Question]) -> TopicPart:
    kinds = {q.question.casefold(): q.kind for q in questions if q.topic.casefold() == topic.name.casefold()}
    filled = [
        ScriptQuestion(q.question, q.kind or kinds.get(q.question.casefold(), ""), q.heading) for q in own
    ]
    return TopicPart(topic.name, topic.heading or topic.name or "Berichten", topic.prompt, tuple(filled))


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
