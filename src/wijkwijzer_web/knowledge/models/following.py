"""Choices of /kennis that somebody follows by mail; who follows stands in the room of following."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

__all__ = ["FollowedChoice"]


class FollowedChoice(models.Model):
    """The address behind `?` of a choice; its key is what followers follow."""

    key = models.CharField(_("kenmerk"), max_length=24, unique=True)
    query = models.TextField(_("keuze"), blank=True)
    made_at = models.DateTimeField(_("gemaakt"), default=timezone.now)

    class Meta:
        verbose_name = _("gevolgde keuze")
        verbose_name_plural = _("gevolgde keuzes")

    def __str__(self) -> str:
        return self.key

    @property
    def topic(self) -> str:
        """What followers follow."""
        return f"kennis:{self.key}"
