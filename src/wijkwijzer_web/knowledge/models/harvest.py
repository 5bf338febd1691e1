"""What harvesters were told: one row for every record that was ever public, also when the record is gone."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["HarvestHeader"]


class HarvestHeader(models.Model):
    """The key of a record, when it last changed for others in whole seconds, and whether it went away.

    No words of the record stand here, so it may stay when the record is erased: whoever took it over has to
    hear that it is gone.
    """

    key = models.CharField(_("kenmerk"), max_length=120, unique=True)
    kind = models.CharField(_("soort"), max_length=20)
    datestamp = models.DateTimeField(_("veranderd op"))
    deleted = models.BooleanField(_("weg"), default=False)

    class Meta:
        verbose_name = _("kop voor oogsters")
        verbose_name_plural = _("koppen voor oogsters")
        indexes = (models.Index(fields=("datestamp", "id"), name="knowledge_harvest"),)

    def __str__(self) -> str:
        return self.key
