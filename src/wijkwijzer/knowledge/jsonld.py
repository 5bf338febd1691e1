"""Records out as JSON-LD (schema.org)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from wijkwijzer.knowledge.publications import bare_doi, people
from wijkwijzer.knowledge.records import (
    VOCABULARIES,
    Assumption,
    Collaboration,
    EvidenceClaim,
    Failure,
    Funding,
    Initiative,
    Intervention,
    Place,
    Publication,
    Record,
    Tip,
    Trend,
)

__all__ = ["to_json_ld"]


def to_json_ld(records: Iterable[Record], base: str = "") -> str:
    """Write records as JSON-LD with the words of schema.org.

    Parameters
    ----------
    records
        Any records.
    base
        Address that ids are put behind, such as "https://example.nl/kennis/". Without one a record has
        no name outside its file: it becomes a blank node, which keeps the links between records.
    """
    if base and not base.endswith(("/", "#", "=")):
        base += "/"
    graph = [_thing(record, base) for record in records]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, indent=2)
    return text.replace("<", "\\u003c")  # so that it may stand in a script element of a page


def _thing(record: Record, base: str) -> dict[str, Any]:
    match record:
        case Publication():
            found = _publication_thing(record)
        case Intervention():
            found = _intervention_thing(record)
        case EvidenceClaim():
            found = _claim_thing(record, base)
        case Failure():
            found = {
                "@type": "Article",
                "name": record.title,
                "abstract": record.what_happened,
                "text": record.lesson,
                "genre": "mislukking",
                "spatialCoverage": [_place(place) for place in record.places],
                "about": _labels("opgave", record.tasks),
            }
        case Assumption():
            found = {
                "@type": "Claim",
                "text": record.statement,
                "genre": "aanname",
                "abstract": record.remedy,
            }
        case Tip():
            found = {
                "@type": "Quotation",
                "text": record.statement,
                "citation": record.source,
                "url": record.link,
                "genre": "tip",
                "about": _labels("opgave", record.tasks),
            }
        case Trend():
            found = {
                "@type": "Article",
                "name": record.title,
                "abstract": record.description,
                "genre": "stedelijke trend",
                "citation": record.source,
                "datePublished": str(record.year) if record.year else "",
                "spatialCoverage": [_place(place) for place in record.members],
                "about": _labels("opgave", record.tasks),
            }
        case Funding():
            found = {
                "@type": "MonetaryGrant",
                "name": record.name,
                "description": record.summary or record.purpose,
                "funder": {"@type": "Organization", "name": record.payer},
                "url": record.link,
                "about": _labels("opgave", record.tasks),
            }
        case Collaboration():
            found = {
                "@type": "Article",
                "name": record.name,
                "abstract": record.summary,
                "genre": "samenwerkingsvorm",
                "about": _labels("opgave", record.tasks),
            }
        case Initiative():
            found = {
                "@type": "Project",
                "name": record.name,
                "description": record.summary,
                "url": record.link,
                "foundingDate": record.started_on.isoformat() if record.started_on else "",
                "dissolutionDate": record.ended_on.isoformat() if record.ended_on else "",
                "member": [{"@type": "Organization", "name": party.name} for party in record.parties],
                "location": [_place(place) for place in record.places],
                "keywords": _labels("opgave", record.tasks),
            }
    return {"@id": _name(base, record.type_name, record.id)} | {
        k: v for k, v in found.items() if v not in ("", None, [])
    }


def _name(base: str, kind: str, name: str) -> str:
    """The address of a record, or the label of a blank node: never an address of the reader's own disk."""
    if base:
        return f"{base}{kind}/{quote(name, safe='')}"
    label = "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}_" for c in name)
    return f"_:{kind}-{label}"


def _doi_address(doi: str) -> str:
    bare = bare_doi(doi)
    return f"https://doi.org/{quote(bare, safe='/:;().,-_')}" if bare.startswith("10.") else bare


def _publication_thing(one: Publication) -> dict[str, Any]:
    types = {"artikel": "ScholarlyArticle", "boek": "Book", "hoofdstuk": "Chapter", "proefschrift": "Thesis"}
    types |= {"nieuws": "NewsArticle", "blog": "BlogPosting", "website": "WebPage", "rapport": "Report"}
    authors, editors = people(one)
    return {
        "@type": types.get(one.kind, "CreativeWork"),
        "name": one.title,
        "author": [{"@type": "Person", "name": name} for name in authors],
        "editor": [{"@type": "Person", "name": name} for name in editors],
        "datePublished": str(one.year or ""),
        "isPartOf": {"@type": "CreativeWork", "name": one.container} if one.container else "",
        "publisher": {"@type": "Organization", "name": one.publisher} if one.publisher else "",
        "identifier": _doi_address(one.doi) or one.isbn,
        "pagination": one.pages,
        "url": one.link,
        "abstract": one.abstract,
        "keywords": [*one.keywords, *_labels("opgave", one.tasks)],
        "inLanguage": one.language,
        "license": one.licence,
    }


def _intervention_thing(one: Intervention) -> dict[str, Any]:
    steps = [{"@type": "HowToStep", "text": text} for text in one.activities]
    return {
        "@type": "HowTo",
        "name": one.name,
        "description": one.summary or one.mechanism,
        "audience": {"@type": "Audience", "audienceType": one.target_group} if one.target_group else "",
        # A plain array has no order in RDF, and what one does first matters.
        "step": {"@list": steps} if steps else "",
        "about": [*_labels("opgave", one.tasks), *_labels("effect", one.outcomes)],
        "contributor": [{"@type": "Organization", "name": party.name} for party in one.parties],
        "spatialCoverage": [_place(place) for place in one.places],
        "award": [" ".join(filter(None, (label.source, label.level))) for label in one.recognitions],
        "url": one.manual,
        "license": one.licence,
    }


def _claim_thing(one: EvidenceClaim, base: str) -> dict[str, Any]:
    direction = VOCABULARIES["richting"].labels[one.direction].lower()
    outcome = VOCABULARIES["effect"].labels[one.outcome]
    return {
        "@type": "Claim",
        "text": f"{outcome}: {direction}",
        "about": {"@id": _name(base, "interventie", one.intervention)},
        "citation": " ".join(filter(None, (one.source, f"p. {one.page}" if one.page else ""))),
        "abstract": one.context,
    }


def _labels(vocabulary: str, keys: Sequence[str]) -> list[str]:
    return [VOCABULARIES[vocabulary].labels[key] for key in keys]


def _place(place: Place) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "Place", "name": place.name}
    return found | ({"identifier": place.code} if place.code else {})
