"""Registering a source, and reading it: everything new becomes a draft, nothing goes away by itself."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.exchange.incoming import ExpiredTokenError, Incoming, Page, read_feed, read_oai
from wijkwijzer.knowledge.records import Publication, to_mapping
from wijkwijzer_web.core.models import Job, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.core.work import jobs
from wijkwijzer_web.core.work.fetching import FetchError, fetch
from wijkwijzer_web.knowledge.intake.queries import marks, standing
from wijkwijzer_web.knowledge.models import Arrival, KnowledgeRecord, Source, State
from wijkwijzer_web.knowledge.records.actions import new_row, propose, take
from wijkwijzer_web.knowledge.sources import queries

__all__ = ["catch_up", "keep_source", "read_source", "start_reading"]

MOST_PAGES = 500
MOST_RECORDS = 20_000
MOST_WAIT = 30  # seconds that we wait when a source asks for patience
TRIES = 3


@action
def keep_source(*, actor: User, source: Source) -> Source:
    """Register a source or change it; another address or part is read from its beginning."""
    require(actor, Permission.REVIEW, source.organisation)
    before = Source.objects.filter(pk=source.pk).first()
    if before is None:
        source.made_at = timezone.now()
    elif (before.address, before.part, before.kind) != (source.address, source.part, source.kind):
        source.since, source.read_at, source.trouble = "", None, ""
    source.save()
    record(source, organisation=source.organisation)
    return source


def start_reading(source: Source, actor: User | None = None) -> Job:
    """Read a source in the background; asked twice in one hour, it is read once."""
    return jobs.start(
        read_source,
        kind="bron",
        key=f"{source.pk}:{timezone.now():%Y-%m-%d-%H-%M}"
        if actor
        else f"{source.pk}:{timezone.now():%Y-%m-%d-%H}",
        title=_("Lezen: %s") % source.name,
        owner=actor,
        return_url=reverse("knowledge:sources"),
        parameters={"source": source.pk},
    )


def catch_up() -> None:
    """Once an hour, whichever process is first: read what is due."""
    now = timezone.now()
    if cache.add(f"bronnen:{now:%Y-%m-%d-%H}", 1, 3600):
        for source in queries.due(now):
            start_reading(source)


@task()
def read_source(job_id: str, source: int) -> None:
    """Read what is new; a page that came in stays, also when a later one breaks off."""
    with jobs.work(job_id) as work:
        found = Source.objects.filter(pk=source).first()
        if found is None:
            raise InputError(_("Deze bron is er niet meer."))
        Source.objects.filter(pk=source).update(tried_at=timezone.now())
        try:
            done = _read(found, work)
        except InputError as error:
            Source.objects.filter(pk=source).update(trouble=error.sentence[:300])
            raise
        now = timezone.now()
        Source.objects.filter(pk=source).update(read_at=now, since=done.since or found.since, trouble="")
        record(found, organisation=found.organisation, details=done.counts())


@dataclass(slots=True)
class _Done:
    """What a reading brought, and until which day the source was read."""

    since: str = ""
    new: int = 0
    changed: int = 0
    gone: int = 0
    double: int = 0
    unusable: int = 0

    def counts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in ("new", "changed", "gone", "double", "unusable")}


def _read(source: Source, work: jobs.Work) -> _Done:
    done, seen = _Done(), 0
    held = standing(["publicatie"])
    for page in _pages(source):
        done.since = done.since or page.asked_at[:10]
        seen += len(page.records)
        if seen > MOST_RECORDS:
            raise InputError(_("Deze bron heeft er meer dan %s. Kies een deelverzameling.") % MOST_RECORDS)
        _take_page(source, page.records, held, done)
        work.progress(min(seen // 100, 95), _("%s gelezen") % seen)
    return done


def _pages(source: Source) -> Iterator[Page]:
    """The pages of a source; a token that comes back is a circle, and no end."""
    if source.kind == Source.Kind.FEED:
        yield read_feed(
            fetch(source.address, accept="application/atom+xml, application/rss+xml, */*;q=0.5").content
        )
        return
    asked = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
    asked |= {"set": source.part} if source.part else {}
    asked |= {"from": source.since} if source.since else {}
    tokens: set[str] = set()
    for _number in range(MOST_PAGES):
        page = _asked(source, asked)
        yield page
        if not page.token:
            return
        if page.token in tokens:
            raise InputError(_("De bron geeft steeds dezelfde bladzijde."))
        tokens.add(page.token)
        asked = {"verb": "ListRecords", "resumptionToken": page.token}
    raise InputError(_("Deze bron heeft te veel bladzijden. Kies een deelverzameling."))


def _asked(source: Source, asked: dict[str, str]) -> Page:
    join = "&" if urlsplit(source.address).query else "?"
    address = f"{source.address}{join}{urlencode(asked, quote_via=quote)}"
    for turn in range(TRIES):
        try:
            return read_oai(fetch(address, accept="text/xml, application/xml").content)
        except FetchError as error:
            if error.status != 503 or turn == TRIES - 1 or not 0 < error.wait <= MOST_WAIT:
                raise
            time.sleep(error.wait)
        except ExpiredTokenError:
            raise InputError(
                _("De bron kent haar eigen vervolg niet meer. De volgende keer beginnen we opnieuw.")
            ) from None
    raise InputError(_("De bron antwoordt niet."))


@transaction.atomic
def _take_page(
    source: Source, incoming: Sequence[Incoming], held: dict[str, KnowledgeRecord], done: _Done
) -> None:
    names = [one.name for one in incoming]
    known = {
        one.name: one
        for one in Arrival.objects.filter(source=source, name__in=names).select_related("record")
    }
    for one in incoming:
        if one.wrong or len(one.name) > 500:
            done.unusable += 1
        elif one.deleted:
            _note_gone(known.get(one.name), done)
        elif one.publication is not None:
            data = _fields(one.publication, source)
            print_ = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
            before = known.get(one.name)
            if before is None:
                known[one.name] = _arrive(source, one.name, data, print_, held, done)
            else:
                _again(before, data, print_, done)


def _fields(found: Publication, source: Source) -> dict[str, Any]:
    made = {name: value for name, value in to_mapping(found).items() if name != "id"}
    return {**made, "licentie": made.get("licentie") or source.licence}


def _note_gone(arrival: Arrival | None, done: _Done) -> None:
    """It was taken back there. Here an editor decides; what we never had needs no note."""
    if arrival is not None and arrival.gone_at is None:
        arrival.gone_at = arrival.seen_at = timezone.now()
        arrival.save(update_fields=["gone_at", "seen_at"])
        done.gone += 1


def _arrive(
    source: Source,
    name: str,
    data: dict[str, Any],
    print_: str,
    held: dict[str, KnowledgeRecord],
    done: _Done,
) -> Arrival:
    found = marks("publicatie", data)
    row = None
    if any(mark in held for mark in found):
        done.double += 1
    else:
        row = new_row("publicatie", data, organisation=source.organisation)
        held.update(dict.fromkeys(found, row))
        done.new += 1
    return Arrival.objects.create(source=source, name=name, record=row, print=print_, seen_at=timezone.now())


def _again(arrival: Arrival, data: dict[str, Any], print_: str, done: _Done) -> None:
    """It came before: a draft that nobody touched follows, of all else an editor sees the change."""
    same = arrival.print == print_
    arrival.print, arrival.seen_at, arrival.gone_at = print_, timezone.now(), None
    arrival.save(update_fields=["print", "seen_at", "gone_at"])
    row = arrival.record
    if same or row is None or row.state == State.WITHDRAWN:
        return
    done.changed += 1
    touched = row.revisions.exists()
    if row.state == State.DRAFT and not touched:
        take(row, data)
        row.save()
    elif row.public:
        propose(row, data)
