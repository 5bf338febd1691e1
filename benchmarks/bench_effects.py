"""Foresight: every bar of the methods, with ceilings, beside peers in the same run and on real panels.

Planted panels have a known truth. Real panels (Leefbaarometer 2.0, the region of The Hague) are read when
the folder with real figures is there. A line begins with "ok" or "BELOW"; below ends with exit code 1.
"""

from __future__ import annotations

import os
import platform
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests")]

from fixtures_leefbaarometer import elan_panel, leefbaarometer_panel, leefbaarometer_waves  # noqa: E402
from wijkwijzer.effects.benefits.rates import net_present_value  # noqa: E402
from wijkwijzer.effects.benefits.reckon import reckon  # noqa: E402
from wijkwijzer.effects.effect import gate, make_panel, measure  # noqa: E402
from wijkwijzer.effects.effect.lagged import controls_for, fit_lagged  # noqa: E402
from wijkwijzer.effects.effect.panel import window  # noqa: E402
from wijkwijzer.effects.effect.placebo import area_p_values, chance_of, draw_sets, p_value  # noqa: E402
from wijkwijzer.effects.effect.planted import planted_panel  # noqa: E402
from wijkwijzer.effects.priorities import Alternative, Criterion, Figure, Weighing, weigh  # noqa: E402
from wijkwijzer.effects.priorities.weigh import _among_first  # noqa: E402
from wijkwijzer.effects.sequences import distances, find_types  # noqa: E402
from wijkwijzer.effects.signals import backtest  # noqa: E402
from wijkwijzer.effects.signals.candidates import ours  # noqa: E402
from wijkwijzer.effects.signals.measures import average_precision, brier_skill  # noqa: E402
from wijkwijzer.effects.signals.planted import oracle, planted_waves  # noqa: E402
from wijkwijzer.effects.signals.results import Cell  # noqa: E402
from wijkwijzer.effects.signals.waves import moment  # noqa: E402

SETS = 200
FAILED: list[str] = []


def bar(name: str, value: float, test: bool, wanted: str) -> None:
    """Print a bar and remember when it is not reached."""
    print(f"{'ok   ' if test else 'BELOW'} {name}: {value:.4f} (bar {wanted})", flush=True)
    if not test:
        FAILED.append(name)


def timed(function: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    function()
    return time.process_time() - start


def signals_planted() -> None:
    """A leading indicator with a known ceiling, and pure noise."""
    reached, noise = [], []
    for seed in range(20):
        waves = planted_waves(3000, seed=seed)
        now = moment(waves, 3)
        came = (now.changed < -0.04).astype(float)[now.outside]
        said = ours("daling").say([moment(waves, 1), moment(waves, 2)], now, 0.04, waves.groups)[now.outside]
        reached.append(
            average_precision(came, said) / average_precision(came, oracle(now, waves, 3, 0.04)[now.outside])
        )
        plain = planted_waves(3000, seed=seed, noise_only=True)
        before, at = moment(plain, 2), moment(plain, 3)
        base = float((before.changed < -0.03)[before.outside].mean())
        said = ours("daling").say([moment(plain, 1), before], at, 0.03, plain.groups)[at.outside]
        noise.append(brier_skill((at.changed < -0.03).astype(float)[at.outside], said, base))
    bar(
        "planted: average precision of the oracle's",
        float(np.mean(reached)),
        np.mean(reached) >= 0.9,
        ">= .90",
    )
    bar("noise: Brier skill", float(np.mean(noise)), -0.01 <= np.mean(noise) <= 0.005, "-.01 to .005")


def signals_real(data: Path) -> None:
    """All origins of Leefbaarometer 2.0."""
    panels = {level: leefbaarometer_waves(data, level) for level in ("wijk", "pc4")}
    found = {}
    seconds = timed(lambda: found.update({k: backtest(w, fall=0.04) for k, w in panels.items()}))
    bar("backtest of all origins, CPU s", seconds, seconds <= 60, "<= 60")
    for level, result in found.items():
        for test in result.tests:
            by = {each.name: each for each in test.methods}
            mine, name = by["ours"], f"{level} {test.origin} {test.target}"
            print(f"      {name}: n {test.areas}, base {test.happened:.3f}; best is {test.best}")
            if test.target == "grens":
                bar(f"{name} AP", mine.precision.value, mine.precision.value >= 0.35, ">= .35")
                bar(f"{name} Brier skill", mine.skill.value, mine.skill.value >= 0.22, ">= .22")
                bar(f"{name} calibration", mine.calibration, mine.calibration <= 0.01, "<= .01")
                ratio = mine.precision.value / by["level"].precision.value
                bar(f"{name} AP over level only", ratio, ratio >= 0.97, ">= .97")
            else:
                bar(f"{name} skill, low end", mine.skill.low, mine.skill.low > 0, "> 0")
                bar(f"{name} calibration", mine.calibration, mine.calibration <= 0.035, "<= .035")
                for other, least in (("level-last", 1.1), ("level-last-size", 0.95)):
                    ratio = mine.precision.value / by[other].precision.value
                    bar(f"{name} AP over {other}", ratio, ratio >= least, f">= {least}")
                cells = [c for c in test.cells if c.areas >= 30]
                worst = max(abs(c.happened / c.areas - _told(c)) for c in cells)
                bar(f"{name} said against happened", worst, round(worst, 2) <= 0.06, "<= .06")


def _told(cell: Cell) -> float:
    """The share that is told; "geen of 1" is held against the mean chance of those areas."""
    return cell.said / 10 if cell.said > 1 else cell.mean_said


def effect_planted() -> None:
    """No bias and no false rejection where nothing happened; power where something did."""
    kinds = (
        "random 40",
        "worst 40 by level",
        "worst 40 by trend",
        "sixteen",
        "sixteen in three gemeenten, shocks .3",
    )
    for kind in kinds:
        rng, bias, areas, sets, one, many = np.random.default_rng(0), [], [], [], [], []
        for seed in range(SETS):
            panel = planted_panel(1500, seed=seed, shock=0.3 if "shocks" in kind else 0.0)
            view = window(panel, 2020)
            treated = _treated(kind, view.before, view.clusters, rng)
            controls, _ = controls_for(view, treated)
            fitted = fit_lagged(view, treated, controls)
            chance = chance_of(fitted.residuals, view.clusters[controls], view.log_size[controls])
            draws = draw_sets(
                chance, view.clusters[treated], view.log_size[treated],
                estimation=fitted.estimation, draws=999, seed=seed,
            )  # fmt: skip
            difference, size = fitted.difference, view.log_size[treated]
            bias.append(difference.mean())
            areas.append((area_p_values(difference, fitted.leverage, chance, size) < 0.05).mean())
            one.append((area_p_values(difference + 1.2, fitted.leverage, chance, size) < 0.05).mean())
            sets.append(p_value(float(difference.mean()), draws) < 0.05)
            many.append(p_value(float(difference.mean()) + 0.32, draws) < 0.05)
        mean, error = float(np.mean(bias)), float(np.std(bias) / SETS**0.5)
        bar(f"{kind}: bias (se {error:.3f})", mean, abs(mean) <= 0.02, "<= .02")
        share = float(np.mean(areas))
        bar(f"{kind}: single areas rejected", share, 0.04 <= share <= 0.06, ".04 to .06")
        share = float(np.mean(sets))
        bar(f"{kind}: sets rejected", share, 0.03 <= share <= 0.075, ".03 to .075")
        if "shocks" in kind:
            told = f"one at 1.2: {np.mean(one):.2f}, the set at .32: {np.mean(many):.2f}"
            print(f"      power, {told} (no bar)")
        else:
            bar(f"{kind}: power of one at 1.2", float(np.mean(one)), np.mean(one) >= 0.8, ">= .8")
        if kind == "sixteen":
            bar(f"{kind}: power at .32", float(np.mean(many)), np.mean(many) >= 0.8, ">= .8")


def _treated(kind: str, before: np.ndarray, clusters: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    treated, n = np.zeros(len(before), dtype=bool), len(before)
    if kind == "random 40":
        treated[rng.choice(n, 40, replace=False)] = True
    elif kind == "sixteen":
        treated[rng.choice(n, 16, replace=False)] = True
    elif "level" in kind:
        treated[np.argsort(before[:, -1])[:40]] = True
    elif "trend" in kind:
        treated[np.argsort(before[:, -1] - before[:, 0])[:40]] = True
    else:
        for cluster, count in zip(rng.choice(100, 3, replace=False), (6, 5, 5), strict=True):
            treated[rng.choice(np.flatnonzero(clusters == cluster), count, replace=False)] = True
    return treated


def gate_planted() -> None:
    """On panels with ten clean lags the gate opens, and planted effects are found."""
    rng = np.random.default_rng(1)
    for count, effect in ((1, 1.2), (16, 0.32)):
        opened = found = 0
        for seed in range(100):
            panel = planted_panel(1500, seed=seed, years=22)
            chosen = rng.choice(1500, count, replace=False)
            values = panel.values.copy()
            values[chosen, 19:] += effect * values[:, 18].std()
            made = make_panel(panel.areas, panel.years, values, indicator="planted")
            result = measure(made, [panel.areas[i] for i in chosen], 2029)
            opened, found = opened + result.gate.open, found + (result.p < 0.05)
        bar(f"gate opens, {count} treated", opened / 100, opened >= 90, ">= .90")
        bar(f"power, {count} at {effect}", found / 100, found >= 80, ">= .80")


def gate_real(data: Path) -> None:
    """The gate closes on the worst forty of Leefbaarometer; what it says in the region of The Hague."""
    panel = leefbaarometer_panel(data)
    for start, column in ((2018, 4), (2020, 5)):
        worst = np.zeros(len(panel.areas), dtype=bool)
        worst[np.argsort(panel.values[:, column], kind="stable")[:40]] = True
        found = gate(panel, worst, start, years=1, lags=10)
        bar(f"Leefbaarometer before {start}: bias found", found.bias, not found.open, "closed")
    for indicator in ("aandeel_laag_inkomen", "inkomen_gem"):
        panel = elan_panel(data, indicator)
        last = panel.values[:, panel.years.index(2019)]
        order = np.argsort(-last if indicator != "inkomen_gem" else last, kind="stable")
        found = measure(panel, [panel.areas[i] for i in order[:14:2]], 2020).gate
        told = f"open {found.open}, bias {found.bias:.3f}, {found.reasons}"
        print(f"      region of The Hague, {indicator}: {told}")


def priorities() -> None:
    """Speed, and equality with pyrepo-mcda on the same weights."""
    rng = np.random.default_rng(0)
    criteria = tuple(Criterion(f"c{i}", f"C{i}") for i in range(8))
    things = tuple(
        Alternative(f"a{i:02d}", f"A{i:02d}", tuple(Figure(v, v + 0.1) for v in rng.random(8)))
        for i in range(40)
    )
    seconds = timed(lambda: weigh(Weighing(criteria, things, 5), draws=10_000))
    bar("SMAA 40 x 8 x 10,000, CPU s", seconds, seconds <= 0.5, "<= .5")
    same = [share for case in range(10) for share in _same_label(np.random.default_rng(case))]
    bar("SMAA: labels equal over ten seeds, ten cases", float(np.mean(same)), np.mean(same) >= 0.99, ">= .99")
    try:
        from pyrepo_mcda.mcda_methods import VIKOR, VIKOR_SMAA
    except ImportError:
        print("      pyrepo-mcda is not installed: `make bench` installs it")
        return
    VIKOR.__init__.__defaults__ = (None, 1)  # VIKOR_SMAA ignores the v it is given: findings/
    for alternatives, count in ((12, 6), (40, 8)):
        _beside_peer(
            VIKOR_SMAA(v=1), rng.random((alternatives, count)), rng.dirichlet(np.ones(count), 10_000)
        )


def _beside_peer(peer: Callable[..., tuple[object, ...]], matrix: np.ndarray, weights: np.ndarray) -> None:
    size = "{} x {}".format(*matrix.shape)
    start = time.process_time()
    theirs = np.asarray(peer(matrix, weights, np.ones(matrix.shape[1]))[0])
    theirs_done = time.process_time()
    scaled = (matrix - matrix.min(0)) / (matrix.max(0) - matrix.min(0))
    _, own = _among_first(np.round(weights @ scaled.T, 12), 1)
    own_done = time.process_time()
    print(
        f"      {size}: pyrepo-mcda {theirs_done - start:.2f} s, ours {own_done - theirs_done:.3f} s of CPU"
    )
    gap = float(np.abs(theirs - own).max())
    bar(f"SMAA {size}: difference from pyrepo-mcda on the same weights", gap, gap <= 1e-9, "0")


def _same_label(rng: np.random.Generator) -> list[bool]:
    """Per alternative of a drawn case whether ten seeds say the same of it."""
    criteria = tuple(Criterion(f"c{i}", f"C{i}") for i in range(6))
    things = tuple(
        Alternative(f"a{i:02d}", f"A{i:02d}", tuple(Figure(v, v + 0.1) for v in rng.random(6)))
        for i in range(20)
    )
    labels = [
        [each.verdict for each in weigh(Weighing(criteria, things, 5), seed=seed).standings]
        for seed in range(10)
    ]
    return [len(set(column)) == 1 for column in zip(*labels, strict=True)]


def benefits() -> None:
    """Speed, and equality with numpy-financial."""
    from fixtures_effects import CASE

    seconds = min(timed(lambda: reckon(CASE, draws=20_000)) for _ in range(3))
    bar("MKBA 20,000 draws, CPU s", seconds, seconds <= 0.1, "<= .1")
    try:
        import numpy_financial
    except ImportError:
        print("      numpy-financial is not installed: `make bench` installs it")
        return
    rng, gaps = np.random.default_rng(0), []
    for _ in range(500):
        flows, rate = rng.normal(0, 1e4, rng.integers(1, 60)), float(rng.uniform(-0.1, 0.2))
        peer = float(numpy_financial.npv(rate, flows))
        gaps.append(abs(peer - net_present_value(rate, flows)) / max(abs(peer), 1.0))
    bar("NPV against numpy-financial, relative", max(gaps), max(gaps) <= 1e-9, "<= 1e-9")


def sequences() -> None:
    """Speed and memory on 14,000 x 15, and equality with giddy on the same pairs."""
    rng, n, years = np.random.default_rng(0), 14_000, 15
    x = np.empty((n, years), dtype=int)
    x[:, 0] = rng.integers(0, 6, n)
    for t in range(1, years):
        x[:, t] = np.where(rng.random(n) > 0.96, rng.integers(0, 6, n), x[:, t - 1])
    unique = np.unique(x, axis=0)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = timed(lambda: find_types(x, 6, bootstraps=30))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
    bar(f"sequences 14,000 x 15 ({len(unique)} unique) with types, CPU s", seconds, seconds <= 5, "<= 5")
    bar("sequences: memory beyond the start, MB", grown, grown <= 200, "<= 200")
    try:
        from giddy.sequence import Sequence
    except ImportError:
        print("      giddy is not installed: `make bench` installs it")
        return
    some = unique[rng.choice(len(unique), 300, replace=False)]
    start = time.process_time()
    peer = Sequence(some, subs_mat=1 - np.eye(6), indel=1).seq_dis_mat
    peer_seconds = time.process_time() - start
    own = min(timed(lambda: distances(some)) for _ in range(5))
    gap = float(np.abs(peer - distances(some)).max())
    bar("sequences: difference from giddy on 300", gap, gap <= 1e-6, "<= 1e-6")
    bar("sequences: times as fast as giddy", peer_seconds / own, peer_seconds / own >= 80, ">= 80")


def main() -> int:
    """Run all of it."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores"
    print(f"{machine}, Python {platform.python_version()}, numpy {np.__version__}")
    data = Path(os.environ.get("WIJKWIJZER_DATA", ROOT.parent / "shared" / "data"))
    signals_planted()
    effect_planted()
    gate_planted()
    priorities()
    benefits()
    sequences()
    if data.is_dir():
        signals_real(data)
        gate_real(data)
    else:
        print("      real figures are absent: signals and gate on real panels are skipped")
    print(f"\n{len(FAILED)} below a bar: {', '.join(FAILED) or 'none'}")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
