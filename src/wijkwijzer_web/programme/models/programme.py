"""A programme, the cities or regions that take part, and its two reports."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

__all__ = ["Participation", "Programme", "ProgrammeReport"]


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
