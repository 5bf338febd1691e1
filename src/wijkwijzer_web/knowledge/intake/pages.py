"""What the preview of a file shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from wijkwijzer_web.knowledge.intake import queries
from wijkwijzer_web.knowledge.models import Intake, KnowledgeRecord

__all__ = ["Item", "Preview", "preview"]


@dataclass(frozen=True, slots=True)
class Item:
    """One record that was brought, and what is here already that is the same."""

    number: int
    row: int | None
    title: str
    kind: str
    by: str
    year: str
    same: str = ""
    same_url: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The good ones that are new, and those that are here already."""

    fresh: tuple[Item, ...]
    double: tuple[Item, ...]


def preview(intake: Intake) -> Preview:
    """Look at what was brought beside what stands here now."""
    held = queries.standing(one["kind"] for one in intake.items)
    inside: dict[str, int] = {}
    fresh, double = list[Item](), list[Item]()
    for number, one in enumerate(intake.items):
        data = one["data"]
        marks = queries.marks(one["kind"], data, one.get("id", ""))
        same = next((held[mark] for mark in marks if mark in held), None)
        before = next((inside[mark] for mark in marks if mark in inside), None)
        for mark in marks:
            inside.setdefault(mark, number)
        title, url = _same(intake, same, before)
        by = "; ".join(str(name) for name in data.get("auteurs", ())[:3])
        item = Item(
            number, one["row"], queries.of_item(one), one["kind"], by, str(data.get("jaar", "")), title, url
        )
        (double if title else fresh).append(item)
    return Preview(tuple(fresh), tuple(double))


def _same(intake: Intake, row: KnowledgeRecord | None, before: int | None) -> tuple[str, str]:
    if row is not None:
        url = row.get_absolute_url() if row.public else reverse("knowledge:look", args=[row.pk])
        return row.title, url
    return (queries.of_item(intake.items[before]), "") if before is not None else ("", "")
