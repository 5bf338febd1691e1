"""Pages about a subject that editors write in Wagtail: dossiers, and articles, news and blogs."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from wijkwijzer.knowledge.records import VOCABULARIES
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.knowledge.models.blocks import FEATURES, DossierBlocks

__all__ = ["ArticlePage", "DossierPage", "PageTrail"]

OLD_AFTER = datetime.timedelta(days=365)


class _OwnAddress(Page):
    """A page with a short address of its own beside the tree of pages; the long one leads there."""

    class Meta:
        abstract = True

    @classmethod
    def shown(cls) -> QuerySet[Any]:
        """Pages that everybody may read now. An end date that passed counts, also before a command ran."""
        now = timezone.now()
        rows: QuerySet[Any] = cls.objects.live().public()
        return rows.filter(Q(expire_at=None) | Q(expire_at__gt=now))

    # The name of its address, and the fields that stand in it.
    place: ClassVar[tuple[str, tuple[str, ...]]]

    def own_address(self) -> str:
        """Where it stands."""
        name, fields = self.place
        return reverse(name, args=[getattr(self, field) for field in fields])

    def get_absolute_url(self) -> str:
        """Its address, in the language of the reader."""
        return self.own_address()

    def get_url_parts(self, request: HttpRequest | None = None) -> Any:
        """The short address, for every link that Wagtail makes."""
        parts = super().get_url_parts(request)
        return (parts[0], parts[1], self.own_address()) if parts else None

    def clean(self) -> None:
        """No two pages of a kind share an address, whoever wrote them."""
        super().clean()
        same = type(self).objects.filter(slug=self.slug).exclude(pk=self.pk)
        if self.slug and any(one.own_address() == self.own_address() for one in same):
            raise ValidationError({"slug": _("Er is al een pagina met dit adres. Kies een ander adres.")})

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Draw it; from the long address lead to the short one."""
        preview = getattr(request, "is_preview", False)
        if not preview and self.expire_at and self.expire_at <= timezone.now():
            raise Http404("its time is over")
        if not preview and request.path != self.own_address() and not self.get_view_restrictions().exists():
            return redirect(self.own_address(), permanent=True)
        answer: HttpResponse = super().serve(request, *args, **kwargs)
        return answer

    @property
    def organisation(self) -> Organisation | None:
        """The organisation in whose section it stands."""
        return Organisation.objects.filter(section__in=self.get_ancestors()).first()


class DossierPage(_OwnAddress):
    """What is known of a subject, as blocks with questions that are asked anew for every reader."""

    page_description = _(
        "Wat jullie van een onderwerp weten, in blokken: tekst, cijfers van een wijk, een dialoog, stukken "
        "uit de kennis, een checklist en bestanden om te downloaden."
    )
    lead = models.TextField(_("waar het over gaat, in twee zinnen"), max_length=500)
    task = models.CharField(
        _("opgave"),
        max_length=40,
        blank=True,
        choices=list(VOCABULARIES["opgave"].labels.items()),
        help_text=_("Hierbij zoeken we wat niet is onderzocht. Leeg: over alle opgaven."),
    )
    words = models.CharField(
        _("woorden waarmee mensen hiernaar zoeken"),
        max_length=300,
        blank=True,
        help_text=_("Met een komma ertussen. Wat mensen hiermee zochten en niet vonden, staat erbij."),
    )
    checked_on = models.DateField(_("laatst nagekeken op"))
    body = StreamField(DossierBlocks(), verbose_name=_("blokken"), blank=True)
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("lead", widget=forms.Textarea(attrs={"rows": 3})),
        MultiFieldPanel([FieldPanel("task"), FieldPanel("words"), FieldPanel("checked_on")]),
        FieldPanel("body"),
    ]
    template = "knowledge/dossier.html"
    place = ("knowledge:dossier", ("slug",))
    parent_page_types: ClassVar = ["core.SectionPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")

    def clean(self) -> None:
        """Nobody looked at it in the future."""
        super().clean()
        if self.checked_on and self.checked_on > timezone.localdate():
            raise ValidationError({"checked_on": _("Deze dag is nog niet geweest.")})

    @property
    def is_old(self) -> bool:
        """Whether nobody looked for a year."""
        return timezone.localdate() - self.checked_on > OLD_AFTER


class ArticlePage(_OwnAddress):
    """An article, a piece of news or a blog, of somebody who stands by it."""

    page_description = _("Een stuk met een schrijver en een datum: een artikel, nieuws of een blog.")

    class Sort(models.TextChoices):
        """What it is; also the first part of its address."""

        ARTICLE = "artikel", _("Artikel")
        NEWS = "nieuws", _("Nieuws")
        BLOG = "blog", _("Blog")

    sort = models.CharField(_("soort"), max_length=8, choices=Sort.choices, default=Sort.ARTICLE)
    author = models.CharField(_("door"), max_length=120, help_text=_("Zo staat het op de pagina."))
    day = models.DateField(_("datum"), default=timezone.localdate)
    lead = models.TextField(_("inleiding"), max_length=500)
    image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("foto of tekening"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    alt = models.CharField(_("wat er op het beeld te zien is"), max_length=300, blank=True)
    credit = models.CharField(_("van wie het beeld is"), max_length=120, blank=True)
    body = RichTextField(_("tekst"), features=["h2", *FEATURES, "image"])
    series = models.CharField(
        _("reeks"),
        max_length=60,
        blank=True,
        help_text=_(
            "Stukken met dezelfde reeks staan bij elkaar, op volgorde. Bijvoorbeeld: Andere woorden."
        ),
    )
    content_panels: ClassVar = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("sort"), FieldPanel("author"), FieldPanel("day"), FieldPanel("series")]),
        FieldPanel("lead", widget=forms.Textarea(attrs={"rows": 3})),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("alt"), FieldPanel("credit")]),
        FieldPanel("body"),
    ]
    template = "knowledge/article.html"
    place = ("knowledge:article", ("sort", "slug"))
    parent_page_types: ClassVar = ["core.SectionPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("artikel")
        verbose_name_plural = _("artikelen")

    @property
    def series_url(self) -> str:
        """The page of its series; empty when it is in none."""
        name = slugify(self.series)
        return reverse("knowledge:series", args=[name]) if name else ""

    def clean(self) -> None:
        """An image says what is on it, and of whom it is."""
        super().clean()
        if self.image_id and not self.alt:
            raise ValidationError({"alt": _("Schrijf wat er te zien is, voor wie het niet ziet.")})
        if self.image_id and not self.credit:
            raise ValidationError({"credit": _("Schrijf van wie het beeld is.")})


class PageTrail(models.Model):
    """What search knows of a page: at which change it was put in, or taken out. It outlives the page."""

    page = models.PositiveIntegerField(_("pagina"), unique=True)
    version = models.PositiveBigIntegerField(_("volgnummer van de wijziging"), default=0, db_index=True)

    class Meta:
        verbose_name = _("spoor van een pagina")
        verbose_name_plural = _("sporen van pagina's")

    def __str__(self) -> str:
        return str(self.page)
