"""What comes of it: moderation with reasons, themes, the published report and what was promised."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.dialogue.models.log import Message
from wijkwijzer_web.dialogue.models.setup import Dialogue, Question

__all__ = ["Findings", "Follower", "Moderation", "Promise", "Report", "Theme", "ThemeOfMessage"]


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
    aggregates = models.JSONField(_("tellingen"))
    made_at = models.DateTimeField(_("gemaakt"), auto_now=True)

    class Meta:
        verbose_name = _("uitkomst")
        verbose_name_plural = _("uitkomsten")

    def __str__(self) -> str:
        return f"{self.dialogue}, tot en met {self.position}"


class Report(models.Model):
    """A version of the verslag; a published one keeps its aggregates and the checksum of its input."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="reports")
    version = models.PositiveSmallIntegerField(_("versie"))
    position = models.PositiveBigIntegerField(_("tot en met gebeurtenis"))
    checksum = models.CharField(_("controlegetal van de invoer"), max_length=64)
    document = models.JSONField(_("blokken"))
    aggregates = models.JSONField(_("tellingen"))
    edits = models.JSONField(_("eigen woorden van de redactie"), default=dict, blank=True)
    created_at = models.DateTimeField(_("gemaakt"), auto_now_add=True)
    published_at = models.DateTimeField(_("gepubliceerd"), null=True, blank=True)
    withdrawn = models.PositiveIntegerField(_("ingetrokken bijdragen"), default=0)

    class Meta:
        verbose_name = _("verslag")
        verbose_name_plural = _("verslagen")
        ordering = ("dialogue", "-version")
        constraints = (
            models.UniqueConstraint(fields=("dialogue", "version"), name="dialogue_report_version"),
        )

    def __str__(self) -> str:
        return f"{self.dialogue}, versie {self.version}"


class Promise(models.Model):
    """What was promised about a theme, by whom, by when, and what became of it."""

    class State(models.TextChoices):
        """How it stands."""

        PROMISED = "beloofd", _("beloofd")
        RUNNING = "loopt", _("loopt")
        DONE = "gedaan", _("gedaan")
        LATE = "te-laat", _("te laat")
        DROPPED = "vervallen", _("gaat niet door")

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="promises")
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="promises"
    )
    text = models.CharField(_("wat is beloofd"), max_length=300)
    owner = models.CharField(_("door wie"), max_length=120)
    due = models.DateField(_("voor"))
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.PROMISED)
    explanation = models.CharField(_("uitleg"), max_length=300, blank=True)
    changed_at = models.DateTimeField(_("bijgewerkt"), auto_now=True)

    class Meta:
        verbose_name = _("belofte")
        verbose_name_plural = _("beloften")
        ordering = ("due", "id")

    def __str__(self) -> str:
        return self.text


class Follower(models.Model):
    """Somebody who asked to hear what came of it. The address stands apart from every participant."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="followers")
    email = models.EmailField(_("e-mailadres"))
    token_hash = models.BinaryField(_("sleutel in de mail (hash)"), max_length=32, unique=True)
    confirmed = models.BooleanField(_("bevestigd"), default=False)
    asked_on = models.DateField(_("gevraagd op"), auto_now_add=True)

    class Meta:
        verbose_name = _("volger")
        verbose_name_plural = _("volgers")
        constraints = (models.UniqueConstraint(fields=("dialogue", "email"), name="dialogue_follow_once"),)

    def __str__(self) -> str:
        return f"volger {self.pk}"
