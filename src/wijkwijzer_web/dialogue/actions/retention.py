"""What was promised to participants: after the last day, words and answers about people are erased."""

from __future__ import annotations

from django.utils import timezone

from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.dialogue.actions.documents.files import expire_finished_work, expire_rows
from wijkwijzer_web.dialogue.actions.words import erase_words
from wijkwijzer_web.dialogue.models import (
    BackgroundAnswer,
    Counter,
    Dialogue,
    Findings,
    Message,
    Participant,
    Statement,
    topic_of,
)
from wijkwijzer_web.follow import service as following

__all__ = ["expire_dialogues"]


@action
def expire_dialogues(*, actor: User | None) -> dict[str, int]:
    """Erase words and people of dialogues whose last day has gone by; the counts stay."""
    past = Dialogue.objects.filter(keep_until__lt=timezone.localdate())
    ended = [dialogue for dialogue in past if _erase(dialogue)]
    rows = expire_rows()
    expire_finished_work()
    record(None, details={"dialogues": [dialogue.slug for dialogue in ended], "rows": rows})
    return {"dialogen": len(ended), "rijen van dialogen": rows}


def _erase(dialogue: Dialogue) -> bool:
    people = Participant.objects.filter(dialogue=dialogue, erased=False)
    if not people.exists():
        return False
    Counter.objects.select_for_update().get(dialogue=dialogue)
    own = Statement.objects.filter(question__topic__dialogue=dialogue, writer__isnull=False)
    erase_words(dialogue, Message.objects.filter(dialogue=dialogue), own)
    Findings.objects.filter(dialogue=dialogue).delete()
    BackgroundAnswer.objects.filter(participant__dialogue=dialogue).delete()
    following.forget_topic(topic_of(dialogue.pk))
    people.update(token_hash=None, code_hash=None, erased=True)
    return True
