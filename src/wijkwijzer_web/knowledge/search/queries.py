"""Asking the index: which records answer a question, best first, and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge import Document, Results, SearchIndex
from wijkwijzer.text import is_listed_word, is_stop_word, normalise, split_compound, words
from wijkwijzer.text.redaction.redact import find_personal_data
from wijkwijzer_web.core.rooms import Found
from wijkwijzer_web.knowledge.models import Counter, KnowledgeRecord

if TYPE_CHECKING:
    from wijkwijzer_web.core.models import User

__all__ = [
    "Answer",
    "ask",
    "document",
    "folder",
    "found",
    "indexed",
    "is_common",
    "kind_label",
    "page_document",
    "plain_words",
    "shown_pages",
]

MOST = 20
WITH = "paginas"  # an index of a former program has no pages: it is made anew
PAGE = "pagina-"
_lock = Lock()
_open: dict[str, SearchIndex] = {}


def folder() -> Path:
    """Where the index lives."""
    return Path(settings.KNOWLEDGE_DIR) / "index"


def indexed() -> int:
    """The number of the last change that the index has."""
    try:
        number, _space, holds = (folder() / "stand").read_text(encoding="utf-8").partition(" ")
        return int(number) if holds.strip() == WITH else -1
    except (OSError, ValueError):
        return -1


def document(row: KnowledgeRecord) -> Document:
    """A record as the index reads it."""
    words = [row.summary, *_texts(row.data)]
    by = " ".join([*_texts(row.data.get("auteurs", [])), str(row.data.get("uitgever", ""))]).strip()
    text = "\n".join(dict.fromkeys(word for word in words if word))
    return Document(row.key, row.title, text, {"soort": row.kind, "van": by})


def shown_pages() -> dict[str, Page]:
    """Pages of editors that everybody may read now, by their key in the index."""
    now = timezone.now()
    rows = Page.objects.live().public().filter(depth__gt=1).filter(Q(expire_at=None) | Q(expire_at__gt=now))
    return {f"{PAGE}{row.pk}": row for row in rows}


def page_document(page: Page) -> Document:
    """A page of an editor as the index reads it: its words without marks."""
    specific = page.specific
    texts = [specific.search_description]
    for field in specific._meta.get_fields():
        if isinstance(field, StreamField):
            texts += field.get_searchable_content(getattr(specific, field.name))
        elif isinstance(field, models.TextField) and field.model._meta.app_label != "wagtailcore":
            texts.append(strip_tags(getattr(specific, field.name).replace("<", " <")))
    text = "\n".join(" ".join(unescape(one).split()) for one in texts if one)
    return Document(f"{PAGE}{page.pk}", page.title, text, {"soort": "pagina"})


def _texts(value: object) -> list[str]:
    """Every text in the fields, addresses left out."""
    match value:
        case dict():
            return [text for name, one in value.items() if name not in _SILENT for text in _texts(one)]
        case list():
            return [text for one in value for text in _texts(one)]
        case str():
            return [] if value.startswith("http") else [value]
        case _:
            return []


_SILENT = frozenset(
    {
        *("id", "contact", "code", "archetype", "interventie", "aannames", "gebruikt_voor", "licentie"),
        *("auteurs", "uitgever", "van", "op"),
    }
)


def index() -> SearchIndex | None:
    """The newest version, kept open; None before the first one is made."""
    place = str(folder())
    with _lock:
        try:
            if place not in _open:
                _open[place] = SearchIndex(place)
            else:
                _open[place].refresh()
        except InputError:
            _open.pop(place, None)
            return None
        return _open[place]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found; `ready` is False when there is no index yet."""

    results: Results | None = None

    @property
    def ready(self) -> bool:
        """Whether there is an index."""
        return self.results is not None

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of what was found, best first."""
        return self.results.order if self.results else ()

    @property
    def corrections(self) -> dict[str, str]:
        """Words that were read otherwise."""
        return dict(self.results.corrections) if self.results else {}

    def passage(self, key: str) -> str:
        """The sentence of something found that answers; looked up when it is shown."""
        return self.results.hit(key).passage if self.results else ""

    def why(self, key: str) -> str:
        """Why it was found."""
        reasons = self.results.hit(key).reasons[:2] if self.results else ()
        return " ".join(reason.sentence() for reason in reasons)


def ask(question: str, allowed: Collection[str] | None = None, kind: str = "") -> Answer:
    """Ask among the records that may be seen, or of a kind: then who asks looks which may be seen."""
    opened = index()
    facets = {"soort": kind} if kind else {}
    if opened is None or not len(opened):
        return Answer()
    return Answer(opened.search(question, limit=0, allowed=allowed, facets=facets))


def plain_words(question: str) -> list[str]:
    """The words that say what a question is about, each in one spelling.

    Only words of a list, or made of them, outside what looks like a name, an address or a number.

    >>> plain_words("Wie kent Sanne Oldekamp van de buurtkas, 06-12345678?")
    ['kent', 'buurtkas']
    """
    for one in reversed(find_personal_data(question)):
        question = f"{question[: one.start]} {question[one.end :]}"
    found = (word.text for word in words(normalise(question)))
    return list(dict.fromkeys(one for one in found if not is_stop_word(one) and is_common(one)))


def is_common(word: str) -> bool:
    """Whether a folded word stands in a word list, or is made of words that do."""
    return is_stop_word(word) or is_listed_word(word) or len(split_compound(word).parts) > 1


def kind_label(kind: str) -> str:
    """The kind in words of the reader."""
    return str(LABELS.get(kind, kind.capitalize()))


LABELS = {
    "interventie": _("Aanpak"),
    "mislukking": _("Mislukking"),
    "aanname": _("Aanname"),
    "publicatie": _("Publicatie"),
    "initiatief": _("Initiatief"),
    "financieringsvorm": _("Manier van betalen"),
    "samenwerkingsvorm": _("Manier van samenwerken"),
    "tip": _("Tip"),
    "trend": _("Stedelijke trend"),
    "bewijsclaim": _("Bewijs"),
    "vraag": _("Vraag"),
}


def found(question: str, language: str, actor: User | AnonymousUser) -> list[Found]:
    """Records for the search of the whole site."""
    rows = {
        key: (kind, slug, title)
        for key, kind, slug, title in KnowledgeRecord.objects.filter(public=True)
        .exclude(kind="bewijsclaim")
        .values_list("key", "kind", "slug", "title")
    }
    pages = shown_pages()
    answer = ask(question, [*rows, *pages])
    hits = []
    for place, key in enumerate(answer.keys[:MOST]):
        if key in pages:
            page = pages[key].specific
            kind, title, url = str(page._meta.verbose_name).capitalize(), page.title, page.get_url()
        else:
            name, slug, title = rows[key]
            kind, url = kind_label(name), reverse("knowledge:record", args=[name, slug])
        score = 1 - place / (MOST + 1)
        hits.append(Found(kind, title, url or "", answer.passage(key), score, answer.why(key)))
    return [hit for hit in hits if hit.url]


def behind() -> bool:
    """Whether the index lacks a change."""
    return indexed() < Counter.current()
