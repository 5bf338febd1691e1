"""The part of a verslag about open questions: ranked themes with their share, and what people said in their
own words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from wijkwijzer.dialogue.themes.find import QuestionThemes, ThemedMessage
from wijkwijzer.dialogue.themes.messages import REST, Message
from wijkwijzer.dialogue.themes.shares import ThemeShare, theme_places
from wijkwijzer.dialogue.verslag.gather import Verslag
from wijkwijzer.dialogue.verslag.references import message_refs, theme_ref
from wijkwijzer.dialogue.verslag.script import KINDS, ScriptQuestion
from wijkwijzer.dialogue.verslag.sentences import Speech, capital, quoted
from wijkwijzer.disclosure import SMALLEST
from wijkwijzer.report import (
    Axis,
    Block,
    Heading,
    Interval,
    LegendItem,
    Paragraph,
    Quote,
    Row,
    Rows,
    Sentence,
    ShareBar,
)
from wijkwijzer.report.specs import Symbol
from wijkwijzer.text.redaction.redact import redact

__all__ = ["lead_sentence", "question_blocks"]

_QUOTED_THEMES, _QUOTES, _RANKS, _NAMED = 4, 2, 3, 3
_SHORTEST, _LONGEST = 40, 320
_SURE = 0.4  # a message that may well be about something else is no example of its theme
_LEGEND: tuple[tuple[Symbol, str], ...] = (("sure", "sure"), ("unsure", "unsure"), ("tick", "best"))
_ROUGH = re.compile(
    r"\b(?:k[uo]t|klote|lul|hoer|kanker|tering|tyfus|debiel|mongool|idio[ot]+|eikels?|klootza\w+|flikker|parasiet\w*|"
    r"luie donders|zeik\w*|stelletje|asocialen?|rot op|tuig)\b",
    re.I,
)
_MOST_NAMED = ("cause", "change", "advice", "experience")
"""Kinds of questions with a sentence of their own for what was named most."""


def question_blocks(verslag: Verslag, topic: str, question: ScriptQuestion, speech: Speech) -> list[Block]:
    """Heading, sentence, ranked themes, quotes and source line of one open question."""
    found = verslag.script_question(topic, question.question)
    if found is None:
        return []
    members = _members(verslag, found)
    heading = question.heading or (speech.say(f"kinds.{found.kind}") if found.kind in KINDS else "")
    blocks: list[Block] = [
        Heading(f"{heading}: {question.question}" if heading else question.question, level=3)
    ]
    everyone = message_refs(m.id for m in verslag.messages.values() if _belongs(m, found))
    ranked = _ranked(found)
    if not ranked:
        said = speech.say("wrote_answer", **_who_wrote(found, speech))
        blocks.append(Sentence(said, refs=everyone, rule="few_wrote"))
    else:
        blocks.append(_lead(found, ranked, members, speech))
        blocks.append(_rows(found, ranked, members, speech))
        blocks += _quotes(verslag, ranked, members, speech)
    blocks += _rest(found, members, speech)
    blocks.append(_source(found, everyone, speech))
    return blocks


def _who_wrote(found: QuestionThemes, speech: Speech) -> dict[str, str]:
    who = capital(speech.people(found.authors))
    return {"who": who, "messages": speech.messages(found.messages)}


def lead_sentence(verslag: Verslag, topic: str, question: ScriptQuestion, speech: Speech) -> Sentence | None:
    """What was named most in answer to a question, for the head of the verslag; None without themes."""
    found = verslag.script_question(topic, question.question)
    ranked = _ranked(found) if found else []
    if found is None or not ranked:
        return None
    top = _possibly_first(ranked)
    members = _members(verslag, found)
    refs = message_refs({m.id for row in top[:_NAMED] for m in members[row.theme_id]})
    if len(top) > 1:
        return Sentence(_order_not_sure(top, speech), refs=refs, rule="order_unsure")
    said = speech.say("named_most_alone", theme=quoted(top[0].label))
    return Sentence(said, refs=refs, rule="named_most")


def _ranked(found: QuestionThemes) -> list[ThemeShare]:
    """Themes that are told with numbers: none when fewer than ten people answered."""
    if found.authors < SMALLEST:
        return []
    return [row for row in found.themes if row.theme_id != REST and row.authors]


def _possibly_first(ranked: list[ThemeShare]) -> list[ThemeShare]:
    """Every theme that may be the one named most, the likeliest first."""
    return [row for row, (first, _) in zip(ranked, _places(ranked), strict=True) if first == 1]


def _places(ranked: Sequence[ThemeShare]) -> list[tuple[int, int]]:
    return theme_places([(row.low, row.high) for row in ranked])


def _order_not_sure(top: list[ThemeShare], speech: Speech) -> str:
    names = speech.listed([quoted(row.label) for row in top[:_NAMED]])
    key = "order_many" if len(top) > _NAMED else "order_two" if len(top) == 2 else "order_three"
    return speech.say(key, names=names)


def _belongs(message: Message, found: QuestionThemes) -> bool:
    return (message.topic.casefold(), message.question.casefold()) == (
        found.topic.casefold(),
        found.question.casefold(),
    )


def _members(verslag: Verslag, found: QuestionThemes) -> dict[str, list[ThemedMessage]]:
    """Messages per theme, the surest first; a message stands under each of its themes."""
    members: dict[str, list[ThemedMessage]] = {row.theme_id: [] for row in found.themes}
    members.setdefault(REST, [])
    for message in verslag.messages.values():
        if _belongs(message, found) and message.id in verslag.themed:
            themed = verslag.themed[message.id]
            for theme in themed.themes:
                members[theme].append(themed)
    return {theme: sorted(rows, key=lambda m: (-m.probability, m.id)) for theme, rows in members.items()}


def _lead(
    found: QuestionThemes,
    ranked: list[ThemeShare],
    members: dict[str, list[ThemedMessage]],
    speech: Speech,
) -> Sentence:
    top = _possibly_first(ranked)
    refs = message_refs({m.id for row in top[:_NAMED] for m in members[row.theme_id]})
    first = top[0]
    if len(top) == 1:
        key = f"most.{found.kind}" if found.kind in _MOST_NAMED else "named_most"
        said = speech.say(
            "named_by",
            named=speech.say(key, theme=quoted(first.label)),
            people=speech.people(first.authors),
            n=found.authors,
            share=speech.share(first.share, first.low, first.high),
        )
        return Sentence(said, refs=refs, rule="named_most")
    return Sentence(_order_not_sure(top, speech), refs=refs, rule="order_unsure")


def _rows(
    found: QuestionThemes,
    ranked: list[ThemeShare],
    members: dict[str, list[ThemedMessage]],
    speech: Speech,
) -> Rows:
    rows = []
    end = min(100.0, 20.0 * math.ceil(5 * max(row.high for row in ranked)))
    for row, (first, last) in zip(ranked, _places(ranked), strict=True):
        bar = ShareBar(Interval(100 * row.low, 100 * row.share, 100 * row.high), end)
        rows.append(
            Row(
                row.label,
                bar,
                speech.share(row.share, row.low, row.high),
                note=speech.place(first, last) if last - first <= _RANKS else speech.say("place_unsure"),
                words_note=speech.people(row.authors),
                refs=message_refs(m.id for m in members[row.theme_id]),
                about=theme_ref(found.topic, found.question, row.theme_id),
            )
        )
    axis = Axis(((0.0, "0%"), (50.0, f"{speech.number(end / 2)}%"), (100.0, f"{speech.number(end)}%")))
    legend = tuple(LegendItem(kind, speech.say(key)) for kind, key in _LEGEND)
    return Rows(tuple(rows), speech.say("themes_of", question=found.question), axis, legend)


def _quotes(
    verslag: Verslag,
    ranked: list[ThemeShare],
    members: dict[str, list[ThemedMessage]],
    speech: Speech,
) -> list[Block]:
    blocks: list[Block] = []
    used: set[str] = set()
    withheld: set[str] = set()
    for row in ranked[:_QUOTED_THEMES]:
        shown = 0
        for themed in members[row.theme_id]:
            message = verslag.messages[themed.id]
            if not message.quotable:
                withheld.add(message.id)
            elif (
                themed.theme == row.theme_id
                and themed.probability >= _SURE
                and message.id not in used
                and shown < _QUOTES
                and _presentable(message)
            ):
                used.add(message.id)
                shown += 1
                label = speech.say("message_of", theme=row.label, id=message.id)
                blocks.append(
                    Quote(redact(" ".join(message.text.split())), label, message_refs([message.id]))
                )
    if withheld:
        text = speech.say("withheld_one" if len(withheld) == 1 else "withheld_many", n=len(withheld))
        blocks.append(Paragraph(text, refs=message_refs(withheld), small=True))
    return blocks


def _presentable(message: Message) -> bool:
    """Long enough to say something, short enough to read, and nobody is called names."""
    return _SHORTEST <= len(message.text) <= _LONGEST and not _ROUGH.search(message.text)


def _rest(found: QuestionThemes, members: dict[str, list[ThemedMessage]], speech: Speech) -> list[Block]:
    if found.authors < SMALLEST:
        return []
    left = members[REST]
    blocks: list[Block] = []
    if left and len(found.themes) > 1:
        key = "no_theme_one" if len(left) == 1 else "no_theme_many"
        text = speech.say(key, messages=capital(speech.messages(len(left))))
        blocks.append(Paragraph(text, refs=message_refs(m.id for m in left), rule="no_theme"))
    for proposal in found.proposals:
        size = speech.messages(len(proposal.messages))
        text = speech.say("maybe_theme", words=speech.listed(list(proposal.words[:3])), messages=size)
        refs = message_refs(proposal.messages)
        # Its words come from these messages: they go when one of them is withdrawn.
        blocks.append(Paragraph(text, refs=refs, small=True, quotes=refs, rule="maybe_theme"))
    return blocks


def _source(found: QuestionThemes, refs: tuple[str, ...], speech: Speech) -> Paragraph:
    text = speech.say("source", **_who_wrote(found, speech))
    if found.authors < SMALLEST:
        return Paragraph(f"{text} {speech.say('source_few')}", refs=refs, small=True)
    if found.checked == found.messages:
        how = speech.say("by_people")
    elif found.provisional:
        how = speech.say("source_checked" if found.checked else "source_unchecked", n=found.checked)
    else:
        how = speech.say("source_sampled", n=found.checked_random)
    return Paragraph(f"{text} {speech.say('source_once')} {how}", refs=refs, small=True)
