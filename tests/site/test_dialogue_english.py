"""The verslag in English: whole, with the same figures, and with people's own words as they wrote them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from html import unescape

import dialogue_people
import docx
import pikepdf
import pytest
from dialogue_people import LONG, Staff, erase, place, publish, show_all, somebody
from django.test import Client
from docx.oxml.ns import qn

from fixtures_dialogue import Phone
from paper_reading import lost, outside
from two_languages import leaves, left_in_dutch
from wijkwijzer.dialogue.verslag.check import claims
from wijkwijzer.report import from_json, to_json
from wijkwijzer_web.core.models import Job, Role
from wijkwijzer_web.dialogue.actions.documents.verslag import (
    readable_in_english,
    short_readable_in_english,
)
from wijkwijzer_web.dialogue.models import Dialogue, Findings, Question, Report, Statement, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]
staff = dialogue_people.staff
ALIKE = {"CC0"}  # names that are the same in both languages


@pytest.fixture
def told(staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone]) -> Client:
    """Twelve people who wrote and voted, a theme, and a published verslag; the browser of who made it."""
    asked = Question.objects.get(kind="factor")
    Theme.objects.create(question=asked, key="plek", label="Een vaste plek", seed_words=["plek", "dag"])
    for n in range(12):
        somebody(phone, LONG.format(n), *["eens", "eens" if n % 2 else "oneens"] * 3)
    browser = staff(Role.ADMINISTRATOR)
    show_all(browser, dialogue)
    publish(browser, dialogue)
    return browser


def _theirs(dialogue: Dialogue) -> set[str]:
    """What the organiser and the people wrote."""
    asked = Question.objects.filter(topic__dialogue=dialogue)
    own = {dialogue.title, dialogue.intro, dialogue.organisation.name, "Wat werkt", "Een vaste plek"}
    own |= {words for one in asked for words in (one.text, one.heading, *one.options)}
    own |= {LONG.format(n) for n in range(12)} | set(Statement.objects.values_list("text", flat=True))
    return own | {words for one in dialogue.background_questions.all() for words in (one.text, *one.options)}


def _figures(text: str) -> list[str]:
    """The numbers in a sentence, however a language writes and orders them."""
    return sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d)", "", text)))


def _text(page: str) -> Iterator[str]:
    """The words that somebody reads on a page, one element at a time."""
    main = page.partition("<main")[2].partition("</main>")[0]
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", main, flags=re.S)
    yield from (" ".join(unescape(one).split()) for one in re.findall(r">([^<>]+)<", body) if one.strip())


def test_every_sentence_is_english_and_every_figure_the_same(told: Client, dialogue: Dialogue) -> None:
    for stored in (Report.objects.get(), Findings.objects.get()):
        dutch, english = from_json(stored.document), from_json(stored.translations["en"])
        assert left_in_dutch(dutch, english, _theirs(dialogue), ALIKE) == []
        pairs = [dict(leaves(to_json(one))) for one in (dutch, english)]
        for path, text in pairs[0].items():
            assert _figures(text) == _figures(pairs[1][path]), text


@pytest.mark.parametrize("what", ["verslag", "verslag/1", "uitkomst"])
def test_the_english_page_has_no_dutch_word_of_ours(told: Client, dialogue: Dialogue, what: str) -> None:
    page = Client().get(f"/en/dialoog/{dialogue.slug}/{what}").content.decode()
    dutch = Client().get(f"/dialoog/{dialogue.slug}/{what}").content.decode()
    assert '<html lang="en"' in page
    theirs = sorted(_theirs(dialogue), key=len, reverse=True)
    known = re.compile("|".join(re.escape(" ".join(one.split())) for one in theirs if one.strip()))
    same = set(_text(page)) & set(_text(dutch))
    ours = {text for text in same if re.findall(r"[^\W\d_]{3,}", known.sub(" ", text))}
    assert ours <= {"Word", "PowerPoint", "12 online ·"}, ours
    marked = set(re.findall(r'<span lang="nl">([^<]+)</span>', page))
    assert "Een vaste plek" in {unescape(one) for one in marked}
    assert any(LONG.format(n) in {unescape(one) for one in marked} for n in range(12))
    assert 'lang="nl">' not in dutch.partition("<main")[2]


def test_pdf_and_word_are_english_and_mark_what_is_not(told: Client, dialogue: Dialogue) -> None:
    for form in ("kort", "pdf", "docx"):
        asked = Client().post(f"/en/dialoog/{dialogue.slug}/verslag/1/bestand/{form}")
        assert asked.status_code == 302
    every = list(Job.objects.filter(kind="publicatie"))
    (short,) = [job for job in every if "short-report-wat-werkt-1" in str(job.result)]
    files = {job.path.suffix: job for job in every if job != short}
    assert all("report-wat-werkt-1" in str(job.result) for job in files.values())
    printed, _gone = short_readable_in_english(Report.objects.get().pk)
    assert "This is the short form." in str(to_json(printed))
    assert not lost(printed, short.path.read_bytes())
    with pikepdf.open(io.BytesIO(files[".pdf"].path.read_bytes())) as pdf:
        assert str(pdf.Root.Lang) == "en"
        parts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Lang" in one]
        assert "nl" in {str(one.Lang) for one in parts}
    printed, _gone = readable_in_english(Report.objects.get().pk)
    assert not lost(printed, files[".pdf"].path.read_bytes())
    assert not outside(files[".pdf"].path.read_bytes())
    word = docx.Document(io.BytesIO(files[".docx"].path.read_bytes()))
    dutch = [
        run.text
        for paragraph in word.paragraphs
        for run in paragraph.runs
        if (mark := run._r.find(f".//{qn('w:lang')}")) is not None and mark.get(qn("w:val")) == "nl-NL"
    ]
    assert any("Een vaste plek" in text for text in dutch)
    whole = "\n".join(paragraph.text for paragraph in word.paragraphs)
    said = [claim.text for claim in claims(from_json(Report.objects.get().document))]
    ours = [
        text for text in said if len(text) > 20 and not any(one and one in text for one in _theirs(dialogue))
    ]
    assert len(ours) > 5
    assert not [text for text in ours if text in whole]


def test_an_editors_own_words_stay_dutch_and_say_so(told: Client, dialogue: Dialogue) -> None:
    Report.objects.update(published_at=None)  # a draft again
    own = "Twaalf buren praatten mee."
    told.post(f"{place(dialogue)}/verslag", {"doe": "bewaar", "versie": "1", "zin_0": own})
    told.post(f"{place(dialogue)}/verslag", {"doe": "publiceer", "versie": "1"})
    page = Client().get(f"/en/dialoog/{dialogue.slug}/verslag").content.decode()
    assert f'<span lang="nl">{own}</span>' in page
    assert "Put in other words by the editors" in page


def test_what_is_erased_is_gone_in_every_language(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    people = [somebody(phone, LONG.format(n), "eens") for n in range(12)]
    Theme.objects.create(question=Question.objects.first(), key="plek", label="Plek", seed_words=["plek"])
    browser = staff(Role.ADMINISTRATOR)
    show_all(browser, dialogue)
    publish(browser, dialogue)
    english = f"/en/dialoog/{dialogue.slug}/verslag"
    page = Client().get(english).content.decode()
    quoted = next(n for n in range(12) if LONG.format(n) in page)
    Client().post(f"{english}/1/bestand/docx")
    erase(people[quoted])
    for stored in (Report.objects.get(), Findings.objects.get()):
        assert LONG.format(quoted) not in str([stored.document, stored.translations])
    assert LONG.format(quoted) not in Client().get(english).content.decode()
    assert not Job.objects.filter(kind="publicatie").exists()


def test_a_verslag_of_before_says_that_it_is_only_in_dutch(told: Client, dialogue: Dialogue) -> None:
    Report.objects.update(translations={})
    page = Client().get(f"/en/dialoog/{dialogue.slug}/verslag").content.decode()
    assert "only in Dutch" in page
    assert '<div lang="nl">' in page
