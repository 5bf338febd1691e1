"""A public question that was passed on to somebody who knows about it, and what that person answered."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.knowledge.models.records import KnowledgeRecord

__all__ = ["Passed"]


class Passed(models.Model):
    """One question to one person: no address, and of the answer only what that person wrote for everyone.

    `mark` is a keyed fingerprint of the address: nobody is asked twice, or too often. It stays behind when an
    organisation leaves with its questions.
    """

    class State(models.TextChoices):
        """What became of it."""

        SENT = "gevraagd", _("Gevraagd")
        UNKNOWN = "weet-niet", _("Weet het niet")
        WAITING = "wacht", _("Wacht op een blik")
        SHOWN = "getoond", _("Getoond")
        HIDDEN = "weg", _("Niet getoond")

    record = models.ForeignKey(KnowledgeRecord, on_delete=models.CASCADE, related_name="passed")
    key = models.UUIDField(_("kenmerk"), default=uuid.uuid4, unique=True, editable=False)
    mark = models.BinaryField(_("vingerafdruk van het adres"), max_length=32, null=True)
    sent_on = models.DateField(_("doorgestuurd op"))
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.SENT)
    text = models.TextField(_("antwoord"), max_length=3000, blank=True)
    by = models.CharField(_("van"), max_length=80, blank=True)
    answered_at = models.DateTimeField(_("beantwoord op"), null=True, blank=True)

    class Meta:
        verbose_name = _("vraag aan iemand")
        verbose_name_plural = _("vragen aan iemand")
        ordering = ("record", "answered_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("record", "mark"), name="knowledge_asked_once"),
            models.CheckConstraint(
                condition=~models.Q(state__in=("wacht", "getoond")) | ~models.Q(text=""),
                name="knowledge_answer_says_something",
            ),
        )

    def __str__(self) -> str:
        return str(self.key)

    @property
    def audit_label(self) -> str:
        """What the audit keeps: its key, and no words of people."""
        return str(self.key)
