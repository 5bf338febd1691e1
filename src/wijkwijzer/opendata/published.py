"""When a publisher last changed a table, from the table's own description beside the figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from wijkwijzer.errors import InputError
from wijkwijzer.opendata.description import sources
from wijkwijzer.opendata.readers import read_json

__all__ = ["published_dates"]

_TABLE = re.compile(r"\d{5}NED", re.IGNORECASE)


def published_dates(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Return per source the latest date on which one of its tables was changed.

    Parameters
    ----------
    folder : the input folder.
    names : files in it; those called TableInfos tell the date of the table in their name or in their
    folder's.

    Examples
    --------
    >>> published_dates(Path("."), ["kwb/kwb_2020.parquet"])
    {}
    """
    by_table = {
        table.upper(): description.key for description in sources() for table in description.tables.values()
    }
    dates: dict[str, str] = {}
    for name in names:
        table = _TABLE.search(name)
        key = by_table.get(table[0].upper()) if table else None
        if key is None or "tableinfos" not in name.casefold():
            continue
        changed = _modified(folder / name)
        if changed is not None:
            dates[key] = max(dates.get(key, ""), changed)
    return dates


def _modified(path: Path) -> str | None:
    try:
        content = read_json(path)
    except InputError:
        return None  # a description is a courtesy; figures without one are still figures
    rows = content.get("value") if isinstance(content, dict) else content
    first = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], dict) else {}
    found = str(first.get("Modified") or "")
    return found[:10] if re.match(r"\d{4}-\d{2}-\d{2}", found) else None
