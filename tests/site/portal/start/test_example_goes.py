"""The example goes in one act: nothing of it stays, and what people made themselves does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.models import Organisation, Role, User
from wijkwijzer_web.desk.models import Bottleneck
from wijkwijzer_web.desk.service import load_example_desks
from wijkwijzer_web.dialogue.models import Dialogue
from wijkwijzer_web.dialogue.service import load_example_dialogues
from wijkwijzer_web.effects.service import load_example_foresight
from wijkwijzer_web.knowledge.models import KnowledgeRecord
from wijkwijzer_web.knowledge.service import load_example_knowledge
from wijkwijzer_web.portal.start.actions import remove_example
from wijkwijzer_web.programme.models import Effort, Meeting, Opgave, Programme
from wijkwijzer_web.programme.service import load_example_analyses, load_example_programme

pytestmark = pytest.mark.django_db
# Who harvested the invented records has to hear that they are gone: their headers stay, as deleted ones.
STAYS = {
    *("core.AuditEntry", "core.Job", "knowledge.Counter", "knowledge.HarvestHeader"),
    *("areas.Release", "areas.Area"),
}


def _counts() -> dict[str, int]:
    skip = {"contenttypes", "auth", "sessions", "wagtailsearch"}
    models = [model for model in apps.get_models() if model._meta.app_label not in skip]
    return {
        model._meta.label: model._default_manager.count()
        for model in models
        if model._meta.label not in STAYS
    }


def _load(organisation: Organisation) -> None:
    for load in (
        *(load_example_dialogues, load_example_desks, load_example_foresight),
        *(load_example_knowledge, load_example_programme, load_example_analyses),
    ):
        load(actor=None, organisation=organisation)


def test_nothing_of_the_example_stays(
    organisation: Organisation, member: Callable[[Role], User], shown: Current
) -> None:
    member(Role.ADMINISTRATOR), member(Role.EDITOR)
    before = _counts()
    _load(organisation)
    assert rooms.example_left(organisation) > 100
    remove_example(actor=None, organisation=organisation)
    after = _counts()
    assert {name: (before[name], after[name]) for name in before if before[name] < after[name]} == {}
    assert rooms.example_left(organisation) == 0
    page = Client().get("/").content.decode()
    assert "verzonnen" not in page
    assert Client().get("/wijken").status_code in {200, 302, 404}


def test_what_people_made_stays(organisation: Organisation, member: Callable[[Role], User]) -> None:
    member(Role.ADMINISTRATOR)
    _load(organisation)
    programme = Programme.objects.get(is_example=True)
    meeting = Meeting.objects.filter(is_example=True).first()
    assert meeting is not None
    own = Meeting.objects.create(
        programme=programme,
        organisation=organisation,
        theme="Onze eigen dag",
        day="2026-12-10",
        begins="10:00",
        ends="12:00",
        place="Hier",
        code="EIGE",
        number=99,
    )
    invented = Opgave.objects.filter(is_example=True).first()
    assert invented is not None
    effort = Effort.objects.create(
        opgave=invented, what="Onze eigen inzet", carrier="Wij", begins_on="2026-01-01"
    )
    now = timezone.now()
    KnowledgeRecord.objects.create(
        kind="interventie",
        slug="eigen",
        key="interventie:eigen",
        title="Eigen",
        data={},
        organisation=organisation,
        created_at=now,
        changed_at=now,
    )
    Dialogue.objects.create(
        organisation=organisation,
        slug="eigen",
        title="Eigen",
        intro="Eigen",
        readers="wij",
        keep_until="2030-01-01",
    )
    remove_example(actor=None, organisation=organisation)
    own.refresh_from_db()
    assert own.programme is None
    effort.refresh_from_db()
    assert Opgave.objects.filter(pk=invented.pk, is_example=False).exists()
    assert Dialogue.objects.get().slug == "eigen"
    assert KnowledgeRecord.objects.get().slug == "eigen"
    assert not Bottleneck.objects.exists()


def test_another_organisation_keeps_what_is_its_own(
    organisation: Organisation, member: Callable[[Role], User]
) -> None:
    member(Role.ADMINISTRATOR)
    other = Organisation.objects.create(name="Gemeente Anders", slug="anders")
    _load(organisation)
    remove_example(actor=None, organisation=other)
    assert Bottleneck.objects.filter(organisation=organisation).exists()
    assert KnowledgeRecord.objects.filter(example=True).exists(), "it is of the whole installation"


def test_the_button_does_it(
    log_in: Callable[[User], Client], member: Callable[[Role], User], organisation: Organisation
) -> None:
    client = log_in(member(Role.ADMINISTRATOR))
    _load(organisation)
    at = "/werkplek/organisatie/tolbeke/voorbeelden"
    assert "verzonnen voorbeelden" in client.get(at).content.decode()
    assert client.post(at).status_code == 302
    assert "Er staan geen voorbeelden" in client.get(at).content.decode()
    assert client.post(at).status_code == 302, "twice is once"
