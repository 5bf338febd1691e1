"""Who is asking: a participant by token or code, never by address."""

from __future__ import annotations

from wijkwijzer_web.dialogue.models import Dialogue, Participant
from wijkwijzer_web.dialogue.models.secrets import fingerprint

__all__ = ["participant_by_code", "participant_by_token"]


def participant_by_token(token: str, dialogue: Dialogue | None = None) -> Participant | None:
    """The participant to whom this token belongs (in this dialogue), None when nobody has it."""
    if not token or len(token) > 64:
        return None
    people = Participant.objects.filter(token_hash=fingerprint(token), erased=False)
    return (people.filter(dialogue=dialogue) if dialogue else people.select_related("dialogue")).first()


def participant_by_code(code: str, dialogue: Dialogue) -> Participant | None:
    """The participant to whom these six words belong; spaces, hyphens and capitals do not matter."""
    words = code.lower().replace("-", " ").split()
    if len(words) != 6:
        return None
    return Participant.objects.filter(
        code_hash=fingerprint(f"{dialogue.pk}:{' '.join(words)}"), dialogue=dialogue, erased=False
    ).first()
