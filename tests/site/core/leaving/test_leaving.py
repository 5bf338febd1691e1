"""An organisation leaves with everything, and is taken in elsewhere as it was."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from fixtures_own_figures import own_folder  # noqa: F401
from wijkwijzer_web.core.leaving.archive import read
from wijkwijzer_web.core.leaving.tables import tables, unnamed
from wijkwijzer_web.core.models import Membership, Organisation, Role, User
from wijkwijzer_web.desk.models import Bottleneck, Signal, Words
from wijkwijzer_web.desk.service import load_example_desks
from wijkwijzer_web.dialogue.models import Dialogue, Message, Report
from wijkwijzer_web.dialogue.service import load_example_dialogues
from wijkwijzer_web.effects.service import load_example_foresight
from wijkwijzer_web.knowledge.models import FacetValue, KnowledgeRecord
from wijkwijzer_web.knowledge.records.actions import put_in_record
from wijkwijzer_web.programme.models import Lesson, Opgave, Task
from wijkwijzer_web.programme.service import load_example_programme

pytestmark = pytest.mark.twice

SOUP = {
    "naam": "Soep in de hal",
    "soort": "praktijk",
    "samenvatting": "Elke maandag koken twee bewoners soep.",
}


@pytest.fixture
def full(organisation: Organisation, administrator: User, own_folder: None) -> Organisation:  # noqa: F811
    """An organisation with something in every room."""
    load_example_dialogues(actor=None, organisation=organisation)
    load_example_desks(actor=None, organisation=organisation)
    load_example_foresight(actor=None, organisation=organisation)
    load_example_programme(actor=None, organisation=organisation)
    Membership.objects.create(user=administrator, organisation=organisation, role=Role.EDITOR)
    put_in_record(actor=administrator, organisation=organisation, kind="interventie", data=dict(SOUP))
    return organisation


def _leave(organisation: Organisation, target: Path) -> str:
    call_command("export_organisation", organisation.slug, str(target), verbosity=0)
    return str(read(target).manifest["content"])


@pytest.mark.django_db(transaction=True)
def test_taken_in_elsewhere_everything_is_equal(full: Organisation, tmp_path: Path) -> None:
    first = tmp_path / "vertrek.zip"
    content = _leave(full, first)
    rows = read(first).manifest["rows"]
    assert len(rows) >= 30, rows
    before = {name: table.model._default_manager.count() for name, table in tables().items()}
    old = set(Opgave.objects.values_list("pk", flat=True))

    call_command("flush", interactive=False, verbosity=0)
    assert not Organisation.objects.exists()
    # Something else is here already, so that no key is what it was.
    other = Organisation.objects.create(name="Een ander", slug="een-ander")
    for number in range(40):
        Opgave.objects.create(
            organisation=other, area="WK1", area_name="W", what=f"{number}", owner="wij",
            since=datetime.date(2025, 1, 1),
        )  # fmt: skip

    call_command("import_organisation", str(first), verbosity=0)
    taken = Organisation.objects.get(slug=full.slug)
    assert (
        not old & set(Opgave.objects.filter(organisation=taken).values_list("pk", flat=True)) or len(old) > 40
    )
    for name, number in rows.items():
        assert tables()[name].model._default_manager.filter(**{tables()[name].goes: taken}).count() == number
    assert before["programme.Opgave"] == Opgave.objects.filter(organisation=taken).count()
    second = tmp_path / "weer.zip"
    assert _leave(taken, second) == content

    # What points somewhere points to the same things.
    report = Report.objects.filter(dialogue__organisation=taken).first()
    assert report is not None
    assert report.series == f"dialoog:{report.dialogue_id}"
    for lesson in Lesson.objects.exclude(leads_to_key="").filter(leads_to_kind="opgave"):
        assert Opgave.objects.filter(pk=lesson.leads_to_key, organisation=taken).exists()
    for task in Task.objects.filter(leads_to__startswith="opgave:"):
        assert Opgave.objects.filter(pk=task.leads_to.partition(":")[2], organisation=taken).exists()
    record = KnowledgeRecord.objects.get(title="Soep in de hal")
    assert FacetValue.objects.filter(record=record, facet="soort").exists()
    page = Client().get(record.get_absolute_url())
    assert page.status_code == 200
    assert "twee bewoners soep" in page.content.decode()


@pytest.mark.django_db
def test_every_table_goes_or_says_why_it_stays() -> None:
    assert unnamed() == []


@pytest.mark.django_db
def test_no_address_code_or_word_of_a_resident_leaves(full: Organisation, tmp_path: Path) -> None:
    dialogue = Dialogue.objects.filter(organisation=full, messages__state="zichtbaar").first()
    assert dialogue is not None
    hidden, erased, shown = Message.objects.filter(dialogue=dialogue, state="zichtbaar")[:3]
    Message.objects.filter(pk=hidden.pk).update(state="verborgen", shown_text="Dit is verborgen gebleven.")
    Message.objects.filter(pk=erased.pk).update(state="gewist", text="", shown_text="")
    Message.objects.filter(pk=shown.pk).update(shown_text="Een bankje bij de vijver.")
    told = Words.objects.filter(signal__desk__organisation=full).exclude(text="")
    assert told.exists()

    target = tmp_path / "vertrek.zip"
    _leave(full, target)
    with zipfile.ZipFile(target) as archive:
        everything = "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
        readme = archive.read("LEESMIJ.md").decode()
    assert "Een bankje bij de vijver." in everything
    assert "Dit is verborgen gebleven." not in everything
    for words in told:
        assert words.text not in everything
    assert "beheer@example.org" not in everything
    for key in Message.objects.values_list("participant_key", flat=True)[:20]:
        assert str(key) not in everything
    for name in ("token_hash", "code_hash", "fingerprint", "password"):
        assert f'"{name}"' not in everything
    assert "desk.Signal" in readme
    assert "alleen luisteraars" in readme
    assert "redacteur 1" in readme
    assert Signal.objects.filter(desk__organisation=full).exists()


@pytest.mark.django_db
def test_what_is_here_already_or_was_changed_is_refused_and_nothing_comes_in(
    full: Organisation, tmp_path: Path
) -> None:
    target = tmp_path / "vertrek.zip"
    _leave(full, target)
    with pytest.raises(CommandError, match="is hier al een organisatie"):
        call_command("import_organisation", str(target))
    Organisation.objects.filter(pk=full.pk).update(name="Iemand anders", slug="iemand-anders")
    before = Bottleneck.objects.count()
    with pytest.raises(CommandError, match="Dit staat hier al"):
        call_command("import_organisation", str(target))
    assert Bottleneck.objects.count() == before
    assert Organisation.objects.count() == 1

    changed = tmp_path / "veranderd.zip"
    with zipfile.ZipFile(target) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"organisatie", b"anders") if name == "LEESMIJ.md" else data)
    with pytest.raises(CommandError, match=r"LEESMIJ\.md is veranderd"):
        call_command("import_organisation", str(changed))

    cut = tmp_path / "half.zip"
    cut.write_bytes(target.read_bytes()[:-2000])
    with pytest.raises(CommandError, match="geen zip, of het is niet heel"):
        call_command("import_organisation", str(cut))
    with pytest.raises(CommandError, match="bestaat al"):
        call_command("export_organisation", "iemand-anders", str(target))
