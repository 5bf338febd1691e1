"""What the page of a record shows, and the section that a wijk gets."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer.knowledge.exchange.pagetags import citation_tags, page_json_ld
from wijkwijzer.knowledge.records import (
    VOCABULARIES,
    Answer,
    Collaboration,
    EvidenceClaim,
    Intervention,
    Party,
    Place,
    Recognition,
    Record,
    record_fields,
)
from wijkwijzer.knowledge.transfer import Judgement, Transfer, TransferRow, transfer
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.calendar import written_day
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.rooms import Area, Panel
from wijkwijzer_web.core.work.prepared import asked
from wijkwijzer_web.knowledge.models import KnowledgeRecord, Revision
from wijkwijzer_web.knowledge.records import queries

__all__ = [
    "LABELS",
    "Change",
    "Fit",
    "Head",
    "RecordPage",
    "Section",
    "changed_since",
    "differences",
    "fit",
    "head",
    "panels",
    "record_page",
]

SHOWN = 6

_LAYOUT = tomllib.loads((Path(__file__).parent / "velden.toml").read_text(encoding="utf-8"))
LABELS: dict[str, str] = _LAYOUT["labels"]


@dataclass(frozen=True, slots=True)
class Line:
    """One field: its label, its texts, and whether they are a list; `url` when it leads somewhere."""

    label: str
    texts: tuple[str, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim in words, one row of the table; `practice` when it is about a practice of this approach."""

    effect: str
    direction: str
    strength: str
    study: str
    source: str
    against: str
    assessor: str
    practice: KnowledgeRecord | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One field that would read otherwise; a side without texts has nothing there."""

    label: str
    now: tuple[str, ...]
    then: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """Would it fit there: both areas side by side."""

    source: str
    target: str
    target_key: str
    rows: tuple[TransferRow, ...]
    chain: str
    same: int
    measured: int
    release: str

    @property
    def said(self) -> str:
        """How much is the same, in a sentence that is no score."""
        alike = ngettext(
            "Van de %(measured)s cijfers is er %(same)s gelijk.",
            "Van de %(measured)s cijfers zijn er %(same)s gelijk.",
            self.same,
        ) % {"same": self.same, "measured": self.measured}
        return f"{alike} {_('Er is geen totaalscore: of een verschil uitmaakt, weet wie de aanpak kent.')}"


@dataclass(frozen=True, slots=True)
class RecordPage:
    """The page of one record."""

    row: KnowledgeRecord
    kind: str
    lead: str
    tags: tuple[str, ...]
    sections: tuple[Section, ...]
    evidence: tuple[Evidence, ...]
    related: tuple[tuple[str, tuple[KnowledgeRecord, ...]], ...]
    described: str
    proven: str
    answers: tuple[Answer, ...] = ()


def record_page(row: KnowledgeRecord) -> RecordPage:
    """Everything that the page of a record shows."""
    values = _plain_fields(row)
    sections = tuple(
        Section(part["titel"], lines)
        for part in _LAYOUT["deel"]
        if (lines := tuple(_line(name, values[name]) for name in part["velden"] if values.get(name)))
    )
    lead = row.summary if row.kind not in ("tip", "aanname") else ""
    claims = queries.claims_of(row.key) if row.kind == "interventie" else []
    below = [(one.typed(), of) for one, of in queries.claims_below(row)]
    rolled = [(claim, of) for claim, of in below if isinstance(claim, EvidenceClaim)]
    tags = [VOCABULARIES["opgave"].labels.get(key, key) for key in row.data.get("opgaven") or []]
    tags += [VOCABULARIES["effect"].labels.get(key, key) for key in row.data.get("effecten") or []]
    return RecordPage(
        row,
        row.kind,
        lead,
        tuple(dict.fromkeys(tags)),
        sections,
        (*map(_evidence, claims), *(_evidence(claim, of) for claim, of in rolled)),
        _related(row),
        _described(row, values),
        _proven(claims, [claim for claim, _of in rolled]),
        getattr(row.typed(), "answers", ()),
    )


@dataclass(frozen=True, slots=True)
class Head:
    """JSON-LD, and name and text of the tags that reference managers read."""

    json_ld: str
    tags: tuple[tuple[str, str], ...]


def head(row: KnowledgeRecord) -> Head:
    """What machines read on the page of a public record; one address, also on the English page."""
    record = row.typed()
    page = f"{settings.SITE_URL.rstrip('/')}/{row.kind}/{row.slug}"
    first = timezone.localtime(row.published_at or row.created_at)
    author = row.organisation.name if row.organisation else settings.SITE_NAME
    said = page_json_ld(record, page, dateModified=timezone.localdate(row.changed_at).isoformat())
    tags = citation_tags(record, title=row.title, address=page, author=author, day=f"{first:%Y/%m/%d}")
    return Head(said, tuple(tags))


def differences(row: KnowledgeRecord, data: Mapping[str, Any]) -> list[Change]:
    """What a version changes in a record, field by field, for whoever decides on it."""
    now = _fields_in_words(row.typed())
    then = _fields_in_words(KnowledgeRecord(kind=row.kind, key=row.key, data=dict(data)).typed())
    return [
        Change(LABELS.get(name, name.replace("_", " ").capitalize()), now.get(name, ()), then.get(name, ()))
        for name in dict.fromkeys((*now, *then))
        if now.get(name) != then.get(name)
    ]


def changed_since(read: Revision, data: Mapping[str, Any]) -> list[Change]:
    """What somebody read, beside what it says now."""
    row = read.record
    return differences(KnowledgeRecord(kind=row.kind, key=row.key, data=read.data), data)


def _plain_fields(row: KnowledgeRecord) -> dict[str, Any]:
    """Every field in words, but for the lead of the page."""
    record = row.typed()
    found = _fields_in_words(record)
    if isinstance(record, Intervention | Collaboration) and row.summary:
        found.pop("samenvatting", None)
    return found


def _fields_in_words(record: Record) -> dict[str, tuple[str, ...]]:
    """Every field in words, under its Dutch name; what leads to a person is not among them."""
    found = {}
    for name, spec in record_fields(type(record)).items():
        value = getattr(record, name)
        if value in ("", None, ()) or spec.name in ("id", "contact") or spec.refers_to:
            continue
        listed = value if spec.many else (value,)
        labels = VOCABULARIES[spec.vocabulary].labels if spec.vocabulary else {}
        found[spec.name] = tuple(
            labels.get(one, one) if isinstance(one, str) else _words(one) for one in listed
        )
    return found


def _words(value: Any) -> str:
    match value:
        case Party():
            return f"{value.name} ({value.role})" if value.role else value.name
        case Place():
            return value.name
        case Answer():
            return value.text
        case Recognition():
            date = written_day(value.date) if value.date else ""
            return ", ".join(part for part in (value.source, value.level, date) if part)
        case float():
            return f"{value:,.0f}".replace(",", ".") if value >= 100 else f"{value:g}".replace(".", ",")
        case _:
            return written_day(value) if hasattr(value, "strftime") else str(value)


def _line(name: str, texts: Sequence[str]) -> Line:
    label = LABELS.get(name, name.replace("_", " ").capitalize())
    url = ""
    if name in ("link", "handboek"):
        url = texts[0]
    elif name == "doi":
        url = f"https://doi.org/{texts[0].removeprefix('https://doi.org/')}"
    return Line(label, tuple(texts), url)


def _evidence(claim: EvidenceClaim, practice: KnowledgeRecord | None = None) -> Evidence:
    labels = {name: VOCABULARIES[name].labels for name in ("effect", "richting", "sterkte", "studietype")}
    n = f", n = {claim.n}" if claim.n else ""
    study = labels["studietype"].get(claim.study_type, "") + n
    page = f", p. {claim.page}" if claim.page else ""
    return Evidence(
        labels["effect"].get(claim.outcome, claim.outcome),
        labels["richting"][claim.direction],
        labels["sterkte"].get(claim.strength, labels["sterkte"]["onbekend"]),
        study or labels["studietype"]["onbekend"],
        claim.source + page,
        claim.counter_evidence,
        claim.assessor,
        practice,
    )


def _related(row: KnowledgeRecord) -> tuple[tuple[str, tuple[KnowledgeRecord, ...]], ...]:
    titles = {
        "practices": _("Wie dit zo doet"),
        "failures": _("Waar het misging"),
        "fundings": _("Wie het betaalde"),
        "tips": _("Tips hieruit"),
        "claims": _("Bewijs hieruit"),
    }
    named = [str(row.data.get(name, "")) for name in ("archetype", "interventie", "publicatie")]
    keys = [
        key
        for key in (*named, *(row.data.get("aannames") or ()), *(row.data.get("gebruikt_voor") or ()))
        if key
    ]
    above = tuple(queries.public().filter(key__in=keys)) if keys else ()
    found = [(titles[name], tuple(rows)) for name, rows in queries.about(row).items() if rows]
    return (*(((_("Hoort bij"), above),) if above else ()), *found)


def _described(row: KnowledgeRecord, values: Mapping[str, Any]) -> str:
    """How much is told, as words; never one mark with how sure it is."""
    if row.kind != "interventie":
        return ""
    there = sum(
        bool(values.get(name)) for name in ("mechanisme", "kern", "activiteiten", "partijen", "kosten_laag")
    )
    return (_("kort verteld"), _("voor een deel beschreven"), _("goed beschreven"))[min(there // 2, 2)]


def _proven(claims: Sequence[EvidenceClaim], below: Sequence[EvidenceClaim] = ()) -> str:
    """How often somebody looked; what is about a practice of this approach says so."""
    every = (*claims, *below)
    if not every:
        return _("geen onderzoek bekend")
    studies = sum(claim.study_type != "ervaring" for claim in every)
    said = _("%(n)s keer onderzocht") % {"n": studies} if studies else _("ervaring, niet onderzocht")
    return said if claims else _("%(said)s, bij praktijken hiervan") % {"said": said}


def fit(
    row: KnowledgeRecord, target_key: str, *, release: str = "", judgements: Sequence[Judgement] = ()
) -> Fit | None:
    """Both areas side by side, in the release on show or the one named, with what a person judges.

    None when the other area is unknown or has no figures.
    """
    target = areas.profile_of(target_key, release)
    if target is None:
        return None
    record = row.typed()
    source_key = next((place.code for place in getattr(record, "places", ()) if place.code), "")
    source = areas.profile_of(source_key, release) if source_key else None
    found: Transfer | None = None
    if source is not None:
        approach = record if isinstance(record, Intervention) else None
        found = transfer(source, target, intervention=approach, judgements=judgements)
    measured = [one for one in found.rows if one.measured] if found else []
    return Fit(
        source.identity.name if source else "",
        target.identity.name,
        target_key,
        found.rows if found else (),
        found.chain if found else "",
        sum(one.judgement == "gelijk" for one in measured),
        len(measured),
        found.release if found else "",
    )


def panels(area: Area, actor: User | AnonymousUser) -> list[Panel]:
    """What is known in this area, and the way to leave something behind."""
    rows = _known_in(area.key)
    elsewhere = not rows and area.gemeente not in ("", area.key)
    if elsewhere:
        rows = _known_in(area.gemeente)
    address = reverse("knowledge:overview")
    context = {
        "rows": rows,
        "area": area,
        "elsewhere": elsewhere and bool(rows),
        "more": f"{address}?{urlencode({'gebied': area.key})}",
        "all": address,
    }
    title = _("Aanpakken in deze wijk") if area.level == "wijk" else _("Aanpakken hier")
    return [Panel("aanpakken", title, 300, template="knowledge/parts/panel.html", context=context)]


def _known_in(code: str) -> list[KnowledgeRecord]:
    """The newest of what is known there; a question is no approach."""
    return asked(_newest_in, code)


def _newest_in(code: str) -> QuerySet[KnowledgeRecord]:
    return queries.in_areas([code]).exclude(kind="vraag")[:SHOWN]
