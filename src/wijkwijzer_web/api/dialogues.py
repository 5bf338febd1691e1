"""Routes about dialogues: what the public pages show, as data, through the same gate."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localtime
from ninja import Query, Router

from wijkwijzer.disclosure import in_tens
from wijkwijzer_web.api import dialogue_schemas as schemas
from wijkwijzer_web.api.paging import page_of
from wijkwijzer_web.dialogue import service
from wijkwijzer_web.dialogue.service import Dialogue, Message, Promise, Question, Report

__all__ = ["router"]

router = Router(tags=["dialogen"])
FILES = ("pdf", "docx", "pptx")


@router.get(
    "/dialogen",
    response=schemas.DialoguePage,
    operation_id="dialogen",
    summary="Dialogen die open zijn of waren, de nieuwste eerst",
    by_alias=True,
)
def dialogues(
    request: HttpRequest, response: HttpResponse, question: Query[schemas.DialogueQuestion]
) -> dict[str, Any]:
    """Waar je aan kunt meedoen, en wat er eerder was."""
    found = service.public_dialogues()
    if question.stand:
        found = found.filter(state=question.stand)
    rows = page_of(request, response, found, question)
    return {**rows, "dialogen": [_card(request, one) for one in rows.pop("rijen")]}


@router.get(
    "/dialogen/{naam}",
    response=schemas.OneDialogue,
    operation_id="dialoog",
    summary="Eén dialoog: vragen, stellingen, wie meeleest en hoe lang het bewaard blijft",
    by_alias=True,
)
def dialogue(request: HttpRequest, naam: str) -> dict[str, Any]:
    """Wat er gevraagd wordt, en wat er met antwoorden gebeurt."""
    one = service.dialogue_by_slug(naam)
    return {
        **_card(request, one),
        "inleiding": one.intro,
        "vorm": one.mode,
        "talen": ["nl", *one.languages],
        "gebieden": one.areas,
        "wie_leest_mee": one.readers,
        "wie_leest_niet_mee": one.non_readers,
        "bewaard_tot_datum": one.keep_until,
        "vragen": [_question(asked) for asked in service.public_questions(one)],
        "over_deelnemers": [
            {"vraag": asked.text, "antwoorden": asked.options} for asked in one.background_questions.all()
        ],
    }


@router.get(
    "/dialogen/{naam}/uitkomst",
    response=schemas.DialogueResults,
    operation_id="uitkomstVanDialoog",
    summary="De nieuwste uitkomst als tellingen",
    by_alias=True,
)
def outcome(request: HttpRequest, naam: str) -> dict[str, Any]:
    """Stemmen per stelling, per groep en per antwoord, en thema's met hun aandeel. Geen rij is een mens."""
    return service.result_data(service.dialogue_by_slug(naam))


@router.get(
    "/dialogen/{naam}/berichten",
    response=schemas.MessagePage,
    operation_id="berichtenVanDialoog",
    summary="Berichten die letterlijk openbaar mogen zijn",
    by_alias=True,
)
def messages(
    request: HttpRequest, response: HttpResponse, naam: str, question: Query[schemas.MessageQuestion]
) -> dict[str, Any]:
    """Alleen wat de schrijver vrijgaf en een moderator niet verborg, zonder wie het schreef."""
    readable, withheld = service.public_messages(
        service.dialogue_by_slug(naam), question.vraag, question.thema
    )
    rows = page_of(request, response, readable, question)
    return {
        **rows,
        "niet_openbaar": withheld,
        "berichten": [_message(one) for one in rows.pop("rijen")],
    }


@router.get(
    "/dialogen/{naam}/beloften",
    response=list[schemas.PromiseCard],
    operation_id="beloftenVanDialoog",
    summary="Wat is beloofd, door wie, en wat ervan kwam",
    by_alias=True,
)
def promises(request: HttpRequest, naam: str) -> list[dict[str, Any]]:
    """De eerste termijn eerst."""
    return [_promise(one) for one in service.promises_of(service.dialogue_by_slug(naam))]


@router.get(
    "/dialogen/{naam}/verslagen",
    response=list[schemas.OneReport],
    operation_id="verslagenVanDialoog",
    summary="De gepubliceerde versies van het verslag",
    by_alias=True,
)
def reports_of_one(request: HttpRequest, naam: str) -> list[dict[str, Any]]:
    """De nieuwste versie eerst."""
    found = service.published(service.dialogue_by_slug(naam)).select_related("dialogue__organisation")
    return [_report(request, one) for one in found]


@router.get(
    "/verslagen",
    response=schemas.ReportPage,
    operation_id="verslagen",
    summary="Alle gepubliceerde verslagen, het nieuwste eerst",
    by_alias=True,
)
def reports(
    request: HttpRequest, response: HttpResponse, question: Query[schemas.ReportQuestion]
) -> dict[str, Any]:
    """Hetzelfde als de Atom-feed, met alle versies."""
    rows = page_of(request, response, service.published_reports(), question)
    return {
        **rows,
        "feed": request.build_absolute_uri(reverse("dialogue:feed")),
        "verslagen": [_report(request, one) for one in rows.pop("rijen")],
    }


def _card(request: HttpRequest, one: Dialogue) -> dict[str, Any]:
    ended = one.closed_at or one.closes_at
    return {
        "sleutel": one.slug,
        "titel": one.title,
        "organisatie": one.organisation.name,
        "stand": one.state,
        "begin_datum": localtime(one.opens_at).date() if one.opens_at else None,
        "eind_datum": localtime(ended).date() if ended else None,
        "pagina": request.build_absolute_uri(one.get_absolute_url()),
    }


def _question(asked: Question) -> dict[str, Any]:
    return {
        "sleutel": asked.pk,
        "onderwerp": asked.topic.title,
        "soort": asked.kind,
        "vraag": asked.text,
        "keuzes": asked.options,
        "stellingen": [
            {"sleutel": s.pk, "nummer": s.number, "tekst": s.text} for s in asked.statements.all()
        ],
    }


def _message(one: Message) -> dict[str, Any]:
    theme = getattr(one, "theme", None)
    return {
        "nummer": one.number,
        "vraag": one.question_id,
        "stelling": one.statement_id,
        "thema": theme.theme_id if theme else None,
        "taal": one.language,
        "tekst": one.shown_text,
    }


def _promise(one: Promise) -> dict[str, Any]:
    return {
        "thema": one.theme.label if one.theme else None,
        "belofte": one.text,
        "door": one.owner,
        "voor_datum": one.due,
        "stand": one.get_state_display(),
        "uitleg": one.explanation,
        "bijgewerkt_op": one.changed_at,
    }


def _report(request: HttpRequest, one: Report) -> dict[str, Any]:
    slug, version = one.dialogue.slug, one.version
    page = reverse("dialogue:report-version", args=[slug, version])
    data = reverse("dialogue:open-data", args=[slug, version])
    places = [("html", page, "GET"), ("json", data, "GET")]
    places += [(form, reverse("dialogue:report-file", args=[slug, version, form]), "POST") for form in FILES]
    return {
        "dialoog": slug,
        "titel": one.dialogue.title,
        "organisatie": one.dialogue.organisation.name,
        "versie": version,
        "gepubliceerd_op": one.published_at,
        "deelnemers": one.aggregates["people"],
        "ingetrokken": in_tens(one.withdrawn),
        "controlegetal": one.checksum,
        "bestanden": [
            {"vorm": form, "adres": request.build_absolute_uri(address), "methode": method}
            for form, address, method in places
        ],
    }
