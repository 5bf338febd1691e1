"""Background work that a person can follow, and whose result stays."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

__all__ = ["Job"]


class Job(models.Model):
    """One piece of work: its state and progress, and the file that came out.

    `key` says what is made (for a report: area, format and language). The same key for the same release is
    made once and served to everyone who asks; work for one person has that person in its key.
    """

    class State(models.TextChoices):
        """Where the work is."""

        WAITING = "wacht", _("wacht")
        RUNNING = "bezig", _("bezig")
        DONE = "klaar", _("klaar")
        FAILED = "mislukt", _("mislukt")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("soort"), max_length=40)
    key = models.CharField(_("sleutel"), max_length=200)
    release = models.CharField(_("uitgave van de cijfers"), max_length=64, blank=True)
    title = models.CharField(_("titel"), max_length=200)
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(
        _("voortgang"), default=0, validators=[MaxValueValidator(100)]
    )
    message = models.CharField(_("melding"), max_length=300, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("eigenaar"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="jobs",
    )
    caller = models.CharField(_("vrager (hash)"), max_length=32, blank=True, db_index=True)
    return_url = models.CharField(_("terug naar"), max_length=300, blank=True)
    result = models.CharField(_("bestand"), max_length=300, blank=True)
    result_type = models.CharField(_("soort bestand"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("gevraagd"), auto_now_add=True)
    updated_at = models.DateTimeField(_("laatste voortgang"), auto_now=True)
    finished_at = models.DateTimeField(_("klaar"), null=True, blank=True)

    class Meta:
        verbose_name = _("taak")
        verbose_name_plural = _("taken")
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "key", "release"),
                condition=~models.Q(state="mislukt"),
                name="core_same_work_once",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page on which to follow the work."""
        return reverse("core:job", args=[self.pk])

    @property
    def finished(self) -> bool:
        """Whether nothing will change any more."""
        return self.state in {self.State.DONE, self.State.FAILED}

    @property
    def path(self) -> Path:
        """The file that came out."""
        return Path(settings.JOBS_DIR) / self.result
