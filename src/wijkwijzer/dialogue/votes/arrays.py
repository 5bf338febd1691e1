"""Names for the arrays and identifiers of this package."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Flags", "Floats", "Id", "Ints"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.integer[Any]]
"""Whole numbers of any width: places of a million people do not need eight bytes each."""
Flags = npt.NDArray[np.bool_]
Id = int | str
