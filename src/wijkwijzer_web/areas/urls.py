"""The addresses of the areas pages: Dutch, without a slash at the end; with one they lead here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern, path, register_converter
from django.views.generic import RedirectView

from wijkwijzer_web.areas import views
from wijkwijzer_web.areas.converters import AreaLevelConverter

app_name = "areas"
register_converter(AreaLevelConverter, "area_level")


def page(route: str, view: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    """The page, and the same address with a slash behind it."""
    there: Any = RedirectView.as_view(pattern_name=f"{app_name}:{name}", permanent=True, query_string=True)
    return [path(route, view, name=name), path(f"{route}/", there)]


urlpatterns = [
    *page("gemeenten", views.gemeenten, "gemeenten"),
    *page("gemeente/<slug:name>", views.gemeente, "gemeente"),
    *page("gemeente/<slug:name>/kaart.geojson", views.gemeente_borders, "gemeente-borders"),
    *page("gemeente/<slug:name>/cijfers", views.gemeente_figures, "gemeente-figures"),
    *page("<area_level:level>/<slug:address>", views.area, "area"),
    *page("<area_level:level>/<slug:address>/rapport", views.report, "report"),
    *page("<area_level:level>/<slug:address>/cijfers.<str:form>", views.figures_file, "figures-file"),
    *page("vergelijk", views.comparison, "compare"),
    *page("cijfers", views.indicators, "indicators"),
    *page("cijfers/<slug:key>", views.indicator, "indicator"),
    *page("bronnen", views.sources, "sources"),
    *page("methoden", views.methods, "methods"),
    *page("methoden/<slug:name>", views.method, "method"),
]
