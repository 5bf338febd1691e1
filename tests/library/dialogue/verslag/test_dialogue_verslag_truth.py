"""A verslag is drawn as sure as it is: order, small questions, who gave the themes, what may not be shown."""

from __future__ import annotations

import pytest

from wijkwijzer.dialogue import (
    Inquiry,
    Message,
    PublicRow,
    Question,
    Theme,
    gather,
    group_by_question,
    verslag_document,
)
from wijkwijzer.dialogue.themes.find import QuestionThemes
from wijkwijzer.dialogue.themes.shares import theme_places
from wijkwijzer.dialogue.verslag.rows import group_rows
from wijkwijzer.dialogue.verslag.sentences import Speech
from wijkwijzer.report import Document, Rows, ShareBar, walk
from wijkwijzer.report.pictures.marks import mark_svg

THEMES = (
    Theme("zitten", "Plek om te zitten", "banken", ("bank", "zitten")),
    Theme("groen", "Meer groen", "bomen en planten", ("boom", "plant")),
)


def inquiry(zitten: int, groen: int, checked: int) -> Inquiry:
    words = ["Graag een bank om op te zitten"] * zitten + ["Graag een boom of een plant erbij"] * groen
    messages = [
        Message(id=str(n), text=text, author=f"p{n}", question="Wat mist u?", topic="Plein", kind="change")
        for n, text in enumerate(words)
    ]
    questions = group_by_question(messages, [Question("Plein", "Wat mist u?", "change", THEMES)])
    right = ["zitten"] * zitten + ["groen"] * groen
    return Inquiry(
        "Plein",
        messages=tuple(messages),
        questions=tuple(questions),
        checked={str(n): right[n] for n in range(checked)},
    )


def found(zitten: int, groen: int, checked: int) -> tuple[Document, QuestionThemes]:
    gathered = gather(inquiry(zitten, groen, checked))
    return verslag_document(gathered), next(iter(gathered.questions.values()))


def words_in(document: Document) -> str:
    return " ".join(
        str(getattr(block, "content", "")) + str(getattr(block, "items", "")) for block in walk(document)
    )


def test_eleven_against_ten_is_no_order() -> None:
    document, question = found(11, 10, 21)
    assert [row.authors for row in question.themes[:2]] == [11, 10]
    assert "Welke van de twee bovenaan hoort, is niet zeker." in words_in(document)
    bars = [row.mark for block in walk(document) if isinstance(block, Rows) for row in block.rows]
    assert all(isinstance(bar, ShareBar) and bar.interval.low < bar.interval.mid for bar in bars)


def test_a_clear_order_is_told() -> None:
    document, _ = found(40, 5, 45)
    assert "het vaakst anders willen" in words_in(document)
    assert "niet zeker" not in words_in(document)


def test_of_fewer_than_ten_people_no_shares_no_order_no_themes() -> None:
    document, _ = found(2, 0, 2)
    assert "te weinig om aandelen van te tonen" in words_in(document)
    assert not [block for block in walk(document) if isinstance(block, Rows)]
    assert "vaakst" not in words_in(document)
    assert "Plek om te zitten" not in words_in(document)


@pytest.mark.parametrize(
    ("checked", "program", "people"), [(0, True, False), (5, True, True), (30, False, True)]
)
def test_who_gave_the_themes_is_told_as_it_was(checked: int, program: bool, people: bool) -> None:
    document, _ = found(20, 10, checked)
    words = words_in(document)
    assert ("computerprogramma" in words) == program
    assert (
        "Mensen keken 5 van de 30 berichten na" in words or "Mensen gaven elk bericht zijn thema" in words
    ) == people


def test_what_may_not_be_shown_is_hatched() -> None:
    (row,) = group_rows(1, [PublicRow("A", 40, (22, 5, None), 40)], Speech())
    assert row.words == "22 eens · oneens niet te tonen"
    assert 'fill="url(#onbekend)"' in mark_svg(row.mark, "groep A", 200)
    (whole,) = group_rows(1, [PublicRow("A", 40, (22, 5, 13), 40)], Speech())
    assert 'fill="url(#onbekend)"' not in mark_svg(whole.mark, "groep A", 200)


def test_places_follow_from_intervals() -> None:
    assert theme_places([(0.55, 0.65), (0.35, 0.45)]) == [(1, 1), (2, 2)]
    assert theme_places([(0.55, 0.65), (0.35, 0.55), (0.1, 0.35)]) == [(1, 2), (1, 3), (2, 3)]
