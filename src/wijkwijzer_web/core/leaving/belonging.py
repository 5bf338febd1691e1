"""What belongs to an organisation: found by walking the keys of all tables, so that none can be forgotten.

A row belongs to an organisation when a key of it leads there, or when it cannot be without a row that does.
The tables stand in an order in which they can be emptied: what points before what is pointed to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from wagtail.models import Page

from wijkwijzer_web.core.models import AuditEntry, GoneAddress, Organisation
from wijkwijzer_web.core.rooms import rooms

__all__ = ["KEPT", "Key", "Table", "keys_of", "remove_rows", "rows_of", "tables_with_rows"]

Table = type[models.Model]
Key = models.ForeignKey[Any, Any]
# The audit accounts for what was done here as long as it must; it and what says "gone" need the row itself.
KEPT: frozenset[Table] = frozenset({AuditEntry, GoneAddress})


def keys_of(table: Table) -> list[Key]:
    """The keys of a table to others; a child of another table has its key to that parent too."""
    return [one for one in table._meta.local_fields if isinstance(one, models.ForeignKey)]


@cache
def tables_with_rows() -> Mapping[Table, tuple[str, ...]]:
    """Every table with rows of organisations and the ways that lead to one, in the order of removal."""
    labels = {room.label for room in rooms()}
    ours = [table for table in apps.get_models() if table._meta.app_label in labels]
    ours = [table for table in ours if table not in KEPT and not issubclass(table, (Page, Organisation))]
    ways: dict[Table, tuple[str, ...]] = {}
    while True:
        known = len(ways)
        ways |= {table: found for table in ours if table not in ways and (found := _ways(table, ways))}
        if len(ways) == known:
            break
    ways = {table: _ways(table, ways) for table in ways}
    order = TopologicalSorter[Table]({table: [] for table in ways})
    for table in ways:
        for key in keys_of(table):
            if key.related_model in ways and key.related_model is not table:
                order.add(key.related_model, table)
    return {table: ways[table] for table in order.static_order()}


def _ways(table: Table, known: Mapping[Table, tuple[str, ...]]) -> tuple[str, ...]:
    """The ways of a table: its own key to an organisation, or through each row that it cannot be without."""
    found = [key.name for key in keys_of(table) if issubclass(key.related_model, Organisation)]
    for key in keys_of(table):
        if not key.null and key.related_model is not table and key.related_model in known:
            found += [f"{key.name}__{way}" for way in known[key.related_model][:1]]
    return tuple(found)


def rows_of(table: Table, organisations: Iterable[Organisation]) -> models.QuerySet[Any]:
    """The rows of a table that belong to these organisations."""
    mine, every = list(organisations), Q(pk__in=())
    for way in tables_with_rows()[table]:
        every |= Q(**{f"{way}__in": mine})
    return table._base_manager.filter(every)


def remove_rows(organisations: Iterable[Organisation]) -> dict[str, int]:
    """Remove all of it, in order; return how many by the name of the table.

    A row of others that points here and can do without (a meeting of a city in a programme of ours) stays.
    """
    mine, gone = list(organisations), dict[str, int]()
    for table in tables_with_rows():
        rows = rows_of(table, mine)
        for other in tables_with_rows():
            for key in keys_of(other):
                if key.null and key.related_model is table and other is not table:
                    other._base_manager.filter(**{f"{key.name}__in": rows}).update(**{key.name: None})
        if number := rows.count():
            name = str(table._meta.verbose_name_plural)
            gone[name] = gone.get(name, 0) + number
            rows.delete()
    return gone
