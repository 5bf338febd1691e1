"""An adviser of an organisation, and files of own figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from wijkwijzer_web.areas.models import OwnFigures
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import Organisation, Role, User

HEAD = "code;jaar;indicator;waarde;noemer;bron;licentie;openbaar"
WIJK, OTHER = "WK990311", "WK990312"
HERE = "/werkplek/cijfers/tolbeke"
LogIn = Callable[[User], Client]
Member = Callable[[Role], User]


@pytest.fixture
def own_folder(settings: LazySettings, tmp_path: Path) -> None:
    """What is kept stands in a folder of the test."""
    settings.RELEASES_DIR = tmp_path


@pytest.fixture
def editor(
    own_folder: None, shown: Current, organisation: Organisation, member: Member, log_in: LogIn
) -> Client:
    """An adviser of the organisation, logged in."""
    return log_in(member(Role.EDITOR))


def row(
    code: str = WIJK, year: int = 2024, key: str = "tevreden", value: str = "72,5", public: str = "ja"
) -> str:
    """A row of a file."""
    return f"{code};{year};{key};{value};240;Buurtpeiling;CC BY 4.0;{public}"


def csv(
    *rows: str, head: str = HEAD, name: str = "cijfers.csv", encoding: str = "utf-8"
) -> SimpleUploadedFile:
    """A file of these rows."""
    return SimpleUploadedFile(name, "\n".join((head, *rows)).encode(encoding))


def send(client: Client, file: SimpleUploadedFile) -> str:
    """Send a file; where its preview is."""
    answer = client.post(HERE, {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def put_on(client: Client, *rows: str, **names: str) -> None:
    """A file on the site."""
    place = send(client, csv(*rows))
    against = OwnFigures.objects.filter(shown=True).first()
    found = {key: names.get(key, key) for key in {line.split(";")[2] for line in rows}}
    answer = client.post(place, {"tegen": against.overlay if against else "", **found})
    assert answer.status_code == 302, answer.content.decode()


def wijk(client: Client) -> str:
    """The page of De Spoordijk."""
    return client.get(f"/wijk/{WIJK}", follow=True).content.decode()


def kept(root: Path) -> list[Path]:
    """Every file that was kept."""
    return (
        [path for path in (root / "eigen").rglob("*") if path.is_file()] if (root / "eigen").exists() else []
    )
