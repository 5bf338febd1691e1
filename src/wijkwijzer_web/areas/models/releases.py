"""What the database keeps of the figures: the releases, which one is shown, and which areas exist.

The figures themselves live in the releases (Parquet files); a row here is what other things can point to.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.addresses import address

__all__ = ["ActiveRelease", "Area", "Level", "Release", "area_address"]


class Level(models.TextChoices):
    """The kinds of area, from large to small."""

    COUNTRY = "land", _("land")
    GEMEENTE = "gemeente", _("gemeente")
    WIJK = "wijk", _("wijk")
    BUURT = "buurt", _("buurt")
    OWN = "gebied", _("gebied")


class Release(models.Model):
    """One immutable set of figures in the releases folder; `id` is a hash of its content."""

    id = models.CharField(_("uitgave"), max_length=64, primary_key=True)
    folder = models.CharField(_("map"), max_length=300)
    made_on = models.DateField(_("gemaakt op"))
    base_year = models.PositiveSmallIntegerField(_("basisjaar"))
    example = models.BooleanField(_("voorbeeld"), default=False)
    supersedes = models.CharField(_("vervangt uitgave"), max_length=64, blank=True)
    reason = models.TextField(_("reden van de verbetering"), blank=True)
    extends = models.CharField(_("uitgave zonder eigen gebieden"), max_length=64, blank=True)
    registered_at = models.DateTimeField(_("toegevoegd"), auto_now_add=True)

    class Meta:
        verbose_name = _("uitgave")
        verbose_name_plural = _("uitgaven")
        ordering = ("-made_on", "-registered_at")

    def __str__(self) -> str:
        return f"{self.id[:12]} ({self.made_on})"

    @property
    def base(self) -> str:
        """The release as it was published: own areas that were added to it change none of its figures."""
        return self.extends or self.id

    @property
    def path(self) -> Path:
        """Where the files are."""
        return Path(settings.RELEASES_DIR) / self.folder


class ActiveRelease(models.Model):
    """The one row that says which release every process shows."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    release = models.ForeignKey(
        Release, verbose_name=_("uitgave"), on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateTimeField(_("sinds"), auto_now=True)

    class Meta:
        verbose_name = _("getoonde uitgave")
        verbose_name_plural = _("getoonde uitgave")
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="areas_one_active_release"),)

    def __str__(self) -> str:
        return str(self.release)


class Area(models.Model):
    """An area with its validity: a code alone is not an identity, because codes are used again.

    `key` is what addresses and releases use: the code, or code and last year for an earlier holder of it.
    """

    key = models.CharField(_("sleutel"), max_length=24, unique=True)
    code = models.CharField(_("code"), max_length=16, db_index=True)
    level = models.CharField(_("soort"), max_length=10, choices=Level.choices)
    name = models.CharField(_("naam"), max_length=200)
    slug = models.SlugField(_("naam in het adres"), max_length=80)
    valid_from = models.PositiveSmallIntegerField(_("geldig vanaf"))
    valid_to = models.PositiveSmallIntegerField(_("geldig tot en met"), null=True, blank=True)
    gemeente_key = models.CharField(_("gemeente"), max_length=24, blank=True, db_index=True)
    gemeente_name = models.CharField(_("naam van de gemeente"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("gebied")
        verbose_name_plural = _("gebieden")
        ordering = ("name", "key")
        indexes = (models.Index(fields=("level", "slug"), name="areas_area_by_slug"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of this area."""
        return area_address(self.level, self.key, self.name)


def area_address(level: str, key: str, name: str) -> str:
    """The address of an area's page, with its name in it for people; an area of the past keeps its key."""
    slug = _slug(name)
    if level == Level.GEMEENTE:
        return address("areas:gemeente", slug if slug and "-" not in key else key)
    return address("areas:area", level, f"{key}-{slug}" if slug else key)


@lru_cache(maxsize=8192)
def _slug(name: str) -> str:
    return slugify(name)[:60].strip("-")
