"""Knelpunten as Open311 GeoReport v2, read only: the same facts as JSON and as XML.

A signal of a resident is a service of type `blackbox`: it exists, and none is ever listed. GeoReport knows
two states only, so `status_notes` always says in words what "closed" means (an answer, a decision or "niet
bij ons"); `expected_datetime` is the day for which the owner promised an answer.

Source: Open311, GeoReport v2, wiki.open311.org/GeoReport_v2 (2012).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from wijkwijzer.errors import InputError

__all__ = ["Refused", "Service", "ServiceRequest", "as_json", "as_xml", "discovery"]

VERSION = "2"


@dataclass(frozen=True, slots=True)
class Service:
    """One kind of request: what a knelpunt is caused by."""

    service_code: str
    service_name: str
    description: str
    type: str = "realtime"
    keywords: str = ""
    group: str = ""
    metadata: bool = False


@dataclass(frozen=True, slots=True)
class ServiceRequest:
    """One knelpunt. There is no point on a map: it hangs on a rule, so `address` names the area only."""

    service_request_id: str
    status: str
    status_notes: str
    service_name: str
    service_code: str
    description: str
    agency_responsible: str
    requested_datetime: datetime
    updated_datetime: datetime
    expected_datetime: datetime | None
    address: str = ""
    service_notice: str = ""
    lat: float | None = None
    long: float | None = None
    zipcode: str = ""
    media_url: str = ""

    def __post_init__(self) -> None:
        """Refuse what no client could read."""
        if self.status not in {"open", "closed"}:
            raise InputError("GeoReport kent alleen open en closed.")
        for moment in (self.requested_datetime, self.updated_datetime, self.expected_datetime):
            if moment is not None and moment.tzinfo is None:
                raise InputError("GeoReport vraagt tijden met een tijdzone.")


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a question has no answer: the status, and a sentence."""

    code: int
    description: str


Row = Service | ServiceRequest | Refused


def as_json(rows: Iterable[Row]) -> list[dict[str, object]]:
    """Return rows as GeoReport's JSON: times as W3C text, what is not known as null.

    Examples
    --------
    >>> as_json([Service("contract", "Contract", "Een afspraak in een contract")])[0]["type"]
    'realtime'
    """
    return [{name: _plain(value) for name, value in asdict(row).items()} for row in rows]


def as_xml(rows: Sequence[Row], root: str, item: str) -> bytes:
    """Return the same rows as XML; every element of the JSON is there, empty when it is null.

    Examples
    --------
    >>> as_xml([], "service_requests", "request").decode()
    "<?xml version='1.0' encoding='utf-8'?>\\n<service_requests />"
    """
    top = Element(root)
    for row in as_json(rows):
        one = SubElement(top, item)
        for name, value in row.items():
            SubElement(one, name).text = _words(value)
    return bytes(tostring(top, encoding="utf-8", xml_declaration=True))


def discovery(base: str, changeset: datetime, contact: str) -> dict[str, object]:
    """Return the discovery document: where the endpoint is and which forms it speaks.

    Examples
    --------
    >>> from datetime import UTC
    >>> new_year = datetime(2026, 1, 1, tzinfo=UTC)
    >>> discovery("https://x.example/georeport/v2", new_year, "info@x.example")["contact"]
    'info@x.example'
    """
    endpoint = {
        "specification": "http://wiki.open311.org/GeoReport_v2",
        "url": base,
        "changeset": _plain(changeset),
        "type": "production",
        "formats": ["application/json", "text/xml"],
    }
    return {
        "changeset": _plain(changeset),
        "contact": contact,
        "key_service": "Lezen kan zonder sleutel; schrijven kan hier niet.",
        "endpoints": [endpoint],
    }


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, str):
        return value or None
    return value


def _words(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    return "".join(sign for sign in str(value) if sign >= " " or sign in "\n\t")
