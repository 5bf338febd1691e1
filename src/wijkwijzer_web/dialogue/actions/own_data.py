"""What people do with their own data: a code, an objection, erasing everything."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet

from wijkwijzer_web.core.codes import fingerprint, new_code
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.dialogue.actions.files import remove_files
from wijkwijzer_web.dialogue.actions.log import RefusedError, next_positions
from wijkwijzer_web.dialogue.models import (
    BackgroundAnswer,
    Dialogue,
    Event,
    Findings,
    Message,
    Moderation,
    Participant,
    Report,
    Statement,
    this_minute,
)
from wijkwijzer_web.dialogue.queries.reports import withdraw

__all__ = ["erase", "erase_again", "give_code", "object_to"]


def give_code(participant: Participant) -> str:
    """Give the participant six words to go on with on another device; an earlier code stops working."""
    code = new_code()
    Participant.objects.filter(pk=participant.pk).update(
        code_hash=fingerprint(code, str(participant.dialogue_id))
    )
    return code


def object_to(participant: Participant, message_key: UUID, words: str) -> None:
    """Ask a second moderator to look at a hidden message of one's own; once per decision."""
    decision = (
        Moderation.objects.filter(
            message__key=message_key,
            message__participant_key=participant.key,
            message__state=Message.State.HIDDEN,
        )
        .order_by("-at", "-pk")
        .first()
    )
    if decision is None:
        raise RefusedError("Dit bericht is niet verborgen, of het is niet van jou.", 404)
    Moderation.objects.filter(pk=decision.pk, objected=False).update(objected=True, objection=words)


def erase(participant: Participant) -> None:
    """Erase what a participant wrote, everywhere, in one transaction.

    Words, answers about the person, token and code go; the events stay as counts under a key that leads to
    nobody. Published reports keep their counts and say how many contributions were withdrawn; files made of
    them are removed, because they may hold the words.
    """
    erasures.note("deelnemer", str(participant.key))
    _erase(participant)


def erase_again(key: str) -> bool:
    """After a restore: erase somebody who asked for it since the backup; False when that is not needed."""
    participant = Participant.objects.filter(key=key, erased=False).select_related("dialogue").first()
    if participant is None:
        return False
    _erase(participant)
    return True


def _erase(participant: Participant) -> None:
    dialogue = participant.dialogue
    with transaction.atomic():
        position = next_positions(dialogue.pk, 1)
        mine = Message.objects.filter(dialogue=dialogue, participant_key=participant.key)
        own = Statement.objects.filter(question__topic__dialogue=dialogue, writer=participant.key)
        numbers, words = _numbers_and_words(mine, own)
        Moderation.objects.filter(message__in=mine).update(objection="")
        mine.update(text="", shown_text="", state=Message.State.ERASED)
        own.update(text="", translations={}, state=Statement.State.HIDDEN, writer=None)
        BackgroundAnswer.objects.filter(participant=participant).delete()
        Event.objects.create(
            dialogue=dialogue,
            position=position,
            participant_key=participant.key,
            kind=Event.Kind.ERASED,
            request=uuid4(),
            at=this_minute(),
        )
        Participant.objects.filter(pk=participant.pk).update(token_hash=None, code_hash=None, erased=True)
        _withdraw_from_reports(dialogue, numbers, words)
        remove_files(dialogue)


def _numbers_and_words(
    messages: QuerySet[Message], statements: QuerySet[Statement]
) -> tuple[set[str], list[str]]:
    rows = list(messages.exclude(state=Message.State.ERASED).values_list("number", "text", "shown_text"))
    words = [words for _, text, shown in rows for words in (text, shown)]
    return {str(row[0]) for row in rows}, [*words, *statements.values_list("text", flat=True)]


def _withdraw_from_reports(dialogue: Dialogue, numbers: set[str], words: list[str]) -> None:
    """Take the words out of every stored document; newest findings are simply made again."""
    Findings.objects.filter(dialogue=dialogue).delete()
    for report in Report.objects.filter(dialogue=dialogue).select_for_update():
        report.document = withdraw(report.document, numbers, words)
        report.edits = withdraw(report.edits, numbers, words)
        report.withdrawn += len(numbers)
        report.save(update_fields=["document", "edits", "withdrawn"])
