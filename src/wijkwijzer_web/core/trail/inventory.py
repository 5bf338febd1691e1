"""The inventory of personal data, made from the tables of all installed apps.

Every field of every table has a label in `<app>/personal_data.toml` (tables of other packages stand in ours).
A field without a label is a fault: whoever adds a field decides what it says about a person, why, and how
long it is kept.

A table with what somebody wrote, or how to reach them, also says in `again` what a restored backup may not
bring back: the kinds in the list of erasures that take it out again (`rooms.RoomConfig.erasures`), or
`bewaartijd` when only its term removes it (a restore runs that too), or `niet te wissen` when nobody can.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import Model

from wijkwijzer_web.core.rooms import ways

__all__ = ["CATEGORIES", "Row", "inventory", "problems", "unrepeated"]

SITE = Path(__file__).resolve().parents[2]
# The search index of the pages repeats what the pages say, in other tables on PostgreSQL than on SQLite.
DERIVED = {"wagtailsearch"}
_NO_KIND = ("bewaartijd", "niet te wissen")
CATEGORIES = {
    "identity": "wie iemand is",
    "contact": "hoe je iemand bereikt",
    "account": "inloggen en beveiliging",
    "activity": "wat iemand deed",
    "content": "wat iemand schreef",
    "reference": "verwijzing naar iemand",
    "none": "zegt niets over een persoon",
}


@dataclass(frozen=True)
class Row:
    """One field that says something about a person."""

    table: str
    field: str
    category: str
    purpose: str
    kept: str


def inventory() -> list[Row]:
    """All fields with personal data, by table."""
    return [
        Row(table, field, category, label["purpose"], label["kept"])
        for table, label in sorted(_labels().items())
        for category in CATEGORIES
        if category != "none"
        for field in label.get(category, "").split()
    ]


def problems() -> list[str]:
    """Fields without a label, labels without a field, and personal data without purpose or term."""
    labels = _labels()
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.app_label not in DERIVED]
    tables = {model._meta.label: _fields(model) for model in models}
    wrong = [f"{table}: not an installed table" for table in labels.keys() - tables.keys()]
    for table, fields in sorted(tables.items()):
        label = labels.get(table, {})
        named = [field for category in CATEGORIES for field in label.get(category, "").split()]
        wrong += [f"{table}.{field}: no label" for field in sorted(fields - set(named))]
        wrong += [f"{table}.{field}: no such field" for field in sorted(set(named) - fields)]
        wrong += [
            f"{table}.{field}: two labels" for field in sorted({f for f in named if named.count(f) > 1})
        ]
        if any(label.get(category) for category in CATEGORIES if category != "none"):
            wrong += [f"{table}: no {key}" for key in ("purpose", "kept") if not label.get(key)]
    return wrong


def unrepeated() -> list[str]:
    """Tables whose erasure a restored backup would undo: no kind in the list takes it out again."""
    kinds, wrong, used = set(ways("erasures")), [], set[str]()
    for table, label in sorted(_labels().items()):
        again = str(label.get("again", ""))
        used |= set(again.split())
        if again in _NO_KIND:
            continue
        ours = not table.startswith(tuple(_of_others()))
        if ours and not again and any(label.get(name) for name in ("content", "contact", "identity")):
            wrong.append(f"{table}: says not what repeats an erasure after a restore (again)")
        wrong += [f"{table}: no such kind of erasure: {kind}" for kind in again.split() if kind not in kinds]
    return wrong + [f"{kind}: takes out of no table" for kind in sorted(kinds - used)]


def _of_others() -> set[str]:
    """The labels of tables that belong to other packages: a closed account takes those along."""
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("wijkwijzer_web.")}
    return {f"{config.label}." for config in apps.get_app_configs()} - {f"{label}." for label in ours}


def _labels() -> dict[str, dict[str, Any]]:
    return dict(_read())


def _read() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(SITE.glob("*/personal_data.toml")):
        yield from tomllib.loads(path.read_text(encoding="utf-8")).items()


def _fields(model: type[Model]) -> set[str]:
    # A key that the database makes up says nothing by itself.
    return {field.name for field in model._meta.local_fields if not getattr(field, "auto_created", False)}
