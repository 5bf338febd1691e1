"""Keep the translation of a dialogue's words, all that one form holds at once."""

from __future__ import annotations

from collections.abc import Mapping

from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.dialogue.models import Dialogue, Question, Statement
from wijkwijzer_web.dialogue.preparing.queries.translations import ABOUT, WORDS, sentences
from wijkwijzer_web.publishing.service import refuse_older

__all__ = ["keep_translation"]


@action
def keep_translation(
    *, actor: User, dialogue: Dialogue, code: str, given: Mapping[str, str], version: str = ""
) -> int:
    """Store the texts that were given by their field; an empty one takes a translation away.

    Returns
    -------
    How many texts changed.

    Raises
    ------
    ChangedError
        Somebody else saved a translation into this language since the form was made.
    """
    require(actor, Permission.WRITE, dialogue.organisation)
    found = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    now = sentences(found, code)
    refuse_older(version, *now)
    sent = ((one, given.get(one.field, one.translation)) for one in now)
    changed = [(one, text) for one, text in sent if text != one.translation]
    own = found.translations.setdefault(code, {})
    for one, text in changed:
        kind, _dash, rest = one.field.partition("-")
        if one.field in ABOUT:
            own[one.field] = text
        elif kind in {"woord", "keuze"}:
            own.setdefault(WORDS, {})[one.text] = text
        else:
            model = Question if kind == "vraag" else Statement
            row = model.objects.get(pk=rest)
            row.translations[code] = text
            row.save(update_fields=["translations"])
    found.save(update_fields=["translations"])
    record(found, details={"language": code, "texts": len(changed)})
    return len(changed)
