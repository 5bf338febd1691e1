"""Own areas from the site: made, changed, ended, laid over each release that is shown."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from wijkwijzer.areas import OwnAreas, extend_release
from wijkwijzer_web.areas import queries
from wijkwijzer_web.areas.actions import own_areas as actions
from wijkwijzer_web.areas.actions import show_release
from wijkwijzer_web.areas.models import ActiveRelease, Area, OwnArea, Release
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import AuditEntry, Job, Membership, Organisation, Role, User

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HERE = "/werkplek/gebieden/tolbeke"
GEMEENTE = "GM9903"
LogIn = Callable[[User], Client]
Member = Callable[[Role], User]


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.RELEASES_DIR = tmp_path


@pytest.fixture(scope="module")
def _made() -> dict[tuple[str, str], Path]:
    """What was made before of the same release and areas: making it costs seconds."""
    return {}


@pytest.fixture(autouse=True)
def _made_once(
    _made: dict[tuple[str, str], Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    def extend(release: Path, own: OwnAreas, output: Path, **more: Any) -> str:
        manifest = (release / "manifest.json").read_text(encoding="utf-8")
        content = (manifest, f"{own.members.rows()}{own.areas.rows()}")
        if content not in _made:
            folder = tmp_path_factory.mktemp("uitgebreid") / "release"
            extend_release(release, own, folder, **more)
            _made[content] = folder
        shutil.copytree(_made[content], output, copy_function=os.link)
        return str(json.loads((output / "manifest.json").read_text(encoding="utf-8"))["id"])

    monkeypatch.setattr(actions, "extend_release", extend)


@pytest.fixture
def editor(shown: Current, organisation: Organisation, member: Member, log_in: LogIn) -> Client:
    """An adviser of the organisation, logged in."""
    return log_in(member(Role.EDITOR))


def wijken(number: int = 3) -> list[str]:
    return [place.key for place in queries.current().names.inside("wijk", GEMEENTE)[:number]]


def make(
    client: Client, name: str = "Spoorzone", members: list[str] | None = None, level: str = "wijk"
) -> OwnArea:
    address = f"{HERE}/nieuw?gemeente={GEMEENTE}&soort={level}"
    answer = client.post(address, {"name": name, "members": members or wijken()})
    assert answer.status_code == 302, answer.content.decode()
    job = Job.objects.get(pk=answer.headers["Location"].rsplit("/", 1)[-1])
    assert (job.state, job.message) == ("klaar", "")
    return OwnArea.objects.get(name=name)


def page_of(area: OwnArea, client: Client | None = None) -> str:
    answer = (client or Client()).get(area.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_area_of_wijken_is_everywhere_that_a_wijk_is(editor: Client, shown: Current) -> None:
    form = editor.get(f"{HERE}/nieuw?gemeente={GEMEENTE}").content.decode()
    assert form.count('type="checkbox"') == 22
    area = make(editor)
    assert area.code == "GB9903SPOORZON"
    now = queries.current()
    residents = sum(now.names.by_key[key].residents or 0 for key in area.members)
    assert now.names.by_key[area.code].residents == pytest.approx(residents)
    page = page_of(area)
    assert '<h1 class="utrecht-heading-1">Spoorzone</h1>' in page
    assert "verbeterd op" not in page
    public = Client()
    gemeente = public.get("/gemeente/havermeer?kaart=gebieden").content.decode()
    assert gemeente.count(f'href="{area.get_absolute_url()}"') == 2  # in the list and on the map
    borders = json.loads(public.get("/gemeente/havermeer/kaart.geojson?kaart=gebieden").content)
    assert [feature["properties"]["naam"] for feature in borders["features"]] == ["Spoorzone"]
    assert "Spoorzone" in public.get("/zoeken?q=spoorzone").content.decode()
    assert "Spoorzone" in public.get(f"/vergelijk?gebied={area.code}&gebied=WK990311").content.decode()
    assert len(public.get(f"/gebied/{area.code}/cijfers.csv").content) > 1000
    answer = public.get("/api/v1/gebieden", {"niveau": "gebied"}).json()
    assert [found["sleutel"] for found in answer["gebieden"]] == [area.code]
    assert public.get(f"/api/v1/gebieden/{area.code}/cijfers").json()["reeksen"]
    assert public.post(f"/gebied/{area.code}/rapport", {"soort": "html"}).status_code == 302
    assert "Spoorzone" in Job.objects.get(kind="rapport").path.read_text(encoding="utf-8")
    said = AuditEntry.objects.filter(action="areas.save_area").get()
    assert said.organisation == area.organisation


def test_an_area_of_buurten(editor: Client) -> None:
    buurten = [place.key for place in queries.current().names.inside("buurt", GEMEENTE)[:4]]
    area = make(editor, "Vier buurten", buurten, "buurt")
    assert "Vier buurten" in page_of(area)
    assert 'value="BU' in editor.get(f"{HERE}/{area.code}").content.decode()


def test_a_change_keeps_the_code_and_what_points_to_it(editor: Client) -> None:
    area = make(editor)
    row = Area.objects.get(key=area.code)
    editor.post(f"{HERE}/{area.code}", {"name": "Spoor en dijk", "members": wijken(2)})
    area.refresh_from_db()
    assert (area.name, area.members) == ("Spoor en dijk", sorted(wijken(2)))
    again = Area.objects.get(key=area.code)
    assert (again.pk, again.name) == (row.pk, "Spoor en dijk")
    assert '<h1 class="utrecht-heading-1">Spoor en dijk</h1>' in page_of(area)
    assert Area.objects.filter(level="gebied").count() == 1


def test_the_same_name_twice_gets_another_code(editor: Client) -> None:
    first, second = make(editor), None
    editor.post(f"{HERE}/nieuw?gemeente={GEMEENTE}", {"name": "Spoorzone!", "members": wijken(1)})
    second = OwnArea.objects.exclude(pk=first.pk).get()
    assert second.code == f"{first.code}2"
    assert {first.code, second.code} <= set(queries.current().names.by_key)


def test_an_area_ends_and_its_last_page_stays(editor: Client) -> None:
    area, other = make(editor), make(editor, "Blijft", wijken(1))
    editor.post(f"{HERE}/{area.code}/einde", {"zeker": "ja"})
    assert area.code not in queries.current().names.by_key
    assert other.code in queries.current().names.by_key
    assert Area.objects.get(key=area.code).valid_to is not None
    answer = Client().get(area.get_absolute_url(), follow=True)
    assert "Dit gebied staat niet meer op de site." in answer.content.decode()
    editor.post(f"{HERE}/{area.code}/terug")
    assert "staat niet meer" not in page_of(area)
    assert Area.objects.get(key=area.code).valid_to is None


def test_ending_an_area_asks_first(editor: Client) -> None:
    area = make(editor)
    asked = editor.post(f"{HERE}/{area.code}/einde")
    page = asked.content.decode()
    assert asked.status_code == 200
    assert f"{area.name} opheffen?" in page
    assert re.search(r"telt [\d.]+ bewoners", page), "what it is about"
    assert "Nee, laat het staan" in page
    area.refresh_from_db()
    assert area.ended_on is None
    assert area.code in queries.current().names.by_key


def test_without_own_areas_the_release_itself_is_shown_again(editor: Client, shown: Current) -> None:
    area = make(editor)
    assert queries.current().id != shown.id
    editor.post(f"{HERE}/{area.code}/einde", {"zeker": "ja"})
    assert queries.current().id == shown.id


def test_the_same_areas_take_one_folder(editor: Client, tmp_path: Path) -> None:
    make(editor)
    before = len(list((tmp_path / "eigen" / "gebieden").iterdir()))
    actions.lay_over_again()
    assert len(list((tmp_path / "eigen" / "gebieden").iterdir())) == before == 1


def newer(folder: Path, target: Path, **changes: object) -> Path:
    """The example as if it were published again."""
    shutil.copytree(folder, target)
    manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    (target / "manifest.json").write_text(json.dumps(manifest | {"id": "a" * 16} | changes), encoding="utf-8")
    return target


def test_own_areas_lie_over_the_next_release_too(
    editor: Client, example_release_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    area = make(editor)
    old = queries.current()
    reason = "De bijstand was verkeerd ingelezen."
    changes = {"supersedes": Release.objects.get(pk=old.id).base, "reason": reason}
    call_command("show_release", newer(example_release_folder, tmp_path / "verbeterd", **changes))
    now = queries.current()
    assert area.code in now.names.by_key
    assert Release.objects.get(pk=now.id).base == "a" * 16
    page = page_of(area)
    assert "Deze cijfers zijn verbeterd op" in page
    assert reason in page
    before = Client().get(f"{area.get_absolute_url()}?uitgave={old.id}").content.decode()
    assert "Dit zijn oude cijfers." in before
    sources = Client().get("/bronnen").content.decode()
    assert reason in sources
    assert Client().get("/api/v1/uitgave").json()["reden"] == reason
    assert len(queries.releases()) == 2


def test_members_that_are_gone_are_told_and_nothing_is_lost(
    editor: Client, example_release_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = make(editor, "Goed", wijken(1)), make(editor, "Stuk", wijken(2))
    OwnArea.objects.filter(pk=bad.pk).update(members=[wijken()[0], "WK990399"])
    call_command("show_release", newer(example_release_folder, tmp_path / "nieuw"))
    assert "Eigen gebied Stuk staat er niet in: WK990399 bestaat niet meer." in capsys.readouterr().out
    assert {good.code, bad.code} & set(queries.current().names.by_key) == {good.code}
    bad.refresh_from_db()
    assert bad.missing == ["WK990399"]
    page = editor.get(HERE).content.decode()
    assert "Dit gebied moet je bijwerken." in page
    assert "WK990399" in page
    assert Client().get(bad.get_absolute_url(), follow=True).status_code == 200
    editor.post(f"{HERE}/{bad.code}", {"name": "Heel", "members": wijken(2)})
    bad.refresh_from_db()
    assert bad.missing == []
    assert bad.code in queries.current().names.by_key


def test_a_job_that_was_overtaken_shows_nothing(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make(editor)
    shown = ActiveRelease.objects.get().release_id
    real = actions.extend_release

    def slow(*arguments: object, **more: object) -> str:
        OwnArea.objects.update(name="Intussen anders")
        return real(*arguments, **more)  # type: ignore[arg-type]

    OwnArea.objects.update(name="Nieuwe naam")
    monkeypatch.setattr(actions, "extend_release", slow)
    actions.lay_over_again()
    assert ActiveRelease.objects.get().release_id == shown
    monkeypatch.undo()
    actions.lay_over_again()
    assert "Intussen anders" in page_of(OwnArea.objects.get())


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "", "members": ["WK990311"]},
        {"name": "=1+1", "members": ["WK990311"]},
        {"name": "x" * 101, "members": ["WK990311"]},
        {"name": "Leeg"},
        {"name": "Elders", "members": ["WK990101"]},
        {"name": "Gemeente", "members": ["GM9903"]},
        {"name": "Verzonnen", "members": ["WK999999"]},
    ],
)
def test_wrong_forms_keep_nothing(editor: Client, wrong: dict[str, object]) -> None:
    assert editor.post(f"{HERE}/nieuw?gemeente={GEMEENTE}", wrong).status_code == 400
    assert not OwnArea.objects.exists()


def test_names_are_never_markup(editor: Client) -> None:
    area = make(editor, "<script>alert(1)</script> zone")
    for address in (area.get_absolute_url(), HERE, "/gemeente/havermeer?kaart=gebieden", "/zoeken?q=zone"):
        answer = Client().get(address) if address != HERE else editor.get(address)
        assert "<script>alert" not in answer.content.decode(), address
    csv = Client().get(f"/gebied/{area.code}/cijfers.csv").content.decode()
    assert "script" in csv


# ---- from a file
def csv_file(*rows: str, head: str = "gebied,naam,lid") -> SimpleUploadedFile:
    return SimpleUploadedFile("gebieden.csv", "\n".join((head, *rows)).encode())


def rows_in(page: str) -> str:
    return page.split('name="rijen" hidden>')[1].split("</textarea>")[0].lstrip("\n")


def test_a_file_is_shown_first_and_then_taken_in(editor: Client) -> None:
    a, b, c = wijken()
    page = editor.post(HERE, {"file": csv_file(f"noord,Noord,{a}", f"noord,Noord,{b}", f"zuid,Zuid,{c}")})
    text = page.content.decode()
    assert page.status_code == 200
    assert text.count(">nieuw<") == 2
    assert not OwnArea.objects.exists()
    assert editor.post(f"{HERE}/bestand", {"rijen": rows_in(text)}).status_code == 302
    assert sorted(OwnArea.objects.values_list("name", flat=True)) == ["Noord", "Zuid"]
    north = OwnArea.objects.get(name="Noord")
    again = editor.post(HERE, {"file": csv_file(f"{north.short},Noord,{a}", f"{north.short},Noord,{c}")})
    text = again.content.decode()
    assert f"erbij: {c}" in text
    assert f"eraf: {b}" in text
    editor.post(f"{HERE}/bestand", {"rijen": rows_in(text)})
    north.refresh_from_db()
    assert north.members == sorted([a, c])
    assert OwnArea.objects.count() == 2


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (csv_file("a,A,WK999999"), "WK999999 bestaat niet"),
        (csv_file("a,A,GM9903"), "geen code van een wijk of buurt"),
        (csv_file("a,A,WK990311", "a,A,WK990311"), "twee keer"),
        (csv_file("a,=1+1,WK990311"), "formule"),
        (csv_file(), "geen enkel gebied"),
        (csv_file(f"a,{'x' * 101},WK990311"), "hooguit 100 letters"),
        (csv_file("a,A", head="gebied,naam"), "kolom lid: Deze kolom ontbreekt"),
        (SimpleUploadedFile("x.txt", b"x"), "Stuur een .csv"),
        (SimpleUploadedFile("x.csv", b"gebied,naam,lid\n" + b"a,A,WK990311\n" * 90_000), "groter dan 1 MB"),
    ],
)
def test_wrong_files_keep_nothing(editor: Client, file: SimpleUploadedFile, said: str) -> None:
    answer = editor.post(HERE, {"file": file})
    assert 400 <= answer.status_code < 500
    assert said in answer.content.decode()
    assert not OwnArea.objects.exists()


def test_a_form_that_was_changed_on_its_way_makes_nothing(editor: Client) -> None:
    for text in ("", "x", "a,b", "GB9903A,A,WK999999", 'GB9903A,"=1",WK990311', "GB9903A,A,WK990311,x"):
        answer = editor.post(f"{HERE}/bestand", {"rijen": text}, follow=True)
        assert "ww-bericht--error" in answer.content.decode(), text
    assert not OwnArea.objects.exists()


# ---- for whom
def test_other_organisations_see_and_change_nothing(editor: Client, log_in: LogIn) -> None:
    area = make(editor)
    other = Organisation.objects.create(name="Woonstichting", slug="woonstichting")
    stranger = User.objects.create_user("ander@example.org", "een lang wachtwoord dat niemand raadt")
    Membership.objects.create(user=stranger, organisation=other, role=Role.ADMINISTRATOR)
    editor.logout()
    client = log_in(stranger)
    theirs = "/werkplek/gebieden/woonstichting"
    for address in (
        HERE,
        f"{HERE}/{area.code}",
        f"{HERE}/nieuw?gemeente={GEMEENTE}",
        f"{theirs}/{area.code}",
    ):
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"name": "Van mij", "members": wijken(1)}).status_code == 404, address
    for address in (f"{HERE}/{area.code}/einde", f"{theirs}/{area.code}/einde", f"{HERE}/bestand"):
        assert client.post(address).status_code == 404, address
    row = f"{area.code[6:]},Van mij,{wijken()[0]}"
    answer = client.post(theirs, {"file": csv_file(row)})
    assert "van een andere organisatie" in answer.content.decode()
    area.refresh_from_db()
    assert (area.name, area.ended_on) == ("Spoorzone", None)


def test_readers_and_visitors_may_not(shown: Current, member: Member, log_in: LogIn) -> None:
    assert Client().get(HERE).headers["Location"].startswith("/account/inloggen")
    client = log_in(member(Role.VISITOR))
    for address in (HERE, f"{HERE}/nieuw?gemeente={GEMEENTE}"):
        assert client.get(address).status_code == 404


def test_forms_need_their_token(editor: Client) -> None:
    area = make(editor)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = editor.cookies
    for address in (HERE, f"{HERE}/bestand", f"{HERE}/{area.code}", f"{HERE}/{area.code}/einde"):
        assert strict.post(address, {"name": "x"}).status_code == 403, address


# ---- what may be shown at all
def test_a_release_that_may_not_be_passed_on_needs_a_closed_site(
    db: None, example_release_folder: Path, tmp_path: Path, settings: LazySettings
) -> None:
    from django.core.management.base import CommandError

    manifest = json.loads((example_release_folder / "manifest.json").read_text(encoding="utf-8"))
    closed = [source | {"redistributable": False} for source in manifest["sources"][:1]]
    folder = newer(example_release_folder, tmp_path / "dicht", sources=closed + manifest["sources"][1:])
    with pytest.raises(CommandError, match=r"niet mag verspreiden.*CLOSED_SITE") as refused:
        call_command("show_release", folder)
    assert refused.value.returncode == 2
    assert not ActiveRelease.objects.exists()
    settings.CLOSED_SITE = True
    show_release(actor=None, folder=folder)
    assert ActiveRelease.objects.get().release_id == "a" * 16


def test_an_area_stays_in_the_gemeente_of_its_code(editor: Client) -> None:
    area = make(editor)
    elsewhere = queries.current().names.inside("wijk", "GM9901")[0].key
    answer = editor.post(HERE, {"file": csv_file(f"{area.short},Spoorzone,{elsewhere}")})
    assert answer.status_code == 200  # another gemeente, so another code: a new area
    assert ">nieuw<" in answer.content.decode()
    OwnArea.objects.filter(pk=area.pk).update(members=[wijken()[0], elsewhere])
    answer = editor.post(f"{HERE}/{area.code}", {"name": "Spoorzone", "members": [elsewhere]})
    assert answer.status_code == 400
    assert "in dezelfde gemeente blijven" in answer.content.decode()


def test_folders_that_no_page_needs_go_after_a_month(editor: Client, tmp_path: Path) -> None:
    gone, stays = make(editor, "Weg", wijken(1)), make(editor, "Blijft", wijken(2))
    before = queries.current().id
    editor.post(f"{HERE}/{gone.code}/einde", {"zeker": "ja"})
    folders = tmp_path / "eigen" / "gebieden"
    assert len(list(folders.iterdir())) == 3
    call_command("retention")
    assert len(list(folders.iterdir())) == 3
    Release.objects.update(registered_at=timezone.now() - timedelta(days=40))
    call_command("retention")
    assert len(list(folders.iterdir())) == 2  # what is shown, and the last page of what ended
    assert Client().get(gone.get_absolute_url(), follow=True).status_code == 200
    assert "Blijft" in page_of(stays)
    first = Release.objects.exclude(extends="").exclude(pk__in=[before, queries.current().id]).get()
    assert Client().get(f"/wijk/WK990311-de-spoordijk?uitgave={first.pk}").status_code == 200
