"""Mail that waits until it is sent: a mail server that is down loses nothing, and staff see what waits."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

__all__ = ["Mail"]


class Mail(models.Model):
    """One message to one address. `key` says why it is sent, so that a reminder goes out once."""

    key = models.CharField(_("waarom"), max_length=120, unique=True)
    kind = models.CharField(_("soort"), max_length=40)
    address = models.EmailField(_("aan"), blank=True)
    subject = models.CharField(_("onderwerp"), max_length=150)
    body = models.TextField(_("tekst"), blank=True)
    made_at = models.DateTimeField(_("gemaakt"), default=timezone.now)
    sent_at = models.DateTimeField(_("verstuurd"), null=True)
    tries = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    trouble = models.CharField(_("wat er misging"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return self.kind
