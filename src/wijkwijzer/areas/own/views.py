"""Own figures as they are shown of one area: series, gemeente beside it, position and parts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from wijkwijzer.areas.compare.positions import FEWEST_COMPARED
from wijkwijzer.areas.methods import FEWEST_RESIDENTS, positions
from wijkwijzer.areas.model import Differences, Identity, IndicatorInfo, Position, Series, Status, Text
from wijkwijzer.areas.profile.differences import Figures, PartFigure, make_differences
from wijkwijzer.areas.profile.together import shown_together
from wijkwijzer.areas.profile.words import LEVEL_NAMES, amount, both
from wijkwijzer.areas.store.reader import ReleaseReader

__all__ = ["OwnPositions", "own_differences", "own_positions", "own_series", "position_of"]

_FEW_AREAS = both(
    "minder dan {n} gebieden van dit soort met {least} inwoners of meer hebben dit cijfer",
    "fewer than {n} areas of this kind with {least} residents or more have this figure",
    n=FEWEST_COMPARED + 1,
    least=FEWEST_RESIDENTS,
)


@dataclass(frozen=True, slots=True)
class OwnPositions:
    """Positions of one own figure, by number of the area: year, percentile, and among how many others."""

    found: dict[int, tuple[int, float, int]]


def own_series(key: str, part: pl.DataFrame) -> Series:
    """Return the years of one own figure of one area, in order.

    Parameters
    ----------
    key : of the indicator, which is its own source.
    part : year, value, n, why: rows of one area.
    """
    part = part.sort("year")
    unknown = (None,) * part.height
    values = part["value"].to_list()
    return Series(
        basis="own",
        years=tuple(part["year"].to_list()),
        value=tuple(values),
        low=unknown,
        high=unknown,
        status=tuple(_status(*row) for row in part.select("value", "why").iter_rows()),
        n=tuple(part["n"].to_list()),
        quality=unknown,
        source=(key,) * part.height,
        draw_line=sum(value is not None for value in values) > 1,
    )


def _status(value: float | None, why: str | None) -> Status:
    if why is not None:
        return "suppressed"
    return "missing" if value is None else "known"


def own_positions(release: ReleaseReader, figures: pl.DataFrame) -> OwnPositions:
    """Compare the areas of each level that have an own figure, in the latest year in which enough have it.

    Parameters
    ----------
    figures : code, year, value of one indicator.
    """
    areas = release.table.select("area", "code", "level", "valid_from", "valid_to", "residents")
    rows = (
        figures.drop_nulls("value")
        .join(areas, on="code")
        .filter(
            (pl.col("residents") >= FEWEST_RESIDENTS)
            & (pl.col("year") >= pl.col("valid_from"))
            & (pl.col("year") <= pl.col("valid_to").fill_null(9999))
        )
    )
    rows = rows.filter(pl.len().over("level", "year") > FEWEST_COMPARED)
    found: dict[int, tuple[int, float, int]] = {}
    for (_, year), part in rows.sort("year").group_by("level", "year", maintain_order=True):
        values = part["value"].to_numpy().astype(np.float64)
        placed = positions(values, values, values)
        for area, percentile, compared in zip(
            part["area"].to_list(), placed.percentile.tolist(), placed.compared.tolist(), strict=True
        ):
            found[area] = (int(str(year)), round(percentile, 2), compared)
    return OwnPositions(found)


def position_of(release: ReleaseReader | None, compared: OwnPositions | None, identity: Identity) -> Position:
    """Return the position of an area, or why it has none."""
    place = release.place(identity.key) if release is not None and identity.key in release else None
    found = compared.found.get(place) if compared is not None and place is not None else None
    if found is None:
        reason = _FEW_AREAS
        residents = release.table["residents"][place] if release is not None and place is not None else None
        if identity.level == "land":
            reason = Text("het land zelf", "the country itself")
        elif place is not None and (residents is None or residents < FEWEST_RESIDENTS):
            reason = both("minder dan {n} inwoners", "fewer than {n} residents", n=FEWEST_RESIDENTS)
        return Position(None, None, None, None, 0, None, None, reason, reason)
    year, percentile, others = found
    text = both(
        "bij {share} van de 100 {level} met dit cijfer is het lager ({year}); hoe zeker is onbekend",
        "lower in {share} of every 100 {level} with this figure ({year}); how certain is unknown",
        share=amount(percentile, 0),
        level=LEVEL_NAMES[identity.level],
        year=year,
    )
    return Position(year, percentile, None, None, others, None, None, text)


def own_differences(
    release: ReleaseReader,
    info: IndicatorInfo,
    identity: Identity,
    figures: pl.DataFrame,
    gemeente: Series | None,
) -> Differences | None:
    """Put the parts of an area beside each other on an own figure; None when fewer than two have it.

    Parameters
    ----------
    figures : code, year, value, n, why: an own figure, of any areas.
    gemeente : the same figure of the gemeente.
    """
    places = {ref.code: release.place(ref.key) for ref in identity.children if ref.key in release}
    by_part: Figures = {}
    rows = figures.filter(pl.col("code").is_in(list(places))).select("code", "year", "value", "n", "why")
    for code, year, value, n, why in rows.iter_rows():
        figure = PartFigure(value, None, None, _status(value, why), n)
        by_part.setdefault(places[code], {})[year] = figure
    groups = shown_together(release, release.place(identity.key))
    beside = dict(zip(gemeente.years, gemeente.value, strict=True)) if gemeente is not None else {}
    return make_differences(release, info, groups, by_part, {}, beside)
