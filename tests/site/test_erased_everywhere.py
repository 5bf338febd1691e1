"""Whatever can be erased, withdrawn or hidden stays so when an older backup is put back: every kind there is.

Each scene makes something, a real backup is made, the scene takes it away as people do, and the backup is put
back. A kind without a scene, a table without a kind, and a scene that does not bite each fail.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from erasing_scenes import (
    Scene,
    desk_scenes,
    dialogue_scenes,
    knowledge_scenes,
    people_scenes,
    programme_scenes,
    question_scenes,
    wijk_scenes,
)

from fixtures_desk import Teller
from fixtures_dialogue import Phone
from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.leaving.removing import remove_organisation
from wijkwijzer_web.core.models import Organisation, Role, User
from wijkwijzer_web.core.people.actions import anonymise_user
from wijkwijzer_web.core.trail import inventory as personal_data
from wijkwijzer_web.desk.models import Desk
from wijkwijzer_web.dialogue.models import Dialogue
from wijkwijzer_web.programme.models import (
    Meeting,
    Programme,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _places(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.VAR, settings.JOBS_DIR = tmp_path / "var", tmp_path / "werk"
    settings.ERASURES_FILE = tmp_path / "los" / "gewist.jsonl"


def test_every_kind_stays_gone_when_the_older_backup_is_put_back(
    dialogue: Dialogue,
    phone: Callable[[], Phone],
    teller: Teller,
    desk: Desk,
    listeners: list[User],
    programme: Programme,
    meeting: Meeting,
    member: Callable[[Role], User],
    administrator: User,
    tmp_path: Path,
) -> None:
    editor = member(Role.EDITOR)
    leaver = User.objects.create_user(email="weg@example.org", password=None, first_name="Weg")
    left = Organisation.objects.create(name="Stichting Vertrekt", slug="vertrekt")
    scenes = {
        **dialogue_scenes(dialogue, phone, administrator),
        **desk_scenes(teller, desk, listeners),
        **knowledge_scenes(editor, programme.organisation),
        **question_scenes(editor, programme.organisation),
        **programme_scenes(programme, meeting, editor),
        **wijk_scenes(editor, programme.organisation),
        **people_scenes(editor, programme.organisation),
        "account": Scene(
            lambda: anonymise_user(actor=administrator, user=leaver),
            lambda: not User.objects.filter(email="weg@example.org").exists(),
        ),
        "organisatie": Scene(
            lambda: remove_organisation(actor=administrator, organisation=left),
            lambda: not Organisation.objects.filter(slug="vertrekt").exists(),
        ),
    }
    missing = set(rooms.ways("erasures")) ^ set(scenes)
    assert not missing, "every kind in the list of erasures has a scene here"
    assert [kind for kind, scene in scenes.items() if scene.gone()] == [], "the scene shows nothing"
    call_command("backup", str(tmp_path / "kopie"))
    (file,) = (tmp_path / "kopie").glob("*.tar*")
    for kind, scene in scenes.items():
        scene.take()
        assert scene.gone(), kind
    call_command("restore", str(file), vervang=True)
    assert [kind for kind, scene in scenes.items() if not scene.gone()] == []


def test_every_table_with_words_or_addresses_says_what_repeats_its_erasure() -> None:
    assert personal_data.unrepeated() == []


def test_a_table_without_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    toml = (
        '["programme.SignUp"]\npurpose = "x"\nkept = "x"\ncontact = "email"\n["follow.Follower"]\nagain = "x"'
    )
    monkeypatch.setattr(personal_data, "_read", lambda: iter(tomllib.loads(toml).items()))
    found = personal_data.unrepeated()
    assert "programme.SignUp: says not what repeats an erasure after a restore (again)" in found
    assert "follow.Follower: no such kind of erasure: x" in found
    assert "wijkreactie: takes out of no table" in found
