"""Advice to one addressee, the steps that the addressee took, and every time that was asked."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.programme.models.programme import Programme

__all__ = ["Advice", "AdviceAsk", "AdviceStep"]


class Advice(models.Model):
    """One advice. It has one addressee and a day to look back; twelve cities are twelve rows."""

    class To(models.TextChoices):
        """What kind of addressee."""

        MUNICIPALITY = "gemeente", _("gemeente")
        MINISTER = "minister", _("minister")
        HOUSING = "corporatie", _("corporatie")
        INSTITUTION = "instelling", _("instelling")

    class State(models.TextChoices):
        """What the addressee says; silence is computed, never set."""

        ISSUED = "uitgebracht", _("uitgebracht")
        TAKEN = "overgenomen", _("overgenomen")
        CHANGED = "aangepast", _("aangepast overgenomen")
        REFUSED = "niet", _("niet overgenomen")
        BUSY = "bezig", _("bezig")
        DONE = "gedaan", _("gedaan")
        STOPPED = "gestopt", _("gestopt")

    NEEDS_WHY = (State.CHANGED, State.REFUSED, State.STOPPED)
    CLOSED = (State.REFUSED, State.DONE, State.STOPPED)

    organisation = models.ForeignKey(
        "core.Organisation", verbose_name=_("organisatie"), on_delete=models.PROTECT, related_name="+"
    )
    programme = models.ForeignKey(
        Programme,
        verbose_name=_("programma"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="advice",
    )
    number = models.PositiveIntegerField(_("nummer"), editable=False)
    text = models.CharField(_("advies"), max_length=300)
    to_kind = models.CharField(_("soort ontvanger"), max_length=12, choices=To.choices)
    to_name = models.CharField(_("aan wie?"), max_length=160)
    to_email = models.EmailField(_("e-mailadres van de ontvanger (niet openbaar)"), blank=True)
    because = models.TextField(_("omdat"), max_length=1500, blank=True)
    theme = models.CharField(_("thema"), max_length=160, blank=True)
    area = models.CharField(_("wijk (code)"), max_length=20, blank=True, db_index=True)
    area_name = models.CharField(_("wijk"), max_length=160, blank=True)
    together = models.CharField(_("vorm van samenwerken"), max_length=500, blank=True)
    money = models.CharField(_("vorm van geld"), max_length=500, blank=True)
    origin_kind = models.CharField(_("komt uit"), max_length=20, blank=True)
    origin_key = models.CharField(_("sleutel van de herkomst"), max_length=120, blank=True)
    origin_label = models.CharField(_("waar rust het op?"), max_length=300, blank=True)
    issued_on = models.DateField(_("uitgebracht op"))
    look_back_on = models.DateField(_("terugkijken op"))
    state = models.CharField(_("stand"), max_length=12, choices=State.choices, default=State.ISSUED)
    edition = models.PositiveIntegerField(default=1, editable=False)
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        verbose_name = _("advies")
        verbose_name_plural = _("adviezen")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("organisation", "number"), name="programme_advice_number"),
            models.CheckConstraint(
                condition=~models.Q(to_name=""),
                name="programme_advice_has_addressee",
                violation_error_message=_("Zeg aan wie dit advies is."),
            ),
            models.CheckConstraint(
                condition=models.Q(look_back_on__gt=models.F("issued_on")),
                name="programme_advice_looks_back",
                violation_error_message=_("Kies een dag om terug te kijken, na de dag van het advies."),
            ),
        )

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("programme:advice-one", args=[self.pk])


class AdviceStep(models.Model):
    """What the addressee said, by account or by link; some answers need a reason."""

    class Via(models.TextChoices):
        """How it came in."""

        LINK = "link", _("met de link")
        STAFF = "namens", _("doorgegeven aan ons")

    advice = models.ForeignKey(Advice, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(_("stand"), max_length=12, choices=Advice.State.choices)
    on = models.DateField(_("dag"))
    because = models.CharField(_("toelichting"), max_length=600, blank=True)
    via = models.CharField(_("hoe"), max_length=8, choices=Via.choices)

    class Meta:
        verbose_name = _("stap van een advies")
        verbose_name_plural = _("stappen van adviezen")
        ordering = ("on", "id")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state__in=("aangepast", "niet", "gestopt")) | ~models.Q(because=""),
                name="programme_advice_says_why",
                violation_error_message=_("Schrijf erbij waarom."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.advice.number}: {self.state}"


class AdviceAsk(models.Model):
    """A day on which the addressee was asked what became of it."""

    advice = models.ForeignKey(Advice, on_delete=models.CASCADE, related_name="asks")
    on = models.DateField(_("gevraagd op"))

    class Meta:
        verbose_name = _("vraag over een advies")
        verbose_name_plural = _("vragen over adviezen")
        ordering = ("on",)
        constraints = (models.UniqueConstraint(fields=("advice", "on"), name="programme_asked_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.advice.number}: {self.on}"
