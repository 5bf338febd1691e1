"""The print pack as a tagged PDF: poster, ballot with numbers, note sheets, in a language of the dialogue."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

import segno
from django.urls import reverse
from django.utils import timezone

from wijkwijzer import report as r
from wijkwijzer_web.dialogue.languages import DUTCH, Language
from wijkwijzer_web.dialogue.models import Dialogue
from wijkwijzer_web.dialogue.queries.short import short_code
from wijkwijzer_web.dialogue.queries.structure import AskedQuestion, Structure

__all__ = ["print_pack", "print_pack_pdf", "qr_file"]

LINES = 22  # to write on: they fill the page below the longest question
BOX = "☐"


def print_pack_pdf(dialogue: Dialogue, structure: Structure, address: str, words: Language) -> bytes:
    """Render the pack; question and statement numbers are the ones that the import file asks for."""
    return r.render(print_pack(dialogue, structure, address, words), "pdf")


def print_pack(dialogue: Dialogue, structure: Structure, address: str, words: Language) -> r.Document:
    """The pack as a document; what has no translation stands there as it was written."""
    short = urljoin(address, reverse("dialogue:short", args=[short_code(dialogue.pk)]))
    shown = short.partition("://")[2]
    blocks = (*_poster(dialogue, address, shown, words), *_form(dialogue, structure, words))
    return r.Document(
        dialogue.said_in("title", words.code),
        r.Meta(timezone.localdate()),
        blocks,
        language="en" if words.code == "en" else "nl",
        layout="form",
        spoken="" if words.code in (DUTCH, "en") else words.code,
    )


def qr_file(address: str) -> str:
    """A QR code as a file of its own: white ground, four modules of quiet zone."""
    code = segno.make(address, micro=False, error="m")
    drawn: str = code.svg_inline(border=4, dark="#072e39", light="white", scale=8, title=address)
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def _poster(dialogue: Dialogue, address: str, shown: str, words: Language) -> Iterator[r.Block]:
    yield r.Facts((r.Fact(shown, words.say("druk_doe_mee")),), "figures")
    yield r.Picture(qr_file(address), words.say("druk_qr", adres=shown), 90)
    day = r.date(dialogue.keep_until, "en" if words.code == "en" else "nl")
    until = day if words.code in (DUTCH, "en") else dialogue.keep_until.isoformat()
    parts = (("wie_leest", "readers"), ("wie_niet", "non_readers"))
    read = [(words.say(key), dialogue.said_in(part, words.code)) for key, part in parts]
    read.append((words.say("hoe_lang"), words.say("bewaard_tot", datum=until)))
    yield r.Terms(tuple((term, said) for term, said in read if said))


def _form(dialogue: Dialogue, structure: Structure, words: Language) -> Iterator[r.Block]:
    """Every question in its own order; an open one has a page of its own."""
    yield r.PageBreak()
    yield r.Heading(dialogue.said_in("title", words.code))
    yield r.Sentence(f"{words.say('druk_nummer')}: ____________")
    yield r.Paragraph(words.say("druk_geen_naam"), small=True)
    for asked in structure.background:
        options = tuple(dialogue.word_in(option, words.code) for option in asked.options)
        yield r.Choices(options, dialogue.word_in(asked.text, words.code))
    for number, question in enumerate(structure.questions, start=1):
        text = f"{number}. {question.in_language(words.code)}"
        if question.is_open:
            yield from _notes(text, words)
        elif question.kind == "statement":
            yield r.Heading(text, 3)
            yield _ballot(question, words)
        elif question.kind == "rating":
            options = tuple(f"{words.say(f'oordeel_{value}')} ({value})" for value in range(5))
            yield r.Choices(options, text)
        elif question.kind == "ranking":
            options = tuple(dialogue.word_in(option, words.code) for option in question.options)
            yield r.Choices(options, f"{text} ({words.say('zet_op_volgorde')})")


def _ballot(question: AskedQuestion, words: Language) -> r.Table:
    heads = map(words.say, ("druk_nr", "stelling", "eens", "oneens", "druk_weet_niet"))
    rows = tuple((str(s.number), s.in_language(words.code), BOX, BOX, BOX) for s in question.statements)
    return r.Table("", tuple(r.Column(head) for head in heads), rows, large=True)


def _notes(text: str, words: Language) -> Iterator[r.Block]:
    yield r.PageBreak()
    yield r.Heading(text)
    yield r.Sentence(f"{words.say('druk_tafel')}: ______")
    yield r.Choices((words.say("letterlijk"),))
    yield r.Paragraph(words.say("druk_regel"), small=True)
    yield r.WritingLines(LINES, words.say("druk_schrijf"))
    yield r.PageBreak()
