"""Disclosure: what a subtraction attack recovers, and how much stays visible.

Counts of the example by buurt, wijk, gemeente and province, over years, in the borders of each year and of
2024, and for own areas that cut through wijken. Beside it: only leaving out what is small, as many dashboards
do. Then the same attack on the folders of a release of the real figures (`WIJKWIJZER_DATA` or ../shared/data,
else the example) and an extension of it, and on own figures of all areas.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl
from scipy.sparse import csr_matrix, vstack

from wijkwijzer.areas import Release, open_release
from wijkwijzer.areas.build.attack import attack
from wijkwijzer.areas.build.extend import extend_release
from wijkwijzer.areas.build.release import build_release
from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.areas.own.areas import own_areas_from_rows
from wijkwijzer.areas.own.disclosure import BESIDE, protect
from wijkwijzer.areas.own.figures import check_figures
from wijkwijzer.areas.panel.withhold import about_people
from wijkwijzer.disclosure import SMALLEST, recoverable, suppress_sums
from wijkwijzer.example import Province
from wijkwijzer.example.files import write
from wijkwijzer.example.land.history import LAST, YEARS

ATTACKED = ("bijstand_per_1000", "misdrijven_per_1000", "p_65_oo", "auto_per_hh", "woz_x1000", "rivm_eenzaam")
CASES = (
    ("a_bijstand", 1.0, (2016, 2018, 2020, 2022, 2024)),
    ("a_bijstand", 0.3, (2020, 2022, 2024)),
    ("crime", 0.2, (2014, 2019, 2024)),
    ("a_jeugdzorg", 1.0, (2019, 2024)),
)


def cells_of_year(province: Province, year: int, atoms: csr_matrix, rng: np.random.Generator) -> csr_matrix:
    """Rows over the land's atoms: buurten, wijken, gemeenten, province, wijken of 2024, own areas."""
    division, column = province.divisions[year], YEARS.index(year)
    blocks = [_members(division.areas(level)[2]) for level in ("buurt", "wijk", "gemeente")]
    blocks.append(csr_matrix(np.ones((1, atoms.shape[1]))))
    homes = province.society.homes[:, column]
    old, new = _members(division.areas("wijk")[2]), _members(province.divisions[LAST].areas("wijk")[2])
    shared = (new.multiply(homes) @ old.T).toarray() / np.maximum(old @ homes, 1)
    blocks.append(csr_matrix(np.round(shared, 6)) @ old)
    buurten = blocks[0]
    own = (rng.random((10, buurten.shape[0])) < 0.02).astype(float)
    blocks.append(csr_matrix(own @ buurten))
    return vstack(blocks, format="csr")


def _members(index: np.ndarray) -> csr_matrix:
    return csr_matrix((np.ones(len(index)), (index, np.arange(len(index)))))


def case(
    province: Province, rate: str, scale: float, years: tuple[int, ...]
) -> tuple[csr_matrix, np.ndarray, np.ndarray]:
    """Cells over buurten of all years, their counts, and which area each is."""
    rng = np.random.default_rng(7)
    tables, counts, series = [], [], []
    for year in years:
        _, _, index = province.divisions[year].areas("buurt")
        buurten = _members(index)
        people = province.society.realised[rate][:, YEARS.index(year)]
        people = people * province.society.residents[:, YEARS.index(year)] * scale
        count = rng.poisson(buurten @ people).astype(float)
        rows = cells_of_year(province, year, buurten, rng)
        # Every row treats the atoms of one buurt alike, so buurten can be the atoms.
        first = np.asarray(buurten.argmax(axis=1)).ravel()
        table = csr_matrix(rows[:, first])
        table.eliminate_zeros()
        tables.append(table)
        counts.append(table @ count)
        series.append(np.arange(table.shape[0]))
    width = [table.shape[1] for table in tables]
    spread = []
    for i, table in enumerate(tables):
        left, right = (
            csr_matrix((table.shape[0], sum(width[:i]))),
            csr_matrix((table.shape[0], sum(width[i + 1 :]))),
        )
        spread.append(csr_matrix(np.hstack([left.toarray(), table.toarray(), right.toarray()])))
    return vstack(spread, format="csr"), np.concatenate(counts), np.concatenate(series)


def releases(folder: Path) -> bool:
    """Print what an outsider works out of a release and an extension of it; whether all bars are met."""
    data = Path(os.environ.get("WIJKWIJZER_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
    if not data.is_dir():
        data = folder / "invoer"
        write(data)
    build_release(data, folder / "uitgave")
    release = open_release(folder / "uitgave")
    rows = _own_areas(release)
    extend_release(release.folder, own_areas_from_rows(rows, release.manifest.base_year), folder / "erbij")
    panel = pl.scan_parquet(release.folder / "panel.parquet").filter(pl.col("basis") == "own")
    people = [entry.key for entry in catalogue() if about_people(entry)]
    counts = panel.filter(pl.col("indicator").cast(pl.String).is_in(people)).group_by("level", "status").len()
    by_status = counts.collect()
    known = by_status.filter(pl.col("status") == "known")["len"].sum()
    hidden = by_status.filter(pl.col("status") == "suppressed")["len"].sum()
    start, leaks, asked, cells = time.process_time(), 0, 0, 0
    for key in ATTACKED:
        found = attack([release.folder, folder / "erbij"], key)
        leaks, asked, cells = leaks + len(found.recovered), asked + found.asked, cells + found.cells
    shown, spent = known / (known + hidden), time.process_time() - start
    ok = leaks == 0 and shown >= 0.8
    print(
        f"\nrelease of {data}: {known} figures of people shown, {shown:.1%} of what sources publish (bar 80%)"
    )
    print(f"attack on {len(ATTACKED)} figures with {len(rows)} parts of own areas: {cells} cells, "
          f"{asked} gaps, {leaks} recovered (bar 0), {spent:.0f} s: {'ok' if ok else 'NOT OK'}")  # fmt: skip
    return ok


def _own_areas(release: Release) -> list[tuple[str, str, str]]:
    """Return own areas of all wijken of a gemeente but one, which cut through what is published."""
    now = release.areas().filter(pl.col("valid_to").is_null() & (pl.col("level") == "wijk"))
    rows = []
    for (gemeente,), part in now.group_by("gemeente_key", maintain_order=True):
        keys = part["key"].sort().to_list()
        rows += [(f"Zonder{number}", f"{gemeente} {number}", key) for number in (0, 1) for key in keys
                 if len(keys) > 2 and key != keys[number]]  # fmt: skip
    return [(f"{name}{key[2:6]}", said, key) for name, said, key in rows]


def own_figures(folder: Path) -> bool:
    """Print what is withheld of own counts of every buurt, wijk and gemeente; whether the bar is met."""
    release = open_release(folder / "uitgave")
    now = release.areas().filter(pl.col("valid_to").is_null() & (pl.col("level") == "buurt"))
    rng = np.random.default_rng(5)
    total: dict[str, int] = {}
    for code, count in zip(now["code"], rng.poisson(rng.gamma(1.0, 40, now.height)).tolist(), strict=True):
        for place in (code, f"WK{code[2:8]}", f"GM{code[2:6]}"):
            total[place] = total.get(place, 0) + count
    year = release.manifest.base_year
    head = "code;jaar;indicator;waarde;noemer;bron;licentie;openbaar\n"
    rows = (f"{code};{year};eigen;{count};;x;CC0-1.0;ja\n" for code, count in total.items())
    (folder / "eigen.csv").write_text(head + "".join(rows))
    checked = check_figures(folder / "eigen.csv", release.validity())
    start = time.process_time()
    found = protect(checked, release).withheld
    spent = time.process_time() - start
    assert found is not None
    large = sum(count == 0 or count >= SMALLEST for count in total.values())
    shown = 1 - found.filter(pl.col("why") == BESIDE).height / large
    print(f"own figures: {len(total)} counts, {shown:.1%} of those not small shown (bar 80%), {spent:.1f} s: "
          f"{'ok' if shown >= 0.8 else 'NOT OK'}")  # fmt: skip
    return shown >= 0.8


def main() -> int:
    """Print what was measured beside its bar; 1 when a bar is missed."""
    province, missed = Province(), 0
    heads = ("small", "rest shown", "recovered", "naive", "seconds")
    print(f"{'case':28s} {'cells':>6s}", *(f"{head:>10s}" for head in heads))
    for rate, scale, years in CASES:
        cells, counts, series = case(province, rate, scale, years)
        start = time.process_time()
        found = suppress_sums(counts, cells, series=series)
        spent = time.process_time() - start
        small = (counts > 0) & (counts < SMALLEST)
        leaks = len(recoverable(cells, found.published, np.flatnonzero(~found.published)))
        naive = len(recoverable(cells, ~small, np.flatnonzero(small)))
        shown = float(found.published[~small].mean())
        ok = leaks == 0 and shown >= 0.8
        missed += not ok
        label = f"{rate} x {scale}, {len(years)} years"
        figures = f"{small.mean():10.1%} {shown:10.1%} {leaks:10d} {naive:10d} {spent:10.1f}"
        print(f"{label:28s} {len(counts):6d} {figures}   bar 80%, 0: {'ok' if ok else 'NOT OK'}")
    with tempfile.TemporaryDirectory() as name:
        missed += not releases(Path(name))
        missed += not own_figures(Path(name))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
