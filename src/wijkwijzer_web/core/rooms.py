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
4. Name one feature folder in `removable`: a test takes it away and starts the site without it.
5. Write `personal_data.toml`: what each field keeps of people.

A room that fails in a hook costs its own part of the page and a line in the log, never the page.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from django.apps import AppConfig, apps
from django.template.loader import render_to_string
from django.urls import URLPattern, URLResolver
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from wijkwijzer.report import Block
    from wijkwijzer_web.core.models import Organisation, User

    Visitor: TypeAlias = User | AnonymousUser

__all__ = [
    "Activity",
    "Area",
    "Door",
    "Found",
    "Kind",
    "Link",
    "Linked",
    "Panel",
    "Ref",
    "RoomConfig",
    "Waiting",
    "called",
    "catch_up",
    "doors",
    "export",
    "feature_urls",
    "found",
    "linked",
    "notices",
    "onward",
    "panels",
    "rooms",
    "troubles",
    "waiting",
    "ways",
]

logger = logging.getLogger(__name__)
SITE = Path(__file__).resolve().parents[1]


# ---- what stands in apps.py as it is
@dataclass(frozen=True, slots=True)
class Link:
    """A page in the menu, the footer or the list of work places: the name of its address, and its label."""

    url_name: str
    label: str | _StrPromise


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing that people come here for, under *Wat mensen hier doen* on the front page."""

    icon: str
    title: str | _StrPromise
    text: str | _StrPromise
    url_name: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What a room does with one kind of thing: the name of the kind and the dotted path of the function."""

    name: str
    path: str


# ---- what the functions behind the hooks take and give
@dataclass(frozen=True, slots=True)
class Area:
    """The area whose page is made: code, level, name, address, and the codes of what it lies in, near first.

    >>> Area("WK100101", "wijk", "De Spoordijk", "/wijk/wk100101-de-spoordijk", ("GM1001",)).gemeente
    'GM1001'
    """

    key: str
    level: str
    name: str
    url: str
    inside: tuple[str, ...] = ()

    @property
    def gemeente(self) -> str:
        """The code of its gemeente; its own when it is one, empty when it lies in none."""
        if self.level == "gemeente":
            return self.key
        return next((key for key in self.inside if key.startswith("GM")), "")


@dataclass(frozen=True, slots=True)
class Panel:
    """A section on the page of an area: `key` is its anchor; panels stand by `order`, then by key.

    Give `html` that is safe already, or a `template` with its `context`. `blocks` says the same for the PDF.
    Orders in use: 100 signals, 200 what the neighbourhood asks (opgaven), 300 what works, 400 results and
    lessons, 500 advice and promises, 600 people and initiatives, 700 dialogues, 900 what contradicts.
    """

    key: str
    title: str
    order: int
    html: str = ""
    template: str = ""
    context: dict[str, Any] | None = None
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Door:
    """A way in on the front page: as an activity, with one line of what is there now (`now` may be empty)."""

    key: str
    title: str
    text: str
    url: str
    order: int
    icon: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a person at work: a sentence, where it is done, and before which day (None: no date)."""

    text: str
    url: str
    due: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A hit of the search: `kind` in the reader's words, `score` between 0 and 1 within its room.

    `text` is the sentence that answers, `why` says in a sentence why it matched.
    """

    kind: str
    title: str
    url: str
    text: str = ""
    score: float = 0.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Ref:
    """Something in a chain of signal, opgave, inzet, result and lesson: its kind and its key in its room."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Linked:
    """What a reference leads to. Without `url` it may not be shown: the reader sees *niet openbaar*."""

    ref: Ref
    title: str
    url: str
    on: datetime.date | None = None
    note: str = ""


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
    #: `(actor: User) -> Sequence[Waiting]`: what waits for this person, for the work desk.
    waiting: tuple[str, ...] = ()
    #: `(query: str, language: str, actor: User | AnonymousUser) -> Sequence[Found]`: hits for the search.
    found: tuple[str, ...] = ()
    #: Per kind of thing in the chain, `(keys: Sequence[str], actor) -> Sequence[Linked]`, one query for all.
    links: tuple[Kind, ...] = ()
    #: `(refs: Sequence[Ref], actor) -> Sequence[tuple[Ref, Ref]]`: pairs (earlier, later) that touch these.
    chain: tuple[str, ...] = ()
    #: `(organisation: Organisation, folder: Path) -> None`: write all that an organisation put in.
    exports: tuple[str, ...] = ()
    #: `(*, actor: User | None) -> dict[str, int]`: remove what is past its time; counts by name.
    retention: tuple[str, ...] = ()
    #: Per kind in the list of erasures, `(key: str) -> bool`: erase again after a restore; True when it did.
    erasures: tuple[Kind, ...] = ()
    #: `() -> Sequence[str]`: what is wrong now, a sentence each; for health, `prepare` and the operator.
    trouble: tuple[str, ...] = ()
    #: `() -> None`: start what should have been done and was not; the worker calls it every minute.
    catch_up: tuple[str, ...] = ()
    #: A `ninja.Router`: routes under /api/v1.
    api: tuple[str, ...] = ()
    #: A template with what this room keeps of people and which cookies it sets, for the privacy page.
    privacy_template: str = ""
    #: The feature folder that a test takes away, to see that its feature goes and the site stays.
    removable: str = ""

    #: The hooks that name functions, for whoever checks them.
    HOOKS = (
        *("doors", "notice", "panels", "waiting", "found", "links", "chain", "exports", "retention"),
        *("erasures", "trouble", "catch_up", "api"),
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
    """Per kind the dotted path of its function, over all rooms (`erasures`, `links`)."""
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
    answers: list[Any] = []
    for path, function in called(hook):
        try:
            answers.extend(function(*arguments))
        except Exception:
            logger.exception("a hook failed", extra={"hook": path})
    return answers


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


def panels(area: Area, actor: Visitor, request: HttpRequest | None = None) -> list[ShownPanel]:
    """The sections that rooms add to the page of an area."""
    found = sorted(_gathered("panels", area, actor), key=lambda panel: (panel.order, panel.key))
    return [ShownPanel(p.key, p.title, _html(p, request), p.blocks) for p in found]


def _html(panel: Panel, request: HttpRequest | None) -> str:
    return render_to_string(panel.template, panel.context, request) if panel.template else panel.html


def waiting(actor: User) -> list[Waiting]:
    """What waits for a person, the nearest date first and what has no date last."""
    everything: list[Waiting] = _gathered("waiting", actor)
    return sorted(everything, key=lambda one: (one.due is None, one.due or datetime.date.max, one.text))


def found(query: str, language: str, actor: Visitor) -> list[Found]:
    """Hits of all rooms, the best of each room first."""
    return sorted(_gathered("found", query, language, actor), key=lambda hit: -hit.score)


def linked(refs: Sequence[Ref], actor: Visitor) -> dict[Ref, Linked]:
    """What references lead to, with one question to each kind; what is not there is left out."""
    paths, answers = ways("links"), {}
    for kind in dict.fromkeys(ref.kind for ref in refs if ref.kind in paths):
        keys = [ref.key for ref in refs if ref.kind == kind]
        answers.update({one.ref: one for one in import_string(paths[kind])(keys, actor)})
    return answers


def onward(refs: Sequence[Ref], actor: Visitor) -> list[tuple[Ref, Ref]]:
    """Every pair (earlier, later) of the chain that touches one of these, in both directions."""
    return list(dict.fromkeys(_gathered("chain", refs, actor)))


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


def export(organisation: Organisation, folder: Path) -> None:
    """Write all that an organisation put in; a room that fails stops it, or the copy would not be whole."""
    for _path, function in called("exports"):
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
