"""Every paper that the site makes, in both languages: each word of it stands inside the page."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

import wijkwijzer.report.paper.pdf as engine
from paper_reading import lost, outside
from wijkwijzer.report import Document
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import HomePage, Organisation, Role, SectionPage, User
from wijkwijzer_web.desk.models import Desk, Listener
from wijkwijzer_web.desk.queries import today
from wijkwijzer_web.desk.service import load_example_desks
from wijkwijzer_web.dialogue.service import load_example_dialogues
from wijkwijzer_web.knowledge.models import KnowledgeRecord
from wijkwijzer_web.knowledge.service import load_example_knowledge
from wijkwijzer_web.portal.papers.pages import papers
from wijkwijzer_web.programme.models import AreaAnalysis
from wijkwijzer_web.programme.service import load_example_analyses, load_example_programme
from wijkwijzer_web.programme.workforms.queries import every

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PLACE = "WK990311"
# Made in a job, and read word by word where their own tests make them.
ELSEWHERE = {"areas/actions/reports.py", "dialogue/queries/print_pack.py", "publishing/files/actions.py"}


def _makers() -> set[str]:
    """The modules of the site that draw a document themselves."""
    root = Path(settings.PACKAGE)
    found = set()
    for path in root.rglob("*.py"):
        if any(_draws(node) for node in ast.walk(ast.parse(path.read_text("utf-8")))):
            found.add(str(path.relative_to(root)))
    return found


def _draws(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module == "wijkwijzer.report" and any(one.name == "render" for one in node.names)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return (node.value.id, node.attr) == ("r", "render")
    return False


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Document, bytes]]:
    """Per PDF the module that asked for it, the document and the bytes."""
    found: list[tuple[str, Document, bytes]] = []
    draw = engine.to_pdf

    def spy(document: Document) -> bytes:
        root = str(settings.PACKAGE) + "/"
        who = next(frame.filename for frame in inspect.stack() if frame.filename.startswith(root))
        found.append((who.removeprefix(root), document, draw(document)))
        return found[-1][2]

    monkeypatch.setattr(engine, "to_pdf", spy)
    return found


def _addresses(organisation: Organisation) -> Iterator[str]:
    yield f"{areas.address_of(PLACE)}/wijkplan.pdf"
    yield "/taskforce/havermeer/agenda.pdf"
    for row in AreaAnalysis.objects.order_by("pk")[:1]:
        yield f"/wijkanalyse/{row.pk}/bestand/pdf"
        yield f"/wijkanalyse/{row.pk}/bestand/pdf?kort"
    yield from (f"/programma/samen-verder/rapport/{n}/versie/1/bestand/pdf" for n in (1, 2))
    yield from (f"/werkvorm/{key}.pdf" for key in every())
    yield from re.findall(r"/dossier/[\w-]+(?=\")", Client().get("/dossier").content.decode())
    papier = f"/werkplek/organisatie/{organisation.slug}/papier"
    yield from (f"{papier}/{one.address}.pdf" for group in papers().values() for one in group)
    yield from (f"/werkplek/luisterloket/{desk.slug}/kaartjes.pdf" for desk in Desk.objects.all())


def test_no_word_of_any_paper_is_lost(
    organisation: Organisation,
    shown: Current,
    member: Callable[[Role], User],
    log_in: Callable[[User], Client],
    drawn: list[tuple[str, Document, bytes]],
) -> None:
    section = SectionPage(title=organisation.name, slug=organisation.slug, organisation=organisation)
    HomePage.objects.get().add_child(instance=section)
    for load in (
        *(load_example_dialogues, load_example_desks, load_example_knowledge),
        *(load_example_programme, load_example_analyses),
    ):
        load(actor=None, organisation=organisation)
    person = member(Role.ADMINISTRATOR)
    for desk in Desk.objects.all():
        Listener.objects.create(desk=desk, user=person, since=today())
    staff = log_in(person)
    approach = KnowledgeRecord.objects.filter(kind="interventie")[:1].get().get_absolute_url()
    addresses = [
        one if one.partition("?")[0].endswith("pdf") else f"{one}.pdf" for one in _addresses(organisation)
    ]
    for language in ("", "/en"):
        for address in addresses:
            if language and re.search(r"/papier/|/rapport/", address):
                continue  # what an organisation hands out is in its own language: the same bytes
            answer = staff.get(language + address)
            assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf"), address
        note = f"{language}{approach}/past-dit/notitie"
        answer = staff.post(note, {"wijk": PLACE})
        assert answer.headers["Content-Type"] == "application/pdf", answer.content.decode()[:3000]
    assert {who for who, _document, _pdf in drawn} == _makers() - ELSEWHERE
    for who, document, pdf in drawn:
        assert (lost(document, pdf), outside(pdf)) == ({}, ""), (who, document.title)
