"""Which installation this database belongs to."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Installation"]


class Installation(models.Model):
    """One row: a random key that travels with the database; lists outside it say to which they belong.

    When things past their time were last removed says whether the clock can be believed.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    key = models.UUIDField(_("sleutel"), default=uuid.uuid4, editable=False)
    tidied_at = models.DateTimeField(_("laatst opgeruimd"), null=True, editable=False)

    class Meta:
        verbose_name = _("installatie")
        verbose_name_plural = _("installatie")
        default_permissions = ()
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="core_one_installation"),)

    def __str__(self) -> str:
        return str(self.key)

    @classmethod
    def key_here(cls) -> str:
        """The key of this installation; a first question makes it."""
        return str(cls.objects.get_or_create(id=1)[0].key)
