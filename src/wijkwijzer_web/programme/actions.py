"""What a programme forgets by itself: who came, a year after the last meeting."""

from __future__ import annotations

import datetime

from django.db.models import Q
from django.utils import timezone

from wijkwijzer_web.core.models import User
from wijkwijzer_web.programme.models import Guest, Invitation, Participation, Presentation, SignUp

__all__ = ["forget_sign_ups"]

KEPT_DAYS = 365


def forget_sign_ups(*, actor: User | None = None) -> dict[str, int]:
    """Remove addresses of who came, was asked or presented, a year after the day; how many came is kept.

    Whom a city may send goes a year after the programme, or when the city stopped.
    """
    before = timezone.localdate() - datetime.timedelta(days=KEPT_DAYS)
    removed, _by_table = SignUp.objects.filter(meeting__day__lt=before).delete()
    Invitation.objects.filter(meeting__day__lt=before).delete()
    Presentation.objects.filter(meeting__day__lt=before).exclude(email="").update(email="")
    over = Participation.State.STOPPED
    Guest.objects.filter(
        Q(participation__state=over) | Q(participation__programme__ends_on__lt=before)
    ).delete()
    return {"aanmeldingen": removed}
