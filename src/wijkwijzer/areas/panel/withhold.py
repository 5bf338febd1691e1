"""Withhold what would tell a figure that the source withheld: complementary suppression over all levels.

A wijk is the sum of its buurten and a gemeente the sum of its wijken, so a single gap among them is no
secret: subtraction fills it. One more figure is then withheld. In nested sums that is enough: a gap can be
worked out only through a sum in which it is the only gap (an equation with one unknown), and after this no
sum has exactly one. All else in a release (figures in other borders, own areas, trends, positions, peers) is
computed from what is left, so it tells nothing that is not there already, whichever own areas are added and
however often.

Source: A. Hundepool et al. (2012), Statistical Disclosure Control, chapter 4.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from wijkwijzer.areas.catalogue import Indicator, catalogue
from wijkwijzer.opendata.missing import KNOWN, SUPPRESSED

__all__ = ["ENOUGH", "about_people", "count_parts", "withhold"]

ENOUGH = 100
"""Residents of an area that is withheld to protect another one, if there is such an area: together with fewer
people it would still tell too much."""
_UNITS = ("percent", "per_1000", "keuro", "kwh", "m3", "years")
_SUM = ["whole", "division", "year"]


def about_people(entry: Indicator) -> bool:
    """Return whether a figure says something of the people or homes of an area that must not leak.

    How many people, homes and firms there are is public (the source rounds them and withholds none);
    distances, densities and scores tell of the place.

    Examples
    --------
    >>> from wijkwijzer.areas.catalogue import indicator
    >>> [about_people(indicator(key)) for key in ("bijstand_per_1000", "inwoners", "afst_huisarts_km")]
    [True, False, False]
    """
    if entry.combine not in ("rate", "mean", "index"):
        return False
    return entry.unit_key in _UNITS or (entry.unit_key == "number" and entry.weight == "huishoudens")


def withhold(
    panel: pl.DataFrame, steps: Sequence[tuple[str, str, pl.DataFrame]], members: pl.DataFrame
) -> pl.DataFrame:
    """Withhold figures of one indicator until no sum has exactly one gap.

    Parameters
    ----------
    panel : figures of one indicator, see `wijkwijzer.areas.panel.choose.make_panel`; before anything is added
        up.
    steps : `wijkwijzer.areas.panel.rollup.Ladder.steps`: buurten in wijken, wijken in gemeenten, gemeenten
        in the country.
    members : area, division, segment (`wijkwijzer.areas.panel.identity.Areas.members`).

    Returns
    -------
    polars.DataFrame
        The panel; what was withheld has no value and status ``SUPPRESSED``.
    """
    if panel.is_empty() or not about_people(catalogue()[panel["indicator"][0]]):
        return panel
    of_wijk, of_gemeente = (links for _, parent, links in steps if parent != "land")
    wijken = _Sums(panel, of_gemeente, members, "wijk", _told(panel, of_gemeente, "gemeente"))
    buurten = _Sums(panel, of_wijk, members, "buurt", _told(panel, of_wijk, "wijk", wijken))
    segments = members.select("area", "division", "segment")
    hidden = panel.filter(pl.col("status") == SUPPRESSED).select("area", "year")
    start = hidden.height
    while True:
        more, follow = buurten.exposed(hidden, None)
        follow = follow.rename({"whole": "area"}).join(segments, on=["area", "division"])
        follow = follow.select("area", "year", own="segment").unique()
        more = pl.concat([more, wijken.exposed(hidden, follow)[0]]).unique(maintain_order=True)
        if more.is_empty():
            return _without(panel, hidden[start:])
        hidden = pl.concat([hidden, more])


def count_parts(links: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Add to links how many parts each whole has and the segment of each part (``parts``, ``own``).

    The same for every indicator, so whoever withholds many does it once; links that have it stay as they are.
    """
    if "parts" in links.columns:
        return links
    number = links.group_by("parent", "division").agg(pl.len().alias("parts"))
    own = members.select("area", "division", own=pl.col("segment"))
    return links.join(number, on=["parent", "division"]).join(own, on=["area", "division"])


def _told(panel: pl.DataFrame, links: pl.DataFrame, level: str, above: _Sums | None = None) -> pl.DataFrame:
    """Return the wholes (whole, year) that are published, or are parts of a whole that is told."""
    known = panel.filter((pl.col("status") == KNOWN) & pl.col("level").is_in([level, "land"]))
    own = known.filter(pl.col("level") == level).select(pl.col("area").alias("whole"), "year")
    if above is None:
        years = known.filter(pl.col("level") == "land").select("year").unique()
        rest = links.select(pl.col("parent").alias("whole")).unique().join(years, how="cross")
    else:
        rest = above.links.join(above.told, on="whole").select(pl.col("area").alias("whole"), "year")
    return pl.concat([own, rest.select(own.columns)]).unique()


def _without(panel: pl.DataFrame, hidden: pl.DataFrame) -> pl.DataFrame:
    if hidden.is_empty():
        return panel
    marked = panel.join(
        hidden.with_columns(hidden=pl.lit(True)), on=["area", "year"], how="left", maintain_order="left"
    )
    shown = pl.col("hidden").is_null()
    return marked.with_columns(
        *(pl.when(shown).then(name).alias(name) for name in ("value", "low", "high", "variance")),
        status=pl.when(shown).then("status").otherwise(pl.lit(SUPPRESSED, dtype=pl.UInt8)),
    ).drop("hidden")


class _Sums:
    """The sums of one level in every year: each whole, and which of its parts have a figure.

    A part may be published in borders of another year than the others: it is a part of every sum of that year
    in which it has the same borders. A whole is *told* when somebody published its figure, or when it may
    follow from what it is a part of; of other wholes the parts tell nothing about one another.

    Parameters
    ----------
    told : whole, year.
    """

    def __init__(
        self, panel: pl.DataFrame, links: pl.DataFrame, members: pl.DataFrame, child: str, told: pl.DataFrame
    ) -> None:
        self.told = told
        links = count_parts(links, members)
        self.links = links.select("area", "own", "division", "parts", whole="parent", size="residents")
        # Of all levels: wijken without figures of their own may follow from their buurten.
        self._used = panel.select("year", "division").unique()
        known = panel.filter((pl.col("level") == child) & (pl.col("status") == KNOWN))
        self._known = self._linked(known.select("area", "year", own="segment"))

    def _linked(self, parts: pl.DataFrame) -> pl.DataFrame:
        # The divisions of the year first: an area has the same borders in many others.
        links = parts.join(self._used, on="year").join(self.links, on=["area", "own", "division"])
        return links.select(*_SUM, "area", "own", "parts", "size")

    def exposed(
        self, hidden: pl.DataFrame, complete: pl.DataFrame | None
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return what else to withhold (area, year), and the sums that follow from their parts.

        Parameters
        ----------
        hidden : area, year: withheld already.
        complete : area, year, own (its segment): parts without a figure of their own that follow from theirs.
        """
        known = self._known
        if complete is not None:
            more = self._linked(complete).join(known, on=[*_SUM, "area"], how="anti")
            known = pl.concat([known, more])
        known = known.join(hidden, on=["area", "year"], how="anti")
        withheld = hidden.select(pl.col("area").alias("whole"), "year", withheld=pl.lit(True))
        sums = known.group_by(_SUM).agg(pl.len().alias("shown"), pl.col("parts").first())
        sums = sums.join(withheld, on=["whole", "year"], how="left")
        gaps = pl.col("parts").cast(pl.Int64) - pl.col("shown")
        free = pl.col("withheld").is_null()
        one = sums.filter(free & (gaps == 1)).join(self.told, on=["whole", "year"], how="semi")
        exposed = pl.concat([one, sums.filter(~free & (gaps == 0))]).select(_SUM)
        follow = sums.filter(free & (gaps == 0)).select(_SUM)
        return _smallest(known.join(exposed, on=_SUM)), follow


def _smallest(parts: pl.DataFrame) -> pl.DataFrame:
    """Choose of each sum the smallest part that is large enough, else the largest.

    The choice is the same for every indicator, so that one column does not tell what another one hides.
    """
    few = pl.col("size") < ENOUGH
    order = parts.with_columns(few=few, size=pl.when(few).then(-pl.col("size")).otherwise("size"))
    return order.sort(*_SUM, "few", "size", "area").unique(_SUM, keep="first").select("area", "year")
