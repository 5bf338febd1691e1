"""Organisations: one installation serves many, each with its own people."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["GoneAddress", "Membership", "Organisation", "Role"]


class Role(models.TextChoices):
    """What a person is in an organisation; what that allows stands in `people/roles.py`."""

    VISITOR = "bezoeker", _("Bezoeker")
    LISTENER = "luisteraar", _("Luisteraar")
    EDITOR = "redacteur", _("Redacteur")
    MODERATOR = "moderator", _("Moderator")
    ADMINISTRATOR = "beheerder", _("Beheerder")


class Organisations(models.QuerySet["Organisation"]):
    """Organisations, as a table."""

    def at_work(self) -> Organisations:
        """Those that really work here: active, and no trial room."""
        return self.filter(active=True, trial_of=None)


class Organisation(models.Model):
    """A municipality, corporation or institute that works in this installation.

    With `trial_of` it is the trial room of that one: the same people and card, no mail, nothing to be found.
    With `gone_on` it was removed: the row stays for the audit alone, under a name that nobody else wants.
    """

    name = models.CharField(_("naam"), max_length=200, unique=True)
    slug = models.SlugField(_("adres in de url"), max_length=80, unique=True)
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    website = models.URLField(_("website"), blank=True)
    active = models.BooleanField(_("actief"), default=True)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="core.Membership", related_name="organisations"
    )
    trial_of = models.OneToOneField(
        "self",
        verbose_name=_("proefruimte van"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="trial",
    )
    key = models.UUIDField(_("sleutel"), default=uuid.uuid4, unique=True, editable=False)
    asked_to_go_on = models.DateField(_("gevraagd om weg te gaan"), null=True, blank=True, editable=False)
    gone_on = models.DateField(_("verwijderd op"), null=True, blank=True, editable=False)

    objects = Organisations.as_manager()

    class Meta:
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def home(self) -> Organisation:
        """Whose people work here and whose card it has: itself, or the one that a trial room is of."""
        return self.trial_of or self

    @property
    def invented(self) -> models.Q:
        """Which of its rows are no real work: everything in a trial room, elsewhere what is marked."""
        own = models.Q(organisation=self)
        return own if self.trial_of_id else own & models.Q(is_example=True)


class Membership(models.Model):
    """A person's role in an organisation; one that came from OIDC groups is renewed at each login."""

    class Source(models.TextChoices):
        """Who decides about this membership."""

        LOCAL = "lokaal", _("hier toegekend")
        OIDC = "oidc", _("uit de groepen van de organisatie")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("gebruiker"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisatie"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("rol"), max_length=20, choices=Role.choices, default=Role.EDITOR)
    source = models.CharField(_("herkomst"), max_length=10, choices=Source.choices, default=Source.LOCAL)

    class Meta:
        verbose_name = _("lidmaatschap")
        verbose_name_plural = _("lidmaatschappen")
        ordering = ("organisation", "user")
        constraints = (
            models.UniqueConstraint(fields=("user", "organisation"), name="core_one_role_per_organisation"),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} ({self.organisation})"

    @property
    def audit_label(self) -> str:
        """What the audit keeps: the role and the organisation, not whose."""
        return f"{self.get_role_display()} ({self.organisation})"


class GoneAddress(models.Model):
    """An address that others may have cited, of an organisation that was removed: it says so for good.

    Only a hash of the address is kept: a title in it may be what somebody wrote.
    """

    address = models.CharField(_("adres (hash)"), max_length=64, unique=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisatie"), on_delete=models.CASCADE, related_name="gone_addresses"
    )

    class Meta:
        verbose_name = _("adres dat weg is")
        verbose_name_plural = _("adressen die weg zijn")
        default_permissions = ()

    def __str__(self) -> str:
        return self.address
