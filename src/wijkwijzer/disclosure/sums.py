"""Which cells to publish so that no small count can be worked out from them.

A count from 1 up to and including 9 is not published (primary suppression). Then cells are published one by
one, sums first and large areas before small ones, each only when the attack of `span` still learns no
small count from everything published so far: levels, years, borders and own areas together. What is left over
is complementary suppression. The cells that are refused are thus the smallest that protect, and preferably
areas that are left out in another year too.

Sources: L. H. Cox (1980), Suppression methodology and statistical disclosure control, JASA 75, 377-385; A.
Hundepool et al. (2012), Statistical Disclosure Control, chapter 4 (what remains of a sum must be large
enough).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_matrix

from wijkwijzer.disclosure.smallest import SMALLEST
from wijkwijzer.disclosure.span import Span, Vector, cell_vector

__all__ = ["COMPLEMENTARY", "PRIMARY", "PUBLISHED", "Suppression", "suppress_sums"]

PUBLISHED, PRIMARY, COMPLEMENTARY = 0, 1, 2
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Suppression:
    """What happens to each cell.

    Attributes
    ----------
    status : (cells,) `PUBLISHED`, `PRIMARY` (small) or `COMPLEMENTARY` (left out to protect a small one).
    """

    status: NDArray[np.int8]

    @property
    def published(self) -> NDArray[np.bool_]:
        """(cells,) True for what may be shown."""
        return np.asarray(self.status == PUBLISHED)


def suppress_sums(
    counts: ArrayLike,
    cells: csr_matrix,
    *,
    small: int = SMALLEST,
    series: ArrayLike | None = None,
    given: csr_matrix | None = None,
) -> Suppression:
    """Choose the cells to publish.

    Parameters
    ----------
    counts : (cells,) the counts; NaN is unknown, and protected as if it were small. A share of a published
        denominator tells its count, so it shares the fate of the count.
    cells : (cells, atoms) how each cell is made of atoms; a buurt is a row with one 1, a wijk has a 1 for
        every buurt, a figure in other borders has the weights of the conversion.
    small : counts from 1 up to (not including) this are small; 0 is published.
    series : (cells,) whole numbers, equal for the same area in different years.
    given : (others, atoms) sums that are public already, whatever is chosen here. What follows from them
        alone is no secret any more.

    Returns
    -------
    Suppression

    Examples
    --------
    >>> cells = csr_matrix([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]])
    >>> suppress_sums([4, 30, 80, 114], cells).status.tolist()
    [1, 2, 0, 0]
    """
    count, table = np.asarray(counts, dtype=np.float64), csr_matrix(cells, dtype=np.float64)
    primary = ((count > 0) & (count < small)) | np.isnan(count)
    status = np.where(primary, PRIMARY, COMPLEMENTARY).astype(np.int8)
    secrets = _Secrets(table, count, np.flatnonzero(primary), small, given)
    for row in _order(table, count, primary, series):
        if secrets.survive(row):
            status[row] = PUBLISHED
    return Suppression(status)


def _order(
    table: csr_matrix, count: FloatArray, primary: NDArray[np.bool_], series: ArrayLike | None
) -> list[int]:
    """The cells that are not small, most wanted first: sums before atoms.

    A sum that holds a small sum (a gemeente with a small wijk) goes first, or it would be refused to protect
    it. The other sums go from short to long, so that a gemeente simply follows from its wijken; equally long
    ones from large to small. Among atoms zeros go first, then areas that are never small, each from large to
    small.
    """
    area = np.arange(len(count)) if series is None else np.asarray(series, dtype=np.int64)
    sometimes_small = np.isin(area, area[primary]) & (count > 0)
    parts = np.diff(table.indptr)
    single = parts <= 1
    holds_small = _holds(table, np.flatnonzero(primary & ~single)) & ~single
    length = np.where(
        single, 0, np.where(holds_small, -parts, np.log2(np.maximum(parts, 1)).astype(np.int64))
    )
    order = np.lexsort((-count, sometimes_small & single, (count > 0) & single, length, ~holds_small, single))
    return [int(row) for row in order if not primary[row]]


def _holds(table: csr_matrix, inner: IntArray) -> NDArray[np.bool_]:
    """(cells,) whether a cell holds all atoms of one of the inner cells and more."""
    if len(inner) == 0:
        return np.zeros(table.shape[0], dtype=np.bool_)
    pattern = csr_matrix((np.ones(len(table.data)), table.indices, table.indptr), shape=table.shape)
    parts = np.diff(table.indptr)
    common = (pattern @ pattern[inner].T).tocoo()
    whole = (common.data == parts[inner][common.col]) & (parts[common.row] > parts[inner][common.col])
    found = np.zeros(table.shape[0], dtype=np.bool_)
    found[common.row[whole]] = True
    return found


class _Secrets:
    """The small cells, and what everything published so far leaves unknown of them.

    With a new row the span of what is known grows by one dimension: what remains of that row once all that is
    known is subtracted. A secret comes out exactly when its own remainder is a multiple of that.
    """

    def __init__(
        self, table: csr_matrix, count: FloatArray, secret: IntArray, small: int, given: csr_matrix | None
    ) -> None:
        self._table, self._small = table, small
        self._span = Span()
        if given is not None:
            known = csr_matrix(given, dtype=np.float64)
            for row in range(known.shape[0]):
                self._span.add(cell_vector(known, row))
        left = {int(row): self._span.reduce(cell_vector(table, int(row))) for row in secret}
        self._rest = {row: rest for row, rest in left.items() if rest}
        self._atom = _atom_counts(table, count)
        self._secret_atoms = {c for row in secret for c in cell_vector(table, int(row))}

    def survive(self, row: int) -> bool:
        """Publish the row if no secret comes out; return whether it was published."""
        news = self._span.reduce(cell_vector(self._table, row))
        if not news:
            return True
        shape = normalised(news)
        if self._too_small(shape) or any(
            len(rest) == len(news) and normalised(rest) == shape for rest in self._rest.values()
        ):
            return False
        pivot = self._span.add_reduced(news)
        for secret, rest in self._rest.items():
            if pivot in rest:
                self._rest[secret] = self._span.reduce(rest)
        return True

    def _too_small(self, news: Vector) -> bool:
        """The row tells the sum of some hidden atoms, and that sum is itself a small count."""
        if any(weight != 1 for weight in news.values()) or not self._secret_atoms & news.keys():
            return False
        total = sum(self._atom[column] for column in news)
        return bool(0 < total < self._small)


def normalised(vector: Vector) -> Vector:
    """Scale a remainder so that its first column has weight 1; multiples of one another become equal."""
    return Span.scaled(vector, min(vector))


def _atom_counts(table: csr_matrix, count: FloatArray) -> FloatArray:
    """(atoms,) count of each atom that is a cell itself, else NaN."""
    known = np.full(table.shape[1], np.nan)
    single = np.flatnonzero(np.diff(table.indptr) == 1)
    known[table.indices[table.indptr[single]]] = count[single] / table.data[table.indptr[single]]
    return known
