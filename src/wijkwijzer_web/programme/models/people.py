"""Schakelaars, questions that are passed on, months asked and offered, initiatives, strengths and forms."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Connector", "Exchange", "InitiativeStep", "OrganisationForm", "Refusal", "Relay", "Strength"]


class _OfSomebody(models.Model):
    """What somebody said of themselves in a wijk, known by a key that says nothing of them."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    area = models.CharField(_("wijk (code)"), max_length=20, db_index=True)
    area_name = models.CharField(_("wijk"), max_length=160)
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.key)

    @property
    def audit_label(self) -> str:
        """What the audit keeps: its key, and no words of people."""
        return str(self.key)


class Connector(_OfSomebody):
    """A schakelaar: somebody who knows something of a wijk, and said yes to standing here until a day.

    Before that yes it is a proposal that only the person sees, with the link in the mail. `since` is the last
    yes; half a year after it the row is gone.
    """

    class Origin(models.TextChoices):
        """Why this person was asked."""

        DID = "deed", _("deed hier iets")
        NAMED = "genoemd", _("genoemd door een ander")
        SELF = "zelf", _("meldde zichzelf")

    origin = models.CharField(_("hoe"), max_length=8, choices=Origin.choices)
    knows = models.CharField(_("weet iets van"), max_length=200)
    name = models.CharField(_("naam"), max_length=120, blank=True)
    email = models.EmailField(_("e-mailadres"))
    proposed_on = models.DateField(_("gevraagd op"))
    since = models.DateField(_("laatste ja"), null=True, blank=True)
    asked_again_on = models.DateField(_("opnieuw gevraagd op"), null=True, blank=True)

    class Meta(_OfSomebody.Meta):
        verbose_name = _("schakelaar")
        verbose_name_plural = _("schakelaars")
        ordering = ("area_name", "id")
        constraints = (
            models.UniqueConstraint(fields=("area", "email"), name="programme_connector_once"),
            models.CheckConstraint(
                condition=~models.Q(since=None) | models.Q(name=""),
                name="programme_no_name_without_yes",
            ),
        )


class Refusal(models.Model):
    """An address that wants no more proposals: a keyed fingerprint, from which it cannot be read back."""

    fingerprint = models.BinaryField(max_length=32, unique=True)
    on = models.DateField(_("dag"), auto_now_add=True)

    class Meta:
        verbose_name = _("wil geen voorstellen")
        verbose_name_plural = _("wil geen voorstellen")

    def __str__(self) -> str:
        return str(self.pk)


class Exchange(_OfSomebody):
    """Months of work that are asked for or offered in a wijk, until a day; contact is passed on."""

    class Kind(models.TextChoices):
        """Which way."""

        ASKED = "gevraagd", _("gevraagd")
        OFFERED = "aangeboden", _("aangeboden")

    class State(models.TextChoices):
        """Whether everyone reads it."""

        WAITING = "wacht", _("wacht op de mail")
        SHOWN = "staat", _("staat er")
        HIDDEN = "verborgen", _("verborgen")

    kind = models.CharField(_("gevraagd of aangeboden?"), max_length=10, choices=Kind.choices)
    what = models.CharField(_("wat voor werk?"), max_length=200)
    months = models.PositiveSmallIntegerField(_("hoeveel maanden?"))
    who = models.CharField(_("namens wie? (organisatie of groep)"), max_length=120, blank=True)
    email = models.EmailField(_("e-mailadres"))
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.WAITING)
    on = models.DateField(_("dag"))
    until = models.DateField(_("staat er tot en met"))
    request = models.UUIDField(_("aanvraag"), unique=True, editable=False)

    class Meta(_OfSomebody.Meta):
        verbose_name = _("gevraagd of aangeboden")
        verbose_name_plural = _("gevraagd en aangeboden")
        ordering = ("kind", "-on", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(months__gte=1, months__lte=60), name="programme_exchange_months"
            ),
        )


class Relay(models.Model):
    """A question that was passed on: whom to answer, and nothing of what was asked."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    connector = models.ForeignKey(
        Connector, null=True, blank=True, on_delete=models.CASCADE, related_name="relays"
    )
    exchange = models.ForeignKey(
        Exchange, null=True, blank=True, on_delete=models.CASCADE, related_name="relays"
    )
    email = models.EmailField(_("e-mailadres van wie vroeg"), blank=True)
    request = models.UUIDField(_("aanvraag"), unique=True, editable=False)
    on = models.DateField(_("dag"))
    answered_on = models.DateField(_("beantwoord op"), null=True, blank=True)

    class Meta:
        verbose_name = _("doorgestuurde vraag")
        verbose_name_plural = _("doorgestuurde vragen")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(connector=None) ^ models.Q(exchange=None),
                name="programme_relay_to_one",
            ),
        )

    def __str__(self) -> str:
        return str(self.key)


class InitiativeStep(models.Model):
    """What the people of an initiative say about it: how it stands, its form, money and ally."""

    class State(models.TextChoices):
        """How far it is."""

        IDEA = "idee", _("idee")
        RUNS = "loopt", _("loopt")
        OWN = "eigen", _("eigen vorm en geld")
        HANDED = "overgedragen", _("overgedragen")
        STOPPED = "gestopt", _("gestopt")

    record = models.CharField(_("sleutel van het initiatief"), max_length=120, db_index=True)
    state = models.CharField(_("hoe staat het?"), max_length=14, choices=State.choices)
    company = models.BooleanField(_("dit is een wijkinnovatiebedrijf"), default=False)
    money = models.CharField(_("welk geld, en tot wanneer?"), max_length=200, blank=True)
    result = models.CharField(_("wat bracht het?"), max_length=300, blank=True)
    ally = models.CharField(_("wie binnen een organisatie helpt? (functie)"), max_length=160, blank=True)
    ally_since = models.DateField(_("sinds wanneer?"), null=True, blank=True)
    because = models.CharField(_("gestopt omdat, of overgedragen aan"), max_length=300, blank=True)
    on = models.DateField(_("dag"))
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        verbose_name = _("stap van een initiatief")
        verbose_name_plural = _("stappen van initiatieven")
        ordering = ("on", "id")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state__in=("gestopt", "overgedragen")) | ~models.Q(because=""),
                name="programme_initiative_ends_with_why",
                violation_error_message=_("Schrijf erbij waarom het stopte, of wie het overnam."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.record}: {self.state}"


class Strength(_OfSomebody):
    """Something that is there already, in one line of a resident: a place, a group, or what people can do."""

    class Kind(models.TextChoices):
        """What it is."""

        PLACE = "plek", _("een plek")
        GROUP = "groep", _("een groep")
        SKILL = "kunnen", _("iets wat mensen kunnen")

    class State(models.TextChoices):
        """Whether everyone reads it."""

        WAITING = "wacht", _("wacht op een blik")
        SHOWN = "staat", _("staat er")
        HIDDEN = "verborgen", _("verborgen")
        ERASED = "gewist", _("gewist")

    kind = models.CharField(_("wat is het?"), max_length=8, choices=Kind.choices)
    text = models.CharField(_("in één regel"), max_length=160, blank=True)
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.WAITING)
    because = models.CharField(_("verborgen omdat"), max_length=200, blank=True)
    fingerprint = models.BinaryField(max_length=32, editable=False, db_index=True)
    on = models.DateField(_("dag"))
    request = models.UUIDField(_("aanvraag"), unique=True, editable=False)

    class Meta(_OfSomebody.Meta):
        verbose_name = _("kracht")
        verbose_name_plural = _("krachten")
        ordering = ("kind", "-on", "-id")


class OrganisationForm(models.Model):
    """How a gemeente works in wijken: how they are chosen, which form and why, and what it taught."""

    organisation = models.ForeignKey(
        "core.Organisation", verbose_name=_("organisatie"), on_delete=models.PROTECT, related_name="+"
    )
    area = models.CharField(_("gemeente (code)"), max_length=20, db_index=True)
    area_name = models.CharField(_("gemeente"), max_length=160)
    since = models.DateField(_("zo sinds"))
    until = models.DateField(_("tot en met"), null=True, blank=True)
    chooses_areas = models.TextField(_("hoe kiezen jullie wijken?"), max_length=1000)
    chooses_opgaven = models.TextField(_("hoe kiezen jullie opgaven?"), max_length=1000)
    form = models.TextField(_("welke vorm kozen jullie?"), max_length=1000)
    because = models.TextField(_("waarom die vorm?"), max_length=1000)
    answers = models.TextField(_("voor welke opgaven was dit een antwoord?"), max_length=1000, blank=True)
    lessons = models.TextField(_("wat leerden jullie?"), max_length=1000, blank=True)
    source = models.CharField(_("bron"), max_length=300, blank=True)
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        verbose_name = _("organisatiemodel")
        verbose_name_plural = _("organisatiemodellen")
        ordering = ("area_name", "-since")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="programme_form_ends_later",
                violation_error_message=_("Het einde ligt voor het begin."),
            ),
        )

    def __str__(self) -> str:
        return self.area_name
