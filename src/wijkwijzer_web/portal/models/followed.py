"""Which areas are followed together by mail, and what was told of them already."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

__all__ = ["FollowedAreas"]


class FollowedAreas(models.Model):
    """One choice of areas; whoever follows it is a `Follower` of its topic.

    `told` names things of the chain and the release that stood there when this choice was last looked at, so
    that a mail holds news only.
    """

    key = models.CharField(_("kenmerk"), max_length=24, unique=True)
    codes = models.JSONField(_("gebieden (codes)"), default=list)
    told = models.JSONField(_("wat er al stond"), default=list)
    made_at = models.DateTimeField(_("gemaakt"), default=timezone.now)

    class Meta:
        verbose_name = _("gevolgde wijken")
        verbose_name_plural = _("gevolgde wijken")

    def __str__(self) -> str:
        return self.key

    @property
    def topic(self) -> str:
        """What followers follow."""
        return f"wijken:{self.key}"
