"""What of all rooms is a data set, and which documents the Woo-index may know."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer.opendata.catalogues.dcat import Agent, DataSet, Distribution, Triple, describe
from wijkwijzer.opendata.catalogues.diwoo import WooDocument, organisation_address
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.models import Card, Organisation
from wijkwijzer_web.dialogue import service as dialogues

__all__ = ["catalogue", "data_sets", "left_out", "sitemaps", "trouble", "woo_documents"]

THEMES = ("SOCI", "REGI", "GOVE")
# The counts of a dialogue say this of themselves (`licentie` in their file).
COUNTS_LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
KNOWLEDGE_FORMS = ("csv", "json", "ris", "bib")


def _at(name: str, *arguments: object) -> str:
    """A whole address of ours, in Dutch."""
    with translation.override("nl"):
        return settings.SITE_URL.rstrip("/") + reverse(name, args=arguments)


def _licence(part: str) -> str:
    return f"{_at('portal:reuse')}#{part}"


def _cards() -> dict[int, Card]:
    return {card.organisation_id: card for card in Card.objects.filter(organisation__active=True)}


def _site(cards: dict[int, Card]) -> Agent:
    """Who keeps the site: the organisation when there is one only, else the site itself."""
    active = list(Organisation.objects.at_work()[:2])
    if len(active) == 1:
        return _agent(active[0], cards)
    address = f"{_at('portal:reuse')}#uitgever"
    return Agent(address, settings.SITE_NAME, settings.CONTACT_EMAIL, _at("portal:home"))


def _agent(organisation: Organisation, cards: dict[int, Card]) -> Agent:
    card = cards.get(organisation.pk)
    tooi = organisation_address(card.tooi) if card else ""
    own = f"{_at('portal:reuse')}#organisatie-{organisation.slug}"
    mail = card.email if card and card.email else settings.CONTACT_EMAIL
    return Agent(tooi or own, organisation.name, mail, organisation.website or _at("portal:home"))


def data_sets() -> list[DataSet]:
    """Our data sets: the figures on show, what is known, and the public counts of each dialogue."""
    cards = _cards()
    owner = _site(cards)
    return [*_figures(owner), _knowledge(owner), *_dialogues(cards)]


def _figures(owner: Agent) -> Iterator[DataSet]:
    figures = areas.figures()
    if figures is None:
        return
    manifest = figures.manifest
    licence, page = _at("areas:sources"), _at("areas:indicators")
    # An address of a source is sometimes a sentence or a file of somebody's own: then it is no link.
    sources = [one.address for one in manifest.sources if one.redistributable]
    description = _("Cijfers per buurt, wijk en gemeente, met bron, jaar en onzekerheid.")
    if areas.is_example():
        description = _("Verzonnen voorbeeld.") + " " + description
    if manifest.reason:
        description += " " + _("Deze uitgave verbetert een eerdere: %(reason)s") % {"reason": manifest.reason}
    yield DataSet(
        address=f"{_at('portal:reuse')}#cijfers-{manifest.id}",
        identifier=f"cijfers-{manifest.id}",
        title=_("Cijfers over wijken"),
        description=description,
        publisher=owner,
        page=page,
        themes=THEMES,
        distributions=(
            Distribution(
                f"{settings.SITE_URL.rstrip('/')}/api/v1/openapi.json", "API", "json", licence, False
            ),
            Distribution(page, _("Alle cijfers, met per wijk een bestand"), "html", licence, False),
        ),
        keywords=(_("wijken"), _("leefbaarheid"), _("statistiek")),
        modified=datetime.date.fromisoformat(manifest.created_on[:10]),
        version=manifest.id,
        sources=tuple(dict.fromkeys(one for one in sources if one.startswith(("http://", "https://")))),
    )


def _knowledge(owner: Agent) -> DataSet:
    licence, page = _licence("licentie"), _at("knowledge:overview")
    forms = [
        Distribution(_at("knowledge:export", form), form.upper(), form, licence) for form in KNOWLEDGE_FORMS
    ]
    feed = Distribution(_at("knowledge:feed"), "Atom", "atom", licence, False)
    return DataSet(
        address=f"{_at('portal:reuse')}#kennis",
        identifier="kennis",
        title=_("Kennis over wijken"),
        description=_(
            "Aanpakken, mislukkingen, aannames, publicaties en initiatieven, met wat er bewezen is."
        ),
        publisher=owner,
        page=page,
        themes=THEMES,
        distributions=(*forms, feed),
        keywords=(_("wijken"), _("wat werkt"), _("mislukkingen")),
    )


def _dialogues(cards: dict[int, Card]) -> Iterator[DataSet]:
    """The newest published version of each dialogue: counts only, never a row of a participant."""
    seen: set[int] = set()
    for report in dialogues.published_reports():
        dialogue = report.dialogue
        if dialogue.pk in seen or dialogue.is_example:
            continue
        seen.add(dialogue.pk)
        file = _at("dialogue:open-data", dialogue.slug, report.version)
        day = timezone.localdate(report.published_at)
        yield DataSet(
            address=f"{_at('portal:reuse')}#dialoog-{dialogue.slug}",
            identifier=f"dialoog-{dialogue.slug}",
            title=_("Tellingen van de dialoog %(title)s") % {"title": dialogue.title},
            description=dialogue.intro or dialogue.title,
            publisher=_agent(dialogue.organisation, cards),
            page=_at("dialogue:report", dialogue.slug),
            themes=THEMES,
            distributions=(Distribution(file, "JSON", "json", COUNTS_LICENCE),),
            keywords=(_("dialoog"), _("bewoners")),
            issued=day,
            modified=day,
            version=str(report.version),
        )


def catalogue() -> list[Triple]:
    """The catalogue of our data sets."""
    text = _("Open gegevens van dit platform: cijfers, kennis en uitkomsten van dialogen.")
    title = _("Open gegevens van %(name)s") % {"name": settings.SITE_NAME}
    return describe(f"{_at('portal:reuse')}#catalogus", title, text, _site(_cards()), data_sets())


# ---- the Woo-index
WOO_CATEGORY = "onderzoeksrapporten"
WOO_SORTS = ("verslag", "wijkanalyse", "rapport")


def _documents() -> Iterator[tuple[Organisation, WooDocument]]:
    """Every public document with its organisation; the publisher is filled in by who asks."""
    for one in rooms.documents():
        if one.example or one.gone_at or one.sort not in WOO_SORTS:
            continue
        title = _("%(title)s, versie %(n)s") % {"title": one.title, "n": one.version}
        address = settings.SITE_URL.rstrip("/") + one.url
        yield one.organisation, _document(address, title, WOO_CATEGORY, one.at)


def _document(address: str, title: str, category: str, moment: datetime.datetime) -> WooDocument:
    return WooDocument(
        address, title, "", "", category, timezone.localtime(moment), timezone.localtime(moment)
    )


def woo_documents(category: str = "") -> list[WooDocument]:
    """Documents of organisations that have an address in TOOI, newest first."""
    return [one for one in _sorted_out()[0] if not category or one.category == category]


def left_out() -> dict[str, int]:
    """How many documents of which organisation are left out, because it has no address in TOOI."""
    return _sorted_out()[1]


def _sorted_out() -> tuple[list[WooDocument], dict[str, int]]:
    cards = _cards()
    shown: list[WooDocument] = []
    without: dict[str, int] = {}
    for organisation, one in _documents():
        card = cards.get(organisation.pk)
        publisher = organisation_address(card.tooi) if card else ""
        if not publisher:
            without[organisation.name] = without.get(organisation.name, 0) + 1
            continue
        shown.append(
            WooDocument(
                one.address,
                one.title,
                publisher,
                organisation.name,
                one.category,
                one.adopted_at,
                one.changed_at,
            )
        )
    return sorted(shown, key=lambda one: (one.changed_at, one.address), reverse=True), without


def sitemaps() -> list[str]:
    """The index of our sitemaps, when there is something in it."""
    return [_at("portal:woo-index")] if woo_documents() else []


def trouble() -> list[str]:
    """Say which organisation keeps its documents out of the Woo-index by having no TOOI code."""
    return [_left_out(name, number) for name, number in sorted(left_out().items())]


def _left_out(name: str, number: int) -> str:
    sentence = ngettext(
        "%(number)s openbaar document van %(name)s staat niet in de sitemap voor de Woo: "
        "vul de TOOI-code van de organisatie in.",
        "%(number)s openbare documenten van %(name)s staan niet in de sitemap voor de Woo: "
        "vul de TOOI-code van de organisatie in.",
        number,
    )
    return sentence % {"number": number, "name": name}
