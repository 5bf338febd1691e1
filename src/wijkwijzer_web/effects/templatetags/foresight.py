"""Marks of foresight: ten houses, and a bar that is solid as far as is known; no style attributes."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wijkwijzer.effects import Told, effect_words
from wijkwijzer.report import Palette

register = template.Library()

SOLID, SECOND, LIGHT, EMPTY = Palette.MAIN, Palette.SECOND, Palette.LIGHT, "#fff"
STEP, COUNT = 38, 10


@register.simple_tag
def houses(told: Told, likely: str) -> SafeString:
    """Ten houses: solid to the low end, second tone to the estimate, light to the high end, and a bracket."""
    low = told.low if told.low is not None else 0
    high = told.high if told.high is not None else told.said
    colours = [
        SOLID if i < min(low, told.said) else SECOND if i < told.said else LIGHT if i < high else EMPTY
        for i in range(COUNT)
    ]
    label = _("Tien huisjes, %(said)s gevuld: %(likely)s.") % {"said": told.said, "likely": likely}
    return format_html(
        '<svg class="ww-huizen" viewBox="0 0 382 72" role="img" aria-label="{}">{}{}</svg>',
        label,
        _drawn(colours),
        _bracket(low, high, likely) if told.low is not None else mark_safe(""),
    )


def _drawn(colours: list[str]) -> SafeString:
    return format_html_join(
        "",
        '<path transform="translate({0} 2)" d="M0 16L15 2l15 14v20H0z" fill="{1}" stroke="{3}" '
        'stroke-width="1.6" stroke-linejoin="round"/><path transform="translate({0} 2)" d="M12 36v-11h6v11z" '
        'fill="{2}"/>',
        (
            (2 + STEP * i, colour, SOLID if colour == EMPTY else EMPTY, SOLID)
            for i, colour in enumerate(colours)
        ),
    )


def _bracket(low: int, high: int, likely: str) -> SafeString:
    start = 2 + STEP * max(low - 1, 0)
    width = max(STEP * (high - max(low - 1, 0)) - 8, 30)
    return format_html(
        '<path d="M{0} 46v6h{1}v-6" fill="none" stroke="#374145" stroke-width="1.3"/>'
        '<text x="{0}" y="66">{2}</text>',
        start,
        width,
        likely,
    )


@register.simple_tag
def strip(low: float, high: float, label: str, known: bool = True) -> SafeString:
    """A bar over 0 to 100: solid to the lower bound, light to the upper, hatched when nothing is known."""
    if not known:
        marks = mark_safe('<rect x="0" y="6" width="100%" height="16" rx="2" fill="url(#onbekend)"/>')
    else:
        solid, light = max(min(round(low), 100), 0), max(min(round(high - low), 100), 0)
        marks = format_html(
            '<rect x="0" y="6" width="100%" height="16" rx="2" fill="#f6f2ea"/>'
            '<rect x="0" y="6" width="{}%" height="16" rx="2" fill="{}"/>'
            '<rect x="{}%" y="6" width="{}%" height="16" rx="2" fill="{}"/>',
            solid,
            SOLID,
            solid,
            light,
            LIGHT,
        )
    return format_html('<svg class="ww-strip" role="img" aria-label="{}">{}</svg>', label, marks)


@register.filter
def figure(value: float) -> str:
    """A number with two figures that count."""
    return effect_words.number(value, get_language() or "nl")


@register.filter
def three(value: float) -> str:
    """A measure with three decimals, as tables of methods have them."""
    text = f"{value:.3f}".replace("-0.000", "0.000").replace("-", "−")
    return text if (get_language() or "nl").startswith("en") else text.replace(".", ",")


@register.filter
def per_cent(value: float) -> int:
    """A share as a whole number of a hundred."""
    return round(100 * value)
