"""What an organiser sets up: a dialogue, its topics, questions, statements and script."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

__all__ = ["BackgroundQuestion", "Dialogue", "Question", "Round", "Statement", "Topic"]


class Dialogue(models.Model):
    """One conversation: live in a room, or open for weeks; online, on paper and at tables in the same log."""

    class Mode(models.TextChoices):
        """How people take part."""

        LIVE = "live", _("live, met een script")
        WEEKS = "weken", _("open weken")

    class State(models.TextChoices):
        """Where the dialogue is."""

        DRAFT = "concept", _("concept")
        OPEN = "open", _("open")
        CLOSED = "gesloten", _("gesloten")

    organisation = models.ForeignKey(
        "core.Organisation",
        verbose_name=_("organisatie"),
        on_delete=models.PROTECT,
        related_name="dialogues",
    )
    slug = models.SlugField(_("adres in de url"), max_length=80, unique=True)
    title = models.CharField(_("titel"), max_length=160)
    intro = models.TextField(_("waar gaat het over?"), max_length=2000)
    translations = models.JSONField(_("vertalingen"), default=dict, blank=True)
    mode = models.CharField(_("vorm"), max_length=10, choices=Mode.choices, default=Mode.WEEKS)
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.DRAFT)
    readers = models.TextField(_("wie leest mee"), max_length=1000)
    non_readers = models.TextField(_("wie leest niet mee"), max_length=1000, blank=True)
    keep_until = models.DateField(_("bewaard tot en met"))
    languages = models.JSONField(_("talen"), default=list, blank=True)
    areas = models.JSONField(_("wijken en buurten (codes)"), default=list, blank=True)
    opens_at = models.DateTimeField(_("opent"), null=True, blank=True)
    closes_at = models.DateTimeField(_("sluit"), null=True, blank=True)
    own_statements = models.BooleanField(_("deelnemers mogen stellingen toevoegen"), default=True)
    moderate_first = models.BooleanField(_("eerst nakijken, dan tonen"), default=True)
    moderators = models.ManyToManyField(
        "core.User", verbose_name=_("moderatoren"), blank=True, related_name="moderates"
    )
    created_at = models.DateTimeField(_("gemaakt"), auto_now_add=True)
    closed_at = models.DateTimeField(_("gesloten op"), null=True, blank=True)
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        verbose_name = _("dialoog")
        verbose_name_plural = _("dialogen")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.title

    def said_in(self, part: str, code: str) -> str:
        """The title, the intro or who reads along in a language, else as it was written."""
        return self.translations.get(code, {}).get(part) or str(getattr(self, part))

    def word_in(self, text: str, code: str) -> str:
        """A choice or a question about the person in a language, else as it was written."""
        return self.translations.get(code, {}).get("words", {}).get(text) or text

    def get_absolute_url(self) -> str:
        """The page where people begin."""
        return reverse("dialogue:welcome", args=[self.slug])

    @property
    def accepts(self) -> bool:
        """Whether people can write now: open, or closed for less than 24 hours (such answers are marked)."""
        now = timezone.now()
        if self.state == self.State.OPEN:
            return (self.opens_at is None or self.opens_at <= now) and not self.past_closing(now)
        return (
            self.state == self.State.CLOSED
            and self.closed_at is not None
            and now < self.closed_at + timedelta(hours=24)
        )

    def past_closing(self, now: datetime) -> bool:
        """Whether the announced end, and the day after it for those who were still typing, has gone by."""
        return self.closes_at is not None and now >= self.closes_at + timedelta(hours=24)


class BackgroundQuestion(models.Model):
    """An optional question about the participant (role or sector by default); at most three a dialogue."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="background_questions")
    order = models.PositiveSmallIntegerField(_("volgorde"), default=1)
    text = models.CharField(_("vraag"), max_length=200)
    options = models.JSONField(_("antwoorden"), default=list)

    class Meta:
        verbose_name = _("achtergrondvraag")
        verbose_name_plural = _("achtergrondvragen")
        ordering = ("order", "id")
        constraints = (
            models.UniqueConstraint(fields=("dialogue", "order"), name="dialogue_background_order"),
            models.CheckConstraint(condition=models.Q(order__lte=3), name="dialogue_three_background"),
        )

    def __str__(self) -> str:
        return self.text


class Topic(models.Model):
    """A part of the conversation; the report has a chapter for each."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="topics")
    order = models.PositiveSmallIntegerField(_("volgorde"), default=1)
    title = models.CharField(_("onderwerp"), max_length=160)

    class Meta:
        verbose_name = _("onderwerp")
        verbose_name_plural = _("onderwerpen")
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One question of a kind; open kinds differ in the heading they get in the report."""

    class Kind(models.TextChoices):
        """What is asked, and so how it is answered."""

        FACTOR = "factor", _("Wat maakt dat het lukt?")
        CAUSE = "cause", _("Waar komt het door?")
        CHANGE = "change", _("Wat moet er anders?")
        ADVICE = "advice", _("Welk advies geef je?")
        EXPERIENCE = "experience", _("Wat maakte je mee?")
        OPEN = "open", _("Open vraag met een eigen kop")
        STATEMENT = "statement", _("Stellingen: eens of oneens")
        RATING = "rating", _("Oordeel: van heel slecht tot heel goed")
        RANKING = "ranking", _("Volgorde: wat is het belangrijkst?")

    OPEN_KINDS = (Kind.FACTOR, Kind.CAUSE, Kind.CHANGE, Kind.ADVICE, Kind.EXPERIENCE, Kind.OPEN)

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField(_("volgorde"), default=1)
    kind = models.CharField(_("soort"), max_length=12, choices=Kind.choices)
    text = models.CharField(_("vraag"), max_length=300)
    heading = models.CharField(_("kop in het verslag"), max_length=120, blank=True)
    options = models.JSONField(_("keuzes (bij een volgorde)"), default=list, blank=True)
    translations = models.JSONField(_("vertalingen"), default=dict, blank=True)

    class Meta:
        verbose_name = _("vraag")
        verbose_name_plural = _("vragen")
        ordering = ("topic__order", "order", "id")

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """A ranking needs something to rank."""
        if self.kind == self.Kind.RANKING and not 2 <= len(self.options) <= 12:
            raise ValidationError({"options": _("Geef twee tot twaalf keuzes om op volgorde te zetten.")})

    @property
    def is_open(self) -> bool:
        """Whether people answer in their own words."""
        return self.kind in self.OPEN_KINDS


class Statement(models.Model):
    """Something to agree or disagree with, from the organiser or from a participant."""

    class State(models.TextChoices):
        """Whether people see it."""

        VISIBLE = "zichtbaar", _("zichtbaar")
        WAITING = "wacht", _("wacht op de moderator")
        HIDDEN = "verborgen", _("verborgen")
        ERASED = "gewist", _("gewist door de schrijver")

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField(_("nummer"))
    text = models.CharField(_("stelling"), max_length=280)
    translations = models.JSONField(_("vertalingen"), default=dict, blank=True)
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.VISIBLE)
    writer = models.UUIDField(_("sleutel van de schrijver"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("stelling")
        verbose_name_plural = _("stellingen")
        ordering = ("question", "number")
        constraints = (
            models.UniqueConstraint(fields=("question", "number"), name="dialogue_statement_number"),
        )

    def __str__(self) -> str:
        return self.text


class Round(models.Model):
    """One step of a live script; everyone sees the round that runs."""

    class Kind(models.TextChoices):
        """What happens in this step."""

        QUESTION = "vraag", _("vraag")
        INPUT = "inbreng", _("inbreng: een verhaal, film of lezing")
        BREAK = "pauze", _("pauze")
        WELCOME = "welkom", _("welkom en uitleg")

    class State(models.TextChoices):
        """Whether it is its turn."""

        WAITING = "wacht", _("wacht")
        RUNNING = "loopt", _("loopt")
        DONE = "klaar", _("klaar")

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="rounds")
    order = models.PositiveSmallIntegerField(_("volgorde"), default=1)
    kind = models.CharField(_("soort"), max_length=10, choices=Kind.choices)
    question = models.ForeignKey(
        Question,
        verbose_name=_("vraag"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="rounds",
    )
    title = models.CharField(_("titel"), max_length=160, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minuten"), default=5)
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.WAITING)
    started_at = models.DateTimeField(_("begonnen"), null=True, blank=True)
    ends_at = models.DateTimeField(_("tot"), null=True, blank=True)

    class Meta:
        verbose_name = _("ronde")
        verbose_name_plural = _("rondes")
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.title or (self.question.text if self.question else self.get_kind_display())
