"""Figures of a whole from the figures of its parts: wijken from buurten, the country, or any own area.

Counts are added; rates and means are weighted with their own denominator; classes are never combined. A part
that is unknown is never a 0: the whole says how much of it is known.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_matrix

__all__ = ["Combined", "combine"]

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Combined:
    """Figures of the wholes.

    Attributes
    ----------
    values : (wholes, ...) sums or weighted means of the known parts; NaN when nothing is known.
    weights : (wholes, ...) sum of the weights of the known parts.
    known : (wholes, ...) share of the weight of all parts that has a figure.
    """

    values: FloatArray
    weights: FloatArray
    known: FloatArray


def combine(
    values: ArrayLike, weights: ArrayLike, members: ArrayLike | csr_matrix, *, count: bool
) -> Combined:
    """Combine parts into wholes.

    Parameters
    ----------
    values : (parts, ...) figures, for instance (buurten, years, indicators); NaN is unknown.
    weights : in a shape that fits `values`: the denominator of a rate, the residents for a count. NaN counts
        as unknown.
    members : (parts,) number of the whole that each part belongs to, -1 for none; or a sparse matrix (wholes,
        parts) when a part belongs to several wholes or only for a share.
    count : add (True) or take the weighted mean (False).

    Returns
    -------
    Combined

    Examples
    --------
    >>> found = combine([10.0, 20.0, float("nan")], [100.0, 300.0, 100.0], [0, 0, 0], count=False)
    >>> found.values.tolist(), found.known.tolist()
    ([17.5], [0.8])
    """
    x = np.asarray(values, dtype=np.float64)
    w = np.broadcast_to(np.asarray(weights, dtype=np.float64), x.shape)
    matrix = members if isinstance(members, csr_matrix) else _matrix(np.asarray(members, dtype=np.int64))
    there = ~np.isnan(x) & ~np.isnan(w)
    weight = _sum(matrix, np.where(there, w, 0.0))
    part = np.where(there, x if count else x * w, 0.0)
    total = _sum(matrix, part)
    with np.errstate(invalid="ignore", divide="ignore"):
        known = weight / _sum(matrix, np.nan_to_num(w))
        value = total if count else total / weight
    value[_sum(matrix, there.astype(np.float64)) == 0] = np.nan
    return Combined(value, weight, known)


def _matrix(whole: NDArray[np.int64]) -> csr_matrix:
    part = np.flatnonzero(whole >= 0)
    shape = (int(whole.max(initial=-1)) + 1, len(whole))
    return csr_matrix((np.ones(len(part)), (whole[part], part)), shape=shape)


def _sum(matrix: csr_matrix, parts: FloatArray) -> FloatArray:
    flat = matrix @ parts.reshape(len(parts), int(np.prod(parts.shape[1:])))
    return np.asarray(flat).reshape(matrix.shape[0], *parts.shape[1:])
