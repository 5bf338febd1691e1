"""What we know of a source before opening a file: publisher, licence, the shapes it comes in, its columns.

One TOML file per source in ``sources/``. A figure is found by the names its column has had in any shape; the
number at the end of a key of CBS OData is its position and moves every year, so names are compared without
it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["FileRule", "SourceDescription", "normal_name", "source", "sources"]


@dataclass(frozen=True, slots=True)
class FileRule:
    """How to recognise and read one kind of file of a source.

    Attributes
    ----------
    match : pattern of the file name; groups ``year`` and ``table`` give the year of the figures.
    shape : name of the reader ("parquet", "csv", "xlsx", "odata", "geojson", "long").
    code, year, name, gemeente, change, level : columns, by any of their names; level says of a code that is
        only a number whether it is a gemeente, wijk or buurt.
    where : column -> values to keep (rows with another value are no figures of an area).
    prefix : put before the code of an own area ("GB0363").
    codes : codes of the publisher that are an area of CBS ("STAD" is GM0363); they get no prefix.
    division : year of the borders when the publisher put all years on one division.
    columns : names of figures in this file only, before those of the source.
    scale : figure -> factor (shares to percentages).
    variable, value : of a "long" file: columns with the name of the figure and its value.
    month : of a "long" file with counts per month: the column with the number of the month.
    priority : the lowest number wins where two files have the same figure.
    optional : a file of this name need not have figures; without them it is passed over.
    drop_copies : some areas hold the figures of a neighbour; see `wijkwijzer.areas.panel.copies`.
    """

    match: str
    shape: str
    code: tuple[str, ...]
    year: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    gemeente: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    where: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    prefix: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    division: int | None = None
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    only_columns: bool = False
    scale: Mapping[str, float] = field(default_factory=dict)
    default_scale: float = 1.0
    variable: str = ""
    value: str = ""
    month: str = ""
    priority: int = 10
    drop_copies: bool = False
    optional: bool = False

    def matches(self, name: str) -> bool:
        """Whether a file of this name is of this kind."""
        return re.fullmatch(self.match, name, flags=re.IGNORECASE) is not None


@dataclass(frozen=True, slots=True)
class SourceDescription:
    """One source: who publishes it, under which licence, in which shapes, with which columns.

    ``gemeenten`` are the codes of the gemeenten that a local source is about; empty for the whole country.
    """

    key: str
    name: str
    publisher: str
    licence: str
    redistributable: bool
    address: str
    note_nl: str
    note_en: str
    modelled: bool
    kind: str
    tables: Mapping[int, str]
    columns: Mapping[str, tuple[str, ...]]
    files: tuple[FileRule, ...]
    gemeenten: tuple[str, ...] = ()

    @property
    def may_hold_copies(self) -> bool:
        """Whether the publisher filled some areas with the figures of another one."""
        return any(rule.drop_copies for rule in self.files)

    def year_of_table(self, table: str) -> int | None:
        """Return the year of a table of the publisher (``84799NED`` is 2020), None when it is not listed."""
        return next((year for year, name in self.tables.items() if name.casefold() == table.casefold()), None)


def normal_name(name: str) -> str:
    """Reduce a column name to what stays the same over years and shapes.

    Examples
    --------
    >>> normal_name("AantalInwoners_5 "), normal_name("HuishoudensTotaal_29"), normal_name("p_00_14")
    ('aantalinwoners', 'huishoudenstotaal', 'p_00_14')
    """
    stripped = name.strip().strip("\ufeff").casefold()
    # Only keys of CBS OData end in a position: words glued together, then an underscore and a number.
    return re.sub(r"^((?:k_)?[0-9]*[a-z]{3,}[a-z0-9]*)_\d+$", r"\1", stripped)


@cache
def sources() -> tuple[SourceDescription, ...]:
    """Return every source we can read: those that figures can be of by their keys, then the postcodes.

    Stored figures number their source by its place here, so what holds none stands behind the others.
    """
    folder = files("wijkwijzer.opendata") / "sources"
    texts = [entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return tuple(sorted(map(_parse, texts), key=lambda each: (each.kind == "postcodes", each.key)))


def source(key: str) -> SourceDescription:
    """Return the source with this key; KeyError when there is none.

    Examples
    --------
    >>> source("cbs-kwb").publisher
    'Centraal Bureau voor de Statistiek (CBS)'
    """
    return {description.key: description for description in sources()}[key]


def _parse(text: str) -> SourceDescription:
    entry = tomllib.loads(text)
    return SourceDescription(
        key=entry["key"],
        name=entry["name"],
        publisher=entry["publisher"],
        licence=entry["licence"],
        redistributable=entry["redistributable"],
        address=entry["address"],
        note_nl=entry.get("note_nl", ""),
        note_en=entry.get("note_en", ""),
        modelled=entry.get("modelled", False),
        kind=entry.get("kind", "figures"),
        tables={int(year): table for year, table in entry.get("tables", {}).items()},
        columns=_names(entry.get("columns", {})),
        files=tuple(_rule(rule) for rule in entry["files"]),
        gemeenten=tuple(entry.get("gemeenten", ())),
    )


def _rule(entry: dict[str, Any]) -> FileRule:
    names = ("code", "year", "name", "gemeente", "change", "level")
    lists: dict[str, Any] = {name: _tuple(entry.pop(name)) for name in names if name in entry}
    where = {name: _tuple(values) for name, values in entry.pop("where", {}).items()}
    columns = _names(entry.pop("columns", {}))
    return FileRule(**lists, where=where, columns=columns, **entry)


def _names(entry: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {key: _tuple(names) for key, names in entry.items()}


def _tuple(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,)
