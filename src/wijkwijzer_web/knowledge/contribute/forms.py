"""The two-minute forms: at most five questions, two of them needed."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.exchange import read_bibtex, read_ris
from wijkwijzer.knowledge.records import VOCABULARIES, to_mapping
from wijkwijzer_web.core.clean import Form, clean_line
from wijkwijzer_web.knowledge.contribute.queries import named, places_of
from wijkwijzer_web.knowledge.models import KnowledgeRecord

__all__ = ["FORMS", "ShareForm", "without_contact"]

_LONG = 4_000
_REACHED = ("contact", "pasted", "link")  # not shown, or read in its own way
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_DOI = re.compile(r"10\.\d{4,9}/\S+")


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ShareForm(Form):
    """What every form has: a number of its own (so that sending twice is once) and a trap for machines."""

    kind: ClassVar[str] = ""
    # Fields of the form that are a field of the record as they are.
    plain: ClassVar[Mapping[str, str]] = {}
    title: ClassVar[Any] = ""
    use_required_attribute = False  # the theme paints an empty needed field red before anybody typed
    intro: ClassVar[Any] = _("Hooguit vijf vragen, twee zijn nodig. Een account is niet nodig.")
    button: ClassVar[Any] = _("Zet het erop")
    after: ClassVar[Any] = _("Een redacteur leest het. Daarna zien anderen het.")
    form = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_website(self) -> str:
        """People leave this empty."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Dit formulier is niet goed verstuurd. Probeer het opnieuw."))
        return ""

    def clean(self) -> dict[str, Any]:
        """How somebody can be reached stands in no text that others read; who may be called has a field."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in list(given.items()):
            if isinstance(value, str) and name not in _REACHED:
                try:
                    without_contact(value)
                except ValidationError as error:
                    self.add_error(name, error)
        return self.cleaned_data

    def fields_of_record(self) -> dict[str, Any]:
        """The fields of the record, under their Dutch names; empty ones are left out."""
        given = self.cleaned_data
        return {name: given[field] for field, name in self.plain.items() if given.get(field)}

    def address(self) -> str:
        """The mail address of who may be called; never part of the record."""
        return str(self.cleaned_data.get("contact", ""))


def without_contact(text: str) -> str:
    """The text, when there is no mail address, telephone or other number of a person in it."""
    from wijkwijzer.text.redaction.redact import find_personal_data

    found = next((one for one in find_personal_data(text) if one.kind not in ("name", "address")), None)
    if found:
        said = _("Er staat “%(text)s” in. Haal het weg: iedereen leest dit.")
        raise ValidationError(said, params={"text": found.text})
    return text


def _needs_words(text: str) -> str:
    """Refuse what says nothing: a key pressed, one letter over and over, the word test."""
    if len(_LETTERS.findall(text)) < 2 or len(set(text.lower())) < 5:
        raise ValidationError(_("Schrijf het in een paar woorden, zodat een ander het begrijpt."))
    return text.capitalize() if text.isupper() and len(text) > 20 else text


_CONTACT = forms.EmailField
_CONTACT_HELP = _("Niemand ziet dit adres. Wij sturen vragen door, tot jij stopt.")


class PracticeForm(ShareForm):
    """A practice."""

    kind = "interventie"
    plain: ClassVar = {"aim": "mechanisme"}
    title = _("Wat doen jullie, en waar?")
    what = forms.CharField(
        label=_("Wat doen jullie?"),
        help_text=_("Schrijf zoals je het aan een collega vertelt. Geen namen van mensen."),
        max_length=_LONG,
        widget=_area(5),
    )
    where = forms.CharField(
        label=_("Waar?"), help_text=_("Een straat is te precies. Een wijk of buurt is goed."), max_length=120
    )
    aim = forms.CharField(
        label=_("Waarvoor?"), help_text=_("Wat moest er beter worden?"), max_length=500, required=False
    )
    noticed = forms.CharField(
        label=_("Wat merk je ervan, en hoe weet je dat?"),
        help_text=_("“We weten het niet” is een goed antwoord."),
        max_length=_LONG,
        required=False,
        widget=_area(3),
    )
    contact = _CONTACT(label=_("Wie mag ik bellen?"), help_text=_CONTACT_HELP, required=False)

    def clean_what(self) -> str:
        """It has to say something."""
        return _needs_words(str(self.cleaned_data["what"]))

    def fields_of_record(self) -> dict[str, Any]:
        """A praktijk."""
        given = self.cleaned_data
        parts = [given["what"]]
        if given["noticed"]:
            parts.append(f"Wat ze ervan merken: {given['noticed']}")
        made = {
            "naam": named(given["what"]),
            "soort": "praktijk",
            "samenvatting": "\n\n".join(parts),
            "plaatsen": places_of(given["where"]),
        }
        return super().fields_of_record() | made


class FailureForm(ShareForm):
    """A failure."""

    kind = "mislukking"
    plain: ClassVar = {"who": "naamgebruik", "intention": "bedoeling", "lesson": "les"}
    title = _("Wat lukte niet?")
    intro = _("Hooguit vijf vragen, twee zijn nodig. Een redacteur leest het voor anderen het zien.")
    what = forms.CharField(
        label=_("Wat gebeurde er?"),
        help_text=_("Zonder namen van mensen. De plaats mag, als jij dat wilt."),
        max_length=_LONG,
        widget=_area(5),
    )
    who = forms.ChoiceField(
        label=_("Wie mag weten van wie dit komt?"),
        choices=[(key, label) for key, label in VOCABULARIES["naamgebruik"].labels.items()],
        initial="anoniem",
    )
    intention = forms.CharField(label=_("Wat was de bedoeling?"), max_length=1000, required=False)
    assumption = forms.CharField(label=_("Wat dachten we vooraf?"), max_length=500, required=False)
    lesson = forms.CharField(label=_("Wat zou je nu doen?"), max_length=1000, required=False, widget=_area(3))

    def clean_what(self) -> str:
        """It has to say something."""
        return _needs_words(str(self.cleaned_data["what"]))

    def fields_of_record(self) -> dict[str, Any]:
        """A mislukking; who sends it agrees that it is told."""
        given = self.cleaned_data
        what = given["what"]
        if given["assumption"]:
            what += f"\n\nWat we vooraf dachten: {given['assumption']}"
        made = {"titel": named(given["what"]), "wat_gebeurde": what, "instemming": "ja"}
        return super().fields_of_record() | made


class AssumptionForm(ShareForm):
    """An assumption."""

    kind = "aanname"
    plain: ClassVar = {"what": "uitspraak", "holder": "houder", "against": "tegenbewijs", "remedy": "remedie"}
    title = _("Wat wordt er gedacht, en klopt het?")
    what = forms.CharField(
        label=_("De zin"), help_text=_("Bijvoorbeeld: wie niet komt, heeft geen interesse."), max_length=300
    )
    holder = forms.ChoiceField(
        label=_("Wie denkt dat?"), choices=[(k, v) for k, v in VOCABULARIES["houder"].labels.items()]
    )
    against = forms.CharField(
        label=_("Wat spreekt het tegen?"), max_length=1000, required=False, widget=_area(3)
    )
    remedy = forms.CharField(label=_("Wat hielp?"), max_length=1000, required=False, widget=_area(3))

    def clean_what(self) -> str:
        """It has to say something."""
        return _needs_words(str(self.cleaned_data["what"]))


class EvidenceForm(ShareForm):
    """Evidence about an interventie; its strength is set by an assessor, never here."""

    kind = "bewijsclaim"
    plain: ClassVar = {
        "what": "interventie",
        "effect": "effect",
        "direction": "richting",
        "source": "bron",
        "page": "pagina",
    }
    title = _("Welk bewijs ken je?")
    intro = _("Vier vragen zijn nodig: bij welke aanpak, welk effect, welke kant op, en waar het staat.")
    what = forms.ChoiceField(label=_("Bij welke aanpak?"))
    effect = forms.ChoiceField(
        label=_("Op wat?"), choices=[(k, v) for k, v in VOCABULARIES["effect"].labels.items()]
    )
    direction = forms.ChoiceField(
        label=_("Welke kant op?"), choices=[(k, v) for k, v in VOCABULARIES["richting"].labels.items()]
    )
    source = forms.CharField(label=_("Waar staat het?"), help_text=_("Titel, DOI of link."), max_length=400)
    page = forms.CharField(label=_("Op welke bladzijde?"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Choose among what is public."""
        super().__init__(*args, **kwargs)
        rows = KnowledgeRecord.objects.filter(public=True, kind="interventie").order_by("title")
        self.fields["what"].choices = list(rows.values_list("key", "title"))  # type: ignore[attr-defined]


class PublicationForm(ShareForm):
    """A publication."""

    kind = "publicatie"
    plain: ClassVar = {"what": "titel", "about": "samenvatting"}
    title = _("Welk onderzoek of stuk ken je?")
    intro = _("Plak RIS of BibTeX, dan is de rest ingevuld. Of typ de titel en plak de link of DOI.")
    pasted = forms.CharField(
        label=_("RIS of BibTeX"),
        help_text=_("Uit Zotero, een catalogus of een databank. Mag leeg."),
        max_length=20_000,
        required=False,
        widget=_area(4),
    )
    what = forms.CharField(label=_("Titel"), max_length=300, required=False)
    link = forms.CharField(label=_("Link of DOI"), max_length=400, required=False)
    authors = forms.CharField(
        label=_("Van wie"), help_text=_("Namen met een puntkomma ertussen."), max_length=400, required=False
    )
    about = forms.CharField(label=_("Waar gaat het over?"), max_length=2_000, required=False, widget=_area(3))

    def clean(self) -> dict[str, Any]:
        """A title, or something to read one from."""
        given = super().clean() or {}
        pasted = str(given.get("pasted", "")).strip()
        if pasted:
            try:
                found = (read_bibtex if pasted.startswith("@") else read_ris)(pasted)
            except InputError as error:
                raise ValidationError({"pasted": str(error)}) from None
            if found.total != 1:
                raise ValidationError({"pasted": _("Plak één publicatie tegelijk.")})
            if found.skipped:
                raise ValidationError({"pasted": str(found.skipped[0])})
            given["read"] = to_mapping(found.publications[0])
        elif not given.get("what"):
            raise ValidationError({"what": _("Een titel is nodig, of plak RIS of BibTeX hierboven.")})
        return given

    def fields_of_record(self) -> dict[str, Any]:
        """A publicatie. No page is fetched: what stands behind a link is the reader's to open."""
        given = self.cleaned_data
        made: dict[str, Any] = {name: value for name, value in given.get("read", {}).items() if name != "id"}
        link = given["link"].strip()
        doi = _DOI.search(link)
        typed = {
            "doi": doi.group() if doi else "",
            "link": link if link.startswith(("https://", "http://")) and not doi else "",
            "auteurs": [name.strip() for name in given["authors"].split(";") if name.strip()],
        }
        return made | super().fields_of_record() | {name: value for name, value in typed.items() if value}


class InitiativeForm(ShareForm):
    """A residents' initiative."""

    kind = "initiatief"
    plain: ClassVar = {"what": "naam", "about": "samenvatting"}
    title = _("Wat doen jullie met elkaar?")
    what = forms.CharField(label=_("Hoe heet het?"), max_length=200)
    where = forms.CharField(label=_("Waar?"), help_text=_("Een wijk of buurt is goed."), max_length=120)
    about = forms.CharField(label=_("Wat doen jullie?"), max_length=2_000, required=False, widget=_area(4))
    people = forms.CharField(
        label=_("Wie doet mee?"),
        help_text=_("Groepen of organisaties, geen namen."),
        max_length=300,
        required=False,
    )
    contact = _CONTACT(label=_("Wie mag ik bellen?"), help_text=_CONTACT_HELP, required=False)

    def fields_of_record(self) -> dict[str, Any]:
        """An initiatief."""
        given = self.cleaned_data
        parties = [part.strip() for part in re.split(r"[;,]", given["people"]) if part.strip()]
        made = super().fields_of_record() | {"plaatsen": places_of(given["where"])}
        return made | ({"partijen": parties} if parties else {})


class QuestionForm(ShareForm):
    """A question to whoever knows about it."""

    kind = "vraag"
    plain: ClassVar = {"what": "vraag", "about": "toelichting"}
    title = _("Wat wil je weten?")
    intro = _("Eén vraag is genoeg. Een account is niet nodig.")
    button = _("Stel je vraag")
    after = _(
        "Een redacteur leest je vraag. Dan staat die erop, en sturen we die door aan mensen die zeiden dat "
        "ze er iets van weten. Hun antwoorden leest iedereen."
    )
    what = forms.CharField(
        label=_("Je vraag, in één zin"),
        help_text=_("Bijvoorbeeld: wie heeft ervaring met …?"),
        max_length=300,
    )
    about = forms.CharField(
        label=_("Wat moet iemand weten om te antwoorden?"),
        help_text=_("Wat heb je al geprobeerd? Geen namen van mensen."),
        max_length=2_000,
        required=False,
        widget=_area(4),
    )
    where = forms.CharField(
        label=_("Over welke wijk gaat het?"),
        help_text=_("Alleen als het om één plek gaat."),
        max_length=120,
        required=False,
    )
    contact = _CONTACT(
        label=_("Waar mag het antwoord heen?"),
        help_text=_("Niemand ziet dit adres. Je krijgt een mail als er antwoord is, tot jij stopt."),
        required=False,
    )

    def clean_what(self) -> str:
        """It has to say something, on one line."""
        return clean_line(_needs_words(str(self.cleaned_data["what"])))

    def fields_of_record(self) -> dict[str, Any]:
        """A vraag."""
        where = self.cleaned_data["where"]
        return super().fields_of_record() | ({"plaatsen": places_of(where)} if where else {})


FORMS: Mapping[str, type[ShareForm]] = {
    "praktijk": PracticeForm,
    "mislukking": FailureForm,
    "aanname": AssumptionForm,
    "bewijs": EvidenceForm,
    "publicatie": PublicationForm,
    "initiatief": InitiativeForm,
    "vraag": QuestionForm,
}
