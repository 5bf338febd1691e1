"""What organisations add themselves: figures that lie over the release, and areas of their own.

The figures stand in a folder beside the releases (an overlay); a row here says whose they are and whether
they are shown.
"""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.areas.models.releases import Level, area_address

__all__ = ["FiguresDraft", "OwnArea", "OwnFigures"]

_OWN = "eigen"


class OwnFigures(models.Model):
    """One version of the own figures of an organisation; at most one of them is shown."""

    organisation = models.ForeignKey(
        "core.Organisation",
        verbose_name=_("organisatie"),
        on_delete=models.PROTECT,
        related_name="own_figures",
    )
    overlay = models.CharField(_("nummer van de inhoud"), max_length=64)
    folder = models.CharField(_("map"), max_length=300)
    file_name = models.CharField(_("naam van het bestand"), max_length=100)
    indicators = models.JSONField(_("namen van de cijfers"), default=dict)
    rows = models.PositiveIntegerField(_("aantal cijfers"))
    public_rows = models.PositiveIntegerField(_("aantal openbare cijfers"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("gemaakt door"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(_("gemaakt op"), auto_now_add=True)
    shown = models.BooleanField(_("staat op de site"), default=False)
    shown_since = models.DateTimeField(_("op de site sinds"), null=True, blank=True)

    class Meta:
        verbose_name = _("eigen cijfers")
        verbose_name_plural = _("eigen cijfers")
        ordering = ("-made_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation",), condition=models.Q(shown=True), name="areas_one_shown_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.overlay[:8]} ({self.organisation})"

    @property
    def path(self) -> Path:
        """Where the figures are."""
        return Path(settings.RELEASES_DIR) / self.folder

    @property
    def closed_rows(self) -> int:
        """How many figures are for the organisation alone."""
        return self.rows - self.public_rows

    @staticmethod
    def new_folder() -> str:
        """A folder that does not exist yet, seen from the releases."""
        return f"{_OWN}/cijfers/{uuid.uuid4().hex}"


class FiguresDraft(models.Model):
    """A file that somebody looks through before its figures go on the site; gone after a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "core.Organisation", verbose_name=_("organisatie"), on_delete=models.CASCADE, related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("eigenaar"), on_delete=models.CASCADE, related_name="+"
    )
    file_name = models.CharField(_("naam van het bestand"), max_length=100)
    kind = models.CharField(_("soort bestand"), max_length=4, choices=[("csv", "csv"), ("xlsx", "xlsx")])
    made_at = models.DateTimeField(_("gemaakt op"), auto_now_add=True)

    class Meta:
        verbose_name = _("concept van eigen cijfers")
        verbose_name_plural = _("concepten van eigen cijfers")
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return self.file_name

    @property
    def path(self) -> Path:
        """Where the file waits; its name is ours, whatever the sender called it."""
        return Path(settings.RELEASES_DIR) / _OWN / "concepten" / f"{self.pk}.{self.kind}"


class OwnArea(models.Model):
    """A *gebied*: a named set of wijken or buurten that an organisation works with.

    The code never changes, whatever happens to name and members: what people write points to it.
    """

    organisation = models.ForeignKey(
        "core.Organisation", verbose_name=_("organisatie"), on_delete=models.PROTECT, related_name="own_areas"
    )
    code = models.CharField(_("code"), max_length=16, unique=True)
    name = models.CharField(_("naam"), max_length=120)
    members = models.JSONField(_("wijken of buurten"), default=list)
    missing = models.JSONField(_("wat er niet meer is"), default=list, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("gemaakt door"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(_("gemaakt op"), auto_now_add=True)
    changed_at = models.DateTimeField(_("gewijzigd op"), auto_now=True)
    ended_on = models.DateField(_("opgeheven op"), null=True, blank=True)

    class Meta:
        verbose_name = _("eigen gebied")
        verbose_name_plural = _("eigen gebieden")
        ordering = ("name", "code")

    def __str__(self) -> str:
        return self.name

    @property
    def gemeente(self) -> str:
        """The code of the gemeente that the code of the area was made for."""
        return f"GM{self.code[2:6]}"

    @property
    def short(self) -> str:
        """The part of the code that is the area's own."""
        return self.code[6:]

    def get_absolute_url(self) -> str:
        """The page of this area."""
        return area_address(Level.OWN, self.code, self.name)
