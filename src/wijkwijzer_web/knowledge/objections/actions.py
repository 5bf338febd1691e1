"""Saying that something is not right, answering it in public, and taking one's own words back."""

from __future__ import annotations

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer.errors import InputError
from wijkwijzer_web.core.codes import fingerprint
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.knowledge.models import Reaction
from wijkwijzer_web.knowledge.objections.queries import AREA, SPACE
from wijkwijzer_web.knowledge.reactions.actions import HIDDEN

__all__ = ["ERASURE", "answer", "erase", "erase_again", "object_to"]

ERASURE = "klopt-dit"
MOST_WAITING = 2_000


def object_to(*, area: str, about: str, text: str, code: str, form: uuid.UUID) -> Reaction:
    """Take in what somebody says about an area. It is its own audit: no account, no address, no name.

    The same form sent twice is one reaction, and keeps its first code.
    """
    found = Reaction.objects.filter(form=form).first()
    if found is not None:
        return found
    waits = Reaction.objects.filter(kind=AREA, state=Reaction.State.WAITING).count()
    if waits >= MOST_WAITING:
        raise InputError(_("Er wachten nu te veel reacties op een blik. Probeer het morgen nog eens."))
    try:
        with transaction.atomic():
            return Reaction.objects.create(
                kind=AREA,
                key=area,
                about=about,
                sort=Reaction.Sort.WRONG,
                text=text,
                made_at=timezone.now().replace(second=0, microsecond=0),
                form=form,
                code_hash=fingerprint(code, SPACE),
            )
    except IntegrityError:  # the same form, twice at once
        return Reaction.objects.get(form=form)


@action
def answer(
    *, actor: User, reaction: Reaction, organisation: Organisation, shown: bool, verdict: str, text: str
) -> Reaction:
    """Show it or not, and answer it; the answer stands beside it for everyone."""
    require(actor, Permission.REVIEW, organisation)
    row = Reaction.objects.select_for_update().get(pk=reaction.pk, kind=AREA)
    if row.text == "":
        raise InputError(_("De schrijver haalde deze reactie weg."))
    row.state = Reaction.State.SHOWN if shown else Reaction.State.HIDDEN
    if not shown:
        erasures.note(HIDDEN, str(row.form))
    if shown and verdict:
        if not text.strip():
            raise InputError(_("Schrijf je antwoord erbij."))
        row.verdict, row.answer, row.answered_on = verdict, text.strip()[:1000], timezone.localdate()
        row.organisation = organisation
    row.save()
    record(None, organisation=organisation, details={"shown": shown, "verdict": verdict})
    return row


def erase(reaction: Reaction) -> None:
    """Take one's words back, also after a restore; that something was said stays, and its answer."""
    erasures.note(ERASURE, str(reaction.form))
    _erase(reaction)


def erase_again(key: str) -> bool:
    """After a restore: take back what its writer took back since the backup."""
    found = Reaction.objects.filter(kind=AREA, form=key).exclude(text="").first()
    if found is None:
        return False
    _erase(found)
    return True


def _erase(reaction: Reaction) -> None:
    if reaction.state != Reaction.State.SHOWN:
        reaction.delete()
        return
    Reaction.objects.filter(pk=reaction.pk).update(text="", code_hash=None)
