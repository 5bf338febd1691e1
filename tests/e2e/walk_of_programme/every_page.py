"""The example of a programme with somebody who may do everything in it, and a row for every page of it."""

from __future__ import annotations

import datetime
import uuid
from functools import cached_property
from typing import TypeVar

from allauth.mfa.totp.internal.auth import TOTP
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone

from second_factor import SECRET
from walk_of_programme.stage import PASSWORD
from wijkwijzer_web.core.models import Membership, Organisation, Role, User
from wijkwijzer_web.knowledge import service as knowledge
from wijkwijzer_web.programme import models
from wijkwijzer_web.programme.advice.queries import link_of as link_of_advice
from wijkwijzer_web.programme.analyses.actions import react
from wijkwijzer_web.programme.asked_offered.queries import link_of as link_of_exchange
from wijkwijzer_web.programme.cities.queries import address_of
from wijkwijzer_web.programme.initiatives.queries import link_of as link_of_initiative
from wijkwijzer_web.programme.invitations.queries import address_of_presenter
from wijkwijzer_web.programme.meetings.actions import sign_up
from wijkwijzer_web.programme.meetings.queries import link_of_invitation, link_of_sign_up
from wijkwijzer_web.programme.models import Meeting
from wijkwijzer_web.programme.people.queries import relay_link
from wijkwijzer_web.programme.service import load_example_analyses, load_example_programme
from wijkwijzer_web.programme.workforms.queries import every

__all__ = ["Pages", "Stage", "one", "read"]

WIJK = "wijk/WK990311-de-spoordijk"
Pages = dict[str, list[str]]
T = TypeVar("T", bound=Model)


def one(rows: QuerySet[T]) -> T:
    row = rows.first()
    assert row is not None
    return row


def read(name: str, *rest: object, query: str = "") -> str:
    return reverse(f"programme:{name}", args=rest) + query


class Stage:
    """The example with somebody who may do everything in it, and a row for every page."""

    def __init__(self) -> None:
        self.organisation, _ = Organisation.objects.get_or_create(
            slug="vooruit", defaults={"name": "Lindemark"}
        )
        knowledge.load_example_knowledge(actor=None, organisation=self.organisation)
        load_example_programme(actor=None, organisation=self.organisation)
        load_example_analyses(actor=None, organisation=self.organisation)
        self.programme = models.Programme.objects.get(is_example=True)
        self.user = User.objects.create_user("alles@programma.example", PASSWORD)
        Membership.objects.create(user=self.user, organisation=self.organisation, role=Role.ADMINISTRATOR)
        TOTP.activate(self.user, SECRET)
        held = self.programme.meetings
        self.settled = one(held.filter(state=Meeting.State.SETTLED))
        self.discussed = one(held.filter(state=Meeting.State.DISCUSSED))
        self.coming = one(held.filter(day__gt=timezone.localdate()))
        self.room = self._meeting("ZAAL", choosing=False)
        self.choosing = self._meeting("KIES", choosing=True)

    def _meeting(self, code: str, *, choosing: bool) -> Meeting:
        """A day that is going on, with what was noted on another."""
        row = Meeting.objects.create(
            programme=self.programme,
            organisation=self.organisation,
            number=90 + choosing,
            theme="Wie blijft er?",
            day=timezone.localdate(),
            begins=datetime.time(9),
            ends=datetime.time(12),
            place="Het Dok",
            state=Meeting.State.RUNNING,
            code=code,
            choosing=choosing,
        )
        for task in self.settled.tasks.all()[:4]:
            models.Task.objects.create(
                meeting=row,
                text=task.text,
                aspect=task.aspect,
                request=task.request,
                noted_at=task.noted_at,
                on_ballot=True,
            )
        return row

    def sign_up_link(self, meeting: Meeting) -> str:
        return link_of_sign_up(sign_up(meeting, "was.er@example.org", "Havermeer"))

    @cached_property
    def public(self) -> Pages:
        """The pages without an account, by the name of their address."""
        slug, days = self.programme.slug, (self.settled, self.discussed, self.coming)
        analysis = one(self.programme.analyses.filter(reactions__isnull=False))
        invitation = models.Invitation.objects.get_or_create(
            meeting=self.coming, email="gevraagd@example.org"
        )[0]
        presentation = models.Presentation.objects.filter(meeting=self.coming).first() or (
            models.Presentation.objects.create(
                meeting=self.coming, area="WK990311", area_name="De Spoordijk", what="De werkplaats"
            )
        )
        open_day = one(Meeting.objects.filter(programme=None, organisation=self.organisation))
        mine, again = self.sign_up_link(self.discussed), self.sign_up_link(self.settled)
        first = "a1"
        return {
            "programmes": [read("programmes")],
            "programme": [read("programme", slug)],
            "propose": [read("propose", slug)],
            "agenda": [read("agenda")],
            "meeting": [read("meeting", open_day.uid)],
            "meeting-of": [each.get_absolute_url() for each in days],
            "mine": [mine, again],
            "mine-stop": [f"{mine}/afmelden"],
            "room-enter": [read("room-enter")],
            "room": [read("room", self.room.code, query="?tafel=3")],
            "room-choose": [read("room-choose", self.choosing.code)],
            "workforms": [read("workforms")],
            "workform": [read("workform", next(iter(every())))],
            "city-mine": [self._of_a_city("city-mine")],
            "invited": [link_of_invitation(invitation)],
            "presenter": [address_of_presenter(presentation)],
            "analysis-of": [f"/wijk/{analysis.area}/analyse"],
            "analysis": [
                analysis.get_absolute_url(),
                read("analysis", analysis.pk, query=f"?alinea={first}"),
            ],
            "analysis-version": [read("analysis-version", analysis.pk, 1)],
            "my-reaction": [self._my_reaction(analysis)],
            "advice": [read("advice")],
            "advice-one": [row.get_absolute_url() for row in self.programme.advice.all()[:2]],
            "advice-answer": [read("advice-answer", link_of_advice(one(self.programme.advice)))],
            "report": [read("report", slug, 1)],
            "opgave": [read("opgave", one(models.Opgave.objects).pk)],
            **self._of_people(),
        }

    def _of_a_city(self, name: str) -> str:
        city = one(self.programme.participations.filter(state="doet-mee"))
        return read(name, address_of(city).rpartition("/")[2])

    def _my_reaction(self, analysis: models.AreaAnalysis) -> str:
        _row, token = react(analysis, uuid.uuid4(), "a1", "Dit klopt niet.", "wijkraad")
        return read("my-reaction", token)

    def _of_people(self) -> Pages:
        connector = one(models.Connector.objects.exclude(since=None))
        relay = models.Relay.objects.create(
            connector=connector, email="vraagt@example.org", request=uuid.uuid4(), on=timezone.localdate()
        )
        initiative = knowledge.initiatives_in([row.area for row in self.programme.participations.all()])[0]
        return {
            "initiative": [read("initiative", initiative.slug)],
            "initiative-move": [read("initiative-move", link_of_initiative(initiative))],
            "exchange-mine": [read("exchange-mine", link_of_exchange(one(models.Exchange.objects)))],
            "relay-answer": [read("relay-answer", relay_link(relay))],
        }

    @cached_property
    def at_work(self) -> Pages:
        """The pages of the team."""
        slug, days = self.programme.slug, (self.settled, self.discussed, self.room, self.coming)
        analysis = one(self.programme.analyses.filter(reactions__isnull=False))
        for n in range(6):  # more than a page shows without ticking
            react(analysis, uuid.uuid4(), "a1", f"Dit klopt niet {n}.", "")
        effort = one(models.Effort.objects.filter(outcomes__isnull=False))
        return {
            "work-list": [read("work-list")],
            "new": [read("new")],
            "work": [read("work", slug)],
            "edit": [read("edit", slug)],
            "add-city": [read("add-city", slug)],
            "plan-new": [read("plan-new")],
            "plan-new-in": [read("plan-new-in", slug)],
            "plan": [read("plan", each.uid) for each in days],
            "plan-edit": [read("plan-edit", self.settled.uid)],
            "plan-screen": [read("plan-screen", self.room.uid)],
            "plan-presentation": [read("plan-presentation", self.coming.uid)],
            "plan-presentation-one": [
                read("plan-presentation-one", row.meeting.uid, row.pk)
                for row in models.Presentation.objects.filter(meeting=self.settled)[:1]
            ],
            "plan-invite": [read("plan-invite", self.coming.uid)],
            "city-analysis": [self._of_a_city("city-analysis")],
            "write-list": [read("write-list")],
            "write-new": [read("write-new")],
            "write": [read("write", analysis.pk)],
            "write-review": [read("write-review", analysis.pk)],
            "advice-work": [read("advice-work")],
            "advice-give": [read("advice-give")],
            "advice-pass-on": [read("advice-pass-on", one(self.programme.advice).pk)],
            "report-version": [read("report-version", slug, 2, 1)],
            "chain-work": [read("chain-work")],
            "opgave-new": [read("opgave-new")],
            "past": [read("past")],
            "opgave-edit": [read("opgave-edit", effort.opgave_id)],
            "effort-new": [read("effort-new", effort.opgave_id)],
            "effort-edit": [read("effort-edit", effort.pk)],
            "outcome-new": [read("outcome-new", effort.pk)],
            "lesson-new": [read("lesson-new", one(effort.outcomes).pk)],
            **self._of_roles(),
        }

    def _of_roles(self) -> Pages:
        gap = one(models.Unrecorded.objects)
        return {
            "role-new": [read("role-new")],
            "role-edit": [read("role-edit", one(models.AreaRole.objects).pk)],
            "unrecorded-new": [read("unrecorded-new")],
            "unrecorded-edit": [read("unrecorded-edit", gap.pk)],
            "hand-over": [f"/{WIJK}/overdracht/nieuw"],
            "area-plan-edit": [f"/{WIJK}/wijkplan/schrijf"],
            "evidence-new": [read("evidence-new")],
            "evidence-edit": [read("evidence-edit", one(models.Evidence.objects).pk)],
            "strength-queue": [read("strength-queue")],
            "organising-new": [read("organising-new")],
            "organising-edit": [read("organising-edit", one(models.OrganisationForm.objects).pk)],
        }
