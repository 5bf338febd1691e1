"""What moderators decide: nothing is deleted by them, and each decision has a reason and a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from wijkwijzer.dialogue import message_ref, statement_ref
from wijkwijzer_web.core.clean import ClashError, version_of
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.dialogue.actions.documents.files import remove_files
from wijkwijzer_web.dialogue.actions.log import RefusedError
from wijkwijzer_web.dialogue.actions.words import take_out
from wijkwijzer_web.dialogue.models import Dialogue, Message, Moderation, Statement
from wijkwijzer_web.dialogue.queries.staff import may_moderate

__all__ = ["decide", "decide_statement", "hide_message_again", "hide_statement_again"]

# The kinds in the list of erasures: what was hidden after a backup is not public again by restoring it.
HIDDEN, HIDDEN_STATEMENT = "bericht-verborgen", "stelling-verborgen"


@action
def decide(
    *,
    actor: User,
    dialogue: Dialogue,
    numbers: Iterable[int],
    decision: str,
    reason: str = "",
    shown_text: str = "",
    proposals: Mapping[int, str] | None = None,
    versions: Mapping[int, str] | None = None,
) -> int:
    """Show or hide messages, or show one with other words; return how many changed.

    Whoever shows many at once reads few of them: a message in which somebody can be recognised is shown in
    the words of `proposals` (by number), or else as `redact` proposes. To show it as it was written, edit it.

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
    _refuse_older(messages, decision, shown_text, versions or {})
    if decision == Moderation.Decision.HIDE:
        erasures.note(HIDDEN, *(str(message.key) for message in messages))
    changed = set()
    for message in messages:
        _refuse_own_judge(message, actor)
        words = _words(message, decision, shown_text, proposals or {})
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
    *, actor: User, dialogue: Dialogue, statement: Statement, show: bool, text: str = "", version: str = ""
) -> None:
    """Show a participant's statement (perhaps in clearer words), or hide it."""
    if not may_moderate(actor, dialogue) or statement.question.topic.dialogue_id != dialogue.pk:
        raise PermissionDenied("moderate")
    found = Statement.objects.select_for_update().get(pk=statement.pk)
    if found.state == Statement.State.ERASED:
        raise RefusedError(_("De schrijver heeft deze stelling gewist."), 409)
    shown = {_("Stelling"): found.text, _("Stand"): found.get_state_display()}
    wanted = Statement.State.VISIBLE if show else Statement.State.HIDDEN
    mine = {_("Stelling"): text if show and text else found.text, _("Stand"): wanted.label}
    if version and version != version_of(found.state, found.text):
        rows = [(label, str(shown[label]), str(mine[label])) for label in shown]
        raise ClashError(rows, {"versie": version_of(found.state, found.text)})
    if show and text and text != found.text:
        take_out(dialogue, {statement_ref(found.pk)})
    found.state = Statement.State.VISIBLE if show else Statement.State.HIDDEN
    found.text = text if show and text else found.text
    found.save(update_fields=["state", "text"])
    if not show:
        erasures.note(HIDDEN_STATEMENT, f"{dialogue.pk}:{found.pk}")
        remove_files(dialogue)
    record(dialogue, details={"statement": statement.number, "show": show})


def _words(message: Message, decision: str, shown_text: str, proposals: Mapping[int, str]) -> str:
    """The words that others see after a decision."""
    if decision == Moderation.Decision.EDIT:
        return shown_text
    return safe_words(message, proposals) if decision == Moderation.Decision.SHOW else message.shown_text


def safe_words(message: Message, proposals: Mapping[int, str]) -> str:
    """What somebody wrote; where somebody can be recognised the words that were proposed for it."""
    from wijkwijzer.text.redaction.redact import find_personal_data, redact

    if not find_personal_data(message.text):
        return message.text
    return proposals.get(message.number) or redact(message.text)


def _refuse_older(
    messages: Iterable[Message], decision: str, shown_text: str, versions: Mapping[int, str]
) -> None:
    """Refuse what was decided from an older page; what somebody else decided stands beside it."""
    rows, renewed = [], {}
    for message in messages:
        now = version_of(message.state, message.shown_text)
        if versions.get(message.number, now) == now:
            continue
        label = _("Bericht %(n)s") % {"n": message.number}
        mine = Moderation.Decision(decision).label
        said = f"{mine}: {shown_text}" if decision == Moderation.Decision.EDIT else str(mine)
        rows.append((label, f"{message.get_state_display()}: {message.shown_text}", said))
        renewed[f"versie_{message.number}"] = now
    if rows:
        raise ClashError(rows, renewed)


def hide_message_again(key: str) -> bool:
    """After a restore: a message that was hidden since the backup waits for a look again."""
    found = Message.objects.filter(key=key, state=Message.State.VISIBLE)
    return bool(found.update(state=Message.State.WAITING))


def hide_statement_again(key: str) -> bool:
    """After a restore: a statement that was hidden since the backup waits for a look again."""
    dialogue, _colon, pk = key.partition(":")
    found = Statement.objects.filter(
        pk=pk, question__topic__dialogue__pk=dialogue, state=Statement.State.VISIBLE
    )
    return bool(found.update(state=Statement.State.WAITING))


def _refuse_own_judge(message: Message, actor: User) -> None:
    last = next(iter(message.decisions.all()), None)
    if last is not None and last.objected and last.moderator_id == actor.pk:
        raise PermissionDenied(_("De schrijver maakte bezwaar. Een andere moderator beslist."))
