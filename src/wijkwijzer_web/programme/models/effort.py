"""Years in a wijk: roles of people who decide there, what nobody recorded, handing over, and the wijkplan."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["AreaPlan", "AreaRole", "Evidence", "Handover", "Unrecorded"]


class AreaRole(models.Model):
    """One person's time in a role in a wijk: what it may decide, with what money, and how it was handed over.

    A name stands here only while its bearer says yes to that (`name_until`); a role needs none.
    """

    class Kind(models.TextChoices):
        """What sort of role, as in the study of gebiedsbestuurders at eight decentral governments."""

        BOARD = "bestuurder", _("gebiedsbestuurder: besluit voor het gebied")
        ALDERMAN = "wethouder", _("wijkwethouder: bestuurder met een wijk erbij")
        DIRECTOR = "directeur", _("gebiedsdirecteur: stuurt ambtenaren aan")
        MANAGER = "manager", _("gebiedsmanager: verbindt en jaagt aan")
        FIXED = "vast", _("vaste kracht: werkt in de wijk zelf")
        RESIDENT = "bewoner", _("bewoner met een mandaat")

    key = models.UUIDField(_("sleutel"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "core.Organisation", verbose_name=_("organisatie"), on_delete=models.PROTECT, related_name="+"
    )
    area = models.CharField(_("wijk (code)"), max_length=20, db_index=True)
    area_name = models.CharField(_("wijk"), max_length=160)
    kind = models.CharField(_("soort rol"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("rol"), max_length=160)
    holder = models.CharField(_("bij welke organisatie?"), max_length=160)
    begins_on = models.DateField(_("begint op"))
    ends_on = models.DateField(_("eindigt op"), null=True, blank=True)
    decides = models.CharField(_("wat mag deze rol beslissen?"), max_length=400, blank=True)
    money_to = models.PositiveIntegerField(_("over hoeveel geld? (euro per jaar)"), null=True, blank=True)
    pushes_through = models.BooleanField(
        _("mag deze rol doorzetten als anderen niet willen?"), null=True, blank=True
    )
    handed_over = models.CharField(_("hoe ging de overdracht?"), max_length=400, blank=True)
    nearer = models.CharField(_("wat bracht de overheid dichter bij bewoners?"), max_length=400, blank=True)
    name = models.CharField(_("naam"), max_length=120, blank=True)
    name_until = models.DateField(_("naam mag hier staan tot"), null=True, blank=True)
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        verbose_name = _("rol")
        verbose_name_plural = _("rollen")
        ordering = ("title", "begins_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("begins_on")),
                name="programme_role_ends_later",
                violation_error_message=_("Het einde ligt voor het begin."),
            ),
            models.CheckConstraint(
                condition=models.Q(name="") | ~models.Q(name_until=None),
                name="programme_role_name_has_end",
                violation_error_message=_("Zeg tot wanneer de naam hier mag staan."),
            ),
        )

    def __str__(self) -> str:
        return self.title


class Unrecorded(models.Model):
    """Years of which nobody wrote down what ran: unknown, and not empty."""

    organisation = models.ForeignKey(
        "core.Organisation", verbose_name=_("organisatie"), on_delete=models.PROTECT, related_name="+"
    )
    area = models.CharField(_("wijk (code)"), max_length=20, db_index=True)
    area_name = models.CharField(_("wijk"), max_length=160)
    begins_on = models.DateField(_("van"))
    ends_on = models.DateField(_("tot en met"))
    because = models.CharField(_("hoe komt dat?"), max_length=300, blank=True)
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        verbose_name = _("jaren zonder gegevens")
        verbose_name_plural = _("jaren zonder gegevens")
        ordering = ("begins_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("begins_on")),
                name="programme_unrecorded_ends_later",
                violation_error_message=_("Het einde ligt voor het begin."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.area_name}: {self.begins_on:%Y}-{self.ends_on:%Y}"


class Handover(models.Model):
    """Handing a wijk over to a successor: the day, from which role to which, and what has to be known."""

    organisation = models.ForeignKey(
        "core.Organisation", verbose_name=_("organisatie"), on_delete=models.PROTECT, related_name="+"
    )
    area = models.CharField(_("wijk (code)"), max_length=20, db_index=True)
    area_name = models.CharField(_("wijk"), max_length=160)
    role = models.ForeignKey(
        AreaRole,
        verbose_name=_("welke rol draag je over?"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="handovers",
    )
    on = models.DateField(_("dag van de overdracht"))
    running = models.TextField(_("wat loopt er, en wat heeft haast?"), max_length=2000, blank=True)
    knows = models.TextField(_("wie weet ervan? (functies, geen namen)"), max_length=1000, blank=True)
    promised = models.TextField(_("wat is er beloofd, aan wie?"), max_length=2000, blank=True)
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        verbose_name = _("overdracht")
        verbose_name_plural = _("overdrachten")
        ordering = ("-on", "-id")

    def __str__(self) -> str:
        return f"{self.area_name}, {self.on:%d-%m-%Y}"


class AreaPlan(models.Model):
    """The wijkplan: where a wijk wants to be in ten or twenty years, and until when that holds."""

    organisation = models.ForeignKey(
        "core.Organisation", verbose_name=_("organisatie"), on_delete=models.PROTECT, related_name="+"
    )
    area = models.CharField(_("wijk (code)"), max_length=20, unique=True)
    area_name = models.CharField(_("wijk"), max_length=160)
    aim = models.TextField(_("waar willen we heen met de wijk?"), max_length=2000)
    agreed = models.CharField(_("wie stelde dit vast?"), max_length=200, blank=True)
    since = models.DateField(_("geldt sinds"))
    until = models.DateField(_("tot en met"))
    changed_on = models.DateField(_("laatst gewijzigd"), auto_now=True)
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        verbose_name = _("wijkplan")
        verbose_name_plural = _("wijkplannen")
        ordering = ("area_name",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since")),
                name="programme_plan_ends_later",
                violation_error_message=_("Het einde ligt voor het begin."),
            ),
        )

    def __str__(self) -> str:
        return self.area_name


class Evidence(models.Model):
    """Something known about one of the four factors of a wijk, with its source and its day."""

    class Factor(models.TextChoices):
        """The four factors without which an approach of a wijk does not last."""

        TOGETHER = "samenspel", _("samenspel van aanpakken")
        STATE = "rijk", _("betrokken Rijk")
        MONEY = "investeren", _("investeren voor later")
        LONG = "continuiteit", _("lange adem")

    organisation = models.ForeignKey(
        "core.Organisation", verbose_name=_("organisatie"), on_delete=models.PROTECT, related_name="+"
    )
    area = models.CharField(_("wijk (code)"), max_length=20, db_index=True)
    area_name = models.CharField(_("wijk"), max_length=160)
    factor = models.CharField(_("factor"), max_length=12, choices=Factor.choices)
    what = models.CharField(_("wat weten we?"), max_length=400)
    who = models.CharField(_("wie? (organisatie of rol)"), max_length=160, blank=True)
    with_what = models.CharField(_("waarmee?"), max_length=200, blank=True)
    until = models.DateField(_("tot wanneer?"), null=True, blank=True)
    source = models.CharField(_("bron"), max_length=300)
    on = models.DateField(_("dag"))
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        verbose_name = _("wat we weten over een factor")
        verbose_name_plural = _("wat we weten over factoren")
        ordering = ("factor", "-on", "id")

    def __str__(self) -> str:
        return self.what
