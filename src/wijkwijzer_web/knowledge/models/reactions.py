"""Reactions to anything that has a kind and a key: a record, a figure, a paragraph."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.models import Organisation

__all__ = ["Reaction"]


class Reaction(models.Model):
    """One line of somebody about something: still right, not right, an addition, or a reply.

    `kind` and `key` say about what, in the words of the room that shows it ("stuk", "cijfer", "alinea").
    """

    class Sort(models.TextChoices):
        """What it says."""

        RIGHT = "klopt", _("Klopt nog")
        WRONG = "klopt-niet", _("Klopt niet")
        ADDITION = "aanvulling", _("Aanvulling")
        ORGANISATION = "organisatie", _("Reactie van de organisatie")
        RESIDENTS = "bewoners", _("Reactie van bewoners")

    class State(models.TextChoices):
        """Whether others may read it."""

        WAITING = "wacht", _("Wacht op een blik")
        SHOWN = "getoond", _("Getoond")
        HIDDEN = "weg", _("Niet getoond")

    class Verdict(models.TextChoices):
        """What an editor answers to "Klopt dit?" about an area."""

        MENDED = "verbeterd", _("Verbeterd")
        RIGHT = "klopt", _("Klopt, omdat")
        LOOKED_INTO = "uitgezocht", _("Wordt uitgezocht")

    kind = models.CharField(_("over een"), max_length=20)
    key = models.CharField(_("kenmerk"), max_length=200)
    sort = models.CharField(_("soort"), max_length=12, choices=Sort.choices)
    text = models.CharField(_("tekst"), max_length=1000, blank=True)
    state = models.CharField(_("stand"), max_length=8, choices=State.choices, default=State.WAITING)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisatie"), null=True, blank=True, on_delete=models.SET_NULL
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("door"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(_("gemaakt op"))
    form = models.UUIDField(_("formulier"), null=True, blank=True, unique=True)
    about = models.CharField(_("over welk deel"), max_length=60, blank=True)
    verdict = models.CharField(_("antwoord in het kort"), max_length=12, choices=Verdict.choices, blank=True)
    answer = models.CharField(_("antwoord"), max_length=1000, blank=True)
    answered_on = models.DateField(_("beantwoord op"), null=True, blank=True)
    code_hash = models.BinaryField(_("code (hash)"), max_length=32, null=True, unique=True)

    class Meta:
        verbose_name = _("reactie")
        verbose_name_plural = _("reacties")
        ordering = ("made_at", "pk")
        indexes = (models.Index(fields=("kind", "key"), name="knowledge_reaction_about"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(verdict="") | ~models.Q(answer=""),
                name="knowledge_verdict_says_what",
                violation_error_message=_("Schrijf je antwoord erbij."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
