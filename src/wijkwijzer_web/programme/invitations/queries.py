"""Reading who was invited, who may be next, and what a link opens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from wijkwijzer.programme import Answered, Candidate, next_round
from wijkwijzer_web.core.links import key_in, link_to, sealed
from wijkwijzer_web.programme.meetings.queries import INVITED
from wijkwijzer_web.programme.models import Guest, Invitation, Meeting, Participation, Presentation

__all__ = [
    "CityRound",
    "address_of_presenter",
    "invitation_of_link",
    "presentation_of_link",
    "rounds",
]

_SAID: dict[str, Answered] = {"": "wacht", "ja": "ja", "nee": "nee"}
PRESENTER = "presentatie"


@dataclass(frozen=True, slots=True)
class CityRound:
    """One city for one meeting: how many said what, and whom a next round asks."""

    city: Participation
    answers: Counter[Answered]
    following: tuple[Guest, ...]

    @property
    def coming(self) -> int:
        """How many said yes."""
        return self.answers["ja"]

    @property
    def waiting(self) -> int:
        """How many were asked and said nothing yet."""
        return self.answers["wacht"]

    @property
    def declined(self) -> int:
        """How many said no."""
        return self.answers["nee"]

    @property
    def left(self) -> int:
        """How many were not asked."""
        return self.answers[""]


def rounds(meeting: Meeting, seats: int = 2) -> Iterator[CityRound]:
    """Every city that takes part, with its next round of this meeting."""
    if meeting.programme is None:
        return
    asked = meeting.invitations.exclude(guest=None)
    said: dict[int | None, Answered] = {row.guest_id: _SAID[row.answer] for row in asked}
    held = Q(invitations__answer="ja", invitations__meeting__programme=meeting.programme)
    earlier = held & ~Q(invitations__meeting=meeting)
    cities = meeting.programme.participations.filter(state=Participation.State.TAKES_PART)
    for city in cities:
        guests = {str(each.pk): each for each in city.guests.annotate(been=Count("invitations", earlier))}
        people = [Candidate(key, each.what, each.been, said.get(each.pk, "")) for key, each in guests.items()]
        chosen = tuple(guests[key] for key in next_round(people, seats))
        yield CityRound(city, Counter(each.answer for each in people), chosen)


def invitation_of_link(token: str) -> Invitation:
    """The invitation that a link opens."""
    rows = Invitation.objects.select_related("meeting__programme", "meeting__organisation", "guest")
    return get_object_or_404(rows, key=key_in(INVITED, token))


def address_of_presenter(row: Presentation) -> str:
    """The whole address with which a presenter answers the eight questions."""
    return link_to("programme:presenter", sealed(PRESENTER, row.key))


def presentation_of_link(token: str) -> Presentation:
    """The presentation that a link opens, until the notes of its meeting are settled."""
    rows = Presentation.objects.select_related("meeting__programme", "meeting__organisation")
    open_ones = rows.exclude(meeting__state__in=(Meeting.State.SETTLED, Meeting.State.CANCELLED))
    return get_object_or_404(open_ones, key=key_in(PRESENTER, token))
