"""The list of erasures: nothing of it is lost by haste, by a full disk or by a cut, and it stays at home."""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from wijkwijzer_web.core.models import AuditEntry, Installation, Membership, Organisation, Role, User
from wijkwijzer_web.core.people.actions import anonymise_user, remove_member
from wijkwijzer_web.core.trail import erasures

pytestmark = pytest.mark.django_db(transaction=True)
KEYS = [str(uuid.UUID(int=number)) for number in range(12)]


@pytest.fixture
def path(settings: LazySettings, tmp_path: Path) -> Path:
    """The list of this test."""
    settings.ERASURES_FILE = tmp_path / "lijst" / "gewist.jsonl"
    return Path(settings.ERASURES_FILE)


@pytest.fixture
def erased(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Notes what would be erased again."""
    found: list[str] = []
    monkeypatch.setattr(erasures.rooms, "ways", lambda hook: {"proef": "proef"})
    monkeypatch.setattr(erasures, "import_string", lambda path: lambda key: not found.append(key))
    return found


def test_a_list_cut_at_any_byte_keeps_every_whole_line(path: Path, erased: list[str]) -> None:
    for key in KEYS[:4]:
        erasures.note("proef", key)
    whole = path.read_bytes()
    ends = [at + 1 for at, byte in enumerate(whole) if byte == ord("\n")]
    for cut in range(len(whole) + 1):
        path.write_bytes(whole[:cut])
        erased.clear()
        erasures.note("proef", KEYS[9])  # the next line is never glued to a torn one
        again = erasures.erase_again()
        before = sum(end - 1 <= cut for end in ends)
        assert erased == [*KEYS[:before], KEYS[9]], cut
        assert again.torn == (cut not in {0, *ends, *(end - 1 for end in ends)}), cut


def test_a_line_with_one_wrong_byte_is_told_and_never_used(path: Path, erased: list[str]) -> None:
    erasures.note("proef", KEYS[1])
    whole = path.read_bytes()
    for at in range(len(whole) - 1):
        path.write_bytes(whole[:at] + (b"0" if whole[at : at + 1] != b"0" else b"1") + whole[at + 1 :])
        erased.clear()
        again = erasures.erase_again()
        assert erased in ([], [KEYS[1]]), at
        assert again.torn or again.elsewhere or erased == [KEYS[1]], at


def test_a_torn_line_stops_neither_retention_nor_the_list(path: Path) -> None:
    erasures.note("proef", KEYS[1])
    with path.open("a") as file:
        file.write('{"kind": "proef", "k')
    call_command("retention", stdout=io.StringIO())
    assert path.read_text().count("\n") >= 1
    erasures.merge(path)
    assert '"k' in path.read_text(), "what cannot be read is not thrown away either"


def test_notes_of_many_hands_and_rewriting_lose_nothing(path: Path, settings: LazySettings) -> None:
    Installation.key_here()
    erasures.note("proef", "eerste")
    old = path.read_text().replace(json.loads(path.read_text())["on"], "2001-01-01")
    path.write_text(json.dumps({"kind": "proef", "key": "oud", "on": "2001-01-01"}) + "\n" + path.read_text())
    assert old
    stop = threading.Event()

    def rewrite() -> None:
        while not stop.is_set():
            erasures.forget_before(60)
            erasures.merge(path)

    rewriter = threading.Thread(target=rewrite)
    rewriter.start()
    script = (
        "import django; django.setup(); import sys; from wijkwijzer_web.core.trail import erasures;"
        "erasures.Installation.key_here = classmethod(lambda cls: 'hier');"
        "[erasures.note('proef', f'{sys.argv[1]}-{n}') for n in range(60)]"
    )
    environment = os.environ | {
        "ERASURES_FILE": str(path),
        "DJANGO_SETTINGS_MODULE": "wijkwijzer_web.settings",
    }
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    hands = [
        subprocess.Popen([sys.executable, "-c", script, str(hand)], env=environment) for hand in range(3)
    ]
    assert [hand.wait(60) for hand in hands] == [0, 0, 0]
    stop.set()
    rewriter.join()
    keys = {json.loads(line)["key"] for line in path.read_text().splitlines()}
    assert {f"{hand}-{n}" for hand in range(3) for n in range(60)} <= keys
    assert "oud" not in keys


def test_a_note_that_does_not_fit_leaves_nothing_of_itself(path: Path) -> None:
    erasures.note("proef", KEYS[0])
    before = path.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 20, limits[1]))
    try:
        with pytest.raises(OSError, match=r"fitted|large"):
            erasures.note("proef", KEYS[1])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == before


def test_a_list_of_another_installation_closes_no_account_here(path: Path) -> None:
    keeper = User.objects.create_superuser("blijft@example.org")
    leaver = User.objects.create_user("weg@example.org", first_name="Weg")
    anonymise_user(actor=keeper, user=leaver)
    other = User.objects.create_user("ander@example.org")
    User.objects.filter(pk=leaver.pk).update(key=uuid.uuid4())  # as it would be in another database
    numbered = {"kind": "account", "key": str(other.pk), "on": "2026-11-01"}
    path.write_text(path.read_text() + json.dumps(numbered) + "\n")
    Installation.objects.update(key=uuid.uuid4())
    again = erasures.erase_again()
    assert (again.done, again.elsewhere) == (0, 1)
    other.refresh_from_db()
    assert other.is_active


def test_one_room_that_fails_does_not_stop_the_others(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def way(key: str) -> bool:
        if key == KEYS[0]:
            raise RuntimeError("stuk")
        return not done.append(key)

    monkeypatch.setattr(erasures.rooms, "ways", lambda hook: {"proef": "proef"})
    monkeypatch.setattr(erasures, "import_string", lambda path: way)
    for key in KEYS[:3]:
        erasures.note("proef", key)
    again = erasures.erase_again()
    assert (again.done, again.failed, done) == (2, 1, KEYS[1:3])


def test_the_audit_keeps_no_name_of_a_closed_account(
    path: Path, organisation: Organisation, log_in: Callable[[User], object]
) -> None:
    keeper = User.objects.create_superuser("blijft@example.org")
    leaver = User.objects.create_user("weg.ga@example.org", first_name="Wegga", last_name="Vertrek")
    membership = Membership.objects.create(user=leaver, organisation=organisation, role=Role.EDITOR)
    remove_member(actor=keeper, membership=membership)
    anonymise_user(actor=keeper, user=leaver)
    rows = AuditEntry.objects.values_list("object_label", "details")
    assert rows
    said = " ".join(f"{label} {details}" for label, details in rows).lower()
    assert "wegga" not in said
    assert "weg.ga" not in said
