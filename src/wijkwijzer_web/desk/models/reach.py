"""Who is not reached and why: what each side believes of the other, what contradicts it and what helped."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.models import Organisation

__all__ = ["Assumption", "Opinion", "Remedy"]


class Assumption(models.Model):
    """Something that one side believes of the other."""

    class Side(models.TextChoices):
        """Who believes it."""

        INSTITUTION = "instantie", _("instanties over bewoners")
        RESIDENT = "bewoner", _("bewoners over instanties")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="assumptions")
    side = models.CharField(_("wie dit denkt"), max_length=10, choices=Side.choices)
    text = models.CharField(_("aanname, in één zin"), max_length=200)
    counter = models.TextField(_("wat ertegen spreekt"), max_length=800, blank=True)
    source = models.CharField(_("waar dat uit blijkt"), max_length=300, blank=True)
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        verbose_name = _("aanname")
        verbose_name_plural = _("aannames")
        ordering = ("side", "pk")

    def __str__(self) -> str:
        return self.text


class Opinion(models.Model):
    """One person's answer about one assumption: no name, no words; shown as counts of ten or more."""

    class Side(models.TextChoices):
        """Who answers."""

        RESIDENT = "bewoner", _("ik woon hier")
        FRONT_LINE = "frontlijn", _("ik werk hier met mensen")

    class Answer(models.TextChoices):
        """What they think of it."""

        TRUE = "klopt", _("Klopt")
        PARTLY = "deels", _("Klopt deels")
        FALSE = "klopt-niet", _("Klopt niet")
        UNKNOWN = "weet-niet", _("Weet ik niet")

    assumption = models.ForeignKey(Assumption, on_delete=models.CASCADE, related_name="opinions")
    side = models.CharField(_("kant"), max_length=10, choices=Side.choices)
    answer = models.CharField(_("antwoord"), max_length=12, choices=Answer.choices)
    request = models.UUIDField(_("sleutel van het formulier"), unique=True)
    on = models.DateField(_("dag"))

    class Meta:
        verbose_name = _("oordeel over een aanname")
        verbose_name_plural = _("oordelen over aannames")

    def __str__(self) -> str:
        return self.answer


class Remedy(models.Model):
    """What was done about it, who was reached of how many, before and after, and whether trust came back."""

    assumption = models.ForeignKey(Assumption, on_delete=models.CASCADE, related_name="remedies")
    for_whom = models.CharField(_("voor wie"), max_length=120)
    done = models.CharField(_("wat is er gedaan"), max_length=300)
    where = models.CharField(_("waar"), max_length=120, blank=True)
    helped = models.CharField(_("wat hielp"), max_length=300, blank=True)
    before = models.PositiveIntegerField(_("bereikt vooraf"), null=True, blank=True)
    after = models.PositiveIntegerField(_("bereikt achteraf"), null=True, blank=True)
    total = models.PositiveIntegerField(_("van hoeveel mensen"), null=True, blank=True)
    asked_again_on = models.DateField(_("opnieuw gevraagd op"), null=True, blank=True)
    trust_yes = models.PositiveIntegerField(_("vertrouwen hersteld: ja"), null=True, blank=True)
    trust_asked = models.PositiveIntegerField(_("aan hoeveel bewoners gevraagd"), null=True, blank=True)

    class Meta:
        verbose_name = _("remedie")
        verbose_name_plural = _("remedies")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(total__isnull=True)
                | (
                    (models.Q(before__isnull=True) | models.Q(before__lte=models.F("total")))
                    & (models.Q(after__isnull=True) | models.Q(after__lte=models.F("total")))
                ),
                name="desk_reached_of_all",
            ),
            models.CheckConstraint(
                condition=models.Q(trust_yes__isnull=True) | models.Q(trust_asked__gte=models.F("trust_yes")),
                name="desk_trust_of_asked",
            ),
        )

    def __str__(self) -> str:
        return self.done
