"""Counts as they were published: they move by ten people or more and are never made again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["CrossTables", "Published"]


class Published(models.Model):
    """What the public may know of the people heard in one gemeente: the library's `PublicCounts` as JSON."""

    gemeente = models.CharField(_("gemeente"), max_length=12, primary_key=True)
    document = models.JSONField(_("tellingen"), default=dict)
    changed_on = models.DateField(_("veranderd op"))

    class Meta:
        verbose_name = _("openbare tellingen")
        verbose_name_plural = _("openbare tellingen")

    def __str__(self) -> str:
        return self.gemeente


class CrossTables(models.Model):
    """The table of wijk by opgave of one gemeente, once a year."""

    gemeente = models.CharField(_("gemeente"), max_length=12)
    year = models.PositiveSmallIntegerField(_("jaar"))
    document = models.JSONField(_("tabel"), default=dict)

    class Meta:
        verbose_name = _("tabel van een jaar")
        verbose_name_plural = _("tabellen van een jaar")
        constraints = (models.UniqueConstraint(fields=("gemeente", "year"), name="desk_one_table_a_year"),)

    def __str__(self) -> str:
        return f"{self.gemeente} {self.year}"
