"""A meeting: its parts, who presented what, the tasks that were noted, and what became of them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.programme.models.programme import Participation, Programme

__all__ = [
    "Amendment",
    "Guest",
    "Invitation",
    "Meeting",
    "Part",
    "Presentation",
    "SignUp",
    "Task",
    "TaskChoice",
    "TaskNews",
]


class Meeting(models.Model):
    """A day on location (or online), inside a programme or open to all.

    `code` is what a phone in the room types; `sequence` grows with every change that a calendar must hear of.
    """

    class State(models.TextChoices):
        """Where the meeting is."""

        PLANNED = "gepland", _("gepland")
        INVITED = "uitgenodigd", _("uitgenodigd")
        RUNNING = "bezig", _("bezig")
        DISCUSSED = "besproken", _("besproken")
        SETTLED = "vastgesteld", _("vastgesteld")
        CANCELLED = "afgelast", _("gaat niet door")

    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.CASCADE, related_name="meetings"
    )
    organisation = models.ForeignKey(
        "core.Organisation", verbose_name=_("organisatie"), on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveSmallIntegerField(_("nummer"), default=1)
    theme = models.CharField(_("thema"), max_length=160)
    aim = models.TextField(_("wat willen we weten?"), max_length=1000, blank=True)
    day = models.DateField(_("dag"))
    begins = models.TimeField(_("begint om"))
    ends = models.TimeField(_("eindigt om"))
    place = models.CharField(_("plek"), max_length=200, blank=True)
    online_url = models.URLField(_("link om online mee te doen"), blank=True)
    host_area = models.CharField(_("gastwijk (code)"), max_length=20, blank=True)
    host_name = models.CharField(_("gastwijk"), max_length=160, blank=True)
    open_to_all = models.BooleanField(_("iedereen mag zich aanmelden"), default=False)
    state = models.CharField(_("stand"), max_length=12, choices=State.choices, default=State.PLANNED)
    code = models.CharField(_("zaalcode"), max_length=8, unique=True)
    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(_("laatst gewijzigd"), auto_now=True)
    attended = models.PositiveSmallIntegerField(_("hoeveel mensen kwamen er?"), null=True, blank=True)
    choosing = models.BooleanField(_("de zaal kiest nu"), default=False, editable=False)
    choosers = models.PositiveSmallIntegerField(_("hoeveel mensen kozen"), default=0, editable=False)
    amend_until = models.DateField(_("meekijken tot en met"), null=True, blank=True)
    settled_on = models.DateField(_("vastgesteld op"), null=True, blank=True)
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        verbose_name = _("bijeenkomst")
        verbose_name_plural = _("bijeenkomsten")
        ordering = ("day", "begins")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("begins")),
                name="programme_meeting_ends_later",
                violation_error_message=_("De bijeenkomst eindigt voor ze begint."),
            ),
            models.CheckConstraint(
                condition=~models.Q(place="") | ~models.Q(online_url=""),
                name="programme_meeting_is_somewhere",
                violation_error_message=_("Geef een plek, of een link om online mee te doen."),
            ),
        )

    def __str__(self) -> str:
        return self.theme

    def get_absolute_url(self) -> str:
        """Its public page: under its programme, or by itself."""
        if self.programme is not None:
            return reverse("programme:meeting-of", args=[self.programme.slug, self.number])
        return reverse("programme:meeting", args=[self.uid])

    @property
    def notes_open(self) -> bool:
        """Whether people in the room can write tasks."""
        return self.state == self.State.RUNNING


class Part(models.Model):
    """One part of the day."""

    class Kind(models.TextChoices):
        """What happens."""

        KICK_OFF = "aftrap", _("aftrap")
        PRESENTATION = "presentatie", _("presentatie")
        VISIT = "bezoek", _("bezoek")
        DIALOGUE = "dialoog", _("dialoog")
        METHOD = "werkvorm", _("werkvorm")
        BREAK = "pauze", _("pauze")
        CLOSING = "afronding", _("afronding")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="parts")
    order = models.PositiveSmallIntegerField(_("volgorde"), default=1)
    kind = models.CharField(_("soort"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("titel"), max_length=160)
    minutes = models.PositiveSmallIntegerField(_("minuten"), default=30)
    who = models.CharField(_("wie doet het? (rol of organisatie)"), max_length=160, blank=True)
    dialogue = models.SlugField(_("dialoog (adres)"), max_length=80, blank=True)
    workform = models.SlugField(_("werkvorm"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("onderdeel")
        verbose_name_plural = _("onderdelen")
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.title


class Presentation(models.Model):
    """What a wijk showed, in the same eight questions for everyone; an empty one stays and is seen."""

    QUESTIONS = (
        ("methodieken", _("Welke methodieken?")),
        ("waarom", _("Waarom werken ze wel of niet?")),
        ("elders", _("In hoeverre elders toepasbaar?")),
        ("later", _("Wat betekent dit voor later?")),
        ("partijen", _("Welke partijen?")),
        ("uitdagen", _("Wie moet worden uitgedaagd?")),
        ("geldstromen", _("Welke geldstromen?")),
        ("financiering", _("Waar liggen kansen voor nieuwe financiering?")),
    )

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="presentations")
    area = models.CharField(_("wijk (code)"), max_length=20)
    area_name = models.CharField(_("naam van de wijk"), max_length=160)
    what = models.CharField(_("wat laat je zien?"), max_length=200)
    email = models.EmailField(_("e-mailadres van de presentator (niet openbaar)"), blank=True)
    key = models.UUIDField(_("sleutel"), default=uuid.uuid4, unique=True, editable=False)
    answers = models.JSONField(_("antwoorden"), default=dict, blank=True)

    class Meta:
        verbose_name = _("presentatie")
        verbose_name_plural = _("presentaties")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.what}, {self.area_name}"

    @classmethod
    def answers_in(cls, data: Mapping[str, Any]) -> dict[str, str]:
        """The answers in what a form of the eight questions sent; an empty one is left out."""
        given = {key: data.get(f"vraag_{key}", "") for key, _label in cls.QUESTIONS}
        return {key: text for key, text in given.items() if text}


class Task(models.Model):
    """Something to do after today, noted by whoever was in the room, under one of four aspects.

    `on_ballot` says that the room could choose it; `place` is where the room put it, with the lowest and
    highest place that it may have had. Who chose what is gone as soon as that was counted.
    """

    class Aspect(models.TextChoices):
        """The four sides from which every opgave is looked at."""

        LINK = "koppelen", _("koppelen")
        PARTIES = "partijen", _("partijen")
        MONEY = "geld", _("geld")
        RULES = "regels", _("regels")

    class State(models.TextChoices):
        """What was decided about it."""

        NOTED = "genoteerd", _("genoteerd")
        CONFIRMED = "bevestigd", _("bevestigd")
        OPGAVE = "opgave", _("werd een opgave")
        ADVICE = "advies", _("werd een advies")
        BOTTLENECK = "knelpunt", _("werd een knelpunt")
        LAPSED = "vervalt", _("vervalt")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="tasks")
    table = models.PositiveSmallIntegerField(_("tafel"), default=0)
    text = models.CharField(_("taak"), max_length=280)
    aspect = models.CharField(_("kant"), max_length=10, choices=Aspect.choices)
    area = models.CharField(_("wijk (code)"), max_length=20, blank=True)
    area_name = models.CharField(_("wijk"), max_length=160, blank=True)
    who = models.CharField(_("wie pakt dit op? (rol of organisatie)"), max_length=160, blank=True)
    due = models.DateField(_("voor wanneer"), null=True, blank=True)
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.NOTED)
    because = models.CharField(_("vervalt omdat"), max_length=300, blank=True)
    leads_to = models.CharField(_("werd"), max_length=120, blank=True)
    on_ballot = models.BooleanField(
        _("stond op de lijst waaruit de zaal koos"), default=False, editable=False
    )
    place = models.PositiveSmallIntegerField(_("plaats volgens de zaal"), null=True, editable=False)
    place_low = models.PositiveSmallIntegerField(_("op zijn hoogst"), null=True, editable=False)
    place_high = models.PositiveSmallIntegerField(_("op zijn laagst"), null=True, editable=False)
    request = models.UUIDField(_("aanvraag"), editable=False)
    noted_at = models.DateTimeField(_("genoteerd"))

    class Meta:
        verbose_name = _("taak")
        verbose_name_plural = _("taken")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("meeting", "request"), name="programme_task_once"),
            models.CheckConstraint(
                condition=~models.Q(state="vervalt") | ~models.Q(because=""),
                name="programme_lapsed_says_why",
                violation_error_message=_("Schrijf erbij waarom deze taak vervalt."),
            ),
        )

    def __str__(self) -> str:
        return self.text[:80]


class TaskChoice(models.Model):
    """What one phone in the room put first, second or third; gone when the room was counted."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="choices")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="choices")
    voter = models.UUIDField(_("toestel"), editable=False)
    rank = models.PositiveSmallIntegerField(_("plaats"))

    class Meta:
        verbose_name = _("keuze van de zaal")
        verbose_name_plural = _("keuzes van de zaal")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("meeting", "voter", "rank"), name="programme_choice_one_a_place"),
            models.UniqueConstraint(fields=("meeting", "voter", "task"), name="programme_choice_one_a_task"),
        )

    def __str__(self) -> str:
        return f"{self.task}: {self.rank}"


class TaskNews(models.Model):
    """What became of a task, asked after three and after six months; no row is no answer."""

    class Answer(models.TextChoices):
        """What was told."""

        DONE = "gedaan", _("gedaan")
        BUSY = "bezig", _("bezig")
        STOPPED = "gestopt", _("gestopt")

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="news")
    on = models.DateField(_("dag"))
    answer = models.CharField(_("hoe staat het?"), max_length=10, choices=Answer.choices)
    text = models.CharField(_("wat werd het?"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("bericht over een taak")
        verbose_name_plural = _("berichten over taken")
        ordering = ("on", "id")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(answer="gestopt") | ~models.Q(text=""),
                name="programme_stopped_task_says_why",
                violation_error_message=_("Schrijf erbij waarom het stopte."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.task}: {self.answer}"


class Amendment(models.Model):
    """What somebody who was there says about the notes before they are final."""

    class State(models.TextChoices):
        """What was done with it."""

        WAITING = "wacht", _("wacht")
        TAKEN = "verwerkt", _("verwerkt")
        NOT_TAKEN = "niet", _("niet verwerkt")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="amendments")
    task = models.ForeignKey(Task, null=True, blank=True, on_delete=models.CASCADE, related_name="amendments")
    text = models.TextField(_("wat klopt er niet?"), max_length=600)
    on = models.DateField(_("dag"))
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.WAITING)
    answer = models.CharField(_("antwoord"), max_length=400, blank=True)
    request = models.UUIDField(_("aanvraag"), editable=False)

    class Meta:
        verbose_name = _("opmerking")
        verbose_name_plural = _("opmerkingen")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("meeting", "request"), name="programme_amendment_once"),
            models.CheckConstraint(
                condition=models.Q(state="wacht") | ~models.Q(answer=""),
                name="programme_amendment_answered",
                violation_error_message=_("Schrijf een antwoord."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting}: {self.on}"


class SignUp(models.Model):
    """Somebody who comes; the address is for this meeting only, and the link withdraws it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="sign_ups")
    city = models.CharField(_("stad of organisatie"), max_length=120, blank=True)
    email = models.EmailField(_("e-mailadres"))
    key = models.UUIDField(_("sleutel"), default=uuid.uuid4, unique=True, editable=False)
    on = models.DateField(_("dag"), auto_now_add=True)

    class Meta:
        verbose_name = _("aanmelding")
        verbose_name_plural = _("aanmeldingen")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("meeting", "email"), name="programme_sign_up_once"),)

    def __str__(self) -> str:
        return f"{self.meeting}"


class Guest(models.Model):
    """Somebody whom a city may send to meetings; the city names them, and they may go at any time."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="guests")
    email = models.EmailField(_("e-mailadres"))
    what = models.CharField(_("functie en organisatie"), max_length=120, blank=True)
    key = models.UUIDField(_("sleutel"), default=uuid.uuid4, unique=True, editable=False)
    on = models.DateField(_("dag"), auto_now_add=True)

    class Meta:
        verbose_name = _("genodigde")
        verbose_name_plural = _("genodigden")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("participation", "email"), name="programme_guest_once"),
        )

    def __str__(self) -> str:
        return f"{self.participation}"


class Invitation(models.Model):
    """One person asked to one meeting, in which round, and what they said; the link answers it."""

    class Answer(models.TextChoices):
        """What was said; no answer is none."""

        YES = "ja", _("komt")
        NO = "nee", _("komt niet")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitations")
    guest = models.ForeignKey(
        Guest, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("e-mailadres"))
    city = models.CharField(_("stad of organisatie"), max_length=120, blank=True)
    round = models.PositiveSmallIntegerField(_("ronde"), default=1)
    answer = models.CharField(_("antwoord"), max_length=4, choices=Answer.choices, blank=True)
    answered_on = models.DateField(_("beantwoord op"), null=True, blank=True)
    key = models.UUIDField(_("sleutel"), default=uuid.uuid4, unique=True, editable=False)
    on = models.DateField(_("dag"), auto_now_add=True)

    class Meta:
        verbose_name = _("uitnodiging")
        verbose_name_plural = _("uitnodigingen")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("meeting", "email"), name="programme_invited_once"),)

    def __str__(self) -> str:
        return f"{self.meeting}: {self.round}"
