"""Which method pages there are; their texts are templates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = ["METHODS", "Method", "library_version"]


@dataclass(frozen=True, slots=True)
class Method:
    """One method page: its name in the address, its title, and what it answers in one sentence.

    `functions` are the names in `package` that do it; `literature` is what they follow.
    """

    name: str
    title: _StrPromise
    answers: _StrPromise
    functions: tuple[str, ...] = ()
    literature: tuple[str, ...] = ()
    package: str = "wijkwijzer.areas.methods"

    @property
    def template(self) -> str:
        """The text of the page."""
        return f"areas/methods/{self.name}.html"


@lru_cache(maxsize=1)
def library_version() -> str:
    """The version of the library that computed what this site shows."""
    try:
        return version("wijkwijzer")
    except PackageNotFoundError:
        return "?"


_PAGES = (
    Method(
        "gewone-taal",
        _("De zinnen bovenaan"),
        _("Hoe de zinnen, de krachten en de zorgen tot stand komen."),
    ),
    Method(
        "onzekerheid",
        _("Hoe zeker een cijfer is"),
        _("Wat de band en het lichte deel betekenen."),
        ("year_to_year",),
        ("Sheppard (1898), On the calculation of the most probable values of frequency constants",),
    ),
    Method(
        "trend",
        _("Een verandering of toeval"),
        _("Wanneer we zeggen dat een wijk anders verandert dan andere wijken."),
        ("trends", "theil_sen", "common_path", "benjamini_hochberg", "common_breaks"),
        (
            "Sen (1968), Estimates of the regression coefficient based on Kendall's tau",
            "Storch en Navarra (1995), Analysis of climate variability",
            "Smyth (2004), Linear models and empirical Bayes methods",
            "Benjamini en Hochberg (1995), Controlling the false discovery rate",
        ),
    ),
    Method(
        "keerpunt",
        _("Een keerpunt"),
        _("Wanneer we zeggen dat een ontwikkeling van richting veranderde."),
        ("turning_points",),
        (
            "Kim e.a. (2000), Permutation tests for joinpoint regression",
            "Schwarz (1978), Estimating the dimension of a model",
        ),
    ),
    Method(
        "grenzen",
        _("Grenzen die veranderen"),
        _("Waarom een wijk twee reeksen kan hebben."),
    ),
    Method(
        "optellen",
        _("Van buurt naar wijk"),
        _("Hoe we cijfers van delen samennemen tot één cijfer."),
        ("combine", "suppressed_sum"),
    ),
    Method(
        "positie",
        _("Positie"),
        _("Hoe we een wijk naast andere wijken zetten, zonder rangorde."),
        ("positions", "positions_among", "percentile_of", "side_of_middle"),
        ("Goldstein en Spiegelhalter (1996), League tables and their limitations",),
    ),
    Method(
        "vergelijkbaar",
        _("Wijken die op elkaar lijken"),
        _("Hoe we vergelijkbare wijken zoeken, en wanneer we zeggen dat ze er niet zijn."),
        ("find_peers",),
        (
            "Mahalanobis (1936), On the generalised distance in statistics",
            "Bentley (1975), Multidimensional binary search trees used for associative searching",
        ),
    ),
    Method(
        "verschillen",
        _("Verschillen binnen de wijk"),
        _("Hoe we buurten naast elkaar zetten."),
        ("merge_small",),
        ("Duque, Anselin en Rey (2012), The max-p-regions problem",),
    ),
    Method(
        "onbekend",
        _("Wat onbekend is"),
        _("Waarom een cijfer ontbreekt, en waarom dat nooit nul is."),
    ),
    Method(
        "afschermen",
        _("Kleine aantallen afschermen"),
        _("Hoe we zorgen dat niemand te herkennen is, ook niet door cijfers van elkaar af te trekken."),
        ("suppress_sums", "recoverable"),
        (
            "Cox (1980), Suppression methodology and statistical disclosure control",
            "Hundepool e.a. (2012), Statistical disclosure control",
        ),
        package="wijkwijzer.disclosure",
    ),
    Method(
        "eigen",
        _("Eigen gebieden en eigen cijfers"),
        _("Wat een organisatie zelf toevoegt, en hoe je dat herkent."),
    ),
)  # fmt: skip
METHODS = {method.name: method for method in _PAGES}
