"""Routes about what is known: public records with the filters of the page, one record, and its evidence."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Query, Router

from wijkwijzer_web.api.dialogue_schemas import Paged
from wijkwijzer_web.api.paging import link_header
from wijkwijzer_web.api.schemas import Dutch
from wijkwijzer_web.knowledge import service

__all__ = ["router"]

router = Router(tags=["kennis"])
_MANY = "Meer waarden: herhaal de parameter; één ervan is genoeg."


class KnowledgeQuestion(Paged):
    """Which records: the filters of the page, OR within one and AND between them."""

    q: str | None = Field(None, max_length=200, description="Woorden; het best passende staat dan voorop.")
    soort: list[str] = Field([], max_length=20, description=_MANY)
    opgave: list[str] = Field([], max_length=20, description=_MANY)
    effect: list[str] = Field([], max_length=20, description=_MANY)
    fase: list[str] = Field([], max_length=20, description=_MANY)
    doelgroep: list[str] = Field([], max_length=20, description=_MANY)
    gebied: list[str] = Field([], max_length=20, description=_MANY)
    organisatie: list[str] = Field([], max_length=20, description=_MANY)
    jaar: list[str] = Field([], max_length=20, description=_MANY)
    sterkte: list[str] = Field([], max_length=20, description=_MANY)
    licentie: list[str] = Field([], max_length=20, description=_MANY)
    taal: list[str] = Field([], max_length=20, description=_MANY)


class KnowledgeCard(Dutch):
    """A record in a list."""

    sleutel: str
    soort: str
    titel: str
    samenvatting: str
    stand: str = Field(description="nieuw is: nog niet nagekeken.")
    organisatie: str | None
    jaar: int | None
    openbaar_op: datetime | None
    gewijzigd_op: datetime
    herzien_datum: date | None
    link: str


class KnowledgePage(Dutch):
    """A page of records."""

    totaal: int
    pagina: int
    pagina_grootte: int
    kennis: list[KnowledgeCard]


class OneRecord(KnowledgeCard):
    """A record with its fields, under the Dutch names of the form in which it is kept."""

    velden: dict[str, Any]


@router.get(
    "/kennis",
    response=KnowledgePage,
    operation_id="kennis",
    summary="Wat werkt, wat niet, en wat we aannemen",
    by_alias=True,
)
def records(
    request: HttpRequest, response: HttpResponse, question: Query[KnowledgeQuestion]
) -> dict[str, Any]:
    """Alleen wat openbaar is; zonder woorden het nieuwste eerst."""
    given = question.dict(by_alias=True, exclude_unset=True)
    asked = {name: value if isinstance(value, list) else [str(value)] for name, value in given.items()}
    first = (question.pagina - 1) * question.pagina_grootte
    found = service.chosen(asked)
    total, rows = len(found.order), found.rows(first, first + question.pagina_grootte)
    more = first + question.pagina_grootte < total
    response.headers["Link"] = link_header(request, given, question.pagina, more)
    return {
        "totaal": total,
        "pagina": question.pagina,
        "pagina_grootte": question.pagina_grootte,
        "kennis": [_card(row, request) for row in rows],
    }


@router.get(
    "/kennis/{sleutel}",
    response=OneRecord,
    operation_id="stukKennis",
    summary="Eén stuk kennis met al zijn velden",
    by_alias=True,
)
def record(request: HttpRequest, sleutel: str) -> dict[str, Any]:
    """Wat iedereen van één stuk mag weten."""
    row = _row(sleutel)
    return {**_card(row, request), "velden": service.open_fields(row)}


@router.get(
    "/kennis/{sleutel}/bewijs",
    response=list[OneRecord],
    operation_id="bewijsBijKennis",
    summary="Het bewijs bij een interventie, een rij per effect",
    by_alias=True,
)
def claims(request: HttpRequest, sleutel: str) -> list[dict[str, Any]]:
    """Ook bewijs dat het niet werkt; een lege lijst zegt alleen dat er nog geen onderzoek bij staat."""
    rows = service.claim_rows(_row(sleutel).key)
    return [{**_card(row, request), "velden": service.open_fields(row)} for row in rows]


def _row(key: str) -> Any:
    row = service.public_record(key)
    if row is None:
        raise Http404(f"no record {key}")
    return row


def _card(row: Any, request: HttpRequest) -> dict[str, Any]:
    return {
        "sleutel": row.key,
        "soort": row.kind,
        "titel": row.title,
        "samenvatting": row.summary,
        "stand": row.state,
        "organisatie": row.organisation.name if row.organisation else None,
        "jaar": row.year,
        "openbaar_op": row.published_at,
        "gewijzigd_op": row.changed_at,
        "herzien_datum": row.review_on,
        "link": request.build_absolute_uri(row.get_absolute_url()),
    }
