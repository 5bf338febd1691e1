"""Numbers in the pages, written by the library's own rules in the language of the page."""

from __future__ import annotations

import datetime

from django import template
from django.urls import reverse

from wijkwijzer.areas import AreaProfile, Identity, Text
from wijkwijzer.report import date, number
from wijkwijzer_web.areas.models import Level, area_address
from wijkwijzer_web.areas.names import Place
from wijkwijzer_web.areas.words import language

register = template.Library()


@register.filter
def whole(value: float | None) -> str:
    """A whole number with its separators; unknown in words."""
    return number(value, 0, language())


@register.filter
def in_language(value: Text | None) -> str:
    """A text of the library in the language of the page."""
    return "" if value is None else getattr(value, language())


@register.filter
def first_year_without(last: int) -> str:
    """The first year in which something no longer existed."""
    return str(last + 1)


@register.filter
def kind(level: str) -> str:
    """The kind of an area, as a word that can stand alone."""
    return Level(level).label.capitalize()


@register.simple_tag
def area_url(place: Place | Identity) -> str:
    """The page of an area."""
    return area_address(place.level, place.key, place.name)


@register.simple_tag
def report_url(place: Place) -> str:
    """Where the report of an area is asked for; a gemeente has its code there."""
    return reverse("areas:report", args=[place.level, place.key])


@register.filter
def stretches(years: tuple[int, ...]) -> str:
    """Years as stretches: 2011–2014, 2016."""
    found: list[list[int]] = []
    for year in sorted(years):
        if found and year == found[-1][1] + 1:
            found[-1][1] = year
        else:
            found.append([year, year])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in found)


@register.filter
def day_of(moment: str) -> str:
    """A date in words, of an ISO date."""
    return date(datetime.date.fromisoformat(moment[:10]), language())


@register.simple_tag
def area_name(areas: tuple[AreaProfile, ...], place: int) -> str:
    """The name of the area of this column, for a phone, where the heading of the column is not in sight."""
    return areas[place].identity.name
