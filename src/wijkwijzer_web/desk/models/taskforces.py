"""Who breaks a deadlock between domains, and permission to colour outside the lines."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.models import Organisation

__all__ = ["Experiment", "Seat", "TaskForce"]


class TaskForce(models.Model):
    """People of several domains around one table, with somebody who decides when they differ."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="task_forces")
    name = models.CharField(_("naam"), max_length=80)
    slug = models.SlugField(_("adres in de url"), max_length=60, unique=True)
    chair = models.CharField(_("voorzitter (rol)"), max_length=120)
    chair_mail = models.EmailField(_("mail van de voorzitter"), blank=True)
    decides = models.CharField(_("wie beslist bij onenigheid"), max_length=120)
    rhythm = models.CharField(_("ritme"), max_length=80, blank=True)
    meets_at = models.DateTimeField(_("volgende keer"), null=True, blank=True)
    place = models.CharField(_("waar"), max_length=120, blank=True)
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        verbose_name = _("taskforce ontschot")
        verbose_name_plural = _("taskforces ontschot")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(chair="") & ~models.Q(decides=""), name="desk_taskforce_has_who_decides"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The public page."""
        return reverse("desk:taskforce", args=[self.slug])


class Seat(models.Model):
    """A place at the table: a domain and the role that sits there."""

    task_force = models.ForeignKey(TaskForce, on_delete=models.CASCADE, related_name="seats")
    domain = models.CharField(_("domein"), max_length=20)
    role = models.CharField(_("organisatie en rol"), max_length=120)

    class Meta:
        verbose_name = _("plaats aan tafel")
        verbose_name_plural = _("plaatsen aan tafel")
        ordering = ("domain", "pk")

    def __str__(self) -> str:
        return self.role


class Experiment(models.Model):
    """Permission to do it otherwise: from whom, for whom, until when, and what was decided then."""

    class Outcome(models.TextChoices):
        """What was decided on the last day."""

        NONE = "", _("nog niet besloten")
        STAYS = "blijft", _("Blijft zo")
        CHANGED = "anders", _("Gaat anders verder")
        STOPS = "stopt", _("Stopt")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="experiments")
    task_force = models.ForeignKey(
        TaskForce, null=True, blank=True, on_delete=models.SET_NULL, related_name="experiments"
    )
    sentence = models.CharField(_("wat mag anders, in één zin"), max_length=200)
    permitted_by = models.CharField(_("van wie mag het"), max_length=120)
    for_whom = models.CharField(_("voor wie"), max_length=200)
    from_on = models.DateField(_("vanaf"))
    until = models.DateField(_("tot en met"))
    outcome = models.CharField(
        _("besluit op de laatste dag"), max_length=10, choices=Outcome.choices, blank=True
    )
    outcome_words = models.CharField(_("waarom"), max_length=300, blank=True)
    decided_on = models.DateField(_("besloten op"), null=True)
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        verbose_name = _("experiment")
        verbose_name_plural = _("experimenten")
        ordering = ("-from_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("from_on")), name="desk_experiment_ends"
            ),
            models.CheckConstraint(
                condition=~models.Q(permitted_by="") & ~models.Q(for_whom=""),
                name="desk_experiment_is_permitted",
            ),
        )

    def __str__(self) -> str:
        return self.sentence
