"""Taking words out of messages, statements, stored documents and files: by number, never by text."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer.dialogue import message_ref, statement_ref
from wijkwijzer.errors import InputError
from wijkwijzer.report import Document, Meta, Notice, from_json, to_json, without
from wijkwijzer_web.dialogue.actions.files import remove_files
from wijkwijzer_web.dialogue.models import Dialogue, Findings, Message, Moderation, Report, Statement
from wijkwijzer_web.dialogue.queries.hints import forget_words
from wijkwijzer_web.dialogue.queries.structure import forget

__all__ = ["erase_words", "take_out"]

# An editor's sentence that repeats so much of somebody's words, whole, is theirs. Less is anybody's.
LONG_ENOUGH = 20


def erase_words(dialogue: Dialogue, messages: QuerySet[Message], statements: QuerySet[Statement]) -> int:
    """Empty messages and statements, and take them out of documents; inside the caller's transaction.

    Returns how many messages there were. Rows are locked in the order in which a moderator locks them.
    """
    rows = list(messages.select_for_update().exclude(state=Message.State.ERASED).order_by("pk"))
    own = list(statements.select_for_update().exclude(state=Statement.State.ERASED).order_by("pk"))
    texts = {words for m in rows for words in (m.text, m.shown_text)} | {s.text for s in own}
    gone = {message_ref(str(m.number)) for m in rows} | {statement_ref(s.pk) for s in own}
    Moderation.objects.filter(message__in=rows).update(objection="")
    Message.objects.filter(pk__in=[m.pk for m in rows]).update(
        text="", shown_text="", state=Message.State.ERASED
    )
    Statement.objects.filter(pk__in=[s.pk for s in own]).update(
        text="", translations={}, state=Statement.State.ERASED, writer=None
    )
    take_out(dialogue, gone, texts)
    return len(rows)


def take_out(dialogue: Dialogue, gone: Collection[str], texts: Collection[str] = ()) -> None:
    """Take the words of these ids out of every stored document of a dialogue; files made of it are removed.

    Places, counts and generated sentences stay. An editor's own sentence goes as a whole when it repeats one
    of these texts, as far as those are long enough to be recognised.
    """
    if not gone:
        return
    for found in Findings.objects.select_for_update().filter(dialogue=dialogue):
        Findings.objects.filter(pk=found.pk).update(document=_without(found.document, gone))
    for report in Report.objects.select_for_update().filter(dialogue=dialogue).order_by("pk"):
        report.document = _without(report.document, gone)
        report.edits = {id: own for id, own in report.edits.items() if not _repeats(own, texts)}
        report.save(update_fields=["document", "edits"])
    remove_files(dialogue)
    forget(dialogue)
    forget_words()


def _without(document: dict[str, object], gone: Collection[str]) -> dict[str, object]:
    try:
        return to_json(without(from_json(document), gone, _("(ingetrokken)")))
    except InputError:  # nobody can read it any more, and nobody knows what stands in it
        today = timezone.localdate()
        return to_json(Document(str(document.get("title", "")), Meta(today), (Notice(_("Niet te lezen")),)))


def _repeats(own: str, texts: Collection[str]) -> bool:
    words = " ".join(own.casefold().split())
    found = (" ".join(text.casefold().split()) for text in texts)
    return any(len(text) >= LONG_ENOUGH and text in words for text in found)
