"""Pages that editors write in Wagtail: the start of "Over ons" and one plain page type."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

__all__ = ["ContentPage", "HomePage"]

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "image", "hr"]


class HomePage(Page):
    """The first page of what editors write; the home of the site itself shows figures and lives in portal."""

    body = RichTextField(_("tekst"), blank=True, features=FEATURES)
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("body")]
    template = "core/page.html"
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["core.ContentPage"]
    max_count = 1

    class Meta:
        verbose_name = _("begin van de pagina's")
        verbose_name_plural = _("begin van de pagina's")


class ContentPage(Page):
    """A plain page: a title, an introduction and text."""

    introduction = RichTextField(_("inleiding"), blank=True, features=["bold", "italic", "link"])
    body = RichTextField(_("tekst"), features=FEATURES)
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    template = "core/page.html"
    parent_page_types: ClassVar = ["core.HomePage", "core.ContentPage"]

    class Meta:
        verbose_name = _("pagina")
        verbose_name_plural = _("pagina's")
