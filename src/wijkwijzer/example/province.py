"""The whole province in memory, and the files it writes."""

from __future__ import annotations

import gzip
import shutil
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from wijkwijzer.errors import InputError
from wijkwijzer.example.history import LEVELS, YEARS, Division, make_divisions
from wijkwijzer.example.kwb import kwb_table
from wijkwijzer.example.landscape import Landscape, make_landscape
from wijkwijzer.example.society import Plan, Society, make_society, plan_wijken
from wijkwijzer.example.topology import Topology
from wijkwijzer.example.totals import Totals, total_areas

__all__ = ["SEED", "Province", "write"]

SEED = 2024


@dataclass(frozen=True)
class Province:
    """Lindemark for one seed; every part is made when it is first asked for.

    Parameters
    ----------
    seed : the same seed gives the same province, to the last byte of its files.
    """

    seed: int = SEED

    @cached_property
    def landscape(self) -> Landscape:
        """Atoms and the lines between them."""
        return make_landscape(self.seed)

    @cached_property
    def plan(self) -> Plan:
        """The planted groups."""
        return plan_wijken(self.seed, self.landscape)

    @cached_property
    def divisions(self) -> dict[int, Division]:
        """Gemeenten, wijken and buurten per year."""
        return make_divisions(self.seed, self.landscape, self.plan.kind, self.plan.empty)

    @cached_property
    def society(self) -> Society:
        """Residents and rates per atom."""
        return make_society(self.seed, self.landscape, self.plan)

    @cached_property
    def totals(self) -> Totals:
        """Areas in the borders of each year, with chance, before rounding."""
        return total_areas(self.society, self.divisions, self.landscape.area)


def write(output: Path, seed: int = SEED) -> None:
    """Write the files of the province into `output`, which must not exist or be empty.

    The names, columns and units are those of the real files that `wijkwijzer areas build` reads.
    """
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise InputError(
            "Deze map is niet leeg. Kies een nieuwe map voor de voorbeeldprovincie.", file=output
        )
    province = Province(seed)
    output.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    try:
        _write_kwb(province, work)
        _write_boundaries(province, work)
        if output.exists():
            output.rmdir()
        work.chmod(0o755)
        work.rename(output)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _write_kwb(province: Province, folder: Path) -> None:
    (folder / "kwb").mkdir()
    kwb_table(province.totals).write_parquet(
        folder / "kwb" / "kwb_geharmoniseerd.parquet", compression="zstd"
    )


def _write_boundaries(province: Province, folder: Path) -> None:
    target = folder / "boundaries"
    target.mkdir()
    topology = Topology(province.landscape)
    for year in YEARS:
        for level in LEVELS:
            codes, names, index = province.divisions[year].areas(level)
            properties = [
                {"statcode": code, "statnaam": name, "jrstatcode": f"{year}{code}", "rubriek": level}
                for code, name in zip(codes, names, strict=True)
            ]
            text = topology.topojson(f"{level}_{year}", index, properties)
            # A fixed time stamp: equal seeds give equal bytes.
            data = gzip.compress(text.encode(), compresslevel=5, mtime=0)
            (target / f"{level}_{year}.topojson.gz").write_bytes(data)
