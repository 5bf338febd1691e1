"""One version of a document that is made, edited and published. What it is about is the domain's business."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Publication"]


class Publication(models.Model):
    """A version of a document: the blocks as they were made, and what people did with them since.

    A domain points to it, by a key or as its parent table; this table knows nothing of the domain. `series`
    is what its versions have in common ("dialoog:12"). `document` keeps what was made, with an id on every
    sentence; `translations` the same document by language, with the same ids. Own words of editors stand
    beside them in `edits`, by that id. `withdrawn` is how many
    contributions were taken out since; a publication that was taken back says when and why.
    """

    organisation = models.ForeignKey(
        "core.Organisation",
        verbose_name=_("organisatie"),
        on_delete=models.PROTECT,
        related_name="publications",
    )
    series = models.CharField(_("reeks"), max_length=80, db_index=True)
    version = models.PositiveSmallIntegerField(_("versie"))
    checksum = models.CharField(_("controlegetal van de invoer"), max_length=64)
    document = models.JSONField(_("blokken"))
    translations = models.JSONField(_("blokken in andere talen"), default=dict, blank=True)
    edits = models.JSONField(_("eigen woorden van de redactie"), default=dict, blank=True)
    created_at = models.DateTimeField(_("gemaakt"), auto_now_add=True)
    published_at = models.DateTimeField(_("gepubliceerd"), null=True, blank=True)
    withdrawn = models.PositiveIntegerField(_("ingetrokken bijdragen"), default=0)
    retracted_at = models.DateTimeField(_("teruggenomen"), null=True, blank=True)
    retracted_why = models.CharField(_("waarom teruggenomen"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("publicatie")
        verbose_name_plural = _("publicaties")
        ordering = ("series", "-version")
        constraints = (
            models.UniqueConstraint(fields=("series", "version"), name="publishing_series_version"),
        )

    def __str__(self) -> str:
        return f"{self.series}, versie {self.version}"

    @property
    def documents(self) -> list[dict[str, Any]]:
        """What was made, in every language: words that go, go from all of them."""
        return [self.document, *self.translations.values()]

    @property
    def public(self) -> bool:
        """Whether everyone may read it now."""
        return self.published_at is not None and self.retracted_at is None
