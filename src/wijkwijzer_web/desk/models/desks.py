"""A desk and the people who listen there: a list per desk, not a rank, or every editor would read along."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.models import Organisation

__all__ = ["Desk", "Listener"]

LEAST_LISTENERS = 2


class Desk(models.Model):
    """A place of an organisation where somebody listens to people of some wijken."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="desks")
    name = models.CharField(_("naam"), max_length=80)
    slug = models.SlugField(_("adres in de url"), max_length=60, unique=True)
    areas = models.JSONField(_("wijken: naam bij code"), default=dict, blank=True)
    promise_days = models.PositiveSmallIntegerField(
        _("belofte: antwoord in werkdagen"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
    )
    keep_months = models.PositiveSmallIntegerField(
        _("maanden bewaren na het laatste bericht"),
        default=12,
        validators=[MinValueValidator(3), MaxValueValidator(24)],
    )
    phone = models.CharField(_("telefoon"), max_length=30, blank=True)
    walk_in = models.CharField(_("inloop: waar en wanneer"), max_length=200, blank=True)
    elsewhere = models.CharField(
        _("waar mensen terechtkunnen als het loket dicht is"), max_length=200, blank=True
    )
    non_readers = models.JSONField(_("wie het niet leest"), default=list, blank=True)
    privacy_contact = models.CharField(_("wie over privacy gaat"), max_length=200, blank=True)
    opening = models.CharField(_("openingstekst"), max_length=400, blank=True)
    words_read = models.BooleanField(_("de tekst is gelezen en klopt voor ons"), default=False)
    opened = models.BooleanField(_("open"), default=False)
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("coördinator"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_example = models.BooleanField(_("voorbeeld"), default=False)

    class Meta:
        verbose_name = _("luisterloket")
        verbose_name_plural = _("luisterloketten")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(opened=False) | ~models.Q(privacy_contact=""), name="desk_open_has_privacy"
            ),
            models.CheckConstraint(
                condition=models.Q(opened=False) | models.Q(words_read=True),
                name="desk_open_has_read_its_words",
                violation_error_message=_("Lees eerst de tekst die mensen zien, en zeg dat die klopt."),
            ),
            models.CheckConstraint(
                condition=models.Q(keep_months__gte=3, keep_months__lte=24), name="desk_kept_3_to_24_months"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The public page of the desk."""
        return reverse("desk:desk", args=[self.slug])

    def present(self, today: date) -> int:
        """How many listeners are there on a day."""
        away = models.Q(away_until__gte=today)
        return self.listeners.exclude(away).filter(user__is_active=True).count()

    def is_open(self, today: date) -> bool:
        """Whether somebody will read what comes in; a desk never takes in silence."""
        return self.opened and self.organisation.active and self.present(today) >= 1


class Listener(models.Model):
    """Somebody who reads and answers at one desk."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="listeners")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="listens_at", verbose_name=_("wie")
    )
    since = models.DateField(_("sinds"))
    away_until = models.DateField(_("afwezig tot en met"), null=True, blank=True)

    class Meta:
        verbose_name = _("luisteraar")
        verbose_name_plural = _("luisteraars")
        constraints = (models.UniqueConstraint(fields=("desk", "user"), name="desk_listens_once"),)

    def __str__(self) -> str:
        return f"{self.user} ({self.desk})"
