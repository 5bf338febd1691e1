"""The answers to machines of others."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from wijkwijzer.knowledge.exchange import oai
from wijkwijzer_web.knowledge.harvest import queries
from wijkwijzer_web.knowledge.records.queries import KINDS

__all__ = ["oai_pmh"]


@csrf_exempt  # anonymous and nothing is kept: nothing that another site could misuse
@require_http_methods(["GET", "HEAD", "POST"])
def oai_pmh(request: HttpRequest) -> HttpResponse:
    """OAI-PMH 2.0: every answer is 200 and XML, also one that says what is wrong."""
    with translation.override("nl"):
        now = timezone.now()
        question = None
        try:
            asked = oai.read_question(_arguments(request))
            question = asked
            body = _body(asked)
        except oai.OaiError as error:
            body = oai.errors(error)
        text = oai.answer(queries.address("/oai"), now, question, body)
    answer = HttpResponse(text, content_type="text/xml; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    return answer


def _arguments(request: HttpRequest) -> dict[str, list[str]]:
    """What was asked, from the address and the form together: twice the same is a mistake of the asker."""
    found: dict[str, list[str]] = {}
    for part in (request.GET, request.POST):
        for name, values in part.lists():
            found.setdefault(name, []).extend(str(value) for value in values)
    return found


def _body(asked: oai.Question) -> str:
    match asked.verb:
        case "Identify":
            host = queries.host()
            example = queries.identifier("interventie-0123456789ab")
            return oai.identify(
                settings.SITE_NAME,
                queries.address("/oai"),
                settings.CONTACT_EMAIL,
                queries.earliest(),
                host=host,
                example=example,
            )
        case "ListMetadataFormats":
            if "identifier" in asked.arguments:
                queries.one(asked.get("identifier"))
            return oai.formats()
        case "ListSets":
            if "resumptionToken" in asked.arguments:
                raise oai.OaiError("badResumptionToken", "The sets come in one page.")
            return oai.sets({kind: kind.capitalize() for kind in KINDS})
        case "GetRecord":
            found = queries.one(asked.get("identifier"))
            if asked.get("metadataPrefix") != oai.PREFIX:
                raise oai.OaiError("cannotDisseminateFormat", f"Only {oai.PREFIX}.")
            return oai.records(asked.verb, [found])
        case _:
            entries, token = queries.listed(asked)
            return oai.records(asked.verb, entries, token)
