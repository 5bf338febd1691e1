"""The addresses of the areas pages: Dutch, without a slash at the end; with one they lead here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern, path, register_converter
from django.views.generic import RedirectView

from wijkwijzer_web.areas.converters import AreaLevelConverter
from wijkwijzer_web.areas.views import public

app_name = "areas"
register_converter(AreaLevelConverter, "area_level")


def page(route: str, view: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    """The page, and the same address with a slash behind it."""
    there: Any = RedirectView.as_view(pattern_name=f"{app_name}:{name}", permanent=True, query_string=True)
    return [path(route, view, name=name), path(f"{route}/", there)]


urlpatterns = [
    *page("gemeenten", public.gemeenten, "gemeenten"),
    *page("gemeente/<slug:name>", public.gemeente, "gemeente"),
    *page("gemeente/<slug:name>/kaart.geojson", public.gemeente_borders, "gemeente-borders"),
    *page("gemeente/<slug:name>/cijfers", public.gemeente_figures, "gemeente-figures"),
    *page("<area_level:level>/<slug:address>", public.area, "area"),
    *page("<area_level:level>/<slug:address>/rapport", public.report, "report"),
    *page("<area_level:level>/<slug:address>/cijfers.<str:form>", public.figures_file, "figures-file"),
    *page("vergelijk", public.comparison, "compare"),
    *page("cijfers", public.indicators, "indicators"),
    *page("cijfers/<slug:key>", public.indicator, "indicator"),
    *page("bronnen", public.sources, "sources"),
    *page("methoden", public.methods, "methods"),
    *page("methoden/<slug:name>", public.method, "method"),
]
