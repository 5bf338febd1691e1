"""How often something was opened and taken along, by day: a number, and nothing about who."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["DailyUse"]


class DailyUse(models.Model):
    """One thing on one day. No address, browser, cookie or moment is kept, so nobody can be followed."""

    day = models.DateField(_("dag"))
    subject = models.CharField(_("wat"), max_length=160)
    read = models.PositiveIntegerField(_("gelezen"), default=0)
    taken = models.PositiveIntegerField(_("gedownload"), default=0)

    class Meta:
        verbose_name = _("gebruik per dag")
        verbose_name_plural = _("gebruik per dag")
        constraints = (models.UniqueConstraint(fields=("day", "subject"), name="publishing_use_once_a_day"),)
        indexes = (models.Index(fields=("subject", "day"), name="publishing_use"),)

    def __str__(self) -> str:
        return f"{self.subject}, {self.day}"
