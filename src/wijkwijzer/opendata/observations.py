"""From a publisher's table to observations: one row per area, year and figure; a gap keeps its row."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from wijkwijzer.errors import InputError
from wijkwijzer.opendata.codes import clean_code, code_from_number, level_of
from wijkwijzer.opendata.description import normal_name
from wijkwijzer.opendata.fetching.bulk import read_bulk_v4
from wijkwijzer.opendata.fetching.discover import FoundFile
from wijkwijzer.opendata.missing import KNOWN, parse_number
from wijkwijzer.opendata.monthly import years_of_months
from wijkwijzer.opendata.readers import read_frame

__all__ = ["AREA_SCHEMA", "OBSERVATION_SCHEMA", "ParsedFile", "parse_file"]

OBSERVATION_SCHEMA = {
    # Categories, because millions of rows repeat a few thousand codes and a hundred names.
    "code": pl.Categorical,
    "year": pl.Int32,
    "division": pl.Int32,
    "indicator": pl.Categorical,
    "value": pl.Float64,
    "status": pl.UInt8,
    "source": pl.Categorical,
    "priority": pl.Int32,
}
AREA_SCHEMA = {
    "code": pl.String,
    "division": pl.Int32,
    "level": pl.String,
    "name": pl.String,
    "gemeente": pl.String,
    "change": pl.Int32,
    "priority": pl.Int32,
}


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What one file told.

    Attributes
    ----------
    observations : columns of ``OBSERVATION_SCHEMA``; a gap has value null and a status, and keeps its row.
    Columns
        that are empty for a whole level and year are not here but in `unpublished`.
    areas : columns of ``AREA_SCHEMA``: the areas of the file with the year of their borders.
    unpublished : columns source, indicator, level, year: the publisher has not filled these in yet.
    """

    observations: pl.DataFrame
    areas: pl.DataFrame
    unpublished: pl.DataFrame


_TOTALS = ("totaal", "total", "nederland")
"""Rows without a code that some files end with."""
_LARGER = r"^(LD|PV|CR)\d{2}$"
"""Landsdelen, provincies and COROP areas: codes of regions that are no area here."""
_NOTHING = ParsedFile(
    pl.DataFrame(schema=OBSERVATION_SCHEMA),
    pl.DataFrame(schema=AREA_SCHEMA),
    pl.DataFrame(
        schema={
            "source": pl.Categorical,
            "indicator": pl.Categorical,
            "level": pl.Categorical,
            "year": pl.Int32,
        }
    ),
)


def parse_file(file: FoundFile) -> ParsedFile:
    """Read one recognised file of figures.

    Raises
    ------
    InputError
        With file, row (as a spreadsheet counts) and column of the first thing that is wrong.
    """
    frame = _read_table(file).with_row_index("__row", offset=2)
    columns = _by_normal_name(frame)
    if file.rule.optional and not (_find(columns, file.rule.code, file) and _figure_columns(columns, file)):
        return _NOTHING
    frame = _keep(frame, columns, file)
    if file.rule.month:
        frame = years_of_months(frame, file.rule)
    keys = _keys(frame, columns, file)
    if file.rule.shape == "long":
        wide, keys = _pivot(frame, columns, keys, file)
        columns = _by_normal_name(wide)
        frame = wide
    figures = _figure_columns(columns, file)
    if not figures:
        raise InputError("In dit bestand staat geen enkele kolom die we kennen.", file=file.name)
    frame, keys = _once(frame, keys, file)
    keys = keys.with_columns(pl.col("code", "level").cast(pl.Categorical))
    long = pl.concat([_read_figure(frame, keys, key, column, file) for key, column in figures.items()])
    observations, unpublished = _split_unpublished(long)
    return ParsedFile(observations, _areas(frame, columns, keys, file), unpublished)


def _read_table(file: FoundFile) -> pl.DataFrame:
    if file.rule.shape == "observations":
        return read_bulk_v4(file.path, file.source.columns, file.rule.code[0])
    return read_frame(file.path, file.rule.shape)


def _by_normal_name(frame: pl.DataFrame) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for column in frame.columns:
        names.setdefault(normal_name(column), []).append(column)
    return names


def _find(columns: dict[str, list[str]], wanted: tuple[str, ...], file: FoundFile) -> str | None:
    for name in wanted:
        hits = columns.get(normal_name(name), [])
        if len(hits) > 1:
            raise InputError("Deze kolom komt meer dan één keer voor.", file=file.name, column=hits[0])
        if hits:
            return hits[0]
    return None


def _keep(frame: pl.DataFrame, columns: dict[str, list[str]], file: FoundFile) -> pl.DataFrame:
    for name, values in file.rule.where.items():
        column = _find(columns, (name,), file)
        if column is not None:
            frame = frame.filter(pl.col(column).cast(pl.String).str.strip_chars().is_in(values))
    return frame


def _keys(frame: pl.DataFrame, columns: dict[str, list[str]], file: FoundFile) -> pl.DataFrame:
    """Return code, level, year and division of every row; rows without a code fall away only when blank."""
    column = _find(columns, file.rule.code, file)
    if column is None:
        raise InputError(
            "De kolom met de code van het gebied ontbreekt.", file=file.name, column=file.rule.code[0]
        )
    code = clean_code(pl.col(column))
    if frame.schema[column].is_numeric():
        code = pl.col(column).cast(pl.Int64, strict=False).cast(pl.String)
    if file.rule.level:
        kind = _find(columns, file.rule.level, file)
        code = code_from_number(code, pl.col(kind) if kind else pl.lit(None, dtype=pl.String))
        code = pl.when(code.str.to_lowercase().is_in(_TOTALS)).then(None).otherwise(code)
    code = pl.when(~code.str.contains(_LARGER)).then(code)
    if file.rule.prefix:
        own = pl.concat_str(pl.lit(file.rule.prefix), code.str.replace_all(r"[^A-Za-z0-9]", ""))
        code = pl.when(code.is_in(list(file.rule.codes))).then(code.replace(file.rule.codes)).otherwise(own)
    keys = frame.select(pl.col("__row"), code.alias("code"), _year(columns, file).alias("year"))
    keys = keys.with_columns(level=level_of(pl.col("code")), division=pl.col("year"))
    if file.rule.division is not None:
        keys = keys.with_columns(division=pl.lit(file.rule.division, dtype=pl.Int32))
    wrong = keys.filter(pl.col("level").is_null() & (pl.col("code").fill_null("") != ""))
    if wrong.height:
        sentence = f"'{wrong['code'][0]}' is geen code van een gemeente, wijk of buurt."
        raise InputError(sentence, file=file.name, row=wrong["__row"][0], column=column)
    late = keys.filter(
        pl.col("level").is_not_null() & ~pl.col("year").is_between(1990, 2100).fill_null(False)
    )
    if late.height:
        raise InputError("Dit jaar klopt niet.", file=file.name, row=late["__row"][0], column="jaar")
    return keys


def _year(columns: dict[str, list[str]], file: FoundFile) -> pl.Expr:
    column = _find(columns, file.rule.year, file) if file.rule.year else None
    if column is not None:
        return pl.col(column).cast(pl.String).str.strip_chars().str.slice(0, 4).cast(pl.Int32, strict=False)
    if file.year is None:
        raise InputError(
            "Het jaar staat niet in de naam en niet in een kolom van dit bestand.", file=file.name
        )
    return pl.lit(file.year, dtype=pl.Int32)


def _pivot(
    frame: pl.DataFrame, columns: dict[str, list[str]], keys: pl.DataFrame, file: FoundFile
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Bring a table with one row per figure to one row per area and year."""
    variable, value = file.rule.variable, file.rule.value
    frame = frame.with_columns(pl.col(variable).cast(pl.String))
    wanted = [name for names in file.source.columns.values() for name in names]
    name = _find(columns, file.rule.name, file) if file.rule.name else None
    rows = pl.concat([keys, frame.drop("__row")], how="horizontal").filter(pl.col(variable).is_in(wanted))
    label = pl.col(name) if name else pl.lit(None, dtype=pl.String)
    index = ["code", "year", "level", "division"]
    wide = (
        rows.with_columns(label.alias("__name"))
        .group_by(*index, variable, maintain_order=True)
        .agg(pl.col(value).first(), pl.col("__row").first(), pl.col("__name").first())
        .pivot(variable, index=[*index, "__name"], values=value, aggregate_function="first")
        .with_row_index("__row", offset=2)
    )
    if name:
        wide = wide.rename({"__name": name})
    return wide, wide.select("__row", *index)


def _figure_columns(columns: dict[str, list[str]], file: FoundFile) -> dict[str, str]:
    wanted = dict(file.rule.columns)
    if not file.rule.only_columns:
        wanted = {**file.source.columns, **wanted}
    found = {key: _find(columns, names, file) for key, names in wanted.items()}
    return {key: column for key, column in found.items() if column is not None}


def _once(frame: pl.DataFrame, keys: pl.DataFrame, file: FoundFile) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Leave out rows that repeat another one to the letter; refuse an area that has two different rows."""
    twice = keys.filter(pl.col("level").is_not_null()).filter(pl.struct("code", "year").is_duplicated())
    if not twice.height:
        return frame, keys
    same = frame.drop("__row").select(pl.struct(pl.all()).is_duplicated()).to_series()
    repeated = frame.filter(same).unique(pl.exclude("__row"), keep="first", maintain_order=True)["__row"]
    extra = frame.filter(same).filter(~pl.col("__row").is_in(repeated.implode()))["__row"]
    rest = twice.filter(~pl.col("__row").is_in(extra.implode())).sort("code", "year", "__row")
    rest = rest.filter(pl.struct("code", "year").is_duplicated())
    if rest.height:
        sentence = f"{rest['code'][1]} komt twee keer voor in hetzelfde jaar."
        raise InputError(sentence, file=file.name, row=rest["__row"][1])
    kept = ~frame["__row"].is_in(extra.implode())
    return frame.filter(kept), keys.filter(kept)


def _read_figure(
    frame: pl.DataFrame, keys: pl.DataFrame, key: str, column: str, file: FoundFile
) -> pl.DataFrame:
    value, status, wrong = parse_number(frame[column])
    known_row = keys["level"].is_not_null()
    if (wrong & known_row).any():
        place = int((wrong & known_row).arg_max() or 0)
        sentence = f"'{frame[column][place]}' is geen getal."
        raise InputError(sentence, file=file.name, row=frame["__row"][place], column=column.strip())
    factor = file.rule.scale.get(key, file.rule.default_scale)
    if factor != 1.0:
        value = (value * factor).round(6)
    return keys.select(
        pl.col("code"),
        pl.col("year").cast(pl.Int32),
        pl.col("division").cast(pl.Int32),
        pl.lit(key, dtype=pl.Categorical).alias("indicator"),
        value.alias("value"),
        status.alias("status"),
        pl.lit(file.source.key, dtype=pl.Categorical).alias("source"),
        pl.lit(file.rule.priority, dtype=pl.Int32).alias("priority"),
        pl.col("level"),
    ).filter(pl.col("level").is_not_null())


def _split_unpublished(long: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    group = ["source", "indicator", "level", "year"]
    filled = long.group_by(group).agg((pl.col("status") == KNOWN).any().alias("filled"))
    long = long.join(filled, on=group, how="left", maintain_order="left")
    unpublished = filled.filter(~pl.col("filled")).select(group)
    observations = long.filter(pl.col("filled")).select(list(OBSERVATION_SCHEMA))
    return observations, unpublished


def _areas(
    frame: pl.DataFrame, columns: dict[str, list[str]], keys: pl.DataFrame, file: FoundFile
) -> pl.DataFrame:
    def text(wanted: tuple[str, ...]) -> pl.Series:
        column = _find(columns, wanted, file) if wanted else None
        if column is None:
            return pl.Series([None] * frame.height, dtype=pl.String)
        return frame[column].cast(pl.String).str.strip_chars()

    change = text(file.rule.change).cast(pl.Float64, strict=False).cast(pl.Int32, strict=False)
    return (
        keys.with_columns(
            name=text(file.rule.name),
            gemeente=text(file.rule.gemeente),
            change=pl.when(change.is_between(1, 3)).then(change) if change.len() else change,
            priority=pl.lit(file.rule.priority, dtype=pl.Int32),
        )
        .filter(pl.col("level").is_not_null())
        .select(pl.col(name).cast(dtype) for name, dtype in AREA_SCHEMA.items())
        .unique(subset=["code", "division"], keep="first", maintain_order=True)
    )
