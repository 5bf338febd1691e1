"""Ten ready ways of working for a meeting: what each is for, the time, the steps and what you need."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from wijkwijzer.programme.words import Words
from wijkwijzer.report import Block, BulletList, Document, Item, Language, Meta, Paragraph, Sentence

__all__ = ["WorkForm", "ready_workforms", "workform_document"]


@dataclass(frozen=True, slots=True)
class WorkForm:
    """A way of working for a part of a meeting.

    ``people`` is from how many to how many it works; ``steps`` are done in this order.
    """

    key: str
    minutes: int
    people: tuple[int, int]
    name: str
    what_for: str
    steps: tuple[str, ...]
    material: str


@cache
def ready_workforms(language: Language = "nl") -> Mapping[str, WorkForm]:
    """Return the ready ways of working by key, in the order in which a day uses them.

    Examples
    --------
    >>> found = ready_workforms()
    >>> len(found), found["geldkaart"].minutes
    (10, 40)
    """
    text = files(__package__).joinpath("workforms.toml").read_text(encoding="utf-8")
    return {row["key"]: _read(row, language) for row in tomllib.loads(text)["workform"]}


def _read(row: dict[str, Any], language: Language) -> WorkForm:
    said = row[language]
    return WorkForm(
        key=row["key"],
        minutes=row["minutes"],
        people=(row["people"][0], row["people"][1]),
        name=said["name"],
        what_for=said["what_for"],
        steps=tuple(said["steps"]),
        material=said["material"],
    )


def workform_document(form: WorkForm, meta: Meta, language: Language = "nl") -> Document:
    """Return one way of working as one page to print: without headings, as those begin a new page."""
    words = Words(language)
    low, high = form.people
    blocks: tuple[Block, ...] = (
        Sentence(form.what_for),
        Paragraph(words.say("wf_about", minutes=form.minutes, low=low, high=high)),
        BulletList(tuple(Item(step) for step in form.steps), words.say("wf_steps"), ordered=True),
        BulletList((Item(form.material),), words.say("wf_material")),
    )
    return Document(form.name, meta, blocks, words.say("wf_kind"), "", language)
