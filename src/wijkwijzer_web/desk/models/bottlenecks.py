"""What stands in the way, whose it is and by when: public once two people looked at it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.desk.models.desks import Desk
from wijkwijzer_web.desk.models.taskforces import TaskForce

__all__ = ["CAUSES", "DOMAINS", "Bottleneck", "Decision", "Follower", "Longer", "OwnerLink", "Step"]

CAUSES = (
    ("wet", _("wet")),
    ("rijksregel", _("rijksregel")),
    ("gemeentelijke-regel", _("gemeentelijke regel")),
    ("beleid", _("beleid")),
    ("contract", _("contract")),
    ("systeem", _("systeem")),
    ("gewoonte", _("gewoonte")),
    ("geld", _("geld")),
)
DOMAINS = (
    ("wonen", _("wonen")),
    ("zorg", _("zorg")),
    ("werk-inkomen", _("werk en inkomen")),
    ("onderwijs", _("onderwijs")),
    ("veiligheid", _("veiligheid")),
    ("openbare-ruimte", _("openbare ruimte")),
    ("jeugd", _("jeugd")),
)


class Bottleneck(models.Model):
    """One sentence about what is stuck, with an owner and a date for the answer."""

    class State(models.TextChoices):
        """Where it stands; *te laat* is computed from dates and is none of these."""

        DRAFT = "concept", _("Wacht op de tweede lezer")
        REPORTED = "gemeld", _("Gemeld")
        ACCEPTED = "aangenomen", _("Aangenomen")
        NOT_OURS = "niet-bij-ons", _("Niet bij ons")
        DECIDED = "besluit", _("Besloten")
        APPLIED = "toegepast", _("Toegepast")
        REVIEWED = "nagekeken", _("Nagekeken")

    class Works(models.TextChoices):
        """What the residents' side said when it was looked at again."""

        UNKNOWN = "", _("nog niet nagekeken")
        YES = "werkt", _("Werkt")
        PARTLY = "deels", _("Werkt deels")
        NO = "werkt-niet", _("Werkt niet")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="bottlenecks")
    desk = models.ForeignKey(
        Desk, null=True, blank=True, on_delete=models.SET_NULL, related_name="bottlenecks"
    )
    task_force = models.ForeignKey(
        TaskForce,
        verbose_name=_("taskforce"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="bottlenecks",
    )
    sentence = models.CharField(_("wat loopt vast, in één zin"), max_length=200)
    explanation = models.TextField(_("hoe werkt dat"), max_length=1500, blank=True)
    cause = models.CharField(_("loopt vast door"), max_length=20, choices=CAUSES, blank=True)
    domains = models.JSONField(_("domeinen"), default=list, blank=True)
    areas = models.JSONField(_("wijken: naam bij code"), default=dict, blank=True)
    tried = models.TextField(_("wat is geprobeerd"), max_length=1000, blank=True)
    owner = models.CharField(_("eigenaar: organisatie en rol"), max_length=120)
    owner_mail = models.EmailField(_("mail van de eigenaar"))
    deputy_mail = models.EmailField(_("mail van de vervanger"), blank=True)
    asked_on = models.DateField(_("gevraagd op"))
    answer_due = models.DateField(_("antwoord voor"))
    answered_on = models.DateField(_("antwoord op"), null=True)
    state = models.CharField(_("stand"), max_length=14, choices=State.choices, default=State.DRAFT)
    not_ours_reason = models.CharField(_("waarom niet bij ons"), max_length=300, blank=True)
    not_ours_whose = models.CharField(_("bij wie dan"), max_length=120, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_on = models.DateField(_("openbaar sinds"), null=True)
    private_until = models.DateField(_("besloten tot"), null=True, blank=True)
    heard = models.PositiveIntegerField(_("gesprekken, zoals getoond"), null=True)
    review_on = models.DateField(_("nakijken op"), null=True)
    works = models.CharField(_("werkt het"), max_length=12, choices=Works.choices, blank=True)
    works_words = models.TextField(_("in woorden"), max_length=500, blank=True)
    works_by = models.CharField(_("wie dat zegt"), max_length=120, blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        verbose_name = _("knelpunt")
        verbose_name_plural = _("knelpunten")
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(owner="") & ~models.Q(owner_mail="") & ~models.Q(sentence=""),
                name="desk_bottleneck_has_owner",
            ),
            models.CheckConstraint(
                condition=models.Q(answer_due__gte=models.F("asked_on")),
                name="desk_bottleneck_due_after_asked",
            ),
            models.CheckConstraint(
                condition=models.Q(published_on__isnull=True)
                | models.Q(proposed_by__isnull=True)
                | models.Q(confirmed_by__isnull=True)
                | ~models.Q(proposed_by=models.F("confirmed_by")),
                name="desk_two_people_publish",
            ),
            models.CheckConstraint(
                condition=models.Q(state="concept") | models.Q(published_on__isnull=False),
                name="desk_bottleneck_published_first",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="niet-bij-ons")
                | (~models.Q(not_ours_reason="") & ~models.Q(not_ours_whose="")),
                name="desk_not_ours_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"knelpunt {self.pk}"

    def get_absolute_url(self) -> str:
        """The public page."""
        return reverse("desk:bottleneck", args=[self.pk])


class Longer(models.Model):
    """An extension: a new date with a reason, shown; twice at most."""

    bottleneck = models.ForeignKey(Bottleneck, on_delete=models.CASCADE, related_name="extensions")
    number = models.PositiveSmallIntegerField(_("hoeveelste"))
    announced = models.DateField(_("gezegd op"))
    until = models.DateField(_("nieuwe datum"))
    reason = models.CharField(_("reden"), max_length=300)

    class Meta:
        verbose_name = _("verlenging")
        verbose_name_plural = _("verlengingen")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("bottleneck", "number"), name="desk_extension_number"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=2), name="desk_extended_twice_at_most"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="desk_extension_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.bottleneck} verlengd"


class Step(models.Model):
    """A dated sentence of a knelpunt, as everybody reads it."""

    bottleneck = models.ForeignKey(Bottleneck, on_delete=models.CASCADE, related_name="steps")
    on = models.DateField(_("dag"))
    kind = models.CharField(_("soort"), max_length=20)
    text = models.CharField(_("zin"), max_length=500)

    class Meta:
        verbose_name = _("stap")
        verbose_name_plural = _("stappen")
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.on} {self.kind}"


class Decision(models.Model):
    """What changes: what it was and what it becomes, for whom and from when."""

    class Reach(models.TextChoices):
        """For whom it holds."""

        CASE = "geval", _("dit geval")
        AREA = "wijk", _("deze wijk")
        CITY = "gemeente", _("de hele gemeente")
        COUNTRY = "land", _("het hele land")

    bottleneck = models.OneToOneField(Bottleneck, on_delete=models.CASCADE, related_name="decision")
    title = models.CharField(_("wat verandert, in één zin"), max_length=150)
    was = models.TextField(_("was"), max_length=500)
    becomes = models.TextField(_("wordt"), max_length=500)
    reach = models.CharField(_("geldt voor"), max_length=10, choices=Reach.choices)
    from_on = models.DateField(_("vanaf"))
    decided_on = models.DateField(_("besloten op"))
    link = models.URLField(_("link naar regel of besluit"), blank=True)

    class Meta:
        verbose_name = _("besluit")
        verbose_name_plural = _("besluiten")
        ordering = ("-from_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(was="") & ~models.Q(becomes=""), name="desk_decision_says_was_and_becomes"
            ),
        )

    def __str__(self) -> str:
        return self.title


class OwnerLink(models.Model):
    """A link for one knelpunt, for who has no account here; it opens nothing else."""

    bottleneck = models.ForeignKey(Bottleneck, on_delete=models.CASCADE, related_name="links")
    token_hash = models.BinaryField(_("link (hash)"), max_length=32, unique=True)
    made_on = models.DateField(_("gemaakt op"))

    class Meta:
        verbose_name = _("link van de eigenaar")
        verbose_name_plural = _("links van eigenaren")

    def __str__(self) -> str:
        return f"link bij {self.bottleneck_id}"


class Follower(models.Model):
    """Somebody who asked to hear what becomes of a knelpunt."""

    bottleneck = models.ForeignKey(Bottleneck, on_delete=models.CASCADE, related_name="followers")
    email = models.EmailField(_("e-mailadres"))
    key = models.UUIDField(_("sleutel"), default=uuid.uuid4, unique=True, editable=False)
    token_hash = models.BinaryField(_("link (hash)"), max_length=32, unique=True)
    confirmed = models.BooleanField(_("bevestigd"), default=False)
    asked_on = models.DateField(_("gevraagd op"))

    class Meta:
        verbose_name = _("volger")
        verbose_name_plural = _("volgers")
        constraints = (models.UniqueConstraint(fields=("bottleneck", "email"), name="desk_follows_once"),)

    def __str__(self) -> str:
        return "volger"
