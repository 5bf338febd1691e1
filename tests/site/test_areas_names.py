"""Finding an area by name, with typing errors, namesakes, former names and codes."""

from __future__ import annotations

import pytest
from django.test import Client

from wijkwijzer_web.areas.names import NameIndex, Place, fold


def place(key: str, name: str, level: str = "wijk", gemeente: str = "Havermeer", **more: object) -> Place:
    values: dict[str, object] = {
        "key": key,
        "code": key.split("-")[0],
        "name": name,
        "level": level,
        "valid_from": 2005,
        "valid_to": None,
        "gemeente_key": f"GM-{gemeente}",
        "gemeente_name": gemeente,
        "wijk_key": "",
        "residents": 1000.0,
        "has_geometry": True,
    }
    return Place(**(values | more))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex(
        [
            place("GM9903", "Havermeer", "gemeente", gemeente_key=""),
            place("WK990301", "De Spoordijk"),
            place("BU99030104", "Spoordijk-Oost", "buurt", wijk_key="WK990301"),
            place("WK990302", "Centrum"),
            place("WK990501", "Centrum", gemeente="Kolkstad"),
            place("WK990503", "Ljouwert-Súd", gemeente="Kolkstad"),
            place("WK990504", "'t Zand", gemeente="Kolkstad"),
            place("WK990505", "Noordhage-Dijk", former_names=("Oud-Eikmonde",)),
            place("WK990506-2019", "Rietwolde", valid_to=2019),
            place("WK990507", "Wijk 07 Binnenstad"),
            place("GM0518", "'s-Gravenhage", "gemeente", gemeente="'s-Gravenhage", gemeente_key="GM0518"),
            place("WK051802", "Belgisch Park", gemeente="'s-Gravenhage", gemeente_key="GM0518"),
        ]
    )


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("De Spoordijk", "WK990301"),
        ("spoordijk", "WK990301"),
        ("sporedijk", "WK990301"),
        ("de spordijk", "WK990301"),
        ("SPOORDIJK havermeer", "WK990301"),
        ("ljouwert sud", "WK990503"),
        ("t zand", "WK990504"),
        ("’t Zand", "WK990504"),
        ("oud eikmonde", "WK990505"),
        ("rietwolde", "WK990506-2019"),
        ("binnenstad", "WK990507"),
        ("havermer", "GM9903"),
        ("den haag", "GM0518"),
        ("'s gravenhage", "GM0518"),
        ("belgisch park den haag", "WK051802"),
        ("wk990301", "WK990301"),
        ("BU99030104", "BU99030104"),
    ],
)
def test_the_best_hit(index: NameIndex, question: str, key: str) -> None:
    assert index.search(question)[0].place.key == key


def test_namesakes_are_both_there_and_told_apart_by_gemeente(index: NameIndex) -> None:
    hits = [hit.place for hit in index.search("centrum")][:2]
    assert [place.gemeente_name for place in hits] == ["Havermeer", "Kolkstad"]
    assert index.search("centrum kolkstad")[0].place.key == "WK990501"


def test_a_former_name_is_named(index: NameIndex) -> None:
    assert index.search("oud eikmonde")[0].former_name == "Oud-Eikmonde"
    assert index.search("noordhage-dijk")[0].former_name == ""


@pytest.mark.parametrize("question", ["", "   ", "%%%", "fietsenmaker", "qqqqqq", "WK000000"])
def test_what_resembles_nothing_finds_nothing(index: NameIndex, question: str) -> None:
    assert index.search(question) == []


def test_lists_hold_only_areas_of_today_by_alphabet(index: NameIndex) -> None:
    names = [p.name for p in index.at_level("wijk")]
    assert names == sorted(names, key=fold)
    assert "Rietwolde" not in names
    assert [p.name for p in index.inside("buurt", "WK990301")] == ["Spoordijk-Oost"]


@pytest.fixture(scope="module")
def country() -> NameIndex:
    return NameIndex(
        [
            place("GM0518", "'s-Gravenhage", "gemeente", gemeente="'s-Gravenhage", gemeente_key="GM0518"),
            place(
                "WK051829",
                "Schildersbuurt",
                gemeente="'s-Gravenhage",
                gemeente_key="GM0518",
                residents=30700.0,
            ),
            place("WK198001", "Schilderswijk", gemeente="Dijk en Waard", residents=4330.0),
            place("GM0014", "Groningen", "gemeente", gemeente="Groningen", residents=240000.0),
            place("BU00140000", "Binnenstad-Noord", "buurt", gemeente="Groningen"),
            place("WK028900", "Binnenstad", gemeente="Wageningen", residents=9000.0),
            place("GM0373", "Bergen (NH.)", "gemeente", gemeente="Bergen (NH.)"),
            place("WK037301", "Centrum", gemeente="Bergen (NH.)"),
            place("WK165900", "Beek en Donk", gemeente="Laarbeek"),
            place("GM0888", "Beek (L.)", "gemeente", gemeente="Beek (L.)"),
            place("WK0363KQ", "Buitenveldert-West", gemeente="Amsterdam"),
            place("WK036390", "Buitenveldert-West", gemeente="Amsterdam", valid_to=2022, residents=9000.0),
        ]
    )


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Schilderswijk Den Haag", "WK051829"),
        ("den haag, schilderswijk", "WK051829"),
        ("Schilderswijk", "WK051829"),
        ("Schilderswijk in Dijk en Waard", "WK198001"),
        ("Binnenstad Groningen", "BU00140000"),
        ("binnenstad groningn", "BU00140000"),
        ("Binnenstad", "WK028900"),
        ("Centrum Bergen", "WK037301"),
        ("Beek en Donk", "WK165900"),
        ("Buitenveldert", "WK0363KQ"),
    ],
)
def test_gemeente_residents_and_validity_decide(country: NameIndex, question: str, key: str) -> None:
    assert country.search(question)[0].place.key == key


def test_what_lies_elsewhere_is_only_asked_about(country: NameIndex) -> None:
    hits = {hit.place.key: hit.likely for hit in country.search("Binnenstad Groningen")}
    assert hits["BU00140000"]
    assert not hits.get("WK028900", False)


@pytest.mark.django_db
def test_the_page_asks_about_names_that_resemble_little(shown: object, client: Client) -> None:
    page = client.get("/zoeken", {"q": "Spoordijk Havermeer"}).content.decode().partition("</datalist>")[2]
    assert page.index("Wijken, buurten en gemeenten") < page.index("De Spoordijk")
    asked = client.get("/zoeken", {"q": "spurdik"}).content.decode()
    assert "Misschien bedoel je" in asked
    assert "Wijken, buurten en gemeenten" not in asked


def test_a_wijk_called_as_its_gemeente_comes_first_with_the_gemeente_behind_it() -> None:
    index = NameIndex(
        [
            place("GM9905", "Wierdermeer", "gemeente", gemeente_key="", residents=24000.0),
            place("WK990501", "Wierdermeer (kern)", gemeente="Wierdermeer", gemeente_key="GM9905"),
            place("WK990601", "De Wierdermeer", gemeente="Kolkstad", residents=9000.0),
        ]
    )
    assert [hit.place.key for hit in index.search("Wierdermeer")][:2] == ["WK990501", "GM9905"]


def test_a_name_of_before_is_no_rival_of_a_name_of_today() -> None:
    index = NameIndex(
        [
            place("WK990701", "Kolk Zuid", former_names=("Oosterbroek",), residents=5000.0),
            place("WK990702", "Oosterbroek Zuidoost", residents=5000.0),
        ]
    )
    assert [hit.place.key for hit in index.search("Oosterbroek")] == ["WK990702", "WK990701"]


def test_a_village_in_the_question_says_where_to_look() -> None:
    index = NameIndex(
        [
            place("GM9908", "Smallerland", "gemeente", gemeente_key=""),
            place("WK990801", "Drachtervoorde centrum", gemeente="Smallerland", gemeente_key="GM9908"),
            place("WK990802", "Buitengebied Noord", gemeente="Smallerland", gemeente_key="GM9908"),
            place("WK990901", "Viaan buitengebied noord", gemeente="Kolkstad"),
        ]
    )
    assert index.search("Drachtervoorde buitengebied noord")[0].place.key == "WK990802"
    assert index.search("buitengebied noord Drachtervoorde")[0].place.key == "WK990802"
