"""The eleven records. Attributes have English names, files use the Dutch ones (docs/en/records.md lists
both)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from wijkwijzer.knowledge.records.fields import FieldError, column, convert, record_fields

__all__ = [
    "RECORD_TYPES",
    "Answer",
    "AskedQuestion",
    "Assumption",
    "Collaboration",
    "EvidenceClaim",
    "Failure",
    "Funding",
    "Initiative",
    "Intervention",
    "Party",
    "Place",
    "Publication",
    "Recognition",
    "Record",
    "Tip",
    "Trend",
]


class _Part:
    """A small shape inside a record: in JSON and YAML a mapping, in CSV one line of text."""

    _line: ClassVar[re.Pattern[str]]

    @classmethod
    def read(cls, value: Any) -> Self:
        """Read it from a mapping or a line of text."""
        specs = record_fields(cls)
        if isinstance(value, Mapping):
            known = {spec.name: name for name, spec in specs.items()}
            unknown = [str(key) for key in value if key not in known]
            if unknown:
                raise FieldError(f"kent het onderdeel ‘{unknown[0]}’ niet; wel: {', '.join(known)}")
            given = {known[key]: one for key, one in value.items()}
        elif isinstance(value, str | int | float):
            found = cls._line.fullmatch(str(value).strip())
            given = {} if found is None else found.groupdict()
        else:
            raise FieldError("moet gewone tekst zijn, of velden met een naam")
        try:
            return cls(**{name: convert(given.get(name), spec) for name, spec in specs.items()})
        except FieldError as error:
            raise FieldError(f"heeft een onderdeel dat niet klopt: {error}") from None


@dataclass(frozen=True, slots=True)
class Party(_Part):
    """Who takes part, in which role; as text "naam (rol)"."""

    _line: ClassVar[re.Pattern[str]] = re.compile(r"(?P<name>[^()]+?)\s*(?:\((?P<role>[^()]*)\))?")
    name: str = column("naam", required=True)
    role: str = column("rol")


@dataclass(frozen=True, slots=True)
class Place(_Part):
    """Where something is or was done; as text "naam [WK036301]"."""

    _line: ClassVar[re.Pattern[str]] = re.compile(r"(?P<name>[^\[\]]+?)\s*(?:\[(?P<code>[^\[\]]*)\])?")
    name: str = column("naam", required=True)
    code: str | None = column("code", "area")


@dataclass(frozen=True, slots=True)
class Recognition(_Part):
    """A label that someone else gave; as text "bron | niveau | datum | link"."""

    _line: ClassVar[re.Pattern[str]] = re.compile(
        r"(?P<source>[^|]+?)(?:\s*\|\s*(?P<level>[^|]*?))?(?:\s*\|\s*(?P<date>[^|]*?))?(?:\s*\|\s*(?P<link>[^|]*))?"
    )
    source: str = column("bron", required=True)
    level: str = column("niveau")
    date: datetime.date | None = column("datum", "date")  # noqa: RUF009
    link: str = column("link", "address")


@dataclass(frozen=True, slots=True)
class Answer(_Part):
    """What somebody answered, as who, and on which day; as text "tekst | van | op"."""

    _line: ClassVar[re.Pattern[str]] = re.compile(
        r"(?P<text>[^|]+?)(?:\s*\|\s*(?P<by>[^|]*?))?(?:\s*\|\s*(?P<on>[^|]*))?", re.DOTALL
    )
    text: str = column("tekst", required=True)
    by: str = column("van")
    on: datetime.date | None = column("op", "date")  # noqa: RUF009


@dataclass(frozen=True, slots=True)
class Intervention:
    """Something that is done to improve a wijk: an archetype, or a practice that follows one."""

    type_name: ClassVar[str] = "interventie"
    id: str = column("id", required=True)
    name: str = column("naam", required=True)
    kind: str = column("soort", required=True, vocabulary="soort")
    summary: str = column("samenvatting")
    archetype: str = column("archetype", refers_to="interventie")
    tasks: tuple[str, ...] = column("opgaven", many=True, vocabulary="opgave")
    outcomes: tuple[str, ...] = column("effecten", many=True, vocabulary="effect")
    target_group: str = column("einddoelgroep")
    intermediary: str = column("intermediair")
    mechanism: str = column("mechanisme")
    core_elements: tuple[str, ...] = column("kern", many=True)
    adaptable_elements: tuple[str, ...] = column("aanpasbaar", many=True)
    activities: tuple[str, ...] = column("activiteiten", many=True)
    phases: tuple[str, ...] = column("fase", many=True, vocabulary="fase")
    parties: tuple[Party, ...] = column("partijen", Party, many=True)
    functions: tuple[str, ...] = column("functies", many=True)
    fte: float | None = column("fte", "number")
    cost_low: float | None = column("kosten_laag", "number")
    cost_high: float | None = column("kosten_hoog", "number")
    cost_unit: str = column("kosten_eenheid")
    price_year: int | None = column("prijspeil", "year")
    funding: str = column("geldstroom")
    duration: str = column("looptijd")
    continuity: str = column("borging")
    manual: str = column("handboek", "address")
    owner: str = column("eigenaar")
    contact: str = column("contact")
    recognitions: tuple[Recognition, ...] = column("erkenningen", Recognition, many=True)
    places: tuple[Place, ...] = column("plaatsen", Place, many=True)
    review_on: datetime.date | None = column("herzien_op", "date")  # noqa: RUF009
    licence: str = column("licentie")


@dataclass(frozen=True, slots=True)
class EvidenceClaim:
    """One effect of one intervention, as one source reports it."""

    type_name: ClassVar[str] = "bewijsclaim"
    id: str = column("id", required=True)
    intervention: str = column("interventie", required=True, refers_to="interventie")
    outcome: str = column("effect", required=True, vocabulary="effect")
    direction: str = column("richting", required=True, vocabulary="richting")
    source: str = column("bron", required=True)
    strength: str = column("sterkte", vocabulary="sterkte")
    study_type: str = column("studietype", vocabulary="studietype")
    n: int | None = column("n", "count")
    context: str = column("context")
    page: str = column("pagina")
    counter_evidence: str = column("tegenbewijs")
    assessor: str = column("beoordelaar")


@dataclass(frozen=True, slots=True)
class Failure:
    """What did not work, and what was learned; in the same catalogue as what did."""

    type_name: ClassVar[str] = "mislukking"
    id: str = column("id", required=True)
    title: str = column("titel", required=True)
    what_happened: str = column("wat_gebeurde", required=True)
    intention: str = column("bedoeling")
    intervention: str = column("interventie", refers_to="interventie")
    assumptions: tuple[str, ...] = column("aannames", many=True, refers_to="aanname")
    noticed_by: str = column("waaraan_gemerkt")
    pattern: str = column("patroon", vocabulary="patroon")
    cause: str = column("oorzaak")
    circumstance: str = column("omstandigheid")
    harm: str = column("schade_voor_bewoners")
    repair: str = column("herstel")
    lesson: str = column("les")
    before: str = column("vooraf")
    during: str = column("tijdens")
    afterwards: str = column("achteraf")
    conditions: str = column("voorwaarden")
    consent: str = column("instemming", vocabulary="instemming")
    naming: str = column("naamgebruik", vocabulary="naamgebruik")
    residents_reply: str = column("reactie_van_bewoners")
    status: str = column("status")
    tasks: tuple[str, ...] = column("opgaven", many=True, vocabulary="opgave")
    places: tuple[Place, ...] = column("plaatsen", Place, many=True)


@dataclass(frozen=True, slots=True)
class Assumption:
    """What someone takes for granted, the evidence against it, and what helps."""

    type_name: ClassVar[str] = "aanname"
    id: str = column("id", required=True)
    statement: str = column("uitspraak", required=True)
    holder: str = column("houder", required=True, vocabulary="houder")
    counter_evidence: str = column("tegenbewijs")
    remedy: str = column("remedie")


@dataclass(frozen=True, slots=True)
class Publication:
    """A report, article, book or other text."""

    type_name: ClassVar[str] = "publicatie"
    id: str = column("id", required=True)
    title: str = column("titel", required=True)
    kind: str = column("soort", vocabulary="publicatiesoort")
    authors: tuple[str, ...] = column("auteurs", many=True)
    year: int | None = column("jaar", "year")
    container: str = column("verschenen_in")
    publisher: str = column("uitgever")
    place: str = column("plaats_van_uitgave")
    volume: str = column("jaargang")
    issue: str = column("nummer")
    pages: str = column("paginas")
    doi: str = column("doi")
    isbn: str = column("isbn")
    link: str = column("link", "address")
    abstract: str = column("samenvatting")
    keywords: tuple[str, ...] = column("trefwoorden", many=True)
    language: str = column("taal")
    tasks: tuple[str, ...] = column("opgaven", many=True, vocabulary="opgave")
    licence: str = column("licentie")


@dataclass(frozen=True, slots=True)
class Initiative:
    """Something that residents do themselves, with the five points of ACTIE."""

    type_name: ClassVar[str] = "initiatief"
    id: str = column("id", required=True)
    name: str = column("naam", required=True)
    summary: str = column("samenvatting")
    tasks: tuple[str, ...] = column("opgaven", many=True, vocabulary="opgave")
    places: tuple[Place, ...] = column("plaatsen", Place, many=True)
    parties: tuple[Party, ...] = column("partijen", Party, many=True)
    started_on: datetime.date | None = column("begonnen_op", "date")  # noqa: RUF009
    ended_on: datetime.date | None = column("gestopt_op", "date")  # noqa: RUF009
    contact: str = column("contact")
    link: str = column("link", "address")
    spirit: str = column("animo")
    contacts: str = column("contacten")
    equipment: str = column("toerusting")
    embedding: str = column("inbedding")
    empathy: str = column("empathie")
    licence: str = column("licentie")


@dataclass(frozen=True, slots=True)
class Funding:
    """A way of paying: who pays for what, under which conditions, until when, and who used it."""

    type_name: ClassVar[str] = "financieringsvorm"
    id: str = column("id", required=True)
    name: str = column("naam", required=True)
    payer: str = column("wie_betaalt", required=True)
    purpose: str = column("waarvoor")
    summary: str = column("samenvatting")
    conditions: tuple[str, ...] = column("voorwaarden", many=True)
    amount_low: float | None = column("bedrag_laag", "number")
    amount_high: float | None = column("bedrag_hoog", "number")
    price_year: int | None = column("prijspeil", "year")
    until: datetime.date | None = column("tot", "date")  # noqa: RUF009
    used_by: tuple[str, ...] = column("gebruikt_door", many=True)
    used_for: tuple[str, ...] = column("gebruikt_voor", many=True, refers_to="interventie")
    tasks: tuple[str, ...] = column("opgaven", many=True, vocabulary="opgave")
    places: tuple[Place, ...] = column("plaatsen", Place, many=True)
    source: str = column("bron")
    link: str = column("link", "address")
    licence: str = column("licentie")


@dataclass(frozen=True, slots=True)
class Collaboration:
    """A way of working together: who, what they agreed, who decides, and what to look out for."""

    type_name: ClassVar[str] = "samenwerkingsvorm"
    id: str = column("id", required=True)
    name: str = column("naam", required=True)
    summary: str = column("samenvatting")
    parties: tuple[Party, ...] = column("partijen", Party, many=True)
    agreements: tuple[str, ...] = column("afspraken", many=True)
    mandate: str = column("mandaat")
    conditions: tuple[str, ...] = column("voorwaarden", many=True)
    pitfalls: tuple[str, ...] = column("valkuilen", many=True)
    tasks: tuple[str, ...] = column("opgaven", many=True, vocabulary="opgave")
    places: tuple[Place, ...] = column("plaatsen", Place, many=True)
    source: str = column("bron")
    link: str = column("link", "address")
    licence: str = column("licentie")


@dataclass(frozen=True, slots=True)
class Tip:
    """One sentence that somebody can act on, with where it comes from."""

    type_name: ClassVar[str] = "tip"
    id: str = column("id", required=True)
    statement: str = column("uitspraak", required=True)
    source: str = column("bron", required=True)
    publication: str = column("publicatie", refers_to="publicatie")
    tasks: tuple[str, ...] = column("opgaven", many=True, vocabulary="opgave")
    outcomes: tuple[str, ...] = column("effecten", many=True, vocabulary="effect")
    phases: tuple[str, ...] = column("fase", many=True, vocabulary="fase")
    link: str = column("link", "address")


@dataclass(frozen=True, slots=True)
class Trend:
    """What changes in many cities at once, for a named group of gemeenten as it was on a day."""

    type_name: ClassVar[str] = "trend"
    id: str = column("id", required=True)
    title: str = column("titel", required=True)
    description: str = column("beschrijving", required=True)
    group: str = column("gemeentegroep")
    group_on: datetime.date | None = column("groep_op", "date")  # noqa: RUF009
    members: tuple[Place, ...] = column("gemeenten", Place, many=True)
    indicators: tuple[str, ...] = column("indicatoren", many=True)
    year: int | None = column("jaar", "year")
    source: str = column("bron")
    tasks: tuple[str, ...] = column("opgaven", many=True, vocabulary="opgave")
    outcomes: tuple[str, ...] = column("effecten", many=True, vocabulary="effect")
    link: str = column("link", "address")


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """What somebody asked, and what people who know about it answered."""

    type_name: ClassVar[str] = "vraag"
    id: str = column("id", required=True)
    question: str = column("vraag", required=True)
    explanation: str = column("toelichting")
    tasks: tuple[str, ...] = column("opgaven", many=True, vocabulary="opgave")
    places: tuple[Place, ...] = column("plaatsen", Place, many=True)
    answers: tuple[Answer, ...] = column("antwoorden", Answer, many=True)


Record = (
    Intervention
    | EvidenceClaim
    | Failure
    | Assumption
    | Publication
    | Initiative
    | Funding
    | Collaboration
    | Tip
    | Trend
    | AskedQuestion
)
RECORD_TYPES: dict[str, type[Record]] = {
    kind.type_name: kind
    for kind in (
        *(Intervention, EvidenceClaim, Failure, Assumption, Publication, Initiative),
        *(Funding, Collaboration, Tip, Trend, AskedQuestion),
    )
}
