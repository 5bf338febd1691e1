"""Reading what harvesters get: pages over (datestamp, id) up to a moment that stays the same.

What changes during a harvest moves behind its end and comes with the next one, so no page is ever shifted.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone

from wijkwijzer.knowledge.exchange.dublincore import to_dublin_core
from wijkwijzer.knowledge.exchange.oai import PREFIX, Entry, OaiError, Question, Token
from wijkwijzer_web.core.clean import has_controls
from wijkwijzer_web.knowledge.models import Counter, HarvestHeader, KnowledgeRecord
from wijkwijzer_web.knowledge.records.queries import KINDS

__all__ = ["KEPT", "PAGE", "address", "earliest", "host", "identifier", "key_of", "listed", "one"]

PAGE = 100
KEPT = datetime.timedelta(days=7)  # how long a token may be used
_SALT = "oai-pmh"
_EXAMPLE = "Voorbeeld: dit is verzonnen."


@dataclass(frozen=True, slots=True)
class _Place:
    """A harvest and how far it is; times are seconds."""

    verb: str
    set_name: str
    since: int
    until: int
    last: int = 0
    last_id: int = 0
    sent: int = 0

    def text(self) -> str:
        return signing.dumps(
            [self.verb, self.set_name, self.since, self.until, self.last, self.last_id, self.sent], salt=_SALT
        )


def host() -> str:
    """The name of this site in identifiers."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def address(path: str) -> str:
    """A full address at this site."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def identifier(key: str) -> str:
    """What a record is called everywhere, for good."""
    return f"oai:{host()}:{quote(key, safe='-_.')}"


def key_of(name: str) -> str | None:
    """The key behind an identifier; None when it is none of ours."""
    start = f"oai:{host()}:"
    key = unquote(name.removeprefix(start))
    return key if name.startswith(start) and key and not has_controls(key) else None


def earliest() -> datetime.datetime:
    """No header is older."""
    first = HarvestHeader.objects.order_by("datestamp", "id").values_list("datestamp", flat=True).first()
    return first or timezone.now()


def one(name: str) -> Entry:
    """One record; also one that went away.

    Raises
    ------
    OaiError
        It never was here.
    """
    key = key_of(name)
    header = HarvestHeader.objects.filter(key=key).first() if key else None
    if header is None:
        raise OaiError("idDoesNotExist", "No such identifier here.")
    return _entries([header], whole=True)[0]


def listed(question: Question) -> tuple[list[Entry], Token | None]:
    """A page of a list, and the token for the next.

    Raises
    ------
    OaiError
        The token is not ours or too old, the form is unknown, or there is nothing.
    """
    place = _resumed(question) if "resumptionToken" in question.arguments else _begun(question)
    found = HarvestHeader.objects.filter(
        datestamp__gte=_moment(max(place.since, place.last)), datestamp__lte=_moment(place.until)
    ).exclude(datestamp=_moment(place.last), id__lte=place.last_id)
    if place.set_name:
        found = found.filter(kind=place.set_name)
    headers = list(found.order_by("datestamp", "id")[: PAGE + 1])
    if not headers and not place.sent:
        raise OaiError("noRecordsMatch", "Nothing changed in this time, or there is no such set.")
    shown = headers[:PAGE]
    token = Token("", place.sent) if place.sent else None
    if len(headers) > PAGE:
        last = shown[-1]
        after = replace(
            place, last=int(last.datestamp.timestamp()), last_id=last.pk, sent=place.sent + len(shown)
        )
        token = Token(after.text(), place.sent, timezone.now() + KEPT)
    return _entries(shown, whole=question.verb == "ListRecords"), token


def _moment(seconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)


def _begun(question: Question) -> _Place:
    """A new harvest; it ends now, and everything that began to change before now is in it.

    Every change takes the counter and then looks at the clock. Holding the counter here waits for whoever has
    it, so what comes later bears a later time and falls in the next harvest, not between two.
    """
    if question.get("metadataPrefix") != PREFIX:
        raise OaiError("cannotDisseminateFormat", f"Only {PREFIX}.")
    with transaction.atomic():
        Counter.hold()
        now = timezone.now()
    until = min(question.until or now, now)
    since = int(question.since.timestamp()) if question.since else 0
    return _Place(question.verb, question.get("set"), max(since, 0), int(until.timestamp()))


def _resumed(question: Question) -> _Place:
    try:
        fields: Any = signing.loads(question.get("resumptionToken"), salt=_SALT, max_age=KEPT)
        place = _Place(*fields)
    except (signing.BadSignature, ValueError, TypeError):
        raise OaiError("badResumptionToken", "This token is not ours, or it is older than a week.") from None
    if place.verb != question.verb:
        raise OaiError("badResumptionToken", f"This token belongs to {place.verb}.")
    return place


def _entries(headers: Sequence[HarvestHeader], *, whole: bool) -> list[Entry]:
    """What to send; a record that is not public at this very moment is sent as deleted."""
    live = [header.key for header in headers if not header.deleted]
    rows = {
        row.key: row
        for row in KnowledgeRecord.objects.filter(key__in=live, public=True).select_related("organisation")
    }
    return [_entry(header, rows.get(header.key), whole) for header in headers]


def _entry(header: HarvestHeader, row: KnowledgeRecord | None, whole: bool) -> Entry:
    name, when, kind = identifier(header.key), header.datestamp, header.kind
    if header.deleted or row is None or kind not in KINDS:
        return Entry(name, when, kind, deleted=True)
    return Entry(name, when, kind, elements=_elements(row) if whole else ())


def _elements(row: KnowledgeRecord) -> tuple[tuple[str, str], ...]:
    publisher = row.organisation.name if row.organisation else settings.SITE_NAME
    found = to_dublin_core(row.typed(), address=address(f"/{row.kind}/{row.slug}"), publisher=publisher)
    return (*found[:1], ("description", _EXAMPLE), *found[1:]) if row.example else tuple(found)
