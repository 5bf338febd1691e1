"""What rooms give each other through the register of hooks: links, sections, hits, steps, mails."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.contrib.auth.models import AnonymousUser
    from django.utils.functional import _StrPromise

    from wijkwijzer.report import Block
    from wijkwijzer_web.core.models import Organisation, User

    Visitor: TypeAlias = User | AnonymousUser

__all__ = [
    "Activity",
    "Area",
    "Door",
    "Found",
    "Happened",
    "Kind",
    "Knower",
    "Letter",
    "Link",
    "Linked",
    "Panel",
    "Published",
    "Ref",
    "Step",
    "Strand",
    "Waiting",
]


# ---- what stands in apps.py as it is
@dataclass(frozen=True, slots=True)
class Link:
    """A page in the menu, the footer or the list of work places: the name of its address, and its label.

    A work place may say which permission it `needs` (`Permission`); who has it nowhere is not led there.
    """

    url_name: str
    label: str | _StrPromise
    needs: str = ""


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
    read: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, name: str, ask: Callable[[], Any]) -> Any:
        """What several panels of this one page need: asked by the first of them, kept for the others."""
        if name not in self.read:
            self.read[name] = ask()
        return self.read[name]

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
    With `inside` (order 0) it is a part of the section of figures of that name, and no section of its own.
    """

    key: str
    title: str
    order: int
    html: str = ""
    template: str = ""
    context: dict[str, Any] | None = None
    blocks: tuple[Block, ...] = ()
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What people told about a factor of an area (by its key), beside the open figures; `url` leads on.

    It holds for everyone, and a number in it is one that may be shown (`docs/en/desk.md`).
    """

    factor: str
    text: str
    url: str


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
    """What waits for a person at work: a sentence, where it is done, and before which day (None: no date).

    `room` is filled in by who asks: the name of the room that says it.
    """

    text: str
    url: str
    due: datetime.date | None = None
    room: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the start list of an organisation: what to do, how long, who does it, and whether it is
    done (seen in what is really there, never in a button alone). `note` says what was found; who lacks what
    it `needs` (`Permission`) reads it without a link.
    """

    key: str
    title: str
    minutes: int
    who: str
    url: str
    done: bool
    order: int
    note: str = ""
    needs: str = "write"


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that came of a period, as everybody may know it: a figure, a sentence with it, and where it
    can be looked up. Nothing here counts fewer than ten people.
    """

    number: int
    text: str
    url: str
    order: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that a room sends: its name, when it goes and to whom, and its text.

    `subject` and `body` are marked for translation (`gettext_noop`) and hold `%(name)s`; `example` gives a
    value for each name. With `may_begin` an organisation may put a first sentence of its own above it.
    """

    key: str
    when: str | _StrPromise
    to: str | _StrPromise
    subject: str
    body: str
    example: Mapping[str, str]
    may_begin: bool = False
    room: str = ""


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
class Knower:
    """Somebody who confirmed that they know something, and may be asked about it through the site.

    `address` is for the mail only and is never shown; `knows` says of what, `area` of which wijk (a code, or
    nothing); `stop` is the link of that person with which no more questions come.
    """

    key: str
    address: str
    knows: str
    area: str
    stop: str


@dataclass(frozen=True, slots=True)
class Ref:
    """Something in a chain of signal, opgave, inzet, result and lesson: its kind and its key in its room."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Linked:
    """A thing in a chain. Without `title` it may not be shown: *niet openbaar*, or *ingetrokken* when `gone`.

    `label` is its kind in the reader's words and `note` what stands beside its sentence; `loose` is a
    sentence on what nobody wrote down yet, `planned` says that it was agreed and did not happen so far.
    `count` is how many things of this kind stand behind it that may not be shown.
    """

    ref: Ref
    title: str
    url: str
    on: datetime.date | None = None
    note: str = ""
    label: str = ""
    until: datetime.date | None = None
    loose: str = ""
    planned: bool = False
    gone: bool = False
    count: int = 1


@dataclass(frozen=True, slots=True)
class Strand:
    """What one room holds of a chain: things, and pairs (earlier, later) of references; never a cause."""

    things: tuple[Linked, ...] = ()
    pairs: tuple[tuple[Ref, Ref], ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """A version of a document that is or was public: what its citation, the archive and the Woo-index tell.

    `key` stays for good and `sort` is the word for its kind ("verslag"); `url` is the path of this version.
    `checksum` is that of its content. What replaced it is `later` (title and path), what took it back `gone`.
    """

    key: str
    sort: str
    title: str
    url: str
    organisation: Organisation
    at: datetime.datetime
    version: int = 0
    checksum: str = ""
    later: tuple[str, str] = ("", "")
    gone_at: datetime.datetime | None = None
    gone_why: str = ""
    example: bool = False

    @property
    def subject(self) -> str:
        """What all its versions have in common."""
        return self.key.rpartition(":")[0] if self.version else self.key
