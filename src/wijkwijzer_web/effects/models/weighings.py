"""A weighing that is kept: who weighed, with which data, when, what was decided, and why otherwise."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.models import Organisation

__all__ = ["KINDS", "Weighed", "WeighedLink"]

KINDS = (("opgave", _("opgave")), ("programma", _("programma")), ("advies", _("advies")))
"""What a weighing can be about: kinds of the chain."""


class Weighed(models.Model):
    """One weighing: the question and the outcome as they were, and the decision that people took."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="weighings")
    title = models.CharField(_("Waar gaat het over?"), max_length=120)
    question_text = models.CharField(_("Wat is de vraag?"), max_length=300, blank=True)
    who = models.CharField(_("Wie woog mee?"), max_length=300)
    area = models.CharField(max_length=40, blank=True)
    release = models.CharField(max_length=64, blank=True)
    question = models.JSONField()
    outcome = models.JSONField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_on = models.DateField()
    public = models.BooleanField(default=False)
    decision = models.CharField(_("Wat is er besloten?"), max_length=500, blank=True)
    why_otherwise = models.CharField(_("Waarom anders dan de afweging?"), max_length=1000, blank=True)
    chosen = models.JSONField(default=list, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        verbose_name = _("afweging")
        verbose_name_plural = _("afwegingen")
        ordering = ("-made_on", "-pk")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("effects:weighing", args=[self.pk])


class WeighedLink(models.Model):
    """What a weighing was about in another room: an opgave, a programme, an advice; the chain follows it."""

    weighed = models.ForeignKey(Weighed, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=20, choices=KINDS)
    key = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("waar een afweging over ging")
        verbose_name_plural = _("waar afwegingen over gingen")
        constraints = (models.UniqueConstraint(fields=("weighed", "kind", "key"), name="weighed_link_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
