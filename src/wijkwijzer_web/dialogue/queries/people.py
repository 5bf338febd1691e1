"""Who is asking: a participant by token or code, never by address."""

from __future__ import annotations

from wijkwijzer_web.core.codes import fingerprints, token_fingerprint
from wijkwijzer_web.dialogue.models import Dialogue, Participant

__all__ = ["participant_by_code", "participant_by_token"]

# Written out: asked before every answer of a full room, where composing a query costs more than running it.
_BY_TOKEN = f"SELECT * FROM {Participant._meta.db_table} WHERE token_hash = %s"  # noqa: S608 (our own table)


def participant_by_token(token: str, dialogue: Dialogue | None = None) -> Participant | None:
    """The participant to whom this token belongs (in this dialogue), None when nobody has it."""
    if not token or len(token) > 64:
        return None
    found = next(iter(Participant.objects.raw(_BY_TOKEN, [token_fingerprint(token)])), None)
    if found is None or found.erased or (dialogue is not None and found.dialogue_id != dialogue.pk):
        return None
    return found


def participant_by_code(code: str, dialogue: Dialogue) -> Participant | None:
    """The participant to whom these six words belong; a slip of the finger does not matter."""
    hashes = fingerprints(code, str(dialogue.pk))
    if not hashes:
        return None
    return Participant.objects.filter(code_hash__in=hashes, dialogue=dialogue, erased=False).first()
