"""What people do with their own data: a code, an objection, erasing everything."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F

from wijkwijzer_web.core.codes import fingerprint, new_code
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.dialogue.actions.log import RefusedError, next_positions
from wijkwijzer_web.dialogue.actions.words import erase_words
from wijkwijzer_web.dialogue.models import (
    BackgroundAnswer,
    Event,
    Message,
    Moderation,
    Participant,
    Report,
    Statement,
    this_minute,
)

__all__ = ["erase", "erase_again", "give_code", "object_to"]


def give_code(participant: Participant) -> str:
    """Give the participant six words to go on with on another device; an earlier code stops working."""
    code = new_code()
    Participant.objects.filter(pk=participant.pk, erased=False).update(
        code_hash=fingerprint(code, str(participant.dialogue_id))
    )
    return code


def object_to(participant: Participant, message_key: UUID, words: str) -> None:
    """Ask a second moderator to look at a hidden message of one's own; once per decision."""
    with transaction.atomic():
        hidden = Message.objects.select_for_update().filter(
            key=message_key, participant_key=participant.key, state=Message.State.HIDDEN
        )
        message = hidden.first()
        decision = message.decisions.order_by("-at", "-pk").first() if message else None
        if decision is None:
            raise RefusedError("Dit bericht is niet verborgen, of het is niet van jou.", 404)
        Moderation.objects.filter(pk=decision.pk, objected=False).update(objected=True, objection=words)


def erase(participant: Participant) -> None:
    """Erase what a participant wrote, everywhere, in one transaction.

    Words, answers about the person, token and code go; the events stay under a key that leads to nobody, and
    the next result is made without them. Stored documents keep their counts: words go out of them by the
    number of the message or statement, wherever they stand. Files are removed, because they may hold words.
    """
    erasures.note("deelnemer", str(participant.key))
    _erase(participant.key)


def erase_again(key: str) -> bool:
    """After a restore: erase somebody who asked for it since the backup; False when that is not needed."""
    return _erase(UUID(key))


def _erase(key: UUID) -> bool:
    with transaction.atomic():
        # First the person, then the log: in the same order as whoever writes.
        found = Participant.objects.select_for_update().filter(key=key, erased=False).first()
        if found is None:
            return False
        dialogue = found.dialogue
        position = next_positions(dialogue.pk, 1)
        words = erase_words(
            dialogue,
            Message.objects.filter(dialogue=dialogue, participant_key=key),
            Statement.objects.filter(question__topic__dialogue=dialogue, writer=key),
        )
        BackgroundAnswer.objects.filter(participant=found).delete()
        Event.objects.create(
            dialogue=dialogue,
            position=position,
            participant_key=key,
            kind=Event.Kind.ERASED,
            request=uuid4(),
            at=this_minute(),
        )
        Participant.objects.filter(pk=found.pk).update(token_hash=None, code_hash=None, erased=True)
        Report.objects.filter(dialogue=dialogue).update(withdrawn=F("withdrawn") + words)
    return True
