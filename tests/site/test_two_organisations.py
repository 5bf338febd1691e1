"""Two organisations on one installation: who writes for the one reads and changes nothing of the other."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from second_factor import totp_code
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import Card, Membership, Organisation, Role, User
from wijkwijzer_web.knowledge.models import KnowledgeRecord, Reaction, Revision, State
from wijkwijzer_web.programme.models import Connector, Exchange, Strength

pytestmark = pytest.mark.django_db
WIJK = {"area": "WK990311", "area_name": "De Spoordijk"}
PASSWORD = "een lang wachtwoord dat niemand raadt"
PutIn = Callable[..., KnowledgeRecord]


@pytest.fixture
def neighbour(second_factor: Callable[[User], None]) -> Client:
    """An administrator of another municipality, logged in."""
    elsewhere = Organisation.objects.create(name="Gemeente Elders", slug="elders")
    person = User.objects.create_user("buur@elders.example.org", PASSWORD)
    Membership.objects.create(user=person, organisation=elsewhere, role=Role.ADMINISTRATOR)
    second_factor(person)
    client = Client(raise_request_exception=False)
    client.post("/account/inloggen", {"login": person.email, "password": PASSWORD})
    client.post("/account/tweede-factor/code", {"code": totp_code()})
    return client


def _chosen(organisation: Organisation, key: str = "WK990311") -> None:
    Card.objects.update_or_create(organisation=organisation, defaults={"areas": {key: "De Spoordijk"}})


def _strength() -> Strength:
    day = timezone.localdate()
    return Strength.objects.create(**WIJK, kind="plek", text="De heg", on=day, request=uuid.uuid4())


def _exchange() -> Exchange:
    day = timezone.localdate()
    return Exchange.objects.create(
        **WIJK, kind="gevraagd", what="Een beheerder", months=9, email="s@example.org", until=day, on=day,
        request=uuid.uuid4(), state="staat",
    )  # fmt: skip


def _objection() -> Reaction:
    return Reaction.objects.create(
        kind="gebied", key="WK990311", sort="aanvulling", text="Wij heten anders.", state="wacht",
        made_at=timezone.now(), form=uuid.uuid4(),
    )  # fmt: skip


@pytest.mark.parametrize("chosen", ["WK990311", "GM9903"])
def test_what_residents_say_of_a_wijk_is_for_who_chose_it(
    shown: Current, organisation: Organisation, neighbour: Client, chosen: str
) -> None:
    _chosen(organisation, chosen)
    line, offer, said = _strength(), _exchange(), _objection()
    assert "De heg" not in neighbour.get("/werkplek/krachten").content.decode()
    assert "Wij heten anders" not in neighbour.get("/werkplek/tegenspraak").content.decode()
    desk = neighbour.get("/werkplek").content.decode()
    assert "kracht wacht" not in desk
    assert "tegenspraak wacht" not in desk
    refused = [
        neighbour.post(f"/werkplek/krachten/{line.pk}", {"toon": "ja"}),
        neighbour.post(f"/werkplek/tegenspraak/{said.pk}", {"tonen": "ja", "oordeel": "", "antwoord": ""}),
        neighbour.post(f"/werkplek/gevraagd/{offer.key}/verberg"),
        neighbour.post("/wijk/WK990311-de-spoordijk/mensen/vraag-wie-iets-deed"),
    ]
    assert [answer.status_code for answer in refused] == [404] * 4
    for page in ("gevraagd", "mensen"):
        assert 'method="post"' not in _main(neighbour.get(f"/wijk/WK990311-de-spoordijk/{page}"))
    assert (Strength.objects.get().state, Reaction.objects.get().state) == ("wacht", "wacht")
    assert Exchange.objects.get().state == "staat"
    assert not Connector.objects.exists()


def _main(answer: object) -> str:
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]  # type: ignore[attr-defined, no-any-return]


def test_what_nobody_chose_is_for_everyone_who_looks(
    shown: Current, organisation: Organisation, neighbour: Client
) -> None:
    _chosen(organisation, "WK990115")
    line = _strength()
    assert "De heg" in neighbour.get("/werkplek/krachten").content.decode()
    assert neighbour.post(f"/werkplek/krachten/{line.pk}", {"toon": "ja"}).status_code == 302
    assert Strength.objects.get().state == "staat"


def test_what_an_organisation_knows_is_changed_by_itself_alone(
    put_in: PutIn, organisation: Organisation, neighbour: Client
) -> None:
    row = put_in("interventie", naam="Soep op straat", soort="praktijk", opgaven=["samenleven"])
    hidden = put_in("interventie", naam="Nog geheim", soort="praktijk", opgaven=["samenleven"])
    KnowledgeRecord.objects.filter(pk=hidden.pk).update(state=State.DRAFT, public=False)
    change = Revision.objects.create(
        record=row, number=9, data=row.data | {"naam": "Gekaapt"}, made_at=timezone.now(), status="wacht"
    )
    said = Reaction.objects.create(
        kind="stuk", key=row.key, sort="aanvulling", text="Het was vrijdag.", state="wacht",
        made_at=timezone.now(), form=uuid.uuid4(),
    )  # fmt: skip
    before = list(KnowledgeRecord.objects.order_by("pk").values())
    at = "/werkplek/kennis"
    refused = [
        neighbour.get(f"{at}/{hidden.pk}"),
        neighbour.get(f"{at}/{row.pk}"),
        neighbour.get(f"{at}/{row.pk}/velden"),
        neighbour.post(f"{at}/{row.pk}/velden", {"naam": "Gekaapt", "soort": "praktijk"}),
        neighbour.post(f"{at}/{hidden.pk}/besluit", {"keuze": "zet-erop"}),
        neighbour.post(f"{at}/{hidden.pk}/besluit", {"keuze": "nee", "reden": "Weg ermee."}),
        neighbour.post(f"{at}/{row.pk}/intrekken", {"reden": "Weg ermee."}),
        neighbour.post(f"{at}/versie/{change.pk}", {"keuze": "overnemen"}),
        neighbour.post(f"{at}/reactie/{said.pk}", {"keuze": "verberg"}),
    ]
    assert [answer.status_code for answer in refused] == [404] * len(refused)
    assert list(KnowledgeRecord.objects.order_by("pk").values()) == before
    assert Reaction.objects.get(pk=said.pk).state == Reaction.State.WAITING
    queue = neighbour.get(at).content.decode()
    assert "Het was vrijdag" not in queue
    assert "Soep op straat" not in queue


def test_the_link_of_an_initiative_is_for_its_own_organisation(
    put_in: PutIn, log_in: Callable[[User], Client], reviewer: User, neighbour: Client
) -> None:
    row = put_in("initiatief", naam="Soepgroep", opgaven=["samenleven"])
    page = f"/initiatief/{row.slug}/verloop"
    assert "/initiatief-stap/" in log_in(reviewer).get(page).content.decode()
    assert "/initiatief-stap/" not in neighbour.get(page).content.decode()
