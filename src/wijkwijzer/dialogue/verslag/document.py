"""The verslag of a dialogue as a document: extractive, so every sentence names the messages and votes it
rests on.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from wijkwijzer import __version__
from wijkwijzer.dialogue.themes.find import QuestionThemes
from wijkwijzer.dialogue.verslag.gather import TopicPart, Verslag
from wijkwijzer.dialogue.verslag.missing import missing_blocks
from wijkwijzer.dialogue.verslag.ratings import ranking_blocks, rating_blocks
from wijkwijzer.dialogue.verslag.references import FILES, MESSAGES, VOTES
from wijkwijzer.dialogue.verslag.sentences import messages, people
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
    Meta,
    Paragraph,
    Sentence,
    Table,
    identified,
    number,
)

__all__ = ["verslag_document"]

_POLIS = (
    "Stemmen en stellingen komen uit Polis. Gebruik je open data van Polis, noem dan de bron: The "
    "Computational "
    "Democracy Project, CC BY 4.0."
)
_BY_PROGRAM = (
    "Elk bericht kreeg een thema. Een computerprogramma vergeleek het met de naam, de omschrijving en de "
    "zoekwoorden van elk thema. Het programma schrijft zelf geen tekst."
)
_BY_PEOPLE = "Mensen gaven elk bericht zijn thema."
_ABOUT_MESSAGES = (
    "Een aandeel gaat over de mensen die op de vraag antwoordden. De marge laat zien hoe zeker het is welk "
    "bericht bij welk thema hoort, en hoeveel het toeval uitmaakt van wie er antwoordde. Een volgorde noemen "
    "we alleen als de marges elkaar niet raken.",
    "Namen, adressen, telefoonnummers en andere persoonsgegevens zijn uit de citaten gehaald.",
)
_ABOUT_VOTES = (
    "Het aandeel eens is eens gedeeld door eens, oneens en pas samen. De marge gaat over mensen die een "
    "stelling niet zagen.",
    "Een groep tonen we alleen als ze steeds terugkomt wanneer je een deel van de mensen weglaat. Het "
    "antwoord van een groep tonen we in aantallen, vanaf tien mensen en zo dat een kleiner aantal niet is af "
    "te leiden.",
)


def verslag_document(verslag: Verslag, *, made_on: datetime.date | None = None) -> Document:
    """Write the verslag of a dialogue.

    Parameters
    ----------
    verslag
        What was gathered.
    made_on
        Date on the document; today when left out.

    Returns
    -------
    wijkwijzer.report.Document
        Head (what stands alone), a section per topic, statements, groups, who was not there, method.
    """
    blocks = [
        *_head(verslag),
        *(block for topic in verslag.topics for block in _topic(verslag, topic)),
        *_loose_ratings(verslag),
    ]
    if verslag.analysis is not None:
        analysis, public = verslag.analysis, verslag.public
        blocks += [*statement_blocks(analysis, public), *group_blocks(analysis, public)]
        blocks += answer_blocks(analysis, public)
    blocks += [*missing_blocks(verslag), *_method(verslag)]
    document = Document(
        title=verslag.title,
        meta=Meta(made_on or datetime.date.today(), organisation=verslag.organisation),  # noqa: DTZ011
        blocks=tuple(blocks),
        subtitle="Verslag van een dialoog",
        tag="Voorlopig" if _provisional(verslag) else "",
    )
    return identified(document)


def _provisional(verslag: Verslag) -> bool:
    return any(question.provisional for question in verslag.questions.values())


def _head(verslag: Verslag) -> Iterator[Block]:
    count = len(verslag.messages)
    analysis = verslag.analysis
    done = [f"schreven {messages(count)}"] if count else []
    done += [f"stemden over {number(analysis.votes.s)} stellingen"] if analysis else []
    refs = (MESSAGES,) * bool(count) + (VOTES,) * bool(analysis)
    who = people(verslag.people)
    yield Sentence(f"{who[:1].upper()}{who[1:]} {' en '.join(done) or 'deden mee'}.", refs=refs or (VOTES,))
    facts = [Fact(number(verslag.people), "deelnemers")]
    facts += [Fact(number(count), "berichten")] if count else []
    facts += [Fact(number(len(verslag.questions)), "open vragen")] if verslag.questions else []
    facts += [Fact(number(len(analysis.votes.rows)), "stemmen")] if analysis else []
    yield Facts(tuple(facts), style="figures")
    if verslag.goal:
        yield Paragraph(f"Doel: {verslag.goal}", refs=(FILES,))
    items = [Item(found.content, refs=found.refs, quotes=found.quotes) for found in _highlights(verslag)]
    if items:
        yield BulletList(tuple(items), title="Dit kwam eruit", tone="strong")
    yield Paragraph(
        "Elke zin in dit verslag rust op berichten en stemmen die je kunt nazoeken. Het verslag zegt "
        "niets over wie "
        "niet meedeed.",
        refs=refs or (VOTES,),
    )


def _highlights(verslag: Verslag) -> Iterator[Sentence]:
    for topic in verslag.topics:
        leads = (lead_sentence(verslag, topic.name, question) for question in topic.questions)
        first = next((sentence for sentence in leads if sentence is not None), None)
        if first is not None:
            content = first.content if isinstance(first.content, str) else ""
            yield Sentence(f"{topic.heading}: {content}", refs=first.refs)
    if verslag.analysis is not None:
        yield from headlines(verslag.analysis, verslag.public)


def _topic(verslag: Verslag, topic: TopicPart) -> Iterator[Block]:
    yield Heading(topic.heading)
    if topic.prompt:
        yield Paragraph(f"Hier ging iets aan vooraf: {topic.prompt}.", refs=(FILES,))
    for question in topic.questions:
        blocks = question_blocks(verslag, topic.name, question)
        if not blocks and verslag.dialogue is not None:
            title = question.heading or question.question
            blocks = rating_blocks(verslag.dialogue, question.question, title) or ranking_blocks(
                verslag.dialogue, question.question, title
            )
        if not blocks:
            blocks = [
                Heading(question.heading or question.question, level=3),
                Paragraph("Op deze vraag kwam geen antwoord.", refs=(FILES,)),
            ]
        yield from blocks


def _loose_ratings(verslag: Verslag) -> list[Block]:
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
                blocks += make(verslag.dialogue, item, item or "Wat komt eerst")
    return [Heading("Oordelen", id="oordelen"), *blocks] if blocks else []


def _method(verslag: Verslag) -> Iterator[Block]:
    yield Heading("Zo is dit verslag gemaakt", id="methode")
    told: list[tuple[str, str]] = []
    if verslag.questions:
        told += [(text, MESSAGES) for text in (*_assigned(verslag), *_ABOUT_MESSAGES)]
    if verslag.analysis:
        told += [(text, VOTES) for text in _ABOUT_VOTES]
    if verslag.hidden:
        hidden = "1 bijdrage is" if verslag.hidden == 1 else f"{number(verslag.hidden)} bijdragen zijn"
        told.append((f"{hidden} verborgen of ingetrokken.", FILES))
    yield BulletList(tuple(Item(text, refs=(ref,)) for text, ref in told))
    yield Paragraph(f"Gemaakt met WijkWijzer {__version__}.", refs=(FILES,), small=True)
    if verslag.dialogue is not None and verslag.dialogue.summary:
        yield Paragraph(_POLIS, refs=(FILES,), small=True)
    if verslag.checksums:
        rows = tuple(sorted(verslag.checksums.items()))
        columns = (Column("Bestand"), Column("SHA-256"))
        yield Table("Bestanden waar dit verslag op rust", columns, rows, folded=True)
    yield from _appendix(verslag)


def _assigned(verslag: Verslag) -> list[str]:
    """Who gave the messages their themes: a program only where one did."""
    themed = [verslag.themed[identity] for identity in verslag.messages if identity in verslag.themed]
    by_hand = sum(message.checked for message in themed)
    if by_hand and by_hand == len(themed):
        return [_BY_PEOPLE]
    if not any(question.themes for question in verslag.questions.values()):
        return []
    checked = f"Mensen keken {number(by_hand)} van de {messages(len(themed))} na; wat zij kozen, geldt."
    return [_BY_PROGRAM, *([checked] if by_hand else [])]


def _appendix(verslag: Verslag) -> Iterator[Table]:
    """Per question which messages stand under which theme: the paper form of the references."""
    columns = (Column("Thema"), Column("Berichten", "number"), Column("Nummers"))
    for key in sorted(verslag.questions):
        question = verslag.questions[key]
        if question.authors < SMALLEST:
            continue
        named = [
            (theme.label, _main_messages(verslag, question, theme.theme_id)) for theme in question.themes
        ]
        rows = tuple((label, number(len(ids)), " ".join(ids)) for label, ids in named if ids)
        yield Table(f"Berichten per thema: {question.question}", columns, rows, folded=True)


def _main_messages(verslag: Verslag, question: QuestionThemes, theme: str) -> list[str]:
    key = (question.topic.casefold(), question.question.casefold())
    return [
        identity
        for identity, message in verslag.messages.items()
        if (message.topic.casefold(), message.question.casefold()) == key
        and identity in verslag.themed
        and verslag.themed[identity].theme == theme
    ]
