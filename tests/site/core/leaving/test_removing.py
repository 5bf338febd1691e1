"""An organisation is removed in one act: nothing of it is left, and nobody else loses anything."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from fixtures_own_figures import own_folder  # noqa: F401
from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.leaving import removing
from wijkwijzer_web.core.leaving.belonging import KEPT, keys_of, tables_with_rows
from wijkwijzer_web.core.models import AuditEntry, Job, Membership, Organisation, Role, SectionPage, User
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.desk.service import load_example_desks
from wijkwijzer_web.dialogue.models import Dialogue
from wijkwijzer_web.dialogue.service import load_example_dialogues
from wijkwijzer_web.effects.service import load_example_foresight
from wijkwijzer_web.knowledge.models import KnowledgeRecord
from wijkwijzer_web.knowledge.records.actions import put_in_record
from wijkwijzer_web.knowledge.service import load_example_knowledge
from wijkwijzer_web.portal.trial.actions import open_trial
from wijkwijzer_web.programme.models import Meeting, Opgave, Programme
from wijkwijzer_web.programme.service import load_example_analyses, load_example_programme

LogIn = Callable[[User], Client]
Member = Callable[[Role], User]
AT = "/werkplek/organisatie-verwijderen/tolbeke"
# Of the whole installation, or of what others said here; the act says so on its page.
NOT_OF_AN_ORGANISATION = {
    *("core.AuditEntry", "core.GoneAddress", "core.Organisation", "core.Installation", "core.User"),
    *("knowledge.Counter", "knowledge.HarvestHeader", "knowledge.PageTrail", "knowledge.KnowledgeRecord"),
    *("knowledge.FacetValue", "knowledge.Reaction", "desk.Published", "desk.CrossTables"),
    *("programme.Connector", "programme.Exchange", "programme.InitiativeStep", "programme.Strength"),
    *("programme.Relay", "knowledge.Passed", "wagtailcore.ReferenceIndex", "wagtailcore.ModelLogEntry"),
}
OF_OTHER_PACKAGES = {"contenttypes", "auth", "sessions", "wagtailsearch", "django_tasks_database"}


def _everything() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, so that a row too few, too many or changed is seen."""
    return {
        table._meta.label: sorted(table._default_manager.values_list(), key=repr)
        for table in apps.get_models()
        if table._meta.app_label not in OF_OTHER_PACKAGES and table._meta.label not in NOT_OF_AN_ORGANISATION
    }


def _fill(organisation: Organisation, member: User, editor: User) -> None:
    for load in (
        *(load_example_dialogues, load_example_desks, load_example_foresight),
        *(load_example_knowledge, load_example_programme, load_example_analyses),
    ):
        load(actor=None, organisation=organisation)
    open_trial(actor=member, organisation=organisation)
    soup = {"naam": "Soep in de hal", "soort": "praktijk", "samenvatting": "Elke maandag koken twee mensen."}
    put_in_record(actor=editor, organisation=organisation, kind="interventie", data=soup)


@pytest.mark.usefixtures("own_folder", "own_index")
@pytest.mark.django_db
def test_nothing_is_left_and_others_keep_all(
    organisation: Organisation,
    member: Member,
    administrator: User,
    shown: object,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    other = Organisation.objects.create(name="Gemeente Anders", slug="anders")
    works_there = User.objects.create_user("ander@example.org")
    Membership.objects.create(user=works_there, organisation=other, role=Role.EDITOR)
    Opgave.objects.create(
        organisation=other, area="WK1", area_name="W", what="Van een ander", owner="wij",
        since=datetime.date(2025, 1, 1),
    )  # fmt: skip
    before = _everything()
    manager, editor = member(Role.ADMINISTRATOR), member(Role.EDITOR)
    Membership.objects.create(user=works_there, organisation=organisation, role=Role.LISTENER)
    _fill(organisation, manager, editor)
    full = _everything()
    assert sum(full[name] != before[name] for name in before) > 50
    programme = Programme.objects.filter(organisation=organisation).first()
    city = Meeting.objects.create(
        programme=programme, organisation=other, theme="Van een andere stad", day="2026-12-10",
        begins="10:00", ends="12:00", place="Elders", code="ANDE", number=98,
    )  # fmt: skip
    dialogue = Dialogue.objects.filter(organisation=organisation).exclude(state=Dialogue.State.DRAFT)[0]
    record = KnowledgeRecord.objects.get(organisation=organisation, title="Soep in de hal")
    addresses = [dialogue.get_absolute_url(), record.get_absolute_url()]
    addresses += [one.url for one in rooms.documents() if one.organisation == organisation]
    addresses += [one.url for one in SectionPage.objects.filter(organisation=organisation)]
    served = {one: Client().get(one).status_code for one in addresses}
    assert set(served.values()) <= {200, 302}, served

    with django_capture_on_commit_callbacks(execute=True):
        call_command("remove_organisation", "tolbeke", naam="Gemeente Tolbeke", verbosity=0)

    for address in (*addresses, dialogue.get_absolute_url() + "/verslag"):
        answer = Client().get(address)
        assert answer.status_code == 410, address
        assert "vertrokken" in answer.content.decode()
    assert Client().get(f"/en{addresses[0]}").status_code == 410
    assert Client().get("/dialogen/nooit-geweest").status_code == 404
    city.refresh_from_db()
    assert city.programme is None
    city.delete()
    after = _everything()
    assert {name: after[name] for name in before if before[name] != after[name]} == {}
    for table, ways in tables_with_rows().items():
        for way in ways:
            left = table._base_manager.filter(**{f"{way}__gone_on__isnull": False})
            assert not left.exists(), table
    assert not User.objects.filter(pk__in=(manager.pk, editor.pk), is_active=True).exists()
    works_there.refresh_from_db()
    assert works_there.is_active
    entry = AuditEntry.objects.get(action="core.remove_organisation")
    assert entry.organisation_id == organisation.pk
    assert not Organisation.objects.at_work().exclude(pk=other.pk).exists()
    Organisation.objects.create(name="Gemeente Tolbeke", slug="tolbeke")  # it may come back


def test_no_table_with_a_key_to_an_organisation_is_forgotten() -> None:
    ours = tables_with_rows()
    for table in apps.get_models():
        for key in keys_of(table):
            target = key.related_model
            if issubclass(target, Organisation) and not issubclass(table, (Organisation, SectionPage)):
                assert table in ours or table in KEPT, table
            if target in ours and key.remote_field.on_delete in {models.CASCADE, models.PROTECT}:
                assert key.null or table in ours, (table, key)


@pytest.mark.django_db
def test_broken_off_halfway_nothing_is_gone(
    organisation: Organisation,
    member: Member,
    monkeypatch: pytest.MonkeyPatch,
    own_folder: None,  # noqa: F811
) -> None:
    member(Role.ADMINISTRATOR)
    load_example_desks(actor=None, organisation=organisation)
    before = _everything()

    def killed(kind: str, *keys: str) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(erasures, "note", killed)
    with pytest.raises(OSError, match="space"):
        removing.remove_organisation(actor=None, organisation=organisation)
    assert _everything() == before
    assert Organisation.objects.filter(slug="tolbeke", gone_on=None).exists()


@pytest.mark.usefixtures("own_folder")
@pytest.mark.django_db
def test_a_restored_backup_does_not_bring_it_back(
    organisation: Organisation, member: Member, tmp_path: Path
) -> None:
    kept = Organisation.objects.create(name="Gemeente Anders", slug="anders")
    load_example_desks(actor=None, organisation=organisation)
    key = organisation.key
    removing.remove_organisation(actor=None, organisation=organisation)
    # The backup knows it still.
    Organisation.objects.filter(pk=organisation.pk).update(gone_on=None, active=True, slug="tolbeke")
    load_example_desks(actor=None, organisation=Organisation.objects.get(key=key))
    assert erasures.erase_again().done == 1
    assert not Organisation.objects.at_work().exclude(pk=kept.pk).exists()
    assert not removing.remove_again(str(key))
    assert not removing.remove_again(str(uuid.uuid4()))


@pytest.mark.django_db
def test_a_manager_asks_and_an_administrator_types_the_name(
    organisation: Organisation, member: Member, administrator: User, log_in: LogIn
) -> None:
    manager = member(Role.ADMINISTRATOR)
    asker = log_in(manager)
    page = asker.get(AT).content.decode()
    assert 'name="naam"' not in page
    assert "/werkplek/alles-meenemen/tolbeke" in page
    assert asker.post(AT, {"doe": "verwijder", "naam": organisation.name}).status_code == 200
    asker.post(AT, {"doe": "vraag"})
    asker.logout()
    client = log_in(administrator)
    assert AT in client.get("/werkplek").content.decode()
    client.post(AT, {"doe": "toch-niet"})
    assert AT not in client.get("/werkplek").content.decode()
    answer = client.post(AT, {"doe": "verwijder", "naam": "Gemeente"})
    assert answer.status_code == 400
    assert "niet de naam" in answer.content.decode()
    assert Organisation.objects.get().gone_on is None
    answer = client.post(AT, {"doe": "verwijder", "naam": " gemeente  tolbeke "})
    job = Job.objects.get(kind="organisatie-weg")
    assert answer["Location"] == job.get_absolute_url()
    assert job.state == Job.State.DONE
    assert Organisation.objects.get().gone_on is not None
    assert client.get(AT).status_code == 404
    assert client.get("/werkplek").status_code == 200
    removing.make_removal.func(str(job.pk), administrator.pk, organisation.pk)  # asked twice is once


@pytest.mark.django_db
def test_the_command_wants_the_name(organisation: Organisation) -> None:
    with pytest.raises(CommandError, match="geen organisatie"):
        call_command("remove_organisation", "nergens", naam="x")
    with pytest.raises(CommandError, match="De naam is niet"):
        call_command("remove_organisation", "tolbeke", naam="Gemeente")
    assert Organisation.objects.filter(slug="tolbeke").exists()
