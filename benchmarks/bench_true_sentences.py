"""Two hundred real wijken: every sentence read beside its own numbers, by code that did not write it.

    WIJKWIJZER_REAL_DATA=folder python benchmarks/bench_true_sentences.py [--release FOLDER] [--seed N]

The wijken are drawn with a fixed seed among all that exist now, before any page is made. A release is built
of the folder when none is given. Bars: nothing untrue of any kind, and silence does not pass: at least eight
sentences a wijk, and a strength or worry on four wijken of five.
"""

from __future__ import annotations

import argparse
import datetime
import os
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

import polars as pl

from wijkwijzer.areas import Release, area_document, build_release, open_release
from wijkwijzer.areas.document.check import check_page

WIJKEN, SEED, FEWEST, TELLING = 200, 20261129, 8, 0.8
TODAY = datetime.date(2026, 11, 29)
BARS = {
    "year": "sentences without their year",
    "number": "sentences with another number or direction",
    "verdict": "strengths and worries that are none",
    "reason": "false reasons for a gap",
    "caption": "captions against their chart or row",
    "policy": "policy drawn where it does not hold",
    "source": "sources that nothing on the page is from",
}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--release", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = args.release or _built(Path(made) / "release")
        if folder is None:
            print("no real figures here (WIJKWIJZER_REAL_DATA, or --release): nothing measured")
            return 0
        return _read(open_release(folder), args.seed)


def _built(folder: Path) -> Path | None:
    source = os.environ.get("WIJKWIJZER_REAL_DATA", "")
    if not source:
        return None
    build_release(Path(source), folder)
    return folder


def _drawn(release: Release, seed: int) -> list[str]:
    living = release.areas().filter((pl.col("level") == "wijk") & pl.col("valid_to").is_null())
    return random.Random(seed).sample(sorted(living["key"]), WIJKEN)


def _read(release: Release, seed: int) -> int:
    keys = _drawn(release, seed)
    wrong: Counter[str] = Counter()
    read = captions = telling = 0
    for key in keys:
        profile = release.profile(key)
        document = area_document(profile, made_on=TODAY)
        said = profile.summary
        told = len(said.strengths) + len(said.worries)
        telling += told > 0
        read += len(said.sentences) + told + len(said.unknown) + sum(f.known for f in profile.factors)
        captions += sum(len(getattr(block, "charts", ())) for block in document.blocks)
        for fault in check_page(profile, document):
            wrong[fault.kind] += 1
            print(f"{key} {profile.identity.name}: [{fault.kind}] {fault.text} ({fault.why})")
    print(
        f"release {release.info.id[:12]}, seed {seed}: {len(keys)} wijken, "
        f"{read} sentences, {captions} charts"
    )
    for kind, name in BARS.items():
        print(f"{wrong[kind]:5d} {name}   bar 0   {'NOT OK' if wrong[kind] else 'ok'}")
    loud = read >= FEWEST * len(keys) and telling >= TELLING * len(keys)
    print(f"{read / len(keys):.1f} sentences a wijk (bar {FEWEST}), {telling} with a strength or worry (bar "
          f"{TELLING * len(keys):.0f})   {'ok' if loud else 'NOT OK'}")  # fmt: skip
    return 1 if wrong or not loud else 0


if __name__ == "__main__":
    sys.exit(main())
