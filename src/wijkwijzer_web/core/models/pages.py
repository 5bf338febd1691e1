"""Pages that editors write in Wagtail: the start of "Over ons", a section per organisation, plain pages."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

__all__ = ["ContentPage", "HomePage", "SectionPage"]

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "image", "hr"]


class HomePage(Page):
    """The first page of what editors write; the home of the site itself shows figures and lives in portal."""

    body = RichTextField(_("tekst"), blank=True, features=FEATURES)
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("body")]
    template = "core/page.html"
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["core.ContentPage", "core.SectionPage"]
    max_count = 1

    class Meta:
        verbose_name = _("begin van de pagina's")
        verbose_name_plural = _("begin van de pagina's")


class SectionPage(Page):
    """The pages of one organisation; made with the first of its people who may write, never by hand."""

    organisation = models.OneToOneField(
        "core.Organisation", verbose_name=_("organisatie"), on_delete=models.PROTECT, related_name="section"
    )
    body = RichTextField(_("tekst"), blank=True, features=FEATURES)
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("body")]
    template = "core/page.html"
    parent_page_types: ClassVar = ["core.HomePage"]
    is_creatable = False

    class Meta:
        verbose_name = _("pagina's van een organisatie")
        verbose_name_plural = _("pagina's van organisaties")


class ContentPage(Page):
    """A plain page: a title, an introduction and text."""

    page_description = _("Een gewone pagina, bijvoorbeeld over jullie zelf: een titel en tekst met links.")
    introduction = RichTextField(_("inleiding"), blank=True, features=["bold", "italic", "link"])
    body = RichTextField(_("tekst"), features=FEATURES)
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    template = "core/page.html"
    parent_page_types: ClassVar = ["core.HomePage", "core.SectionPage", "core.ContentPage"]

    class Meta:
        verbose_name = _("pagina")
        verbose_name_plural = _("pagina's")
