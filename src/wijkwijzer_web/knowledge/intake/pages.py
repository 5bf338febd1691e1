"""What the preview of a file shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from wijkwijzer_web.knowledge.intake import queries
from wijkwijzer_web.knowledge.models import Intake, KnowledgeRecord
from wijkwijzer_web.knowledge.records.pages import Change, differences

__all__ = ["Item", "Preview", "preview"]


@dataclass(frozen=True, slots=True)
class Item:
    """One record that was brought, and what is here already that is the same.

    `sure` is False when it only looks like it; `changes` are what the file says otherwise, where that may be
    taken over.
    """

    number: int
    row: int | None
    title: str
    kind: str
    by: str
    year: str
    same: str = ""
    same_url: str = ""
    here: KnowledgeRecord | None = None
    sure: bool = True
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """The good ones that are new, and those that are here already."""

    fresh: tuple[Item, ...]
    double: tuple[Item, ...]

    @property
    def corrected(self) -> tuple[Item, ...]:
        """Those that are here, and say something else in the file."""
        return tuple(one for one in self.double if one.changes)


def preview(intake: Intake) -> Preview:
    """Look at what was brought beside what stands here now."""
    held = queries.standing(one["kind"] for one in intake.items)
    inside: dict[str, int] = {}
    fresh, double = list[Item](), list[Item]()
    for number, one in enumerate(intake.items):
        marks = queries.marks(one["kind"], one["data"], one.get("id", ""))
        here, sure = _here(one, marks, held)
        before = next((inside[mark] for mark in marks if mark in inside), None)
        for mark in marks:
            inside.setdefault(mark, number)
        item = _item(intake, number, here, before, sure=sure)
        (double if item.same else fresh).append(item)
    return Preview(tuple(fresh), tuple(double))


def _here(
    one: dict[str, Any], marks: list[str], held: dict[str, KnowledgeRecord]
) -> tuple[KnowledgeRecord | None, bool]:
    """What stands here that is the same, and whether that is sure."""
    same = next((held[mark] for mark in marks if mark in held), None)
    if same is not None:
        return same, True
    hints = queries.hints(one["kind"], one["data"])
    like = next((held[hint] for hint in hints if hint in held), None)
    other = like is not None and queries.other_work(one["data"], like.data)
    return None if other else like, False


def _item(
    intake: Intake, number: int, here: KnowledgeRecord | None, before: int | None, *, sure: bool
) -> Item:
    one = intake.items[number]
    data = one["data"]
    title, url = _same(intake, here, before)
    return Item(
        number,
        one["row"],
        queries.of_item(one),
        one["kind"],
        "; ".join(str(name) for name in data.get("auteurs", ())[:3]),
        str(data.get("jaar", "")),
        title,
        url,
        here,
        sure,
        _changes(intake, here, data) if before is None else (),
    )


def _changes(intake: Intake, here: KnowledgeRecord | None, data: dict[str, Any]) -> tuple[Change, ...]:
    """What the file says otherwise of what is here; what the file does not tell is no change."""
    if here is None or all(here.data.get(name) == value for name, value in data.items()):
        return ()
    if not queries.correctable(here, intake.organisation):
        return ()
    return tuple(differences(here, {**here.data, **data}))


def _same(intake: Intake, row: KnowledgeRecord | None, before: int | None) -> tuple[str, str]:
    if row is not None:
        url = row.get_absolute_url() if row.public else reverse("knowledge:look", args=[row.pk])
        return row.title, url
    return (queries.of_item(intake.items[before]), "") if before is not None else ("", "")
