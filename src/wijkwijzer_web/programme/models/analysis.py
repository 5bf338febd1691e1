"""A wijkanalyse with its versions, what the wijk said, and the peer review."""

from __future__ import annotations

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.programme.models.programme import Programme

__all__ = ["AnalysisVersion", "AreaAnalysis", "PeerReview", "Reaction"]


class AreaAnalysis(models.Model):
    """The analysis of one wijk. `body` is the JSON of the library; a published version is kept apart.

    `edition` grows with each change: a form of an older edition is refused.
    """

    class State(models.TextChoices):
        """Where it is."""

        DRAFT = "concept", _("concept")
        WITH_AREA = "bij-de-wijk", _("bij de wijk")
        SETTLED = "vastgesteld", _("vastgesteld")
        REPLACED = "vervangen", _("vervangen")

    organisation = models.ForeignKey(
        "core.Organisation", verbose_name=_("organisatie"), on_delete=models.PROTECT, related_name="+"
    )
    programme = models.ForeignKey(
        Programme,
        verbose_name=_("programma"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="analyses",
    )
    area = models.CharField(_("wijk (code)"), max_length=20, db_index=True)
    area_name = models.CharField(_("naam van de wijk"), max_length=160)
    title = models.CharField(_("titel"), max_length=200)
    lead = models.CharField(_("in één zin"), max_length=300, blank=True)
    state = models.CharField(_("stand"), max_length=12, choices=State.choices, default=State.DRAFT)
    version = models.PositiveSmallIntegerField(_("versie"), default=1)
    edition = models.PositiveIntegerField(default=1, editable=False)
    body = models.JSONField(_("inhoud"), default=dict)
    release = models.CharField(_("uitgave van de cijfers"), max_length=64)
    made_on = models.DateField(_("gemaakt op"))
    react_until = models.DateField(_("reageren tot en met"), null=True, blank=True)
    settled_on = models.DateField(_("vastgesteld op"), null=True, blank=True)
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        verbose_name = _("wijkanalyse")
        verbose_name_plural = _("wijkanalyses")
        ordering = ("area_name", "-made_on")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("programme:analysis", args=[self.pk])

    @property
    def public(self) -> bool:
        """Whether everyone may read it: from the moment that the wijk does."""
        return self.state != self.State.DRAFT


class AnalysisVersion(models.Model):
    """A version as it was shown; it never changes."""

    analysis = models.ForeignKey(AreaAnalysis, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("versie"))
    made_on = models.DateField(_("gemaakt op"))
    body = models.JSONField(_("inhoud"))
    note = models.CharField(_("wat is er anders?"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("versie van een wijkanalyse")
        verbose_name_plural = _("versies van wijkanalyses")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("analysis", "number"), name="programme_analysis_version"),
        )

    def __str__(self) -> str:
        return f"{self.analysis}, versie {self.number}"


class Reaction(models.Model):
    """What the wijk says about one paragraph, and the answer. Erasing empties the words; the row stays."""

    class State(models.TextChoices):
        """Whether it is shown."""

        WAITING = "wacht", _("wacht op een blik")
        SHOWN = "zichtbaar", _("zichtbaar")
        HIDDEN = "verborgen", _("verborgen")
        ERASED = "gewist", _("gewist")

    class Verdict(models.TextChoices):
        """What was done with it."""

        TAKEN = "verwerkt", _("verwerkt")
        PARTLY = "deels", _("deels verwerkt")
        NOT_TAKEN = "niet", _("niet verwerkt")

    analysis = models.ForeignKey(AreaAnalysis, on_delete=models.CASCADE, related_name="reactions")
    paragraph = models.CharField(_("alinea"), max_length=12)
    text = models.TextField(_("jouw reactie"), max_length=1200)
    on_behalf = models.CharField(_("namens wie? (mag leeg blijven)"), max_length=120, blank=True)
    on = models.DateField(_("dag"))
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.WAITING)
    hidden_because = models.CharField(_("verborgen omdat"), max_length=200, blank=True)
    verdict = models.CharField(_("wat deden we ermee?"), max_length=10, choices=Verdict.choices, blank=True)
    answer = models.TextField(_("antwoord"), max_length=1200, blank=True)
    answered_on = models.DateField(_("beantwoord op"), null=True, blank=True)
    version = models.PositiveSmallIntegerField(_("verwerkt in versie"), null=True, blank=True)
    request = models.UUIDField(_("aanvraag"), editable=False)
    key = models.UUIDField(_("sleutel"), default=uuid.uuid4, unique=True, editable=False)
    fingerprint = models.BinaryField(max_length=32, editable=False, db_index=True)

    class Meta:
        verbose_name = _("reactie")
        verbose_name_plural = _("reacties")
        ordering = ("on", "id")
        constraints = (
            models.UniqueConstraint(fields=("analysis", "request"), name="programme_reaction_once"),
            models.CheckConstraint(
                condition=models.Q(verdict="") | ~models.Q(answer=""),
                name="programme_reaction_answered",
                violation_error_message=_("Schrijf een antwoord."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.analysis}, {self.paragraph}"


class PeerReview(models.Model):
    """A collegiale toets: two other cities visit, and the terms follow from the day of the visit."""

    analysis = models.OneToOneField(AreaAnalysis, on_delete=models.CASCADE, related_name="review")
    visit_on = models.DateField(_("dag van het bezoek"))
    reviewers = models.CharField(_("toetsers (twee andere steden)"), max_length=200)
    position = models.TextField(_("waar staan we zelf?"), max_length=2000, blank=True)
    report = models.TextField(_("wat zagen de toetsers?"), max_length=4000, blank=True)
    report_on = models.DateField(_("verslag op"), null=True, blank=True)
    plan = models.TextField(_("wat gaan we doen?"), max_length=4000, blank=True)
    plan_on = models.DateField(_("actieplan op"), null=True, blank=True)
    progress = models.TextField(_("hoe staat het ervoor?"), max_length=4000, blank=True)
    progress_on = models.DateField(_("voortgang op"), null=True, blank=True)

    class Meta:
        verbose_name = _("collegiale toets")
        verbose_name_plural = _("collegiale toetsen")

    def __str__(self) -> str:
        return f"{self.analysis}: {self.visit_on}"
