"""Shares keep their promise while the router chooses: coverage, width, and turns for unpopular statements.

A hundred and fifty-five people give about thirty votes each on sixty statements, in random order, each shown
by the router with its probability logged. The truth is what all would have answered. `SETS=60` takes more.
"""

from __future__ import annotations

import os
import sys

import numpy as np
import polars as pl

from wijkwijzer.dialogue.votes.matrix import VoteMatrix
from wijkwijzer.dialogue.votes.router import draw, router_weights
from wijkwijzer.dialogue.votes.shares import shares_of

SETS = int(os.environ.get("SETS", "20"))
PEOPLE, STATEMENTS, PER_PERSON = 155, 60, 30
RENEW = 50  # votes between two updates of the weights


def dialogue(seed: int) -> tuple[pl.DataFrame, np.ndarray]:
    """Votes as logged, and the true share per statement."""
    rng = np.random.default_rng(seed)
    group = rng.integers(0, 3, PEOPLE)
    chance = 1 / (1 + np.exp(-(rng.normal(0, 1, STATEMENTS) + rng.normal(0, 1, (3, STATEMENTS))[group])))
    passed = rng.random((PEOPLE, STATEMENTS)) < 0.1
    answer = np.where(passed, 0, np.where(rng.random((PEOPLE, STATEMENTS)) < chance, 1, -1))
    turns = rng.permutation(
        np.repeat(np.arange(PEOPLE), np.clip(rng.poisson(PER_PERSON, PEOPLE), 1, STATEMENTS))
    )
    seen, counts = np.zeros((PEOPLE, STATEMENTS), dtype=bool), np.zeros((STATEMENTS, 3), dtype=np.int64)
    weights, rows = np.zeros(STATEMENTS), []
    for time, person in enumerate(turns.tolist()):
        if time % RENEW == 0:
            weights = router_weights(counts, None, PEOPLE)
        drawn = draw(weights, ~seen[person], rng)
        if drawn is None:
            continue
        statement, probability = drawn
        seen[person, statement] = True
        vote = int(answer[person, statement])
        counts[statement, {1: 0, -1: 1, 0: 2}[vote]] += 1
        rows.append((person, statement, vote, time, probability))
    table = pl.DataFrame(
        rows, schema=["participant", "statement", "vote", "time", "probability"], orient="row"
    )
    return table, (answer == 1).mean(axis=0)


def main() -> int:
    covered, widths, turns = [], [], []
    for seed in range(SETS):
        table, truth = dialogue(seed)
        votes = VoteMatrix.from_table(table, participants=range(PEOPLE), statements=range(STATEMENTS))
        found = shares_of(votes)
        covered.append(((found.low - 1e-9 <= truth) & (truth <= found.high + 1e-9)).mean())
        widths.append(np.percentile((found.high - found.low) / 2, 90))
        unpopular = np.argsort(truth)[: STATEMENTS // 5]
        turns.append(found.n[unpopular].mean() / found.n.mean())
    coverage, width, exposure = (float(np.mean(each)) for each in (covered, widths, turns))
    rows = [
        ("coverage of 95% intervals, router on", f"{coverage:.1%}", "93-97%", 0.93 <= coverage <= 0.97),
        ("90th percentile of the half-interval", f"{100 * width:.1f} points", "<= 10", width <= 0.10),
        ("turns of the least popular fifth", f"{exposure:.2f} of fair", ">= .6", exposure >= 0.6),
    ]
    for what, measured, bar, holds in rows:
        print(f"{what:<58} {measured:>16}  {bar:<12} {'ok' if holds else 'NOT MET'}")
    return 0 if all(holds for *_, holds in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
