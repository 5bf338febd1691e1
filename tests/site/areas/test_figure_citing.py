"""A citation of a figure opens, years later, the figure as it was, what replaced it and why."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from django.conf import LazySettings
from django.test import Client

from wijkwijzer.areas import table_of_origin
from wijkwijzer_web.areas import queries
from wijkwijzer_web.areas.actions import show_release
from wijkwijzer_web.areas.citing import citable, figure_address
from wijkwijzer_web.areas.models import Release

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WIJK = "WK990311"
WHY = "De bijstand van 2024 was verkeerd ingelezen."


@pytest.fixture
def old(example_release_folder: Path, tmp_path: Path) -> Release:
    """The example in a folder of the test, so that it can be cleared away."""
    folder = tmp_path / "oud"
    shutil.copytree(example_release_folder, folder)
    return show_release(actor=None, folder=folder)


def _correct(old: Release, tmp_path: Path, name: str, why: str) -> Release:
    folder = tmp_path / name
    shutil.copytree(old.path, folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest |= {"id": name * 16, "supersedes": old.pk, "reason": why}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return show_release(actor=None, folder=folder)


def _cited() -> tuple[str, int, str, str]:
    """A figure of the area, as its own page tells it, and its address."""
    shown = queries.current()
    name, year, address = citable(shown, WIJK)[0]
    page = Client().get(address)
    assert page.status_code == 200
    return name, year, address, page.context["found"].value


def test_the_old_citation_opens_the_figure_as_it_was_and_says_what_replaced_it(
    old: Release, tmp_path: Path
) -> None:
    name, year, address, value = _cited()
    shown = queries.current()
    series = next(v for v in queries.profile(shown, WIJK).indicators if v.info.name.nl == name).own
    assert series is not None
    raw = series.value[series.years.index(year)]
    assert raw is not None
    assert value.split()[0].replace(".", "").replace(",", ".").startswith(str(raw)[:2])
    assert address in Client().get(f"/wijk/{WIJK}", follow=True).content.decode()

    first = _correct(old, tmp_path, "e", WHY)
    _correct(first, tmp_path, "f", "Nog een rij was dubbel.")
    answer = Client().get(address)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer.context["found"].value == value
    assert old.pk in page
    assert page.index(WHY) < page.index("Nog een rij was dubbel.")
    assert f"Nu staat er: {value}" in page
    assert "Hierboven staat het zoals het was." in page


def test_when_the_files_are_cleared_away_it_says_so_and_what_came_instead(
    old: Release, tmp_path: Path
) -> None:
    _name, _year, address, value = _cited()
    _correct(old, tmp_path, "f", WHY)
    shutil.rmtree(old.path)
    answer = Client().get(address)
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "De bestanden van deze uitgave zijn opgeruimd." in page
    assert WHY in page
    assert f"Nu staat er: {value}" in page


def test_programs_read_the_citation(old: Release) -> None:
    name, year, address, value = _cited()
    page = Client().get(address).content.decode()
    assert f"SHA-256 {old.pk}" in page
    assert "Retrieved" not in page
    assert page.index('<meta name="z:itemType" content="webpage">') < page.index("</head>")
    [entry] = parse_string(Client().get(f"{address}.bib").content.decode()).entries
    assert str(year) in entry["title"]
    [found] = rispy.loads(Client().get(f"{address}.ris").content.decode())
    assert found["title"].startswith(name)
    assert value in found["title"].replace("\xa0", " ") or value in found["title"]
    assert found["urls"][0].endswith(address)


@pytest.mark.parametrize(
    "wrong", ["0" * 16, "abc", "{pk}x"], ids=["no release", "too short", "no such release"]
)
def test_what_never_was_is_not_found(old: Release, wrong: str) -> None:
    _name, year, address, _value = _cited()
    indicator = address.split("/")[4]
    assert (
        Client().get(f"/cijfer/{wrong.format(pk=old.pk[:16])}/{WIJK}/{indicator}/{year}").status_code == 404
    )
    for area, key, when in ((WIJK, "bestaat-niet", year), ("WK0", indicator, year), (WIJK, indicator, 1800)):
        assert Client().get(figure_address(old.pk, area, key, when)).status_code == 404
    assert Client().get(f"{address}.exe").status_code == 404


def test_what_may_not_be_passed_on_is_not_told_and_what_was_not_known_says_so(
    old: Release, tmp_path: Path, settings: LazySettings
) -> None:
    shown = queries.current()
    views = [view for view in queries.profile(shown, WIJK).indicators if view.own is not None]
    gap = next(
        (view.info.key, year)
        for view in views
        for year, value in zip(view.own.years, view.own.value, strict=True)  # type: ignore[union-attr]
        if value is None
    )
    unknown = Client().get(figure_address(old.pk, WIJK, *gap))
    assert unknown.status_code == 200
    assert "Dit cijfer was toen niet bekend." in unknown.content.decode()
    assert unknown.context["found"].value == ""

    settings.CLOSED_SITE = True
    folder = tmp_path / "dicht"
    shutil.copytree(old.path, folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for source in manifest["sources"]:
        source["redistributable"] = False
    (folder / "manifest.json").write_text(json.dumps(manifest | {"id": "d" * 64}), encoding="utf-8")
    closed = show_release(actor=None, folder=folder)
    key, year = next(
        (view.info.key, view.own.years[-1])  # type: ignore[union-attr]
        for view in views
        if view.own.value[-1] is not None and view.own.source[-1]  # type: ignore[union-attr]
    )
    address = figure_address(closed.pk, WIJK, key, year)
    page = Client().get(address)
    assert "Dit cijfer mogen we niet doorgeven." in page.content.decode()
    assert page.context["found"].value == ""
    told = Client().get(figure_address(old.pk, WIJK, key, year)).context["found"].value
    for form in ("", ".bib", ".ris"):
        assert told not in Client().get(address + form).content.decode()


def test_a_figure_leads_to_its_table_and_columns_at_the_publisher(old: Release) -> None:
    found = table_of_origin("bijstand_per_1000", "cbs-kwb", 2022)
    assert found is not None
    page = Client().get(figure_address(old.pk, WIJK, "bijstand_per_1000", 2022)).content.decode()
    assert found.table in page
    assert f'href="{found.address}"' in page
    assert all(f"<code>{column}</code>" in page for column in found.columns)
    assert "Dit getal is verzonnen, in de vorm van die tabel." in page, "the example is made up"
    rows = json.loads(Client().get(f"/wijk/{WIJK}-de-spoordijk/cijfers.json").content)["cijfers"]
    told = {
        (row["jaar"], row["tabel"], row["kolommen"]) for row in rows if row["cijfer"] == "bijstand_per_1000"
    }
    assert (2022, found.table, ", ".join(found.columns)) in told
