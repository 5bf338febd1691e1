"""The pages of areas: gemeenten, wijken and buurten, indicators, sources and methods."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from wijkwijzer.report import LOOSE_FORMS
from wijkwijzer_web.areas import compare, open_data, pages, queries
from wijkwijzer_web.areas.actions import FORMS, start_report
from wijkwijzer_web.areas.citing import citable
from wijkwijzer_web.areas.explaining.methods import METHODS, library_version
from wijkwijzer_web.areas.models import area_address
from wijkwijzer_web.areas.names import Place, everyday_names, fold
from wijkwijzer_web.areas.queries.own_areas import last_page
from wijkwijzer_web.core.clean import clean_line
from wijkwijzer_web.core.rooms import heard, panels
from wijkwijzer_web.core.work.limits import caller, within

__all__ = [
    "area",
    "comparison",
    "comparison_file",
    "figures_file",
    "gemeente",
    "gemeente_borders",
    "gemeente_figures",
    "gemeenten",
    "indicator",
    "indicators",
    "loose_figure",
    "method",
    "methods",
    "report",
    "sources",
    "suggest",
    "why",
    "wijken",
]

MANY_WIJKEN = 300  # a longer list stands on a page for each letter
FIGURES_BY_ONE = 600  # loose figures an hour, by one caller: a PNG costs a tenth of a second


def _with_figures(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A page that the menu leads to is no dead end before the first figures are on show: it says who puts
    them there, and what can be done already.
    """

    @wraps(view)
    def run(request: HttpRequest) -> HttpResponse:
        if not queries.any_shown():
            return render(request, "areas/nog_geen_cijfers.html")
        return view(request)

    return run


@require_safe
@_with_figures
def gemeenten(request: HttpRequest) -> HttpResponse:
    """All gemeenten of today, by alphabet."""
    shown = queries.current()
    letters = [
        {
            "letter": letter.upper(),
            "rows": [
                {"place": place, "wijken": len(shown.names.inside("wijk", place.key))} for place in group
            ],
        }
        for letter, group in groupby(shown.names.at_level("gemeente"), key=lambda place: fold(place.name)[:1])
    ]
    context = {"letters": letters, "suggestions": queries.suggestions(shown)}
    return render(request, "areas/gemeenten.html", context)


@require_safe
@_with_figures
def wijken(request: HttpRequest) -> HttpResponse:
    """All wijken of today by alphabet: at once when they are few, else the ones of a letter."""
    shown = queries.current()
    everything = shown.names.at_level("wijk")
    letters = sorted({fold(place.name)[:1].upper() for place in everything})
    asked = request.GET.get("letter", "").upper()
    many = len(everything) > MANY_WIJKEN
    letter = asked if asked in letters else letters[0] if many and letters else ""
    listed = [place for place in everything if not letter or fold(place.name)[:1].upper() == letter]
    groups = [(first.upper(), list(group)) for first, group in groupby(listed, lambda p: fold(p.name)[:1])]
    context = {
        "letters": letters if many else [],
        "letter": letter,
        "groups": groups,
        "total": len(everything),
        "suggestions": queries.suggestions(shown),
    }
    return render(request, "areas/wijken.html", context)


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Names for the list under the search field, while somebody types."""
    typed = clean_line(request.GET.get("q", ""))[:60]
    found = queries.suggested(queries.current(), typed) if len(typed) > 1 else []
    response = JsonResponse({"namen": [{"naam": name, "soort": kind} for name, kind in found]})
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
def gemeente(request: HttpRequest, name: str) -> HttpResponse:
    """The way to the wijken of a gemeente: by name and on the map, without any figure."""
    shown = queries.current()
    place = queries.gemeente(shown, name)
    if request.path != (address := area_address(place.level, place.key, place.name)):
        return redirect(address, permanent=True)
    own = shown.names.inside("gebied", place.key)
    on_map = bool(own) and request.GET.get("kaart") == "gebieden"
    context = {
        "place": place,
        "slug": name,
        "profile": queries.profile(shown, place.key),
        "wijken": shown.names.inside("wijk", place.key),
        "own": own,
        "listed": own if on_map else shown.names.inside("wijk", place.key),
        "own_on_map": on_map,
        "map": pages.own_map(shown, place) if on_map else pages.way_map(shown, place.key),
        "correction": queries.correction(shown),
        "panels": panels(pages.room_area(place), request.user, request),
        "why": pages.why_address(place.level, place.key),
    }
    return render(request, "areas/gemeente.html", context)


@require_safe
def gemeente_borders(request: HttpRequest, name: str) -> JsonResponse:
    """The borders of the wijken or of the own areas, for the map that zooms."""
    shown = queries.current()
    place = queries.gemeente(shown, name)
    own = request.GET.get("kaart") == "gebieden"
    shapes = pages.own_borders(shown, place) if own else pages.borders(shown, place.key)
    response = JsonResponse(shapes, content_type="application/geo+json")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def gemeente_figures(request: HttpRequest, name: str) -> HttpResponse:
    """The figures of a gemeente, as on the page of a wijk."""
    shown = _shown(request)
    return _area_page(request, shown, queries.gemeente(shown, name))


@require_safe
def area(request: HttpRequest, level: str, address: str) -> HttpResponse:
    """The page of a wijk, buurt or other area."""
    shown = _shown(request)
    try:
        place = queries.place_at(shown, level, address)
    except Http404:
        last = last_page(address.upper().split("-")[0]) if level == "gebied" else None
        if last is None or request.GET.get("uitgave"):
            raise
        return redirect(f"{request.path}?uitgave={last}")
    if request.path != (right := area_address(place.level, place.key, place.name)):
        return redirect(_with_query(right, request), permanent=True)
    return _area_page(request, shown, place)


def _shown(request: HttpRequest) -> queries.Current:
    """The release of today, or an older one that the address asks for: old pages stay."""
    asked = request.GET.get("uitgave", "")
    return queries.release_by_id(asked) if asked else queries.current()


def _with_query(address: str, request: HttpRequest) -> str:
    return f"{address}?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else address


def _layers(request: HttpRequest) -> queries.Layers:
    """The own figures that this visitor may see; an older release stays as it was."""
    return queries.NO_LAYERS if request.GET.get("uitgave") else queries.layers_for(request.user)


def _for_whom(response: HttpResponse, layers: queries.Layers) -> HttpResponse:
    """A page with figures that are not for everyone is kept nowhere."""
    if layers.closed:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def _area_page(request: HttpRequest, shown: queries.Current, place: Place) -> HttpResponse:
    layers = _layers(request)
    asked = request.GET.get("uitgave", "")
    today, area = not asked, pages.room_area(place)
    page = pages.area_page(shown, place.key, layers, heard(area) if today else (), asked)
    said = panels(area, request.user, request) if today else []
    context = {
        "place": place,
        "page": page,
        "panels": [panel for panel in said if not panel.inside],
        "inside": [panel for panel in said if panel.inside],
        "profile": page.profile,
        "gemeente": page.profile.identity.gemeente,
        "wijk": page.profile.identity.wijk,
        "correction": queries.correction(shown),
        "gone": place.level == "gebied" and place.key not in queries.current().names.by_key,
        "address": request.path,
        "citable": citable(shown, place.key),
        "why": pages.why_address(place.level, place.key, asked),
    }
    return _for_whom(render(request, "areas/area.html", context), layers)


@require_safe
def why(request: HttpRequest, level: str, address: str) -> HttpResponse:
    """What stands behind every sentence on the page of an area."""
    shown = _shown(request)
    place = queries.place_at(shown, level, address)
    layers = _layers(request)
    context = {
        "place": place,
        "page": pages.why_page(shown, place.key, layers),
        "back": pages.address_of(place, request.GET.get("uitgave", "")),
    }
    return _for_whom(render(request, "areas/waarom.html", context), layers)


@csrf_exempt  # anonymous, and the same report is made once: nothing that another site could misuse
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, level: str, address: str) -> HttpResponse:
    """Choose a form of the report, and start making it."""
    shown = queries.current()
    place = queries.place_at(shown, level, address)
    if request.method != "POST":
        return render(request, "areas/report.html", {"place": place, "forms": FORMS.values()})
    if request.POST.get("soort") not in FORMS:
        raise Http404("no such form")
    return redirect(start_report(shown, place, request.POST["soort"]))


@require_safe
def figures_file(request: HttpRequest, level: str, address: str, form: str) -> HttpResponse:
    """All figures of an area as a file."""
    if form not in open_data.FILES:
        raise Http404("no such form")
    shown = _shown(request)
    place = queries.place_at(shown, level, address)
    layers = queries.NO_LAYERS if request.GET.get("uitgave") else queries.public_layers()
    content = open_data.figures_file(shown, queries.laid_over(shown, place.key, layers), form)
    response = HttpResponse(content, content_type=open_data.FILES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="wijkwijzer-{place.key}.{form}"'
    return response


@require_safe
def loose_figure(request: HttpRequest, level: str, address: str, name: str, form: str) -> HttpResponse:
    """One chart or table of the page of an area as SVG, PNG or CSV, with its source in it."""
    if form not in LOOSE_FORMS:
        raise Http404("no such form")
    if not within("figuur", whose=caller(request), most=FIGURES_BY_ONE, seconds=3600):
        sentence = _("Je haalde veel figuren op. Probeer het over een uur opnieuw.")
        return HttpResponse(sentence, status=429, content_type="text/plain; charset=utf-8")
    shown, layers = _shown(request), _layers(request)
    place = queries.place_at(shown, level, address)
    told = () if request.GET.get("uitgave") else heard(pages.room_area(place))
    content = pages.loose(shown, place.key, layers, told, name, form)
    response = HttpResponse(content, content_type=LOOSE_FORMS[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{place.key}-{name}.{form}"'
    response.headers["Cache-Control"] = "public, max-age=3600"
    return _for_whom(response, layers)


@require_safe
@_with_figures
def comparison(request: HttpRequest) -> HttpResponse:
    """Two or three areas side by side."""
    shown = queries.current()
    keys = _compared(request, shown)
    asked = request.GET.get("q", "").strip()[:100]
    context = {
        "comparison": compare.compare(shown, keys, queries.public_layers()),
        "most": compare.MOST,
        "q": asked,
        "hits": [hit.place for hit in shown.names.search(asked)[:8]] if asked else [],
        "suggestions": queries.suggestions(shown) if len(keys) < compare.MOST else None,
    }
    return render(request, "areas/compare.html", context)


def _compared(request: HttpRequest, shown: queries.Current) -> list[str]:
    """The areas that the address asks for, and the one that was chosen by its name from the list."""
    keys = [key for key in request.GET.getlist("gebied") if key in shown.names.by_key]
    chosen = shown.names.chosen(request.GET.get("q", "")[:100])
    return list(dict.fromkeys([*keys, chosen.key] if chosen else keys))[: compare.MOST]


@require_safe
def comparison_file(request: HttpRequest) -> HttpResponse:
    """The same as a file for a spreadsheet."""
    shown = queries.current()
    keys = _compared(request, shown)
    if not keys:
        raise Http404("no areas")
    content = compare.as_csv(shown, compare.compare(shown, keys, queries.public_layers()))
    names = "-".join(slugify(shown.names.by_key[key].name)[:30] for key in keys)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="naast-elkaar-{names}.csv"'
    return response


@require_safe
@_with_figures
def indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator under its factor."""
    shown = queries.current()
    return render(
        request,
        "areas/indicators.html",
        {"factors": pages.indicators_by_factor(shown, queries.public_layers())},
    )


@require_safe
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """What one indicator means, how sure it is, and where and when it is known."""
    shown = queries.current()
    layers = queries.layers_for(request.user)
    page = pages.indicator_page(shown, key, layers)
    return _for_whom(render(request, "areas/indicator.html", {"page": page}), layers)


@require_safe
@_with_figures
def sources(request: HttpRequest) -> HttpResponse:
    """Where all figures come from."""
    shown = queries.current()
    context = {
        "sources": shown.figures.sources(),
        "release": shown.figures.info,
        "releases": queries.releases(),
        "own": queries.public_layers().sources(shown),
        "everyday": everyday_names(),
        "everyday_names": [
            (shown.names.by_key[code].name, names)
            for code, names in everyday_names().names.items()
            if code in shown.names.by_key
        ],
    }
    return render(request, "areas/sources.html", context)


@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    """All method pages."""
    return render(request, "areas/methods.html", {"methods": METHODS.values()})


@require_safe
def method(request: HttpRequest, name: str) -> HttpResponse:
    """How one thing is done."""
    if name not in METHODS:
        raise Http404(_("Deze methode bestaat niet."))
    context = {"method": METHODS[name], "methods": METHODS.values(), "version": library_version()}
    return render(request, METHODS[name].template, context)
