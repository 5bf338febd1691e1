"""What was promised, by whom, by when, and what became of it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

__all__ = ["Promise"]


class Promise(models.Model):
    """A promise with an owner and a term. A domain points to it; `topic` is what followers follow."""

    class State(models.TextChoices):
        """How it stands."""

        PROMISED = "beloofd", _("beloofd")
        RUNNING = "loopt", _("loopt")
        DONE = "gedaan", _("gedaan")
        LATE = "te-laat", _("te laat")
        DROPPED = "vervallen", _("gaat niet door")

    organisation = models.ForeignKey(
        "core.Organisation",
        verbose_name=_("organisatie"),
        on_delete=models.PROTECT,
        related_name="promises",
    )
    topic = models.CharField(_("waarover"), max_length=80, db_index=True)
    text = models.CharField(_("wat is beloofd"), max_length=300)
    owner = models.CharField(_("door wie"), max_length=120)
    due = models.DateField(_("voor"))
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.PROMISED)
    explanation = models.CharField(_("uitleg"), max_length=300, blank=True)
    changed_at = models.DateTimeField(_("bijgewerkt"), auto_now=True)

    class Meta:
        verbose_name = _("belofte")
        verbose_name_plural = _("beloften")
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return self.text

    @property
    def overdue(self) -> bool:
        """Whether the term has gone by while it is neither done nor dropped."""
        return self.due < timezone.localdate() and self.state not in {self.State.DONE, self.State.DROPPED}
