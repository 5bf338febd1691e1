"""What people tell: an order of events, the words apart from it, and the contact apart from both.

An event holds no address, no device and no name. Erasing empties the words and removes the contact; the row
of the signal stays, without words, so that public counts stay what they were.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.desk.models.bottlenecks import Bottleneck
from wijkwijzer_web.desk.models.desks import Desk

__all__ = ["OPGAVEN", "Agreement", "Contact", "Counter", "Event", "Signal", "Words", "this_minute"]

OPGAVEN = (
    ("wonen", _("Wonen")),
    ("werk", _("Werk en participatie")),
    ("onderwijs", _("Onderwijs en opvoeding")),
    ("veiligheid", _("Veiligheid en criminaliteit")),
    ("zorg", _("Gezondheid, zorg en hulpverlening")),
    ("samenleven", _("Samenleven en integratie")),
    ("leefomgeving", _("Leefomgeving en openbare ruimte")),
    ("duurzaamheid", _("Duurzaamheid")),
)


def this_minute() -> datetime:
    """The time that is kept: to the minute, so that it says little about who was where."""
    return timezone.now().replace(second=0, microsecond=0)


class Signal(models.Model):
    """One person's story and the conversation about it, found back by six words."""

    class State(models.TextChoices):
        """Where the conversation is; nothing moves to *klaar* by itself."""

        RECEIVED = "ontvangen", _("Ontvangen")
        READ = "gelezen", _("Gelezen")
        TALKING = "in-gesprek", _("In gesprek")
        AGREED = "afgesproken", _("Afgesproken")
        DONE = "klaar", _("Klaar")
        ERASED = "gewist", _("Gewist")

    class Closing(models.TextChoices):
        """How it ended; a conversation is closed with an answer and one of these."""

        SOLVED = "opgelost", _("Opgelost")
        PARTLY = "deels", _("Deels opgelost")
        FAILED = "niet-gelukt", _("Niet gelukt, en we zeggen waarom")
        BOTTLENECK = "knelpunt", _("Is nu een knelpunt")
        SILENT = "hoort-niets", _("We horen niets meer")

    class Channel(models.TextChoices):
        """How it came in."""

        WEB = "web", _("op de site")
        POSTER = "poster", _("van de poster of kaart")
        PAPER = "papier", _("op papier")
        DOOR = "deur", _("aan de deur")
        PHONE = "telefoon", _("aan de telefoon")
        DESK = "loket", _("aan het loket")

    class Role(models.TextChoices):
        """Who somebody says to be."""

        UNKNOWN = "", _("zeg ik niet")
        RESIDENT = "bewoner", _("ik woon hier")
        PROFESSIONAL = "beroep", _("ik werk hier")

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="signals")
    number = models.PositiveIntegerField(_("nummer"))
    key = models.UUIDField(_("sleutel"), default=uuid.uuid4, unique=True, editable=False)
    code_hash = models.BinaryField(_("code (hash)"), max_length=32, null=True, unique=True)
    area = models.CharField(_("wijk"), max_length=12, blank=True)
    role = models.CharField(_("ik ben"), max_length=10, choices=Role.choices, blank=True)
    on_behalf = models.BooleanField(_("namens iemand"), default=False)
    language = models.CharField(_("taal"), max_length=10, default="nl")
    channel = models.CharField(
        _("hoe het binnenkwam"), max_length=10, choices=Channel.choices, default=Channel.WEB
    )
    opgave = models.CharField(_("opgave"), max_length=20, choices=OPGAVEN, blank=True)
    state = models.CharField(_("stand"), max_length=12, choices=State.choices, default=State.RECEIVED)
    closing = models.CharField(_("hoe het eindigde"), max_length=12, choices=Closing.choices, blank=True)
    received_at = models.DateTimeField(_("ontvangen"))
    next_on = models.DateField(_("volgende datum"), null=True)
    answered_on = models.DateField(_("eerste antwoord van een mens"), null=True)
    last_word_at = models.DateTimeField(_("laatste bericht"))
    last_from_teller = models.BooleanField(_("laatste bericht van de melder"), default=True)
    closed_on = models.DateField(_("klaar sinds"), null=True)
    asked_desk = models.ForeignKey(
        Desk, verbose_name=_("gevraagd: mag het naar"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    bottleneck = models.ForeignKey(
        Bottleneck, verbose_name=_("knelpunt"), null=True, on_delete=models.SET_NULL, related_name="signals"
    )

    class Meta:
        verbose_name = _("signaal")
        verbose_name_plural = _("signalen")
        ordering = ("next_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("desk", "number"), name="desk_signal_number"),
            models.CheckConstraint(
                condition=models.Q(state="gewist")
                | (~models.Q(state="klaar") & models.Q(next_on__isnull=False, closing=""))
                | (models.Q(state="klaar", answered_on__isnull=False) & ~models.Q(closing="")),
                name="desk_signal_has_date_or_closing",
            ),
        )
        indexes = (models.Index(fields=("desk", "state", "next_on"), name="desk_queue"),)

    def __str__(self) -> str:
        return f"signaal {self.number}"

    @property
    def area_name(self) -> str:
        """The name of the wijk, empty when nobody said."""
        return str(self.desk.areas.get(self.area, ""))

    @property
    def organisation(self) -> Organisation:
        """Whose trail this belongs to."""
        return self.desk.organisation


class Counter(models.Model):
    """The last position of a desk's log. Raising it locks the row until the transaction ends."""

    desk = models.OneToOneField(Desk, primary_key=True, on_delete=models.CASCADE, related_name="counter")
    position = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("teller")
        verbose_name_plural = _("tellers")

    def __str__(self) -> str:
        return str(self.position)


class Event(models.Model):
    """One thing that happened in a conversation; added, never changed. `request` is the key of the form."""

    class Kind(models.TextChoices):
        """What happened."""

        TOLD = "verteld", _("verteld")
        ADDED = "aangevuld", _("aangevuld")
        READ = "gelezen", _("gelezen")
        ANSWERED = "beantwoord", _("beantwoord")
        AGREED = "afgesproken", _("afgesproken")
        CLOSED = "klaar", _("klaar")
        NOT_YET = "nog-niet", _("nog niet")
        MOVED = "ander-loket", _("naar een ander loket")
        ERASED = "gewist", _("gewist")

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="events", db_index=False)
    position = models.PositiveBigIntegerField(_("plaats"))
    signal_key = models.UUIDField(_("sleutel van het signaal"), db_index=True)
    kind = models.CharField(_("soort"), max_length=12, choices=Kind.choices)
    request = models.UUIDField(_("sleutel van het formulier"), null=True)
    at = models.DateTimeField(_("tijd, op de minuut"))

    class Meta:
        verbose_name = _("gebeurtenis")
        verbose_name_plural = _("gebeurtenissen")
        ordering = ("desk", "position")
        constraints = (
            models.UniqueConstraint(fields=("desk", "position"), name="desk_event_position"),
            models.UniqueConstraint(fields=("desk", "request"), name="desk_event_request"),
        )

    def __str__(self) -> str:
        return f"{self.position} {self.kind}"


class Words(models.Model):
    """What was said in an event; emptied on erasure."""

    class Sender(models.TextChoices):
        """Who says it."""

        TELLER = "melder", _("melder")
        DESK = "loket", _("loket")

    event = models.OneToOneField(Event, primary_key=True, on_delete=models.CASCADE, related_name="words")
    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="words")
    sender = models.CharField(_("van"), max_length=8, choices=Sender.choices)
    text = models.TextField(_("tekst"), max_length=5000, blank=True)

    class Meta:
        verbose_name = _("bericht")
        verbose_name_plural = _("berichten")
        ordering = ("event_id",)

    def __str__(self) -> str:
        return f"bericht {self.pk}"


class Contact(models.Model):
    """A mail address or number of who wants to hear that there is an answer; erased first."""

    signal = models.OneToOneField(Signal, primary_key=True, on_delete=models.CASCADE, related_name="contact")
    address = models.CharField(_("mail of telefoon"), max_length=254)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacten")

    def __str__(self) -> str:
        return "contact"


class Agreement(models.Model):
    """What was agreed: what, by whom, for when, and what became of it."""

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="agreements")
    what = models.CharField(_("wat spreken jullie af"), max_length=200)
    who = models.CharField(_("wie doet het"), max_length=80)
    due = models.DateField(_("voor wanneer"))
    outcome = models.CharField(_("wat ervan kwam"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("afspraak")
        verbose_name_plural = _("afspraken")
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return f"afspraak {self.pk}"
