"""From a panel to what may be said of one area: learn, test, and tell; silent where nothing can be said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from wijkwijzer.effects.signals.backtest import DRAWS, TARGETS, backtest, moments_of
from wijkwijzer.effects.signals.candidates import happened
from wijkwijzer.effects.signals.ordinary import Ordinary, chance_below, fit_ordinary, spread
from wijkwijzer.effects.signals.results import (
    AreaSignal,
    Backtest,
    Cell,
    Foresight,
    Product,
    Target,
    Told,
)
from wijkwijzer.effects.signals.waves import Moment, Waves, moment
from wijkwijzer.errors import InputError

__all__ = ["FEWEST_LIKE", "learn", "signal"]

FloatArray = NDArray[np.float64]
FEWEST_LIKE = 30
MOST_SAID = 4
STANDS_OUT = 1.0


def learn(
    waves: Waves, *, fall: float | None = None, seed: int = 0, draws: int = DRAWS, ahead: float | None = None
) -> Foresight:
    """Learn both signals from all waves, with the backtest that says whether they forecast.

    Parameters
    ----------
    waves, fall, seed, draws : as in :func:`backtest`.
    ahead : years from the last wave to the next; by default those between the last two.

    Returns
    -------
    Foresight
        A signal `forecasts` only when at every tested origin its Brier skill lies above 0 with its whole
        interval; else the page follows and does not forecast.

    Raises
    ------
    InputError
        As :func:`backtest`.

    Examples
    --------
    >>> from wijkwijzer.effects.signals.planted import planted_waves
    >>> found = learn(planted_waves(1500, seed=3, waves=4), draws=50)
    >>> [(each.target, each.forecasts) for each in found.products]
    [('grens', True), ('daling', True)]
    """
    tested = backtest(waves, fall=fall, seed=seed, draws=draws)
    known = [each for _, followed, each in moments_of(waves) if followed]
    last = moments_of(waves)[-1]
    gap = ahead or float(waves.years[last[0]] - waves.years[last[0] - 1])
    products = tuple(_product(target, known, tested) for target in TARGETS)
    return Foresight(tested.stamp, tested, last[2].year, int(last[2].year + gap), products)


def _product(target: Target, known: Sequence[Moment], tested: Backtest) -> Product:
    came = np.concatenate([happened(each, target, tested.fall)[each.outside] for each in known])
    tests = [test for test in tested.tests if test.target == target]
    return Product(
        target=target,
        ordinary=fit_ordinary(known, expected=target == "daling"),
        base=float(came.mean()),
        forecasts=bool(tests) and all(test.beaten for test in tests),
        record=_pooled(cell for test in tests for cell in test.cells),
    )


def _pooled(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    by_said: dict[int, list[Cell]] = {}
    for cell in cells:
        by_said.setdefault(cell.said, []).append(cell)
    pooled = []
    for said, same in sorted(by_said.items()):
        areas = sum(each.areas for each in same)
        mean = sum(each.mean_said * each.areas for each in same) / areas
        pooled.append(Cell(said, areas, mean, sum(each.happened for each in same)))
    return tuple(pooled)


def signal(foresight: Foresight, waves: Waves, area: str) -> AreaSignal:
    """Return what may be said of one area at the last wave.

    Raises
    ------
    InputError
        When the area is not in the panel, or the panel is another, or the method has changed since.

    Examples
    --------
    >>> from wijkwijzer.effects.signals.planted import planted_waves
    >>> waves = planted_waves(1500, seed=3, waves=4)
    >>> told = signal(learn(waves, draws=50), waves, "WK000003")
    >>> [(each.target, each.said) for each in told.told]
    [('grens', 1), ('daling', 1)]
    """
    if area not in waves.areas:
        raise InputError("Van dit gebied zijn er geen metingen.")
    if waves.indicator != foresight.backtest.indicator or foresight.origin not in waves.years:
        raise InputError("Deze uitkomst hoort bij andere cijfers.")
    if not foresight.current:
        raise InputError("Deze uitkomst is met een oudere methode gemaakt. Leer opnieuw.")
    row, at = waves.areas.index(area), waves.years.index(foresight.origin)
    told: list[Told] = []
    silent: list[tuple[str, str]] = []
    now = moment(waves.until(foresight.origin), at, ahead=float(foresight.until - foresight.origin))
    for product in foresight.products:
        reason = _why_silent(product, foresight.backtest, now, row)
        if reason:
            silent.append((product.target, reason))
        else:
            told.append(_told(product, now, row, foresight.backtest.fall))
    return AreaSignal(
        foresight.stamp, area, foresight.origin, foresight.until, tuple(told), tuple(silent),
        foresight.backtest.lasting,
    )  # fmt: skip


def _why_silent(product: Product, tested: Backtest, now: Moment, row: int) -> str | None:
    if not now.known[row]:
        return "unmeasured"
    if not product.forecasts:
        some = any(test.beaten for test in tested.tests if test.target == product.target)
        return "unsteady" if some else "unpredictable"
    return None if now.outside[row] else "below"


def _told(product: Product, now: Moment, row: int, fall: float) -> Told:
    bound = -now.margin if product.target == "grens" else np.full(len(now.level), -fall)
    chance = float(chance_below(product.ordinary, now, bound)[row])
    said = max(int(np.floor(chance * 10 + 0.5)), 1)
    like = [cell for cell in product.record if min(cell.said, MOST_SAID) == min(said, MOST_SAID)]
    areas, came = sum(cell.areas for cell in like), sum(cell.happened for cell in like)
    low, high = _of_ten(came, areas) if areas >= FEWEST_LIKE else (None, None)
    return Told(
        target=product.target,
        chance=chance,
        said=min(said, MOST_SAID),
        low=low,
        high=high,
        base=product.base,
        like=areas,
        happened=came,
        reasons=_reasons(product.ordinary, product.target, now, row),
    )


def _of_ten(came: int, areas: int) -> tuple[int, int]:
    """95% Wilson interval of a share, as whole numbers of ten that hold it."""
    share, z2 = came / areas, 1.96**2
    middle = (share + z2 / (2 * areas)) / (1 + z2 / areas)
    half = 1.96 / (1 + z2 / areas) * float(np.sqrt(share * (1 - share) / areas + z2 / (4 * areas**2)))
    return int(np.floor(10 * max(middle - half, 0.0))), int(np.ceil(10 * min(middle + half, 1.0)))


def _reasons(ordinary: Ordinary, target: Target, now: Moment, row: int) -> tuple[str, ...]:
    """What moves this chance away from that of a middling area; size first, because it usually does most."""
    size = now.log_size
    typical = float(np.median(size[now.known]))
    wide = spread(ordinary, size[row : row + 1], now.gap)[0]
    usual = spread(ordinary, np.array([typical]), now.gap)[0]
    reasons = []
    if abs(np.log(wide / usual)) > 0.15:
        reasons.append("small" if wide > usual else "large")
    if target == "grens":
        distance = now.margin[row] / wide
        reasons.append("near" if distance < 2 * STANDS_OUT else "far")
        return tuple(reasons)
    if abs(ordinary.by_level * now.level[row]) > 0.15 * usual:
        reasons.append("level-lower" if ordinary.by_level * now.level[row] < 0 else "level-higher")
    if abs(ordinary.by_last * now.last[row]) > 0.15 * usual:
        pulls = ordinary.by_last * now.last[row] < 0
        rose = now.last[row] > 0
        reasons.append(f"{'rose' if rose else 'fell'}-{'more' if pulls else 'less'}")
    return tuple(reasons) or ("ordinary",)
