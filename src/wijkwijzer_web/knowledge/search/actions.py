"""Keeping the index up to date: one job that puts in what changed and swaps the version."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge import build_index, update_index
from wijkwijzer_web.core.models.audit import Origin
from wijkwijzer_web.core.trail.audit import origin
from wijkwijzer_web.knowledge.models import Counter, EmptySearch, KnowledgeRecord, PageTrail
from wijkwijzer_web.knowledge.search import queries

__all__ = ["note_empty", "page_changed", "renew", "renew_search"]


def renew_search() -> None:
    """Ask for a new version, when the index lacks a change; call it after the change was committed."""
    if queries.behind():
        update_search.enqueue()


@task()
def update_search() -> None:
    """Put every change in the index. It keeps no row of the audit: it writes nothing that people made."""
    with origin(Origin.TASK):
        renew()


def renew(*, again: bool = False) -> bool:
    """Bring the index up to the last change; True when there was something to do.

    What is not public never enters it, so nothing that is hidden is on disk in words either.
    """
    place = queries.folder()
    with transaction.atomic():
        now, have = Counter.current(), -1 if again else queries.indexed()
        if have >= now:
            return False
        rows = list(KnowledgeRecord.objects.filter(version__gt=have).exclude(kind="bewijsclaim"))
        trails = [f"{queries.PAGE}{one.page}" for one in PageTrail.objects.filter(version__gt=have)]
        pages = queries.shown_pages()
    shown = [queries.document(row) for row in rows if row.public]
    shown += [queries.page_document(pages[key]) for key in trails if key in pages]
    gone = [row.key for row in rows if not row.public] + [key for key in trails if key not in pages]
    place.mkdir(parents=True, exist_ok=True)
    try:
        if have < 0:
            raise InputError("opnieuw")
        update_index(place, shown, gone)
    except InputError:  # none yet, or of a former program: make it anew
        every = KnowledgeRecord.objects.filter(public=True).exclude(kind="bewijsclaim")
        build_index(
            [*map(queries.document, every), *map(queries.page_document, pages.values())],
            place,
        )
    _write(place / "stand", f"{now} {queries.WITH}")
    return True


def page_changed(number: int) -> None:
    """A page of an editor came, changed or went: search hears it as it hears of a record."""
    with transaction.atomic():
        PageTrail.objects.update_or_create(page=number, defaults={"version": Counter.next()})
        transaction.on_commit(renew_search)


def note_empty(question: str) -> None:
    """Count a question that found nothing, by its words alone; without words of a list nothing is kept."""
    asked = " ".join(queries.plain_words(question))[:100]
    if not asked:
        return
    month = timezone.localdate().replace(day=1)
    row, made = EmptySearch.objects.get_or_create(month=month, question=asked)
    if not made:
        EmptySearch.objects.filter(pk=row.pk).update(times=F("times") + 1)


def _write(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}.deel")
    part.write_text(text, encoding="utf-8")
    shutil.move(part, path)
