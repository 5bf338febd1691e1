"""The way in on home for who once told, advised or heard something promised."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwijzer_web.core.rooms import Door

__all__ = ["doors"]


def doors() -> list[Door]:
    """Wat is ervan geworden?"""
    text = _("Vertelde je ooit iets, of werd er iets beloofd? Lees wat ermee gebeurde.")
    return [Door("geworden", _("Wat is ervan geworden?"), text, reverse("portal:became"), 550, "zoek")]
