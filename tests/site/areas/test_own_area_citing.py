"""A figure of an area that the municipality drew is cited, and the citation opens years later as it was."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from wijkwijzer_web.areas import queries
from wijkwijzer_web.areas.actions import own_areas as actions
from wijkwijzer_web.areas.citing import citable
from wijkwijzer_web.areas.models import OwnArea, Release
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import Organisation, Role, User

pytestmark = pytest.mark.django_db
WHY = "De bijstand was verkeerd ingelezen."


@pytest.fixture
def drawn(
    shown: Current,
    organisation: Organisation,
    member: Callable[[Role], User],
    settings: LazySettings,
    tmp_path: Path,
) -> OwnArea:
    """An own area of three wijken on show, in a folder of the test."""
    settings.RELEASES_DIR = tmp_path
    wijken = [place.key for place in queries.current().names.inside("wijk", "GM9903")]
    area = actions.save_area(
        actor=member(Role.EDITOR), organisation=organisation, name="Spoorzone", members=wijken[:3]
    )
    actions.lay_over_again()
    return area


def _cited(area: OwnArea) -> tuple[str, str]:
    """The address of its first figure, as the page of the area gives it, and what it says."""
    _name, _year, address = citable(queries.current(), area.code)[0]
    assert address in Client().get(area.get_absolute_url()).content.decode()
    return address, _value(address)


def _value(address: str) -> str:
    page = Client().get(address)
    assert page.status_code == 200
    assert "Spoorzone" in page.content.decode()
    return str(page.context["found"].value)


def _corrected(example: Path, folder: Path) -> None:
    shutil.copytree(example, folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    base = Release.objects.get(pk=queries.current().id).base
    manifest |= {"id": "a" * 16, "supersedes": base, "reason": WHY}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    call_command("show_release", folder)


def test_a_figure_of_an_own_area_opens_after_a_newer_release_and_says_what_it_says_now(
    drawn: OwnArea, example_release_folder: Path, tmp_path: Path
) -> None:
    address, value = _cited(drawn)
    assert value
    _corrected(example_release_folder, tmp_path / "verbeterd")
    assert _value(address) == value
    page = Client().get(address).content.decode()
    assert WHY in page
    assert f"Nu staat er: {value}" in page
    assert "SHA-256" in page


def test_a_figure_of_an_own_area_opens_after_the_area_was_drawn_again(drawn: OwnArea) -> None:
    address, value = _cited(drawn)
    assert "opnieuw getekend" not in Client().get(address).content.decode()
    actions.save_area(
        actor=drawn.made_by,
        organisation=drawn.organisation,
        name="Spoorzone en meer",
        members=drawn.members[:1],
        area=drawn,
    )
    actions.lay_over_again()
    assert _value(address) == value
    page = Client().get(address).content.decode()
    now = _value(citable(queries.current(), drawn.code)[0][2])
    assert now != value
    assert "Dit gebied is daarna opnieuw getekend." in page
    assert f"Nu staat er: {now}" in page


def test_a_figure_of_an_own_area_opens_after_its_folder_was_cleared_away(drawn: OwnArea) -> None:
    address, value = _cited(drawn)
    release = Release.objects.exclude(extends="").get()
    before = Client().get(address).context["found"]
    actions.save_area(
        actor=drawn.made_by,
        organisation=drawn.organisation,
        name="Anders",
        members=drawn.members[:1],
        area=drawn,
    )
    actions.lay_over_again()
    Release.objects.update(registered_at=timezone.now() - timedelta(days=40))
    call_command("retention")
    assert not release.path.is_dir()
    assert _value(address) == value
    after = Client().get(address).context["found"]
    assert (after.name, after.interval, after.source) == (before.name, before.interval, before.source)
    indicator, year = address.split("/")[4:6]
    assert Client().get(f"/cijfer/{release.pk[:16]}/{drawn.code}/{indicator}/1800").status_code == 404
    assert Client().get(f"/cijfer/{release.pk[:16]}/{drawn.code}/niets/{year}").status_code == 404
