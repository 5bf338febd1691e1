"""For everyone: dialogues that are open, results, the verslag, open data, and the feed."""

from __future__ import annotations

from django.contrib.syndication.views import Feed
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from wijkwijzer.dialogue import short_verslag, why_verslag
from wijkwijzer.disclosure import in_tens
from wijkwijzer.report import FORMATS, Document, HtmlParts
from wijkwijzer_web.core.shell.feeds import PlainAtom
from wijkwijzer_web.dialogue.actions.documents.verslag import start_file
from wijkwijzer_web.dialogue.models import Dialogue, Message, Report, Theme
from wijkwijzer_web.dialogue.queries.documents import document_of
from wijkwijzer_web.dialogue.queries.outcome import public_data as public
from wijkwijzer_web.dialogue.queries.outcome import results as queries
from wijkwijzer_web.dialogue.queries.outcome.beside import withheld_in
from wijkwijzer_web.dialogue.queries.outcome.links import with_links
from wijkwijzer_web.dialogue.queries.outcome.reports import (
    only_dutch,
    published,
    reading_language,
    report_of,
    retracted_of,
    shown_document,
    shown_findings,
)
from wijkwijzer_web.dialogue.queries.structure import dialogue_by_slug
from wijkwijzer_web.publishing.service import note_use

__all__ = [
    "ReportFeed",
    "dialogues",
    "open_data",
    "report",
    "report_file",
    "results",
    "statement",
    "theme",
    "why",
]

PER_PAGE = 50
SHORT, LONG = "kort", "lang"
FILES = (
    (SHORT, gettext_lazy("Kort (pdf)")),
    ("pdf", gettext_lazy("Heel verslag (pdf)")),
    ("docx", gettext_lazy("Word")),
    ("pptx", gettext_lazy("PowerPoint")),
)


@require_safe
def dialogues(request: HttpRequest) -> HttpResponse:
    """What one can take part in, and what came of earlier dialogues."""
    context = {"open": queries.open_dialogues(), "reports": queries.published_reports()[:50]}
    return render(request, "dialogue/dialogen.html", context)


@require_safe
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest findings: made after the answers of ten people, read here and never made."""
    dialogue = dialogue_by_slug(slug)
    found = queries.findings_of(dialogue)
    why = reverse("dialogue:results-why", args=[slug])
    context = {
        "dialogue": dialogue,
        "found": found,
        "parts": None if found is None else _parts(shown_findings(found, reading_language()), dialogue, why),
        "only_dutch": found is not None and only_dutch(found.translations),
        "reports": published(dialogue),
        "page": Paginator(queries.visible_statements(dialogue), PER_PAGE).get_page(request.GET.get("pagina")),
        "leafing": "pagina" in request.GET,
        "themes": queries.themes_of(dialogue, found.aggregates if found else None),
        "promises": queries.promises_of(dialogue),
    }
    return render(request, "dialogue/uitkomst.html", context)


def _parts(document: Document, dialogue: Dialogue, why: str = "") -> HtmlParts:
    return queries.parts_of(with_links(document, dialogue), why)


@require_safe
def why(request: HttpRequest, slug: str, version: int | None = None) -> HttpResponse:
    """What stands behind every sentence of the newest findings, or of a published version of the verslag."""
    dialogue, language = dialogue_by_slug(slug), reading_language()
    if version is not None:
        told = report_of(dialogue, version)
        document, edits, translations = shown_document(told, language), told.edits, told.translations
        back = reverse("dialogue:report-version", args=[slug, version])
    elif (found := queries.findings_of(dialogue)) is not None:
        document, edits, translations = shown_findings(found, language), {}, found.translations
        back = reverse("dialogue:results", args=[slug])
    else:
        raise Http404
    context = {
        "dialogue": dialogue,
        "parts": _parts(why_verslag(with_links(document, dialogue), edits), dialogue),
        "only_dutch": only_dutch(translations),
        "back": back,
    }
    return render(request, "dialogue/waarom.html", context)


@require_safe
def statement(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """The counts under a share, and the reasons that may be read."""
    dialogue = dialogue_by_slug(slug)
    shown = get_object_or_404(queries.visible_statements(dialogue), pk=key)
    found = queries.findings_of(dialogue)
    (counts,) = queries.counts_in(found.aggregates if found else None, [shown])
    context = {
        "dialogue": dialogue,
        "counts": counts,
        "found": found,
        "page": Paginator(queries.quotable(shown.reasons.all(), found), PER_PAGE).get_page(
            request.GET.get("pagina")
        ),
    }
    return render(request, "dialogue/stelling.html", context)


@require_safe
def theme(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """The messages under a theme that may be read, and how many may not."""
    dialogue = dialogue_by_slug(slug)
    shown = get_object_or_404(Theme, pk=key, question__topic__dialogue=dialogue)
    found = queries.findings_of(dialogue)
    readable = queries.quotable(Message.objects.filter(theme__theme=shown), found)
    context = {
        "dialogue": dialogue,
        "theme": shown,
        "page": Paginator(readable, PER_PAGE).get_page(request.GET.get("pagina")),
        "withheld": withheld_in(found.aggregates if found else None, theme=shown.pk),
    }
    return render(request, "dialogue/thema.html", context)


@require_safe
def report(request: HttpRequest, slug: str, version: int | None = None) -> HttpResponse:
    """A published version of the verslag: the newest in its short form, one that is named as a whole."""
    dialogue = dialogue_by_slug(slug)
    taken = retracted_of(dialogue, version)
    if taken is not None:
        told = {"dialogue": dialogue, "report": taken}
        return render(request, "dialogue/teruggenomen.html", told, status=410)
    versions = list(published(dialogue))
    found = report_of(dialogue, version)
    found.dialogue = dialogue  # with its organisation: not asked again
    note_use(request, found.series)
    asked = request.GET.get("vorm", "")
    short = asked == SHORT or (version is None and asked != LONG)
    document = shown_document(found, reading_language())
    context = {
        "dialogue": dialogue,
        "report": found,
        "short": short,
        "parts": _parts(
            short_verslag(document) if short else document,
            dialogue,
            reverse("dialogue:report-why", args=[slug, found.version]),
        ),
        "only_dutch": only_dutch(found.translations),
        "versions": versions,
        "forms": FILES,
        "promises": queries.promises_of(dialogue),
        "published": document_of(found, versions[0]),
    }
    return render(request, "dialogue/verslag.html", context)


@require_POST
def report_file(request: HttpRequest, slug: str, version: int, form: str) -> HttpResponse:
    """Ask for a file; the page of the job shows how far it is."""
    short = form == SHORT
    kind = "pdf" if short else form
    if kind not in FORMATS:
        raise Http404
    found = report_of(dialogue_by_slug(slug), version)
    page = reverse("dialogue:report", args=[slug])
    return redirect(start_file(found, kind, page, reading_language(), short=short))


@require_safe
def open_data(request: HttpRequest, slug: str, version: int) -> JsonResponse:
    """Counts as data, with where they come from; no row is a person."""
    found = report_of(dialogue_by_slug(slug), version)
    note_use(request, found.series, taken=True)
    counts = queries.counts_in(found.aggregates, queries.visible_statements(found.dialogue))
    body = {
        "titel": found.dialogue.title,
        "organisatie": found.dialogue.organisation.name,
        "versie": found.version,
        "gepubliceerdOp": found.published_at.isoformat() if found.published_at else None,
        "controlegetal": found.checksum,
        "ingetrokken": in_tens(found.withdrawn),
        "deelnemers": found.aggregates["people"],
        "herkomst": found.aggregates["sources"],
        "nagekeken": found.aggregates["check"],
        "stellingen": [public.statement_data(one) for one in counts],
        "vragen": [public.question_data(one) for one in queries.theme_shares_in(found.aggregates)],
        "toelichting": "null: minder dan tien mensen, of af te leiden uit andere cijfers. "
        "Geen thema's bij een vraag: daar antwoordden minder dan tien mensen op.",
        "licentie": "CC0-1.0",
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


class ReportFeed(Feed[Report, None]):
    """Published reports as Atom."""

    feed_type = PlainAtom
    title = gettext_lazy("Verslagen van dialogen")
    link = "/dialogen"

    def items(self) -> QuerySet[Report]:
        """The newest fifty; what was taken back stands there too: a reader that kept it hears so."""
        return queries.told_reports()[:50]

    def item_title(self, item: Report) -> str:
        """Title and version."""
        values = {"title": item.dialogue.title, "version": item.version}
        if item.retracted_at is not None:
            return _("Teruggenomen: %(title)s, versie %(version)s") % values
        return _("%(title)s, versie %(version)s") % values

    def item_description(self, item: Report) -> str:
        """What it was about, or why it was taken back."""
        return item.retracted_why if item.retracted_at is not None else item.dialogue.intro

    def item_link(self, item: Report) -> str:
        """The page of this version."""
        return reverse("dialogue:report-version", args=[item.dialogue.slug, item.version])

    def item_pubdate(self, item: Report) -> object:
        """When it was published."""
        if item.published_at is None:
            raise ObjectDoesNotExist
        return item.published_at

    def item_updateddate(self, item: Report) -> object:
        """When it was published, or taken back."""
        return item.retracted_at or self.item_pubdate(item)
