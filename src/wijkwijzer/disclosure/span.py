"""What can be worked out from published sums: exact linear algebra over everything that is published at once.

Every cell (an area in a year, in any borders, at any level, or an own area) is a weighted sum of *atoms*, the
finest cells there are. Somebody who subtracts published cells from one another learns exactly those cells
that lie in the span of the published ones. That is decided here without rounding errors: weights are
fractions, taken modulo a prime.

Source: L. H. Cox (1980), Suppression methodology and statistical disclosure control, JASA 75, 377-385;
arithmetic modulo a prime as in J.-G. Dumas and G. Villard (2002), Computing the rank of large sparse matrices
over finite fields.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

__all__ = ["Span", "Vector", "cell_vector", "recoverable"]

PRIME = 2**61 - 1
Vector = dict[int, int]


class Span:
    """The span of a growing set of sparse rows: everything that follows from what is published.

    Examples
    --------
    >>> span = Span()
    >>> span.add({0: 1, 1: 1}), span.add({1: 1}), span.add({0: 5})
    (True, True, False)
    >>> span.contains({0: 3, 1: 7}), span.contains({2: 1})
    (True, False)
    """

    def __init__(self) -> None:
        self._rows: dict[int, Vector] = {}

    def add(self, vector: Vector) -> bool:
        """Add a row; return whether it told anything new."""
        rest = self.reduce(vector)
        if rest:
            self.add_reduced(rest)
        return bool(rest)

    def add_reduced(self, rest: Vector) -> int:
        """Add a row that `reduce` returned, and return the column that it settles."""
        pivot = next(iter(rest))
        self._rows[pivot] = self.scaled(rest, pivot)
        return pivot

    def contains(self, vector: Vector) -> bool:
        """Return whether the row can be made from the rows that were added."""
        return not self.reduce(vector)

    def reduce(self, vector: Vector) -> Vector:
        """Return what is left of a row after subtracting what is known; the same for equal spans."""
        rest = dict(vector)
        todo = [column for column in rest if column in self._rows]
        while todo:
            column = todo.pop()
            factor = rest.get(column, 0)
            if not factor:
                continue
            for other, value in self._rows[column].items():
                new = (rest.get(other, 0) - factor * value) % PRIME
                if new:
                    if other not in rest and other in self._rows:
                        todo.append(other)
                    rest[other] = new
                else:
                    rest.pop(other, None)
        return rest

    @staticmethod
    def scaled(vector: Vector, column: int) -> Vector:
        """Return the row divided by its weight in one column."""
        inverse = pow(vector[column], PRIME - 2, PRIME)
        return {other: value * inverse % PRIME for other, value in vector.items()}


def recoverable(cells: csr_matrix, published: NDArray[np.bool_], asked: Iterable[int]) -> list[int]:
    """Return which of the asked cells can be worked out exactly from the published ones.

    Parameters
    ----------
    cells : (cells, atoms) weights; a buurt is one atom, a wijk the sum of its buurten.
    published : (cells,).
    asked : cells to try, usually the suppressed ones.

    Returns
    -------
    list of int
        The asked cells that are no secret.

    Examples
    --------
    >>> cells = csr_matrix([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]])
    >>> recoverable(cells, np.array([False, True, True, True]), [0])
    [0]
    >>> recoverable(cells, np.array([False, False, True, True]), [0, 1])
    []
    """
    table = csr_matrix(cells)
    span = Span()
    parts = np.diff(table.indptr)
    # Small sums first: a gemeente is then reduced by its wijken to nothing.
    rows = np.flatnonzero(published)
    for row in rows[np.argsort(parts[rows], kind="stable")]:
        span.add(cell_vector(table, int(row)))
    return [int(row) for row in asked if span.contains(cell_vector(table, int(row)))]


def cell_vector(cells: csr_matrix, row: int) -> Vector:
    """Return a row of the table with its weights as residues modulo the prime."""
    span = slice(cells.indptr[row], cells.indptr[row + 1])
    pairs = zip(cells.indices[span].tolist(), cells.data[span].tolist(), strict=True)
    return {column: _residue(weight) for column, weight in pairs if weight != 0}


def _residue(weight: float) -> int:
    """A float is a fraction with a power of two below the line, so it has an exact residue."""
    top, bottom = float(weight).as_integer_ratio()
    return top * pow(bottom, PRIME - 2, PRIME) % PRIME if bottom > 1 else top % PRIME
