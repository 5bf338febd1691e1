"""A backup comes back whole, and what people withdrew since does not come back with it."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import random
import shutil
import signal
import stat
import tarfile
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections
from django.test import Client

from fixtures_dialogue import Phone
from wijkwijzer_web.core.codes import token_fingerprint as fingerprint
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.actions import anonymise_user
from wijkwijzer_web.dialogue.models import Dialogue, Message, Participant, topic_of
from wijkwijzer_web.dialogue.take_part.own_data import erase
from wijkwijzer_web.follow.service import Follower, unfollow
from wijkwijzer_web.operations import archive
from wijkwijzer_web.operations import backup as module

WORDS = "Zilverpapier en een gele bakfiets hielpen mij het meest."

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def places(settings: LazySettings, tmp_path: Path) -> Path:
    """All folders of this installation in one place; what stands there is not in the database."""
    settings.MEDIA_ROOT, settings.RELEASES_DIR = str(tmp_path / "media"), tmp_path / "releases"
    settings.VAR = tmp_path / "var"
    settings.JOBS_DIR, settings.ERASURES_FILE = tmp_path / "werk", tmp_path / "los" / "gewist.jsonl"
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "foto.txt").write_text("een foto")
    return tmp_path


def restore(file: Path, **options: bool) -> str:
    """Restore, and give what the command said."""
    out = io.StringIO()
    call_command("restore", str(file), stdout=out, **options)
    return out.getvalue()


def backup(folder: Path) -> Path:
    """Make a backup, and give the file."""
    call_command("backup", str(folder), stdout=io.StringIO())
    return next(iter(sorted(folder.glob("*.tar*"), reverse=True)))


def test_what_was_erased_after_the_backup_is_erased_again(
    dialogue: Dialogue, phone: Callable[[], Phone], places: Path
) -> None:
    one, other = phone(), phone()
    for person, words in ((one, WORDS), (other, "Iedereen kende elkaar.")):
        person.begin()
        person.send(person.screen(), tekst=words, gezien="1")
    leaver = User.objects.create_user(email="weg@example.org", password=None, first_name="Weg")
    keeper = User.objects.create_superuser(email="blijft@example.org", password=None)
    Follower.objects.create(
        topic=topic_of(dialogue.pk), email="mail@example.org", token_hash=fingerprint("sleutel")
    )
    file = backup(places / "kopie")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    erase(Participant.objects.get(key=Message.objects.get(text=WORDS).participant_key))
    anonymise_user(actor=keeper, user=leaver)
    unfollow("sleutel")
    Message.objects.all().delete()
    (places / "media" / "foto.txt").unlink()
    with pytest.raises(CommandError, match="niet leeg"):
        restore(file)
    assert "Opnieuw gewist: 3." in restore(file, vervang=True)
    assert not Message.objects.filter(text=WORDS).exists()
    assert Message.objects.filter(text="Iedereen kende elkaar.").exists()
    assert Participant.objects.filter(erased=True).count() == 1
    assert not Follower.objects.exists()
    assert User.objects.get(pk=leaver.pk).first_name == ""
    assert not User.objects.filter(email="weg@example.org").exists()
    assert (places / "media" / "foto.txt").read_text() == "een foto"
    assert Client().get("/healthz/start").status_code == 200
    assert "Opnieuw gewist: 3." in restore(file, vervang=True), "the list stays for the next time"


def test_the_list_of_erasures_holds_random_keys_only(
    dialogue: Dialogue, phone: Callable[[], Phone], places: Path
) -> None:
    one = phone()
    one.begin()
    participant = Participant.objects.get()
    erase(participant)
    lines = (places / "los" / "gewist.jsonl").read_text().splitlines()
    assert [set(json.loads(line)) for line in lines] == [{"kind", "key", "on", "here", "sum"}]
    assert json.loads(lines[0])["key"] == str(participant.key)


KEYS = ["", "een lange sleutel voor de reservekopie"]


@pytest.mark.parametrize("key", KEYS)
def test_a_file_cut_or_changed_at_any_byte_is_told_from_a_whole_one(tmp_path: Path, key: str) -> None:
    (tmp_path / "werk").mkdir()
    for number in range(3):  # a cut between two of them is a cut on the border of an entry
        (tmp_path / "werk" / f"{number}.pdf").write_bytes(bytes([number]) * 512)
    with archive.writing(tmp_path / "heel", key) as writer:
        writer.add(tmp_path / "werk", "werk")
        writer.finish({"form": 2}, tmp_path / "inhoud")
    whole = (tmp_path / "heel").read_bytes()
    end = len(whole.rstrip(b"\0"))
    dice = random.Random(3)
    step = 512 if not key else 2048
    for cut in sorted({0, 1, end - 1, *range(0, end, step), *dice.sample(range(end), 5)}):
        (tmp_path / "stuk").write_bytes(whole[:cut])
        with pytest.raises(archive.NotWhole):
            archive.unpack(tmp_path / "stuk", Path(tempfile.mkdtemp(dir=tmp_path)), key)
    for at in dice.sample(range(end), 12 if not key else 5):
        (tmp_path / "stuk").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        parts = Path(tempfile.mkdtemp(dir=tmp_path))
        with contextlib.suppress(archive.NotWhole):
            archive.unpack(tmp_path / "stuk", parts, key)  # a byte of a header that says nothing
            assert not key, "sealed, no byte is without meaning"
            assert (parts / "werk" / "2.pdf").read_bytes() == b"\2" * 512


@pytest.mark.parametrize("part", [0.3, 0.9])
def test_half_a_backup_touches_nothing(dialogue: Dialogue, places: Path, part: float) -> None:
    whole = backup(places / "kopie").read_bytes()
    file = places / "stuk.tar"
    file.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(CommandError, match="niets veranderd"):
        restore(file, vervang=True)
    assert Dialogue.objects.get() == dialogue
    assert (places / "media" / "foto.txt").exists()
    assert not list((places / "var").glob("bezig-*"))


def test_a_sealed_backup_opens_with_its_key_only(
    dialogue: Dialogue, places: Path, settings: LazySettings
) -> None:
    settings.BACKUP_KEY = KEYS[1]
    file = backup(places / "kopie")
    assert file.name.endswith(".tar.slot")
    assert b"voor-allen" not in file.read_bytes()
    assert dialogue.title.encode() not in file.read_bytes()
    assert "Teruggezet" in restore(file, vervang=True)
    settings.BACKUP_KEY = "een andere sleutel"
    with pytest.raises(CommandError, match="BACKUP_KEY"):
        restore(file, vervang=True)


def test_a_backup_of_another_secret_key_says_so_before_anything_is_touched(
    dialogue: Dialogue, places: Path, settings: LazySettings
) -> None:
    file = backup(places / "kopie")
    before, settings.SECRET_KEY = settings.SECRET_KEY, "een nieuwe sleutel op een nieuwe machine"
    with pytest.raises(CommandError, match="andere SECRET_KEY"):
        restore(file, vervang=True)
    settings.SECRET_KEY_FALLBACKS = [before]
    assert "Teruggezet" in restore(file, vervang=True)


def test_what_stood_there_is_put_aside_and_comes_back_when_loading_fails(
    dialogue: Dialogue, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = backup(places / "kopie")
    (places / "media" / "nieuw.txt").write_text("van na de kopie")
    honest, calls = module.load, []

    def load(path: Path) -> None:
        calls.append(path)
        if len(calls) == 1:
            honest(path)
            raise CommandError("pg_restore lukte niet")
        honest(path)

    monkeypatch.setattr(module, "load", load)
    with pytest.raises(CommandError, match="pg_restore"):
        restore(file, vervang=True)
    assert len(calls) == 2, "the database of before was put back"
    assert (places / "media" / "nieuw.txt").exists()
    monkeypatch.setattr(module, "load", honest)
    restore(file, vervang=True)
    assert not (places / "media" / "nieuw.txt").exists()
    kept = list((places / "var").glob("voor-terugzetten-*/media/nieuw.txt"))
    assert len(kept) == 1, "put aside, not thrown away"


def _killed(at: str, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Restore in a process of its own that is killed (SIGKILL) when it comes to this step."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            monkeypatch.setattr(module, at, lambda *args, **kwargs: os.kill(os.getpid(), signal.SIGKILL))
            restore(file, vervang=True)
        finally:
            os._exit(1)
    _pid, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL, status


@pytest.mark.parametrize("at", ["load", "call_command"])
def test_a_restore_that_is_killed_leaves_the_site_shut_until_all_is_erased_again(
    dialogue: Dialogue,
    phone: Callable[[], Phone],
    places: Path,
    monkeypatch: pytest.MonkeyPatch,
    at: str,
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a process that forks shares its lines to the server")
    one = phone()
    one.begin()
    one.send(one.screen(), tekst=WORDS, gezien="1")
    Message.objects.update(state=Message.State.VISIBLE)
    file = backup(places / "kopie")
    erase(Participant.objects.get(key=Message.objects.get(text=WORDS).participant_key))
    (places / "var").mkdir(exist_ok=True)
    _killed(at, file, monkeypatch)
    assert Message.objects.filter(text=WORDS).exists() == (at == "call_command"), "the words are back"
    shut = ("/", f"/dialoog/{dialogue.slug}/uitkomst", "/api/v1/dialogen", "/healthz/ready", "/healthz/start")
    assert [Client().get(page).status_code for page in shut] == [503] * len(shut)
    assert Client().get("/healthz/live").status_code == 200
    half = places / "stuk.tar"
    half.write_bytes(file.read_bytes()[:2000])
    with pytest.raises(CommandError, match="niets veranderd"):
        restore(half, vervang=True)
    assert Client().get("/").status_code == 503, "a restore that did not begin opens nothing"
    restore(file, vervang=True)
    assert not Message.objects.filter(text=WORDS).exists()
    assert Client().get("/healthz/ready").status_code == 200


def test_what_could_not_be_erased_again_keeps_the_site_shut(
    dialogue: Dialogue, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = backup(places / "kopie")
    with monkeypatch.context() as patch:
        patch.setattr(module.erasures, "erase_again", lambda: module.erasures.Again(failed=1))
        with pytest.raises(CommandError, match="blijft dicht"):
            restore(file, vervang=True)
        assert Client().get("/").status_code == 503
    restore(file, vervang=True)
    assert Client().get("/healthz/ready").status_code == 200


def test_what_a_killed_backup_left_goes_with_the_next(dialogue: Dialogue, places: Path) -> None:
    left = places / "var" / "bezig-dood"
    left.mkdir(parents=True)
    (left / "database").write_text("302 berichten")
    (left / ".slot").touch()
    (places / "kopie").mkdir()
    (places / "kopie" / "wijkwijzer-2026-01-01.tar.half").write_text("de helft")
    call_command("retention", stdout=io.StringIO())
    assert not left.exists()
    backup(places / "kopie")
    assert not list((places / "kopie").glob("*.half"))


def test_too_little_room_is_said_before_and_a_full_disk_leaves_nothing(
    dialogue: Dialogue, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (places / "media" / "groot.bin").write_bytes(b"x" * 100_000)
    usage = shutil.disk_usage(places)
    with monkeypatch.context() as patch:
        patch.setattr(module.shutil, "disk_usage", lambda path: usage._replace(free=1000))
        with pytest.raises(CommandError, match="te weinig ruimte"):
            backup(places / "kopie")

    def full(path: Path) -> None:
        raise OSError(errno.ENOSPC, "vol")

    monkeypatch.setattr(module, "_to_disk", full)
    with pytest.raises(CommandError, match="niet gemaakt: vol"):
        backup(places / "kopie")
    assert [path.name for path in (places / "kopie").iterdir()] == [".slot"]


def test_restoring_is_rehearsed_without_touching_anything(dialogue: Dialogue, places: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the tests' own server makes no databases in a test")
    file = backup(places / "kopie")
    Dialogue.objects.update(title="Veranderd na de kopie")
    out = io.StringIO()
    call_command("rehearse", str(file), stdout=out)
    assert "De proef is geslaagd" in out.getvalue()
    assert Dialogue.objects.get().title == "Veranderd na de kopie"
    assert not list((places / "var").glob("proef-*"))


@pytest.mark.parametrize("kind", ["text", "tar", "path outside"])
def test_a_file_that_is_no_backup_changes_nothing(dialogue: Dialogue, places: Path, kind: str) -> None:
    file = places / "kopie.tar"
    if kind == "text":
        file.write_text("geen tar")
    else:
        with tarfile.open(file, "w") as tar:
            entry = tarfile.TarInfo("iets.txt" if kind == "tar" else "../../inhoud.json")
            entry.size = 4
            tar.addfile(entry, io.BytesIO(b"iets"))
    with pytest.raises(CommandError, match="reservekopie"):
        restore(file, vervang=True)
    assert Dialogue.objects.get() == dialogue
    assert not list((places / "var").glob("bezig-*"))


def test_old_backups_go(places: Path) -> None:
    folder = places / "kopie"
    folder.mkdir()
    for name in ("wijkwijzer-2001-01-01-000000.tar", "wijkwijzer-2026-01-01-000000.tar", "anders.tar"):
        (folder / name).write_text("iets")
    long_ago = time.time() - 31 * 24 * 3600
    for name in ("wijkwijzer-2001-01-01-000000.tar", "anders.tar"):
        os.utime(folder / name, (long_ago, long_ago))
    new = backup(folder).name
    kept = {file.name for file in folder.iterdir()}
    assert kept == {"wijkwijzer-2026-01-01-000000.tar", "anders.tar", new, ".slot"}
