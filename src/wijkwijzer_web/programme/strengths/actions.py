"""Writing krachten: added without an account, looked at before everyone reads it, erased with a code."""

from __future__ import annotations

import datetime
import uuid

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer_web.core.codes import fingerprint, new_code
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.programme.models import Strength
from wijkwijzer_web.programme.strengths.queries import SPACE, waiting

__all__ = ["ERASURE", "TooManyError", "add", "erase", "erase_again", "forget_strengths", "judge_strength"]

ERASURE = "kracht"
HIDDEN = "kracht-verborgen"
MOST_WAITING = 1000
KEPT_DAYS = 365


class TooManyError(Exception):
    """So many wait for a look that one more would not be read."""


def add(*, area: str, area_name: str, kind: str, text: str, request: uuid.UUID) -> tuple[Strength, str]:
    """Keep one line; return it with its code, which is empty when the same form came before."""
    known = Strength.objects.filter(request=request).first()
    if known is not None:
        return known, ""
    if waiting().count() >= MOST_WAITING:
        raise TooManyError
    code = new_code()
    row = Strength(
        area=area,
        area_name=area_name,
        kind=kind,
        text=text,
        request=request,
        fingerprint=fingerprint(code, SPACE),
        on=timezone.localdate(),
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # the same form, twice at once
        return Strength.objects.get(request=request), ""
    return row, code


@action
def judge_strength(
    *, actor: User, organisation: Organisation, strength: Strength, shown: bool, because: str = ""
) -> None:
    """Let everyone read a line, or hide it for a reason that its writer reads with the code."""
    require(actor, Permission.REVIEW, organisation)
    row = Strength.objects.select_for_update().get(pk=strength.pk)
    if row.state == Strength.State.ERASED:
        raise ValidationError(_("De schrijver wiste deze regel."))
    if not shown and not because.strip():
        raise ValidationError(_("Schrijf erbij waarom je deze regel verbergt."))
    if not shown:
        erasures.note(HIDDEN, str(row.key))
    row.state = Strength.State.SHOWN if shown else Strength.State.HIDDEN
    row.because = "" if shown else because.strip()
    row.save(update_fields=["state", "because"])
    record(row, organisation=organisation, details={"state": row.state})


def erase(row: Strength) -> None:
    """The words and the code go, and stay gone after a restore."""
    with transaction.atomic():
        erasures.note(ERASURE, str(row.key))
        erase_again(str(row.key))


def erase_again(key: str) -> bool:
    """After a restore: empty what was erased since the backup."""
    found = Strength.objects.filter(key=key).exclude(state=Strength.State.ERASED)
    return bool(found.update(text="", because="", state=Strength.State.ERASED, fingerprint=b""))


def hide_again(key: str) -> bool:
    """After a restore: a line that was hidden since the backup waits for a look again."""
    found = Strength.objects.filter(key=key, state=Strength.State.SHOWN)
    return bool(found.update(state=Strength.State.WAITING))


def forget_strengths(*, actor: User | None = None) -> dict[str, int]:
    """Every night: what was hidden or erased goes after a year."""
    before = timezone.localdate() - datetime.timedelta(days=KEPT_DAYS)
    gone = Strength.objects.filter(state__in=(Strength.State.HIDDEN, Strength.State.ERASED), on__lt=before)
    count = gone.count()
    gone.delete()
    return {"krachten": count}
