"""The log: what people wrote, in order. An event holds no address, no agent and no name.

The words themselves, and answers about the participant, stand in tables of their own: erasing empties those
and leaves the order of events as it was.
"""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.dialogue.models.setup import BackgroundQuestion, Dialogue, Question, Statement

__all__ = ["BackgroundAnswer", "Counter", "Event", "Message", "Participant", "drawn_number", "this_minute"]


def this_minute() -> datetime:
    """The time that is kept: to the minute, so that it says little about who was where."""
    return timezone.now().replace(second=0, microsecond=0)


def drawn_number() -> int:
    """A number of seven digits by lot; the table refuses one that the dialogue has already."""
    return 1_000_000 + secrets.randbelow(9_000_000)


class Participant(models.Model):
    """A random key that answers belong to. The personal link and the code are stored as hashes only."""

    class Source(models.TextChoices):
        """How the answers came in; shown beside every result."""

        ONLINE = "online", _("online")
        PAPER = "papier", _("op papier")
        TABLE = "tafel", _("aan tafel")

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="participants")
    key = models.UUIDField(_("sleutel"), default=uuid.uuid4, unique=True, editable=False)
    token_hash = models.BinaryField(_("persoonlijke link (hash)"), max_length=32, null=True, unique=True)
    code_hash = models.BinaryField(_("code (hash)"), max_length=32, null=True, unique=True)
    source = models.CharField(_("herkomst"), max_length=10, choices=Source.choices, default=Source.ONLINE)
    on_behalf = models.BooleanField(_("ingevuld voor iemand anders"), default=False)
    joined_on = models.DateField(_("begonnen op"))
    erased = models.BooleanField(_("gewist"), default=False)

    class Meta:
        verbose_name = _("deelnemer")
        verbose_name_plural = _("deelnemers")

    def __str__(self) -> str:
        return str(self.key)


class BackgroundAnswer(models.Model):
    """A participant's answer to an optional question about themselves."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="background")
    question = models.ForeignKey(BackgroundQuestion, on_delete=models.CASCADE, related_name="answers")
    option = models.CharField(_("antwoord"), max_length=100)

    class Meta:
        verbose_name = _("achtergrond")
        verbose_name_plural = _("achtergronden")
        constraints = (
            models.UniqueConstraint(
                fields=("participant", "question"), name="dialogue_one_background_answer"
            ),
        )

    def __str__(self) -> str:
        return self.option


class Counter(models.Model):
    """The last position of a dialogue's log. Raising it locks the row until the transaction ends."""

    dialogue = models.OneToOneField(
        Dialogue, primary_key=True, on_delete=models.CASCADE, related_name="counter"
    )
    position = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("teller")
        verbose_name_plural = _("tellers")

    def __str__(self) -> str:
        return str(self.position)


class Event(models.Model):
    """One thing somebody did; added, never changed.

    `value` is -1, 0 or 1 for a vote (disagree, pass, agree), 0 to 4 for a rating. `request` is the key that
    the form carried: a retry finds the first answer by it. `probability` is the chance with which a statement
    was shown, `refers_to` the number of the message that is endorsed or reported.
    """

    class Kind(models.TextChoices):
        """What was done."""

        VOTE = "stem", _("stem")
        RATING = "oordeel", _("oordeel")
        RANKING = "volgorde", _("volgorde")
        MESSAGE = "bericht", _("bericht")
        STATEMENT = "stelling", _("nieuwe stelling")
        SHOWN = "getoond", _("getoond")
        SKIPPED = "overgeslagen", _("vraag overgeslagen")
        ENDORSED = "bijval", _("bedoelt hetzelfde")
        REPORT = "melding", _("melding")
        ERASED = "gewist", _("gewist")

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="events", db_index=False)
    position = models.PositiveBigIntegerField(_("plaats"))
    participant_key = models.UUIDField(_("sleutel van de deelnemer"))
    kind = models.CharField(_("soort"), max_length=12, choices=Kind.choices)
    question = models.ForeignKey(
        Question, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    statement = models.ForeignKey(
        Statement, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    value = models.SmallIntegerField(_("waarde"), null=True)
    ranking = models.JSONField(_("volgorde"), null=True)
    probability = models.FloatField(_("kans om getoond te worden"), null=True)
    refers_to = models.PositiveBigIntegerField(_("gaat over bericht"), null=True)
    request = models.UUIDField(_("sleutel van het formulier"), null=True)
    late = models.BooleanField(_("na het sluiten"), default=False)
    at = models.DateTimeField(_("tijd, op de minuut"))

    class Meta:
        verbose_name = _("gebeurtenis")
        verbose_name_plural = _("gebeurtenissen")
        ordering = ("dialogue", "position")
        constraints = (
            models.UniqueConstraint(fields=("dialogue", "position"), name="dialogue_event_position"),
            models.UniqueConstraint(fields=("dialogue", "request"), name="dialogue_event_request"),
        )
        indexes = (models.Index(fields=("participant_key", "kind"), name="dialogue_event_participant"),)

    def __str__(self) -> str:
        return f"{self.position} {self.kind}"


class Message(models.Model):
    """Somebody's words: an answer to an open question, or the reason behind a vote.

    `text` is what was written (emptied on erasure), `shown_text` what may be read: the moderator's version
    without names and addresses, or the same words. Hidden is not erased. `number` is drawn by lot: it stands
    in public, and says nothing of the place in the log, nor of what the writer did before.
    """

    class Consent(models.TextChoices):
        """What the writer allows."""

        LITERAL = "letterlijk", _("mag letterlijk in het verslag")
        SUMMARY = "samengevat", _("alleen samengevat")

    class State(models.TextChoices):
        """Whether others may read it."""

        WAITING = "wacht", _("wacht op de moderator")
        VISIBLE = "zichtbaar", _("zichtbaar")
        HIDDEN = "verborgen", _("verborgen")
        ERASED = "gewist", _("gewist door de schrijver")

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="message")
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField(_("nummer"))
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="messages")
    statement = models.ForeignKey(Statement, null=True, on_delete=models.CASCADE, related_name="reasons")
    participant_key = models.UUIDField(_("sleutel van de schrijver"), db_index=True)
    text = models.TextField(_("tekst"), max_length=2000, blank=True)
    shown_text = models.TextField(_("leesbare tekst"), max_length=2000, blank=True)
    language = models.CharField(_("taal"), max_length=10, default="nl")
    consent = models.CharField(
        _("toestemming"), max_length=10, choices=Consent.choices, default=Consent.SUMMARY
    )
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.WAITING)

    class Meta:
        verbose_name = _("bericht")
        verbose_name_plural = _("berichten")
        ordering = ("dialogue", "number")
        constraints = (
            models.UniqueConstraint(fields=("dialogue", "number"), name="dialogue_message_number"),
        )

    def __str__(self) -> str:
        return f"bericht {self.number}"

    @property
    def quotable(self) -> bool:
        """Whether the words may stand on a public page."""
        return self.state == self.State.VISIBLE and self.consent == self.Consent.LITERAL
