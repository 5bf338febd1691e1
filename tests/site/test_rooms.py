"""Rooms: what an app offers appears, what it breaks stays with itself, and a folder can be taken away."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from django.utils.module_loading import import_string

from migrated import kept_database
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.models import User

pytestmark = pytest.mark.django_db
SITE = Path(rooms.__file__).resolve().parents[1]
HERE = __name__


def _paths() -> list[str]:
    return [
        getattr(entry, "path", entry)
        for room in rooms.rooms()
        for hook in rooms.RoomConfig.HOOKS
        for entry in getattr(room, hook)
    ]


def test_every_room_is_listed_and_every_hook_leads_somewhere() -> None:
    assert {room.name.rpartition(".")[2] for room in rooms.rooms()} == set(settings.INSTALLED_ROOMS)
    assert {path.parent.name for path in SITE.glob("*/apps.py")} <= set(settings.ROOMS)
    for path in _paths():
        assert callable(import_string(path)) or path.endswith(".router"), path


def test_every_hook_of_the_register_is_one_that_something_asks_for() -> None:
    offered = {name for name in vars(rooms.RoomConfig) if not name.startswith("_") and name.islower()} - {
        "default"
    }
    assert offered == set(rooms.RoomConfig.HOOKS) | {
        *(
            "navigation",
            "workplace",
            "activities",
            "footer_find",
            "footer_became",
            "footer_check",
            "footer_about",
            "removable",
            "privacy_template",
            "lost",
        )
    }


def test_a_room_has_a_page_for_what_is_not_found_below_its_addresses() -> None:
    own = [one for room in rooms.rooms() for one in room.lost]
    assert ("/dialoog/", "dialogue/onbekend.html") in own
    assert all(beginning.startswith("/") and get_template(template) for beginning, template in own)


def some_panels(area: rooms.Area, actor: object) -> Sequence[rooms.Panel]:
    """Two panels, out of order."""
    return [
        rooms.Panel("later", "Later", 200, html=f"<p>over {area.name} in {area.gemeente}</p>"),
        rooms.Panel("eerder", "Eerder", 100, html="<p>zin</p>"),
    ]


def broken(*_: object) -> Sequence[Any]:
    """A room with a fault."""
    raise RuntimeError("secret words")


def some_waiting(actor: User) -> Sequence[rooms.Waiting]:
    """Work with and without a date."""
    return [
        rooms.Waiting("Zonder datum", "/c"),
        rooms.Waiting("Morgen", "/b", datetime.date(2026, 12, 2)),
        rooms.Waiting("Vandaag", "/a", datetime.date(2026, 12, 1)),
    ]


def some_found(query: str, language: str, actor: object) -> Sequence[rooms.Found]:
    """One hit."""
    return [rooms.Found("praktijk", f"Over {query}", "/kennis/1", "een zin", 0.5)]


def some_doors() -> Sequence[rooms.Door]:
    """One door."""
    return [rooms.Door("werkt", "Wat werkt", "Wat hielp elders?", "/wat-werkt", 3, now="12 praktijken")]


@pytest.fixture
def offers(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let the portal offer something for the length of a test."""
    room = next(room for room in rooms.rooms() if room.label == "portal")

    def offer(hook: str, *names: str) -> None:
        monkeypatch.setattr(room, hook, tuple(f"{HERE}.{name}" for name in names))

    return offer


def test_panels_stand_on_the_page_of_an_area_in_their_order(
    offers: Any, client: Client, shown: Current
) -> None:
    offers("panels", "broken", "some_panels")
    wijk = next(place for place in shown.names.at_level("wijk") if place.name == "De Spoordijk")
    page = client.get(f"/wijk/{wijk.key.lower()}-de-spoordijk", follow=True).content.decode()
    assert "over De Spoordijk in GM" in page
    assert page.index('id="eerder"') < page.index('id="later"'), "by order"
    assert page.count('href="#later"') == 2, "in both lists of contents"
    assert "secret words" not in page


def test_the_work_desk_lists_by_date(offers: Any, client: Client, django_user_model: Any) -> None:
    assert client.get("/werkplek").status_code == 302
    offers("waiting", "broken", "some_waiting")
    client.force_login(django_user_model.objects.create_user("iemand@example.org"))
    page = client.get(reverse("portal:desk"), follow=True).content.decode()
    assert page.index("Vandaag") < page.index("Morgen") < page.index("Zonder datum")
    assert "1 december 2026" in page


def test_doors_and_hits_of_other_rooms_are_shown(offers: Any, client: Client) -> None:
    offers("doors", "some_doors")
    offers("found", "some_found", "broken")
    assert "12 praktijken" in client.get("/").content.decode()
    assert "Over groen" in client.get("/zoeken?q=groen").content.decode()


WITHOUT = """
import sys
from importlib import import_module
from importlib.util import find_spec
import django
django.setup()
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.models import User
call_command("check")
call_command("migrate", verbosity=0)
assert sys.argv[1] not in str(get_resolver().url_patterns)
rooms.doors()
staff = Client()
staff.force_login(User.objects.create_superuser("beheer@example.org", "x"))
staff.get("/werkplek", follow=True)
for room in rooms.rooms():
    if find_spec(f"{room.name}.service"):
        import_module(f"{room.name}.service")
for path in ("/", "/zoeken?q=groen", "/privacy", "/dialogen", "/api/v1/openapi.json"):
    assert Client().get(path).status_code == 200, path
"""
REMOVABLE = [(room.name.rpartition(".")[2], room.removable) for room in rooms.rooms() if room.removable]


def test_every_app_of_feature_folders_names_one_that_can_be_taken_away() -> None:
    assert {app for app, _feature in REMOVABLE} == {"desk", "effects", "knowledge", "portal", "programme"}


@pytest.mark.parametrize(("app", "feature"), REMOVABLE)
def test_nothing_leads_to_what_was_taken_away_and_its_tests_go_along(app: str, feature: str) -> None:
    """No address of it is asked without looking whether it is there, and no test elsewhere imports it."""
    folder, tests = SITE / app / feature, Path(__file__).parent / app / feature
    code = "\n".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.py"))
    names = {f"{app}:{one.name}" for one in import_module(f"wijkwijzer_web.{app}.{feature}.urls").urlpatterns}
    own = set(re.findall(r'"([\w/-]+\.html)"', code))
    pages = [file for file in SITE.rglob("*.html") if not file.as_posix().endswith(tuple(own))]
    asked = re.compile(r"{%\s*url\s+[\"']([\w:-]+)[\"'](?![^%]* as )")
    assert names
    assert own
    assert [file for file in pages if names & set(asked.findall(file.read_text(encoding="utf-8")))] == []
    asked = re.compile(r"(?:reverse|redirect|reverse_lazy)\([\"']([\w:-]+)")
    others = [file for file in SITE.rglob("*.py") if folder not in file.parents]
    assert [
        str(file) for file in others if names & set(asked.findall(file.read_text(encoding="utf-8")))
    ] == []
    assert list(tests.glob("test_*.py"))
    every = [file for file in Path(__file__).parents[1].rglob("*.py") if tests not in file.parents]
    module = f"wijkwijzer_web.{app}.{feature}"
    assert [file for file in every if re.search(rf"{module}\b", file.read_text(encoding="utf-8"))] == []


@pytest.mark.once
@pytest.mark.usefixtures("django_db_setup")
@pytest.mark.parametrize(("app", "feature"), REMOVABLE)
def test_a_folder_taken_away_takes_its_feature_along(app: str, feature: str, tmp_path: Path) -> None:
    """A copy of the site without the folder and its tests still starts, answers, and keeps its contracts."""
    source = tmp_path / "src" / "wijkwijzer_web"
    shutil.copytree(SITE, source, ignore=shutil.ignore_patterns("*.po"))
    assert (source / app / feature).is_dir(), "removable names a feature folder"
    shutil.rmtree(source / app / feature)
    if kept_database().exists():
        shutil.copyfile(kept_database(), tmp_path / "zonder.sqlite3")
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(tmp_path / "src"), str(SITE.parent)]),
        "VAR_DIR": str(tmp_path / "var"),
        "FRONTEND_DIST": str(settings.FRONTEND_DIST),
        "DATABASE_URL": f"sqlite:///{tmp_path}/zonder.sqlite3",
        "DJANGO_SETTINGS_MODULE": "wijkwijzer_web.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, f"{app}.{feature}"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
