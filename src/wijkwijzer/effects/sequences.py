"""Types of development: sequences of yearly types, how far they are apart, and what stands for each group.

Optimal matching: the least cost to turn one sequence into another by substituting (1 for other states) or
by leaving out and putting in (1 each). Computed over unique sequences only, many pairs at a time.

Sources: Abbott & Tsay (2000, Sociological Methods & Research 29, 3-33); Needleman & Wunsch (1970); Kaufman
& Rousseeuw (1990) for medoids, with Schubert & Rousseeuw (2019) for choosing the first ones; Hubert &
Arabie (1985) for the adjusted Rand index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wijkwijzer.effects.stamp import Stamp
from wijkwijzer.errors import InputError

__all__ = ["MOST_UNIQUE", "STABLE", "Types", "TypesFound", "distances", "find_types", "matching_distance"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
VERSION = "1.0"
MOST_UNIQUE = 6000
PAIRS = 40_000
STABLE = 0.8


@dataclass(frozen=True)
class Types:
    """One type: the sequence that stands for it, and how many areas belong to it."""

    medoid: tuple[int, ...]
    areas: int


@dataclass(frozen=True)
class TypesFound:
    """The types, or none with the reason: "unstable" when other draws of the areas give other types.

    `stability`: mean adjusted Rand index of bootstraps. `members`: the number of the type per area; empty
    when unstable.
    """

    stamp: Stamp
    types: tuple[Types, ...]
    members: tuple[int, ...]
    stability: float
    sampled: bool
    reason: str


def matching_distance(a: Sequence[int], b: Sequence[int]) -> float:
    """Return the optimal matching distance of two sequences.

    Examples
    --------
    >>> matching_distance([1, 1, 2, 2], [1, 2, 2, 2]), matching_distance([1, 2, 3], [2, 3, 1])
    (1.0, 2.0)
    """
    x = np.asarray([a, b], dtype=np.int64)
    return float(_pairs(x, np.array([0]), np.array([1]))[0])


def distances(unique: ArrayLike) -> FloatArray:
    """Return distances between all pairs of unique sequences, (n, n), float32 in memory.

    Parameters
    ----------
    unique : (n, years) whole numbers from 0.

    Raises
    ------
    InputError
        With more than ``MOST_UNIQUE`` sequences.

    Examples
    --------
    >>> distances([[0, 0], [0, 1], [1, 1]]).tolist()
    [[0.0, 1.0, 2.0], [1.0, 0.0, 1.0], [2.0, 1.0, 0.0]]
    """
    x = np.asarray(unique, dtype=np.int16)
    n = len(x)
    if n > MOST_UNIQUE:
        raise InputError(f"Er zijn meer dan {MOST_UNIQUE} verschillende reeksen: neem een steekproef.")
    result = np.zeros((n, n), dtype=np.float32)
    first, second = np.triu_indices(n, 1)
    for start in range(0, len(first), PAIRS):
        rows, columns = first[start : start + PAIRS], second[start : start + PAIRS]
        found = _pairs(x, rows, columns)
        result[rows, columns] = found
        result[columns, rows] = found
    return result  # type: ignore[return-value]


def _pairs(x: NDArray[np.integer], rows: IntArray, columns: IntArray) -> NDArray[np.float32]:
    """Distances of many pairs at once: the table of Needleman and Wunsch, one cell of all pairs at a time."""
    years = x.shape[1]
    a, b = np.ascontiguousarray(x[rows].T), np.ascontiguousarray(x[columns].T)
    row = np.empty((years + 1, len(rows)), dtype=np.int16)
    row[:] = np.arange(years + 1, dtype=np.int16)[:, None]
    other = np.empty_like(row)
    for i in range(years):
        other[0] = i + 1
        differs = a[i] != b
        for j in range(years):
            least = np.minimum(row[j + 1], other[j])
            least += 1
            np.minimum(least, row[j] + differs[j], out=other[j + 1])
        row, other = other, row
    return np.asarray(row[years], dtype=np.float32)


def find_types(sequences: ArrayLike, count: int, *, seed: int = 0, bootstraps: int = 30) -> TypesFound:
    """Group areas by their sequence of yearly types.

    Parameters
    ----------
    sequences : (areas, years) whole numbers from 0, without gaps.
    count : how many types.
    bootstraps : draws of areas that say whether the types are stable.

    Returns
    -------
    TypesFound
        Without types when the mean adjusted Rand index is below .8: "geen vaste typen" is an outcome.

    Raises
    ------
    InputError
        Negative numbers, a count below 2, or fewer unique sequences than types.

    Examples
    --------
    >>> found = find_types([[0, 0, 0]] * 40 + [[2, 2, 2]] * 40 + [[0, 0, 1]] * 5, 2)
    >>> [(each.medoid, each.areas) for each in found.types]
    [((0, 0, 0), 45), ((2, 2, 2), 40)]
    """
    x = np.asarray(sequences)
    if x.ndim != 2 or not np.issubdtype(x.dtype, np.integer) or (x.size and x.min() < 0):
        raise InputError("Een reeks bestaat uit hele getallen vanaf 0, één per jaar.")
    unique, where, counts = np.unique(x, axis=0, return_inverse=True, return_counts=True)
    if not 2 <= count <= 50 or len(unique) < count:
        raise InputError("Kies minstens twee typen, en niet meer dan er verschillende reeksen zijn.")
    rng = np.random.default_rng(seed)
    sampled = len(unique) > MOST_UNIQUE
    kept = np.sort(rng.choice(len(unique), MOST_UNIQUE, replace=False)) if sampled else np.arange(len(unique))
    apart = distances(unique[kept])
    medoids = _medoids(apart, counts[kept], count)
    labels = _nearest(apart, medoids)
    stability = _stability(apart, counts[kept], count, labels, rng, bootstraps)
    parameters = (("types", str(count)), ("bootstraps", str(bootstraps)), ("stable", f"{STABLE:g}"))
    stamp = Stamp("sequences", VERSION, parameters, seed)
    if stability < STABLE:
        return TypesFound(stamp, (), (), stability, sampled, "unstable")
    all_labels = labels if not sampled else _assign(unique, unique[kept[medoids]])
    areas = np.bincount(all_labels, weights=counts, minlength=count).astype(int)
    types = tuple(
        Types(tuple(int(state) for state in unique[kept[m]]), int(areas[k])) for k, m in enumerate(medoids)
    )
    return TypesFound(stamp, types, tuple(int(all_labels[i]) for i in where.ravel()), stability, sampled, "")


def _medoids(apart: FloatArray, counts: IntArray, count: int) -> IntArray:
    """Weighted k-medoids: greedy start, then exchange of the medoid inside each group until nothing improves.

    Everything is decided by least cost and then by order of the sequence, so shuffled rows give the same
    medoids.
    """
    weighted = apart.astype(np.float64) * counts[:, None]
    chosen = [int(np.argmin(weighted.sum(0)))]
    nearest = apart[:, chosen[0]].astype(np.float64)
    while len(chosen) < count:
        gains = (np.maximum(nearest[:, None] - apart, 0.0) * counts[:, None]).sum(0)
        gains[chosen] = -1.0
        chosen.append(int(np.argmax(gains)))
        nearest = np.minimum(nearest, apart[:, chosen[-1]])
    medoids = np.array(sorted(chosen))
    for _ in range(50):
        labels = _nearest(apart, medoids)
        moved = []
        for k in range(count):
            rows = np.flatnonzero(labels == k)
            cost = weighted[np.ix_(rows, rows)].sum(0) if len(rows) else np.zeros(0)
            moved.append(int(rows[np.argmin(cost)]) if len(rows) else int(medoids[k]))
        if moved == medoids.tolist():
            break
        medoids = np.array(sorted(set(moved))) if len(set(moved)) == count else medoids
    return medoids


def _nearest(apart: FloatArray, medoids: IntArray) -> IntArray:
    return np.asarray(np.argmin(apart[:, medoids], axis=1))


def _assign(unique: NDArray[np.integer], medoids: NDArray[np.integer]) -> IntArray:
    both = np.concatenate([unique, medoids]).astype(np.int16)
    n, k = len(unique), len(medoids)
    found = [_pairs(both, np.arange(n), np.full(n, n + m)) for m in range(k)]
    return np.asarray(np.argmin(np.array(found), axis=0))


def _stability(
    apart: FloatArray, counts: IntArray, count: int, labels: IntArray, rng: np.random.Generator, draws: int
) -> float:
    """Mean adjusted Rand index between the types and those of drawn areas, over all areas."""
    total, indices = int(counts.sum()), []
    for _ in range(draws):
        drawn = rng.multinomial(total, counts / total)
        if (drawn > 0).sum() < count:
            return 0.0
        rows = np.flatnonzero(drawn)
        medoids = rows[_medoids(apart[np.ix_(rows, rows)], drawn[rows], count)]
        indices.append(_rand_index(labels, _nearest(apart, medoids), counts))
    return float(np.mean(indices)) if indices else 1.0


def _rand_index(a: IntArray, b: IntArray, counts: IntArray) -> float:
    table = np.zeros((a.max() + 1, b.max() + 1))
    np.add.at(table, (a, b), counts)
    both, left, right = (float(_pairs_in(each).sum()) for each in (table, table.sum(1), table.sum(0)))
    expected = left * right / float(_pairs_in(table.sum(keepdims=True)).sum())
    most = (left + right) / 2
    return float((both - expected) / (most - expected)) if most != expected else 1.0


def _pairs_in(counts: FloatArray) -> FloatArray:
    return np.asarray(counts * (counts - 1) / 2)
