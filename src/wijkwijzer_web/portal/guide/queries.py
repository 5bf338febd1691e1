"""The tasks of the guide (`taken.toml`) in the language of the reader; found by word and by page."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wijkwijzer.text import matched
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.rooms import Found, Link

__all__ = ["LANGUAGES", "Picture", "Task", "found", "help_for", "pictures", "task", "tasks"]

LANGUAGES = ("nl", "en")
ENOUGH, MOST = 0.6, 5
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Picture:
    """A part of a page: where it is, which part, how many pixels of it at most, and what is seen."""

    key: str
    address: str
    part: str
    highest: int
    said: Mapping[str, str]

    @property
    def file(self) -> str:
        """Its file among the static files."""
        return f"portal/handleiding/{self.key}.webp"

    @property
    def alt(self) -> str:
        """What is seen, in the language of the reader."""
        return self.said[_language()]


@dataclass(frozen=True, slots=True)
class Task:
    """One task: what it is for, its steps, and what is good to know."""

    key: str
    title: str
    sentence: str
    steps: tuple[str, ...]
    known: tuple[str, ...]
    for_all: bool
    pages: tuple[str, ...]
    words: str
    picture: Picture | None

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("portal:guide-task", args=[self.key])


def _language() -> str:
    return "en" if (get_language() or "").startswith("en") else "nl"


@cache
def pictures() -> Mapping[str, Picture]:
    """All pictures, by key."""
    read = tomllib.loads((_HERE / "beelden.toml").read_text(encoding="utf-8"))
    return {
        key: Picture(
            key, one["adres"], one["kies"], int(one.get("hoog", 900)), {name: one[name] for name in LANGUAGES}
        )
        for key, one in read.items()
    }


@cache
def _tasks(language: str) -> tuple[Task, ...]:
    read = tomllib.loads((_HERE / "taken.toml").read_text(encoding="utf-8"))
    return tuple(_task(one, one[language]) for one in read["taak"])


def _task(one: Mapping[str, Any], said: Mapping[str, Any]) -> Task:
    return Task(
        key=one["sleutel"],
        title=said["titel"],
        sentence=said["zin"],
        steps=tuple(said["stappen"]),
        known=tuple(said["weet"]),
        for_all=one["voor"] == "iedereen",
        pages=tuple(one["plek"]),
        words=one.get("woorden", ""),
        picture=pictures()[one["beeld"]] if "beeld" in one else None,
    )


def tasks() -> tuple[Task, ...]:
    """Every task, in the order of the file and the language of the reader."""
    return _tasks(_language())


def task(key: str) -> Task | None:
    """The task with this key."""
    return next((one for one in tasks() if one.key == key), None)


@cache
def _by_page() -> Mapping[str, str]:
    return {page: one.key for one in _tasks("nl") for page in one.pages}


def help_for(page: str) -> list[Link]:
    """The task that answers the question of a page, by the name of its address."""
    one = task(_by_page().get(page, ""))
    return [Link(one.url, one.title)] if one else []


def found(question: str, language: str, actor: User | AnonymousUser) -> list[Found]:
    """Tasks for the search: for who works here all of them, for others what is for everyone."""
    hits = [
        Found(_("Handleiding"), one.title, one.url, one.sentence, share / 2)
        for one in tasks()
        if (one.for_all or actor.is_authenticated)
        and (share := matched(question, " ".join([one.title, one.words, one.sentence, *one.steps]))) >= ENOUGH
    ]
    return sorted(hits, key=lambda hit: -hit.score)[:MOST]
