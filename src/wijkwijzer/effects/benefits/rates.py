"""Discount rates as data, each with its source and the date from which it holds; and present value itself."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from importlib.resources import files

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wijkwijzer.effects.benefits.model import Rate
from wijkwijzer.errors import InputError

__all__ = ["discount_factors", "net_present_value", "rate_of", "rates"]

FloatArray = NDArray[np.float64]


def rates() -> tuple[Rate, ...]:
    """Return the rates that are known.

    Examples
    --------
    >>> rates()[0].key, rates()[0].rate
    ('nl-2021', 0.0225)
    """
    found = tomllib.loads(files(__package__).joinpath("rates.toml").read_text(encoding="utf-8"))
    return tuple(
        Rate(key, float(each["rate"]), str(each["since"]), f"{each['source']}. {each['note']}")
        for key, each in found.items()
    )


def rate_of(key: str) -> Rate:
    """Return one rate by its key.

    Raises
    ------
    InputError
        When it is not known.
    """
    for rate in rates():
        if rate.key == key:
            return rate
    known = ", ".join(rate.key for rate in rates())
    raise InputError(f"Deze discontovoet kennen we niet. Wel: {known}.")


def discount_factors(rate: float | Sequence[float], years: int) -> FloatArray:
    """Return what a euro of each year is worth in year 0.

    Parameters
    ----------
    rate : one rate, or one per year after year 0 (the rate from year t to t + 1).
    years : how many years, year 0 included.

    Examples
    --------
    >>> discount_factors(.1, 3).round(4).tolist()
    [1.0, 0.9091, 0.8264]
    >>> discount_factors([.1, .0], 3).round(4).tolist()
    [1.0, 0.9091, 0.9091]
    """
    steps = (
        np.full(max(years - 1, 0), rate) if isinstance(rate, int | float) else np.asarray(rate)[: years - 1]
    )
    if len(steps) < years - 1:
        raise InputError("Er is voor elk jaar één discontovoet nodig.")
    return np.asarray(np.concatenate([[1.0], np.cumprod(1 / (1 + steps))]))


def net_present_value(rate: float | Sequence[float], flows: ArrayLike) -> float:
    """Return the value in year 0 of flows of years 0, 1, 2 and on.

    Raises
    ------
    InputError
        When a flow is no finite number.

    Examples
    --------
    >>> round(net_present_value(.025, [0] + [1] * 40), 4)
    25.1028
    """
    x = np.asarray(flows, dtype=np.float64)
    if not np.isfinite(x).all():
        raise InputError("Een geldstroom is geen getal.")
    return float(x @ discount_factors(rate, len(x)))
