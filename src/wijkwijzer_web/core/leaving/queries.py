"""The rows of an organisation as they leave: numbered from one, pointing to each other by these numbers."""

from __future__ import annotations

import base64
import datetime
import decimal
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models.fields.files import FieldFile

from wijkwijzer_web.core.leaving.tables import Table, tables
from wijkwijzer_web.core.models import Organisation, Role

__all__ = ["HERE", "Rows", "about", "rows_of"]

Rows = dict[str, list[dict[str, Any]]]
HERE = "@"  # begins a key that leads to a row of the archive: "@programme.Opgave:3"
ORGANISATION = "core.Organisation"


def rows_of(organisation: Organisation) -> Rows:
    """Everything that goes along, by table, each behind those that it points to."""
    found: dict[str, list[models.Model]] = {}
    numbers: dict[str, dict[Any, int]] = {ORGANISATION: {organisation.pk: 1}}
    for name, table in tables().items():
        rows = list(_own(table, organisation).order_by("pk"))
        found[name] = [row for row in rows if _complete(table, row, numbers)]
        numbers[name] = {row.pk: number for number, row in enumerate(found[name], 1)}
    kinds = {table.kind: name for name, table in tables().items() if table.kind}
    return {
        name: [_written(tables()[name], row, numbers, kinds) for row in rows]
        for name, rows in found.items()
        if rows
    }


def about(organisation: Organisation) -> dict[str, Any]:
    """What is said of the organisation itself; of its people only how many have which role."""
    roles = list(organisation.memberships.values_list("role", flat=True))
    return {
        "name": organisation.name,
        "slug": organisation.slug,
        "website": organisation.website,
        "people_by_role": {str(role): roles.count(role) for role in Role if role in roles},
    }


def _own(table: Table, organisation: Organisation) -> models.QuerySet[Any]:
    chosen = {f"{name}__in": values for name, values in table.where.items()}
    every: models.QuerySet[Any] = table.model._default_manager.filter(**{table.goes: organisation}, **chosen)
    return every


def _complete(table: Table, row: models.Model, numbers: Mapping[str, Mapping[Any, int]]) -> bool:
    """Whether all that it cannot do without goes along too."""
    return all(
        key.null or getattr(row, key.attname) in numbers.get(key.related_model._meta.label, {})
        for key in table.keys
    )


def _written(
    table: Table,
    row: models.Model,
    numbers: Mapping[str, Mapping[Any, int]],
    kinds: Mapping[str, str],
) -> dict[str, Any]:
    written: dict[str, Any] = {"nr": numbers[table.name][row.pk]}
    for one in table.fields:
        value = getattr(row, one.attname)
        if isinstance(one, models.ForeignKey):
            value = numbers.get(one.related_model._meta.label, {}).get(value)
        written[one.name] = _plain(value)
    for kind, key in table.refs:
        of, _colon, to = (
            str(written[key]).partition(":") if not kind else (str(written[kind]), "", written[key])
        )
        followed = _followed(of, str(to), numbers, kinds)
        written[key] = followed if kind or not to else f"{of}:{followed}"
    return written


def _followed(kind: str, key: str, numbers: Mapping[str, Mapping[Any, int]], kinds: Mapping[str, str]) -> str:
    """A key as it leaves: the number in the archive when its row goes along, else as it stands."""
    name = kinds.get(kind, "")
    number = numbers.get(name, {}).get(int(key)) if key.isdecimal() else None
    return f"{HERE}{name}:{number}" if number else key


def _plain(value: Any) -> Any:
    """A value as JSON has it; times in UTC, so that two clocks write the same."""
    match value:
        case datetime.datetime():
            return value.astimezone(datetime.UTC).isoformat()
        case datetime.date() | datetime.time():
            return value.isoformat()
        case uuid.UUID() | decimal.Decimal():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
        case FieldFile():
            return value.name
        case _:
            return value
