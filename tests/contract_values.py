"""Any result as values that JSON has, for the contract that every method keeps."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import numpy as np

__all__ = ["plain", "unordered"]


def plain(value: Any) -> Any:
    """Values that JSON has, from any result."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, np.ndarray):
        return [None if each != each else each for each in value.ravel().tolist()]
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(each) for each in value)
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, float | np.floating):
        return None if value != value else float(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return int(value) if isinstance(value, np.integer) else value


def unordered(value: Any) -> Any:
    """Of a result that tells things in the order in which they came: sorted, sums as far as they are sure."""
    if isinstance(value, dict):
        return {name: unordered(each) for name, each in value.items()}
    if isinstance(value, list):
        return sorted((unordered(each) for each in value), key=repr)
    return round(value, 9) if isinstance(value, float) else value
