"""Rows with all that hangs on them, in one question to the database where a prefetch asks one a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from wijkwijzer_web.core.work.prepared import Value, asked

__all__ = ["asked_joined", "joined"]

Row = TypeVar("Row", bound=Model)


@dataclass
class _Part:
    """One table of the join: where its columns begin in a line of the answer, and the rows made so far."""

    model: Any
    path: str = ""
    relation: Any = None
    begin: int = 0
    made: dict[Any, Any] = field(default_factory=dict)

    @cached_property
    def columns(self) -> list[str]:
        """The names of its columns, in the order in which a row is made of them."""
        return [column.attname for column in self.model._meta.concrete_fields]

    @cached_property
    def key_at(self) -> int:
        """Where its key stands in a line of the answer."""
        return self.begin + self.columns.index(self.model._meta.pk.attname)

    @cached_property
    def many(self) -> bool:
        """Whether several of these may hang under one row."""
        return bool(getattr(self.relation, "multiple", False))

    def below(self, *names: str) -> list[str]:
        """Names (of an order also with a minus) as they are asked for from the first table."""
        begin = f"{self.path}__" if self.path else ""
        return ["-" + begin + name[1:] if name.startswith("-") else begin + name for name in names]

    def take(self, line: tuple[Any, ...]) -> tuple[Any, bool]:
        """The row that stands in a line of the answer (None when there is none), and whether it is new."""
        key = line[self.key_at]
        if key is None or key in self.made:
            return self.made.get(key), False
        columns = self.columns
        row = self.model.from_db("default", columns, line[self.begin : self.begin + len(columns)])
        self.made[key] = row
        return row, True

    def hang(self, row: Any, upper: Any) -> None:
        """Put a row under the one it hangs on, as a prefetch does."""
        if not self.many:
            self.relation.set_cached_value(upper, row)
            return
        self.relation.field.set_cached_value(row, upper)
        self._under(upper).append(row)

    def _under(self, upper: Any) -> list[Any]:
        caches = upper.__dict__.setdefault("_prefetched_objects_cache", {})
        name = self.relation.cache_name
        if name not in caches:
            rows = getattr(upper, name).get_queryset()
            rows._result_cache, rows._prefetch_done = [], True
            caches[name] = rows
        kept: list[Any] = caches[name]._result_cache
        return kept

    def nothing(self, upper: Any) -> None:
        """Nothing hangs there: asking for it asks the database nothing."""
        if self.many:
            self._under(upper)
        else:
            self.relation.set_cached_value(upper, None)


def joined(rows: QuerySet[Row], *paths: str) -> list[Row]:
    """Rows with what hangs on them (`"efforts"`, `"efforts__outcomes"`, or a row they point to), as
    `prefetch_related` and `select_related` give it, in one question. A path comes after the one it goes on
    from.

    The answer has a line for each combination, so this is for what hangs under each other, or is few.
    """
    parts = _parts(rows.model, paths)
    return _rows(parts, _lines(rows, parts))


@dataclass(frozen=True, slots=True)
class _Question:
    """What builds the lines of rows with what hangs on them, alike for the same two."""

    build: Callable[..., QuerySet[Any]]
    paths: tuple[str, ...]

    def __call__(self, *values: Value) -> QuerySet[Any, Any]:
        rows = self.build(*values)
        return _lines(rows, _parts(rows.model, self.paths))


def asked_joined(
    model: type[Row], build: Callable[..., QuerySet[Row]], values: tuple[Value, ...], *paths: str
) -> list[Row]:
    """As `joined(build(*values), *paths)` for rows of a model, with a question that is built once."""
    return _rows(_parts(model, paths), asked(_Question(build, paths), *values))


def _parts(model: Any, paths: tuple[str, ...]) -> dict[str, _Part]:
    """The tables of the join by their path, the first one under no name."""
    parts = {"": _Part(model)}
    begin = len(parts[""].columns)
    for path in paths:
        above, _, name = path.rpartition("__")
        relation: Any = parts[above].model._meta.get_field(name)
        parts[path] = _Part(relation.related_model, path, relation, begin)
        begin += len(parts[path].columns)
    return parts


def _lines(rows: QuerySet[Any], parts: dict[str, _Part]) -> QuerySet[Any, Any]:
    """The question with a line for each combination."""
    order: list[Any] = [*(rows.query.order_by or rows.model._meta.ordering or ()), "pk"]
    for part in parts.values():
        order += part.below(*part.model._meta.ordering, "pk") if part.many else []
    names = [name for part in parts.values() for name in part.below(*part.columns)]
    plain = rows.select_related(None).prefetch_related(None)
    return plain.order_by(*order).values_list(*names)


def _rows(parts: dict[str, _Part], lines: Iterable[tuple[Any, ...]]) -> list[Any]:
    for line in lines:
        _read(parts, line)
    return list(parts[""].made.values())


def _read(parts: dict[str, _Part], line: tuple[Any, ...]) -> None:
    """Make the rows of one line of the answer that were not there yet."""
    here: dict[str, Any] = {}
    for path, part in parts.items():
        upper = here.get(path.rpartition("__")[0]) if path else None
        if path and upper is None:
            continue  # nothing hangs where nothing is
        row, new = part.take(line)
        here[path] = row
        if not path:
            continue
        if row is None:
            part.nothing(upper)
        elif new or not part.many:
            part.hang(row, upper)
