"""The register of hooks: every way in which an app adds something to pages of others, with a sentence each.

An app (a *room*) never imports the page it wants to stand on. It says in its `apps.py` what it has to offer,
and the page asks here. So a folder that is taken away takes its links, panels and counts along.

How a new app joins
-------------------
1. Make the folder `wijkwijzer_web/<app>/` with `apps.py`, and write its name in `ROOMS` of `settings.py` if
   it does not stand there yet. Nothing else outside the folder changes: a room in `ROOMS` is installed when
   its folder has an `apps.py`, and its `urls.py` (pages in two languages) is included by itself.
2. In `apps.py` write a `RoomConfig` with the hooks that you need, and leave out the rest::

       class DeskConfig(RoomConfig):
           name = "wijkwijzer_web.desk"
           label = "desk"
           verbose_name = _("Luisterloket")
           navigation = (Link("desk:bottlenecks", _("Knelpunten")),)
           panels = ("wijkwijzer_web.desk.bottlenecks.pages.panels",)
           waiting = ("wijkwijzer_web.desk.listening.queries.waiting",)
           erasures = (Kind("melder", "wijkwijzer_web.desk.listening.actions.erase_again"),)

   What runs code is named by its dotted path and imported at its first use, so that starting stays fast and
   `apps.py` imports nothing of its own app. A path into a folder that was taken away counts as not there;
   `tests/site/test_rooms.py` fails on a path that leads nowhere while its folder is there.
3. Give the app feature folders (`desk/bottlenecks/{views,forms,actions,pages,queries}.py`), one `models/`,
   and one `service.py`: the only module that other apps may import. `urls.py` gathers those of the features
   with `feature_urls`. Tests of a feature lie in `tests/site/<app>/<feature>/`.
4. Name one feature folder in `removable`: a test takes it away and starts the site without it. So its tests
   lie in their own folder, and a link to it looks first whether it is there (`{% url "…" as there %}`).
5. Write `personal_data.toml`: what each field keeps of people.

A room that fails in a hook costs its own part of the page and a line in the log, never the page.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from django.apps import AppConfig, apps
from django.template.loader import render_to_string
from django.urls import URLPattern, URLResolver
from django.utils.module_loading import import_string

from wijkwijzer_web.core.hooks import (
    Activity,
    Area,
    Door,
    Found,
    Happened,
    Heard,
    Kind,
    Knower,
    Letter,
    Link,
    Linked,
    Panel,
    Published,
    Ref,
    Step,
    Strand,
    Waiting,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest

    from wijkwijzer.report import Block
    from wijkwijzer_web.core.models import Organisation, User

    Visitor: TypeAlias = User | AnonymousUser

__all__ = [
    "BELONGINGS",
    "TO_READ",
    "Activity",
    "Area",
    "Door",
    "Found",
    "Happened",
    "Heard",
    "Kind",
    "Knower",
    "Letter",
    "Link",
    "Linked",
    "Panel",
    "Published",
    "Ref",
    "RoomConfig",
    "Step",
    "Strand",
    "Waiting",
    "arrive",
    "called",
    "catch_up",
    "documents",
    "doors",
    "example_left",
    "export",
    "feature_urls",
    "found",
    "happened",
    "heard",
    "helps",
    "knowers",
    "letters",
    "notices",
    "panels",
    "remove_examples",
    "rooms",
    "sitemaps",
    "starts",
    "troubles",
    "waiting",
    "ways",
]

logger = logging.getLogger(__name__)
SITE = Path(__file__).resolve().parents[1]
BELONGINGS, TO_READ = "bestanden", "ter-inzage"  # folders of what an organisation takes along


class RoomConfig(AppConfig):
    """An app that other pages can ask for something. Every hook may be left out."""

    default = False  # this class is no app itself; each of its subclasses is

    def __init_subclass__(cls) -> None:
        """Let Django choose the room that an apps.py defines, and not this class that it imports."""
        super().__init_subclass__()
        cls.default = cls.__dict__.get("default", True)

    # Links and texts, as they are.
    #: The main menu.
    navigation: tuple[Link, ...] = ()
    #: Where staff work; on the account page and the work desk.
    workplace: tuple[Link, ...] = ()
    #: What people come here for, on the front page.
    activities: tuple[Activity, ...] = ()
    #: The footer, under *Vinden*, below the menu.
    footer_find: tuple[Link, ...] = ()
    #: The footer, under *Wat ervan kwam*.
    footer_became: tuple[Link, ...] = ()
    #: The footer, under *Nakijken*.
    footer_check: tuple[Link, ...] = ()
    #: The footer, under *Over ons*.
    footer_about: tuple[Link, ...] = ()

    # Functions, by dotted path.
    #: `() -> Sequence[Door]`: ways in on the front page, with a line of what is there now.
    doors: tuple[str, ...] = ()
    #: `() -> Sequence[str]`: said above every page, or nothing. Must be cheap.
    notice: tuple[str, ...] = ()
    #: `(area: Area, actor: User | AnonymousUser) -> Sequence[Panel]`: sections on the page of an area.
    panels: tuple[str, ...] = ()
    #: `(area: Area) -> Sequence[Heard]`: what people told about factors of an area, beside its open figures.
    heard: tuple[str, ...] = ()
    #: `(actor: User) -> Sequence[Waiting]`: what waits for this person, for the work desk.
    waiting: tuple[str, ...] = ()
    #: `(organisation: Organisation, since: date, until: date) -> Sequence[Happened]`: what came of a period.
    happened: tuple[str, ...] = ()
    #: `() -> Sequence[Letter]`: every mail that the room sends.
    letters: tuple[str, ...] = ()
    #: `(organisation: Organisation) -> int`: how many example rows stand here still.
    examples: tuple[str, ...] = ()
    #: `(organisation: Organisation) -> dict[str, int]`: remove the example, never what people put in since;
    #: counts by name. Runs inside the action and transaction of who asks.
    without_examples: tuple[str, ...] = ()
    #: `(organisation: Organisation, actor: User) -> Sequence[Step]`: steps of its start list.
    starts: tuple[str, ...] = ()
    #: `(page: str) -> Sequence[Link]`: where the guide answers the question of a page, by its address' name;
    #: each `Link` holds an address instead of a name. Must be cheap: every page of who logged in asks.
    help: tuple[str, ...] = ()
    #: `(query: str, language: str, actor: User | AnonymousUser) -> Sequence[Found]`: hits for the search.
    found: tuple[str, ...] = ()
    #: `() -> Sequence[Knower]`: people with a living yes to questions about what they know.
    knowers: tuple[str, ...] = ()
    #: `(areas: Sequence[str], refs: Sequence[Ref], actor) -> Strand`: all of the chain that lies in these
    #: areas or touches these references, with one question to the database.
    chain: tuple[str, ...] = ()
    #: `(words: Sequence[str], actor) -> Sequence[tuple[float, Ref]]`: things of the chain in which some of
    #: these words stand, with the share of the words that do; only what everyone may read.
    recalled: tuple[str, ...] = ()
    #: `(organisation: Organisation, folder: Path) -> None`: write files of an organisation that leaves,
    #: beside the tables of `leaving.toml`: below BELONGINGS what comes in elsewhere, below TO_READ the rest.
    exports: tuple[str, ...] = ()
    #: `(organisation: Organisation, folder: Path) -> None`: its rows came in; `folder` holds its BELONGINGS.
    arrivals: tuple[str, ...] = ()
    #: `(organisation: Organisation) -> Sequence[str]`, inside the transaction that removes it: take away
    #: what no key leads to (files, followers), and name the addresses that others may have cited.
    farewells: tuple[str, ...] = ()
    #: `(*, actor: User | None) -> dict[str, int]`: remove what is past its time; counts by name.
    retention: tuple[str, ...] = ()
    #: Per kind in the list of erasures, `(key: str) -> bool`: erase again after a restore; True when it did.
    erasures: tuple[Kind, ...] = ()
    #: `() -> Sequence[str]`: what is wrong now, a sentence each; for health, `prepare` and the operator.
    trouble: tuple[str, ...] = ()
    #: `() -> None`: start what should have been done and was not; the worker calls it every minute.
    catch_up: tuple[str, ...] = ()
    #: `() -> Sequence[Published]`: every version of a document that is or was public.
    documents: tuple[str, ...] = ()
    #: `() -> Sequence[str]`: whole addresses of sitemaps, for robots.txt.
    sitemaps: tuple[str, ...] = ()
    #: A `ninja.Router`: routes under /api/v1.
    api: tuple[str, ...] = ()
    #: A template with what this room keeps of people and which cookies it sets, for the privacy page.
    privacy_template: str = ""
    #: Beginnings of paths, each with the template that is shown where nothing is found below it.
    lost: tuple[tuple[str, str], ...] = ()
    #: The feature folder that a test takes away, to see that its feature goes and the site stays.
    removable: str = ""

    #: The hooks that name functions, for whoever checks them.
    HOOKS = (
        *("doors", "notice", "panels", "heard", "waiting", "found", "chain", "recalled", "exports", "help"),
        *("retention", "erasures", "trouble", "catch_up", "api", "happened", "letters", "starts", "arrivals"),
        *("examples", "without_examples", "sitemaps", "knowers", "documents", "farewells"),
    )


# ---- asking
def rooms() -> list[RoomConfig]:
    """The installed rooms, in the order of `ROOMS`."""
    return [config for config in apps.get_app_configs() if isinstance(config, RoomConfig)]


@cache
def _there(module: str) -> bool:
    """Whether a module is there; its folder may have been taken away."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _code(path: str) -> Callable[..., Any] | None:
    return import_string(path) if _there(path.rpartition(".")[0]) else None


def ways(hook: str) -> dict[str, str]:
    """Per kind the dotted path of its function, over all rooms (`erasures`)."""
    kinds: list[Kind] = [kind for room in rooms() for kind in getattr(room, hook)]
    return {kind.name: kind.path for kind in kinds if _there(kind.path.rpartition(".")[0])}


def called(hook: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Dotted path and function of a hook, over all rooms."""
    for room in rooms():
        for path in getattr(room, hook):
            function = _code(path)
            if function is not None:
                yield path, function


def _gathered(hook: str, *arguments: Any) -> list[Any]:
    """What all rooms answer; a room that fails costs its own part only."""
    return [answer for room in rooms() for answer in _gathered_in(room, hook, *arguments)]


def _gathered_in(room: RoomConfig, hook: str, *arguments: Any) -> list[Any]:
    """What one room answers."""
    answers: list[Any] = []
    for path in getattr(room, hook):
        function = _code(path)
        if function is None:
            continue
        try:
            answers.extend(function(*arguments))
        except Exception:
            logger.exception("a hook failed", extra={"hook": path})
    return answers


def links(name: str) -> list[Link]:
    """The links of one place (`navigation`, `footer_find`, …), of every installed app."""
    return [link for room in rooms() for link in getattr(room, name)]


def doors() -> list[Door]:
    """The ways in on the front page."""
    return sorted(_gathered("doors"), key=lambda door: (door.order, door.key))


def notices() -> list[str]:
    """What rooms say above every page."""
    return [str(text) for text in _gathered("notice") if text]


@dataclass(frozen=True, slots=True)
class ShownPanel:
    """A panel as it stands on the page."""

    key: str
    title: str
    html: str
    blocks: tuple[Block, ...]
    inside: str = ""


def panels(area: Area, actor: Visitor, request: HttpRequest | None = None) -> list[ShownPanel]:
    """The sections that rooms add to the page of an area."""
    found = sorted(_gathered("panels", area, actor), key=lambda panel: (panel.order, panel.key))
    return [ShownPanel(p.key, p.title, _html(p, request), p.blocks, p.inside) for p in found]


def heard(area: Area) -> tuple[Heard, ...]:
    """What people told about factors of an area."""
    return tuple(_gathered("heard", area))


def _html(panel: Panel, request: HttpRequest | None) -> str:
    return render_to_string(panel.template, panel.context, request) if panel.template else panel.html


def waiting(actor: User) -> list[Waiting]:
    """What waits for a person, the nearest date first and what has no date last."""
    everything: list[Waiting] = []
    for room in rooms():
        everything += [
            replace(one, room=str(room.verbose_name)) for one in _gathered_in(room, "waiting", actor)
        ]
    return sorted(everything, key=lambda one: (one.due is None, one.due or datetime.date.max, one.text))


def happened(organisation: Organisation, since: datetime.date, until: datetime.date) -> list[Happened]:
    """What came of a period in every room, in its order."""
    return sorted(_gathered("happened", organisation, since, until), key=lambda one: one.order)


def letters() -> list[Letter]:
    """Every mail that the site can send; a room that fails stops it, or the list would not be whole."""
    found: list[Letter] = []
    for room in rooms():
        for path in room.letters:
            function = _code(path)
            if function is not None:
                found += [replace(one, room=str(room.label)) for one in function()]
    return found


def helps(page: str) -> list[Link]:
    """Where the guide answers the question of a page."""
    return _gathered("help", page)


def starts(organisation: Organisation, actor: User) -> list[Step]:
    """The start list of an organisation, in its order.

    Rooms may offer the same step (a desk or a dialogue is a place to listen): it is done when one of them is.
    """
    merged: dict[str, Step] = {}
    for step in sorted(_gathered("starts", organisation, actor), key=lambda step: (step.order, step.key)):
        first = merged.get(step.key)
        merged[step.key] = replace(first, done=True, note=step.note) if first and step.done else first or step
    return list(merged.values())


def example_left(organisation: Organisation) -> int:
    """How much of the example stands here still."""
    return sum(function(organisation) for _path, function in called("examples"))


def remove_examples(organisation: Organisation) -> dict[str, int]:
    """Take the example away in every room, the highest first; a room that fails stops it all.

    What stands on the work of others goes before what it stands on.
    """
    gone: dict[str, int] = {}
    for room in reversed(rooms()):
        for path in room.without_examples:
            function = _code(path)
            if function is not None:
                for name, number in function(organisation).items():
                    gone[name] = gone.get(name, 0) + number
    return {name: number for name, number in gone.items() if number}


def found(query: str, language: str, actor: Visitor) -> list[Found]:
    """Hits of all rooms, the best of each room first."""
    return sorted(_gathered("found", query, language, actor), key=lambda hit: -hit.score)


def knowers() -> list[Knower]:
    """Everybody who may be asked about what they know, in the order of the rooms."""
    return _gathered("knowers")


def troubles() -> list[str]:
    """What rooms say is wrong now; a room that cannot even say it is a trouble too."""
    said: list[str] = []
    for path, function in called("trouble"):
        try:
            said += function()
        except Exception:
            logger.exception("a hook failed", extra={"hook": path})
            said.append(path)
    return said


def catch_up() -> None:
    """Let every room start what was left undone."""
    for path, function in called("catch_up"):
        try:
            function()
        except Exception:
            logger.exception("a hook failed", extra={"hook": path})


def sitemaps() -> list[str]:
    """The addresses of sitemaps."""
    return _gathered("sitemaps")


def documents() -> list[Published]:
    """Every document that is or was public, the newest first."""
    return sorted(_gathered("documents"), key=lambda one: (one.at, one.key), reverse=True)


def export(organisation: Organisation, folder: Path) -> None:
    """Write the files of an organisation; a room that fails stops it, or the copy would not be whole."""
    for _path, function in called("exports"):
        function(organisation, folder)


def arrive(organisation: Organisation, folder: Path) -> None:
    """Tell every room that the rows of an organisation came in; a room that fails stops it."""
    for _path, function in called("arrivals"):
        function(organisation, folder)


def feature_urls(app: str, *features: str) -> list[URLPattern | URLResolver]:
    """The addresses of the feature folders of an app that are there, for the `urlpatterns` of the app.

    Each has its own `urls.py` with `urlpatterns` (no `app_name`: the names live in that of the app).
    """
    patterns: list[URLPattern | URLResolver] = []
    for feature in features:
        module = f"{app}.{feature}.urls"
        if _there(module):
            patterns += import_string(f"{module}.urlpatterns")
    return patterns
