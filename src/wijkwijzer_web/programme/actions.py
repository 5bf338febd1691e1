"""What a programme forgets by itself: who came, a year after the last meeting."""

from __future__ import annotations

import datetime

from django.utils import timezone

from wijkwijzer_web.core.models import User
from wijkwijzer_web.programme.models import SignUp

__all__ = ["forget_sign_ups"]

KEPT_DAYS = 365


def forget_sign_ups(*, actor: User | None = None) -> dict[str, int]:
    """Remove addresses of who signed up, a year after the day; how many came is kept as a number."""
    before = timezone.localdate() - datetime.timedelta(days=KEPT_DAYS)
    removed, _by_table = SignUp.objects.filter(meeting__day__lt=before).delete()
    return {"aanmeldingen": removed}
