"""Where the publisher has a figure: the table and the columns, to find the same number there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wijkwijzer.areas.catalogue import indicator
from wijkwijzer.opendata.description import SourceDescription, source

__all__ = ["TableOfOrigin", "table_of_origin"]

_STATLINE = re.compile(r"\d{5}(NED|ENG)")
# The keys of CBS' interface: words glued together, with a capital where each begins.
_KEY = re.compile(r"(?:k_)?[0-9A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*")
_ADDRESS = "https://opendata.cbs.nl/statline/#/CBS/nl/dataset/{table}/table"


@dataclass(frozen=True, slots=True)
class TableOfOrigin:
    """A table of a publisher and the columns in it that a figure is made of.

    `address` is "" but for StatLine.
    """

    table: str
    columns: tuple[str, ...]
    address: str


def table_of_origin(key: str, source_key: str, year: int) -> TableOfOrigin | None:
    """Return where the publisher has a figure of a year; None when the source numbers no tables.

    Parameters
    ----------
    key : indicator; one that we calculate has the columns of what it is calculated from.
    source_key : the source of the figure (`Series.source`).
    year : of the figure.

    Raises
    ------
    KeyError
        When the indicator or the source is unknown.

    Examples
    --------
    >>> table_of_origin("bijstand_per_1000", "cbs-kwb", 2022)
    TableOfOrigin(table='85318NED', columns=('PersonenPerSoortUitkeringBijstand', 'AantalInwoners'), \
address='https://opendata.cbs.nl/statline/#/CBS/nl/dataset/85318NED/table')
    """
    found = source(source_key)
    tables = set(found.tables.values())
    table = tables.pop() if len(tables) == 1 else found.tables.get(year)
    if table is None:
        return None
    entry = indicator(key)
    read = (entry.numerator, *entry.denominator) if entry.numerator else (key,)
    named = [_column(found, one) for one in read]
    if not all(named):  # a source that gives the rate itself
        named = [_column(found, key)]
    columns = tuple(dict.fromkeys(name for name in named if name))
    online = _STATLINE.fullmatch(table) is not None
    return TableOfOrigin(table, columns, _ADDRESS.format(table=table) if online else "")


def _column(found: SourceDescription, key: str) -> str:
    """The name of a column as the tables have it; "" when this source has no such column."""
    names = found.columns.get(key, ())
    return next((name for name in names if _KEY.fullmatch(name)), names[0] if names else "")
