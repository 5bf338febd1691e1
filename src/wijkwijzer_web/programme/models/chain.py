"""Opgave, inzet, resultaat and les of a wijk: what is asked, done, brought about and learned."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

__all__ = ["Effort", "Lesson", "Opgave", "Outcome"]


class Opgave(models.Model):
    """What has to be done in a wijk, whose it is, since when, and where that came from."""

    organisation = models.ForeignKey(
        "core.Organisation", verbose_name=_("organisatie"), on_delete=models.PROTECT, related_name="+"
    )
    area = models.CharField(_("wijk (code)"), max_length=20, db_index=True)
    area_name = models.CharField(_("wijk"), max_length=160)
    what = models.CharField(_("wat is de opgave?"), max_length=300)
    owner = models.CharField(_("van wie? (organisatie of rol)"), max_length=160)
    since = models.DateField(_("sinds"))
    ended_on = models.DateField(_("klaar sinds"), null=True, blank=True)
    origin_kind = models.CharField(_("komt uit"), max_length=20, blank=True)
    origin_key = models.CharField(_("sleutel van de herkomst"), max_length=120, blank=True)
    origin_label = models.CharField(_("waar komt het vandaan?"), max_length=300, blank=True)
    agreed = models.CharField(_("zijn bewoners het eens?"), max_length=200, blank=True)
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        verbose_name = _("opgave")
        verbose_name_plural = _("opgaven")
        ordering = ("area_name", "since", "id")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(owner=""),
                name="programme_opgave_has_owner",
                violation_error_message=_("Zeg van wie deze opgave is."),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gte=models.F("since")),
                name="programme_opgave_ends_later",
                violation_error_message=_("Klaar is niet voor het begin."),
            ),
        )

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("programme:opgave", args=[self.pk])


class Effort(models.Model):
    """An inzet: something that was done for an opgave, by whom, from when to when, with what money."""

    opgave = models.ForeignKey(Opgave, on_delete=models.CASCADE, related_name="efforts")
    what = models.CharField(_("wat doen jullie?"), max_length=300)
    intervention = models.CharField(_("interventie (adres)"), max_length=120, blank=True)
    carrier = models.CharField(_("wie doet het? (organisatie)"), max_length=160)
    person_role = models.CharField(_("welke vaste kracht? (rol)"), max_length=160, blank=True)
    parties = models.CharField(_("wie doen mee?"), max_length=300, blank=True)
    begins_on = models.DateField(_("begint op"))
    ends_on = models.DateField(_("eindigt op"), null=True, blank=True)
    money_source = models.CharField(_("waar komt het geld vandaan?"), max_length=160, blank=True)
    money_low = models.PositiveIntegerField(_("bedrag, minstens (euro)"), null=True, blank=True)
    money_high = models.PositiveIntegerField(_("bedrag, hoogstens (euro)"), null=True, blank=True)
    money_until = models.DateField(_("geld toegezegd tot en met"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("opgevolgd door"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    stopped_because = models.CharField(_("gestopt omdat"), max_length=300, blank=True)
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        verbose_name = _("inzet")
        verbose_name_plural = _("inzetten")
        ordering = ("begins_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("begins_on")),
                name="programme_effort_ends_later",
                violation_error_message=_("Het einde ligt voor het begin."),
            ),
            models.CheckConstraint(
                condition=models.Q(money_low=None)
                | models.Q(money_high=None)
                | models.Q(money_high__gte=models.F("money_low")),
                name="programme_effort_money_in_order",
                violation_error_message=_("Het hoogste bedrag is lager dan het laagste."),
            ),
        )

    def __str__(self) -> str:
        return self.what


class Outcome(models.Model):
    """A resultaat: what an inzet brought, and how that was measured; "niet gemeten" is a result as well."""

    class How(models.TextChoices):
        """How it was measured."""

        FIGURE = "cijfer", _("met een cijfer")
        DIALOGUE = "dialoog", _("in een dialoog")
        COUNT = "telling", _("geteld")
        NOT = "niet-gemeten", _("niet gemeten")

    effort = models.ForeignKey(Effort, on_delete=models.CASCADE, related_name="outcomes")
    what = models.CharField(_("wat bracht het?"), max_length=300)
    how = models.CharField(_("hoe gemeten?"), max_length=12, choices=How.choices)
    source = models.CharField(_("bron"), max_length=300, blank=True)
    interval = models.CharField(_("marge of aantal (n)"), max_length=120, blank=True)
    from_kind = models.CharField(_("gemeten met"), max_length=20, blank=True)
    from_key = models.CharField(_("sleutel van de meting"), max_length=120, blank=True)
    on = models.DateField(_("dag"))
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        verbose_name = _("resultaat")
        verbose_name_plural = _("resultaten")
        ordering = ("on", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(how="niet-gemeten") | ~models.Q(source=""),
                name="programme_outcome_has_source",
                violation_error_message=_("Zeg waar dit staat. Is het niet gemeten? Kies dat dan."),
            ),
        )

    def __str__(self) -> str:
        return self.what


class Lesson(models.Model):
    """A les: what an inzet taught, when it holds, and what it became in the knowledge base."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="lessons")
    text = models.CharField(_("les"), max_length=400)
    holds_when = models.CharField(_("geldt wanneer"), max_length=300, blank=True)
    leads_to_kind = models.CharField(_("werd een"), max_length=20, blank=True)
    leads_to_key = models.CharField(_("sleutel"), max_length=120, blank=True)
    on = models.DateField(_("dag"))
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        verbose_name = _("les")
        verbose_name_plural = _("lessen")
        ordering = ("on", "id")

    def __str__(self) -> str:
        return self.text
