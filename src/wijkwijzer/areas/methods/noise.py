"""How much an area's figures wiggle from year to year by chance, learned from all areas together.

A single series of fifteen years says too little about its own noise: estimated per area, autocorrelation
comes out far too low and tests find trends that are not there. So autocorrelation (rho) and size of the noise
(sigma) are pooled over the areas of one indicator, per size class, with sigma a smooth function of size and
level.

Sources
-------
AR(1) noise in trend tests: Storch and Navarra (1995), Analysis of Climate Variability. The bias of short
detrended series is removed exactly: for residuals r = M x of a straight line E[r r'] = M S(rho) M, so the
expected lag-one ratio is known for every rho and every pattern of missing years; what leaving out steep
slopes does is simulated. Areas that are noisier than their class are allowed for by moderated variances: G.
K. Smyth (2004), Statistical Applications in Genetics and Molecular Biology 3(1), 3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, digamma, fdtrc, polygamma

from wijkwijzer.areas.methods.simulation import steep_dropped

__all__ = ["Noise", "Patterns", "find_patterns", "pooled_noise"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
RHO_GRID = np.linspace(-0.4, 0.95, 28)
# Fewer areas than this give no stable estimate of their own, so classes are made no smaller.
CLASS_AREAS, MAX_CLASSES = 300, 4
# Rho is itself estimated, and an error in it makes extreme slopes commoner than they seem: it is taken this
# many standard errors higher. Measured: keeps p < .001 at one in a thousand, and p < .05 within 4.5-5.5%.
CAUTION = 0.5
# A variance this many times the median counts no further when areas speak together; pure chance hardly gets
# there.
OUTLIER = 6.0
# Below this chance an area's noise is no longer that of its class.
ALONE = 1e-4


@dataclass(frozen=True)
class Patterns:
    """Which years are there: the different patterns among the areas, and what a straight line does to each.

    Attributes
    ----------
    mask : (patterns, years) 1 where there is a value, else 0.
    index : (areas,) pattern of each area.
    years : (years,).
    path : (years,) what all areas went through; an area may follow it more or less than the others.
    """

    mask: FloatArray
    index: IntArray
    years: FloatArray
    path: FloatArray

    def count(self) -> IntArray:
        """Return the number of known years per area."""
        return np.asarray(self.mask.sum(axis=1)[self.index], dtype=np.int64)

    def basis(self) -> list[FloatArray]:
        """Return unit vectors of what is no chance: level, straight line, own share in the path.

        Each is (patterns, years), orthogonal within the known years, and 0 where it adds nothing.
        """
        vectors: list[FloatArray] = []
        for feature in (
            np.ones(len(self.years)),
            self.years - self.years.mean(),
            self.path - self.path.mean(),
        ):
            rest = feature * self.mask
            whole = np.linalg.norm(rest, axis=1, keepdims=True)
            for vector in vectors:
                rest = rest - (rest * vector).sum(axis=1, keepdims=True) * vector
            length = np.linalg.norm(rest, axis=1, keepdims=True)
            with np.errstate(invalid="ignore", divide="ignore"):
                vectors.append(np.where(length > 1e-6 * whole, rest / length, 0.0))
        return vectors


@dataclass(frozen=True)
class Noise:
    """Chance from year to year, per area.

    Attributes
    ----------
    rho : (areas,) autocorrelation of the area's size class.
    sigma : (areas,) standard deviation of the area's chance, moderated.
    df : (areas,) degrees of freedom of sigma; infinite when areas of a class do not differ in noise.
    slope_variance : (areas,) variance of the least-squares slope for sigma 1.
    """

    rho: FloatArray
    sigma: FloatArray
    df: FloatArray
    slope_variance: FloatArray


def find_patterns(values: FloatArray, years: FloatArray, path: FloatArray | None = None) -> Patterns:
    """Return the patterns of missing years of `values` (areas, years)."""
    known = ~np.isnan(values)
    power = 1 << np.arange(values.shape[1], dtype=np.uint64)
    _, first, index = np.unique(known @ power, return_index=True, return_inverse=True)
    shared = np.zeros(len(years)) if path is None else np.nan_to_num(path)
    return Patterns(known[first].astype(np.float64), np.asarray(index, dtype=np.int64), years, shared)


def pooled_noise(
    values: FloatArray, patterns: Patterns, slopes: FloatArray, size: FloatArray | None = None
) -> Noise:
    """Learn rho and sigma from all areas of one indicator.

    Parameters
    ----------
    values : (areas, years), difference from the country; NaN is missing. Every row has enough years.
    patterns : of `values`.
    slopes : (areas,); the tenth with the steepest slopes, for its noise, is left out of the pooling.
    size : (areas,) residents or another denominator; None when there is none.
    """
    if len(values) == 0:
        return Noise(*np.zeros((4, 0)))
    residual = _residuals(values, patterns)
    own, pairs = np.einsum("ij,ij->i", residual, residual), _adjacent(residual)
    rough, level = own / np.maximum(patterns.count() - 3, 1), np.nanmean(values, axis=1)
    calm = _calm(slopes, _scale(rough, level, size, rough > 0)) & (rough > 0)
    scale = _scale(rough, level, size, calm)
    group = _classes(size, calm)
    expected = np.stack([_lag_sums(patterns, float(rho)) for rho in RHO_GRID])
    rho = np.zeros(len(values))
    for label in np.unique(group):
        member = group == label
        use = member & calm
        rho[member] = _rho(own[use] / scale[use], pairs[use] / scale[use], patterns, expected, use)
    return _moderate(own, scale, rho, group, calm, patterns)


def _residuals(values: FloatArray, patterns: Patterns) -> FloatArray:
    """What is left of each series after what is no chance; 0 in missing years."""
    residual = np.nan_to_num(values)
    for vector in patterns.basis():
        along = vector[patterns.index]
        residual -= np.einsum("ij,ij->i", residual, along)[:, None] * along
    return residual


def _adjacent(residual: FloatArray) -> FloatArray:
    """Sum of products of neighbouring years; a missing year has residual 0 and drops out."""
    products: FloatArray = np.einsum("ij,ij->i", residual[:, 1:], residual[:, :-1])
    return products


def _calm(slopes: FloatArray, expected: FloatArray) -> BoolArray:
    """All but the tenth with the steepest slope for the variance expected of an area like it.

    Not for its own variance: that would leave out the areas with little noise.
    """
    steep = np.abs(slopes) / np.sqrt(expected)
    if len(steep) < 10:
        return np.ones(len(steep), dtype=np.bool_)
    return np.asarray(steep <= np.quantile(steep, 0.9))


def _scale(variance: FloatArray, level: FloatArray, size: FloatArray | None, calm: BoolArray) -> FloatArray:
    """Variance expected from size and level: a quadratic on log scales, as far as the areas can carry it."""
    columns = [np.ones(len(variance))]
    for x in (size, level):
        if x is None or calm.sum() < 60 or not np.all(x[calm] > 0):
            continue
        z = np.log(np.maximum(x, x[calm].min()))
        spread = z[calm].std()
        if spread > 1e-6:
            z = np.clip((z - z[calm].mean()) / spread, -3, 3)
            columns += [z, z**2] if calm.sum() >= 200 else [z]
    if calm.sum() < 3:
        return np.full(len(variance), max(float(variance.mean()), 1e-300) if len(variance) else 1.0)
    design = np.column_stack(columns)
    target = np.log(variance[calm])
    # Series that hardly move would pull the fit down; a floor keeps them from doing so.
    target = np.maximum(target, np.quantile(target, 0.02))
    coefficient, *_ = np.linalg.lstsq(design[calm], target, rcond=None)
    return np.asarray(np.exp(design @ coefficient))


def _classes(size: FloatArray | None, calm: BoolArray) -> IntArray:
    count = min(MAX_CLASSES, max(1, int(calm.sum()) // CLASS_AREAS))
    if size is None or count == 1:
        return np.zeros(len(calm), dtype=np.int64)
    edges = np.quantile(size[calm], np.linspace(0, 1, count + 1)[1:-1])
    return np.asarray(np.searchsorted(edges, size), dtype=np.int64)


def _ar1(years: FloatArray, rho: float) -> FloatArray:
    # Years are whole numbers, so a negative rho has a power too.
    return np.asarray(rho ** np.abs(np.round(years[:, None] - years[None, :])))


def _moments(patterns: Patterns, rho: float) -> tuple[FloatArray, ...]:
    """Expected residuals of AR(1) noise around a straight line, without building a matrix per pattern.

    With unit vectors q of what is no chance and M = diag(mask) - sum of q q', every moment of M S M follows
    from S q.

    Returns
    -------
    tuple
        Per pattern: trace of M S, trace of M S M S, sum of neighbouring elements of M S M, and the variance
        of the least-squares slope.
    """
    mask, line = patterns.mask, patterns.basis()
    covariance = _ar1(patterns.years, rho)
    moved = [mask * (q @ covariance) for q in line]  # S q within the known years
    inner = {(k, m): (line[m] * moved[k]).sum(axis=1) for k in range(len(line)) for m in range(len(line))}
    trace = mask.sum(axis=1) - sum(inner[k, k] for k in range(len(line)))
    square = ((mask @ covariance**2) * mask).sum(axis=1) + sum(value**2 for value in inner.values())
    square -= 2 * sum((v**2).sum(axis=1) for v in moved)
    step = np.append(np.diag(covariance, 1), 0.0)
    beside = (mask[:, :-1] * mask[:, 1:] * step[:-1]).sum(axis=1)
    for q, v in zip(line, moved, strict=True):
        beside -= (q[:, :-1] * v[:, 1:] + v[:, :-1] * q[:, 1:]).sum(axis=1)
    for (k, m), value in inner.items():
        beside += value * (line[k][:, :-1] * line[m][:, 1:]).sum(axis=1)
    spread = ((patterns.years * line[1]).sum(axis=1)) ** 2
    return trace, square, beside, inner[1, 1] / spread


def _lag_sums(patterns: Patterns, rho: float) -> FloatArray:
    trace, _, beside, _ = _moments(patterns, rho)
    return np.stack([trace, beside])


def _rho(
    own: FloatArray, pairs: FloatArray, patterns: Patterns, expected: FloatArray, use: BoolArray
) -> float:
    """Solve for rho: the pooled lag-one ratio equals its expectation for short detrended series.

    Parameters
    ----------
    expected : (grid, 2, patterns) from `_lag_sums`.
    """
    # One area with hardly any residents must not speak for all others.
    calmer = np.minimum(1.0, OUTLIER * np.median(own) / np.maximum(own, 1e-300)) if len(own) else own
    own, pairs = own * calmer, pairs * calmer
    total = own.sum()
    if total <= 0:
        return 0.0
    index = patterns.index[use]
    sums = expected @ np.bincount(index, minlength=len(patterns.mask)).astype(np.float64)
    typical = np.full(len(RHO_GRID), int(np.median(patterns.mask.sum(axis=1)[index])))
    curve = sums[:, 1] / sums[:, 0] + steep_dropped(typical, RHO_GRID)[1]
    ratio = pairs.sum() / total
    error = np.sqrt(((pairs - ratio * own) ** 2).sum()) / total
    return float(np.interp(ratio + CAUTION * error, curve, RHO_GRID))


def _moderate(
    own: FloatArray, scale: FloatArray, rho: FloatArray, group: IntArray, calm: BoolArray, patterns: Patterns
) -> Noise:
    """Per area: expected sum of squares and degrees of freedom of its residuals, then shrink to the class."""
    lag0, df, slope_variance = np.zeros((3, len(own)))
    for value in np.unique(rho):
        use = rho == value
        trace, square, _, slope = _moments(patterns, float(value))
        index = patterns.index[use]
        lag0[use], df[use], slope_variance[use] = trace[index], (trace**2 / square)[index], slope[index]
    ratio = own / (lag0 * scale)
    prior, middle = _prior(ratio, df, group, calm)
    # The prior was learned without the steepest tenth, which made the rest look a little calmer than it is.
    middle /= steep_dropped(patterns.count(), rho)[0]
    finite = np.isfinite(prior)
    with np.errstate(invalid="ignore"):
        shrunk = np.where(finite, (prior * middle + df * ratio) / (prior + df), middle)
    alone = _stands_alone(df, prior, ratio / middle)
    sigma = np.sqrt(np.where(alone, ratio, shrunk) * scale)
    return Noise(rho, sigma, np.where(alone, df, prior + df), slope_variance)


def _stands_alone(df: FloatArray, prior: FloatArray, surplus: FloatArray) -> BoolArray:
    """Areas that are clearly noisier than their class, even for a class that differs among itself."""
    chance = np.ones(len(df))
    finite, noisy = np.isfinite(prior), surplus > 1.5
    for rows in (noisy & finite, noisy & ~finite):
        if not rows.any():
            continue
        d, s = df[rows], surplus[rows]
        chance[rows] = fdtrc(d, prior[rows], s) if finite[rows][0] else chdtrc(d, d * s)
    return np.asarray(chance < ALONE)


def _prior(
    ratio: FloatArray, df: FloatArray, group: IntArray, calm: BoolArray
) -> tuple[FloatArray, FloatArray]:
    """Degrees of freedom and middle of the prior of the variances, per size class (Smyth 2004, 6.2)."""
    prior, middle = np.full(len(ratio), np.inf), np.ones(len(ratio))
    for label in np.unique(group):
        member, use = group == label, (group == label) & calm & (ratio > 0)
        if use.sum() < 3:
            middle[member] = ratio[member].mean() if ratio[member].mean() > 0 else 1.0
            continue
        half, index = np.unique(df[use] / 2, return_inverse=True)
        log = np.log(ratio[use]) + (np.log(half) - digamma(half))[index]
        # Without outliers this is the plain variance: three deviations hold nearly all of a log chi-square.
        middle_log, spread = np.median(log), np.subtract(*np.quantile(log, (0.75, 0.25))) / 1.349
        log = np.clip(log, middle_log - 3 * spread, middle_log + 3 * spread)
        excess = log.var(ddof=1) - polygamma(1, half)[index].mean()
        if excess > 0.02:
            prior[member] = 2 * _trigamma_inverse(float(excess))
            middle[member] = np.exp(log.mean() + digamma(prior[member] / 2) - np.log(prior[member] / 2))
        else:
            middle[member] = np.minimum(ratio[use], OUTLIER * np.median(ratio[use])).mean()
    return prior, middle


def _trigamma_inverse(y: float) -> float:
    """Solve trigamma(x) = y by Newton's method, monotone from below (Smyth 2004, appendix)."""
    x = 0.5 + 1 / y
    for _ in range(50):
        value = float(polygamma(1, x))
        step = value * (1 - value / y) / float(polygamma(2, x))
        x += step
        if abs(step) < 1e-8 * x:
            break
    return x
