"""Complementary suppression in nested sums, on any pattern of gaps."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.areas.panel.withhold import withhold
from wijkwijzer.disclosure import recoverable
from wijkwijzer.opendata.missing import KNOWN, MISSING, SUPPRESSED

PLACE = next(place for place, entry in enumerate(catalogue()) if entry.key == "bijstand_per_1000")
GEMEENTEN, WIJKEN, BUURTEN = 2, 3, 3
ABSENT = 9


def _tree() -> tuple[list[tuple[int, str, int]], dict[int, list[int]]]:
    """Areas (number, level, parent) and the buurten of each; the first wijk of a gemeente has one buurt."""
    areas: list[tuple[int, str, int]] = []
    atoms: dict[int, list[int]] = {}
    for _ in range(GEMEENTEN):
        gemeente = len(areas)
        areas.append((gemeente, "gemeente", -1))
        for w in range(WIJKEN):
            wijk = len(areas)
            areas.append((wijk, "wijk", gemeente))
            for _ in range(1 if w == 0 else BUURTEN):
                buurt = len(areas)
                areas.append((buurt, "buurt", wijk))
                for place in (buurt, wijk, gemeente):
                    atoms.setdefault(place, []).append(buurt)
    return areas, atoms


AREAS, ATOMS = _tree()
PATTERN = st.lists(st.sampled_from([KNOWN, KNOWN, KNOWN, MISSING, SUPPRESSED, ABSENT]),
                   min_size=len(AREAS), max_size=len(AREAS))  # fmt: skip


def _panel(pattern: list[int]) -> pl.DataFrame:
    rows = [
        (PLACE, area, 2024, 2024, 0, level, 1.0 + area if status == KNOWN else None, status)
        for (area, level, _), status in zip(AREAS, pattern, strict=True)
        if status != ABSENT
    ]
    schema = {"indicator": pl.UInt16, "area": pl.UInt32, "year": pl.Int32, "division": pl.Int32,
              "segment": pl.Int32, "level": pl.String, "value": pl.Float64, "status": pl.UInt8}  # fmt: skip
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return frame.with_columns(pl.col("value").alias(name) for name in ("low", "high", "variance"))


def _steps() -> tuple[tuple[str, str, pl.DataFrame], ...]:
    schema = {"area": pl.UInt32, "division": pl.Int32, "parent": pl.UInt32, "segment": pl.Int32,
              "residents": pl.Float64}  # fmt: skip
    return tuple(
        (child, parent, pl.DataFrame([(a, 2024, p, 0, 50.0 * a) for a, level, p in AREAS if level == child],
                                     schema=schema, orient="row"))
        for child, parent in (("buurt", "wijk"), ("wijk", "gemeente"))
    )  # fmt: skip


MEMBERS = pl.DataFrame(
    [(area, 2024, 0) for area, _, _ in AREAS],
    schema={"area": pl.UInt32, "division": pl.Int32, "segment": pl.Int32},
    orient="row",
)


def _shown(panel: pl.DataFrame) -> set[int]:
    return set(panel.filter(pl.col("status") == KNOWN)["area"])


def _follow(shown: set[int], asked: list[int]) -> list[int]:
    columns = {atom: place for place, atom in enumerate(sorted({a for own in ATOMS.values() for a in own}))}
    table = np.zeros((len(AREAS), len(columns)))
    for area, own in ATOMS.items():
        table[area, [columns[atom] for atom in own]] = 1
    return recoverable(csr_matrix(table), np.array([a in shown for a, _, _ in AREAS]), asked)


@settings(max_examples=300, deadline=None)
@given(PATTERN)
def test_no_gap_follows_from_what_is_left(pattern: list[int]) -> None:
    panel = _panel(pattern)
    after = withhold(panel, _steps(), MEMBERS)
    assert after.drop("value", "status", "low", "high", "variance").equals(
        panel.drop("value", "status", "low", "high", "variance")
    )
    shown = _shown(after)
    alike = {tuple(ATOMS[area]) for area in shown}
    asked = []
    for area, level, _ in AREAS:
        parts = [a for a, _, parent in AREAS if parent == area]
        added_up = pattern[area] != SUPPRESSED and bool(parts) and all(p in shown for p in parts)
        # What sources print of the parts, or of the very same people, is no secret of this area.
        if level == "gemeente" or area in shown or tuple(ATOMS[area]) in alike or added_up:
            continue
        if pattern[area] != ABSENT:
            asked.append(area)
    assert _follow(shown, asked) == []


def test_wijken_without_figures_of_their_own() -> None:
    """As with crime: gemeenten and buurten are published, wijken are not."""
    pattern = [ABSENT if level == "wijk" else KNOWN for _, level, _ in AREAS]
    gap = next(area for area, level, _ in AREAS if level == "buurt")
    pattern[gap] = MISSING
    before = _panel(pattern)
    assert _follow(_shown(before), [gap]) == [gap]
    after = withhold(before, _steps(), MEMBERS)
    assert _follow(_shown(after), [gap]) == []
    assert len(_shown(before)) - len(_shown(after)) == 1


@pytest.mark.parametrize("indicator", ["inwoners", "afst_huisarts_km", "stedelijkheid"])
def test_what_tells_of_places_stays(indicator: str) -> None:
    place = next(place for place, entry in enumerate(catalogue()) if entry.key == indicator)
    panel = _panel([MISSING, *[KNOWN] * (len(AREAS) - 1)]).with_columns(
        indicator=pl.lit(place, dtype=pl.UInt16)
    )
    assert withhold(panel, _steps(), MEMBERS).equals(panel)
