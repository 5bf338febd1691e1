"""Reading a dialogue's messages, themes and checked labels; what is wrong is said in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wijkwijzer.errors import InputError
from wijkwijzer.opendata.delimited import read_delimited

__all__ = [
    "REST",
    "Message",
    "Question",
    "Theme",
    "group_by_question",
    "read_checked",
    "read_messages",
    "read_themes",
]

REST = "overig"
"""The theme of a message that fits no theme."""

_MESSAGE_COLUMNS = {
    "id": ["id", "message_id", "bericht"],
    "topic": ["topic", "onderwerp"],
    "question": ["question", "vraag"],
    "kind": ["kind", "soort"],
    "author": ["author", "auteur", "deelnemer"],
    "text": ["text", "tekst"],
    "quotable": ["quotable", "mag_letterlijk", "mag letterlijk"],
    "hidden": ["hidden", "verborgen"],
}
_THEME_COLUMNS = {
    "topic": ["topic", "onderwerp"],
    "question": ["question", "vraag"],
    "kind": ["kind", "soort"],
    "theme_id": ["theme_id", "thema_id"],
    "label": ["theme_label", "label", "thema"],
    "description": ["short_description", "description", "omschrijving"],
    "seeds": ["seed_words", "zoekwoorden"],
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_YES = frozenset({"ja", "yes", "true", "1", "waar", "x"})


@dataclass(frozen=True, slots=True)
class Message:
    """What one person wrote in answer to one question.

    `quotable` is the writer's choice "mag letterlijk"; without it a message is only summarised. `hidden`
    was set by a moderator: it counts nowhere.
    """

    id: str
    text: str
    author: str
    question: str = ""
    topic: str = ""
    kind: str = ""
    quotable: bool = False
    hidden: bool = False

    @property
    def visible(self) -> bool:
        """Neither hidden by a moderator nor erased by its writer."""
        return not self.hidden and bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of one question, as the organiser described it before reading."""

    id: str
    label: str
    description: str = ""
    seeds: tuple[str, ...] = ()

    @property
    def is_rest(self) -> bool:
        """The theme for what fits nowhere: it is not scored, it is what remains."""
        return self.id.casefold() == REST or (
            not self.seeds and (self.label.casefold() == REST or self.id.casefold().endswith("-" + REST))
        )


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a dialogue with its themes (the rest theme left out) and its messages, both by id."""

    topic: str
    question: str
    kind: str
    themes: tuple[Theme, ...]
    messages: tuple[Message, ...] = field(default=())


def read_messages(path: Path) -> list[Message]:
    """Read messages.csv: id, text, and where given topic, question, kind, author, quotable, hidden.

    A message without an author counts as one of its own. Texts keep their spelling.

    Raises
    ------
    InputError
        Missing column, an id that is missing or comes twice, control characters, no message at all.
    """
    rows = _rows(path, _MESSAGE_COLUMNS, required=["id", "text"])
    found = []
    for row in rows:
        author = row.get("author") or f"bericht {row['id']}"
        found.append(
            Message(
                id=row["id"],
                text=row.get("text") or "",
                author=author,
                question=_spaces(row.get("question")),
                topic=_spaces(row.get("topic")),
                kind=_spaces(row.get("kind")),
                quotable=(row.get("quotable") or "").casefold() in _YES,
                hidden=(row.get("hidden") or "").casefold() in _YES,
            )
        )
    _no_doubles(path, [(row["row"], message.id) for row, message in zip(rows, found, strict=True)])
    return found


def read_themes(path: Path) -> list[Question]:
    """Read themes.csv into questions without messages, sorted by topic and question, themes by id.

    Raises
    ------
    InputError
        Missing column or id, a theme id that comes twice in one question.
    """
    rows = _rows(path, _THEME_COLUMNS, required=["question", "theme_id", "label"], identity="theme_id")
    grouped: dict[tuple[str, str], list[Theme]] = {}
    kinds: dict[tuple[str, str], set[str]] = {}
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        key = (_spaces(row.get("topic")), _spaces(row.get("question")))
        if (*key, row["theme_id"]) in seen:
            raise InputError(
                f'Het thema "{row["theme_id"]}" komt twee keer voor bij dezelfde vraag.',
                file=path.name,
                row=row["row"],
                column="theme_id",
            )
        seen.add((*key, row["theme_id"]))
        seeds = tuple(dict.fromkeys(s.strip() for s in (row.get("seeds") or "").split(";") if s.strip()))
        theme = Theme(
            row["theme_id"], row.get("label") or row["theme_id"], row.get("description") or "", seeds
        )
        kinds.setdefault(key, set()).add(_spaces(row.get("kind")))
        themes = grouped.setdefault(key, [])
        if not theme.is_rest:
            themes.append(theme)
    return [
        Question(*key, min(kinds[key]), tuple(sorted(themes, key=lambda theme: theme.id)))
        for key, themes in sorted(grouped.items())
    ]


def read_checked(path: Path, questions: Iterable[Question]) -> dict[str, str]:
    """Read checked.csv (id, theme): what a person decided, as message id -> theme id or `overig`.

    Of several themes separated by `;` the first counts as the main one.

    Raises
    ------
    InputError
        A message or theme that does not exist, or a message that is there twice.
    """
    themes = {m.id: {t.id for t in question.themes} for question in questions for m in question.messages}
    rows = _rows(path, {"id": ["id", "message_id"], "theme": ["theme", "thema", "theme_id"]}, ["id", "theme"])
    checked: dict[str, str] = {}
    for row in rows:
        place = {"file": path.name, "row": row["row"]}
        if row["id"] not in themes:
            raise InputError(f'Er is geen bericht "{row["id"]}".', **place, column="id")
        if row["id"] in checked:
            raise InputError(f'Bericht "{row["id"]}" staat er twee keer in.', **place, column="id")
        theme = (row.get("theme") or "").split(";")[0].strip()
        if theme.casefold() == REST or theme.casefold().endswith("-" + REST):
            theme = REST
        elif theme not in themes[row["id"]]:
            raise InputError(f'Er is bij deze vraag geen thema "{theme}".', **place, column="theme")
        checked[row["id"]] = theme
    return checked


def group_by_question(messages: Iterable[Message], questions: Iterable[Question]) -> list[Question]:
    """Put visible messages with their question; questions without themes get none. Order does not matter.

    Examples
    --------
    >>> parts = group_by_question([Message("b", "Meer bomen", "p1", "Wat mist u?")], [])
    >>> parts[0].question, [message.id for message in parts[0].messages]
    ('Wat mist u?', ['b'])
    """
    known = {_key(q.topic, q.question): q for q in questions}
    by_question: dict[tuple[str, str], list[Message]] = {key: [] for key in known}
    for message in sorted(messages, key=lambda m: m.id):
        if message.visible:
            by_question.setdefault(_match(message, known), []).append(message)
    found = []
    for key, members in by_question.items():
        head = known.get(key)
        if head is None:
            kind = min(m.kind for m in members)
            head = Question(members[0].topic, members[0].question, kind, ())
        found.append(Question(head.topic, head.question, head.kind, head.themes, tuple(members)))
    return sorted(found, key=lambda q: (q.topic, q.question))


def _match(message: Message, known: Mapping[tuple[str, str], Question]) -> tuple[str, str]:
    key = _key(message.topic, message.question)
    if key in known:
        return key
    same_question = [k for k in known if k[1] == key[1]] if key[1] or not key[0] else []
    if not key[0] and len(same_question) == 1:
        return same_question[0]
    return next(iter(known)) if key == ("", "") and len(known) == 1 else key


def _key(topic: str, question: str) -> tuple[str, str]:
    return topic.casefold(), question.casefold()


def _spaces(text: str | None) -> str:
    return " ".join((text or "").split())


def _rows(
    path: Path, columns: Mapping[str, list[str]], required: list[str], identity: str = "id"
) -> list[dict[str, Any]]:
    frame = read_delimited(path, columns, required=required)
    rows = frame.to_dicts()
    if not rows:
        raise InputError("Er staan geen rijen in dit bestand.", file=path.name)
    alone = [name for name in rows[-1] if rows[-1][name] is not None and name != "row"]
    if alone == [identity] and " " in rows[-1][identity]:
        said = f"Hier staat alleen '{rows[-1][identity][:60]}'. Haal wat onder de tabel staat weg."
        raise InputError(said, file=path.name, row=rows[-1]["row"])
    for row in rows:
        if not row.get(identity):
            raise InputError("Deze rij heeft geen id.", file=path.name, row=row["row"], column=identity)
        for name, cell in row.items():
            if isinstance(cell, str) and _CONTROL.search(cell):
                raise InputError(
                    "Hier staan onzichtbare stuurtekens; bewaar het bestand opnieuw als 'CSV UTF-8'.",
                    file=path.name,
                    row=row["row"],
                    column=name,
                )
    return rows


def _no_doubles(path: Path, ids: list[tuple[int, str]]) -> None:
    seen: dict[str, int] = {}
    for row, identity in ids:
        if identity in seen:
            raise InputError(
                f'Het id "{identity}" staat ook in rij {seen[identity]}; elk bericht heeft een eigen id.',
                file=path.name,
                row=row,
                column="id",
            )
        seen[identity] = row
