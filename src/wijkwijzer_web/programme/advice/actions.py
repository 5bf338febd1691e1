"""Writing advice: give it, keep what the addressee says, ask every half year."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from wijkwijzer_web.core.calendar import written_day
from wijkwijzer_web.core.links import link_to
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.follow import service as follow
from wijkwijzer_web.programme.advice.queries import link_of, to_ask
from wijkwijzer_web.programme.models import Advice, AdviceAsk, AdviceStep

__all__ = ["address_of_link", "answer_by_link", "ask_again", "give_advice", "pass_on"]


@action
def give_advice(*, actor: User, advice: Advice) -> Advice:
    """Give an advice to one addressee; the number counts within the organisation."""
    require(actor, Permission.WRITE, advice.organisation)
    Organisation.objects.select_for_update().get(pk=advice.organisation_id)
    if not advice.pk:
        last = Advice.objects.filter(organisation=advice.organisation).aggregate(last=Max("number"))["last"]
        advice.number = (last or 0) + 1
    advice.full_clean()
    advice.save()
    record(advice)
    return advice


@action
def pass_on(*, actor: User, advice: Advice, state: str, because: str) -> AdviceStep:
    """Keep what the addressee told us; the page says that we passed it on."""
    require(actor, Permission.WRITE, advice.organisation)
    step = _step(advice, state, because, AdviceStep.Via.STAFF)
    record(advice, details={"state": state})
    return step


def answer_by_link(advice: Advice, state: str, because: str) -> AdviceStep:
    """Keep what the addressee says with the link."""
    return _step(advice, state, because, AdviceStep.Via.LINK)


def _step(advice: Advice, state: str, because: str, via: str) -> AdviceStep:
    step = AdviceStep(advice=advice, state=state, because=because, via=via, on=timezone.localdate())
    step.full_clean()
    step.save()
    Advice.objects.filter(pk=advice.pk).update(state=state)
    return step


def address_of_link(advice: Advice) -> str:
    """The whole address with which the addressee answers."""
    return link_to("programme:advice-answer", link_of(advice))


def ask_again(*, actor: User | None = None) -> dict[str, int]:
    """Ask every half year what became of open advice; without an address it is noted for the team.

    Runs every night. The mail stands in the box before it is noted that it was asked.
    """
    today, counts = timezone.localdate(), {"adviezen gevraagd": 0, "adviezen zonder adres": 0}
    for row, _due in to_ask(today):
        with transaction.atomic():
            if row.to_email:
                _mail(row, today)
            else:
                counts["adviezen zonder adres"] += 1
            AdviceAsk.objects.get_or_create(advice=row, on=today)
        counts["adviezen gevraagd"] += 1
    return counts


def _mail(row: Advice, today: datetime.date) -> None:
    values = {
        "number": str(row.number),
        "day": written_day(row.issued_on),
        "from": str(row.organisation),
        "link": address_of_link(row),
    }
    follow.later(
        f"advies:{row.pk}:{today}",
        letter="advies-vraag",
        to=row.to_email,
        values=values,
        organisation=row.organisation,
    )
