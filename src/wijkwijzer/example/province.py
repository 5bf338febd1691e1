"""The whole province in memory."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from wijkwijzer.example.land.history import Division, make_divisions
from wijkwijzer.example.land.landscape import Landscape, make_landscape
from wijkwijzer.example.land.random import SEED
from wijkwijzer.example.land.society import Plan, Society, make_society, plan_wijken
from wijkwijzer.example.land.totals import Totals, total_areas

__all__ = ["SEED", "Province"]


@dataclass(frozen=True)
class Province:
    """Lindemark for one seed; every part is made when it is first asked for.

    Parameters
    ----------
    seed : the same seed gives the same province, to the last byte of its files.

    Examples
    --------
    >>> names = set(Province().divisions[2024].names["gemeente"])
    >>> len(names), "Havermeer" in names
    (12, True)
    """

    seed: int = SEED

    @cached_property
    def landscape(self) -> Landscape:
        """Atoms and the lines between them."""
        return make_landscape(self.seed)

    @cached_property
    def plan(self) -> Plan:
        """The planted groups."""
        return plan_wijken(self.seed, self.landscape)

    @cached_property
    def divisions(self) -> dict[int, Division]:
        """Gemeenten, wijken and buurten per year."""
        return make_divisions(self.seed, self.landscape, self.plan.kind, self.plan.empty)

    @cached_property
    def society(self) -> Society:
        """Residents and rates per atom."""
        return make_society(self.seed, self.landscape, self.plan)

    def totals(self, *, chance: bool = True, fixed: int | None = None) -> Totals:
        """Areas before rounding, in the borders of each year or of one `fixed` year."""
        return total_areas(self.society, self.divisions, self.landscape.area, chance=chance, fixed=fixed)
