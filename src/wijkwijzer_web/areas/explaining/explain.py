"""The catalogue in everyday words: what may be said about one indicator."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from wijkwijzer.areas import IndicatorInfo, Text
from wijkwijzer.report import number
from wijkwijzer_web.areas.words import language

__all__ = ["facts_of"]


def facts_of(
    info: IndicatorInfo, sources: dict[str, str], name_of: Callable[[str], str]
) -> list[tuple[str, str]]:
    """Terms and what is said: unit, good side, sources, rounding, zeros and how areas are added together."""
    rows = [
        (_("Eenheid"), _text(info.unit)),
        (_("Gunstige kant"), _side(info)),
        (_("Bron"), "\n".join(sources.get(key, key) for key in info.sources)),
        (_("Onzekerheid"), _uncertainty(info)),
        (_("Gebieden samen nemen"), _combine(info, name_of)),
    ]
    if info.ambiguous_zero is not None:
        bound = number(info.ambiguous_zero, 0, language())
        zero = _(
            "Een nul kan ook een aantal onder %(bound)s zijn dat is afgerond. Dan tekenen we dat als ruimte."
        )
        rows.append((_("Nul"), zero % {"bound": bound}))
    return rows


def _text(text: Text) -> str:
    return text.en if language() == "en" else text.nl


def _side(info: IndicatorInfo) -> str:
    return {
        "higher_is_better": _("Hoger is gunstiger."),
        "lower_is_better": _("Lager is gunstiger."),
        "none": _("Geen: hoog of laag zegt niet of het goed gaat."),
    }[info.direction]


def _uncertainty(info: IndicatorInfo) -> str:
    if info.modelled:
        return _("Berekend met een model. Hoe ver het ernaast zit, weten we niet, dus is er geen band.")
    if not info.rounding:
        return _("De uitgever rondt dit cijfer niet af.")
    step = number(info.rounding, 0 if info.rounding >= 1 else 2, language())
    return _("Afgerond op %(step)s. De band laat zien hoeveel dat scheelt.") % {"step": step}


def _combine(info: IndicatorInfo, name_of: Callable[[str], str]) -> str:
    kind, _separator, weight = info.combine.rstrip(")").partition("(")
    by = name_of(weight).lower() if weight else ""
    texts = {
        "count": _("We tellen het op."),
        "rate": _("We wegen het met: %(by)s."),
        "mean": _("We nemen het gemiddelde, gewogen met: %(by)s."),
        "index": _("We wegen het met het aantal huishoudens."),
        "class": _("Klassen voegen we nooit samen."),
    }
    return texts[kind] % {"by": by}
