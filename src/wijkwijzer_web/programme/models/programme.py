"""A programme, the cities or regions that take part, and its two reports."""

from __future__ import annotations

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

__all__ = ["Participation", "Programme", "ProgrammeReport", "Theme", "ThemeRating"]


class Programme(models.Model):
    """A group of cities that learn together for some years.

    `trends` are what the programme expects beforehand: a list of {key, text, indicators, direction}.
    """

    organisation = models.ForeignKey(
        "core.Organisation",
        verbose_name=_("organisatie"),
        on_delete=models.PROTECT,
        related_name="programmes",
    )
    slug = models.SlugField(_("adres in de url"), max_length=80, unique=True)
    name = models.CharField(_("naam"), max_length=160)
    intro = models.TextField(_("waar gaat het over?"), max_length=2000)
    begins_on = models.DateField(_("begint op"))
    ends_on = models.DateField(_("eindigt op"), null=True, blank=True)
    series = models.CharField(
        _("reeks van blogs en nieuws"),
        max_length=60,
        blank=True,
        help_text=_("De naam van de reeks, zoals die bij de stukken staat. Bijvoorbeeld: Andere woorden."),
    )
    public = models.BooleanField(_("openbaar"), default=False)
    trends = models.JSONField(_("trends die we verwachten"), default=list, blank=True)
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        verbose_name = _("programma")
        verbose_name_plural = _("programma's")
        ordering = ("-begins_on", "name")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("programme:programme", args=[self.slug])


class Participation(models.Model):
    """A city or region that proposed a wijk, with the risk that it sees there.

    There is no list of wijken to choose from: a city proposes one itself. `points` are the six on which the
    group should differ (a key of `POINTS` to words).
    """

    class State(models.TextChoices):
        """Whether it takes part."""

        PROPOSED = "voorgesteld", _("voorgesteld")
        TAKES_PART = "doet-mee", _("doet mee")
        STOPPED = "gestopt", _("gestopt")

    POINTS = (
        ("uitdaging", _("soort uitdaging")),
        ("bouwperiode", _("bouwperiode")),
        ("grootte", _("grootte")),
        ("ligging", _("ligging in de gemeente")),
        ("samenstelling", _("wie er wonen")),
        ("eerder", _("aanpakken van eerder")),
    )

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="participations")
    city = models.CharField(_("stad of regio"), max_length=120)
    area = models.CharField(_("wijk (code)"), max_length=20)
    area_name = models.CharField(_("naam van de wijk"), max_length=160)
    risk = models.TextField(_("welk risico zie je?"), max_length=1000, blank=True)
    expectation = models.TextField(_("wat wil je leren?"), max_length=1000, blank=True)
    points = models.JSONField(_("waarin verschilt deze wijk?"), default=dict, blank=True)
    contact_email = models.EmailField(_("e-mailadres van de contactpersoon"), blank=True)
    state = models.CharField(_("stand"), max_length=12, choices=State.choices, default=State.PROPOSED)
    stopped_because = models.CharField(_("gestopt omdat"), max_length=500, blank=True)
    key = models.UUIDField(_("sleutel"), default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("deelname")
        verbose_name_plural = _("deelnames")
        ordering = ("city", "area_name")
        constraints = (
            models.UniqueConstraint(fields=("programme", "city", "area"), name="programme_city_once"),
            models.CheckConstraint(
                condition=~models.Q(state="gestopt") | ~models.Q(stopped_because=""),
                name="programme_stopped_says_why",
                violation_error_message=_("Schrijf erbij waarom deze stad stopt."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.city}: {self.area_name}"


class Theme(models.Model):
    """A theme that a meeting could be about; the cities say how much they want it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="themes")
    title = models.CharField(_("thema"), max_length=160)
    why = models.CharField(_("waarom dit thema?"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("thema")
        verbose_name_plural = _("thema's")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("programme", "title"), name="programme_theme_once"),)

    def __str__(self) -> str:
        return self.title


class ThemeRating(models.Model):
    """How much one city wants one theme, from 1 to 5; its last answer counts."""

    class Value(models.IntegerChoices):
        """How much."""

        NOT = 1, _("niet")
        LITTLE = 2, _("weinig")
        SOME = 3, _("een beetje")
        MUCH = 4, _("graag")
        MOST = 5, _("heel graag")

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="ratings")
    city = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="ratings")
    value = models.PositiveSmallIntegerField(_("hoe graag?"), choices=Value.choices)

    class Meta:
        verbose_name = _("voorkeur van een stad")
        verbose_name_plural = _("voorkeuren van steden")
        ordering = ("theme", "city")
        constraints = (
            models.UniqueConstraint(fields=("theme", "city"), name="programme_city_rates_once"),
            models.CheckConstraint(
                condition=models.Q(value__gte=1, value__lte=5), name="programme_rating_from_1_to_5"
            ),
        )

    def __str__(self) -> str:
        return f"{self.theme}: {self.value}"


class ProgrammeReport(models.Model):
    """One version of report 1 or 2 as it was made; a published one never changes."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="reports")
    number = models.PositiveSmallIntegerField(_("rapport"), choices=((1, "1"), (2, "2")))
    version = models.PositiveSmallIntegerField(_("versie"), default=1)
    intro = models.TextField(_("inleiding"), max_length=4000, blank=True)
    document = models.JSONField(_("inhoud"), default=dict)
    checksum = models.CharField(_("controlegetal"), max_length=64)
    made_at = models.DateTimeField(_("gemaakt"), auto_now_add=True)
    published_on = models.DateField(_("uitgebracht op"), null=True, blank=True)

    class Meta:
        verbose_name = _("rapport")
        verbose_name_plural = _("rapporten")
        ordering = ("number", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "number", "version"), name="programme_report_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme}: rapport {self.number}, versie {self.version}"
