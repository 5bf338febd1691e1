"""Proposing themes, asking the cities, and keeping what they say."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.follow import service as follow
from wijkwijzer_web.programme.analyses.actions import draft_row
from wijkwijzer_web.programme.cities.queries import address_of
from wijkwijzer_web.programme.models import AreaAnalysis, Participation, Programme, Theme, ThemeRating

__all__ = [
    "ask_cities",
    "drop_theme",
    "join_programme",
    "leave_programme",
    "propose_theme",
    "rate_themes",
    "start_for_city",
]

MOST_THEMES = 20


@action
def propose_theme(*, actor: User, theme: Theme) -> Theme:
    """Put a theme on the list from which the cities choose."""
    require(actor, Permission.WRITE, theme.programme.organisation)
    if theme.programme.themes.count() >= MOST_THEMES:
        raise ValidationError(_("Twintig thema's is genoeg om uit te kiezen."))
    theme.full_clean()
    theme.save()
    record(theme.programme, details={"theme": theme.pk})
    return theme


@action
def drop_theme(*, actor: User, theme: Theme) -> None:
    """Take a theme off the list; what cities said of it goes along."""
    require(actor, Permission.WRITE, theme.programme.organisation)
    record(theme.programme, details={"dropped": theme.pk})
    theme.delete()


@action
def ask_cities(*, actor: User, programme: Programme) -> tuple[int, list[str]]:
    """Mail each city its own link; return how many get one, and the cities that have no address."""
    require(actor, Permission.WRITE, programme.organisation)
    asked, without, this = 0, [], uuid.uuid4()
    for city in programme.participations.filter(state=Participation.State.TAKES_PART):
        if not city.contact_email:
            without.append(city.city)
            continue
        values = {"programme": programme.name, "city": city.city, "link": address_of(city)}
        asked += follow.later(
            f"stad:{this}:{city.pk}",
            letter="stad-link",
            to=city.contact_email,
            values=values,
            organisation=programme.organisation,
        )
    record(programme, details={"asked": asked})
    return asked, without


def rate_themes(city: Participation, values: Mapping[Theme, int]) -> None:
    """Keep how much a city wants each theme; its last answer counts."""
    with transaction.atomic():
        for theme, value in values.items():
            ThemeRating.objects.update_or_create(theme=theme, city=city, defaults={"value": value})


# ---- the analysis of a city's own wijkmanager: whoever has the city's link may bring one in
@action
def start_for_city(*, actor: User, organisation: Organisation, city: Participation) -> AreaAnalysis:
    """Draft the analysis of a city's wijk, of the organisation that writes it, in the programme."""
    require(actor, Permission.WRITE, organisation)
    row = draft_row(organisation, city.area, city.programme)
    record(row, details={"city": city.pk})
    return row


@action
def join_programme(*, actor: User, analysis: AreaAnalysis, city: Participation) -> AreaAnalysis:
    """Put an analysis that is there already with the programme that its wijk takes part in."""
    require(actor, Permission.WRITE, analysis.organisation)
    row = AreaAnalysis.objects.select_for_update().get(pk=analysis.pk)
    if row.area != city.area:
        raise ValidationError(_("Deze analyse gaat over een andere wijk."))
    if row.programme_id not in (None, city.programme_id):
        raise ValidationError(_("Deze analyse hoort al bij een ander programma."))
    row.programme = city.programme
    row.save(update_fields=["programme"])
    record(row, details={"city": city.pk})
    return row


@action
def leave_programme(*, actor: User, analysis: AreaAnalysis) -> AreaAnalysis:
    """Take an analysis out of a programme; it stays with whoever wrote it, and in reports that came out."""
    row = AreaAnalysis.objects.select_for_update().get(pk=analysis.pk)
    if row.programme is None:
        raise ValidationError(_("Deze analyse hoort niet bij een programma."))
    require(actor, Permission.WRITE, row.programme.organisation)
    record(row, details={"left": row.programme_id})
    row.programme = None
    row.save(update_fields=["programme"])
    return row
