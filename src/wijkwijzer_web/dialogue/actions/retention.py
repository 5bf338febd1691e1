"""What was promised to participants: after the last day, words and answers about people are erased."""

from __future__ import annotations

from django.utils import timezone

from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.dialogue.actions.files import expire_finished_work, expire_rows, remove_files
from wijkwijzer_web.dialogue.models import (
    BackgroundAnswer,
    Dialogue,
    Findings,
    Follower,
    Message,
    Moderation,
    Participant,
    Report,
    Statement,
)
from wijkwijzer_web.dialogue.queries.reports import withdraw

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
    messages = Message.objects.filter(dialogue=dialogue).exclude(state=Message.State.ERASED)
    own = Statement.objects.filter(question__topic__dialogue=dialogue, writer__isnull=False)
    numbers = {str(number) for number in messages.values_list("number", flat=True)}
    words = [w for pair in messages.values_list("text", "shown_text") for w in pair]
    words += list(own.values_list("text", flat=True))
    for report in Report.objects.filter(dialogue=dialogue):
        report.document = withdraw(report.document, numbers, words)
        report.edits = withdraw(report.edits, numbers, words)
        report.save(update_fields=["document", "edits"])
    Findings.objects.filter(dialogue=dialogue).delete()
    remove_files(dialogue)
    Moderation.objects.filter(message__dialogue=dialogue).update(objection="")
    messages.update(text="", shown_text="", state=Message.State.ERASED)
    own.update(text="", translations={}, state=Statement.State.HIDDEN, writer=None)
    BackgroundAnswer.objects.filter(participant__dialogue=dialogue).delete()
    Follower.objects.filter(dialogue=dialogue).delete()
    people.update(token_hash=None, code_hash=None, erased=True)
    return True
