"""What moderators decide: nothing is deleted by them, and each decision has a reason and a row."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.dialogue.models import Dialogue, Message, Moderation, Statement
from wijkwijzer_web.dialogue.queries.staff import may_moderate

__all__ = ["decide", "decide_statement"]


@action
def decide(
    *,
    actor: User,
    dialogue: Dialogue,
    numbers: Iterable[int],
    decision: str,
    reason: str = "",
    shown_text: str = "",
) -> int:
    """Show or hide messages, or show one with other words; return how many changed.

    A message whose writer objected is decided by somebody else than the moderator who hid it.
    """
    if not may_moderate(actor, dialogue):
        raise PermissionDenied("moderate")
    messages = list(
        Message.objects.filter(dialogue=dialogue, number__in=list(numbers))
        .exclude(state=Message.State.ERASED)
        .prefetch_related("decisions")
    )
    for message in messages:
        _refuse_own_judge(message, actor)
        message.state = (
            Message.State.HIDDEN if decision == Moderation.Decision.HIDE else Message.State.VISIBLE
        )
        if decision == Moderation.Decision.EDIT:
            message.shown_text = shown_text
        elif decision == Moderation.Decision.SHOW:
            message.shown_text = message.text
        message.save(update_fields=["state", "shown_text"])
        Moderation.objects.create(
            message=message,
            decision=decision,
            reason=reason if decision == Moderation.Decision.HIDE else "",
            moderator=actor,
        )
    record(
        dialogue, details={"messages": [m.number for m in messages], "decision": decision, "reason": reason}
    )
    return len(messages)


@action
def decide_statement(
    *, actor: User, dialogue: Dialogue, statement: Statement, show: bool, text: str = ""
) -> None:
    """Show a participant's statement (perhaps in clearer words), or hide it."""
    if not may_moderate(actor, dialogue) or statement.question.topic.dialogue_id != dialogue.pk:
        raise PermissionDenied("moderate")
    statement.state = Statement.State.VISIBLE if show else Statement.State.HIDDEN
    if show and text:
        statement.text = text
    statement.save(update_fields=["state", "text"])
    record(dialogue, details={"statement": statement.number, "show": show})


def _refuse_own_judge(message: Message, actor: User) -> None:
    last = next(iter(message.decisions.all()), None)
    if last is not None and last.objected and last.moderator_id == actor.pk:
        raise PermissionDenied(_("De schrijver maakte bezwaar. Een andere moderator beslist."))
