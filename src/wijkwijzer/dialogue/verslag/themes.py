"""The part of a verslag about open questions: ranked themes with their share, and what people said in their
own words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from wijkwijzer.dialogue.themes.find import QuestionThemes, ThemedMessage
from wijkwijzer.dialogue.themes.messages import REST, Message
from wijkwijzer.dialogue.themes.shares import ThemeShare
from wijkwijzer.dialogue.verslag.gather import Verslag
from wijkwijzer.dialogue.verslag.references import message_refs, theme_ref
from wijkwijzer.dialogue.verslag.script import KIND_HEADINGS, ScriptQuestion
from wijkwijzer.dialogue.verslag.sentences import listed, messages, people, place, quoted, share_words
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
    number,
)
from wijkwijzer.text.redact import redact

__all__ = ["lead_sentence", "question_blocks", "rank_interval"]

_QUOTED_THEMES, _QUOTES, _RANKS, _NAMED = 4, 2, 3, 3
_SHORTEST, _LONGEST = 40, 320
_SURE = 0.4  # a message that may well be about something else is no example of its theme
_LEGEND = (
    LegendItem("sure", "zeker"),
    LegendItem("unsure", "onzeker (95%)"),
    LegendItem("tick", "beste schatting"),
)
_ROUGH = re.compile(
    r"\b(?:k[uo]t|klote|lul|hoer|kanker|tering|tyfus|debiel|mongool|idio[ot]+|eikels?|klootza\w+|flikker|parasiet\w*|"
    r"luie donders|zeik\w*|stelletje|asocialen?|rot op|tuig)\b",
    re.I,
)
_MOST_NAMED = {
    "cause": "De oorzaak die het vaakst wordt genoemd: ",
    "change": "Wat mensen het vaakst anders willen: ",
    "advice": "Het advies dat het vaakst klinkt: ",
    "experience": "De ervaring die het vaakst terugkomt: ",
}


def question_blocks(verslag: Verslag, topic: str, question: ScriptQuestion) -> list[Block]:
    """Heading, sentence, ranked themes, quotes and source line of one open question."""
    found = verslag.script_question(topic, question.question)
    if found is None:
        return []
    members = _members(verslag, found)
    heading = question.heading or KIND_HEADINGS.get(found.kind, "")
    blocks: list[Block] = [
        Heading(f"{heading}: {question.question}" if heading else question.question, level=3)
    ]
    everyone = message_refs(m.id for m in verslag.messages.values() if _belongs(m, found))
    ranked = _ranked(found)
    if not ranked:
        blocks.append(
            Sentence(
                f"{people(found.authors).capitalize()} antwoordden, met {messages(found.messages)}.",
                refs=everyone,
            )
        )
    else:
        blocks.append(_lead(found, ranked, members))
        blocks.append(_rows(found, ranked, members))
        blocks += _quotes(verslag, ranked, members)
    blocks += _rest(verslag, found, members)
    blocks.append(_source(found, everyone))
    return blocks


def lead_sentence(verslag: Verslag, topic: str, question: ScriptQuestion) -> Sentence | None:
    """What was named most in answer to a question, for the head of the verslag; None without themes."""
    found = verslag.script_question(topic, question.question)
    ranked = _ranked(found) if found else []
    if found is None or not ranked:
        return None
    top = _possibly_first(ranked)
    members = _members(verslag, found)
    refs = message_refs({m.id for row in top[:_NAMED] for m in members[row.theme_id]})
    if len(top) > 1:
        return Sentence(_order_not_sure(top), refs=refs)
    return Sentence(f"{quoted(top[0].label)} wordt het vaakst genoemd.", refs=refs)


def rank_interval(row: ThemeShare, others: Sequence[ThemeShare]) -> tuple[int, int]:
    """First and last place that a theme can have, given all intervals.

    Examples
    --------
    >>> a = ThemeShare("a", "A", 1, 8, 8, 0.8, 0.7, 0.9)
    >>> b = ThemeShare("b", "B", 2, 6, 6, 0.6, 0.5, 0.75)
    >>> rank_interval(a, [a, b]), rank_interval(b, [a, b])
    ((1, 2), (1, 2))
    """
    first = 1 + sum(other.low > row.high for other in others if other is not row)
    last = 1 + sum(other.high >= row.low for other in others if other is not row)
    return first, max(first, last)


def _ranked(found: QuestionThemes) -> list[ThemeShare]:
    """Themes that are told with numbers: none when fewer than ten people answered."""
    if found.authors < SMALLEST:
        return []
    return [row for row in found.themes if row.theme_id != REST and row.authors]


def _possibly_first(ranked: list[ThemeShare]) -> list[ThemeShare]:
    """Every theme that may be the one named most, the likeliest first."""
    return [row for row in ranked if rank_interval(row, ranked)[0] == 1]


def _order_not_sure(top: list[ThemeShare]) -> str:
    names = listed([quoted(row.label) for row in top[:_NAMED]])
    if len(top) > _NAMED:
        return f"Onder meer {names} worden het vaakst genoemd. Welke bovenaan hoort, is niet zeker."
    which = "twee" if len(top) == 2 else "drie"
    return f"{names} worden het vaakst genoemd. Welke van de {which} bovenaan hoort, is niet zeker."


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
    found: QuestionThemes, ranked: list[ThemeShare], members: dict[str, list[ThemedMessage]]
) -> Sentence:
    top = _possibly_first(ranked)
    refs = message_refs({m.id for row in top[:_NAMED] for m in members[row.theme_id]})
    first = top[0]
    if len(top) == 1:
        start = _MOST_NAMED.get(found.kind, "")
        named = (
            f"{start}{quoted(first.label)}" if start else f"{quoted(first.label)} wordt het vaakst genoemd"
        )
        number_words = f"{people(first.authors)} van de {found.authors}"
        return Sentence(
            f"{named}, door {number_words} ({share_words(first.share, first.low, first.high)}).", refs=refs
        )
    return Sentence(_order_not_sure(top), refs=refs)


def _rows(found: QuestionThemes, ranked: list[ThemeShare], members: dict[str, list[ThemedMessage]]) -> Rows:
    rows = []
    end = min(100.0, 20.0 * math.ceil(5 * max(row.high for row in ranked)))
    for row in ranked:
        first, last = rank_interval(row, ranked)
        bar = ShareBar(Interval(100 * row.low, 100 * row.share, 100 * row.high), end)
        rows.append(
            Row(
                row.label,
                bar,
                share_words(row.share, row.low, row.high),
                note=place(first, last) if last - first <= _RANKS else "plaats niet zeker",
                words_note=people(row.authors),
                refs=message_refs(m.id for m in members[row.theme_id]),
                about=theme_ref(found.topic, found.question, row.theme_id),
            )
        )
    axis = Axis(((0.0, "0%"), (50.0, f"{number(end / 2)}%"), (100.0, f"{number(end)}%")))
    return Rows(tuple(rows), f"Thema's bij: {found.question}", axis, _LEGEND)


def _quotes(
    verslag: Verslag, ranked: list[ThemeShare], members: dict[str, list[ThemedMessage]]
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
                label = f"{row.label} · bericht {message.id}"
                blocks.append(
                    Quote(redact(" ".join(message.text.split())), label, message_refs([message.id]))
                )
    if withheld:
        text = f"Niet openbaar ({len(withheld)}): "
        text += "deze schrijver" if len(withheld) == 1 else "deze schrijvers"
        text += (
            " gaf geen toestemming om letterlijk te citeren."
            if len(withheld) == 1
            else (" gaven geen toestemming om letterlijk te citeren.")
        )
        blocks.append(Paragraph(text, refs=message_refs(withheld), small=True))
    return blocks


def _presentable(message: Message) -> bool:
    """Long enough to say something, short enough to read, and nobody is called names."""
    return _SHORTEST <= len(message.text) <= _LONGEST and not _ROUGH.search(message.text)


def _rest(verslag: Verslag, found: QuestionThemes, members: dict[str, list[ThemedMessage]]) -> list[Block]:
    if found.authors < SMALLEST:
        return []
    left = members[REST]
    blocks: list[Block] = []
    if left and len(found.themes) > 1:
        verb = "past" if len(left) == 1 else "passen"
        text = f"{messages(len(left)).capitalize()} {verb} bij geen van deze thema's."
        blocks.append(Paragraph(text, refs=message_refs(m.id for m in left)))
    for proposal in found.proposals:
        size = messages(len(proposal.messages))
        text = f"Misschien een eigen thema: {listed(list(proposal.words[:3]))} ({size})."
        refs = message_refs(proposal.messages)
        # Its words come from these messages: they go when one of them is withdrawn.
        blocks.append(Paragraph(text, refs=refs, small=True, quotes=refs))
    return blocks


def _source(found: QuestionThemes, refs: tuple[str, ...]) -> Paragraph:
    text = f"{people(found.authors).capitalize()} antwoordden op deze vraag, met {messages(found.messages)}. "
    if found.authors < SMALLEST:
        return Paragraph(f"{text}Dat zijn er te weinig om aandelen van te tonen.", refs=refs, small=True)
    text += "Iemand telt per thema één keer. "
    if found.checked == found.messages:
        text += "Mensen gaven elk bericht zijn thema."
    elif found.provisional:
        text += (
            f"Deze aandelen zijn voorlopig: een computer deelde de berichten in en mensen keken er "
            f"{found.checked} na."
            if found.checked
            else "Deze aandelen zijn voorlopig: een computer deelde de berichten in, niemand keek ze nog na."
        )
    else:
        text += f"Mensen keken {found.checked_random} willekeurige berichten na. "
        text += "De marge telt de gemeten fouten mee."
    return Paragraph(text, refs=refs, small=True)
