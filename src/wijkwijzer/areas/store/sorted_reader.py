"""Read a few rows of a large Parquet file that is sorted the way it is asked for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

__all__ = ["Columns", "SortedTable"]

Columns = dict[str, NDArray[Any]]
_KEPT_GROUPS = 6


class SortedTable:
    """Rows of a Parquet file by their number; recently read row groups stay in memory.

    Safe to share between threads.

    Parameters
    ----------
    path : the file; all row groups but the last have `row_group` rows.
    row_group : rows per group.
    without : columns that are not read.
    """

    def __init__(self, path: Path, row_group: int, without: tuple[str, ...] = ()) -> None:
        self.path, self.row_group, self.without = path, row_group, without
        self._scanned: pl.LazyFrame | None = None
        self._groups: OrderedDict[int, Columns] = OrderedDict()
        self._lock = threading.Lock()

    def rows(self, start: int, count: int) -> Columns:
        """Return the columns of rows start ... start + count - 1 as arrays; numbers that are null become
        NaN.
        """
        if count == 0:
            return {name: values[:0] for name, values in self._group(0).items()}
        first, last = start // self.row_group, (start + count - 1) // self.row_group
        parts = []
        for number in range(first, last + 1):
            offset = number * self.row_group
            part = slice(max(start - offset, 0), start + count - offset)
            parts.append({name: values[part] for name, values in self._group(number).items()})
        if len(parts) == 1:
            return parts[0]
        return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}

    def _group(self, number: int) -> Columns:
        with self._lock:
            group = self._groups.get(number)
            if group is None:
                if self._scanned is None:
                    self._scanned = pl.scan_parquet(self.path).drop(self.without, strict=False)
                group = _arrays(self._scanned.slice(number * self.row_group, self.row_group).collect())
                self._groups[number] = group
            self._groups.move_to_end(number)
            while len(self._groups) > _KEPT_GROUPS:
                self._groups.popitem(last=False)
            return group


def _arrays(frame: pl.DataFrame) -> Columns:
    return {
        column.name: (column.fill_null(np.nan) if column.dtype.is_float() else column).to_numpy()
        for column in frame.get_columns()
    }
