"""The figures of an area as a file: with their sources, and nothing of one that may not be passed on."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import polars as pl

from wijkwijzer.areas import AreaProfile, IndicatorView, Series, table_of_origin
from wijkwijzer_web.areas.queries import Current

__all__ = ["FILES", "figures_file", "open_rows", "provenance"]

FILES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
SCHEMA = {
    "code": pl.String,
    "naam": pl.String,
    "cijfer": pl.String,
    "omschrijving": pl.String,
    "eenheid": pl.String,
    "grenzen": pl.String,
    "jaar": pl.Int64,
    "waarde": pl.Float64,
    "van": pl.Float64,
    "tot": pl.Float64,
    "stand": pl.String,
    "aantal": pl.Float64,
    "kwaliteit": pl.Float64,
    "bron": pl.String,
    "licentie": pl.String,
    "tabel": pl.String,
    "kolommen": pl.String,
}


def open_rows(shown: Current, profile: AreaProfile) -> pl.DataFrame:
    """One row per figure and year, in own-year borders and (when the weights allow) in base-year borders."""
    sources = {source.key: source for source in (*profile.sources, *shown.figures.sources())}
    closed = {key for key, source in sources.items() if not source.redistributable}
    converted = shown.figures.manifest.weights_source not in closed
    rows = []
    for view in profile.indicators:
        for series in (view.own, view.base if converted else None):
            if series is not None:
                rows += list(_rows(profile, view, series, closed, {k: s.licence for k, s in sources.items()}))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _rows(
    profile: AreaProfile, view: IndicatorView, series: Series, closed: set[str], licences: dict[str, str]
) -> Iterator[tuple[Any, ...]]:
    identity, info = profile.identity, view.info
    for at, year in enumerate(series.years):
        source = series.source[at]
        if source in closed:
            continue
        yield (
            identity.code,
            identity.name,
            info.key,
            info.name.nl,
            info.unit.nl,
            "eigen jaar" if series.basis == "own" else str(profile.release.base_year),
            year,
            series.value[at],
            series.low[at],
            series.high[at],
            series.status[at],
            series.n[at],
            series.quality[at],
            source,
            licences.get(source or "", ""),
            *_origin(info.key, source, year),
        )


@cache
def _origin(key: str, source: str | None, year: int) -> tuple[str, str]:
    """The table and columns of the publisher; empty for own figures and for what comes in no table."""
    try:
        found = table_of_origin(key, source or "", year)
    except KeyError:
        return "", ""
    return (found.table, ", ".join(found.columns)) if found else ("", "")


def provenance(shown: Current, profile: AreaProfile) -> dict[str, Any]:
    """Which release, sources and licences: in the file itself, so that it can be read apart from the site."""
    return {
        "uitgave": shown.id,
        "gemaakt": profile.release.created_on,
        "vervangt": profile.release.supersedes,
        "gebied": profile.identity.key,
        "bronnen": [
            {
                "bron": s.key,
                "naam": s.name,
                "uitgever": s.publisher,
                "licentie": s.licence,
                "versie": s.version,
                "adres": s.address,
            }
            for s in profile.sources
            if s.redistributable
        ],
    }


def figures_file(shown: Current, profile: AreaProfile, form: str) -> bytes:
    """The rows in this form; CSV begins with a byte order mark, so that a spreadsheet reads it as UTF-8."""
    table = open_rows(shown, profile)
    if form == "csv":
        safe = table.with_columns(
            pl.col(pl.String).str.replace(r"^([=+\-@\t])", "'$1")
        )  # no formulas in cells
        return b"\xef\xbb\xbf" + safe.write_csv(separator=";", decimal_comma=True).encode()
    if form == "parquet":
        target = io.BytesIO()
        table.write_parquet(
            target, metadata={"herkomst": json.dumps(provenance(shown, profile), ensure_ascii=False)}
        )
        return target.getvalue()
    body = {"herkomst": provenance(shown, profile), "cijfers": table.to_dicts()}
    return json.dumps(body, ensure_ascii=False).encode()
