"""What the pages, the feed, the file and other programs say of a knelpunt: the same facts, once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.utils.translation import gettext as _

from wijkwijzer.desk import AMSTERDAM, Service, ServiceRequest, moment_due
from wijkwijzer_web.desk.bottlenecks.queries import Standing
from wijkwijzer_web.desk.models import CAUSES, DOMAINS, Bottleneck

__all__ = ["COLUMNS", "Mark", "as_row", "domain_names", "georeport", "mark", "service_requests", "services"]

COLUMNS = (
    *("nummer", "knelpunt", "stand", "eigenaar", "loopt_vast_door", "domeinen", "wijken", "gevraagd_op"),
    *("antwoord_voor", "verlengd", "te_laat_werkdagen", "antwoord_op", "was", "wordt", "geldt_voor", "vanaf"),
    *("werkt", "link"),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A status in a word and a shape; never by colour alone."""

    word: str
    shape: str


def mark(one: Standing) -> Mark:
    """How a knelpunt stands, in a word."""
    row = one.bottleneck
    if row.works:
        shape = {"werkt": "gelijk", "deels": "anders"}.get(row.works, "risico")
        return Mark(str(row.get_works_display()), shape)
    if one.late:
        return Mark(_("Te laat"), "risico")
    if one.clock.extensions and one.open:
        return Mark(_("Verlengd"), "anders")
    if row.state in {Bottleneck.State.DECIDED, Bottleneck.State.APPLIED}:
        return Mark(_("Nog niet nagekeken"), "onbekend")
    return Mark(str(row.get_state_display()), "anders")


def domain_names(domains: Sequence[str]) -> str:
    """The domains in words."""
    names = dict(DOMAINS)
    return ", ".join(str(names[one]) for one in domains if one in names)


def as_row(one: Standing) -> dict[str, object]:
    """A knelpunt as a row of the file and of the API."""
    row = one.bottleneck
    decision = getattr(row, "decision", None)
    return {
        "nummer": row.pk,
        "knelpunt": row.sentence,
        "stand": row.state,
        "eigenaar": row.owner,
        "loopt_vast_door": row.cause,
        "domeinen": list(row.domains),
        "wijken": sorted(row.areas),
        "gevraagd_op": row.asked_on.isoformat(),
        "antwoord_voor": one.clock.due.isoformat(),
        "verlengd": one.clock.extensions,
        "te_laat_werkdagen": one.late,
        "antwoord_op": row.answered_on.isoformat() if row.answered_on else None,
        "was": decision.was if decision else None,
        "wordt": decision.becomes if decision else None,
        "geldt_voor": decision.reach if decision else None,
        "vanaf": decision.from_on.isoformat() if decision else None,
        "werkt": row.works or None,
        "link": f"{settings.SITE_URL.rstrip('/')}{row.get_absolute_url()}",
    }


def services() -> list[Service]:
    """What knelpunten are caused by, and the signals that are never listed."""
    causes = [Service(code, str(name), f"Knelpunt door: {name}", group="knelpunten") for code, name in CAUSES]
    return [
        *causes,
        Service("anders", "Oorzaak nog niet bekend", "Knelpunt zonder bekende oorzaak", group="knelpunten"),
        Service("signaal", "Signaal", "Wat mensen vertellen aan het luisterloket", type="blackbox"),
    ]


def service_requests(rows: Iterable[Standing]) -> list[ServiceRequest]:
    """Knelpunten for other programs."""
    return [georeport(one) for one in rows]


def georeport(one: Standing) -> ServiceRequest:
    """One knelpunt as GeoReport v2."""
    row = one.bottleneck
    names = dict(CAUSES)
    last = row.steps.last()
    closed = row.answered_on is not None
    return ServiceRequest(
        service_request_id=str(row.pk),
        status="closed" if closed else "open",
        status_notes=last.text if last else "",
        service_name=str(names.get(row.cause, "Oorzaak nog niet bekend")),
        service_code=row.cause or "anders",
        description=row.sentence,
        agency_responsible=row.owner,
        requested_datetime=datetime.combine(row.asked_on, time(9), AMSTERDAM),
        updated_datetime=row.updated_at.astimezone(AMSTERDAM),
        expected_datetime=None if closed else moment_due(one.clock.due),
        address=", ".join(row.areas.values()),
    )
