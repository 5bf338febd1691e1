"""Taking words out of messages, statements, stored documents and files: by number, never by text."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from wijkwijzer.dialogue import message_ref, statement_ref
from wijkwijzer_web.dialogue.actions.documents.files import remove_files
from wijkwijzer_web.dialogue.models import Dialogue, Findings, Message, Moderation, Statement, topic_of
from wijkwijzer_web.dialogue.queries.hints import forget_words
from wijkwijzer_web.dialogue.queries.structure import forget
from wijkwijzer_web.publishing import service as publishing

__all__ = ["erase_words", "take_out"]


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
        document = publishing.without_words(found.document, gone, _("(ingetrokken)"))
        translations = publishing.without_words_each(found.translations, gone, _("(ingetrokken)"))
        Findings.objects.filter(pk=found.pk).update(document=document, translations=translations)
    publishing.take_out(topic_of(dialogue.pk), gone, texts, _("(ingetrokken)"))
    remove_files(dialogue)
    forget(dialogue)
    forget_words()
