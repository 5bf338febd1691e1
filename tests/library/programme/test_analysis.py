"""A wijkanalyse: drafted from figures, edited without losing the source of a number, settled when
answered.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from wijkwijzer.areas import Release, open_release
from wijkwijzer.errors import InputError
from wijkwijzer.programme import (
    QUESTIONS,
    Analysis,
    Paragraph,
    Reply,
    StatedTrend,
    analysis_document,
    analysis_from_json,
    analysis_to_json,
    check_settling,
    draft_analysis,
    figures_of_number,
    loose_numbers,
    numbers_in,
    with_words,
)
from wijkwijzer.report import render

DAY = datetime.date(2026, 11, 29)
TRENDS = (
    StatedTrend("bijstand", "Minder mensen krijgen bijstand.", ("bijstand_per_1000",), "down"),
    StatedTrend("groen", "De straat wordt groener.", ("boomkronen",), "up"),
)


@pytest.fixture(scope="module")
def release(example_release_folder: Path) -> Release:
    return open_release(example_release_folder)


@pytest.fixture(scope="module")
def spoordijk(release: Release) -> Analysis:
    areas = release.areas().filter(pl.col("name") == "De Spoordijk", pl.col("level") == "wijk")
    return draft_analysis(release.profile(areas["key"][0]), made_on=DAY, trends=TRENDS)


def test_every_fixed_question_is_answered_or_says_that_it_is_not_known(spoordijk: Analysis) -> None:
    for question in QUESTIONS:
        assert spoordijk.under(question), question


def test_every_number_of_every_example_wijk_has_a_source(release: Release) -> None:
    codes = release.areas().filter(pl.col("level") == "wijk")["key"].to_list()
    assert len(codes) > 140
    for code in codes[::12]:
        for language in ("nl", "en"):
            draft = draft_analysis(release.profile(code), made_on=DAY, trends=TRENDS, language=language)
            assert loose_numbers(draft) == [], code


def test_a_stated_trend_is_seen_or_unknown(spoordijk: Analysis) -> None:
    seen, unknown = spoordijk.under("trends")
    assert "Dat zie je hier" in seen.text
    assert seen.figures
    assert unknown.unknown
    assert not unknown.figures


def test_a_figure_is_the_one_of_the_release(release: Release, spoordijk: Analysis) -> None:
    paragraph = next(each for each in spoordijk.under("stand") if "bijstand" in each.text)
    (figure,) = spoordijk.figures_of(paragraph)
    frame = release.figures("bijstand_per_1000", level="wijk", year=figure.year)
    assert frame.filter(pl.col("key") == spoordijk.area)["value"][0] == pytest.approx(figure.value)
    assert figure.release == release.info.id
    assert figures_of_number(spoordijk, paragraph, numbers_in(figure.text)[0]) == (figure,)


def test_other_words_keep_their_numbers(spoordijk: Analysis) -> None:
    paragraph = next(each for each in spoordijk.under("stand") if "bijstand" in each.text)
    number = numbers_in(spoordijk.figures_of(paragraph)[0].text)[0]
    edited = with_words(spoordijk, paragraph.id, f"Nog {number} van elke 1.000 inwoners leven van bijstand.")
    changed = edited.paragraph(paragraph.id)
    assert changed.edited
    assert changed.original == paragraph.text
    assert loose_numbers(edited) == []
    with pytest.raises(InputError, match="Het getal 200 "):
        with_words(spoordijk, paragraph.id, "Wel 200 mensen leven van bijstand.")


def test_what_people_said_says_who_and_when(spoordijk: Analysis) -> None:
    said = Paragraph(spoordijk.new_id(), "stand", "gesprek", "De lift was 40 dagen stuk.")
    with pytest.raises(InputError, match="Schrijf erbij wie dit zei"):
        with_words(spoordijk.with_paragraph(said), said.id, said.text)
    told = with_words(
        spoordijk.with_paragraph(said), said.id, said.text, "Bewoner, 3 november 2026, mag erin"
    )
    assert loose_numbers(told) == []
    assert told.paragraph(said.id).question == "stand"


def test_an_empty_or_endless_paragraph_is_refused(spoordijk: Analysis) -> None:
    for text in ("", " \n", "woord " * 1000):
        with pytest.raises(InputError):
            with_words(spoordijk, "a1", text)


def test_it_can_not_be_settled_while_a_reply_waits(spoordijk: Analysis) -> None:
    waiting = Reply("a2", "Dit klopt niet.", "Bewonersraad", DAY)
    with pytest.raises(InputError, match="Een reactie bij alinea 2 heeft nog geen antwoord"):
        check_settling(spoordijk, [waiting])
    check_settling(spoordijk, [replace(waiting, verdict="niet", answer="De bron zegt het zo.")])


def test_json_comes_back_equal_and_strange_json_is_refused(spoordijk: Analysis) -> None:
    text = json.dumps(analysis_to_json(spoordijk))
    assert analysis_from_json(text) == spoordijk
    for wrong in ("", "[]", "{}", '{"vorm": 9}', text[: len(text) // 2], text.replace('"area"', '"oord"')):
        with pytest.raises(InputError):
            analysis_from_json(wrong)


def test_the_document_says_the_answer_under_its_paragraph(spoordijk: Analysis) -> None:
    reply = Reply("a1", "Noem ook de huiswerkclub.", "een bewoner", DAY, "deels", "Staat erin.", 2)
    html = render(analysis_document(spoordijk, replies=[reply]), "html").decode()
    at = html.index("Noem ook de huiswerkclub.")
    assert html.index(spoordijk.paragraph("a1").text) < at < html.index("Deels verwerkt in versie 2")
    for figure in spoordijk.figures:
        assert figure.name in html
