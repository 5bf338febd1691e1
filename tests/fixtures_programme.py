"""A programme with two cities, and who works on it."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.test import Client

from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import Organisation, Role, User
from wijkwijzer_web.programme.models import Meeting, Participation, Programme

DAY = datetime.date(2026, 3, 12)


@pytest.fixture
def programme(shown: Current, organisation: Organisation) -> Programme:
    """A public programme; its two wijken are the first two of the example by name."""
    row = Programme.objects.create(
        organisation=organisation,
        slug="samen",
        name="Samen verder",
        intro="Twee steden leren van elkaar.",
        begins_on=datetime.date(2025, 9, 1),
        public=True,
        trends=[
            {
                "key": "t1",
                "text": "Minder mensen krijgen bijstand.",
                "indicators": ["bijstand_per_1000"],
                "direction": "down",
            }
        ],
    )
    for place in shown.names.at_level("wijk")[:2]:
        Participation.objects.create(
            programme=row,
            city=place.gemeente_name,
            area=place.key,
            area_name=place.name,
            state=Participation.State.TAKES_PART,
        )
    return row


@pytest.fixture
def staff(client: Client, member: Callable[[Role], User], log_in: Callable[[User], Client]) -> Client:
    """A redacteur of the organisation, logged in."""
    return log_in(member(Role.EDITOR))


@pytest.fixture
def meeting(programme: Programme) -> Meeting:
    """A meeting of the programme that is going on."""
    return Meeting.objects.create(
        programme=programme,
        organisation=programme.organisation,
        theme="Wie blijft er?",
        day=DAY,
        begins=datetime.time(10),
        ends=datetime.time(16),
        place="Het Dok",
        code="ABCD",
        state=Meeting.State.RUNNING,
    )
