"""Asking the index: which records answer a question, best first, and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge import Document, Results, SearchIndex
from wijkwijzer_web.core.rooms import Found
from wijkwijzer_web.knowledge.models import Counter, KnowledgeRecord

if TYPE_CHECKING:
    from wijkwijzer_web.core.models import User

__all__ = ["Answer", "ask", "document", "folder", "found", "indexed", "kind_label"]

MOST = 20
_lock = Lock()
_open: dict[str, SearchIndex] = {}


def folder() -> Path:
    """Where the index lives."""
    return Path(settings.KNOWLEDGE_DIR) / "index"


def indexed() -> int:
    """The number of the last change that the index has."""
    try:
        return int((folder() / "stand").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return -1


def document(row: KnowledgeRecord) -> Document:
    """A record as the index reads it."""
    words = [row.summary, *_texts(row.data)]
    by = " ".join([*_texts(row.data.get("auteurs", [])), str(row.data.get("uitgever", ""))]).strip()
    text = "\n".join(dict.fromkeys(word for word in words if word))
    return Document(row.key, row.title, text, {"soort": row.kind, "van": by})


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
        *("auteurs", "uitgever"),
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
    """Keys of what was found, best first, with the sentence that answers and why."""

    keys: tuple[str, ...]
    passages: dict[str, str]
    reasons: dict[str, str]
    corrections: dict[str, str]
    ready: bool


def ask(question: str, allowed: list[str], limit: int) -> Answer:
    """Ask among the records that may be seen; `ready` is False when there is no index yet."""
    opened = index()
    if opened is None:
        return Answer((), {}, {}, {}, False)
    results: Results = opened.search(question, limit=limit, allowed=allowed)
    return Answer(
        tuple(hit.id for hit in results.hits),
        {hit.id: hit.passage for hit in results.hits},
        {hit.id: " ".join(reason.sentence() for reason in hit.reasons[:2]) for hit in results.hits},
        dict(results.corrections),
        True,
    )


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
}


def found(question: str, language: str, actor: User | AnonymousUser) -> list[Found]:
    """Records for the search of the whole site."""
    rows = {
        key: (kind, slug, title)
        for key, kind, slug, title in KnowledgeRecord.objects.filter(public=True)
        .exclude(kind="bewijsclaim")
        .values_list("key", "kind", "slug", "title")
    }
    answer = ask(question, list(rows), MOST)
    hits = []
    for place, key in enumerate(answer.keys):
        kind, slug, title = rows[key]
        url = reverse("knowledge:record", args=[kind, slug])
        hits.append(
            Found(
                kind_label(kind),
                title,
                url,
                answer.passages[key],
                1 - place / (MOST + 1),
                answer.reasons[key],
            )
        )
    return hits


def behind() -> bool:
    """Whether the index lacks a change."""
    return indexed() < Counter.current()
