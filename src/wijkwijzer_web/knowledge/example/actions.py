"""Putting the example's knowledge in."""

from __future__ import annotations

import datetime
import json
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from wijkwijzer.example.knowledge import example_pages, example_records
from wijkwijzer_web.core.card.queries import alone
from wijkwijzer_web.core.models import Organisation, SectionPage, User
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.dialogue import service as dialogues
from wijkwijzer_web.knowledge.example.pages import block
from wijkwijzer_web.knowledge.models import ArticlePage, DossierPage, KnowledgeRecord, Passed, Reaction, State
from wijkwijzer_web.knowledge.records.actions import changed, new_row, show
from wijkwijzer_web.knowledge.search.actions import renew_search

__all__ = ["example_left", "load_example_knowledge", "remove_example"]


@action
def load_example_knowledge(*, actor: User | None, organisation: Organisation) -> None:
    """Write every record when none is there yet; each is marked as an example."""
    record(organisation, details={"example": True})
    if KnowledgeRecord.objects.filter(example=True).exists():
        return
    today = timezone.localdate()
    _pages(organisation, today)
    for number, (kind, data) in enumerate(example_records()):
        row = new_row(kind, data, example=True)
        show(row, State.REVIEWED)
        row.published_at = row.created_at - datetime.timedelta(days=number % 60)
        row.reviewed_at = row.published_at
        row.review_on = today + datetime.timedelta(days=300 + number)
        _answers(row, data)
        changed(row, tell=False)
    _objections(organisation, today)
    transaction.on_commit(renew_search)


SPACE = uuid.UUID("5f6f2a3e-8d6e-4a34-9d4b-6a1f8c2f9b10")
_SAID = (
    (
        "ontwikkeling",
        "De verhuizingen kloppen, maar de reden staat er niet bij. In ons portiek zijn zes woningen "
        "tijdelijk verhuurd.",
        "uitgezocht",
        "We vragen de corporatie hoeveel woningen tijdelijk verhuurd zijn. Dat staat hier voor de zomer.",
        26,
    ),
    (
        "factoren",
        "Bij beheer staat onbekend. Wij lopen iedere maand een schouw.",
        "verbeterd",
        "De schouwlijst van de huismeester staat nu bij de eigen cijfers van de gemeente.",
        32,
    ),
    ("advies", "Nee.", "", "", 2),
)


def _answers(row: KnowledgeRecord, data: dict[str, Any]) -> None:
    """The answers to a question, each in a row of its own, as those of people are."""
    for one in data.get("antwoorden", ()):
        day = datetime.datetime.fromisoformat(f"{one['op']}T12:00")
        Passed.objects.create(
            record=row,
            sent_on=day.date(),
            answered_at=timezone.make_aware(day),
            state=Passed.State.SHOWN,
            text=one["tekst"],
            by=one["van"],
        )


def _objections(organisation: Organisation, today: datetime.date) -> None:
    """What people said about De Spoordijk: answered, being looked into, and one word that waits."""
    for number, (about, text, verdict, answer, days) in enumerate(_SAID):
        Reaction.objects.get_or_create(
            form=uuid.uuid5(SPACE, str(number)),
            defaults={
                "kind": "gebied",
                "key": "WK990311",
                "about": about,
                "sort": Reaction.Sort.WRONG,
                "text": text,
                "state": Reaction.State.SHOWN if verdict else Reaction.State.WAITING,
                "verdict": verdict,
                "answer": answer,
                "answered_on": today - datetime.timedelta(days=days - 6) if verdict else None,
                "organisation": organisation if verdict else None,
                "made_at": timezone.now() - datetime.timedelta(days=days),
            },
        )


def _pages(organisation: Organisation, today: datetime.date) -> None:
    """The dossiers and articles, under the pages of the organisation; none when it has no pages yet."""
    section = SectionPage.objects.filter(organisation=organisation).first()
    if section is None:
        return
    spoken = dialogues.public_dialogues().order_by("pk").values_list("slug", flat=True).first() or ""
    said = example_pages()
    for one in said["dossier"]:
        page = DossierPage(
            title=one["titel"],
            slug=one["adres"],
            lead=one["inleiding"],
            task=one.get("opgave", ""),
            words=one["woorden"],
            checked_on=today - datetime.timedelta(days=one["nagekeken"]),
        )
        page.body = json.dumps([block(each, spoken) for each in one["blokken"]])
        _publish(section, page)
    for one in said["artikel"]:
        _publish(
            section,
            ArticlePage(
                title=one["titel"],
                slug=one["adres"],
                sort=one["soort"],
                author=one["door"],
                day=today - datetime.timedelta(days=one["dagen"]),
                lead=one["inleiding"],
                body=one["tekst"],
                series=one.get("reeks", ""),
            ),
        )


def _publish(section: SectionPage, page: DossierPage | ArticlePage) -> None:
    page.live = False
    section.add_child(instance=page)
    page.save_revision().publish()


def example_left(organisation: Organisation) -> int:
    """How many invented records and pages stand here; records are of the whole installation."""
    records = KnowledgeRecord.objects.filter(example=True).count() if alone(organisation) else 0
    return records + len(_invented_pages(organisation))


def remove_example(organisation: Organisation) -> dict[str, int]:
    """Take the invented records away, with what was said about them, and the invented pages."""
    pages = _invented_pages(organisation)
    for page in pages:
        page.delete()
    gone = {str(Page._meta.verbose_name_plural): len(pages)}
    if not alone(organisation):
        return gone
    rows = KnowledgeRecord.objects.filter(example=True)
    number = rows.count()
    Reaction.objects.filter(kind="stuk", key__in=list(rows.values_list("key", flat=True))).delete()
    invented = [uuid.uuid5(SPACE, str(number)) for number in range(len(_SAID))]
    Reaction.objects.filter(kind="gebied", form__in=invented).delete()
    rows.delete()
    if number:
        transaction.on_commit(renew_search)
    return gone | {str(KnowledgeRecord._meta.verbose_name_plural): number}


def _invented_pages(organisation: Organisation) -> list[Page]:
    """The dossiers and articles of the example: at their address, and made by nobody."""
    section = SectionPage.objects.filter(organisation=organisation).first()
    if section is None:
        return []
    said = example_pages()
    names = [one["adres"] for kind in ("dossier", "artikel") for one in said[kind]]
    return list(section.get_children().filter(slug__in=names, owner=None))
