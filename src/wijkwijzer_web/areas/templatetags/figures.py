"""Numbers in the pages, written by the library's own rules in the language of the page."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.translation import get_language

from wijkwijzer.areas.profile import Text
from wijkwijzer.report import number
from wijkwijzer_web.areas.models import Level, area_address
from wijkwijzer_web.areas.names import Place

register = template.Library()


def language() -> str:
    """The language of the page as the library knows it."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


@register.filter
def getal(value: float | None) -> str:
    """A whole number with its separators; unknown in words."""
    return number(value, 0, language())


@register.filter
def tekst(value: Text | None) -> str:
    """A text of the library in the language of the page."""
    return "" if value is None else getattr(value, language())


@register.filter
def jaar(last: int) -> str:
    """The first year in which something no longer existed."""
    return str(last + 1)


@register.filter
def soort(level: str) -> str:
    """The kind of an area, as a word that can stand alone."""
    return Level(level).label.capitalize()


@register.simple_tag
def area_url(place: Place) -> str:
    """The page of an area."""
    return area_address(place.level, place.key, place.name)


@register.simple_tag
def report_url(place: Place) -> str:
    """Where the report of an area is asked for; a gemeente has its code there."""
    return reverse("areas:report", args=[place.level, place.key])
