"""What moderators decide: nothing is deleted by them, and each decision has a reason and a row."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from wijkwijzer.dialogue import message_ref, statement_ref
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.dialogue.actions.files import remove_files
from wijkwijzer_web.dialogue.actions.log import RefusedError
from wijkwijzer_web.dialogue.actions.words import take_out
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
        Message.objects.select_for_update()
        .filter(dialogue=dialogue, number__in=list(numbers))
        .exclude(state=Message.State.ERASED)
        .order_by("pk")
        .prefetch_related("decisions")
    )
    changed = set()
    for message in messages:
        _refuse_own_judge(message, actor)
        shown = {Moderation.Decision.EDIT: shown_text, Moderation.Decision.SHOW: message.text}
        words = shown.get(Moderation.Decision(decision), message.shown_text)
        if words != message.shown_text:
            changed.add(message_ref(str(message.number)))
        state = Message.State.HIDDEN if decision == Moderation.Decision.HIDE else Message.State.VISIBLE
        # The row is locked; that it was not erased is asked once more where it is written.
        Message.objects.filter(pk=message.pk).exclude(state=Message.State.ERASED).update(
            state=state, shown_text=words
        )
        Moderation.objects.create(
            message=message,
            decision=decision,
            reason=reason if decision == Moderation.Decision.HIDE else "",
            moderator=actor,
        )
    take_out(dialogue, changed)
    remove_files(dialogue)
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
    found = Statement.objects.select_for_update().get(pk=statement.pk)
    if found.state == Statement.State.ERASED:
        raise RefusedError(_("De schrijver heeft deze stelling gewist."), 409)
    if show and text and text != found.text:
        take_out(dialogue, {statement_ref(found.pk)})
    found.state = Statement.State.VISIBLE if show else Statement.State.HIDDEN
    found.text = text if show and text else found.text
    found.save(update_fields=["state", "text"])
    if not show:
        remove_files(dialogue)
    record(dialogue, details={"statement": statement.number, "show": show})


def _refuse_own_judge(message: Message, actor: User) -> None:
    last = next(iter(message.decisions.all()), None)
    if last is not None and last.objected and last.moderator_id == actor.pk:
        raise PermissionDenied(_("De schrijver maakte bezwaar. Een andere moderator beslist."))
