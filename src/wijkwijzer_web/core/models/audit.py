"""The audit trail of staff (BIO2): who did what to which object, when, from where, with what result."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

__all__ = ["AuditEntry", "Origin", "Result"]


class Origin(models.TextChoices):
    """The way a change came in; never an address."""

    WEB = "web", _("website")
    TASK = "taak", _("achtergrondtaak")
    COMMAND = "opdracht", _("opdrachtregel")


class Result(models.TextChoices):
    """How it ended."""

    DONE = "gelukt", _("gelukt")
    DENIED = "geweigerd", _("geweigerd")
    FAILED = "mislukt", _("mislukt")


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Rows that can be added and read, and only leave when their time is over."""

    def update(self, **_: Any) -> NoReturn:
        """Refuse: a trail that can be rewritten proves nothing."""
        raise TypeError("audit entries are append-only")

    def delete(self) -> NoReturn:
        """Refuse: only `expire` removes rows."""
        raise TypeError("audit entries are append-only")

    def expire(self, days: int) -> int:
        """Remove what is older than the retention period; return how many."""
        old = self.filter(at__lt=timezone.now() - timedelta(days=days))
        return int(old._raw_delete(old.db))


class AuditEntry(models.Model):
    """One thing that a member of staff did or tried."""

    at = models.DateTimeField(_("tijd"), default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("wie"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    action = models.CharField(_("handeling"), max_length=100)
    object_type = models.CharField(_("soort object"), max_length=100, blank=True)
    object_id = models.CharField(_("sleutel"), max_length=64, blank=True)
    object_label = models.CharField(_("object"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        "core.Organisation",
        verbose_name=_("organisatie"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    result = models.CharField(_("resultaat"), max_length=10, choices=Result.choices, default=Result.DONE)
    origin = models.CharField(_("herkomst"), max_length=10, choices=Origin.choices)
    details = models.JSONField(_("bijzonderheden"), default=dict, blank=True)

    objects = AuditQuerySet.as_manager()
    about: str = ""  # the object as a reader may see it today; filled when it is shown

    class Meta:
        verbose_name = _("auditregel")
        verbose_name_plural = _("audit")
        ordering = ("-at", "-id")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.object_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; an existing one cannot be saved again."""
        if self.pk:
            raise TypeError("audit entries are append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: only `expire` removes rows."""
        raise TypeError("audit entries are append-only")
