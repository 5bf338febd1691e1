"""Who lives in Lindemark: residents, households, homes and rates per atom and year, true and with chance.

Every rate is a level on a link scale (logit for shares, log for means) made of the planted group of the wijk,
its planted prosperity, the province's path over the years, a planted trend or turning point, and chance: an
AR(1) process per wijk and one per atom that shrinks with size. `expected` leaves chance out, `realised` not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijkwijzer.example.land.history import YEARS
from wijkwijzer.example.land.landscape import CITIES, Landscape
from wijkwijzer.example.land.names import TYPES
from wijkwijzer.example.land.random import stream
from wijkwijzer.example.land.rates import RATES, Rate

__all__ = ["Plan", "Planted", "Society", "make_society", "plan_wijken"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
CENTRE_YEAR = 2014
TREND_SHARE, TURN_SHARE = 0.18, 0.10


@dataclass(frozen=True)
class Plan:
    """What is decided before anyone lives there: the group of each wijk, and where hardly anyone lives.

    Attributes
    ----------
    kind : (wijken,) index into `TYPES`.
    prosperity : (wijken,) standard normal, 0 is the middle.
    empty : (atoms,) industrial estates and scattered houses.
    """

    kind: IntArray
    prosperity: FloatArray
    empty: NDArray[np.bool_]


@dataclass(frozen=True)
class Planted:
    """One planted development on the link scale: `before` per year until `year`, `after` per year since."""

    wijk: int
    indicator: str
    before: float
    after: float
    year: int


@dataclass(frozen=True)
class Society:
    """Figures per atom and year; weights and rates, both (atoms, years).

    Attributes
    ----------
    residents, households, homes : what shares are taken of.
    expected, realised : per indicator its rate without and with chance, shares as fractions.
    planted : the developments that were put in.
    """

    residents: FloatArray
    households: FloatArray
    homes: FloatArray
    expected: dict[str, FloatArray]
    realised: dict[str, FloatArray]
    planted: list[Planted]


def plan_wijken(seed: int, land: Landscape) -> Plan:
    """Choose the group of each wijk by its distance from the centre of its city, and the near-empty atoms."""
    rng = stream(seed, "plan")
    wijken = int(land.wijk.max()) + 1
    kind = np.zeros(wijken, dtype=np.int64)
    size = np.bincount(land.wijk)
    middle = np.column_stack([np.bincount(land.wijk, land.site[:, axis]) / size for axis in (0, 1)])
    city = land.city[np.unique(land.wijk, return_index=True)[1]]
    for index, place in enumerate(CITIES):
        own = np.flatnonzero(city == index)
        distance = np.hypot(*(middle[own] - (place.x, place.y)).T)
        rank = distance.argsort().argsort() / len(own) + rng.normal(0, 0.07, len(own))
        kind[own] = np.digitize(rank, [0.10, 0.27, 0.5, 0.66, 0.82])
        kind[own[distance.argmin()]] = 0
    prosperity = rng.normal(0, 1, wijken) * 0.75 + np.array([0.1, 0.0, -0.9, 0.1, 0.8, 0.4])[kind]
    kind[land.spoordijk], prosperity[land.spoordijk] = TYPES.index("naoorlogs"), -1.35
    last = np.r_[np.diff(land.wijk) > 0, True]  # the atom furthest east in its wijk
    chance = np.array([0.05, 0.1, 0.2, 0.25, 0.25, 0.55])[kind][land.wijk]
    empty = last & (rng.random(len(land.wijk)) < chance)
    empty[np.flatnonzero(land.wijk == land.spoordijk)] = [False] * 5 + [True]
    return Plan(kind, prosperity, empty)


def make_society(seed: int, land: Landscape, plan: Plan) -> Society:
    """Return the figures of every atom in every year."""
    residents = _residents(seed, land, plan)
    rng = stream(seed, "households")
    size = np.array([1.7, 1.95, 2.0, 2.35, 2.6, 2.45])[plan.kind][land.wijk]
    size = size * np.exp(rng.normal(0, 0.06, len(size)))
    size[land.wijk == land.spoordijk] = 8240 / 4010
    years = np.asarray(YEARS) - YEARS[-1]
    households = np.round(residents / (size[:, None] * np.exp(-0.004 * years)))
    homes = np.round(households * (1.03 + 0.02 * rng.random(len(size)))[:, None])
    planted = _plant(seed, land, plan)
    # Chance is small in large atoms: the square root of residents, as for a share among them.
    spread = np.sqrt(1000 / residents.clip(30))
    expected: dict[str, FloatArray] = {}
    realised: dict[str, FloatArray] = {}
    for group in sorted({rate.group for rate in RATES}):
        members = [rate for rate in RATES if rate.group == group]
        smooth = [_link(seed, rate, land, plan, planted) for rate in members]
        noisy = [z + _chance(seed, rate, land, spread) for z, rate in zip(smooth, members, strict=True)]
        expected |= _unlink(members, smooth)
        realised |= _unlink(members, noisy)
    return Society(residents, households, homes, expected, realised, planted)


def _residents(seed: int, land: Landscape, plan: Plan) -> FloatArray:
    """Whole numbers of people; new wijken fill up in the years after 2008."""
    rng = stream(seed, "residents")
    wijken = len(plan.kind)
    total = np.clip(np.exp(rng.normal(np.log(5600), 0.5, wijken)), 2050, 14800)
    total[plan.kind == TYPES.index("landelijk")] *= 0.55
    total = total.clip(2050)
    total[land.spoordijk] = 8240
    share = rng.gamma(3.0, 1.0, len(land.wijk)) + 0.25
    share[plan.empty] = 0.0
    own = np.flatnonzero(land.wijk == land.spoordijk)
    share[own] = [2.6, 0.65, 0.55, 2.0, 2.5, 0.0]
    people = total[land.wijk] * share / np.bincount(land.wijk, share)[land.wijk]
    people = np.minimum(people, 3950 + 40 * rng.random(len(people)))
    people[plan.empty] = rng.choice(
        [0, 4, 12, 28, 60, 130], plan.empty.sum(), p=[0.1, 0.15, 0.2, 0.25, 0.2, 0.1]
    )
    people[own[-1]] = 150
    people[own[0]] += 8240 - people[own].sum()
    years = np.asarray(YEARS) - YEARS[-1]
    growth = rng.normal(0.003, 0.005, wijken)[land.wijk] + rng.normal(0, 0.002, len(people))
    path = np.exp(
        growth[:, None] * years + np.cumsum(rng.normal(0, 0.004, (len(people), len(years))), axis=1)
    )
    path /= path[:, -1:]
    new = plan.kind == TYPES.index("nieuwbouw")
    start = np.where(new, rng.uniform(1998, 2013, wijken), 1900)[land.wijk]
    filled = 0.02 + 0.98 / (1 + np.exp(-(np.asarray(YEARS) - start[:, None] - 4) / 1.6))
    return np.asarray(np.round(people[:, None] * path * filled / filled[:, -1:]), dtype=np.float64)


def _plant(seed: int, land: Landscape, plan: Plan) -> list[Planted]:
    """Give some wijken a trend of their own and some a turning point, per indicator."""
    rng = stream(seed, "planted")
    planted = []
    for rate in RATES:
        if rate.trend == 0:
            continue
        draw = rng.random(len(plan.kind))
        sign = rng.choice([-1.0, 1.0], len(plan.kind))
        strength = rng.uniform(0.8, 2.2, len(plan.kind)) * rate.trend
        year = rng.integers(2011, 2019, len(plan.kind))
        for wijk in np.flatnonzero(draw < TREND_SHARE + TURN_SHARE):
            slope = float(sign[wijk] * strength[wijk])
            turns = draw[wijk] >= TREND_SHARE
            if wijk != land.spoordijk:
                before = 0.0 if turns else slope
                planted.append(
                    Planted(int(wijk), rate.name, before, slope, int(year[wijk]) if turns else YEARS[0])
                )
    # De Spoordijk: more schooling, less bijstand since 2015, homes that lag since 2016, moves since 2018.
    home = land.spoordijk
    planted.append(Planted(home, "a_bijstand", 0.0, -0.055, 2015))
    planted.append(Planted(home, "a_opl_laag", -0.03, -0.03, YEARS[0]))
    planted.append(Planted(home, "woz_x1000", 0.0, -0.02, 2016))
    planted.append(Planted(home, "moves", 0.0, 0.05, 2018))
    return planted


def _link(seed: int, rate: Rate, land: Landscape, plan: Plan, planted: list[Planted]) -> FloatArray:
    """The level of one indicator on its link scale, without chance: (atoms, years)."""
    rng = stream(seed, f"level {rate.name}")
    own = rng.normal(0, rate.spread, len(plan.kind)) + rate.load * plan.prosperity
    level = rate.level + np.asarray(rate.by_type)[plan.kind] + own
    atom = level[land.wijk] + rng.normal(0, 0.6 * rate.spread + 0.3 * abs(rate.load), len(land.wijk))
    years = np.asarray(YEARS, dtype=np.float64)
    path = np.interp(years, [point[0] for point in rate.path], [point[1] for point in rate.path])
    # A good or bad year for everyone belongs to the province's path: it is no chance of one area.
    path = path + 0.5 * rate.noise * _ar1(rng, (1, len(years)), rate.rho)[0]
    z = atom[:, None] + path[None]
    for plant in planted:
        if plant.indicator == rate.name:
            shift = (
                np.minimum(years - plant.year, 0) * plant.before
                + np.maximum(years - plant.year, 0) * plant.after
            )
            if (
                plant.before
            ):  # a trend turns around its middle, so that it does not change the level of the group
                shift = plant.before * (years - CENTRE_YEAR)
            z[land.wijk == plant.wijk] += shift
    return np.asarray(z, dtype=np.float64)


def _chance(seed: int, rate: Rate, land: Landscape, spread: FloatArray) -> FloatArray:
    """AR(1) from year to year, per wijk and per atom."""
    rng = stream(seed, f"chance {rate.name}")
    years = len(YEARS)
    wijk = _ar1(rng, (int(land.wijk.max()) + 1, years), rate.rho)[land.wijk]
    atom = _ar1(rng, (len(land.wijk), years), rate.rho)
    return np.asarray(rate.noise * (0.7 * wijk + atom * spread), dtype=np.float64)


def _ar1(rng: np.random.Generator, shape: tuple[int, int], rho: float) -> FloatArray:
    """Stationary first-order autoregression with unit variance along the last axis."""
    shocks = rng.normal(size=shape)
    values = np.empty(shape)
    values[:, 0] = shocks[:, 0]
    for t in range(1, shape[1]):
        values[:, t] = rho * values[:, t - 1] + np.sqrt(1 - rho**2) * shocks[:, t]
    return values


def _unlink(members: list[Rate], z: list[FloatArray]) -> dict[str, FloatArray]:
    """From link scale to rates: members of a composition share one softmax, the rest stand alone."""
    if members[0].link == "softmax":
        weights = np.exp(np.stack(z))
        weights /= weights.sum(axis=0)
        return {rate.name: w for rate, w in zip(members, weights, strict=True)}
    return {rate.name: _inverse(rate.link, v) for rate, v in zip(members, z, strict=True)}


def _inverse(link: str, v: FloatArray) -> FloatArray:
    if link == "identity":
        return v
    return np.asarray(np.exp(v) if link == "log" else 1 / (1 + np.exp(-v)))
