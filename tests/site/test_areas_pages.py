"""The pages of areas: complete for every area, light, quick, and the same for everyone."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable

import pytest
from django.test import Client

from wijkwijzer.areas import methods
from wijkwijzer_web.areas.explaining.methods import METHODS
from wijkwijzer_web.areas.models import ActiveRelease, Area, area_address
from wijkwijzer_web.areas.names import Place
from wijkwijzer_web.areas.queries import Current

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ENOUGH = (
    3  # which release is shown, asked by the page and by the line above it; whose own figures lie over it
)


def url(place: Place) -> str:
    return area_address(place.level, place.key, place.name)


def spoordijk(shown: Current) -> Place:
    return next(place for place in shown.names.at_level("wijk") if place.name == "De Spoordijk")


def test_home_without_figures_says_so(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert "nog geen cijfers" in answer.content.decode()
    assert "Er staan nog geen cijfers klaar" in client.get("/gemeenten").content.decode()


def test_home_leads_to_every_gemeente_twice(client: Client, shown: Current) -> None:
    page = client.get("/").content.decode()
    for place in shown.names.at_level("gemeente"):
        assert page.count(f'href="{url(place)}"') == 2, place.name  # on the map and in the list


@pytest.mark.parametrize(
    "address", ["/", "/gemeenten", "/gemeente/havermeer", "/zoeken?q=dijk", "/cijfers", "/bronnen"]
)
def test_lists_cost_the_same_few_queries(
    client: Client, shown: Current, address: str, django_assert_max_num_queries: Callable[..., object]
) -> None:
    # Every room is asked: for a door on home, for hits in the search, for its section of a gemeente.
    rooms = {"/": 8, "/zoeken": 12, "/gemeente/havermeer": 5}
    of_rooms = rooms.get(address.partition("?")[0], 0)
    if address.startswith("/gemeente/"):
        client.get(address)  # what changed and what waits there is counted once in five minutes
    with django_assert_max_num_queries(ENOUGH + 1 + of_rooms):
        assert client.get(address).status_code == 200


def test_gemeente_lists_its_wijken_by_alphabet_with_residents(client: Client, shown: Current) -> None:
    page = client.get("/gemeente/havermeer").content.decode()
    wijken = shown.names.inside("wijk", "GM9903")
    places = [page.index(f">{place.name}</a>") for place in wijken]
    assert len(wijken) == 22
    assert places == sorted(places)
    assert "8.240 bewoners" in page


def test_gemeente_map_is_light(client: Client, shown: Current) -> None:
    for place in shown.names.at_level("gemeente"):
        slug = url(place).rsplit("/", 1)[-1]
        answer = client.get(f"/gemeente/{slug}/kaart.geojson")
        shapes = json.loads(answer.content)
        assert answer.headers["Content-Type"] == "application/geo+json"
        assert len(shapes["features"]) == len(shown.names.inside("wijk", place.key))
        assert len(answer.content) < 300_000
        assert len(client.get(f"/gemeente/{slug}").content) < 300_000


def test_every_area_has_a_page(client: Client, shown: Current) -> None:
    buurten = [place for place in shown.names.places if place.level == "buurt"]
    rest = [place for place in shown.names.places if place.level != "buurt"]
    for place in (*rest[::3], *buurten[::25]):
        answer = client.get(url(place))
        assert answer.status_code == 200, place.key
        assert (
            f'<h1 class="utrecht-heading-1">{place.name.replace(chr(39), "&#x27;")}</h1>'
            in answer.content.decode()
        )


def test_wijk_page_tells_its_story(client: Client, shown: Current) -> None:
    page = client.get(url(spoordijk(shown))).content.decode()
    order = [
        "Krachten</h2>", "Zorgen</h2>", "Wat we niet weten:", "Rapport (pdf)", 'id="ontwikkeling"',
        'id="positie"', 'id="verschillen"', 'id="factoren"', 'id="cijfers"', 'id="niet-weten"',
    ]  # fmt: skip
    places = [page.index(part) for part in order]
    assert places == sorted(places)
    assert page.count('<div class="ww-zinnen">') == 1
    assert page.split('<div class="ww-zinnen">')[1].split("</div>")[0].count("<p>") == 5
    assert "Toon als tabel" in page
    assert "grenzen van elk jaar zelf" in page or "grenzen van 2024" in page
    assert " style=" not in page
    assert "Scoort" not in page


def test_wijk_page_is_light(client: Client, shown: Current) -> None:
    assert len(gzip.compress(client.get(url(spoordijk(shown))).content)) < 60_000


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("/wijk/WK990311", "/wijk/WK990311-de-spoordijk"),
        ("/wijk/wk990311-verkeerde-naam", "/wijk/WK990311-de-spoordijk"),
        ("/wijk/WK990311-de-spoordijk/", "/wijk/WK990311-de-spoordijk"),
        ("/gemeente/GM9903", "/gemeente/havermeer"),
        ("/gemeente/Havermeer", "/gemeente/havermeer"),
        ("/gemeenten/", "/gemeenten"),
        ("/zoeken/?q=dijk", "/zoeken?q=dijk"),
        ("/en/wijk/WK990311", "/en/wijk/WK990311-de-spoordijk"),
    ],
)
def test_one_address_per_page(client: Client, shown: Current, asked: str, right: str) -> None:
    answer = client.get(asked)
    assert answer.status_code == 301
    assert answer.headers["Location"] == right


@pytest.mark.parametrize(
    "address",
    [
        "/wijk/WK999999",
        "/wijk/BU99031100",
        "/buurt/x",
        "/gemeente/nergens",
        "/cijfers/niets",
        "/methoden/niets",
        "/wijk/",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, shown: Current, address: str) -> None:
    assert client.get(address).status_code == 404


def test_an_area_of_the_past_says_so(client: Client, shown: Current) -> None:
    past = next(place for place in shown.names.places if place.valid_to and place.level == "wijk")
    page = client.get(url(past)).content.decode()
    assert f"bestond tot en met {past.valid_to}" in page


def test_figures_of_a_gemeente_are_a_whole_page(client: Client, shown: Current) -> None:
    page = client.get("/gemeente/havermeer/cijfers").content.decode()
    assert 'id="positie"' in page
    assert "Verschillen binnen de gemeente" in page


def test_english_is_english(client: Client, shown: Current) -> None:
    page = client.get("/en" + url(spoordijk(shown))).content.decode()
    assert '<html lang="en"' in page
    for word in ("Strengths", "Worries", "Development", "Position", "What we do not know", "Show as a table"):
        assert word in page, word
    for word in ("Krachten", "Zorgen", "Ontwikkeling<", "Toon als tabel", "Lees meer", "Zoeken"):
        assert word not in page, word


def test_indicator_pages_are_complete(client: Client, shown: Current) -> None:
    for info in shown.figures.indicators():
        page = client.get(f"/cijfers/{info.key}").content.decode()
        for part in ("Eenheid", "Gunstige kant", "Bron", "Onzekerheid", "In welke jaren"):
            assert part in page, info.key


def test_sources_name_licence_and_release(client: Client, shown: Current) -> None:
    page = client.get("/bronnen").content.decode()
    assert shown.id[:12] in page
    for source in shown.figures.sources():
        assert source.licence in page


def test_the_database_keeps_every_area_with_its_validity(shown: Current) -> None:
    assert Area.objects.count() == len(shown.names.places)
    assert ActiveRelease.objects.count() == 1
    past = Area.objects.exclude(valid_to=None).first()
    assert past is not None
    assert past.key in shown.names.by_key


def test_the_example_says_that_it_is_invented(client: Client, shown: Current) -> None:
    assert "zijn verzonnen" in client.get("/").content.decode()


def test_every_method_of_the_library_has_a_page(client: Client) -> None:
    functions = {name for name in methods.__all__ if name.islower()}
    told = {page.package: set[str]() for page in METHODS.values()}
    for page in METHODS.values():
        told[page.package] |= set(page.functions)
    assert told["wijkwijzer.areas.methods"] == functions
    assert told["wijkwijzer.disclosure"] == {"suppress_sums", "recoverable"}
    for page in METHODS.values():
        text = client.get(f"/methoden/{page.name}").content.decode()
        assert str(page.title) in text
        assert all(f"{page.package}.{name}" in text for name in page.functions)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_sentence_leads_to_what_stands_behind_it(client: Client, shown: Current, language: str) -> None:
    root = "" if language == "nl" else "/en"
    page = client.get(root + url(spoordijk(shown))).content.decode()
    links = re.findall(r'class="[^"]*ww-waarom" href="([^"#]+)#([^"]+)">(.+?)<span class="ww-sr">', page)
    addresses = {address for address, _id, _text in links}
    assert addresses == {f"{root}/wijk/{spoordijk(shown).key}/waarom"}
    assert {text for _address, _id, text in links} == {"waarom?" if language == "nl" else "why?"}
    behind = client.get(addresses.pop()).content.decode()
    told = set(re.findall(r'<h3 class="[^"]*" id="([^"]+)">', behind))
    asked = {identifier for _address, identifier, _text in links}
    # Every sentence that is told about can be asked about on the page, and the other way about.
    assert asked == told
    parts = {identifier.partition("-")[0] for identifier in asked}
    assert parts == {
        "kop",
        "kracht",
        "zorg",
        "niet",
        "ontwikkeling",
        "richting",
        "plaats",
        "verschillen",
        "factor",
    }
    terms = ("De cijfers", "De regel", "Wanneer er iets anders stond")
    if language == "en":
        terms = ("The figures", "The rule", "When it would say something else")
    for term in terms:
        assert behind.count(f"<dt>{term}</dt>") == len(told)


def test_what_stands_behind_an_older_release_stays_with_it(client: Client, shown: Current) -> None:
    address = f"{url(spoordijk(shown))}?uitgave={shown.id}"
    page = client.get(address).content.decode()
    assert f'/waarom?uitgave={shown.id}#kop-1"' in page
    behind = client.get(f"/wijk/{spoordijk(shown).key}/waarom?uitgave={shown.id}").content.decode()
    assert f'href="{address}"' in behind
    assert client.get(f"/gemeente/{shown.names.at_level('gemeente')[0].key}/waarom").status_code == 200
    assert client.get("/wijk/WK000000/waarom").status_code == 404
