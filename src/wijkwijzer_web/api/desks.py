"""Routes about knelpunten and what people tell: what the public pages show, as data. Never a signal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router

from wijkwijzer_web.api.dialogue_schemas import Paged
from wijkwijzer_web.api.paging import page_of
from wijkwijzer_web.api.schemas import Dutch
from wijkwijzer_web.desk import service

__all__ = ["router"]

router = Router(tags=["knelpunten"])


class BottleneckQuestion(Paged):
    """Which knelpunten."""

    open: bool | None = Field(None, description="Alleen knelpunten die op antwoord wachten, of juist niet.")


class BottleneckCard(Dutch):
    """A knelpunt with its clock."""

    nummer: int
    knelpunt: str
    stand: str
    eigenaar: str
    loopt_vast_door: str
    domeinen: list[str]
    wijken: list[str]
    gevraagd_op_datum: date
    antwoord_voor_datum: date
    verlengd: int
    te_laat_werkdagen: int
    antwoord_op_datum: date | None
    was: str | None
    wordt: str | None
    geldt_voor: str | None
    vanaf_datum: date | None
    werkt: str | None
    link: str


class BottleneckPage(Dutch):
    """A page of knelpunten."""

    totaal: int
    pagina: int
    pagina_grootte: int
    knelpunten: list[BottleneckCard]


class HeardOpgave(Dutch):
    """People per opgave; null is too few to show."""

    opgave: str
    mensen: int | None


class HeardArea(Dutch):
    """People who told something in an area; null is too few to show, and says nothing of silence."""

    gebied: str
    mensen: int | None
    stand_van_datum: date | None
    opgaven: list[HeardOpgave]
    samen_getoond: int


@router.get(
    "/knelpunten",
    response=BottleneckPage,
    operation_id="knelpunten",
    summary="Knelpunten: wat loopt vast, wie is aan zet en tot wanneer",
    by_alias=True,
)
def bottlenecks(
    request: HttpRequest, response: HttpResponse, question: Query[BottleneckQuestion]
) -> dict[str, Any]:
    """Alleen wat openbaar is, de nieuwste eerst."""
    rows = page_of(request, response, service.public_bottlenecks(question.open), question)
    return {**rows, "knelpunten": [_card(service.bottleneck_data(row)) for row in rows.pop("rijen")]}


@router.get(
    "/knelpunten/{nummer}",
    response=BottleneckCard,
    operation_id="knelpunt",
    summary="Eén knelpunt met zijn klok en besluit",
    by_alias=True,
)
def bottleneck(request: HttpRequest, nummer: int) -> dict[str, Any]:
    """Wat iedereen mag weten van één knelpunt."""
    return _card(service.bottleneck_data(service.public_bottleneck(nummer)))


@router.get(
    "/gebieden/{sleutel}/signalen",
    response=HeardArea,
    operation_id="signalenVanGebied",
    summary="Hoeveel mensen iets vertelden aan een luisterloket",
    by_alias=True,
)
def heard(request: HttpRequest, sleutel: str) -> dict[str, Any]:
    """Een getal verandert pas als er tien anderen bij kwamen; onder de tien is het null."""
    shown = service.heard_of(sleutel.upper())
    return {
        "gebied": sleutel.upper(),
        "mensen": shown.people,
        "stand_van_datum": shown.as_of,
        "opgaven": [{"opgave": one.name, "mensen": one.people} for one in (*shown.opgaven, *shown.cells)],
        "samen_getoond": shown.together,
    }


def _card(row: dict[str, Any]) -> dict[str, Any]:
    dates = {f"{name}_datum": row[name] for name in ("gevraagd_op", "antwoord_voor", "antwoord_op", "vanaf")}
    return {**row, **dates}
