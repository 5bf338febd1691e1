"""How long an organisation keeps which sort of document, by its own selectielijst."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.models import Organisation

__all__ = ["ArchiveRule"]


class ArchiveRule(models.Model):
    """The category and term for one sort of document, as the archivist fills them in."""

    class Value(models.TextChoices):
        """What happens at the end."""

        KEEP = "blijvend", _("blijvend bewaren")
        DESTROY = "vernietigen", _("na een termijn vernietigen")

    organisation = models.ForeignKey(Organisation, verbose_name=_("organisatie"), on_delete=models.CASCADE)
    sort = models.CharField(_("soort document"), max_length=20)
    category = models.CharField(_("categorie in de selectielijst"), max_length=100)
    value = models.CharField(_("waardering"), max_length=12, choices=Value.choices)
    years = models.PositiveSmallIntegerField(
        _("jaren bewaren"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(150)],
    )

    class Meta:
        verbose_name = _("regel voor het archief")
        verbose_name_plural = _("regels voor het archief")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "sort"), name="publishing_archive_rule_once"),
            models.CheckConstraint(
                condition=models.Q(value="blijvend", years__isnull=True)
                | models.Q(value="vernietigen", years__isnull=False),
                name="publishing_archive_rule_term",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.sort}"
