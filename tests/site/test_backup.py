"""A backup comes back whole, and what people withdrew since does not come back with it."""

from __future__ import annotations

import io
import json
import os
import stat
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client

from fixtures_dialogue import Phone
from wijkwijzer_web.core.codes import token_fingerprint as fingerprint
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.actions import anonymise_user
from wijkwijzer_web.dialogue.actions.outcome import unfollow
from wijkwijzer_web.dialogue.actions.own_data import erase
from wijkwijzer_web.dialogue.models import Dialogue, Follower, Message, Participant

WORDS = "Zilverpapier en een gele bakfiets hielpen mij het meest."

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def places(settings: LazySettings, tmp_path: Path) -> Path:
    """All folders of this installation in one place; what stands there is not in the database."""
    settings.MEDIA_ROOT, settings.RELEASES_DIR = str(tmp_path / "media"), tmp_path / "releases"
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
    return next(iter(sorted(folder.glob("*.tar"), reverse=True)))


def test_what_was_erased_after_the_backup_is_erased_again(
    dialogue: Dialogue, phone: Callable[[], Phone], places: Path
) -> None:
    one, other = phone(), phone()
    for person, words in ((one, WORDS), (other, "Iedereen kende elkaar.")):
        person.begin()
        person.send(person.screen(), tekst=words, gezien="1")
    leaver = User.objects.create_user(email="weg@example.org", password=None, first_name="Weg")
    keeper = User.objects.create_superuser(email="blijft@example.org", password=None)
    Follower.objects.create(dialogue=dialogue, email="mail@example.org", token_hash=fingerprint("sleutel"))
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


@pytest.mark.parametrize("kind", ["text", "tar", "other database", "path outside"])
def test_a_file_that_is_no_backup_changes_nothing(dialogue: Dialogue, places: Path, kind: str) -> None:
    file = places / "kopie.tar"
    about = json.dumps({"database": "oracle" if kind == "other database" else connection.vendor}).encode()
    if kind == "text":
        file.write_text("geen tar")
    else:
        with tarfile.open(file, "w") as archive:
            name = "../../over.json" if kind == "path outside" else "over.json"
            entry = tarfile.TarInfo("iets.txt" if kind == "tar" else name)
            entry.size = len(about)
            archive.addfile(entry, io.BytesIO(about))
    with pytest.raises(CommandError, match="reservekopie"):
        restore(file, vervang=True)
    assert Dialogue.objects.get() == dialogue
    assert not list(places.glob(".terug-*"))


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
    assert kept == {"wijkwijzer-2026-01-01-000000.tar", "anders.tar", new}
