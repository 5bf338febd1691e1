"""Every page of knowledge on a phone: nothing wrong for axe, nothing scrolls sideways, no mail address."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django import DjangoDbBlocker

from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.knowledge.contribute.forms import FORMS
from wijkwijzer_web.knowledge.models import KnowledgeRecord, Passed, State
from wijkwijzer_web.knowledge.questions.queries import answer_link
from wijkwijzer_web.knowledge.records.queries import KINDS
from wijkwijzer_web.knowledge.search.actions import renew
from wijkwijzer_web.knowledge.service import load_example_knowledge

pytestmark = pytest.mark.e2e
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
WIDTHS = (390, 1000, 1280)


@pytest.fixture
def site(_server: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The site without figures: these pages need none."""
    with django_db_blocker.unblock():
        yield _server


@pytest.fixture
def knowledge(site: str) -> Iterator[list[str]]:
    """The addresses of all pages, with the example's records."""
    organisation, _new = Organisation.objects.get_or_create(name="Gemeente Havermeer", slug="havermeer")
    load_example_knowledge(actor=None, organisation=organisation)
    renew(again=True)
    of_kinds = [KnowledgeRecord.objects.filter(kind=kind, public=True).first() for kind in KINDS]
    gone = KnowledgeRecord.objects.filter(kind="tip").last()
    assert gone is not None
    KnowledgeRecord.objects.filter(pk=gone.pk).update(public=False, state=State.WITHDRAWN, reason="Dubbel.")
    question = KnowledgeRecord.objects.get(key="vb-v4")
    link = answer_link(Passed.objects.create(record=question, sent_on=timezone.localdate()))
    yield [
        *(
            "/kennis",
            "/kennis?q=eenzaam",
            "/kennis?q=kwantumcomputer",
            "/wat-werkt",
            "/factor",
            "/factor/samenhang",
        ),
        *("/factor/samenhang", "/bewijskaart", "/checklist", "/checklist/actie", "/mijn/leeslijst"),
        *(
            "/vraag-het",
            "/vraag-het?q=schimmel",
            question.get_absolute_url(),
            link[link.index("/vraag-het") :],
        ),
        *(row.get_absolute_url() for row in of_kinds if row),
        *("/deel", *(f"/deel/{kind}" for kind in FORMS), gone.get_absolute_url()),
    ]
    KnowledgeRecord.objects.all().delete()


def test_every_page_of_knowledge_on_a_phone_and_wide(
    page: Page, knowledge: list[str], site: str, faults: Callable[[Page], list[str]]
) -> None:
    page.set_default_timeout(90_000)
    wrong = []
    for address in knowledge:
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        page.goto(f"{site}{address}")
        wrong += [f"{address}: {fault}" for fault in faults(page)]
        if found := ADDRESS.search(page.content()):
            wrong.append(f"{address}: {found.group()}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append(f"{address}: wider than {width}")
            if pictures := os.environ.get("PICTURES"):
                name = re.sub(r"\W+", "-", address.partition(":")[0])[:60]
                page.screenshot(path=f"{pictures}/{name}-{width}.png", full_page=True)
    assert wrong == []
