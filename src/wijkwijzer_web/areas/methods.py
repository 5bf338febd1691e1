"""Which method pages there are; their texts are templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = ["METHODS", "Method"]


@dataclass(frozen=True, slots=True)
class Method:
    """One method page: its name in the address, its title, and what it answers in one sentence."""

    name: str
    title: _StrPromise
    answers: _StrPromise

    @property
    def template(self) -> str:
        """The text of the page."""
        return f"areas/methods/{self.name}.html"


METHODS = {
    method.name: method
    for method in (
        Method(
            "gewone-taal",
            _("De zinnen bovenaan"),
            _("Hoe de zinnen, de krachten en de zorgen tot stand komen."),
        ),
        Method("onzekerheid", _("Hoe zeker een cijfer is"), _("Wat de band en het lichte deel betekenen.")),
        Method("grenzen", _("Grenzen die veranderen"), _("Waarom een wijk twee reeksen kan hebben.")),
        Method("positie", _("Positie"), _("Hoe we een wijk naast andere wijken zetten, zonder rangorde.")),
        Method("verschillen", _("Verschillen binnen de wijk"), _("Hoe we buurten naast elkaar zetten.")),
        Method(
            "onbekend", _("Wat onbekend is"), _("Waarom een cijfer ontbreekt, en waarom dat nooit nul is.")
        ),
    )
}
