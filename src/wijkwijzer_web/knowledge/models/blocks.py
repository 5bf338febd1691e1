"""What a dossier is made of: blocks that keep a question, never its answer; every number with its source."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from wijkwijzer.knowledge.records import VOCABULARIES
from wijkwijzer_web.knowledge.models.checklists import checklists

__all__ = ["DossierBlocks", "has_figures"]

FEATURES = ["h3", "bold", "italic", "ol", "ul", "link"]
LONGEST_CHOICE = 12
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBER = re.compile(r"\d")


def has_figures(text: str) -> bool:
    """Whether a text holds a number that is no year.

    >>> has_figures("<p>Sinds 2019 komt er een buurtgenoot.</p>"), has_figures("Er komen 14 mensen.")
    (False, True)
    """
    return bool(_NUMBER.search(_YEAR.sub("", strip_tags(text))))


def _kinds() -> list[tuple[str, Any]]:
    return [
        ("interventie", _("Aanpakken")),
        ("mislukking", _("Mislukkingen")),
        ("aanname", _("Aannames")),
        ("publicatie", _("Publicaties")),
        ("initiatief", _("Initiatieven")),
        ("financieringsvorm", _("Manieren van betalen")),
        ("samenwerkingsvorm", _("Manieren van samenwerken")),
        ("tip", _("Tips")),
        ("trend", _("Stedelijke trends")),
        ("vraag", _("Vragen")),
    ]


def _words(name: str) -> list[tuple[str, str]]:
    return list(VOCABULARIES[name].labels.items())


def _tasks() -> list[tuple[str, str]]:
    return _words("opgave")


def _effects() -> list[tuple[str, str]]:
    return _words("effect")


def _checklists() -> list[tuple[str, str]]:
    return [(one.address, one.title) for one in checklists()]


class _OneOf(blocks.ChoiceBlock):
    """A choice whose words are data: a new word is no migration."""

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As a migration writes it down."""
        return "wagtail.blocks.ChoiceBlock", [], {**self._constructor_kwargs, "choices": []}


class _SomeOf(blocks.MultipleChoiceBlock):
    """The same, of which several may be chosen."""

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As a migration writes it down."""
        return "wagtail.blocks.MultipleChoiceBlock", [], {**self._constructor_kwargs, "choices": []}


class _Sourced(blocks.StructBlock):
    """A block that says where its numbers are from, and of when.

    `told` names the parts whose words may hold a number; with `counts` there always is one.
    """

    told: ClassVar[tuple[str, ...]] = ()
    counts: ClassVar[bool] = False

    source = blocks.CharBlock(label=_("Bron"), max_length=300, required=False)
    source_date = blocks.DateBlock(label=_("Van wanneer is dat?"), required=False)
    source_link = blocks.URLBlock(label=_("Link naar de bron"), required=False)

    def clean(self, value: Any) -> Any:
        """Numbers without a source and a date are refused."""
        cleaned = super().clean(value)
        said = " ".join(str(getattr(cleaned[name], "source", cleaned[name])) for name in self.told)
        if (self.counts or has_figures(said)) and not (cleaned["source"] and cleaned["source_date"]):
            message = _("Hier staat een getal. Schrijf de bron erbij, en van wanneer het is.")
            raise blocks.StructBlockValidationError(block_errors={"source": ValidationError(message)})
        return cleaned


class TextBlock(_Sourced):
    """Text of the editor."""

    told = ("title", "text")

    title = blocks.CharBlock(label=_("Kop"), max_length=120, required=False)
    text = blocks.RichTextBlock(label=_("Tekst"), features=FEATURES)

    class Meta:
        icon = "pilcrow"
        label = _("Tekst")


class NumberBlock(_Sourced):
    """One number that is often heard, with what is known of its margin."""

    counts = True

    number = blocks.CharBlock(label=_("Het getal"), max_length=60, help_text=_("Bijvoorbeeld: 1,5 euro"))
    sentence = blocks.CharBlock(label=_("Wat het zegt, in één zin"), max_length=300)
    margin = blocks.CharBlock(
        label=_("Hoe zeker is het?"),
        max_length=400,
        help_text=_("De marge, of waarom die er niet is."),
    )

    class Meta:
        icon = "order"
        label = _("Een getal met zijn marge")


class ChoiceBlock(blocks.StructBlock):
    """Records as they are now: the same filters as /kennis."""

    title = blocks.CharBlock(label=_("Kop"), max_length=120)
    question = blocks.CharBlock(label=_("Zoekvraag"), max_length=200, required=False)
    soort = _SomeOf(label=_("Soort"), choices=_kinds, required=False)
    opgave = _SomeOf(label=_("Opgave"), choices=_tasks, required=False)
    effect = _SomeOf(label=_("Effect op"), choices=_effects, required=False)
    gebied = blocks.CharBlock(
        label=_("Wijk of gemeente"), max_length=12, required=False, help_text=_("De code van het CBS.")
    )
    most = blocks.IntegerBlock(
        label=_("Hoeveel staan er hooguit?"), min_value=1, max_value=LONGEST_CHOICE, default=6
    )

    class Meta:
        icon = "list-ul"
        label = _("Stukken van nu")


class AreaBlock(blocks.StructBlock):
    """Figures of a wijk as the release on show has them."""

    title = blocks.CharBlock(label=_("Kop"), max_length=120)
    area = blocks.CharBlock(
        label=_("Wijk, buurt of gemeente"), max_length=120, help_text=_("De naam of de code van het CBS.")
    )
    indicators = blocks.CharBlock(
        label=_("Welke cijfers?"),
        max_length=300,
        required=False,
        help_text=_(
            "Kenmerken van cijfers met een komma ertussen; leeg laat de eerste van elke factor zien."
        ),
    )

    class Meta:
        icon = "site"
        label = _("Cijfers van een wijk")


class DialogueBlock(blocks.StructBlock):
    """The stored result of a dialogue; it moves only when the dialogue's own page does."""

    title = blocks.CharBlock(label=_("Kop"), max_length=120)
    dialogue = blocks.CharBlock(
        label=_("Adres van de dialoog"), max_length=80, help_text=_("Het laatste stuk van het webadres.")
    )
    most = blocks.IntegerBlock(label=_("Hoeveel stellingen?"), min_value=1, max_value=10, default=4)

    class Meta:
        icon = "group"
        label = _("Uitkomst van een dialoog")


class ChecklistBlock(blocks.StructBlock):
    """One of the checklists."""

    checklist = _OneOf(label=_("Checklist"), choices=_checklists)

    class Meta:
        icon = "tick"
        label = _("Checklist")


class DownloadBlock(blocks.StructBlock):
    """A file or an address elsewhere."""

    title = blocks.CharBlock(label=_("Wat is het?"), max_length=200)
    document = DocumentChooserBlock(label=_("Bestand"), required=False)
    link = blocks.URLBlock(label=_("Of een link"), required=False)

    def clean(self, value: Any) -> Any:
        """One of both."""
        cleaned = super().clean(value)
        if not cleaned["document"] and not cleaned["link"]:
            message = ValidationError(_("Kies een bestand of schrijf een link."))
            raise blocks.StructBlockValidationError(block_errors={"document": message})
        return cleaned


class DownloadsBlock(blocks.StructBlock):
    """Files to take along."""

    title = blocks.CharBlock(label=_("Kop"), max_length=120)
    files = blocks.ListBlock(DownloadBlock(), label=_("Bestanden"), min_num=1)

    class Meta:
        icon = "download"
        label = _("Om mee te nemen")


class UnknownBlock(blocks.StructBlock):
    """What the editor knows that is not known; the map of evidence and empty searches add theirs."""

    sentence = blocks.CharBlock(label=_("Wat weten we niet?"), max_length=300)

    class Meta:
        icon = "help"
        label = _("Wat we niet weten")


class DossierBlocks(blocks.StreamBlock):
    """All blocks of a dossier."""

    tekst = TextBlock()
    getal = NumberBlock()
    stukken = ChoiceBlock()
    cijfers = AreaBlock()
    dialoog = DialogueBlock()
    checklist = ChecklistBlock()
    downloads = DownloadsBlock()
    onbekend = UnknownBlock()

    class Meta:
        block_counts: ClassVar[dict[str, dict[str, int]]] = {"onbekend": {"max_num": 8}}
