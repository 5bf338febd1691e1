"""Which tables go along when an organisation leaves: a line for each in `leaving.toml` of its room.

A table either goes (`goes` is the way to its organisation) or stays (`stays` says why, in Dutch: the sentence
stands in the README of the archive). Of a table that goes, whatever points to a person stays behind: fields
that `personal_data.toml` calls identity, contact, account or reference, and every key of an account.

    ["desk.Bottleneck"]
    goes = "organisation"
    also = "owner_mail"                       # a work address that the organisation typed itself
    where = { state = ["zichtbaar"] }         # only these rows
    made = { series = "dialoog:{dialogue}" }  # not written; made again from the key of that row
    refs = "origin_kind:origin_key"           # a kind and a key that may lead to another row that goes
    kind = "knelpunt"                         # what those call a row of this table
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.rooms import rooms

__all__ = ["PERSONAL", "Table", "staying", "tables", "unnamed"]

PERSONAL = ("identity", "contact", "account", "reference")
DERIVED = frozenset({"wagtailsearch"})


@dataclass(frozen=True, slots=True)
class Table:
    """A table that goes along, and what of it."""

    name: str
    model: type[models.Model]
    goes: str
    fields: tuple[models.Field[Any, Any], ...]
    where: Mapping[str, list[Any]] = field(default_factory=dict)
    made: Mapping[str, str] = field(default_factory=dict)
    refs: tuple[tuple[str, str], ...] = ()
    kind: str = ""

    @property
    def keys(self) -> list[models.ForeignKey[Any, Any]]:
        """Fields that lead to another row."""
        return [one for one in self.fields if isinstance(one, models.ForeignKey)]


@cache
def tables() -> dict[str, Table]:
    """Every table that goes along, each behind those that it points to."""
    said = {name: line for name, line in _lines().items() if "goes" in line}
    found = {name: _table(name, line) for name, line in said.items() if _installed(name)}
    ordered: dict[str, Table] = {}
    while len(ordered) < len(found):
        ready = [name for name in found if name not in ordered and _needs(found[name], found) <= set(ordered)]
        if not ready:
            raise ValueError(f"tables that point to each other: {sorted(set(found) - set(ordered))}")
        ordered |= {name: found[name] for name in ready}
    return ordered


def staying() -> dict[str, str]:
    """Why a table stays, by its name."""
    return {name: str(line["stays"]) for name, line in sorted(_lines().items()) if "stays" in line}


def unnamed() -> list[str]:
    """Tables of our rooms that no `leaving.toml` names, and lines about tables that are not there."""
    ours = {room.label for room in rooms()}
    there = {m._meta.label for m in apps.get_models() if m._meta.app_label in ours}
    lines = _lines()
    return [f"{name}: no line" for name in sorted(there - lines.keys())] + [
        f"{name}: no such table" for name in sorted(lines.keys() - there)
    ]


@cache
def _lines() -> dict[str, dict[str, Any]]:
    return _read("leaving.toml")


def _read(name: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for room in rooms():
        path = Path(room.path) / name
        if path.is_file():
            found |= tomllib.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def _personal() -> dict[str, set[str]]:
    """Fields that say who somebody is or how to reach them, by table."""
    labels = _read("personal_data.toml")
    return {
        name: {one for category in PERSONAL for one in label.get(category, "").split()}
        for name, label in labels.items()
    }


def _installed(name: str) -> bool:
    return apps.is_installed(f"wijkwijzer_web.{name.partition('.')[0]}")


def _table(name: str, line: Mapping[str, Any]) -> Table:
    model = apps.get_model(name)
    left = set(line.get("without", "").split()) | set(line.get("made", {}))
    also = set(line.get("also", "").split())
    kept = []
    for one in model._meta.concrete_fields:
        owner = one.model._meta.label
        personal = one.name in _personal().get(owner, set()) and one.name not in also
        account = isinstance(one, models.ForeignKey) and issubclass(one.related_model, User)
        automatic = one.primary_key and getattr(one, "auto_created", False)
        parent = isinstance(one, models.OneToOneField) and one.remote_field.parent_link
        if not (one.name in left or personal or account or automatic or parent):
            kept.append(one)
    refs = tuple((a, b) for a, _colon, b in (pair.partition(":") for pair in line.get("refs", "").split()))
    return Table(
        name, model, line["goes"], tuple(kept), line.get("where", {}), line.get("made", {}), refs,
        line.get("kind", ""),
    )  # fmt: skip


def _needs(table: Table, found: Mapping[str, Table]) -> set[str]:
    """The tables whose rows must be there first."""
    first = {key.related_model._meta.label for key in table.keys}
    return (first & found.keys()) - {table.name}
