"""Mail that waits until it is sent: a mail server that is down loses nothing, and nothing is sent twice."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.models import Organisation

__all__ = ["Outgoing"]


class Outgoing(models.Model):
    """One message to one address; `key` is the mark of why it is sent, so that it goes out once.

    `about` names what it is about, each between spaces: when that is erased, what waits is gone too.
    """

    key = models.CharField(_("waarom"), max_length=160, unique=True)
    kind = models.CharField(_("soort"), max_length=40)
    address = models.EmailField(_("aan"), blank=True)
    subject = models.CharField(_("onderwerp"), max_length=150)
    body = models.TextField(_("tekst"), blank=True)
    calendar = models.TextField(_("agenda-bestand"), blank=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisatie"), null=True, blank=True, on_delete=models.SET_NULL
    )
    about = models.TextField(_("waarover"), blank=True)
    made_at = models.DateTimeField(_("gemaakt"), default=timezone.now)
    next_at = models.DateTimeField(_("niet eerder dan"), default=timezone.now)
    sent_at = models.DateTimeField(_("verstuurd"), null=True)
    tries = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    trouble = models.CharField(_("wat er misging"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("mail die wacht")
        verbose_name_plural = _("mail die wacht")
        ordering = ("made_at", "pk")
        indexes = (models.Index(fields=("sent_at", "next_at"), name="follow_outgoing_next"),)

    def __str__(self) -> str:
        return self.kind
