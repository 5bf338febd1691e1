"""Finding a place in daily words: a postcode, a name from the list under the field, all wijken by letter."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client

from wijkwijzer_web.areas.names import NameIndex
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.areas.queries.suggestions import IN_PAGE

pytestmark = pytest.mark.django_db


def page(address: str) -> str:
    return Client().get(address).content.decode()


def test_a_postcode_leads_to_its_wijk_with_the_source(shown: Current) -> None:
    for asked in ("9931 KD", "9931kd"):
        found = page(f"/zoeken?q={asked}")
        assert "Postcode 9931 KD" in found
        assert 'href="/wijk/WK990301' in found or "De Spoordijk" in found
        assert "Alle adressen met deze postcode liggen hier." in found
        assert "Bron van de postcodes:" in found
        assert "CC0-1.0" in found
    four = page("/zoeken?q=9931")
    shares = [int(n) for n in re.findall(r"(\d+)% van de adressen", four)]
    assert shares, "several wijken share four digits"
    assert "De Spoordijk" in four


def test_letters_that_nobody_knows_give_the_four_digits(shown: Current) -> None:
    found = page("/zoeken?q=9931 ZZ")
    assert "9931 ZZ kennen we niet. Dit is 9931:" in found
    assert "De Spoordijk" in found
    assert "Postcode 1000 AA kennen we niet" in page("/zoeken?q=1000AA")


def test_figures_without_postcodes_say_so(shown: Current, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(shown.figures), "has_postcodes", False)
    assert "geen bestand met postcodes" in page("/zoeken?q=9931KD")


@pytest.mark.parametrize("address", ["/", "/zoeken", "/gemeenten", "/wijken"])
def test_names_are_suggested_without_a_script(shown: Current, address: str) -> None:
    found = page(address)
    assert 'list="plaatsen"' in found
    options = re.findall(r'<option value="([^"]+)">(\w+)</option>', found.partition("<datalist")[2])
    assert ("De Spoordijk, Havermeer", "wijk") in options
    assert ("Havermeer", "gemeente") in options
    assert len(options) == shown.names.typed < IN_PAGE
    assert "data-voorstellen" not in found, "these are all"


def test_a_name_from_the_list_goes_straight_to_its_page(shown: Current) -> None:
    for place in shown.names.at_level("wijk"):
        answer = Client().get("/zoeken", {"q": f"{place.name}, {place.gemeente_name}"})
        assert answer.status_code == 302, place
        assert place.key in answer["Location"]


def test_of_a_country_the_page_holds_some_and_a_script_asks_for_the_rest(
    shown: Current, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [
        replace(place, key=f"{place.key}{n}", name=f"{place.name} {n}", residents=place.residents)
        for place in shown.names.places
        if place.level == "wijk"
        for n in range(9)
    ]
    monkeypatch.setattr(shown, "names", NameIndex([*shown.names.places, *many]))
    found = page("/zoeken")
    assert 'data-voorstellen="/wijken/voorstellen.json"' in found
    assert found.partition("<datalist")[2].count("<option") == IN_PAGE
    told = Client().get("/wijken/voorstellen.json", {"q": "spoor"}).json()["namen"]
    assert 0 < len(told) <= 8
    assert all(" spoor" in f" {one['naam'].lower().replace('-', ' ')}" for one in told)
    assert Client().get("/wijken/voorstellen.json", {"q": "s"}).json() == {"namen": []}


def test_all_wijken_stand_on_a_page(shown: Current, monkeypatch: pytest.MonkeyPatch) -> None:
    found = page("/wijken")
    assert found.count('href="/wijk/') == len(shown.names.at_level("wijk"))
    assert "ww-letters" not in found
    monkeypatch.setattr("wijkwijzer_web.areas.views.public.MANY_WIJKEN", 10)
    first = page("/wijken")
    assert 'aria-current="page"' in first
    s = [place for place in shown.names.at_level("wijk") if place.name.startswith("S")]
    assert page("/wijken?letter=s").count('href="/wijk/') == len(s) > 0
    assert Client().get("/wijken/").status_code == 301


def test_the_sources_say_where_names_and_postcodes_come_from(
    shown: Current, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = page("/bronnen")
    for key in ("cbs-postcodes", "grenswijziging-postcodes", "namen"):
        assert f'id="{key}"' in found
    names = found.partition('id="namen"')[2].partition("</section>")[0]
    assert "CBS, Gebieden in Nederland 2024 (CC BY 4.0)" in names
    assert "geen zo’n gemeente" in names, "the example has other gemeenten"
    gemeente = shown.names.at_level("gemeente")[0]
    index = NameIndex(
        [*shown.names.places, replace(gemeente, key="GM0518", code="GM0518", name="'s-Gravenhage")]
    )
    monkeypatch.setattr(shown, "names", index)
    assert "Den Haag (&#x27;s-Gravenhage)" in page("/bronnen")
