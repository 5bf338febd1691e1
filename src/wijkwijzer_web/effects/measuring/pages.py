"""What is shown of an effect, and the way to it from the page of a wijk."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wijkwijzer.areas import IndicatorInfo, Release
from wijkwijzer.effects import Effect, effect_words, measurable, measure, panel_of
from wijkwijzer.errors import InputError
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.rooms import Area, Panel

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from wijkwijzer_web.core.models import User

__all__ = ["Shown", "choices", "measured", "outcome", "panels", "shown"]

ORDER = 410


@dataclass(frozen=True)
class Shown:
    """An effect in words, the gate first."""

    effect: Effect
    verdict: str
    smallest: str
    gate: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    indicator: str
    unit: str
    beside: str
    compared: str
    by_chance: str


def panels(area: Area, actor: User | AnonymousUser) -> list[Panel]:
    """The question whether an approach helped, on the page of a wijk."""
    if area.level != "wijk" or areas.figures() is None:
        return []
    url = f"{reverse('effects:measure')}?{urlencode({'wijken': area.key})}"
    return [
        Panel(
            "geholpen",
            _("Heeft het geholpen?"),
            ORDER,
            template="effects/geholpen.html",
            context={"url": url},
        )
    ]


def choices(release: Release) -> list[tuple[str, str]]:
    """The figures on which an effect may be measured, by name."""
    english = (get_language() or "nl").startswith("en")
    return sorted(
        ((info.key, info.name.en if english else info.name.nl) for info in measurable(release)),
        key=lambda x: x[1],
    )


@lru_cache(maxsize=128)
def measured(release: Release, indicator: str, keys: tuple[str, ...], start: int, end: int | None) -> Effect:
    """The effect; the same question gives the same answer, so a process keeps it.

    Raises
    ------
    InputError
        With what cannot be measured.
    """
    return measure(panel_of(release, indicator), keys, start, end)


def outcome(indicator: str, area: str, start: int) -> str:
    """What may be said of an approach in one wijk, the gate first; why nothing may be said otherwise."""
    release = areas.figures()
    if release is None or indicator not in {info.key for info in measurable(release)}:
        return ""
    try:
        found = shown(measured(release, indicator, (area,), start, None), release.indicator(indicator))
    except InputError as error:
        return str(error.sentence)
    return f"{found.verdict} {found.smallest}"


def shown(effect: Effect, info: IndicatorInfo) -> Shown:
    """The effect in words."""
    language = get_language() or "nl"
    english = language.startswith("en")
    if effect.local:
        compared = _("vergeleken met %(n)s wijken met ongeveer dezelfde stand") % {"n": effect.controls}
    else:
        compared = _("vergeleken met %(n)s andere wijken") % {"n": effect.controls}
    found = [areas.place(key) for key in effect.areas]
    return Shown(
        effect=effect,
        verdict=effect_words.effect_sentence(effect, language),
        smallest=effect_words.smallest_sentence(effect, language),
        gate=effect_words.gate_sentences(effect.gate, language),
        places=tuple((each.name, areas.address_of(each.key)) for each in found if each),
        indicator=info.name.en if english else info.name.nl,
        unit=info.unit.en if english else info.unit.nl,
        beside=effect_words.number(effect.beside, language),
        compared=compared,
        by_chance=_by_chance(effect.p),
    )


def _by_chance(p: float) -> str:
    """How often areas without an approach show as much, in words."""
    count = str(round(100 * p)) if p >= 0.01 else _("minder dan 1")
    return _("Zonder aanpak komt zo’n verschil, of een groter, in %(n)s van de 100 gevallen voor.") % {
        "n": count
    }
