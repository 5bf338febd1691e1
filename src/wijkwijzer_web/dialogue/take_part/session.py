"""How a participant is recognised: a cookie with the token, for a session or for a year."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase

from wijkwijzer_web.core.codes import fingerprints, token_fingerprint
from wijkwijzer_web.core.work import limits
from wijkwijzer_web.dialogue.actions.log import RefusedError
from wijkwijzer_web.dialogue.languages import DUTCH, Language, available, language
from wijkwijzer_web.dialogue.models import Dialogue, Participant

__all__ = [
    "by_code",
    "forget",
    "language_of",
    "own_device",
    "participant_by_token",
    "participant_of",
    "remember",
    "remember_code",
    "token_of",
]

YEAR = 365 * 24 * 3600
LANGUAGE_COOKIE = "deelname-taal"
CODE = "code:"
# Of one network address: enough for a room with clumsy thumbs, not for guessing.
WRONG_CODES_PER_MINUTE = 60

# Written out: asked before every answer of a full room, where composing a query costs more than running it.
_BY_TOKEN = f"SELECT * FROM {Participant._meta.db_table} WHERE token_hash = %s"  # noqa: S608 (our own table)


def _name(dialogue: Dialogue) -> str:
    return f"deelname-{dialogue.pk}"


def _secret(request: HttpRequest, dialogue: Dialogue) -> str:
    return request.COOKIES.get(_name(dialogue), "").partition(".")[0]


def token_of(request: HttpRequest, dialogue: Dialogue) -> str:
    """The token of the personal link; empty for somebody who came in with a code."""
    secret = _secret(request, dialogue)
    return "" if secret.startswith(CODE) else secret


def own_device(request: HttpRequest, dialogue: Dialogue) -> bool:
    """Whether the participant said that the device is theirs: only then drafts stay on it."""
    return request.COOKIES.get(_name(dialogue), "").endswith(".eigen")


def participant_of(request: HttpRequest, dialogue: Dialogue) -> Participant | None:
    """Who is asking, None for somebody who has not begun (or whose answers were erased)."""
    secret = _secret(request, dialogue)
    if secret.startswith(CODE):
        return by_code(request, dialogue, secret.removeprefix(CODE))
    return participant_by_token(secret, dialogue)


def by_code(request: HttpRequest, dialogue: Dialogue, code: str) -> Participant | None:
    """Who has this code; wrong ones count per caller, in a form or in a cookie, and lock out nobody else."""
    whose = f"{limits.caller(request)}:{dialogue.pk}"
    if limits.spent("codes", whose=whose, most=WRONG_CODES_PER_MINUTE):
        raise RefusedError(
            "Er zijn nu veel verkeerde codes ingevuld. Probeer het over een minuut opnieuw.", 429
        )
    found = _participant_by_code(code, dialogue)
    if found is None:
        limits.within("codes", whose=whose, most=WRONG_CODES_PER_MINUTE, seconds=60)
    return found


def remember_code(
    response: HttpResponseBase, request: HttpRequest, dialogue: Dialogue, code: str, own: bool
) -> None:
    """Set the cookie for somebody who came in with six words."""
    remember(response, request, dialogue, CODE + "-".join(code.lower().replace("-", " ").split()), own)


def remember(
    response: HttpResponseBase, request: HttpRequest, dialogue: Dialogue, token: str, own: bool
) -> None:
    """Set the cookie: for a year on someone's own device, else until the browser closes."""
    response.set_cookie(
        _name(dialogue),
        f"{token}.{'eigen' if own else 'gedeeld'}",
        max_age=YEAR if own else None,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def forget(response: HttpResponseBase, dialogue: Dialogue) -> None:
    """Remove the cookie."""
    response.delete_cookie(_name(dialogue), samesite="Lax")


def language_of(request: HttpRequest, dialogue: Dialogue) -> Language:
    """The language of the screens: asked for in the address, chosen before, of the site, else Dutch."""
    offered = [DUTCH, *dialogue.languages]
    wanted = (
        request.GET.get("taal"),
        request.COOKIES.get(LANGUAGE_COOKIE),
        getattr(request, "LANGUAGE_CODE", ""),
    )
    chosen = next((code for code in wanted if code in offered and code in available()), DUTCH)
    return language(chosen)


def participant_by_token(token: str, dialogue: Dialogue | None = None) -> Participant | None:
    """The participant to whom this token belongs (in this dialogue), None when nobody has it."""
    if not token or len(token) > 64:
        return None
    found = next(iter(Participant.objects.raw(_BY_TOKEN, [token_fingerprint(token)])), None)
    if found is None or found.erased or (dialogue is not None and found.dialogue_id != dialogue.pk):
        return None
    return found


def _participant_by_code(code: str, dialogue: Dialogue) -> Participant | None:
    """The participant to whom these six words belong; a slip of the finger does not matter."""
    hashes = fingerprints(code, str(dialogue.pk))
    if not hashes:
        return None
    return Participant.objects.filter(code_hash__in=hashes, dialogue=dialogue, erased=False).first()
