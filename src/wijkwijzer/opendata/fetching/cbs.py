"""CBS OData: version 3 (one wide table per year) and version 4 (one row per measure and area).

Version 3 pages name the next one in ``odata.nextLink``, an address that already holds its own parameters;
where an interface has no such links, ``$top`` and ``$skip`` are used. Version 4 pages have
``@odata.nextLink``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

import polars as pl

from wijkwijzer.errors import InputError
from wijkwijzer.opendata.description import normal_name
from wijkwijzer.opendata.fetching.client import Client, Page

__all__ = ["BASE_V3", "BASE_V4", "pages_v3", "pages_v4", "slices_v3", "table_infos", "wide_v4"]

BASE_V3 = "https://opendata.cbs.nl"
BASE_V4 = "https://datasets.cbs.nl/odata/v1/CBS"
_SLICE = 5000
_SAFE = "(),'="


def table_infos(client: Client, table: str, base: str = BASE_V3) -> Any:
    """Return what the publisher says about a table (version 3), such as when it was last changed."""
    return client.json(f"{base}/ODataApi/odata/{table}/TableInfos?$format=json")


def pages_v3(
    client: Client, table: str, *, part: str = "TypedDataSet", select: str = "", base: str = BASE_V3
) -> Iterator[Page]:
    """Yield the pages of one set of a table, by the links between them.

    Parameters
    ----------
    part : "TypedDataSet", "UntypedDataSet", "DataProperties" or the name of a dimension.
    select : a filter in the words of OData, such as ``substringof('0344',WijkenEnBuurten)``.
    """
    address = f"{base}/ODataFeed/odata/{table}/{part}?$format=json&$inlinecount=allpages"
    if select:
        address += "&$filter=" + quote(select, safe=_SAFE)
    yield from client.pages(address, lambda content: content.get("odata.nextLink"))


def slices_v3(
    client: Client, table: str, *, part: str = "UntypedDataSet", select: str = "", base: str = BASE_V3,
    size: int = _SLICE,
) -> Iterator[Page]:  # fmt: skip
    """Yield a set in slices with ``$top`` and ``$skip``, until one has fewer rows than was asked for.

    The query interface refuses answers of more than 10,000 rows, so a slice is smaller.
    """
    skip = 0
    while True:
        address = f"{base}/ODataApi/odata/{table}/{part}?$format=json&$top={size}&$skip={skip}"
        if select:
            address += "&$filter=" + quote(select, safe=_SAFE)
        content = client.json(address)
        rows = content.get("value", [])
        if rows:
            yield Page(address, content)
        if len(rows) < size:
            return
        skip += size


def pages_v4(
    client: Client, table: str, *, part: str = "Observations", select: str = "", base: str = BASE_V4
) -> Iterator[Page]:
    """Yield the pages of one set of a version 4 table."""
    address = f"{base}/{table}/{part}"
    if select:
        address += "?$filter=" + quote(select, safe=_SAFE)
    yield from client.pages(address, lambda content: content.get("@odata.nextLink"))


def wide_v4(
    observations: Sequence[Mapping[str, Any]],
    measures: Sequence[Mapping[str, Any]],
    columns: Mapping[str, tuple[str, ...]],
    *,
    dimension: str = "WijkenEnBuurten",
) -> pl.DataFrame:
    """Bring version 4 observations to one row per area, with the names of version 3 as columns.

    Parameters
    ----------
    observations : rows with Measure, the dimension, Value, StringValue and ValueAttribute.
    measures : rows of MeasureCodes (Identifier, Title).
    columns : figure -> names it may have; a measure is found by its identifier, or by its title.

    Returns
    -------
    polars.DataFrame
        The dimension and one text column per figure; a value that the publisher left out is a dot, with its
        reason lost as in version 3, except "not available yet", which is -99995.

    Raises
    ------
    InputError
        When not a single measure is known: the publisher has renamed them all.
    """
    by_name = {normal_name(name): names[0] for names in columns.values() for name in names}
    titles = {str(row["Identifier"]): str(row.get("Title", "")) for row in measures}
    wanted: dict[str, str] = {}
    for identifier, title in titles.items():
        name = by_name.get(normal_name(identifier)) or _by_title(by_name, title)
        if name is not None and name not in wanted.values():
            wanted[identifier] = name
    if not wanted:
        raise InputError("Geen enkele maat van deze tabel is bekend.", column="Measure")
    rows: dict[str, dict[str, str]] = {}
    for row in observations:
        name = wanted.get(str(row["Measure"]))
        if name is not None:
            rows.setdefault(str(row[dimension]).strip(), {})[name] = _value(row)
    frame = [{dimension: code, **values} for code, values in rows.items()]
    schema = {dimension: pl.String, **dict.fromkeys(wanted.values(), pl.String)}
    return pl.DataFrame(frame, schema=schema)


def _value(row: Mapping[str, Any]) -> str:
    if row.get("Value") is not None:
        return str(row["Value"])
    if row.get("StringValue") is not None:
        return str(row["StringValue"]).strip()
    return "-99995" if row.get("ValueAttribute") in ("NotAvailable", "Unknown") else "."


def _by_title(by_name: Mapping[str, str], title: str) -> str | None:
    """Find a title by the key that version 3 made of it: words glued together, cut off when long, and ``k_``
    before a digit.
    """
    words = re.findall(r"[0-9A-Za-zÀ-ÿ]+", title)
    key = normal_name("".join(word[:1].upper() + word[1:] for word in words))
    return by_name.get(key) or by_name.get(key[:34]) or by_name.get(f"k_{key}")
