"""What comes in from elsewhere: files that were looked at, sources that are read, where a record is from."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.knowledge.models.records import KnowledgeRecord

__all__ = ["Arrival", "Intake", "Source"]


class Intake(models.Model):
    """A file or list that somebody brought: looked at, nothing of it taken before a person says so."""

    key = models.UUIDField(_("kenmerk"), primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, verbose_name=_("organisatie"), on_delete=models.CASCADE)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("door"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    name = models.CharField(_("bestand"), max_length=100)
    confirm = models.BooleanField(_("eerst nakijken"), default=False)
    items = models.JSONField(_("goed"), default=list)
    wrong = models.JSONField(_("niet goed"), default=list)
    notes = models.JSONField(_("opmerkingen"), default=list)
    left = models.JSONField(_("nog op te zoeken"), default=list)
    made_at = models.DateTimeField(_("gemaakt op"))
    taken_at = models.DateTimeField(_("overgenomen op"), null=True, blank=True)

    class Meta:
        verbose_name = _("ingelezen bestand")
        verbose_name_plural = _("ingelezen bestanden")
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return str(self.key)


class Source(models.Model):
    """A collection of others that an editor registered."""

    class Kind(models.TextChoices):
        """How it is read."""

        OAI = "oai", _("OAI-PMH")
        FEED = "feed", _("feed (RSS of Atom)")

    class Every(models.TextChoices):
        """How often it is read."""

        DAY = "dag", _("elke dag")
        WEEK = "week", _("elke week")
        MONTH = "maand", _("elke maand")

    organisation = models.ForeignKey(Organisation, verbose_name=_("organisatie"), on_delete=models.CASCADE)
    name = models.CharField(_("naam"), max_length=100)
    kind = models.CharField(_("soort"), max_length=4, choices=Kind.choices, default=Kind.OAI)
    address = models.CharField(_("adres"), max_length=500)
    part = models.CharField(_("deelverzameling"), max_length=200, blank=True)
    licence = models.CharField(_("licentie"), max_length=200)
    every = models.CharField(_("hoe vaak"), max_length=5, choices=Every.choices, default=Every.WEEK)
    active = models.BooleanField(_("wordt gelezen"), default=True)
    made_at = models.DateTimeField(_("gemaakt op"))
    tried_at = models.DateTimeField(_("geprobeerd op"), null=True, blank=True)
    read_at = models.DateTimeField(_("helemaal gelezen op"), null=True, blank=True)
    since = models.CharField(_("gelezen tot"), max_length=10, blank=True)
    trouble = models.CharField(_("wat er misging"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("bron van anderen")
        verbose_name_plural = _("bronnen van anderen")
        ordering = ("name", "pk")
        constraints = (models.UniqueConstraint(fields=("address", "part"), name="knowledge_source_once"),)

    def __str__(self) -> str:
        return self.name


class Arrival(models.Model):
    """What one record is called at its source, and what became of it here.

    A row without a record was left out or was here already: it does not come again.
    """

    source = models.ForeignKey(Source, verbose_name=_("bron"), on_delete=models.CASCADE)
    name = models.CharField(_("naam bij de bron"), max_length=500)
    record = models.OneToOneField(
        KnowledgeRecord, verbose_name=_("stuk"), null=True, on_delete=models.SET_NULL, related_name="arrival"
    )
    print = models.CharField(_("vingerafdruk"), max_length=64)
    seen_at = models.DateTimeField(_("gelezen op"))
    gone_at = models.DateTimeField(_("bij de bron ingetrokken op"), null=True, blank=True)

    class Meta:
        verbose_name = _("binnengekomen stuk")
        verbose_name_plural = _("binnengekomen stukken")
        constraints = (models.UniqueConstraint(fields=("source", "name"), name="knowledge_arrival_once"),)

    def __str__(self) -> str:
        return self.name
