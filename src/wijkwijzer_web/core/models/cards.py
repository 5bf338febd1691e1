"""The card of an organisation: what it is asked once, and what every form, mail and paper takes from it."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.models.organisations import Organisation

__all__ = ["Card"]


MONDAY_TO_FRIDAY = [0, 1, 2, 3, 4]


class Card(models.Model):
    """One per organisation. `working_days` are numbers (0 is Monday; none is Monday to Friday), `closed_days`
    dates, both as JSON;
    `areas` is name by code; `ticks` keeps what cannot be seen elsewhere: the day on which a step was done.
    """

    organisation = models.OneToOneField(
        Organisation, verbose_name=_("organisatie"), on_delete=models.CASCADE, related_name="card"
    )
    email = models.EmailField(_("e-mailadres voor vragen"), blank=True)
    phone = models.CharField(_("telefoon"), max_length=30, blank=True)
    hours = models.CharField(_("wanneer jullie er zijn"), max_length=120, blank=True)
    reply_to = models.EmailField(_("adres waar antwoorden op mails aankomen"), blank=True)
    privacy_contact = models.CharField(_("wie over privacy gaat"), max_length=200, blank=True)
    tooi = models.CharField(_("TOOI-code"), max_length=40, blank=True)
    working_days = models.JSONField(_("werkdagen"), default=list, blank=True)
    closed_days = models.JSONField(_("dagen dat jullie dicht zijn"), default=list, blank=True)
    areas = models.JSONField(_("jullie wijken: naam bij code"), default=dict, blank=True)
    home_text = models.TextField(_("tekst op de voorpagina"), max_length=600, blank=True)
    colour = models.CharField(_("kleur"), max_length=7, blank=True)
    intros = models.JSONField(_("eigen eerste zinnen van mails"), default=dict, blank=True)
    ticks = models.JSONField(_("stappen die gedaan zijn: dag bij stap"), default=dict, blank=True)
    started_on = models.DateField(_("begonnen op"), null=True, blank=True)
    set_aside_on = models.DateField(_("beginlijst opzijgelegd op"), null=True, blank=True)

    class Meta:
        verbose_name = _("kaart van een organisatie")
        verbose_name_plural = _("kaarten van organisaties")

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def weekdays(self) -> list[int]:
        """The days of the week on which somebody works."""
        return self.working_days or MONDAY_TO_FRIDAY

    def is_closed(self, day: datetime.date) -> bool:
        """Whether nobody works on this day: no working day of theirs, or a day on which they are closed."""
        return day.weekday() not in self.weekdays or day.isoformat() in self.closed_days

    @property
    def signature(self) -> dict[str, Any]:
        """What stands under every mail and paper."""
        return {
            "name": self.organisation.name,
            "hours": self.hours,
            "contact": " · ".join(part for part in (self.email, self.phone) if part),
            "privacy": self.privacy_contact,
        }
