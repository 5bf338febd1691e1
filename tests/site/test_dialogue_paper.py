"""Paper at scale: the print pack as a job, a ballot and lists of thousands of statements."""

from __future__ import annotations

import io
import json
import re
from typing import Any
from urllib.parse import urlencode

import dialogue_people
import pytest
from dialogue_people import Staff
from django.core.cache import caches
from django.test import Client
from pypdf import PdfReader

from wijkwijzer.report import WritingLines, render
from wijkwijzer.report.paper.tree import laid_out
from wijkwijzer.report.words import words_on_paper
from wijkwijzer_web.core.models import Job, Role
from wijkwijzer_web.dialogue.languages import language
from wijkwijzer_web.dialogue.models import Dialogue, Event, Question, Statement
from wijkwijzer_web.dialogue.queries.print_pack import print_pack
from wijkwijzer_web.dialogue.queries.structure import structure

pytestmark = pytest.mark.django_db
staff = dialogue_people.staff
FOOT = 60  # points from the edge: the name and the number of the page


def test_the_print_pack_is_a_tagged_pdf_with_the_numbers(staff: Staff, dialogue: Dialogue) -> None:
    browser, place = staff(Role.EDITOR), f"/werkplek/dialogen/{dialogue.slug}/drukwerk"
    assert "Nederlands" in browser.get(place).content.decode()
    asked = browser.post(place, {"taal": "nl"})
    job = Job.objects.get(kind="drukwerk")
    assert (asked.status_code, asked.headers["Location"], job.state) == (302, job.get_absolute_url(), "klaar")
    content = b"".join(browser.get(f"/taken/{job.pk}/bestand").streaming_content)
    pdf = PdfReader(io.BytesIO(content))
    text = "".join(page.extract_text() for page in pdf.pages)
    assert "/StructTreeRoot" in pdf.trailer["/Root"]
    assert "Stelling 3: in onze buurt" in text
    assert "Wie leest mee" in text
    # The same questions are not drawn twice; other ones are.
    assert browser.post(place, {"taal": "nl"}).headers["Location"] == job.get_absolute_url()
    Statement.objects.filter(number=3).update(text="Een andere stelling.")
    assert browser.post(place, {"taal": "nl"}).headers["Location"] != job.get_absolute_url()


@pytest.mark.parametrize("code", ["nl", "en", "ar"])
def test_every_word_on_a_form_is_of_eleven_points_and_in_its_language(dialogue: Dialogue, code: str) -> None:
    address = f"https://wijk.example.org/dialoog/{dialogue.slug}"
    made = print_pack(dialogue, structure(dialogue), address, language(code))
    sizes: list[float] = []

    def note(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if text.strip() and tm[5] * cm[3] + cm[5] > FOOT:
            sizes.append(abs(size * tm[3] * cm[3]))

    for page in PdfReader(io.BytesIO(render(made, "pdf"))).pages:
        page.extract_text(visitor_text=note)
    assert len(sizes) > 30
    assert min(sizes) >= 10.9
    said = json.dumps(laid_out(made), ensure_ascii=False)
    assert words_on_paper("nl", code if code == "ar" else "")["attached"] in said or code == "en"
    if code == "ar":
        assert "om na te rekenen" not in said, "the words that we add are Arabic too"


@pytest.mark.parametrize("code", ["nl", "ar"])
def test_a_sheet_is_filled_and_the_longest_question_still_fits(dialogue: Dialogue, code: str) -> None:
    Question.objects.filter(kind="statement").delete()
    Question.objects.filter(kind="factor").update(
        text=("Wat hielp er in jouw wijk echt, denk je zelf? " * 7)[:300]
    )
    caches["local"].clear()
    made = print_pack(dialogue, structure(dialogue), "https://wijk.example.org/dialoog/x", language(code))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(render(made, "pdf"))).pages]
    assert len(pages) == 4, "poster, questions about the person, the open question, and the other two"
    assert next(block.count for block in made.blocks if isinstance(block, WritingLines)) >= 20


def test_thousands_of_statements_fit_on_a_ballot_and_on_pages_of_fifty(
    staff: Staff, dialogue: Dialogue, settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 50
    question = Question.objects.get(kind="statement")
    Statement.objects.bulk_create(
        Statement(question=question, number=n, text=f"Voorstel nummer {n}.") for n in range(11, 131)
    )
    caches["local"].clear()
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = staff(Role.EDITOR).cookies
    place = f"/werkplek/dialogen/{dialogue.slug}"
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', browser.get(f"{place}/invoer").content.decode())
    assert token
    ballot = {f"stem_{pk}": "eens" for pk in Statement.objects.values_list("pk", flat=True)}
    sent = urlencode({"herkomst": "papier"} | ballot)
    form = "application/x-www-form-urlencoded"
    assert browser.post(f"{place}/invoer", sent, content_type=form).status_code == 403  # without the token
    sent += f"&csrfmiddlewaretoken={token[1]}"
    assert browser.post(f"{place}/invoer", sent, content_type=form).status_code == 302
    assert Event.objects.filter(kind="stem").count() == 130
    far = sent + "".join(f"&x{n}=1" for n in range(60))
    assert browser.post(f"{place}/invoer", far, content_type=form).status_code == 400
    page = browser.get(place).content.decode()
    assert page.count("Voorstel nummer") // 2 == 40  # beside the ten of the fixture; once for who hears it
    last = browser.get(place, {"onder": question.pk, "pagina": "3"}).content.decode()
    assert "Voorstel nummer 130." in last
    assert "bladzijde 3 van 3" in last
    public = f"/dialoog/{dialogue.slug}/uitkomst"
    assert Client().get(public).content.decode().count("/uitkomst/stelling/") == 50
    assert "Voorstel nummer 101." in Client().get(public, {"pagina": "3"}).content.decode()
