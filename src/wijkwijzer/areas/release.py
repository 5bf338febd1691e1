"""A panel release as pages, API and reports use it: areas, profiles, maps, and figures for downloads."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from wijkwijzer.areas.model import AreaProfile, Status
from wijkwijzer.areas.profile.differences import latest_common_year, part_figures
from wijkwijzer.areas.profile.geometry import AreaMap, Geometry, MapPart, geometry_of
from wijkwijzer.areas.profile.make import make_profile
from wijkwijzer.areas.store.reader import ReleaseReader

__all__ = ["Release", "open_release"]


def open_release(path: Path | str) -> Release:
    """Open a release folder; cheap, and safe to share between threads.

    Raises
    ------
    InputError
        When the folder holds no release, or one of another format.
    """
    return Release(Path(path))


class Release(ReleaseReader):
    """A panel release. Figures are read when they are asked for; nothing is computed nationwide."""

    def profile(self, key: str) -> AreaProfile:
        """Return everything that is shown of one area; KeyError when unknown."""
        return make_profile(self, self.place(key))

    def validity(self) -> dict[str, list[tuple[int, int | None]]]:
        """Return for every code the periods in which an area had it: first year, last year or None.

        An own area is a set of areas of now: figures of any year may be given for it.
        """
        result: dict[str, list[tuple[int, int | None]]] = {}
        for code, level, first, last in self.table.select(
            "code", "level", "valid_from", "valid_to"
        ).iter_rows():
            result.setdefault(code, []).append((0 if level == "gebied" else first, last))
        return result

    def geometry(self, key: str) -> Geometry | None:
        """Return the shape of an area, None when no shape of unchanged borders is known."""
        shape = self.shapes.get(self.place(key))
        return geometry_of(shape) if shape is not None else None

    def map(self, key: str, indicator: str | None = None, year: int | None = None) -> AreaMap:
        """Return the parts of an area with their shapes and, when asked, the value of one indicator.

        A part without figure stays on the map with the reason; a part without shape stays in
        ``without_shape``. ``year`` is the latest year in which most parts have a figure, unless given.
        """
        place = self.place(key)
        parts = self.children(place) or [place]
        values, used = self._values(parts, indicator, year)
        found = []
        for part in parts:
            shape = self.shapes.get(part)
            value, status = values.get(part, (None, "missing"))
            geometry = geometry_of(shape) if shape is not None else None
            found.append(MapPart(self.ref(part), geometry, value, status if indicator else "known"))
        return AreaMap(self.ref(place), indicator, used, tuple(found))

    def _values(
        self, parts: list[int], indicator: str | None, year: int | None
    ) -> tuple[dict[int, tuple[float | None, Status]], int | None]:
        if indicator is None:
            return {}, None
        figures = part_figures(self, parts, self.number(indicator))
        chosen = year if year is not None else latest_common_year(figures)
        result = {
            part: (rows[chosen].value, rows[chosen].status)
            for part, rows in figures.items()
            if chosen in rows
        }
        return result, chosen

    # ---- figures in bulk
    def figures(
        self, indicator: str, *, year: int | None = None, level: str | None = None, basis: str = "own"
    ) -> pl.DataFrame:
        """Return figures from the panel: key, code, name, level, year, value, low, high, status, n, source
        ...
        """
        frame = pl.scan_parquet(self.folder / "panel.parquet").filter(
            (pl.col("indicator") == indicator) & (pl.col("basis") == basis)
        )
        if year is not None:
            frame = frame.filter(pl.col("year") == year)
        if level is not None:
            frame = frame.filter(pl.col("level") == level)
        return frame.collect()
