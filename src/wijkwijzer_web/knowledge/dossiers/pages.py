"""What a dossier shows: every block with what is true now, and the whole of it on one sheet of paper."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from wijkwijzer.areas import AreaProfile, Figure, IndicatorView
from wijkwijzer.areas import Text as TwoLanguages
from wijkwijzer.knowledge.records import VOCABULARIES
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.dialogue import service as dialogues
from wijkwijzer_web.knowledge.catalogue.pages import Item, chosen
from wijkwijzer_web.knowledge.dossiers import queries
from wijkwijzer_web.knowledge.models import DossierPage, checklists

__all__ = ["Part", "Shown", "day", "shown", "site_address"]

FIGURES = 8


@dataclass(frozen=True, slots=True)
class Part:
    """One block as the page shows it: `content` by kind, and the line that says from where and of when."""

    kind: str
    title: str
    content: Any
    source: str = ""
    source_link: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class AreaFigure:
    """One figure of an area in words."""

    name: str
    value: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """One statement and how many agreed, of how many."""

    text: str
    agree: int
    voted: int


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole page."""

    parts: tuple[Part, ...]
    known: tuple[str, ...]
    known_source: str
    unknown: tuple[str, ...]
    unknown_source: str
    checked_on: datetime.date
    old: bool


def shown(page: DossierPage) -> Shown:
    """Everything that the page of a dossier shows, as it is now."""
    today = timezone.localdate()
    parts = tuple(part for block in page.body if (part := _part(block.block_type, block.value)) is not None)
    said = [block.value["sentence"] for block in page.body if block.block_type == "onbekend"]
    missed = [
        _("Gezocht en hier niet gevonden: “%(question)s” (%(n)s keer).") % {"question": question, "n": times}
        for question, times in queries.missed(page.words, today)
    ]
    found = queries.proof(page.task)
    return Shown(
        parts,
        _known(found),
        _("Geteld uit het bewijs op WijkWijzer, laatst gewijzigd op %s; elk stuk noemt zijn eigen bron.")
        % day(found.newest)
        if found.newest
        else "",
        (*said, *queries.gaps(page.task), *missed),
        _("Geteld uit de bewijskaart en uit zoekvragen van een jaar, op %s.") % day(today),
        page.checked_on,
        page.is_old,
    )


def _known(found: queries.Proof) -> tuple[str, ...]:
    """What the evidence says of a task, in at most two sentences."""
    if not found.claims:
        return ()
    labels = VOCABULARIES["richting"].labels
    counted = ", ".join(f"{number} {labels[key].lower()}" for key, number in found.directions.items())
    first = ngettext(
        "%(n)s effect is beschreven: %(counted)s.",
        "%(n)s effecten zijn beschreven: %(counted)s.",
        found.claims,
    )
    second = _("Van %(studied)s van de %(all)s praktijken is er onderzoek.")
    return (
        first % {"n": found.claims, "counted": counted},
        second % {"studied": found.studied, "all": found.approaches},
    )


def _part(kind: str, value: Any) -> Part | None:
    made: dict[str, Callable[[Any], Part | None]] = {
        "tekst": _text,
        "getal": _number,
        "stukken": _choice,
        "cijfers": _area,
        "dialoog": _dialogue,
        "checklist": _checklist,
        "downloads": _downloads,
    }
    return made[kind](value) if kind in made else None


def _text(value: Any) -> Part:
    return Part("tekst", value["title"], value["text"], _sourced(value), value["source_link"] or "")


def _number(value: Any) -> Part:
    return Part("getal", "", value, _sourced(value), value["source_link"] or "")


def _sourced(value: Any) -> str:
    if not value["source"]:
        return ""
    return _("Bron: %(source)s, %(day)s") % {"source": value["source"], "day": day(value["source_date"])}


def _choice(value: Any) -> Part:
    """The records of now; the link leads to the same choice on /kennis."""
    choice: dict[str, Sequence[str]] = {
        name: value[name] for name in ("soort", "opgave", "effect") if value.get(name)
    }
    if value["gebied"]:
        choice["gebied"] = [value["gebied"]]
    if value["question"]:
        choice["q"] = [value["question"]]
    rows = _in_turn(choice, value["most"])
    source = _("Uit de kennis op WijkWijzer, stand van %s; elk stuk noemt zijn eigen bron.")
    return Part(
        "stukken",
        value["title"],
        (rows, urlencode([(name, one) for name, listed in choice.items() for one in listed])),
        source % day(timezone.localdate()),
        empty=_("Hier is nog niets over opgeschreven."),
    )


def _in_turn(choice: dict[str, Sequence[str]], most: int) -> list[Item]:
    """The best or newest of a choice; several kinds take turns, or the newest would hide the rest."""
    kinds = choice.get("soort", ())
    if len(kinds) < 2:
        return chosen(choice).items(0, most)
    of_each = [chosen({**choice, "soort": [kind]}).items(0, most) for kind in kinds]
    turns = (one for turn in zip_longest(*of_each) for one in turn if one is not None)
    return list(islice(turns, most))


def _area(value: Any) -> Part:
    """Figures of the release on show, each with its year."""
    place = areas.which_place(value["area"], ("gemeente", "wijk", "buurt", "gebied"))
    profile = areas.profile_of(place.key) if place else None
    if place is None or profile is None:
        return Part("cijfers", value["title"], (None, []), empty=_("Deze cijfers zijn er nu niet."))
    figures = [_figure(view) for view in _wanted(profile, value["indicators"])]
    names = {one.source for one in (view.latest for view in _wanted(profile, value["indicators"]))}
    sources = [one for one in profile.sources if one.key in names]
    listed = "; ".join(f"{one.name}, {one.publisher}" for one in sources)
    line = _("Bron: %(sources)s. Cijfers bijgewerkt op %(day)s.")
    created = datetime.date.fromisoformat(profile.release.created_on[:10])
    return Part(
        "cijfers",
        value["title"],
        ((place.name, areas.address_of(place.key)), figures),
        line % {"sources": listed, "day": day(created)},
        empty=_("Deze cijfers zijn er nu niet."),
    )


def _wanted(profile: AreaProfile, keys: str) -> list[IndicatorView]:
    asked = [key.strip() for key in keys.split(",") if key.strip()]
    views = {view.info.key: view for view in profile.indicators if view.latest.value is not None}
    if asked:
        return [views[key] for key in asked if key in views][:FIGURES]
    leading = [key for factor in profile.factors for key in factor.leading[:1] if key in views]
    return [views[key] for key in leading][:FIGURES]


def _figure(view: IndicatorView) -> AreaFigure:
    latest: Figure = view.latest
    return AreaFigure(_said(view.info.name), _said(latest.text), latest.year)


def _said(text: TwoLanguages) -> str:
    return text.en if get_language() == "en" else text.nl


def _dialogue(value: Any) -> Part:
    """The stored result: the statements that most people agreed with."""
    found = dialogues.public_dialogues().filter(slug=value["dialogue"]).first()
    nothing = _("Van deze dialoog is nog geen uitkomst die getoond mag worden.")
    if found is None:
        return Part("dialoog", value["title"], (None, []), empty=nothing)
    data = dialogues.result_data(found)
    counted = [
        Agreed(one["tekst"], votes["eens"], sum(votes.values()))
        for one in data["stellingen"]
        if None not in (votes := one["stemmen"]).values() and sum(votes.values())
    ]
    best = sorted(counted, key=lambda one: -one.agree / one.voted)[: value["most"]]
    line = _("Bron: dialoog “%(title)s”, %(state)s op %(day)s.")
    return Part(
        "dialoog",
        value["title"],
        (found, best),
        line
        % {
            "title": found.title,
            "state": data["stand"],
            "day": day(timezone.localdate(data["gemaakt_op"])) if data["gemaakt_op"] else "",
        }
        if best
        else "",
        empty=nothing,
    )


def _checklist(value: Any) -> Part | None:
    found = next((one for one in checklists() if one.address == value["checklist"]), None)
    return Part("checklist", found.title, found) if found else None


def _downloads(value: Any) -> Part:
    return Part("downloads", value["title"], list(value["files"]))


def day(on: datetime.date) -> str:
    return date_format(on, "j F Y")


def site_address(path: str) -> str:
    """The whole address of a page."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"
