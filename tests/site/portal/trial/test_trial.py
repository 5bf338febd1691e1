"""The trial room: the same screens, no mail, nothing to be found or counted, and empty in one act."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.card.queries import house
from wijkwijzer_web.core.mailing.actions import send
from wijkwijzer_web.core.models import AuditEntry, Card, Organisation, Role, User
from wijkwijzer_web.core.people.roles import Permission, allowed
from wijkwijzer_web.desk.bottlenecks.actions import confirm, propose
from wijkwijzer_web.desk.bottlenecks.queries import published, totals
from wijkwijzer_web.desk.counting.queries import heard_in
from wijkwijzer_web.desk.models import Bottleneck, Desk, Signal
from wijkwijzer_web.dialogue.models import Dialogue
from wijkwijzer_web.follow.service import send_waiting
from wijkwijzer_web.programme.models import Meeting

pytestmark = pytest.mark.django_db
AT = "/werkplek/organisatie/tolbeke/proefruimte"
WORD = "Zandkasteel"
PUBLIC = (
    *("/", "/dialogen", "/luisterloket", "/agenda", "/agenda.ics", "/knelpunten", "/programma"),
    *(f"/zoeken?q={WORD}", "/sitemap.xml", "/en/", "/hergebruik", "/api/v1/dialogen", "/dialogen/feed"),
)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Pages that are kept for some seconds are made anew."""
    for name in ("default", "local"):
        caches[name].clear()


@pytest.fixture
def wijk(shown: Current) -> tuple[str, str]:
    """Code and name of a wijk of the example."""
    place = next(one for one in shown.names.at_level("wijk") if one.name == "De Spoordijk")
    return place.key, place.name


@pytest.fixture
def keeper(
    organisation: Organisation,
    wijk: tuple[str, str],
    log_in: Callable[[User], Client],
    member: Callable[[Role], User],
) -> Client:
    """An administrator at work, with a card and a colleague."""
    Card.objects.create(
        organisation=organisation,
        email="wijken@example.org",
        phone="0200 555 010",
        hours="elke werkdag",
        privacy_contact="fg@example.org",
        areas={wijk[0]: wijk[1]},
    )
    member(Role.EDITOR)
    return log_in(member(Role.ADMINISTRATOR))


@pytest.fixture
def room(keeper: Client) -> Organisation:
    """The trial room, open."""
    keeper.post(AT, {"doe": "open"})
    return Organisation.objects.get(trial_of__slug="tolbeke")


def _sent(form: object) -> dict[str, object]:
    """What a browser sends when nothing is typed."""
    found: dict[str, object] = {}
    for field in form:  # type: ignore[attr-defined]
        value = field.value()
        if isinstance(value, datetime.date | datetime.time):
            value = value.isoformat()
        if value not in (None, False):
            found[field.html_name] = getattr(value, "pk", value)
    return found


@pytest.fixture
def tried(keeper: Client, room: Organisation, wijk: tuple[str, str]) -> dict[str, str]:
    """One of each in the trial room, all open, made with the forms as they stand."""
    at = "/werkplek/dialogen/nieuw?proef=ja"
    keeper.post(at, _sent(keeper.get(at).context["form"]) | {"title": f"{WORD} of glijbaan?"})
    at = "/werkplek/bijeenkomst/nieuw?proef=ja"
    keeper.post(at, _sent(keeper.get(at).context["form"]) | {"theme": f"{WORD} bouwen"})
    at = "/werkplek/luisterloket/nieuw-loket?proef=ja"
    keeper.post(at, _sent(keeper.get(at).context["form"]) | {"name": f"Loket {WORD}"})
    dialogue, meeting, desk = Dialogue.objects.get(), Meeting.objects.get(), Desk.objects.get()
    assert {dialogue.organisation, meeting.organisation, desk.organisation} == {room}
    Dialogue.objects.update(state=Dialogue.State.OPEN)
    people = list(User.objects.values_list("pk", flat=True))
    keeper.post(
        f"/werkplek/luisterloket/{desk.slug}/luisteraars", {"mensen": people, "lees": "on", "open": "on"}
    )
    assert Desk.objects.get().opened
    now = timezone.now()
    told = {"code_hash": b"k" * 32, "channel": "web", "area": wijk[0], "next_on": now.date()}
    Signal.objects.create(desk=desk, number=1, received_at=now, last_word_at=now, **told)
    return {
        "dialogue": dialogue.get_absolute_url(),
        "meeting": meeting.get_absolute_url(),
        "desk": desk.get_absolute_url(),
    }


def test_nobody_finds_what_is_tried(tried: dict[str, str], wijk: tuple[str, str]) -> None:
    client = Client()
    looked = 0
    for path in (*PUBLIC, f"/wijk/{wijk[0]}-de-spoordijk", f"/zoeken?q={wijk[1]}"):
        answer = client.get(path, follow=True)
        if answer.status_code == 404:
            continue
        looked += 1
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        body = body.replace(f"q={WORD}".encode(), b"").replace(f"“{WORD}”".encode(), b"")
        body = body.replace(f'value="{WORD}"'.encode(), b"").replace(f"naar {WORD}".encode(), b"")
        assert WORD.encode() not in body, path
        assert b"Proefruimte" not in body, path
    assert looked >= 10
    assert heard_in(f"GM{wijk[0][2:6]}") == [], "a story that is tried counts nowhere"


def test_whoever_has_the_link_takes_part_and_reads_that_it_is_a_trial(tried: dict[str, str]) -> None:
    for path in tried.values():
        answer = Client().get(path, follow=True)
        assert answer.status_code == 200, path
        assert "Dit is een proef." in answer.content.decode(), path


def test_no_mail_leaves_it(keeper: Client, tried: dict[str, str], room: Organisation) -> None:
    meeting = Meeting.objects.get()
    Client().post(
        f"/bijeenkomst/{meeting.uid}/aanmelden", {"email": "carla@example.org", "city": "Havermeer"}
    )
    assert meeting.sign_ups.count() == 1
    assert send("loket-wacht", "iemand@example.org", room, {"link": "/x"})
    assert send_waiting()["sent"] == 1
    assert mail.outbox == []


def test_a_story_that_is_tried_never_becomes_a_real_knelpunt(
    keeper: Client,
    tried: dict[str, str],
    organisation: Organisation,
    room: Organisation,
    wijk: tuple[str, str],
) -> None:
    desk, signal = Desk.objects.get(), Signal.objects.get()
    at = f"/werkplek/knelpunten/nieuw?loket={desk.slug}&signaal={signal.number}"
    form = keeper.get(at).context["form"]
    assert list(form.fields["organisation"].queryset) == [room]
    said = _sent(form) | {
        "sentence": f"Wie een {WORD} wil, wacht een jaar.",
        "owner": "Beheer",
        "owner_mail": "beheer@example.org",
        "answer_due": (timezone.localdate() + datetime.timedelta(days=30)).isoformat(),
    }
    assert keeper.post(at, said | {"organisation": organisation.pk}).status_code == 400
    assert keeper.post(at, said).status_code == 302
    row = Bottleneck.objects.get()
    assert row.organisation == room
    assert (
        keeper.post(
            f"/werkplek/knelpunten/{row.pk}/wijzig", said | {"organisation": organisation.pk}
        ).status_code
        == 400
    )
    row.organisation = organisation
    keeper_user = User.objects.get(email=f"{Role.ADMINISTRATOR}@example.org")
    with pytest.raises(ValidationError, match="geen echt knelpunt"):
        propose(actor=keeper_user, bottleneck=row, signal=signal)
    with pytest.raises(ValidationError, match="geen echt knelpunt"):
        propose(actor=keeper_user, bottleneck=row)
    row.refresh_from_db()
    reader = User.objects.get(email=f"{Role.EDITOR}@example.org")
    confirm(actor=reader, bottleneck=row, recognisable=False)
    assert mail.outbox == []
    test_nobody_finds_what_is_tried(tried, wijk)
    assert (totals().reported, list(published())) == (0, [])
    assert Client().get(f"/api/v1/knelpunten/{row.pk}").status_code == 404
    page = Client().get(row.get_absolute_url()).content.decode()
    assert "Dit is een proef." in page
    choices = keeper.get("/werkplek/knelpunten/nieuw").context["form"].fields["organisation"].queryset
    assert list(choices) == [organisation], "and a real one is never of the trial room"


def test_work_goes_on_as_before(keeper: Client, tried: dict[str, str], organisation: Organisation) -> None:
    """The house and the steps stay those of the one organisation; other forms do not offer the room."""
    found = house()
    assert found is not None
    assert found.name == organisation.name
    page = keeper.get("/werkplek").content.decode()
    assert "Luisterloket Gemeente Tolbeke is open" not in page
    for path in ("/werkplek/opgaven/nieuw", "/werkplek/dialogen/nieuw", "/werkplek/bijeenkomst/nieuw"):
        choices = list(keeper.get(path).context["form"].fields["organisation"].queryset)
        assert choices == [organisation], path
    room = Organisation.objects.exclude(pk=organisation.pk).get()
    for path in (f"/werkplek/cijfers/{room.slug}", f"/werkplek/organisatie/{room.slug}/kaart"):
        assert keeper.get(path).status_code == 404, path
    answer = keeper.post(
        "/werkplek/opgaven/nieuw", {"organisation": room.pk, "what": "x", "where": "De Spoordijk"}
    )
    assert answer.status_code == 400
    dialogue = Dialogue.objects.get()
    assert keeper.get(f"/werkplek/dialogen/{dialogue.slug}/gegevens").status_code == 200


def test_it_is_emptied_in_one_act_and_real_work_stays(
    keeper: Client, tried: dict[str, str], organisation: Organisation, member: Callable[[Role], User]
) -> None:
    own = Dialogue.objects.create(
        organisation=organisation, title="Echt", slug="echt", keep_until=timezone.localdate()
    )
    assert "Er staan 3 dingen in" in keeper.get(AT).content.decode()
    keeper.post(AT, {"doe": "leeg"})
    assert list(Dialogue.objects.all()) == [own]
    assert not Meeting.objects.exists()
    assert not Desk.objects.exists()
    assert not Signal.objects.exists()
    assert "De proefruimte is leeg." in keeper.get(AT).content.decode()
    assert AuditEntry.objects.filter(action="portal.empty_trial").count() == 1
    keeper.post(AT, {"doe": "open"})
    assert Organisation.objects.filter(trial_of=organisation).count() == 1, (
        "one room, however often it is opened"
    )


def test_the_same_people_work_there_and_nobody_else(room: Organisation) -> None:
    other = Organisation.objects.create(name="Gemeente Anders", slug="anders")
    stranger = User.objects.create_user("los@example.org")
    stranger.memberships.create(organisation=other, role=Role.ADMINISTRATOR)
    editor = User.objects.get(email="redacteur@example.org")
    assert allowed(editor, Permission.WRITE, room)
    assert not allowed(editor, Permission.MANAGE_MEMBERS, room), "no more than at home"
    assert not allowed(stranger, Permission.WRITE, room)
    assert not room.memberships.exists()
