"""The verslag of a dialogue as a document: extractive, so every sentence names the messages and votes it
rests on.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from wijkwijzer import __version__
from wijkwijzer.dialogue.themes.find import QuestionThemes
from wijkwijzer.dialogue.themes.messages import REST
from wijkwijzer.dialogue.verslag.gather import TopicPart, Verslag
from wijkwijzer.dialogue.verslag.missing import missing_blocks
from wijkwijzer.dialogue.verslag.ratings import ranking_blocks, rating_blocks
from wijkwijzer.dialogue.verslag.references import FILES, MESSAGES, VOTES
from wijkwijzer.dialogue.verslag.sentences import Speech, capital
from wijkwijzer.dialogue.verslag.theirs import their_words
from wijkwijzer.dialogue.verslag.themes import lead_sentence, question_blocks
from wijkwijzer.dialogue.verslag.votes import answer_blocks, group_blocks, headlines, statement_blocks
from wijkwijzer.disclosure import SMALLEST
from wijkwijzer.report import (
    Block,
    BulletList,
    Column,
    Document,
    Fact,
    Facts,
    Heading,
    Item,
    Language,
    Meta,
    Paragraph,
    Sentence,
    Table,
    identified,
)

__all__ = ["verslag_document"]


def verslag_document(
    verslag: Verslag, *, made_on: datetime.date | None = None, language: Language = "nl"
) -> Document:
    """Write the verslag of a dialogue.

    Parameters
    ----------
    verslag
        What was gathered.
    made_on
        Date on the document; today when left out.
    language
        Of our words; what people wrote stays as they wrote it.

    Returns
    -------
    wijkwijzer.report.Document
        Head (what stands alone), a section per topic, statements, groups, who was not there, method.
    """
    speech = Speech(language)
    blocks = [
        *_head(verslag, speech),
        *(block for topic in verslag.topics for block in _topic(verslag, topic, speech)),
        *_loose_ratings(verslag, speech),
    ]
    if verslag.analysis is not None:
        analysis, public = verslag.analysis, verslag.public
        blocks += [*statement_blocks(analysis, public, speech), *group_blocks(analysis, public, speech)]
        blocks += answer_blocks(analysis, public, speech)
    blocks += [*missing_blocks(verslag, speech), *_method(verslag, speech)]
    document = Document(
        title=verslag.title,
        meta=Meta(made_on or datetime.date.today(), organisation=verslag.organisation),  # noqa: DTZ011
        blocks=tuple(blocks),
        subtitle=speech.say("subtitle"),
        tag=speech.say("provisional") if _provisional(verslag) else "",
        language=language,
    )
    if language != "nl":
        document = replace(document, theirs=their_words(document, _named(verslag)))
    return identified(document)


def _named(verslag: Verslag) -> Iterator[str]:
    """What the organiser called things: those words stand inside ours."""
    yield from (verslag.title, verslag.goal, verslag.organisation)
    for topic in verslag.topics:
        yield from (topic.name, topic.heading, topic.prompt)
        for question in topic.questions:
            yield from (question.question, question.heading)
    for asked, answers in verslag.background.items():
        yield from (asked, *answers)


def _provisional(verslag: Verslag) -> bool:
    return any(question.provisional for question in verslag.questions.values())


def _head(verslag: Verslag, speech: Speech) -> Iterator[Block]:
    count = len(verslag.messages)
    analysis = verslag.analysis
    done = [speech.say("wrote", messages=speech.messages(count))] if count else []
    done += [speech.say("voted", n=speech.number(analysis.votes.s))] if analysis else []
    refs = (MESSAGES,) * bool(count) + (VOTES,) * bool(analysis)
    who = capital(speech.people(verslag.people))
    said = speech.say("head", who=who, done=speech.listed(done) or speech.say("took_part"))
    yield Sentence(said, refs=refs or (VOTES,), rule="counted")
    counts = [("fact_people", verslag.people), ("fact_messages", count)]
    counts += [("fact_questions", len(verslag.questions))]
    counts += [("fact_votes", len(analysis.votes.rows))] if analysis else []
    facts = [Fact(speech.number(n), speech.say(key)) for key, n in counts if n or key == "fact_people"]
    yield Facts(tuple(facts), style="figures")
    if verslag.goal:
        yield Paragraph(speech.say("goal", goal=verslag.goal), refs=(FILES,))
    found = _highlights(verslag, speech)
    items = [
        Item(each.content, refs=each.refs, quotes=each.quotes, id=f"kop-{number}", rule=each.rule)
        for number, each in enumerate(found, 1)
    ]
    if items:
        yield BulletList(tuple(items), title=speech.say("came_out"), tone="strong")
    yield Paragraph(speech.say("rests"), refs=refs or (VOTES,))


def _highlights(verslag: Verslag, speech: Speech) -> Iterator[Sentence]:
    for topic in verslag.topics:
        leads = (lead_sentence(verslag, topic.name, question, speech) for question in topic.questions)
        first = next((sentence for sentence in leads if sentence is not None), None)
        if first is not None:
            content = first.content if isinstance(first.content, str) else ""
            yield Sentence(
                f"{topic.heading or speech.say('topic')}: {content}", refs=first.refs, rule=first.rule
            )
    if verslag.analysis is not None:
        yield from headlines(verslag.analysis, verslag.public, speech)


def _topic(verslag: Verslag, topic: TopicPart, speech: Speech) -> Iterator[Block]:
    yield Heading(topic.heading or speech.say("topic"))
    if topic.prompt:
        yield Paragraph(speech.say("before", prompt=topic.prompt), refs=(FILES,))
    for question in topic.questions:
        blocks = question_blocks(verslag, topic.name, question, speech)
        if not blocks and verslag.dialogue is not None:
            title = question.heading or question.question
            asked = (verslag.dialogue, speech, question.question, title)
            blocks = rating_blocks(*asked) or ranking_blocks(*asked)
        if not blocks:
            blocks = [
                Heading(question.heading or question.question, level=3),
                Paragraph(speech.say("no_answer"), refs=(FILES,)),
            ]
        yield from blocks


def _loose_ratings(verslag: Verslag, speech: Speech) -> list[Block]:
    """Ratings and rankings that no topic asked about."""
    if verslag.dialogue is None:
        return []
    asked = {question.question.casefold() for topic in verslag.topics for question in topic.questions}
    blocks: list[Block] = []
    for name, make in (("ratings", rating_blocks), ("rankings", ranking_blocks)):
        table = getattr(verslag.dialogue, name)
        column = "item" if name == "ratings" else "question"
        for item in sorted({str(value or "") for value in table[column].to_list()}):
            if item.casefold() not in asked:
                blocks += make(verslag.dialogue, speech, item, item)
    return [Heading(speech.say("judgements"), id="oordelen"), *blocks] if blocks else []


def _method(verslag: Verslag, speech: Speech) -> Iterator[Block]:
    yield Heading(speech.say("method"), id="methode")
    told: list[tuple[str, str]] = []
    if verslag.questions:
        about = (speech.say("about_shares"), speech.say("about_names"))
        told += [(text, MESSAGES) for text in (*_assigned(verslag, speech), *about)]
    if verslag.analysis:
        told += [(speech.say(key), VOTES) for key in ("about_agreed", "about_groups")]
    if verslag.hidden:
        key = "hidden_one" if verslag.hidden == 1 else "hidden_many"
        told.append((speech.say(key, n=speech.number(verslag.hidden)), FILES))
    yield BulletList(tuple(Item(text, refs=(ref,)) for text, ref in told))
    yield Paragraph(speech.say("made_with", version=__version__), refs=(FILES,), small=True)
    if verslag.dialogue is not None and verslag.dialogue.summary:
        yield Paragraph(speech.say("polis"), refs=(FILES,), small=True)
    if verslag.dialogue is not None and verslag.dialogue.notes:
        yield Paragraph(speech.say("read_notes"), refs=(FILES,))
        noticed = verslag.dialogue.notes
        yield BulletList(tuple(Item(each.said(speech.language), refs=(FILES,)) for each in noticed))
    if verslag.checksums:
        rows = tuple(sorted(verslag.checksums.items()))
        columns = (Column(speech.say("file")), Column("SHA-256"))
        yield Table(speech.say("files"), columns, rows, folded=True)
    yield from _appendix(verslag, speech)


def _assigned(verslag: Verslag, speech: Speech) -> list[str]:
    """Who gave the messages their themes: a program only where one did."""
    themed = [verslag.themed[identity] for identity in verslag.messages if identity in verslag.themed]
    by_hand = sum(message.checked for message in themed)
    if by_hand and by_hand == len(themed):
        return [speech.say("by_people")]
    if not any(question.themes for question in verslag.questions.values()):
        return []
    every = speech.messages(len(themed))
    checked = [speech.say("checked", n=speech.number(by_hand), messages=every)] if by_hand else []
    return [speech.say("by_program"), *checked]


def _appendix(verslag: Verslag, speech: Speech) -> Iterator[Table]:
    """Per question which messages stand under which theme: the paper form of the references."""
    columns = (
        Column(speech.say("theme")),
        Column(speech.say("column_messages"), "number"),
        Column(speech.say("numbers")),
    )
    for key in sorted(verslag.questions):
        question = verslag.questions[key]
        if question.authors < SMALLEST:
            continue
        named = [
            (
                speech.say("rest") if theme.theme_id == REST else theme.label,
                _main_messages(verslag, question, theme.theme_id),
            )
            for theme in question.themes
        ]
        rows = tuple((label, speech.number(len(ids)), " ".join(ids)) for label, ids in named if ids)
        yield Table(speech.say("per_theme", question=question.question), columns, rows, folded=True)


def _main_messages(verslag: Verslag, question: QuestionThemes, theme: str) -> list[str]:
    key = (question.topic.casefold(), question.question.casefold())
    return [
        identity
        for identity, message in verslag.messages.items()
        if (message.topic.casefold(), message.question.casefold()) == key
        and identity in verslag.themed
        and verslag.themed[identity].theme == theme
    ]
