"""What the overview shows: what was chosen, what was found, and the counts beside every value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from itertools import islice
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer.knowledge.records import VOCABULARIES
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.rooms import Door
from wijkwijzer_web.knowledge.catalogue.queries import Catalogue, Choice, Mask, catalogue
from wijkwijzer_web.knowledge.models import KnowledgeRecord, State
from wijkwijzer_web.knowledge.records.queries import FACETS, KINDS
from wijkwijzer_web.knowledge.search.queries import LABELS, Answer, ask

__all__ = [
    "Approach",
    "Chosen",
    "Facet",
    "Item",
    "Overview",
    "Value",
    "address_of",
    "approaches",
    "choice_of",
    "chosen",
    "doors",
    "overview",
]

PAGE = 20
SHOWN_VALUES, MOST_VALUES = 8, 60
LONGEST_QUESTION = 200


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a filter: its label, how many, whether it is chosen, and the address that toggles it."""

    label: str
    count: int
    chosen: bool
    url: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter; `values` stand open, `more` behind a fold, and `left` rarer ones are not on the page."""

    key: str
    label: str
    values: tuple[Value, ...]
    more: tuple[Value, ...]
    left: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One hit in the list."""

    kind: str
    title: str
    url: str
    text: str
    why: str
    where: str
    year: int | None
    unchecked: bool
    due: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole page."""

    question: str
    total: int
    sentence: str
    items: tuple[Item, ...]
    facets: tuple[Facet, ...]
    taken: tuple[Value, ...]
    drop: tuple[Value, ...]
    corrections: Mapping[str, str]
    query: str
    hidden: tuple[tuple[str, str], ...]
    next_url: str
    everything: int


def facet_labels() -> dict[str, str]:
    """The filters in the words of the page."""
    return {
        "soort": _("Soort"),
        "opgave": _("Opgave"),
        "effect": _("Effect op"),
        "fase": _("Fase"),
        "doelgroep": _("Voor wie"),
        "gebied": _("Waar"),
        "organisatie": _("Van wie"),
        "jaar": _("Jaar"),
        "sterkte": _("Sterkte van het bewijs"),
        "licentie": _("Licentie"),
        "taal": _("Taal"),
    }


def choice_of(parameters: Mapping[str, Sequence[str]]) -> Choice:
    """What an address chooses; values that nobody has choose nothing that exists."""
    found = {facet: frozenset(v[:120] for v in parameters.get(facet, ()) if v) for facet in FACETS}
    return {facet: values for facet, values in found.items() if values}


def address_of(parameters: Mapping[str, Sequence[str]]) -> str:
    """The address of a choice in the order of the page, without what is no filter."""
    return _address(_question(parameters), choice_of(parameters))


def overview(parameters: Mapping[str, Sequence[str]], page: int) -> Overview:
    """Everything for one address."""
    found = chosen(parameters)
    question, choice, held, order, answer = (
        found.question, found.choice, found.held, found.order, found.answer
    )  # fmt: skip
    within = None if answer is None else held.mask_of(answer.keys)
    counts = held.counts(choice, within)
    facets = tuple(_facet(name, counts[name], choice, question) for name in FACETS)
    kinds = held.count("soort", order)
    return Overview(
        question,
        len(order),
        _sentence(kinds),
        tuple(found.items((page - 1) * PAGE, page * PAGE)),
        tuple(facet for facet in facets if facet.values),
        tuple(value for facet in facets for value in (*facet.values, *facet.more) if value.chosen),
        _drop(held, within, choice, question) if not order else (),
        answer.corrections if answer else {},
        _address(question, choice),
        tuple((facet, value) for facet in FACETS for value in sorted(choice.get(facet, ()))),
        _address(question, choice, page + 1) if len(order) > page * PAGE else "",
        len(held),
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """What one address chooses: places in the catalogue in the order of the page, and why each was found."""

    question: str
    choice: Choice
    held: Catalogue
    order: Sequence[int]
    answer: Answer | None

    def rows(self, first: int = 0, last: int | None = None) -> list[KnowledgeRecord]:
        """The records from one place up to another."""
        return _read([self.held.ids[place] for place in self.order[first:last]])

    def items(self, first: int = 0, last: int | None = None) -> list[Item]:
        """The same as the page shows them."""
        return [_item(row, self.answer) for row in self.rows(first, last)]

    def newest(self, most: int) -> list[KnowledgeRecord]:
        """Those that changed last: who follows a feed has to hear of a correction too."""
        chosen = {self.held.ids[place] for place in self.order}
        changed = KnowledgeRecord.objects.filter(public=True).order_by("-changed_at", "-pk")
        return _read(list(islice((pk for pk in changed.values_list("pk", flat=True) if pk in chosen), most)))


def chosen(parameters: Mapping[str, Sequence[str]]) -> Chosen:
    """What an address chooses, the best or the newest first."""
    question, choice, held = _question(parameters), choice_of(parameters), catalogue()
    mask = held.chosen(choice)
    if not question:
        newest: list[int] = held.newest[mask[held.newest]].tolist()
        return Chosen(question, choice, held, newest, None)
    answer = ask(question, held.keys)
    order = [held.place[key] for key in answer.keys if mask[held.place[key]]]
    return Chosen(question, choice, held, order, answer)


def _question(parameters: Mapping[str, Sequence[str]]) -> str:
    return " ".join((parameters.get("q") or [""])[0].split())[:LONGEST_QUESTION]


def _read(wanted: Sequence[int]) -> list[KnowledgeRecord]:
    found = KnowledgeRecord.objects.filter(public=True).select_related("organisation").in_bulk(wanted)
    return [found[pk] for pk in wanted if pk in found]


def _sentence(kinds: Mapping[str, int]) -> str:
    parts = [_counted(kind, n) for kind in KINDS if (n := kinds.get(kind, 0))]
    if not parts:
        return ""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {_('en')} {parts[-1]}"


def _counted(kind: str, number: int) -> str:
    """So many of a kind, in words."""
    counted = {
        "interventie": ngettext("%(n)s aanpak", "%(n)s aanpakken", number),
        "mislukking": ngettext("%(n)s mislukking", "%(n)s mislukkingen", number),
        "aanname": ngettext("%(n)s aanname", "%(n)s aannames", number),
        "publicatie": ngettext("%(n)s publicatie", "%(n)s publicaties", number),
        "initiatief": ngettext("%(n)s initiatief", "%(n)s initiatieven", number),
        "financieringsvorm": ngettext("%(n)s manier van betalen", "%(n)s manieren van betalen", number),
        "samenwerkingsvorm": ngettext(
            "%(n)s manier van samenwerken", "%(n)s manieren van samenwerken", number
        ),
        "tip": ngettext("%(n)s tip", "%(n)s tips", number),
        "trend": ngettext("%(n)s trend", "%(n)s trends", number),
        "vraag": ngettext("%(n)s vraag", "%(n)s vragen", number),
    }
    return counted[kind] % {"n": number}


def _facet(name: str, counts: Mapping[str, int], choice: Choice, question: str) -> Facet:
    taken = choice.get(name, frozenset())
    label = _labels(name)
    others = [_ranked(name, value, count) for value, count in counts.items() if count and value not in taken]
    room = max(MOST_VALUES - len(taken), 0)  # thousands of wijken are no choice
    shown = sorted(taken, key=lambda value: _ranked(name, value, counts.get(value, 0)))
    shown += [value for _rank, value in nsmallest(room, others)]
    made = [
        Value(label(value), counts.get(value, 0), value in taken, _toggle(name, value, choice, question))
        for value in shown
    ]
    grey = [Value(label(value), 0, False, "") for value in _nobody(counts, taken, SHOWN_VALUES - len(made))]
    opened = max(SHOWN_VALUES, len(taken))
    left = len(others) + len(taken) - len(made)
    return Facet(name, facet_labels()[name], (*made[:opened], *grey), tuple(made[opened:]), left)


def _ranked(name: str, value: str, count: int) -> tuple[int, str]:
    """What is most common first, and years from now to before."""
    if name == "jaar":
        return -int(value) if value.isascii() and value.isdigit() else 0, value
    return -count, value


def _nobody(counts: Mapping[str, int], taken: frozenset[str], most: int) -> list[str]:
    """The first values that nothing has with this choice."""
    return nsmallest(most, (v for v, n in counts.items() if not n and v not in taken)) if most > 0 else []


def _labels(name: str) -> Callable[[str], str]:
    if name == "soort":
        return lambda value: str(LABELS.get(value, value))
    if name == "gebied":
        return _area_name
    vocabulary = VOCABULARIES.get(name)
    return (lambda value: vocabulary.labels.get(value, value)) if vocabulary else (lambda value: value)


def _area_name(key: str) -> str:
    found = areas.place(key)
    if found is None:
        return key
    return (
        f"{found.name}, {found.gemeente_name}"
        if found.level != "gemeente" and found.gemeente_name
        else found.name
    )


def _toggle(name: str, value: str, choice: Choice, question: str) -> str:
    values = choice.get(name, frozenset())
    changed = values - {value} if value in values else values | {value}
    return _address(question, {**choice, name: changed})


def _address(question: str, choice: Choice, page: int = 1) -> str:
    pairs = [urlencode({"q": question})] if question else []
    pairs += [_pair(facet, value) for facet in FACETS for value in sorted(choice.get(facet, ()))]
    pairs += [f"pagina={page}"] if page > 1 else []
    return f"?{'&'.join(pairs)}"


@lru_cache(maxsize=10_000)
def _pair(facet: str, value: str) -> str:
    """A page of filters writes each of some hundred pairs some hundred times."""
    return urlencode({facet: value})


def _drop(held: Catalogue, within: Mask | None, choice: Choice, question: str) -> tuple[Value, ...]:
    """Of an empty answer: each filter that would give something when it is let go."""
    found = []
    for facet in choice:
        mask = held.chosen(choice, without=facet)
        count = int((mask if within is None else mask & within).sum())
        if count:
            url = _address(question, {key: values for key, values in choice.items() if key != facet})
            found.append(Value(facet_labels()[facet], count, False, url))
    return tuple(found)


def _item(row: KnowledgeRecord, answer: Answer | None) -> Item:
    places = row.data.get("plaatsen") or []
    names = [str(one.get("naam", one) if isinstance(one, dict) else one) for one in places]
    text = answer.passage(row.key) if answer else ""
    return Item(
        _kind(row),
        row.title,
        row.get_absolute_url(),
        _beside(row.title, text or _short(row.summary)),
        answer.why(row.key) if answer else "",
        ", ".join(name.partition(" [")[0] for name in names[:2]),
        row.year,
        row.state == State.NEW,
        row.state in (State.DUE, State.OUTDATED),
    )


def _beside(title: str, text: str) -> str:
    """The sentence under a title; nothing when it only says the title again."""
    return "" if " ".join(text.split()).rstrip(".") == " ".join(title.split()).rstrip(".") else text


def _kind(row: KnowledgeRecord) -> str:
    if row.kind == "interventie":
        return _("Soort aanpak") if row.data.get("soort", "").lower() == "archetype" else _("Praktijk")
    return str(LABELS[row.kind])


def _short(text: str, longest: int = 220) -> str:
    if len(text) <= longest:
        return text
    return text[: text.rfind(" ", 0, longest)].rstrip(",;:") + " …"


def doors() -> list[Door]:
    """The way in on the front page."""
    number = len(catalogue())
    now = ngettext("%(n)s stuk staat erin.", "%(n)s stukken staan erin.", number) % {"n": number}
    return [
        Door(
            "kennis",
            _("Vinden wat werkt"),
            _("Wat lukte, wat stopte en wat we dachten, door elkaar. Met de bron erbij."),
            reverse("knowledge:overview"),
            20,
            "boek",
            now if number else "",
        ),
        Door(
            "vraag-het",
            _("Vraag het"),
            _("Staat het er niet? Dan vragen we het aan wie er iets van weet. Het antwoord lees je hier."),
            reverse("knowledge:ask"),
            25,
            "praat",
        ),
        Door(
            "delen",
            _("Iets achterlaten"),
            _("Een praktijk, een mislukking of een aanname. Twee minuten, zonder account."),
            reverse("knowledge:share"),
            30,
            "vraag",
        ),
    ]


@dataclass(frozen=True, slots=True)
class Approach:
    """A kind of approach with what stayed and what stopped."""

    row: KnowledgeRecord
    practices: tuple[KnowledgeRecord, ...]
    failures: tuple[KnowledgeRecord, ...]


def approaches() -> list[Approach]:
    """Every kind of approach by alphabet; practices without one stand in no group."""
    rows = list(KnowledgeRecord.objects.filter(public=True, kind__in=("interventie", "mislukking")))
    kinds = [row for row in rows if str(row.data.get("soort", "")).lower() == "archetype"]
    of: dict[str, str] = {
        row.key: str(row.data.get("archetype", "")) for row in rows if row.kind == "interventie"
    }

    def belongs(row: KnowledgeRecord, key: str) -> bool:
        named = str(row.data.get("interventie" if row.kind == "mislukking" else "archetype", ""))
        return named == key or of.get(named) == key

    made = []
    for kind in sorted(kinds, key=lambda row: row.title.casefold()):
        mine = [row for row in rows if row.key != kind.key and belongs(row, kind.key)]
        practices = tuple(row for row in mine if row.kind == "interventie")
        made.append(Approach(kind, practices, tuple(row for row in mine if row.kind == "mislukking")))
    return made
