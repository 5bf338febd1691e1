"""Areas side by side: people first, bars that do not lie, a file with source and licence."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from django.test import Client

from wijkwijzer_web.areas import queries
from wijkwijzer_web.areas.compare import PEOPLE, Comparison, Rule, compare
from wijkwijzer_web.areas.queries import Current

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(shown: Current) -> Comparison:
    return compare(shown, _keys(shown), queries.public_layers())


def _keys(shown: Current) -> list[str]:
    return [place.key for place in shown.names.at_level("wijk")[:2]]


def _page(shown: Current, name: str = "vergelijk") -> bytes:
    return Client().get(f"/{name}?{'&'.join(f'gebied={key}' for key in _keys(shown))}").content


def test_who_live_there_comes_first(shown: Current, made: Comparison) -> None:
    first = made.parts[0]
    assert first.name.nl == "Wie er wonen"
    asked = [row.info.key for row in first.rows]
    assert asked[:2] == ["inwoners", "huishoudens"]
    assert asked == [key for key in PEOPLE if key in asked]
    page = _page(shown).decode()
    assert page.index("Wie er wonen") < page.index("Huishoudens") < page.index(made.parts[1].name.nl)


def test_a_bar_is_as_long_as_its_figure(shown: Current, made: Comparison) -> None:
    drawn = 0
    for row in (row for part in made.parts for row in part.rows):
        known = [cell for cell in row.cells if cell.value is not None]
        bars = [cell.bar for cell in known if cell.bar]
        assert len(bars) in {0, len(known)}, "all of a row, or none"
        if not bars:
            continue
        drawn += 1
        first, second = known
        assert max(float(bar.high) for bar in bars) == pytest.approx(100, abs=0.1)
        if first.value and second.value and first.bar and second.bar:
            ratio = float(first.bar.length) / float(second.bar.length)
            assert ratio == pytest.approx(first.value / second.value, rel=0.05)
    assert drawn > 5
    assert _page(shown).decode().count('class="ww-staafje"') == 2 * drawn


def test_the_file_says_what_the_page_says(shown: Current, made: Comparison) -> None:
    answer = Client().get("/vergelijk.csv", {"gebied": _keys(shown)})
    assert re.fullmatch(r'attachment; filename="naast-elkaar-[\w-]+\.csv"', answer["Content-Disposition"])
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2 * sum(len(part.rows) for part in made.parts)
    first, cell = rows[0], made.parts[0].rows[0].cells[0]
    assert (first["cijfer"], float(first["waarde"].replace(",", "."))) == ("Inwoners", cell.value)
    assert (first["jaar"], first["licentie"]) == (str(cell.year), "CC0-1.0")
    assert "meer dan" in first["verschil"]
    assert {row["onderwerp"] for row in rows} == {part.name.nl for part in made.parts}
    assert Client().get("/vergelijk.csv").status_code == 404


def test_the_file_holds_nothing_that_may_not_be_passed_on(
    shown: Current, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = [replace(source, redistributable=False) for source in shown.figures.sources()]
    monkeypatch.setattr(type(shown.figures), "sources", lambda self: closed)
    rows = list(csv.DictReader(io.StringIO(_page(shown, "vergelijk.csv").decode("utf-8-sig")), delimiter=";"))
    assert {row["waarde"] for row in rows if row["bron"]} == {""}
    assert not any("meer dan" in row["verschil"] for row in rows if row["bron"])


def test_a_name_from_the_list_is_put_beside_it(shown: Current) -> None:
    first, second = (shown.names.by_key[key] for key in _keys(shown))
    page = Client().get("/vergelijk", {"gebied": first.key, "q": f"{second.name}, {second.gemeente_name}"})
    assert [area.identity.key for area in page.context["comparison"].areas] == [first.key, second.key]
    assert 'list="plaatsen"' in page.content.decode()


def test_every_difference_leads_to_the_rule_that_made_it(shown: Current, made: Comparison) -> None:
    page = _page(shown).decode()
    said = [one for part in made.parts for row in part.rows for one in row.differences]
    assert len(re.findall(r'ww-waarom" href="#regel-', page)) == len(said) > 5
    assert {one.rule for one in said} == set(made.rules)
    assert all(f'id="regel-{rule}"' in page for rule in made.rules)
    for row in (row for part in made.parts for row in part.rows):
        first, second = row.cells
        ends = [end for cell in (first, second) for end in (cell.low, cell.high)]
        for one in row.differences:
            apart = None not in ends and (first.high < second.low or second.high < first.low)
            assert (one.rule == Rule.SURE) == (apart and one.rule != Rule.EQUAL), one.text


def test_what_a_gemeente_page_says_leads_to_what_stands_behind_it(shown: Current) -> None:
    place = shown.names.at_level("gemeente")[0]
    page = Client().get(f"/gemeente/{place.key}", follow=True).content.decode()
    links = re.findall(r'ww-waarom" href="([^"#]+)#([^"]+)">', page)
    assert links
    behind = Client().get(links[0][0]).content.decode()
    assert all(f'id="{there}"' in behind for _address, there in links)
