"""Redaction on the development set and on forms that set does not hold: recall and precision per kind, and
speed.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import defaultdict
from pathlib import Path

from wijkwijzer.text.redact import KINDS, find_personal_data, redact

DATA = Path(__file__).resolve().parents[1] / "tests" / "library" / "data" / "dialogue_nl"
RECALL = {"email": 0.98, "iban": 0.98, "bsn": 0.98, "phone": 0.98, "address": 0.85, "name": 0.85}
PRECISION = 0.9


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> int:
    texts = {row["id"]: row["text"] for row in rows("messages.csv")}
    wanted = defaultdict(list)
    for row in rows("personal_data.csv"):
        wanted[row["id"]].append((row["kind"], row["string"]))
    counts = {kind: [0, 0, 0, 0] for kind in KINDS}  # found, missed, wrong, exact
    start = time.process_time()
    finds = {identity: find_personal_data(text) for identity, text in texts.items()}
    seconds = time.process_time() - start
    for identity, found in finds.items():
        right = set()
        for kind, string in wanted[identity]:
            hits = [f for f in found if f.kind == kind and (string in f.text or f.text in string)]
            counts[kind][0 if hits else 1] += 1
            counts[kind][3] += any(f.text == string for f in hits)
            right |= set(hits)
        for find in set(found) - right:
            counts[find.kind][2] += 1
    good = True
    print(
        f"  {'kind':<9} {'found':>6} {'missed':>7} {'wrong':>6} {'exact':>6} {'recall':>7} {'precision':>10}"
    )
    for kind, (hit, missed, wrong, exact) in counts.items():
        recall, precision = hit / (hit + missed), hit / (hit + wrong)
        fine = recall >= RECALL[kind] and precision >= PRECISION
        good = good and fine
        line = f"  {kind:<9} {hit:>6} {missed:>7} {wrong:>6} {exact:>6} {recall:>7.2f} {precision:>10.2f}"
        print(f"{line}  >= {RECALL[kind]:.2f}, {PRECISION}  {'ok' if fine else 'NOT OK'}")
    stay = rows("not_personal.csv")
    kept = sum(row["string"] in redact(texts[row["id"]]) for row in stay)
    print(f"  look-alikes that stay: {kept} of {len(stay)}")
    print(f"  {1000 * seconds / len(texts):.2f} ms of processor per message (the first call loads the lists)")
    return 0 if good and kept == len(stay) else 1


if __name__ == "__main__":
    sys.exit(main())
