"""Every form of programmes that anybody can send takes anything: a clear status, and nothing half kept."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from wijkwijzer_web.programme.advice.queries import link_of as advice_link
from wijkwijzer_web.programme.cities.queries import address_of as city_address
from wijkwijzer_web.programme.invitations.queries import address_of_presenter
from wijkwijzer_web.programme.meetings.queries import link_of_invitation, link_of_sign_up
from wijkwijzer_web.programme.models import (
    Advice,
    Invitation,
    Meeting,
    Presentation,
    Programme,
    SignUp,
    Task,
    Theme,
)

pytestmark = pytest.mark.django_db
LONG, CONTROLS, LOOKALIKES = "x" * 100_000, "\x00\x0b\x1f\x7f\u202e\ufffe", "²٣１"
KINDS = ("leeg", "te lang", "stuurtekens", "cijfers die er geen zijn")
FORMS: dict[str, tuple[str, ...]] = {
    "voorstel": ("city", "where", "risk", "contact_email", "punt_grootte"),
    "aanmelden": ("email", "city"),
    "zaalcode": ("code",),
    "taak": ("tekst", "kant", "wijk", "wie", "wanneer", "tafel", "aanvraag"),
    "kiezen": ("taak_1", "aanvraag"),
    "stad": ("thema_1",),
    "gast": ("email", "what"),
    "uitnodiging": ("stap",),
    "presentatie": ("what", "vraag_partijen"),
    "opmerking": ("text", "task", "aanvraag"),
    "advies": ("state", "because"),
    "noem": ("adres", "weet", "wie", "aanvraag"),
    "gevraagd": ("soort", "wat", "maanden", "wie", "tot", "adres", "aanvraag"),
    "krachten": ("text", "kind", "aanvraag"),
}


@pytest.fixture
def paths(programme: Programme, meeting: Meeting) -> dict[str, str]:
    """The address of each form, with what it needs."""
    today = timezone.localdate()
    coming = Meeting.objects.create(
        organisation=programme.organisation,
        theme="Open avond",
        day=today + datetime.timedelta(days=9),
        begins=datetime.time(19),
        ends=datetime.time(21),
        place="Het Dok",
        code="OPEN",
        open_to_all=True,
    )
    Theme.objects.create(programme=programme, title="Geld")
    now = timezone.now()
    for text in ("Bellen.", "Vragen."):
        Task.objects.create(
            meeting=meeting, text=text, aspect="geld", request=uuid.uuid4(), noted_at=now, on_ballot=True
        )
    Meeting.objects.filter(pk=meeting.pk).update(choosing=True)
    been = Meeting.objects.create(
        organisation=programme.organisation,
        theme="Was er",
        day=today - datetime.timedelta(days=2),
        begins=datetime.time(19),
        ends=datetime.time(21),
        place="Het Dok",
        code="WASR",
        state=Meeting.State.DISCUSSED,
        amend_until=today,
    )
    mine = link_of_sign_up(SignUp.objects.create(meeting=been, email="was@stad.nl"))
    show = Presentation.objects.create(meeting=coming, area="WK1", area_name="W", what="Iets")
    asked = Invitation.objects.create(meeting=coming, email="gast@stad.nl")
    advice = Advice.objects.create(
        organisation=programme.organisation,
        number=1,
        text="Doe het.",
        to_kind="gemeente",
        to_name="gemeente Havermeer",
        issued_on=today,
        look_back_on=today + datetime.timedelta(days=300),
    )
    city = programme.participations.all()[0]
    return {
        "voorstel": f"/programma/{programme.slug}/doe-mee",
        "aanmelden": f"/bijeenkomst/{coming.uid}/aanmelden",
        "zaalcode": "/zaal",
        "taak": f"/zaal/{meeting.code}",
        "kiezen": f"/zaal/{meeting.code}/kies",
        "stad": _path(city_address(city)),
        "gast": f"{_path(city_address(city))}/mensen",
        "uitnodiging": _path(link_of_invitation(asked)),
        "presentatie": _path(address_of_presenter(show)),
        "opmerking": f"{_path(mine)}/opmerking",
        "advies": f"/advies/antwoord/{advice_link(advice)}",
        "noem": "/wijk/WK990311-de-spoordijk/mensen/noem",
        "gevraagd": "/wijk/WK990311-de-spoordijk/gevraagd/nieuw",
        "krachten": "/wijk/WK990311-de-spoordijk/krachten",
    }


def _path(address: str) -> str:
    return "/" + address.partition("//")[2].partition("/")[2]


def _count() -> int:
    return sum(table._default_manager.count() for table in apps.get_app_config("programme").get_models())


BAD: dict[str, Callable[[str], str]] = {
    "leeg": lambda _name: "",
    "te lang": lambda _name: LONG,
    "stuurtekens": lambda _name: CONTROLS,
    "cijfers die er geen zijn": lambda _name: LOOKALIKES,
}


@pytest.mark.parametrize("form", FORMS)
def test_a_public_form_takes_anything_and_keeps_none_of_it(form: str, paths: dict[str, str]) -> None:
    before = _count()
    for kind in KINDS:
        data = {name: BAD[kind](name) for name in FORMS[form]}
        answer = Client().post(paths[form], data)
        assert answer.status_code < 500, kind
        assert answer.status_code in (200, 302, 400, 404), (kind, answer.status_code)
        assert "\x00" not in answer.content.decode()
    assert Client().post(paths[form], {}).status_code < 500
    assert _count() == before


def test_a_presenter_who_sends_too_much_keeps_what_was_there(paths: dict[str, str]) -> None:
    Presentation.objects.update(answers={"partijen": "De Wissel"})
    assert Client().post(paths["presentatie"], {"what": "", "vraag_partijen": LONG}).status_code == 400
    row = Presentation.objects.get()
    assert (row.what, row.answers) == ("Iets", {"partijen": "De Wissel"})
