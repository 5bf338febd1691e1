"""Draw weights that fit what people said, evenly over all that fit.

No preference: a flat Dirichlet. A complete order: the same, sorted (exact). Anything else: rejection, and
below 1% acceptance hit-and-run over the polytope. A dialogue's counts: the Dirichlet that they leave. With
several people each gets an equal share of the draws.

Sources: Lahdelma & Salminen (2001, Operations Research 49, 444-454) for SMAA with partial weights; Smith
(1984, Operations Research 32, 1296-1308) for hit-and-run; Tervonen et al. (2013, EJOR 224, 552-559) for
both together.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from wijkwijzer.effects.priorities.model import Preference
from wijkwijzer.errors import InputError

__all__ = ["draw_weights"]

FloatArray = NDArray[np.float64]
TRIED, LEAST_ACCEPTED = 20_000, 0.01
THINNING, BURN_IN, CHAINS, ADAPT = 20, 600, 500, 100
SLACK = 1e-9


def draw_weights(
    criteria: Sequence[str], preferences: Sequence[Preference], draws: int, seed: int
) -> FloatArray:
    """Return weights that sum to 1, (draws, criteria).

    Raises
    ------
    InputError
        Unknown criteria, shares outside 0 to 1, or wishes that cannot all be met.

    Examples
    --------
    >>> w = draw_weights(["a", "b"], [Preference(order=(("a", "b"),))], 1000, 1)
    >>> bool((w[:, 0] >= w[:, 1]).all())
    True
    """
    said = list(preferences) or [Preference()]
    rng = np.random.default_rng(seed)
    parts = [_of_one(criteria, each, len(range(i, draws, len(said))), rng) for i, each in enumerate(said)]
    return np.concatenate(parts)


def _of_one(keys: Sequence[str], said: Preference, draws: int, rng: np.random.Generator) -> FloatArray:
    where = {key: i for i, key in enumerate(keys)}
    _check(said, where)
    if said.counts:
        counts = np.ones(len(keys))
        for key, count in said.counts:
            counts[where[key]] += count
        return rng.dirichlet(counts, draws)
    rows, bounds = _inequalities(said, where)
    if not len(rows):
        return rng.dirichlet(np.ones(len(keys)), draws)
    chain = _complete_order(said, where)
    if chain is not None:
        drawn = -np.sort(-rng.dirichlet(np.ones(len(keys)), draws), axis=1)
        result = np.empty_like(drawn)
        result[:, chain] = drawn
        return result
    inside = _start(rows, bounds, len(keys), said.who, not said.order)
    tried = rng.dirichlet(np.ones(len(keys)), TRIED)
    fits = tried[(tried @ rows.T <= bounds + SLACK).all(1)]
    if len(fits) >= LEAST_ACCEPTED * TRIED:
        while len(fits) < draws:
            more = rng.dirichlet(np.ones(len(keys)), TRIED)
            fits = np.concatenate([fits, more[(more @ rows.T <= bounds + SLACK).all(1)]])
        return fits[:draws]
    return _hit_and_run(rows, bounds, inside, draws, rng)


def _check(said: Preference, where: dict[str, int]) -> None:
    named = [key for pair in said.order for key in pair]
    named += [key for key, _ in (*said.at_least, *said.at_most, *said.counts)]
    if unknown := [key for key in named if key not in where]:
        raise InputError(f"{unknown[0]!r} is geen criterium van deze afweging.")
    if any(not 0 <= share <= 1 for _, share in (*said.at_least, *said.at_most)):
        raise InputError("Een aandeel ligt tussen 0 en 100 procent.")
    if any(count < 0 for _, count in said.counts):
        raise InputError("Een aantal stemmen is niet negatief.")


def _inequalities(said: Preference, where: dict[str, int]) -> tuple[FloatArray, FloatArray]:
    rows, bounds = [], []
    for heavier, lighter in said.order:
        row = np.zeros(len(where))
        row[where[lighter]] += 1
        row[where[heavier]] -= 1
        rows.append(row)
        bounds.append(0.0)
    for pairs, sign in ((said.at_least, -1.0), (said.at_most, 1.0)):
        for key, share in pairs:
            row = np.zeros(len(where))
            row[where[key]] = sign
            rows.append(row)
            bounds.append(sign * share)
    return np.array(rows).reshape(-1, len(where)), np.array(bounds)


def _complete_order(said: Preference, where: dict[str, int]) -> list[int] | None:
    """The criteria from heavy to light when the pairs form one chain and nothing else was said."""
    if said.at_least or said.at_most or len(said.order) != len(where) - 1:
        return None
    after = dict(said.order)
    first = [key for key in where if key not in after.values()]
    if len(after) != len(said.order) or len(first) != 1:
        return None
    chain = [first[0]]
    while chain[-1] in after and len(chain) <= len(where):
        chain.append(after[chain[-1]])
    return [where[key] for key in chain] if len(chain) == len(where) else None


def _start(rows: FloatArray, bounds: FloatArray, count: int, who: str, only_bounds: bool) -> FloatArray:
    """A point well inside what fits (the largest slack), or a sentence when nothing fits."""
    from scipy.optimize import linprog  # 10 MB of solvers that a page never needs

    cost = np.append(np.zeros(count), -1.0)
    room = np.column_stack([np.vstack([rows, -np.eye(count)]), np.ones(len(rows) + count)])
    found = linprog(
        cost, A_ub=room, b_ub=np.append(bounds, np.zeros(count)),
        A_eq=np.append(np.ones(count), 0.0)[None, :], b_eq=[1.0],
        bounds=[(0, 1)] * count + [(0, 1)], method="highs",
    )  # fmt: skip
    if not found.success or found.x[-1] <= SLACK:
        name = f" van {who}" if who else ""
        if found.success and only_bounds:
            raise InputError(f"Deze grenzen{name} laten maar één weging over. Maak ze iets ruimer.")
        raise InputError(f"Deze volgorde of grenzen{name} kunnen niet allemaal tegelijk.")
    return np.asarray(found.x[:count])


def _hit_and_run(
    rows: FloatArray, bounds: FloatArray, inside: FloatArray, draws: int, rng: np.random.Generator
) -> FloatArray:
    """Many chains side by side, each from the same point well inside; what they pass early is not kept.

    While warming up, directions take the shape of the cloud of chains: a narrow polytope mixes as fast as a
    round one.
    """
    count, chains = len(inside), min(draws, CHAINS)
    a = np.vstack([rows, -np.eye(count)])
    b = np.append(bounds, np.zeros(count))
    points, kept = np.tile(inside, (chains, 1)), []
    for step in range(BURN_IN + THINNING * -(-draws // chains)):
        if step % ADAPT == 0 and step <= BURN_IN:
            shape = _shape(points)
        direction = rng.standard_normal((chains, count)) @ shape
        speed, room = direction @ a.T, b - points @ a.T
        with np.errstate(divide="ignore", invalid="ignore"):
            steps = room / speed
        high = np.where(speed > 1e-12, steps, np.inf).min(1)
        low = np.where(speed < -1e-12, steps, -np.inf).max(1)
        high, low = np.maximum(high, 0.0), np.minimum(low, 0.0)
        points = points + (low + (high - low) * rng.random(chains))[:, None] * direction
        if step >= BURN_IN and (step - BURN_IN) % THINNING == THINNING - 1:
            kept.append(points)
    result = np.maximum(np.concatenate(kept)[:draws], 0.0)
    return np.asarray(result / result.sum(1, keepdims=True))


def _shape(points: FloatArray) -> FloatArray:
    """What turns standard normals into directions along the simplex, shaped like the cloud of points."""
    count = points.shape[1]
    flat = np.eye(count) - 1 / count
    spread = np.cov(points.T) if len(points) > 2 * count else np.zeros((count, count))
    size = float(np.trace(spread))
    cloud = flat @ (spread / size + 1e-6 * np.eye(count)) @ flat if size > 1e-12 else flat
    values, vectors = np.linalg.eigh(cloud)
    return np.asarray((vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T)
