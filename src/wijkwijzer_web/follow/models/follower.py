"""Who asked to hear what comes of something."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Follower"]


class Follower(models.Model):
    """An address that asked to hear about a topic. It stands apart from everything that anybody wrote."""

    topic = models.CharField(_("waarover"), max_length=80)
    email = models.EmailField(_("e-mailadres"))
    key = models.UUIDField(_("sleutel"), default=uuid.uuid4, unique=True, editable=False)
    token_hash = models.BinaryField(_("sleutel in de mail (hash)"), max_length=32, unique=True)
    confirmed = models.BooleanField(_("bevestigd"), default=False)
    asked_on = models.DateField(_("gevraagd op"), auto_now_add=True)

    class Meta:
        verbose_name = _("volger")
        verbose_name_plural = _("volgers")
        constraints = (models.UniqueConstraint(fields=("topic", "email"), name="follow_once"),)

    def __str__(self) -> str:
        return f"volger {self.pk}"
