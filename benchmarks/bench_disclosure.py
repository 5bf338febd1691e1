"""Disclosure: what a subtraction attack recovers, and how much stays visible.

Counts of the example by buurt, wijk, gemeente and province, over years, in the borders of each year and of
2024, and for own areas that cut through wijken. Beside it: only leaving out what is small, as many dashboards
do.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from scipy.sparse import csr_matrix, vstack

from wijkwijzer.areas.methods import recoverable, suppress
from wijkwijzer.areas.methods.disclosure import SMALL
from wijkwijzer.example import Province
from wijkwijzer.example.history import LAST, YEARS

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


def main() -> int:
    """Print what was measured beside its bar; 1 when a bar is missed."""
    province, missed = Province(), 0
    heads = ("small", "rest shown", "recovered", "naive", "seconds")
    print(f"{'case':28s} {'cells':>6s}", *(f"{head:>10s}" for head in heads))
    for rate, scale, years in CASES:
        cells, counts, series = case(province, rate, scale, years)
        start = time.process_time()
        found = suppress(counts, cells, series=series)
        spent = time.process_time() - start
        small = (counts > 0) & (counts < SMALL)
        leaks = len(recoverable(cells, found.published, np.flatnonzero(~found.published)))
        naive = len(recoverable(cells, ~small, np.flatnonzero(small)))
        shown = float(found.published[~small].mean())
        ok = leaks == 0 and shown >= 0.8
        missed += not ok
        label = f"{rate} x {scale}, {len(years)} years"
        figures = f"{small.mean():10.1%} {shown:10.1%} {leaks:10d} {naive:10d} {spent:10.1f}"
        print(f"{label:28s} {len(counts):6d} {figures}   bar 80%, 0: {'ok' if ok else 'NOT OK'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
