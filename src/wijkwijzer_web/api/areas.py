"""Routes about areas and their figures: the release on show, read-only."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from wijkwijzer.areas import AreaProfile, IndicatorInfo, Series, SourceInfo
from wijkwijzer_web.api import schemas
from wijkwijzer_web.api.paging import link_header
from wijkwijzer_web.areas import queries
from wijkwijzer_web.areas.names import Place

__all__ = ["router"]

router = Router(tags=["gebieden"])
STATES = {
    "known": "bekend",
    "suppressed": "onderdrukt",
    "missing": "ontbreekt",
    "not_published": "nog niet gepubliceerd",
}
DIRECTIONS = {
    "higher_is_better": "hoger is gunstiger",
    "lower_is_better": "lager is gunstiger",
    "none": "geen",
}


@router.get(
    "/gebieden",
    response=schemas.AreaPage,
    operation_id="gebieden",
    summary="Gemeenten, wijken en buurten, op sleutel",
    by_alias=True,
)
def areas(
    request: HttpRequest, response: HttpResponse, question: Query[schemas.AreaQuestion]
) -> dict[str, Any]:
    """De gebieden van de uitgave die nu te zien is."""
    shown = queries.current()
    found = sorted((p for p in shown.names.places if _asked(p, question)), key=lambda p: p.key)
    first = (question.pagina - 1) * question.pagina_grootte
    last = first + question.pagina_grootte
    response.headers["Link"] = _links(request, question, last < len(found))
    return {
        "uitgave": shown.id,
        "totaal": len(found),
        "pagina": question.pagina,
        "pagina_grootte": question.pagina_grootte,
        "gebieden": [_area(place) for place in found[first:last]],
    }


@router.get(
    "/gebieden/{sleutel}",
    response=schemas.Area,
    operation_id="gebied",
    summary="Eén gebied",
    by_alias=True,
)
def area(request: HttpRequest, sleutel: str) -> dict[str, Any]:
    """Naam, niveau en geldigheid van een gebied."""
    return _area(_place(sleutel))


@router.get(
    "/gebieden/{sleutel}/cijfers",
    response=schemas.Figures,
    operation_id="cijfersVanGebied",
    summary="De cijfers van een gebied door de jaren",
    by_alias=True,
)
def figures(request: HttpRequest, sleutel: str, question: Query[schemas.FiguresQuestion]) -> dict[str, Any]:
    """Elk jaar met waarde, meetonzekerheid en bron; wat ontbreekt blijft staan, met de reden."""
    shown = queries.current()
    profile = queries.laid_over(shown, _place(sleutel).key, queries.public_layers())
    closed = {source.key for source in shown.figures.sources() if not source.redistributable}
    views = [v for v in profile.indicators if question.indicator in {None, v.info.key}]
    if question.indicator and not views:
        raise Http404
    weights = shown.figures.manifest.weights_source
    series = [(v.info.key, v.own if question.grenzen == "eigen" else v.base) for v in views]
    if question.grenzen == "basis" and weights in closed:
        series = []
    return {
        "uitgave": shown.id,
        "gebied": profile.identity.key,
        "grenzen": question.grenzen,
        "reeksen": [_series(key, found, closed) for key, found in series if found is not None],
    }


@router.get(
    "/gebieden/{sleutel}/samenvatting",
    response=schemas.Summary,
    operation_id="samenvattingVanGebied",
    summary="De zinnen boven de pagina van een gebied",
    by_alias=True,
)
def summary(request: HttpRequest, sleutel: str) -> dict[str, Any]:
    """Wat er in gewone taal over het gebied te zeggen is, en wat we niet weten."""
    shown = queries.current()
    profile: AreaProfile = queries.profile(shown, _place(sleutel).key)
    closed = {source.key for source in shown.figures.sources() if not source.redistributable}
    kop = profile.summary
    parts = {
        "zinnen": kop.sentences,
        "krachten": kop.strengths,
        "zorgen": kop.worries,
        "onbekend": kop.unknown,
    }
    texts = {
        name: [s.text.nl for s in part if not any(figure.source in closed for figure in s.figures)]
        for name, part in parts.items()
    }
    return {"uitgave": shown.id, "gebied": profile.identity.key, **texts}


@router.get(
    "/gebieden/{sleutel}/grenzen",
    response=dict[str, Any],
    operation_id="grenzenVanGebied",
    summary="De grenzen van een gebied als GeoJSON",
)
def borders(request: HttpRequest, sleutel: str) -> dict[str, Any]:
    """Een Feature in lengte- en breedtegraden (WGS 84); zonder bekende grens is `geometry` leeg."""
    place = _place(sleutel)
    shape = queries.current().figures.geometry(place.key)
    return {
        "type": "Feature",
        "id": place.key,
        "geometry": shape.geojson() if shape else None,
        "properties": {"sleutel": place.key, "naam": place.name, "niveau": place.level},
    }


@router.get(
    "/indicatoren",
    response=list[schemas.IndicatorCard],
    operation_id="indicatoren",
    summary="Welke cijfers er zijn, en wat ze betekenen",
    by_alias=True,
)
def indicators(request: HttpRequest) -> list[dict[str, Any]]:
    """Alle cijfers van deze uitgave, en daarna de openbare cijfers van organisaties."""
    shown = queries.current()
    own = [info for info, _source in queries.public_layers().indicators(shown)]
    return [_indicator(info) for info in (*shown.figures.indicators(), *own)]


@router.get(
    "/bronnen",
    response=list[schemas.Source],
    operation_id="bronnen",
    summary="Waar de cijfers vandaan komen",
    by_alias=True,
)
def sources(request: HttpRequest) -> list[dict[str, Any]]:
    """Elke bron met licentie en jaren."""
    shown = queries.current()
    own = [source for _info, source in queries.public_layers().indicators(shown)]
    return [_source(info) for info in (*shown.figures.sources(), *own)]


@router.get(
    "/uitgave",
    response=schemas.Release,
    operation_id="uitgave",
    summary="De uitgave die nu te zien is",
    by_alias=True,
)
def release(request: HttpRequest) -> dict[str, Any]:
    """Welke cijfers je leest, en of ze een eerdere uitgave verbeteren."""
    shown = queries.current()
    info, beneath = shown.figures.info, queries.base_of(shown)
    return {
        "sleutel": info.id,
        "gemaakt_datum": info.created_on[:10],
        "basisjaar": info.base_year,
        "vervangt": beneath.supersedes or None,
        "reden": beneath.reason or None,
    }


def _place(key: str) -> Place:
    place = queries.current().names.by_key.get(key)
    if place is None:
        raise Http404
    return place


def _asked(place: Place, question: schemas.AreaQuestion) -> bool:
    words = (question.naam or "").casefold().split()
    return (
        question.niveau in {None, place.level}
        and question.gemeente in {None, place.gemeente_key, place.key}
        and question.wijk in {None, place.wijk_key, place.key}
        and (question.ook_vervallen or place.valid_to is None)
        and all(word in place.name.casefold() for word in words)
    )


def _links(request: HttpRequest, question: schemas.AreaQuestion, more: bool) -> str:
    given = question.dict(by_alias=True, exclude_unset=True)
    given |= {"ookVervallen": "true"} if question.ook_vervallen else {}
    return link_header(request, given, question.pagina, more)


def _area(place: Place) -> dict[str, Any]:
    return {
        "sleutel": place.key,
        "code": place.code,
        "naam": place.name,
        "niveau": place.level,
        "geldig_vanaf": place.valid_from,
        "geldig_tot": place.valid_to,
        "gemeente": place.gemeente_key or None,
        "wijk": place.wijk_key or None,
        "inwoners": place.residents,
    }


def _series(key: str, series: Series, closed: set[str]) -> dict[str, Any]:
    return {
        "indicator": key,
        "punten": [_point(series, place, closed) for place in range(len(series.years))],
        "breuk_grenzen": list(series.border_breaks),
        "breuk_definitie": list(series.definition_breaks),
    }


def _point(series: Series, place: int, closed: set[str]) -> dict[str, Any]:
    """One year; a value of a source that may not be passed on stays inside."""
    source = series.source[place]
    hidden = source in closed
    low, high = series.low[place], series.high[place]
    known = not hidden and low is not None and high is not None
    return {
        "jaar": series.years[place],
        "waarde": None if hidden else series.value[place],
        "interval": {"laag": low, "hoog": high} if known else None,
        "stand": "niet openbaar" if hidden else STATES[series.status[place]],
        "bron": source,
    }


def _indicator(info: IndicatorInfo) -> dict[str, Any]:
    return {
        "sleutel": info.key,
        "naam": info.name.nl,
        "definitie": info.definition.nl,
        "eenheid": info.unit.nl,
        "richting": DIRECTIONS[info.direction],
        "factor": info.factor,
        "optellen": info.combine,
        "decimalen": info.decimals,
        "uit_model": info.modelled,
        "bronnen": list(info.sources),
    }


def _source(info: SourceInfo) -> dict[str, Any]:
    return {
        "sleutel": info.key,
        "naam": info.name,
        "uitgever": info.publisher,
        "licentie": info.licence,
        "verspreiden": info.redistributable,
        "versie": info.version,
        "jaren": list(info.years),
        "adres": info.address,
    }
