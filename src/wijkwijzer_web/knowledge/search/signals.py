"""Pages of editors are published in Wagtail: search hears of it here."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished

from wijkwijzer_web.knowledge.search.actions import page_changed

__all__: list[str] = []


@receiver((page_published, page_unpublished, page_slug_changed))
def _moved(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    page_changed(instance.pk)


@receiver(post_delete)
def _gone(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    if sender is Page:
        page_changed(instance.pk)
