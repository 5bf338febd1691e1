"""The chain of a wijk over HTTP: both ways, what is loose, closed or withdrawn, and one question an app."""

from __future__ import annotations

import datetime
import html
import re
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wijkwijzer.programme import reached
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core import weaving
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.rooms import Ref
from wijkwijzer_web.desk.models import Bottleneck, Decision
from wijkwijzer_web.dialogue.models import Dialogue, Promise
from wijkwijzer_web.knowledge.contribute.actions import erase_again
from wijkwijzer_web.knowledge.models import KnowledgeRecord
from wijkwijzer_web.portal.chain.queries import chain_of_area, chain_of_thing
from wijkwijzer_web.programme.models import Advice, Effort, Lesson, Opgave, Outcome

pytestmark = [pytest.mark.django_db, pytest.mark.twice]
DAY = datetime.date(2024, 5, 1)
CAUSAL = re.compile(r"\b(doordat|veroorzaakte?|dankzij|leidde tot|als gevolg)\b", re.IGNORECASE)


@pytest.fixture
def wijk(shown: Current) -> str:
    """De Spoordijk."""
    return next(place.key for place in shown.names.at_level("wijk") if place.name == "De Spoordijk")


def _opgave(organisation: Organisation, area: str, what: str = "De kade is donker.", **more: Any) -> Opgave:
    return Opgave.objects.create(
        organisation=organisation,
        area=area,
        area_name="De Spoordijk",
        what=what,
        owner="gemeente Havermeer",
        since=more.pop("since", DAY),
        **more,
    )


def _effort(opgave: Opgave, what: str = "Lampen op de kade", **more: Any) -> Effort:
    return Effort.objects.create(
        opgave=opgave, what=what, carrier="Dijkwonen", begins_on=more.pop("begins_on", DAY), **more
    )


def _knelpunt(organisation: Organisation, area: str, **more: Any) -> Bottleneck:
    return Bottleneck.objects.create(
        organisation=organisation,
        sentence="De huismeester mag geen lamp vervangen",
        areas={area: "De Spoordijk"},
        owner="Dijkwonen, beheer",
        owner_mail="beheer@example.org",
        asked_on=DAY,
        answer_due=DAY + datetime.timedelta(days=60),
        state=Bottleneck.State.REPORTED,
        published_on=DAY,
        **more,
    )


def _record(*, public: bool = True) -> KnowledgeRecord:
    now = datetime.datetime(2025, 2, 3, tzinfo=datetime.UTC)
    return KnowledgeRecord.objects.create(
        kind="mislukking",
        slug="lampen",
        key="mislukking-lampen",
        title="Lampen zonder sleutel",
        data={"id": "mislukking-lampen", "titel": "Lampen zonder sleutel", "wat_gebeurde": "Uit."},
        public=public,
        state="nagekeken" if public else "concept",
        created_at=now,
        changed_at=now,
        published_at=now if public else None,
    )


@pytest.fixture
def whole(organisation: Organisation, wijk: str) -> Lesson:
    """A whole chain: knelpunt, opgave, inzet, resultaat, les, mislukking."""
    knelpunt = _knelpunt(organisation, wijk)
    opgave = _opgave(organisation, wijk, origin_kind="knelpunt", origin_key=str(knelpunt.pk))
    outcome = Outcome.objects.create(
        effort=_effort(opgave), what="Van de 12 lampen branden er 5.", how="telling", source="schouw", on=DAY
    )
    key = _record().key
    return Lesson.objects.create(
        outcome=outcome,
        text="Zonder sleutel geen licht.",
        on=DAY,
        leads_to_kind="mislukking",
        leads_to_key=key,
    )


def _said(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    text = re.sub(r"<[^>]+>", " ", answer.content.decode().partition("<main")[2].partition("<footer")[0])
    return " ".join(html.unescape(text).split())


def test_a_chain_is_told_forward_and_back(client: Client, wijk: str, whole: Lesson) -> None:
    order = (
        "De huismeester mag geen lamp vervangen",
        "van gemeente Havermeer",
        "Lampen op de kade",
        "Van de 12 lampen branden er 5.",
        "Zonder sleutel geen licht.",
        "Lampen zonder sleutel",
    )
    forward = _said(client, f"/wijk/{wijk}/keten")
    back = _said(client, f"/wijk/{wijk}/keten?richting=terug")
    assert [forward.index(text) for text in order] == sorted(forward.index(text) for text in order)
    assert [back.index(text) for text in order] == sorted((back.index(t) for t in order), reverse=True)
    assert not CAUSAL.search(forward.replace("hoeft niet door elkaar te komen", ""))
    assert "Of het hierdoor komt, laat dit niet zien." in forward
    assert "1 mei 2024" in forward


@pytest.mark.parametrize("kind", ["knelpunt", "opgave", "inzet", "resultaat", "les", "mislukking"])
def test_each_thing_has_a_page_and_both_directions_agree(client: Client, whole: Lesson, kind: str) -> None:
    first = Bottleneck.objects.get().pk
    chain = chain_of_thing(Ref("knelpunt", str(first)), AnonymousUser())
    assert chain is not None
    ref = next(ref for ref in chain.things if ref.kind == kind)
    own = chain_of_thing(ref, AnonymousUser())
    assert own is not None
    assert reached(own.pairs, ref) == reached(chain.pairs, ref)
    for later in reached(own.pairs, ref):
        there = chain_of_thing(later, AnonymousUser())
        assert there is not None
        assert ref in reached(there.pairs, later, back=True)
    assert client.get(f"/keten/{ref.kind}/{ref.key}").status_code == 200
    assert client.get(f"/en/keten/{ref.kind}/{ref.key}").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        *("/keten/opgave/99999", "/keten/opgave/x", "/keten/niets/1", "/keten/knelpunt/²"),
        *("/keten/effect/WK1:x:20", "/keten/cijfer/WK000000:niets", "/wijk/wk000000/keten"),
    ],
)
def test_what_is_not_there_is_not_found(client: Client, shown: Current, address: str) -> None:
    assert client.get(address).status_code == 404


def test_loose_ends_stay_and_are_hatched(client: Client, wijk: str, organisation: Organisation) -> None:
    _opgave(organisation, wijk, "Niemand ruimt het slik op.")
    over = _opgave(organisation, wijk, "Jongeren hebben geen plek.")
    _effort(over, "Straathoek", ends_on=DAY)
    outcome = Outcome.objects.create(
        effort=_effort(over, "Honk"), what="Twaalf jongeren kwamen.", how="niet-gemeten", on=DAY
    )
    said = _said(client, f"/wijk/{wijk}/keten")
    assert said.count("Hier is nog geen inzet voor.") == 2  # in its place and in the list
    assert said.count("Wat dit bracht, is niet vastgelegd.") == 2
    assert said.count("Wat we hiervan leerden, is niet vastgelegd.") == 2
    assert "3 van de 5 schakels hangen los" in said
    drawn = client.get(f"/wijk/{wijk}/keten", follow=True).content.decode()
    assert drawn.count('class="ww-tijd__los"') == 3
    Lesson.objects.create(outcome=outcome, text="Nee.", on=DAY)
    assert "2 van de 6 schakels hangen los" in _said(client, f"/wijk/{wijk}/keten")


def test_what_may_not_be_shown_is_counted(client: Client, wijk: str, organisation: Organisation) -> None:
    private = timezone.localdate() + datetime.timedelta(days=9)
    for _each in range(2):
        hidden = _knelpunt(organisation, wijk, private_until=private)
    _opgave(organisation, wijk, origin_kind="knelpunt", origin_key=str(hidden.pk), origin_label="geheim")
    said = _said(client, f"/wijk/{wijk}/keten")
    assert said.count("Niet openbaar (1).") == 2
    assert "lamp" not in said
    assert "geheim" not in said
    assert client.get(f"/keten/knelpunt/{hidden.pk}").status_code == 404


def test_a_draft_that_a_les_became_is_not_public(client: Client, wijk: str, whole: Lesson) -> None:
    KnowledgeRecord.objects.update(public=False, state="concept")
    said = _said(client, f"/wijk/{wijk}/keten")
    assert "Lampen zonder sleutel" not in said
    assert "Niet openbaar (1)." in said


def test_who_withdraws_leaves_the_chain_standing(client: Client, wijk: str, whole: Lesson) -> None:
    assert erase_again("mislukking-lampen")
    said = _said(client, f"/wijk/{wijk}/keten")
    assert "Zonder sleutel geen licht." in said
    assert "Ingetrokken door wie het schreef." in said
    assert "Lampen zonder sleutel" not in said
    assert "Ingetrokken" in _said(client, "/keten/mislukking/mislukking-lampen")


def test_a_rule_that_changed_and_a_promise_stand_in_it(
    client: Client, wijk: str, organisation: Organisation
) -> None:
    knelpunt = _knelpunt(organisation, wijk)
    Decision.objects.create(
        bottleneck=knelpunt,
        title="De huismeester krijgt een sleutel",
        was="Geen sleutel.",
        becomes="Wel een sleutel.",
        reach="wijk",
        from_on=DAY,
        decided_on=DAY,
    )
    dialogue = Dialogue.objects.create(
        organisation=organisation,
        slug="kade",
        title="De kade",
        intro="",
        readers="",
        keep_until=DAY,
        state="gesloten",
        areas=[wijk],
    )
    Promise.objects.create(dialogue=dialogue, text="Licht voor de winter", owner="wethouder", due=DAY)
    said = _said(client, f"/wijk/{wijk}/keten")
    assert said.index("De huismeester mag geen lamp") < said.index("De huismeester krijgt een sleutel")
    assert "Licht voor de winter" in said
    assert "Dit zou er voor 1 mei 2024 zijn." in said
    assert "Gezegd en beloofd, nog niet aan een opgave verbonden" in said
    Dialogue.objects.update(state="concept")
    assert "Licht voor de winter" not in _said(client, f"/wijk/{wijk}/keten")


def test_an_approach_that_is_used_elsewhere_does_not_bring_the_other_wijk_along(
    client: Client, wijk: str, organisation: Organisation, shown: Current
) -> None:
    other = next(place.key for place in shown.names.at_level("wijk") if place.key != wijk)
    _effort(_opgave(organisation, wijk), intervention="vb-x")
    _effort(_opgave(organisation, other, "Elders"), "Elders gedaan", intervention="vb-x")
    assert "Elders" not in _said(client, f"/wijk/{wijk}/keten")


def test_a_wijk_that_split_keeps_the_chain_of_both(
    client: Client, shown: Current, organisation: Organisation
) -> None:
    old = next(
        place
        for place in shown.names.places
        if place.level == "wijk"
        and place.valid_to is not None
        and shown.figures.profile(place.key).identity.became
    )
    _opgave(organisation, old.key, "Van voor de splitsing.")
    for new in shown.figures.profile(old.key).identity.became:
        _opgave(organisation, new.key, "Van erna.")
        said = _said(client, f"/wijk/{new.key}/keten")
        assert "Van voor de splitsing." in said
        assert "Van erna." in said
        assert f"Uit de tijd van {old.name}" in said


def test_300_links_take_one_question_an_app(client: Client, wijk: str, organisation: Organisation) -> None:
    _long(organisation, wijk)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        chain = chain_of_area(wijk, AnonymousUser())
    assert len(chain.pairs) >= 300
    tables = [
        {
            "programme": "programme_opgave",
            "desk": "desk_bottleneck",
            "dialogue": "dialogue_dialogue",
            "knowledge": "knowledge_knowledgerecord",
            "effects": "effects_weighed",
        }
    ]
    for app, table in tables[0].items():
        asked = [query for query in queries if f'FROM "{table}"' in query["sql"]]
        assert len(asked) == 1, app
    chains = [query for query in queries if "areas_activerelease" not in query["sql"]]
    assert len(chains) == len(tables[0])
    assert client.get(f"/wijk/{wijk}/keten", follow=True).status_code == 200


def _long(organisation: Organisation, area: str) -> None:
    key = _record().key
    knelpunt = _knelpunt(organisation, area)
    for number in range(15):
        opgave = _opgave(
            organisation, area, f"Opgave {number}", origin_kind="knelpunt", origin_key=str(knelpunt.pk)
        )
        for step in range(6):
            outcome = Outcome.objects.create(
                effort=_effort(opgave, f"Inzet {step}"), what="Iets.", how="niet-gemeten", on=DAY
            )
            Lesson.objects.create(
                outcome=outcome, text="Les.", on=DAY, leads_to_kind="mislukking", leads_to_key=key
            )


def test_a_room_that_fails_costs_its_own_part(
    monkeypatch: pytest.MonkeyPatch, client: Client, wijk: str, whole: Lesson
) -> None:
    monkeypatch.setattr("wijkwijzer_web.desk.strand.pages.rows", lambda *_: 1 / 0)
    said = _said(client, f"/wijk/{wijk}/keten")
    assert "Lampen op de kade" in said


def test_references_lead_to_things_of_every_room(organisation: Organisation, wijk: str) -> None:
    advice = Advice.objects.create(
        organisation=organisation,
        number=1,
        text="Geef de sleutel.",
        to_kind="corporatie",
        to_name="Dijkwonen",
        issued_on=DAY,
        look_back_on=DAY + datetime.timedelta(days=300),
    )
    refs = [
        Ref("advies", str(advice.pk)),
        Ref("cijfer", f"{wijk}:bijstand_per_1000"),
        Ref("effect", f"{wijk}:bijstand_per_1000:2019"),
        Ref("signalen", wijk),
        Ref("cijfer", f"{wijk}:niets"),
    ]
    found = weaving.linked(refs, AnonymousUser())
    assert set(found) == set(refs[:4])
    assert "De Spoordijk" in found[refs[1]].title
    assert "van=2019" in found[refs[2]].url
    assert found[refs[3]].title == ""  # too few told something: not public
