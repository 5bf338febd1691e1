"""A case of costs and benefits that is kept: the sheet as it was, and what it came to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.models import Organisation

__all__ = ["BenefitCase"]


class BenefitCase(models.Model):
    """One case: everything that was reckoned with stands in the sheet."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="benefit_cases")
    title = models.CharField(_("Waar gaat het over?"), max_length=200)
    area = models.CharField(max_length=40, blank=True)
    case = models.JSONField()
    outcome = models.JSONField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_on = models.DateField()
    public = models.BooleanField(default=False)
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        verbose_name = _("kosten en baten")
        verbose_name_plural = _("berekeningen van kosten en baten")
        ordering = ("-made_on", "-pk")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("effects:case", args=[self.pk])
