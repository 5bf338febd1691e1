"""Reacting to something, and showing or hiding what was said."""

from __future__ import annotations

import uuid

from django.utils import timezone

from wijkwijzer.errors import InputError
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.knowledge.mailing.actions import tell_writer
from wijkwijzer_web.knowledge.mailing.queries import site_address
from wijkwijzer_web.knowledge.models import KnowledgeRecord, Reaction

__all__ = ["hide_again", "judge_reaction", "react", "reply"]

HIDDEN = "stukreactie-verborgen"  # in the list of erasures

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
    if made.state == Reaction.State.SHOWN and sort == Reaction.Sort.WRONG:
        _tell(made)
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
    _tell(made)
    record(None, organisation=organisation, details={"sort": sort})
    return made


@action
def judge_reaction(*, actor: User, reaction: Reaction, organisation: Organisation, shown: bool) -> None:
    """Let others read a reaction, or not."""
    require(actor, Permission.REVIEW, organisation)
    if not shown and reaction.form is not None:
        erasures.note(HIDDEN, str(reaction.form))
    reaction.state = Reaction.State.SHOWN if shown else Reaction.State.HIDDEN
    reaction.save(update_fields=["state"])
    if shown:
        _tell(reaction)
    record(None, organisation=organisation, details={"shown": shown})


def _tell(reaction: Reaction) -> None:
    """The writer of the record hears that there is something; "not right" at most once a day."""
    row = KnowledgeRecord.objects.filter(key=reaction.key, public=True).first()
    if reaction.kind != "stuk" or row is None or reaction.sort == Reaction.Sort.RIGHT:
        return
    if reaction.sort == Reaction.Sort.WRONG:
        tell_writer(row, row.organisation, "klopt-niet", str(timezone.localdate()))
    else:
        page = site_address(f"{row.get_absolute_url()}#reacties")
        tell_writer(row, row.organisation, "reactie", str(reaction.pk), page=page)


def hide_again(key: str) -> bool:
    """After a restore: a reaction that was hidden since the backup waits for a look again."""
    found = Reaction.objects.filter(form=key, state=Reaction.State.SHOWN)
    return bool(found.update(state=Reaction.State.WAITING))
