"""Filters and counts of the site at 20,000 records: any two of eleven filters, against counting by hand."""

from __future__ import annotations

import itertools
import os
import random
import statistics
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkwijzer_web.settings")
django.setup()

from wijkwijzer_web.knowledge.catalogue.queries import Catalogue  # noqa: E402
from wijkwijzer_web.knowledge.records.queries import FACETS  # noqa: E402

MANY = 20_000
# How many values each filter has: kinds, tasks, effects, phases, groups, areas, organisations, years …
VALUES = dict(zip(FACETS, (9, 8, 11, 4, 200, 3_000, 400, 30, 4, 12, 6), strict=True))
BAR = 50.0  # milliseconds


def made(chance: random.Random) -> tuple[list[tuple[int, str, None]], list[tuple[int, str, str]]]:
    """Records with one to three values in most filters; an area brings its gemeente along."""
    rows = [(pk, f"k{pk}", None) for pk in range(MANY)]
    pairs = []
    for pk in range(MANY):
        for facet, size in VALUES.items():
            values = chance.sample(range(size), min(size, chance.randint(0, 3)))
            pairs += [(pk, facet, f"{facet}-{value}") for value in values]
    return rows, pairs


def main() -> int:
    chance = random.Random(11)
    rows, pairs = made(chance)
    start = time.process_time()
    held = Catalogue(1, rows, pairs)
    print(f"catalogue of {MANY} records, {len(pairs)} values: made in {time.process_time() - start:.2f} s")
    have: dict[str, dict[int, set[str]]] = {facet: {} for facet in FACETS}
    for pk, facet, value in pairs:
        have[facet].setdefault(pk, set()).add(value)
    took, wrong = [], 0
    for one, two in itertools.combinations(FACETS, 2):
        choice = {
            facet: frozenset(f"{facet}-{chance.randrange(VALUES[facet])}" for _ in range(3))
            for facet in (one, two)
        }
        start = time.process_time()
        counts = held.counts(choice)
        took.append((time.process_time() - start) * 1000)
        other = chance.choice([facet for facet in FACETS if facet not in choice])
        fitting = [
            pk for pk in range(MANY) if all(have[f].get(pk, set()) & wanted for f, wanted in choice.items())
        ]
        for value, number in counts[other].items():
            wrong += number != sum(value in have[other].get(pk, ()) for pk in fitting)
    p95 = statistics.quantiles(took, n=20)[-1]
    good = p95 <= BAR and not wrong
    print(
        f"  any two of eleven filters, all counts: median {statistics.median(took):.1f} ms, p95 {p95:.1f} ms"
    )
    print(f"  <= {BAR:g} ms; counts that differ from counting by hand: {wrong}  {'ok' if good else 'NOT'}")
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
