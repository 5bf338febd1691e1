"""A record: columns that are filtered on, and one JSON of the library's frozen dataclass.

Why no Wagtail snippets: drafts of snippets land in Wagtail's own index and its search cannot be told to leave
them out, an end date in the past stays public until a command ran, and its editor asks for a login. Here what
is public is one column, a draft is a row of another table, and neither can be mixed up (ADR 13).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from wijkwijzer.knowledge.records import RECORD_TYPES, Raw, Record, make_record
from wijkwijzer_web.core.models import Organisation

__all__ = [
    "Contributor",
    "Counter",
    "EmptySearch",
    "FacetValue",
    "KnowledgeRecord",
    "Revision",
    "State",
    "without_words",
]


_GONE, _MARK = "weg-", 40


def without_words(slug: str) -> str:
    """The address of what was taken back: no word of who wrote it, and who has the old link finds it.

    With a key of this installation: first words are guessed too easily to keep as a plain sum of them.

    >>> gone = without_words("de-buurman-drinkt")
    >>> gone[:4], len(gone), "buurman" in gone, without_words(gone) == gone
    ('weg-', 44, False, True)
    """
    told = slug.startswith(_GONE) and len(slug) == len(_GONE) + _MARK
    return (
        slug if told else _GONE + salted_hmac("wijkwijzer.weg", slug, algorithm="sha256").hexdigest()[:_MARK]
    )


class State(models.TextChoices):
    """Where a record stands; who moves it stands in docs/en/knowledge-site.md."""

    DRAFT = "concept", _("Concept")
    NEW = "nieuw", _("Nog niet nagekeken")
    REVIEWED = "nagekeken", _("Nagekeken")
    DUE = "te-herzien", _("Te herzien")
    OUTDATED = "verouderd", _("Verouderd")
    WITHDRAWN = "ingetrokken", _("Ingetrokken")


class KnowledgeRecord(models.Model):
    """Something that is known, by whom and how sure; `data` is the library's record, under Dutch names."""

    kind = models.CharField(_("soort"), max_length=20, choices=[(name, name) for name in RECORD_TYPES])
    slug = models.SlugField(_("adres in de url"), max_length=120)
    key = models.CharField(_("kenmerk"), max_length=120, unique=True)
    title = models.CharField(_("titel"), max_length=300)
    summary = models.TextField(_("in het kort"), blank=True)
    data = models.JSONField(_("velden"))
    state = models.CharField(_("stand"), max_length=12, choices=State.choices, default=State.DRAFT)
    public = models.BooleanField(_("openbaar"), default=False)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisatie"), null=True, blank=True, on_delete=models.SET_NULL
    )
    year = models.PositiveSmallIntegerField(_("jaar"), null=True, blank=True)
    created_at = models.DateTimeField(_("gemaakt op"))
    changed_at = models.DateTimeField(_("gewijzigd op"))
    published_at = models.DateTimeField(_("openbaar sinds"), null=True, blank=True)
    review_on = models.DateField(_("herzien op"), null=True, blank=True)
    reviewed_at = models.DateTimeField(_("nagekeken op"), null=True, blank=True)
    reason = models.CharField(_("reden"), max_length=500, blank=True)
    successor = models.ForeignKey(
        "self", verbose_name=_("opvolger"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    example = models.BooleanField(_("voorbeeld"), default=False)
    version = models.PositiveBigIntegerField(_("volgnummer van de wijziging"), default=0, db_index=True)

    class Meta:
        verbose_name = _("stuk kennis")
        verbose_name_plural = _("kennis")
        ordering = ("-created_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("kind", "slug"), name="knowledge_one_address_per_kind"),
            models.CheckConstraint(
                condition=~models.Q(public=True, state__in=("concept", "ingetrokken")),
                name="knowledge_draft_or_withdrawn_is_never_public",
            ),
        )
        indexes = (models.Index(fields=("state", "created_at"), name="knowledge_queue"),)

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        """What the audit keeps: its key, and no words of people."""
        return self.key

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("knowledge:record", args=[self.kind, self.slug])

    def typed(self) -> Record:
        """The record as the library knows it.

        Raises
        ------
        ValueError
            The JSON is no longer a record of its kind.
        """
        record, problems = make_record(Raw(self.kind, self.data, None))
        if record is None:
            raise ValueError(f"{self.key}: {problems[0].field} {problems[0].clause}")
        return record


class FacetValue(models.Model):
    """One value of one filter that a record has."""

    record = models.ForeignKey(KnowledgeRecord, on_delete=models.CASCADE, related_name="values")
    facet = models.CharField(_("filter"), max_length=20)
    value = models.CharField(_("waarde"), max_length=120)

    class Meta:
        verbose_name = _("filterwaarde")
        verbose_name_plural = _("filterwaarden")
        constraints = (
            models.UniqueConstraint(fields=("record", "facet", "value"), name="knowledge_value_once"),
        )

    def __str__(self) -> str:
        return f"{self.facet}: {self.value}"


class Revision(models.Model):
    """A record as somebody wants it to be; nothing of it is public before an editor or member says so."""

    class Status(models.TextChoices):
        """What became of it."""

        WAITING = "wacht", _("Wacht")
        TAKEN = "overgenomen", _("Overgenomen")
        LEFT = "afgewezen", _("Niet overgenomen")

    record = models.ForeignKey(KnowledgeRecord, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("nummer"))
    data = models.JSONField(_("velden"))
    made_at = models.DateTimeField(_("gemaakt op"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("door"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    status = models.CharField(_("stand"), max_length=12, choices=Status.choices, default=Status.WAITING)
    form = models.UUIDField(_("formulier"), null=True, blank=True, unique=True)

    class Meta:
        verbose_name = _("versie")
        verbose_name_plural = _("versies")
        ordering = ("record", "number")
        constraints = (
            models.UniqueConstraint(fields=("record", "number"), name="knowledge_revision_number"),
        )

    def __str__(self) -> str:
        return f"{self.record_id}/{self.number}"


class Contributor(models.Model):
    """Who left a record here without an account: a link to come back with, and perhaps an address."""

    record = models.OneToOneField(KnowledgeRecord, on_delete=models.CASCADE, related_name="contributor")
    token_hash = models.BinaryField(_("vingerafdruk van de link"), max_length=32, unique=True)
    address = models.EmailField(_("mailadres"), blank=True)
    may_be_asked = models.BooleanField(_("vragen mogen worden doorgestuurd"), default=False)
    asked_until = models.DateField(_("doorsturen tot"), null=True, blank=True)
    asked = models.JSONField(_("al gevraagd"), default=list, blank=True)
    made_at = models.DateTimeField(_("gemaakt op"))

    class Meta:
        verbose_name = _("inzender")
        verbose_name_plural = _("inzenders")

    def __str__(self) -> str:
        return str(self.pk)


class Counter(models.Model):
    """The number of the last change of what is public; every process compares it with what it holds."""

    number = models.PositiveBigIntegerField(_("stand"), default=0)

    class Meta:
        verbose_name = _("teller")
        verbose_name_plural = _("tellers")

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def next(cls) -> int:
        """Take the next number; call it inside a transaction, which then holds the row."""
        cls.objects.get_or_create(pk=1)
        cls.objects.filter(pk=1).update(number=F("number") + 1)
        return cls.objects.get(pk=1).number

    @classmethod
    def hold(cls) -> None:
        """Take the row without a new number: who changes what is public has to wait until the end of this."""
        cls.objects.get_or_create(pk=1)
        cls.objects.select_for_update().get(pk=1)

    @classmethod
    def current(cls) -> int:
        """The last number."""
        found: Any = cls.objects.filter(pk=1).values_list("number", flat=True).first()
        return int(found or 0)


class EmptySearch(models.Model):
    """A question that found nothing, counted by month; nothing about who asked."""

    month = models.DateField(_("maand"))
    question = models.CharField(_("vraag"), max_length=100)
    times = models.PositiveIntegerField(_("keer"), default=1)

    class Meta:
        verbose_name = _("vraag zonder antwoord")
        verbose_name_plural = _("vragen zonder antwoord")
        ordering = ("-month", "-times")
        constraints = (
            models.UniqueConstraint(fields=("month", "question"), name="knowledge_empty_search_once"),
        )

    def __str__(self) -> str:
        return str(self.pk)
