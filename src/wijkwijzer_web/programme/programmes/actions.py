"""Writing programmes and who takes part."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.programme.models import Participation, Programme

__all__ = ["add_city", "decide_on_city", "propose_city", "save_programme"]

MOST_CITIES = 200


@action
def save_programme(*, actor: User, programme: Programme) -> Programme:
    """Store a new or changed programme."""
    require(actor, Permission.WRITE, programme.organisation)
    programme.full_clean()
    programme.save()
    record(programme)
    return programme


@action
def add_city(*, actor: User, city: Participation) -> Participation:
    """Let a city take part with a wijk that it proposed."""
    require(actor, Permission.WRITE, city.programme.organisation)
    city.full_clean()
    city.save()
    record(city.programme, details={"city": city.pk})
    return city


@action
def decide_on_city(*, actor: User, city: Participation, state: str, because: str = "") -> None:
    """Take a proposal in, or say that a city stopped and why; what it did stays."""
    require(actor, Permission.WRITE, city.programme.organisation)
    city.state, city.stopped_because = state, because
    city.full_clean()
    city.save(update_fields=["state", "stopped_because"])
    record(city.programme, details={"city": city.pk, "state": state})


def propose_city(city: Participation) -> Participation:
    """Keep what a city proposes without an account: it waits for the team."""
    if city.programme.participations.count() >= MOST_CITIES:
        raise ValidationError(_("Er staan al te veel voorstellen. Mail het programma."))
    city.state = Participation.State.PROPOSED
    city.full_clean()
    city.save()
    return city
