"""The example's roles, plans and handovers: rows of the long effort, all invented."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.utils import timezone

from wijkwijzer_web.core.codes import new_token, token_fingerprint
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.programme.models import (
    AreaPlan,
    AreaRole,
    Connector,
    Evidence,
    Exchange,
    Handover,
    InitiativeStep,
    OrganisationForm,
    Strength,
    Unrecorded,
)

__all__ = ["NAMED", "day_from_now", "load_effort"]

NAMED = (
    *(AreaPlan, AreaRole, Connector, Evidence, Exchange, Handover, OrganisationForm, Strength, Unrecorded),
)


def day_from_now(days: int) -> datetime.date:
    """The day that is so many days from today; before it when negative."""
    return timezone.localdate() + datetime.timedelta(days=days)


def load_effort(organisation: Organisation, said: dict[str, Any]) -> None:
    """Write roles, years without records, a plan, a handover and what is known of the four factors."""
    for row in said["role"]:
        for term in row["terms"]:
            _role(organisation, row, term)
    for row in said["unrecorded"]:
        first, last = row["days"]
        Unrecorded.objects.create(
            **_common(organisation, row),
            begins_on=day_from_now(first),
            ends_on=day_from_now(last),
            because=row["because"],
        )
    for row in said["plan"]:
        since, until = row["days"]
        AreaPlan.objects.create(
            **_common(organisation, row),
            aim=row["aim"],
            agreed=row["agreed"],
            since=day_from_now(since),
            until=day_from_now(until),
        )
    for row in said["handover"]:
        Handover.objects.create(
            **_common(organisation, row),
            role=AreaRole.objects.filter(area=row["area"], kind="manager").order_by("begins_on").first(),
            on=day_from_now(row["day"]),
            running=row["running"],
            knows=row["knows"],
            promised=row["promised"],
        )
    for row in said["evidence"]:
        for each in row["rows"]:
            _evidence(organisation, each)
    load_people(organisation, said)


def load_people(organisation: Organisation, said: dict[str, Any]) -> None:
    """Write schakelaars, calls, krachten and organisatiemodellen; the addresses lead nowhere."""
    for row in said["connectors"]:
        for n, each in enumerate(row["rows"]):
            _connector(n, each)
    for row in said["exchange"]:
        for n, (area, kind, what, months, who, days) in enumerate(row["rows"]):
            Exchange.objects.create(
                area=area,
                area_name=area,
                kind=kind,
                what=what,
                months=months,
                who=who,
                email=f"oproep-{n}@lindemark.example",
                state=Exchange.State.SHOWN,
                on=day_from_now(-3),
                until=day_from_now(days),
                request=uuid.uuid4(),
                is_example=True,
            )
    for row in said["strengths"]:
        for area, kind, text, state in row["rows"]:
            Strength.objects.create(
                area=area,
                area_name=area,
                kind=kind,
                text=text,
                state=state,
                on=day_from_now(-30),
                fingerprint=token_fingerprint(new_token()),
                request=uuid.uuid4(),
                is_example=True,
            )
    for row in said["steps"]:
        for each in row["rows"]:
            _step(each)
    for row in said["organising"]:
        for each in row["rows"]:
            _organising(organisation, each)


def _connector(n: int, row: list[Any]) -> None:
    area, knows, name, days = row
    Connector.objects.create(
        area=area,
        area_name=area,
        origin=Connector.Origin.NAMED if n else Connector.Origin.DID,
        knows=knows,
        name=name,
        email=f"schakelaar-{n}@lindemark.example",
        proposed_on=day_from_now(-max(days, 5)),
        since=day_from_now(-days) if days >= 0 else None,
        is_example=True,
    )


def _step(row: list[Any]) -> None:
    key, state, company, money, result, ally, ally_since, because, on = row
    InitiativeStep.objects.create(
        record=key,
        state=state,
        company=company,
        money=money,
        result=result,
        ally=ally,
        ally_since=day_from_now(ally_since) if ally_since else None,
        because=because,
        on=day_from_now(on),
        is_example=True,
    )


def _organising(organisation: Organisation, row: list[Any]) -> None:
    area, since, until, chooses_areas, chooses_opgaven, form, because, answers, lessons, source = row
    OrganisationForm.objects.create(
        **_common(organisation, {"area": area}),
        since=day_from_now(since),
        until=day_from_now(until) if until else None,
        chooses_areas=chooses_areas,
        chooses_opgaven=chooses_opgaven,
        form=form,
        because=because,
        answers=answers,
        lessons=lessons,
        source=source,
    )


def _common(organisation: Organisation, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "organisation": organisation,
        "area": row["area"],
        "area_name": row["area"],
        "is_example": True,
    }


def _role(organisation: Organisation, row: dict[str, Any], term: list[Any]) -> None:
    begins, ends, decides, euro, pushes, handed_over, nearer = term
    AreaRole.objects.create(
        **_common(organisation, row),
        kind=row["kind"],
        title=row["title"],
        holder=row["holder"],
        begins_on=day_from_now(begins),
        ends_on=day_from_now(ends) if ends else None,
        decides=decides,
        money_to=euro if euro >= 0 else None,
        pushes_through=pushes if isinstance(pushes, bool) else None,
        handed_over=handed_over,
        nearer=nearer,
    )


def _evidence(organisation: Organisation, row: list[Any]) -> None:
    area, factor, what, who, with_what, until, source, on = row
    Evidence.objects.create(
        **_common(organisation, {"area": area}),
        factor=factor,
        what=what,
        who=who,
        with_what=with_what,
        until=day_from_now(until) if until else None,
        source=source,
        on=day_from_now(on),
    )
