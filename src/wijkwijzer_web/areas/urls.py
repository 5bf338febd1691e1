"""The addresses of the areas pages: Dutch, without a slash at the end; with one they lead here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern, path, register_converter
from django.views.generic import RedirectView

from wijkwijzer_web.areas.converters import AreaLevelConverter
from wijkwijzer_web.areas.views import citing, own_areas, own_figures, public, reports

app_name = "areas"
_WORK = "werkplek/cijfers/<slug:slug>"
_OWN = "werkplek/gebieden/<slug:slug>"
register_converter(AreaLevelConverter, "area_level")


def page(route: str, view: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    """The page, and the same address with a slash behind it."""
    there: Any = RedirectView.as_view(pattern_name=f"{app_name}:{name}", permanent=True, query_string=True)
    return [path(route, view, name=name), path(f"{route}/", there)]


urlpatterns = [
    *page("gemeenten", public.gemeenten, "gemeenten"),
    *page("wijken", public.wijken, "wijken"),
    path("wijken/voorstellen.json", public.suggest, name="suggest"),
    *page("gemeente/<slug:name>", public.gemeente, "gemeente"),
    *page("gemeente/<slug:name>/kaart.geojson", public.gemeente_borders, "gemeente-borders"),
    *page("gemeente/<slug:name>/cijfers", public.gemeente_figures, "gemeente-figures"),
    *page("<area_level:level>/<slug:address>", public.area, "area"),
    *page("<area_level:level>/<slug:address>/rapport", public.report, "report"),
    *page("<area_level:level>/<slug:address>/waarom", public.why, "why"),
    *page("<area_level:level>/<slug:address>/cijfers.<str:form>", public.figures_file, "figures-file"),
    path(
        "<area_level:level>/<slug:address>/figuur/<slug:name>.<str:form>",
        public.loose_figure,
        name="loose-figure",
    ),
    *page("reken-na", reports.check, "check-report"),
    *page("vergelijk", public.comparison, "compare"),
    path("vergelijk.csv", public.comparison_file, name="compare-file"),
    *page("cijfers", public.indicators, "indicators"),
    *page("cijfers/<slug:key>", public.indicator, "indicator"),
    path("cijfer/<slug:release>/<slug:area>/<slug:indicator>/<int:year>", citing.figure, name="figure"),
    path(
        "cijfer/<slug:release>/<slug:area>/<slug:indicator>/<int:year>.<str:form>",
        citing.figure_file,
        name="figure-file",
    ),
    *page("bronnen", public.sources, "sources"),
    *page("methoden", public.methods, "methods"),
    *page("methoden/<slug:name>", public.method, "method"),
    path("werkplek/rapporten", reports.all_reports, name="reports"),
    path("werkplek/cijfers", own_figures.work_list, name="work-list"),
    path("werkplek/cijfers/sjabloon.csv", own_figures.template, name="own-figures-template"),
    path(_WORK, own_figures.organisation, name="own-figures"),
    path(f"{_WORK}/concept/<uuid:pk>", own_figures.draft, name="own-figures-draft"),
    path(f"{_WORK}/concept/<uuid:pk>/weg", own_figures.discard, name="own-figures-discard"),
    path(f"{_WORK}/versie/<int:pk>.csv", own_figures.version_file, name="own-figures-file"),
    path(f"{_WORK}/versie/<int:pk>/terug", own_figures.restore, name="own-figures-restore"),
    path(f"{_WORK}/versie/<int:pk>/weg", own_figures.take_off, name="own-figures-off"),
    path(_OWN, own_areas.areas, name="own-areas"),
    path(f"{_OWN}/nieuw", own_areas.new, name="own-area-new"),
    path(f"{_OWN}/bestand", own_areas.take_in, name="own-areas-file"),
    path(f"{_OWN}/<slug:code>", own_areas.change, name="own-area"),
    path(f"{_OWN}/<slug:code>/einde", own_areas.end, name="own-area-end"),
    path(f"{_OWN}/<slug:code>/terug", own_areas.reopen, name="own-area-reopen"),
]
