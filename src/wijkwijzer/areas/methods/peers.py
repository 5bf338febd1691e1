"""Which areas resemble this one? Distance on context only, never on outcomes and never on origin.

Context is what a place is (urbanity, age of the homes, ownership, kind of homes, ages of residents); outcomes
are what happens there. Peers serve comparison, not the measurement of effects.

Sources: P. C. Mahalanobis (1936), On the generalised distance in statistics, Proc. Nat. Inst. Sci. India 2,
49-55; robust scaling by median and MAD: F. R. Hampel (1974), JASA 69, 383-393; J. L. Bentley (1975),
Multidimensional binary search trees, CACM 18, 509-517 (a matrix of 14,000 x 14,000 distances would take 1.6
GB).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["PEERS", "Peers", "find_peers"]

FloatArray = NDArray[np.float64]
PEERS = 10
FAR = 0.95
"""Beyond this quantile of the distance to the last peer there is no good comparison."""
REACH = 3.0
"""Robust scores are cut off here, so that one odd figure does not make an area unlike everything."""


@dataclass(frozen=True)
class Peers:
    """One row per area.

    Attributes
    ----------
    index : (areas, k) row numbers of the peers, nearest first; -1 where there is none.
    distance : (areas, k), NaN where there is none.
    good : (areas,) whether the comparison is good enough to show.
    limit : distance of the last peer beyond which it is not.
    """

    index: NDArray[np.int64]
    distance: FloatArray
    good: NDArray[np.bool_]
    limit: float


def find_peers(
    context: ArrayLike,
    *,
    k: int = PEERS,
    candidates: ArrayLike | None = None,
    not_with: ArrayLike | None = None,
) -> Peers:
    """Find the k nearest areas on context.

    Parameters
    ----------
    context : (areas, features); an area of which a feature is unknown (NaN) gets no peers and is none.
    k : number of peers.
    candidates : (areas,) False for areas that may not be a peer, such as very small ones; they get peers.
    not_with : (areas,) whole numbers; areas with the same number are never each other's peers (an area and
    its
        parts). Negative numbers do not exclude anything.

    Returns
    -------
    Peers

    Examples
    --------
    >>> found = find_peers([[0.0], [1.0], [2.5], [4.5]], k=1)
    >>> found.index.ravel().tolist()
    [1, 0, 1, 2]
    """
    x = np.asarray(context, dtype=np.float64)
    areas = len(x)
    index, distance = np.full((areas, k), -1), np.full((areas, k), np.nan)
    known = np.asarray(~np.isnan(x).any(axis=1))
    allowed = known if candidates is None else known & np.asarray(candidates, dtype=np.bool_)
    pool = np.flatnonzero(allowed)
    limit = np.inf
    if len(pool) > 1 and x.shape[1]:
        place = whiten(x[known], fit=allowed[known])
        where = np.full(areas, -1)
        where[known] = np.arange(known.sum())
        own = None if not_with is None else np.asarray(not_with, dtype=np.int64)
        index[known], distance[known] = _nearest(place, where[pool], pool, np.flatnonzero(known), k, own)
    last = distance[:, -1]
    there = np.isfinite(last)
    if there.any():
        limit = float(np.quantile(last[there], FAR))
    return Peers(index, distance, np.asarray(there & (np.nan_to_num(last) <= limit)), limit)


def whiten(x: FloatArray, fit: NDArray[np.bool_] | None = None) -> FloatArray:
    """Return coordinates in which Euclidean distance is the robust Mahalanobis distance.

    Parameters
    ----------
    x : (areas, features) without NaN.
    fit : (areas,) rows from which centre, scale and covariance are learned; by default all.
    """
    rows = np.ones(len(x), dtype=np.bool_) if fit is None else fit
    centre = np.median(x[rows], axis=0)
    scale = 1.4826 * np.median(np.abs(x[rows] - centre), axis=0)
    # More than half of the areas may share one value (no homes since 2000): then the plain deviation.
    scale = np.where(scale > 0, scale, x[rows].std(axis=0))
    varies = scale > 0
    z = np.clip((x[:, varies] - centre[varies]) / scale[varies], -REACH, REACH)
    if z.shape[1] == 0:
        return z
    covariance = np.atleast_2d(np.cov(z[rows], rowvar=False)) if rows.sum() > 1 else np.eye(z.shape[1])
    # Shares that add up to 100 make the covariance singular; a little of the diagonal keeps distances finite.
    covariance = 0.95 * covariance + 0.05 * np.diag(np.maximum(np.diag(covariance), 1e-9))
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray(z @ vectors / np.sqrt(values))


def _nearest(
    place: FloatArray,
    pool_place: NDArray[np.int64],
    pool: NDArray[np.int64],
    askers: NDArray[np.int64],
    k: int,
    own: NDArray[np.int64] | None,
) -> tuple[NDArray[np.int64], FloatArray]:
    """Ask the tree for more than k, then leave out the area itself and what may not be its peer."""
    from scipy.spatial import cKDTree  # some MB that only the making of a release needs

    tree = cKDTree(place[pool_place])
    most = 1 if own is None else int(np.bincount(own[pool][own[pool] >= 0]).max(initial=1))
    ask = min(k + most, len(pool))
    distance, found = tree.query(place, k=np.arange(1, ask + 1))
    rows = pool[found]
    bad = rows == askers[:, None]
    if own is not None:
        bad |= (own[rows] == own[askers][:, None]) & (own[rows] >= 0)
    order = np.argsort(bad, axis=1, kind="stable")[:, :k]
    rows, distance, bad = (np.take_along_axis(a, order, axis=1) for a in (rows, distance, bad))
    width = k - rows.shape[1]
    rows = np.pad(np.where(bad, -1, rows), ((0, 0), (0, width)), constant_values=-1)
    return rows, np.pad(np.where(bad, np.nan, distance), ((0, 0), (0, width)), constant_values=np.nan)
