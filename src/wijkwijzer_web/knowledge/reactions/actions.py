"""Reacting to something, and showing or hiding what was said."""

from __future__ import annotations

import uuid

from django.utils import timezone

from wijkwijzer.errors import InputError
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.knowledge.models import Reaction

__all__ = ["judge_reaction", "react", "reply"]

MOST_WAITING = 2_000


@action
def react(*, actor: User | None, kind: str, key: str, sort: str, text: str, form: uuid.UUID) -> Reaction:
    """Somebody says that it is still right, or not; a tap counts at once, words wait for a look.

    The same form sent twice is one reaction.
    """
    found = Reaction.objects.filter(form=form).first()
    if found is not None:
        record(None)
        return found
    if sort == Reaction.Sort.ADDITION and not text:
        raise InputError("Schrijf in één zin wat erbij hoort.")
    if Reaction.objects.filter(state=Reaction.State.WAITING).exclude(text="").count() >= MOST_WAITING:
        raise InputError("Er wachten nu te veel reacties op een blik. Probeer het morgen nog eens.")
    made = Reaction.objects.create(
        kind=kind,
        key=key,
        sort=sort,
        text=text[:1000],
        state=Reaction.State.WAITING if text else Reaction.State.SHOWN,
        author=actor,
        made_at=timezone.now(),
        form=form,
    )
    record(None, details={"sort": sort})
    return made


@action
def reply(
    *,
    actor: User,
    kind: str,
    key: str,
    sort: str,
    text: str,
    organisation: Organisation,
    form: uuid.UUID | None = None,
) -> Reaction:
    """An organisation replies, or writes down what residents reply; it stands beside the thing, not in it.

    The same form sent twice is one reply.
    """
    require(actor, Permission.WRITE, organisation)
    before = Reaction.objects.filter(form=form).first() if form else None
    if before is not None:
        record(None, organisation=organisation)
        return before
    if not text.strip():
        raise InputError("Schrijf wat je wilt antwoorden.")
    made = Reaction.objects.create(
        kind=kind,
        key=key,
        sort=sort,
        text=text.strip()[:1000],
        state=Reaction.State.SHOWN,
        organisation=organisation,
        author=actor,
        made_at=timezone.now(),
        form=form,
    )
    record(None, organisation=organisation, details={"sort": sort})
    return made


@action
def judge_reaction(*, actor: User, reaction: Reaction, organisation: Organisation, shown: bool) -> None:
    """Let others read a reaction, or not."""
    require(actor, Permission.REVIEW, organisation)
    reaction.state = Reaction.State.SHOWN if shown else Reaction.State.HIDDEN
    reaction.save(update_fields=["state"])
    record(None, organisation=organisation, details={"shown": shown})
