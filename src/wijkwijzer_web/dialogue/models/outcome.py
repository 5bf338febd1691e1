"""What comes of it: moderation with reasons, themes, the published report and what was promised."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.dialogue.models.log import Message
from wijkwijzer_web.dialogue.models.setup import Dialogue, Question
from wijkwijzer_web.follow import service as follow
from wijkwijzer_web.publishing.service import Publication

__all__ = ["Findings", "Moderation", "Promise", "Report", "Theme", "ThemeOfMessage", "topic_of"]


class Moderation(models.Model):
    """One decision about a message. The public list shows reasons and counts, never words or moderators."""

    class Decision(models.TextChoices):
        """What was decided."""

        SHOW = "toon", _("tonen")
        HIDE = "verberg", _("verbergen")
        EDIT = "bewerk", _("tonen zonder naam of adres")

    class Reason(models.TextChoices):
        """Why a message is hidden; the whole list is public."""

        PERSONAL = "persoonlijk", _("gegevens van een persoon")
        INSULT = "belediging", _("belediging of schelden")
        THREAT = "bedreiging", _("bedreiging")
        DISCRIMINATION = "discriminatie", _("discriminatie")
        ADVERTISING = "reclame", _("reclame")
        OFF_TOPIC = "buiten", _("gaat ergens anders over")
        DOUBLE = "dubbel", _("staat er al")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="decisions")
    decision = models.CharField(_("besluit"), max_length=10, choices=Decision.choices)
    reason = models.CharField(_("reden"), max_length=16, choices=Reason.choices, blank=True)
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    objection = models.TextField(_("bezwaar van de schrijver"), max_length=1000, blank=True)
    objected = models.BooleanField(_("bezwaar gemaakt"), default=False)
    at = models.DateTimeField(_("tijd"), auto_now_add=True)

    class Meta:
        verbose_name = _("besluit over een bericht")
        verbose_name_plural = _("besluiten over berichten")
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.message}: {self.get_decision_display()}"


class Theme(models.Model):
    """What several people say about one question, confirmed and named by a person."""

    class State(models.TextChoices):
        """Whether a person looked at it."""

        PROPOSED = "voorstel", _("voorstel")
        CONFIRMED = "bevestigd", _("bevestigd")

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="themes")
    key = models.SlugField(_("sleutel"), max_length=60)
    label = models.CharField(_("naam"), max_length=120)
    description = models.CharField(_("uitleg"), max_length=300, blank=True)
    seed_words = models.JSONField(_("kernwoorden"), default=list, blank=True)
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.PROPOSED)

    class Meta:
        verbose_name = _("thema")
        verbose_name_plural = _("thema's")
        ordering = ("question", "label")
        constraints = (models.UniqueConstraint(fields=("question", "key"), name="dialogue_theme_key"),)

    def __str__(self) -> str:
        return self.label


class ThemeOfMessage(models.Model):
    """Which theme a message belongs to, with its chance; `checked` when a person said so."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="theme")
    theme = models.ForeignKey(Theme, null=True, on_delete=models.CASCADE, related_name="messages")
    probability = models.FloatField(_("kans"), default=0.0)
    check_first = models.PositiveIntegerField(_("volgorde van nakijken"), null=True)
    checked = models.BooleanField(_("nagekeken"), default=False)

    class Meta:
        verbose_name = _("thema van een bericht")
        verbose_name_plural = _("thema's van berichten")

    def __str__(self) -> str:
        return f"{self.message}: {self.theme or 'overig'}"


class Findings(models.Model):
    """What the log says up to a position: the newest result, made again when people wrote more.

    Voorlopig while the dialogue runs; vastgesteld when it was made with every bootstrap after closing.
    """

    dialogue = models.OneToOneField(Dialogue, on_delete=models.CASCADE, related_name="findings")
    position = models.PositiveBigIntegerField(_("tot en met gebeurtenis"))
    settled = models.BooleanField(_("vastgesteld"), default=False)
    document = models.JSONField(_("blokken"))
    translations = models.JSONField(_("blokken in andere talen"), default=dict, blank=True)
    aggregates = models.JSONField(_("tellingen"))
    made_at = models.DateTimeField(_("gemaakt"), auto_now=True)

    class Meta:
        verbose_name = _("uitkomst")
        verbose_name_plural = _("uitkomsten")

    def __str__(self) -> str:
        return f"{self.dialogue}, tot en met {self.position}"


class Report(Publication):
    """A version of the verslag: a publication, with the place in the log up to which it counts.

    Its aggregates are frozen with it: pages, open data and the API all read their counts from them.
    """

    publication = models.OneToOneField(
        Publication, parent_link=True, primary_key=True, on_delete=models.CASCADE, related_name="verslag"
    )
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="reports")
    position = models.PositiveBigIntegerField(_("tot en met gebeurtenis"))
    aggregates = models.JSONField(_("tellingen"))

    class Meta:
        verbose_name = _("verslag")
        verbose_name_plural = _("verslagen")

    def __str__(self) -> str:
        return f"{self.dialogue}, versie {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it in the series of its dialogue."""
        self.series, self.organisation_id = topic_of(self.dialogue_id), self.dialogue.organisation_id
        super().save(*args, **kwargs)


class Promise(follow.Promise):
    """What was promised about a theme of a dialogue."""

    promise = models.OneToOneField(
        follow.Promise,
        parent_link=True,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="of_dialogue",
    )
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="promises")
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="promises"
    )

    class Meta:
        verbose_name = _("belofte")
        verbose_name_plural = _("beloften")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it under the topic of its dialogue."""
        self.topic, self.organisation_id = topic_of(self.dialogue_id), self.dialogue.organisation_id
        super().save(*args, **kwargs)


def topic_of(dialogue: int) -> str:
    """What versions, promises and followers of a dialogue have in common."""
    return f"dialoog:{dialogue}"
