"""Finding a wijk by the name that people use: how often the right one is first, on real names.

The questions in `names_asked.csv` were drawn before the search was run on them, and mended on afterwards.
Those in `names_asked_fresh.csv` were drawn later (wijken at random, one each of gemeenten that the first list
does not have) and written down before the search was run on them too. `pattern` says which names in the
register are right, `gemeente` where it must lie. Needs a folder of real figures
(kwb/kwb_geharmoniseerd.parquet): `WIJKWIJZER_REAL_DATA=folder python benchmarks/bench_names.py`.
"""

from __future__ import annotations

import csv
import os
import platform
import re
import sys
import time
from pathlib import Path

import polars as pl

from wijkwijzer_web.areas.names import Hit, NameIndex, Place

BAR = 45
LISTS = [Path(__file__).with_name(name) for name in ("names_asked.csv", "names_asked_fresh.csv")]


def main() -> int:
    """Print what came first for every question that missed, and the count."""
    folder = os.environ.get("WIJKWIJZER_REAL_DATA", "")
    file = Path(folder) / "kwb" / "kwb_geharmoniseerd.parquet"
    if not folder or not file.is_file():
        print("no real figures here (WIJKWIJZER_REAL_DATA): nothing measured")
        return 0
    index = NameIndex(_places(pl.read_parquet(file)))
    missed = [_asked(index, file) < BAR for file in LISTS]
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    return 1 if any(missed) else 0


def _asked(index: NameIndex, file: Path) -> int:
    """How often the right one comes first."""
    with file.open(encoding="utf-8", newline="") as lines:
        asked = list(csv.DictReader(lines))
    began, right = time.process_time(), 0
    for row in asked:
        hits = index.search(row["vraag"])
        good = bool(hits) and _is_right(hits[0], row)
        right += good
        if not good:
            first = [f"{h.place.name} ({h.place.gemeente_name}, {h.score:.0f})" for h in hits[:3]]
            print(f"missed: {row['vraag']!r}: {'; '.join(first) or 'nothing'}")
    each = (time.process_time() - began) / len(asked)
    print(f"{file.name}: right one first: {right} of {len(asked)} (bar {BAR})")
    print(f"{len(index.places)} places, {each * 1000:.0f} ms of CPU each")
    return right


def _is_right(hit: Hit, row: dict[str, str]) -> bool:
    place = hit.place
    return (
        place.valid_to is None
        and place.level in ("wijk", "buurt", "gebied")
        and place.gemeente_name == row["gemeente"]
        and re.search(row["pattern"], place.name, re.IGNORECASE) is not None
    )


def _places(table: pl.DataFrame) -> list[Place]:
    """Areas of 2024, and the wijken and gemeenten of earlier years whose code is gone."""
    last = table["jaar"].max()
    rows = table.sort("jaar").group_by("code", maintain_order=True).agg(
        pl.col("level", "gm_code", "inwoners").last(),
        pl.col("naam").drop_nulls().last(),
        pl.col("naam").drop_nulls().unique().alias("names"),
        pl.col("jaar").min().alias("first"),
        pl.col("jaar").max().alias("last"),
    )  # fmt: skip
    rows = rows.filter(pl.col("naam").is_not_null() & pl.col("level").is_in(["gemeente", "wijk", "buurt"]))
    gemeenten = {row["code"]: row["naam"] for row in rows.iter_rows(named=True) if row["level"] == "gemeente"}
    return [
        Place(
            key=row["code"],
            code=row["code"],
            name=_shown(row["naam"]),
            level=row["level"],
            valid_from=row["first"],
            valid_to=None if row["last"] == last else row["last"],
            gemeente_key=row["gm_code"] or f"GM{row['code'][2:6]}",
            gemeente_name=gemeenten.get(row["gm_code"] or f"GM{row['code'][2:6]}", ""),
            wijk_key="",
            residents=row["inwoners"],
            has_geometry=True,
            former_names=tuple(sorted({_shown(name) for name in row["names"]} - {_shown(row["naam"])})),
        )
        for row in rows.iter_rows(named=True)
    ]


def _shown(name: str) -> str:
    return re.sub(r"^(?:wijk\s+)+\d+\s+(.{3,})$", r"\1", name.strip(), flags=re.IGNORECASE)


if __name__ == "__main__":
    sys.exit(main())
