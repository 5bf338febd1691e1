"""Records out as JSON-LD (schema.org)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import quote

from wijkwijzer.knowledge.publications import bare_doi, people
from wijkwijzer.knowledge.records import (
    VOCABULARIES,
    AskedQuestion,
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
    # A claim is the only one that points at another record.
    found = _claim_thing(record, base) if isinstance(record, EvidenceClaim) else _THINGS[type(record)](record)
    return {"@id": _name(base, record.type_name, record.id)} | {
        k: v for k, v in found.items() if v not in ("", None, [])
    }


def _failure_thing(one: Failure) -> dict[str, Any]:
    return {
        "@type": "Article",
        "name": one.title,
        "abstract": one.what_happened,
        "text": one.lesson,
        "genre": "mislukking",
        "spatialCoverage": _places(one.places),
        "about": _labels("opgave", one.tasks),
    }


def _assumption_thing(one: Assumption) -> dict[str, Any]:
    return {"@type": "Claim", "text": one.statement, "genre": "aanname", "abstract": one.remedy}


def _tip_thing(one: Tip) -> dict[str, Any]:
    return {
        "@type": "Quotation",
        "text": one.statement,
        "citation": one.source,
        "url": one.link,
        "genre": "tip",
        "about": _labels("opgave", one.tasks),
    }


def _trend_thing(one: Trend) -> dict[str, Any]:
    return {
        "@type": "Article",
        "name": one.title,
        "abstract": one.description,
        "genre": "stedelijke trend",
        "citation": one.source,
        "datePublished": str(one.year) if one.year else "",
        "spatialCoverage": _places(one.members),
        "about": _labels("opgave", one.tasks),
    }


def _funding_thing(one: Funding) -> dict[str, Any]:
    return {
        "@type": "MonetaryGrant",
        "name": one.name,
        "description": one.summary or one.purpose,
        "funder": {"@type": "Organization", "name": one.payer},
        "url": one.link,
        "about": _labels("opgave", one.tasks),
    }


def _collaboration_thing(one: Collaboration) -> dict[str, Any]:
    return {
        "@type": "Article",
        "name": one.name,
        "abstract": one.summary,
        "genre": "samenwerkingsvorm",
        "about": _labels("opgave", one.tasks),
    }


def _initiative_thing(one: Initiative) -> dict[str, Any]:
    return {
        "@type": "Project",
        "name": one.name,
        "description": one.summary,
        "url": one.link,
        "foundingDate": one.started_on.isoformat() if one.started_on else "",
        "dissolutionDate": one.ended_on.isoformat() if one.ended_on else "",
        "member": [{"@type": "Organization", "name": party.name} for party in one.parties],
        "location": _places(one.places),
        "keywords": _labels("opgave", one.tasks),
    }


def _question_thing(one: AskedQuestion) -> dict[str, Any]:
    answers = [
        {
            "@type": "Answer",
            "text": answer.text,
            "dateCreated": answer.on.isoformat() if answer.on else None,
        }
        for answer in one.answers
    ]
    return {
        "@type": "Question",
        "name": one.question,
        "text": one.explanation,
        "answerCount": len(answers),
        "suggestedAnswer": [{k: v for k, v in answer.items() if v} for answer in answers],
        "spatialCoverage": _places(one.places),
        "about": _labels("opgave", one.tasks),
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
        "spatialCoverage": _places(one.places),
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


def _places(places: Sequence[Place]) -> list[dict[str, Any]]:
    return [_place(place) for place in places]


def _place(place: Place) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "Place", "name": place.name}
    return found | ({"identifier": place.code} if place.code else {})


_THINGS: dict[type[Any], Callable[[Any], dict[str, Any]]] = {
    AskedQuestion: _question_thing,
    Assumption: _assumption_thing,
    Collaboration: _collaboration_thing,
    Failure: _failure_thing,
    Funding: _funding_thing,
    Initiative: _initiative_thing,
    Intervention: _intervention_thing,
    Publication: _publication_thing,
    Tip: _tip_thing,
    Trend: _trend_thing,
}
