"""Opinion groups: found when planted, absent when not, the classic view as published, speed beside red-dwarf.

`SETS=50` takes more invented sets. The real conversations are read from ../shared/data (or WIJKWIJZER_DATA).
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sklearn.metrics import adjusted_rand_score

from wijkwijzer.dialogue.analysis import analyse
from wijkwijzer.dialogue.files import read_dialogue
from wijkwijzer.dialogue.polis.legacy import legacy_polis
from wijkwijzer.dialogue.votes.matrix import Id, VoteMatrix
from wijkwijzer.dialogue.votes.simulation import planted_votes

SETS = int(os.environ.get("SETS", "20"))
DATA = Path(os.environ.get("WIJKWIJZER_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
PUBLISHED = (
    *("canadian-electoral-reform", "scoop-hivemind.taxes", "austria-climate.5twd2jsnkf.2022-08-08"),
    *("15-per-hour-seattle", "brexit-consensus", "ssis.land-bank-farmland.2rumnecbeh.2021-08-01"),
)


def row(what: str, measured: str, bar: str, holds: bool | None) -> bool:
    print(f"{what:<58} {measured:>16}  {bar:<12} {'' if holds is None else 'ok' if holds else 'NOT MET'}")
    return holds is not False


def planted(groups: int) -> list[int]:
    return [
        analyse(planted_votes(155, 60, 30, groups=groups, seed=n).votes, bootstraps=100).groups.k
        for n in range(SETS)
    ]


def legacy(name: str) -> tuple[float, float | None]:
    """How far the groups are those that Polis published (adjusted Rand): ours, and the peer's, cold."""
    log = read_dialogue(DATA / "polis" / name)
    votes = log.everything
    view = legacy_polis(votes, left_out=log.moderated_out).to_json()
    ours = {p["id"]: p["group"] for p in view["participants"] if p["group"] is not None}
    hidden = [place for place, statement in enumerate(votes.statements) if statement in log.moderated_out]
    found = red_dwarf(votes, hidden)
    peer = {votes.participants[row]: group for row, group in found.items()} if found is not None else None
    return agreement(log.published_groups, ours), None if peer is None else agreement(
        log.published_groups, peer
    )


def agreement(published: Mapping[Id, int], found: Mapping[Id, int]) -> float:
    shared = sorted(published.keys() & found.keys(), key=str)
    return float(adjusted_rand_score([published[p] for p in shared], [found[p] for p in shared]))


def seconds(run: Callable[[], object]) -> float:
    begin = time.process_time()
    run()
    return time.process_time() - begin


def red_dwarf(votes: VoteMatrix, hidden: Sequence[int] = ()) -> dict[int, int] | None:
    """The peer's groups of the same votes, by row; None when not installed (`make bench` does)."""
    try:
        from reddwarf.implementations.polis import run_pipeline
    except ImportError:
        return None
    columns = zip(votes.rows.tolist(), votes.columns.tolist(), votes.values.tolist(), strict=True)
    rows = [{"participant_id": p, "statement_id": s, "vote": v} for p, s, v in columns]
    found = run_pipeline(votes=rows, mod_out_statement_ids=list(hidden)).participants_df["cluster_id"]
    return {int(row): int(group) for row, group in found.dropna().items()}


def main() -> int:
    fine = []
    found, none = planted(3), planted(1)
    hits, empty = sum(k == 3 for k in found) / SETS, sum(k == 0 for k in none) / SETS
    fine.append(
        row(f"three planted groups found ({SETS} sets of 155 x 60)", f"{hits:.0%}", ">= 80%", hits >= 0.8)
    )
    fine.append(row(f"no groups where none are ({SETS} sets)", f"{empty:.0%}", ">= 95%", empty >= 0.95))
    for name in PUBLISHED if DATA.is_dir() else ():
        ours, other = legacy(name)
        fine.append(row(f"classic view, {name}: ARI", f"{ours:.3f}", ">= .90", ours >= 0.9))
        row("  the same through red-dwarf", "absent" if other is None else f"{other:.3f}", "", None)
    votes = planted_votes(2031, 896, 111, seed=1).votes
    took = min(seconds(lambda: analyse(votes, bootstraps=0)) for _ in range(3))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    fine.append(row(f"2,031 x 896, {len(votes.rows):,} votes, CPU", f"{took:.2f} s", "<= 1 s", took <= 1))
    begin = time.process_time()
    known = red_dwarf(votes) is not None
    peer = time.process_time() - begin
    row("  the same votes through red-dwarf, CPU", f"{peer:.2f} s" if known else "absent", "", None)
    row("  peak memory of this whole run", f"{memory:.0f} MB", "", None)
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main())
