"""Own figures, the card and the logo go along: taken in elsewhere they are what they were."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client
from PIL import Image
from wagtail.models import Collection

from fixtures_own_figures import OTHER, Member, editor, own_folder, put_on, row  # noqa: F401
from wijkwijzer_web.areas import queries
from wijkwijzer_web.areas.actions import own_areas, show_release
from wijkwijzer_web.areas.citing import citable
from wijkwijzer_web.areas.models import OwnArea, OwnFigures
from wijkwijzer_web.core.card.actions import save_card
from wijkwijzer_web.core.leaving.archive import read
from wijkwijzer_web.core.models import Card, Organisation, Role


def _pixels(organisation: Organisation) -> tuple[tuple[int, int], bytes]:
    assert organisation.logo is not None
    with organisation.logo.file.open() as kept, Image.open(kept) as picture:
        return picture.size, picture.convert("RGB").tobytes()


def _files(figures: OwnFigures) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in figures.path.rglob("*") if path.is_file()}


@pytest.fixture
def root(transactional_db: None) -> None:
    """The root of the collections, which an earlier test that emptied the tables took along."""
    if not Collection.get_first_root_node():
        _root()


def _root() -> None:
    """What the migrations of any installation make."""
    Collection.add_root(name="Root")


@pytest.mark.usefixtures("root")
def test_own_figures_card_and_logo_come_along(
    editor: Client,  # noqa: F811
    organisation: Organisation,
    member: Member,
    settings: LazySettings,
    tmp_path: Path,
) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "hier")
    put_on(editor, row(), row(OTHER, value=""), row(year=2023, public="nee"))
    drawn = io.BytesIO()
    Image.effect_mandelbrot((120, 40), (-2, -1, 1, 1), 50).save(drawn, "PNG")
    values = {"email": "wijken@example.org", "home_text": "Wij werken aan de wijk.", "colour": "#7a1f5c"}
    keeper = member(Role.ADMINISTRATOR)
    save_card(actor=keeper, organisation=organisation, values=values, logo=drawn.getvalue())
    figures, picture = OwnFigures.objects.get(), _pixels(organisation)
    told = (figures.rows, figures.public_rows, figures.indicators, _files(figures))
    first = tmp_path / "vertrek.zip"
    call_command("export_organisation", organisation.slug, str(first), verbosity=0)

    call_command("flush", interactive=False, verbosity=0)
    _root()
    settings.MEDIA_ROOT, settings.RELEASES_DIR = str(tmp_path / "daar"), tmp_path / "daar-uitgaven"
    call_command("import_organisation", str(first), verbosity=0)
    taken = Organisation.objects.get()
    again = OwnFigures.objects.get(organisation=taken)
    assert (again.rows, again.public_rows, again.indicators, _files(again)) == told
    assert _pixels(taken) == picture
    card = Card.objects.get(organisation=taken)
    assert {name: getattr(card, name) for name in values} == values
    second = tmp_path / "weer.zip"
    call_command("export_organisation", taken.slug, str(second), verbosity=0)
    assert read(second).manifest["content"] == read(first).manifest["content"]


def _value(address: str) -> str:
    page = Client().get(address)
    assert page.status_code == 200, address
    assert "Spoorzone" in page.content.decode()
    return str(page.context["found"].value)


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("laid_over", [False, True])
def test_what_was_cited_of_an_own_area_opens_elsewhere(
    organisation: Organisation,
    member: Member,
    example_release_folder: Path,
    settings: LazySettings,
    tmp_path: Path,
    laid_over: bool,
) -> None:
    settings.RELEASES_DIR, settings.MEDIA_ROOT = tmp_path / "hier", str(tmp_path / "beeld")
    show_release(actor=None, folder=example_release_folder)
    wijken = [place.key for place in queries.current().names.inside("wijk", "GM9903")]
    cited, actor = {}, member(Role.EDITOR)
    area: OwnArea | None = None
    for members in (wijken[:3], wijken[:1]):
        area = own_areas.save_area(
            actor=actor,
            organisation=organisation,
            name="Spoorzone",
            members=members,
            area=area,
        )
        own_areas.lay_over_again()
        _name, _year, address = citable(queries.current(), area.code)[0]
        cited[address] = _value(address)
    assert len(cited) == 2, "drawn again it has another address"
    first = tmp_path / "vertrek.zip"
    call_command("export_organisation", organisation.slug, str(first), verbosity=0)

    call_command("flush", interactive=False, verbosity=0)
    _root()
    settings.RELEASES_DIR = tmp_path / "daar"
    show_release(actor=None, folder=example_release_folder)
    call_command("import_organisation", str(first), verbosity=0)
    if laid_over:
        own_areas.lay_over_again()
        assert OwnArea.objects.get().code in queries.current().names.by_key
    assert {address: _value(address) for address in cited} == cited
    second = tmp_path / "weer.zip"
    call_command("export_organisation", Organisation.objects.get().slug, str(second), verbosity=0)
    assert read(second).manifest["content"] == read(first).manifest["content"]
