"""Changes to a version: other words, publish, take back, take words out.

They are steps inside an action of the domain, which knows who may do so and records it. Each looks at the row
as it is now, under a lock: what somebody else did in between is never lost, and what was erased stays so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer.errors import InputError
from wijkwijzer.report import Document, Meta, Notice, from_json, to_json, without
from wijkwijzer_web.publishing.editing.queries import (
    foreign_numbers,
    known_blocks,
    refuse_older,
    repeats,
    state_of,
)
from wijkwijzer_web.publishing.models import Publication

__all__ = ["publish", "put_edits", "retract", "take_out", "without_words", "without_words_each"]


def put_edits(
    publication: Publication,
    edits: Mapping[str, str],
    version: str = "",
    figures: Mapping[str, Iterable[str]] | None = None,
) -> int:
    """Put own words in place of sentences, by id; return how many stand there now.

    Refused: a version that is published, a form of before another change, and a number that the sources of a
    sentence do not have. Words at an id that is not in the document are left out.
    """
    now = Publication.objects.select_for_update().get(pk=publication.pk)
    refuse_older(version, *state_of(now))
    if now.published_at is not None:
        raise ValidationError(_("Deze versie is gepubliceerd. Maak een nieuwe om iets te veranderen."))
    known = known_blocks(now)
    kept = {block: words for block, words in edits.items() if words and block in known}
    _refuse_numbers(from_json(now.document), kept, figures or {})
    now.edits = kept
    now.save(update_fields=["edits"])
    publication.edits = kept
    return len(kept)


def publish(publication: Publication) -> bool:
    """Put a version where everyone can read it; its figures do not change any more. False when it was."""
    waiting = Publication.objects.filter(pk=publication.pk, published_at=None)
    return bool(waiting.update(published_at=timezone.now()))


def retract(publication: Publication, why: str) -> bool:
    """Take a published version back, with a reason that stays at its address. False when it was."""
    shown = Publication.objects.filter(pk=publication.pk, published_at__isnull=False, retracted_at=None)
    return bool(shown.update(retracted_at=timezone.now(), retracted_why=why[:300]))


def take_out(series: str, gone: Collection[str], texts: Collection[str], instead: str) -> None:
    """Take the words of these ids out of every version of a series, whatever those words are.

    Places, counts and generated sentences stay. An editor's own sentence goes as a whole when it repeats one
    of the texts, as far as those are long enough to be recognised.
    """
    for found in Publication.objects.select_for_update().filter(series=series).order_by("pk"):
        found.document = without_words(found.document, gone, instead)
        found.translations = without_words_each(found.translations, gone, instead)
        found.edits = {block: own for block, own in found.edits.items() if not repeats(own, texts)}
        found.save(update_fields=["document", "translations", "edits"])


def without_words_each(
    translations: Mapping[str, dict[str, object]], gone: Collection[str], instead: str
) -> dict[str, dict[str, object]]:
    """Stored documents by language, each without the words of these ids."""
    return {code: without_words(document, gone, instead) for code, document in translations.items()}


def without_words(document: dict[str, object], gone: Collection[str], instead: str) -> dict[str, object]:
    """A stored document without the words of these ids."""
    try:
        return to_json(without(from_json(document), gone, instead))
    except InputError:  # nobody can read it any more, and nobody knows what stands in it
        today = timezone.localdate()
        return to_json(Document(str(document.get("title", "")), Meta(today), (Notice(_("Niet te lezen")),)))


def _refuse_numbers(
    document: Document, edits: Mapping[str, str], figures: Mapping[str, Iterable[str]]
) -> None:
    for block, own in edits.items():
        foreign = foreign_numbers(document, block, own, figures.get(block, ()))
        if foreign:
            raise ValidationError(
                _("Dit getal staat niet in de bronnen van de zin: %(number)s. De zin: “%(words)s”")
                % {"number": ", ".join(foreign), "words": own[:80]}
            )
