"""Rows of an archive as rows of this database: all of them or none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models

from wijkwijzer.errors import InputError
from wijkwijzer_web.core.leaving.archive import Archive
from wijkwijzer_web.core.leaving.queries import HERE, ORGANISATION
from wijkwijzer_web.core.leaving.tables import Table, tables
from wijkwijzer_web.core.models import Organisation

__all__ = ["put_in"]

_KEY = re.compile(rf"(?:([\w-]+):)?{HERE}([\w.]+):(\d+)")
Numbers = dict[str, dict[int, Any]]


def put_in(archive: Archive) -> tuple[Organisation, dict[str, int]]:
    """Make the organisation and its rows; return how many of each table. Call it inside a transaction.

    Raises
    ------
    InputError
        It is here already, or a row cannot be one of ours: table and row are named.
    """
    found = archive.tables
    unknown = sorted(set(found) - set(tables()))
    if unknown:
        raise InputError(f"Deze installatie kent geen {unknown[0]}. Werk haar eerst bij.")
    organisation = _organisation(archive.organisation)
    numbers: Numbers = {ORGANISATION: {1: organisation.pk}}
    for name, table in tables().items():
        rows = found.get(name, [])
        _refuse_taken(table, rows)
        numbers[name] = {}
        for row in rows:
            numbers[name][_number(name, row)] = _made(table, row, numbers)
        _tie(table, rows, numbers)
    for name, table in tables().items():
        _follow(table, found.get(name, []), numbers)
    return organisation, {name: len(rows) for name, rows in found.items()}


def _organisation(told: Mapping[str, Any]) -> Organisation:
    name, slug = str(told["name"])[:200], str(told["slug"])[:80]
    if Organisation.objects.filter(models.Q(name=name) | models.Q(slug=slug)).exists():
        raise InputError(f"{name} is hier al een organisatie. Er is niets overgenomen.")
    made = Organisation(name=name, slug=slug, website=str(told.get("website", "")))
    try:
        made.full_clean()
    except ValidationError as error:
        raise InputError(f"De organisatie: {error.messages[0]}") from error
    made.save()
    return made


def _number(name: str, row: Mapping[str, Any]) -> int:
    if not isinstance(row, dict) or not isinstance(row.get("nr"), int):
        raise InputError("Hier staat een rij zonder nummer.", file=f"{name}.json")
    return int(row["nr"])


def _refuse_taken(table: Table, rows: list[dict[str, Any]]) -> None:
    """Say what is here already, before the database does in its own words."""
    for one in table.fields:
        if not one.unique or isinstance(one, models.ForeignKey):
            continue
        values = {row.get(one.name) for row in rows if isinstance(row, dict)} - {None}
        taken = one.model._default_manager.filter(**{f"{one.name}__in": values}).first() if values else None
        if taken is not None:
            value = getattr(taken, one.name)
            raise InputError(f"Dit staat hier al: {one.verbose_name} “{value}”. Er is niets overgenomen.")


def _made(table: Table, row: Mapping[str, Any], numbers: Numbers) -> Any:
    """The key of the new row; dates stand as they were, and nothing runs that a first save would run."""
    number = row["nr"]
    place = {"file": f"{table.name}.json", "row": number}
    known = {one.name for one in table.fields}
    if strange := sorted(set(row) - known - {"nr"}):
        raise InputError(f"Deze installatie kent het veld {strange[0]} niet. Werk haar eerst bij.", **place)
    try:
        values = {one.attname: _value(one, row[one.name], numbers) for one in table.fields if one.name in row}
        for name, pattern in table.made.items():
            keys = {key.name: values.get(key.attname) for key in table.keys}
            values[name] = pattern.format(**keys)
        made = table.model(**values)
        _check(table, made)
        _save(table, made)
    except ValidationError as error:
        message = (
            next(iter(error.message_dict.items())) if hasattr(error, "error_dict") else ("", error.messages)
        )
        raise InputError(f"{message[0]}: {message[1][0]}".removeprefix(": "), **place) from error
    except (KeyError, TypeError, ValueError) as error:
        raise InputError("Deze rij klopt niet.", **place) from error
    except IntegrityError as error:
        raise InputError(
            "Deze rij kan hier niet staan: zij bestaat al, of er hoort iets bij.", **place
        ) from error
    return made.pk


def _value(one: models.Field[Any, Any], value: Any, numbers: Numbers) -> Any:
    if value is None:
        return None
    if isinstance(one, models.ForeignKey):
        table = one.related_model._meta.label
        # One that points to its own table is tied when all of them are there.
        return None if one.related_model is one.model else numbers[table][int(value)]
    if isinstance(one, models.JSONField):
        return value
    return one.to_python(value)


def _check(table: Table, made: models.Model) -> None:
    """The rules of the form for what is filled in; what is empty was allowed to be so where it came from."""
    empty = [one.name for one in made._meta.concrete_fields if getattr(made, one.attname) in one.empty_values]
    keys = [one.name for one in made._meta.concrete_fields if isinstance(one, models.ForeignKey)]
    made.clean_fields(exclude={*empty, *keys, "id"})


def _save(table: Table, made: models.Model) -> None:
    """Save as it is, its parent table first."""
    for parent, link in made._meta.parents.items():
        above = parent(**{one.attname: getattr(made, one.attname) for one in parent._meta.concrete_fields})
        above.pk = None
        above.save_base(raw=True, force_insert=True)
        assert link is not None
        setattr(made, link.attname, above.pk)
        setattr(made, parent._meta.pk.attname, above.pk)
    made.save_base(raw=True, force_insert=True)


def _tie(table: Table, rows: list[dict[str, Any]], numbers: Numbers) -> None:
    """Fill the keys that point to a row of the same table."""
    for key in table.keys:
        if key.related_model is not key.model:
            continue
        for row in rows:
            other = numbers[table.name].get(row.get(key.name) or 0)
            if other is not None:
                own = table.model._default_manager.filter(pk=numbers[table.name][row["nr"]])
                own.update(**{key.attname: other})


def _follow(table: Table, rows: list[dict[str, Any]], numbers: Numbers) -> None:
    """Let kinds and keys lead to the rows as they are numbered here."""
    for _kind, name in table.refs:
        for row in rows:
            led = _KEY.fullmatch(str(row.get(name, "")))
            if led is None:
                continue
            other = numbers.get(led[2], {}).get(int(led[3]))
            before = f"{led[1]}:" if led[1] else ""
            here = table.model._default_manager.filter(pk=numbers[table.name][row["nr"]])
            here.update(**{name: f"{before}{other}" if other is not None else ""})
