"""Positions predict held-out votes better than the classic groups; updates are quick.

The real conversations are read from ../shared/data (or WIJKWIJZER_DATA); dialogue_scale holds the large ones.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from wijkwijzer.dialogue.files import read_dialogue
from wijkwijzer.dialogue.groups.find import find_groups
from wijkwijzer.dialogue.incremental import IncrementalAnalysis
from wijkwijzer.dialogue.polis.legacy import legacy_polis
from wijkwijzer.dialogue.votes.matrix import VoteMatrix
from wijkwijzer.dialogue.votes.position import fit_positions
from wijkwijzer.dialogue.votes.simulation import planted_votes

DATA = Path(os.environ.get("WIJKWIJZER_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
TOO_SMALL = "london.youth.policing"
SPLITS = 3


def row(what: str, measured: str, bar: str, holds: bool) -> bool:
    print(f"{what:<58} {measured:>16}  {bar:<12} {'ok' if holds else 'NOT MET'}", flush=True)
    return holds


def held_out(votes: VoteMatrix, seed: int) -> tuple[float, float]:
    """AUC of ours and of the classic groups on a tenth of the agrees and disagrees."""
    opinions = np.flatnonzero(votes.opinions)
    rng = np.random.default_rng(seed)
    test = np.zeros(len(votes.rows), dtype=bool)
    test[rng.choice(opinions, len(opinions) // 10, replace=False)] = True
    train = votes.votes(~test)
    rows, columns, agree = votes.rows[test], votes.columns[test], votes.values[test] > 0
    ours = fit_positions(train).predict(rows, columns)
    member = legacy_polis(train).member
    rates = np.zeros((member.max() + 2, votes.s))  # the last row is for people outside every group
    for group in range(-1, member.max() + 1):
        inside = member == group if group >= 0 else np.ones(len(member), dtype=bool)
        counts = train.counts(inside)
        rates[group] = (counts[:, 0] + 1) / (counts[:, 0] + counts[:, 1] + 2)
    return float(roc_auc_score(agree, ours)), float(roc_auc_score(agree, rates[member[rows], columns]))


def conversations() -> list[bool]:
    gains = []
    for folder in sorted((DATA / "polis").iterdir()) if DATA.is_dir() else ():
        if folder.name == TOO_SMALL or not folder.is_dir():
            continue
        pairs = [held_out(read_dialogue(folder).matrix, seed) for seed in range(SPLITS)]
        ours, classic = (statistics.mean(pair[side] for pair in pairs) for side in (0, 1))
        gains.append(ours - classic)
        print(f"  {folder.name:<56} {ours:.3f} against {classic:.3f}", flush=True)
    if not gains:
        return []
    better, mean = sum(gain > 0 for gain in gains), statistics.mean(gains)
    return [
        row("held-out AUC above the classic groups", f"{better} of {len(gains)}", ">= 8 of 9", better >= 8),
        row("  mean gain", f"{mean:+.3f}", ">= +.015", mean >= 0.015),
    ]


def updates() -> list[bool]:
    votes = planted_votes(20_000, 300, 40, seed=2).votes
    running = IncrementalAnalysis(votes, find_groups(votes, bootstraps=0))
    rng = np.random.default_rng(1)
    times = []
    for _ in range(7):
        people = rng.choice(votes.n, 1000, replace=False)
        changed = [(int(p), int(rng.integers(votes.s)), int(rng.choice([-1, 1]))) for p in people]
        begin = time.process_time()
        running.update(changed)
        times.append(1000 * (time.process_time() - begin))
    middle = statistics.median(times)
    return [row("1,000 changed participants folded in, CPU", f"{middle:.1f} ms", "<= 5 ms", middle <= 5)]


def main() -> int:
    fine = [*conversations(), *updates()]
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main())
