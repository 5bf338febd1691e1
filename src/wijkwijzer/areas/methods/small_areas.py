"""Small buurten shown together: neighbours are joined until the group is large enough to be shown.

Greedy, smallest first, as in max-p regionalisation: J. C. Duque, L. Anselin and S. J. Rey (2012), The
max-p-regions problem, Journal of Regional Science 52, 397-419 (without its search, because a wijk has a
handful of buurten).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["merge_small"]


def merge_small(
    size: ArrayLike, least: float, neighbours: Iterable[tuple[int, int]] | None = None
) -> NDArray[np.int64]:
    """Group the parts of one area so that every group is large enough to show, if that is possible.

    Parameters
    ----------
    size : (parts,) residents or households; NaN (unknown) stays alone, and so does 0.
    least : size from which a group is shown.
    neighbours : pairs of parts that share a border; without it all parts are neighbours.

    Returns
    -------
    ndarray
        (parts,) group of each part, numbered in the order of the first part of each group.

    Examples
    --------
    >>> merge_small([2430, 645, 545, 1985], 1000, [(0, 1), (1, 2), (2, 3)]).tolist()
    [0, 1, 1, 2]
    """
    sizes = np.asarray(size, dtype=np.float64)
    group = np.arange(len(sizes))
    pairs = None if neighbours is None else {(min(p), max(p)) for p in neighbours}
    joinable = sizes > 0
    while True:
        labels = np.unique(group[joinable])
        total = {int(g): float(sizes[group == g].sum()) for g in labels}
        small = sorted((g for g in total if total[g] < least), key=lambda g: (total[g], g))
        choice = next(
            ((g, other) for g in small if (other := _partner(g, total, group, pairs)) is not None), None
        )
        if choice is None:
            break
        group[group == choice[0]] = choice[1]
    first = {int(g): int(np.flatnonzero(group == g)[0]) for g in np.unique(group)}
    order = {g: rank for rank, g in enumerate(sorted(first, key=lambda g: first[g]))}
    return np.array([order[int(g)] for g in group], dtype=np.int64)


def _partner(
    own: int, total: dict[int, float], group: NDArray[np.int64], pairs: set[tuple[int, int]] | None
) -> int | None:
    """The smallest group that touches this one; the smallest of all when borders are unknown."""
    others = [g for g in total if g != own]
    if pairs is not None:
        touching = {int(group[b]) for a, b in pairs if group[a] == own}
        touching |= {int(group[a]) for a, b in pairs if group[b] == own}
        others = [g for g in others if g in touching]
    return min(others, key=lambda g: (total[g], g), default=None)
