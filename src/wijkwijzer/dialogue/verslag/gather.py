"""Everything a verslag tells: what people wrote, voted and rated, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from wijkwijzer.dialogue.analysis import Analysis, analyse
from wijkwijzer.dialogue.public_counts import GROUPS, PublicStatement, public_statements
from wijkwijzer.dialogue.themes.find import QuestionThemes, ThemedMessage, find_themes
from wijkwijzer.dialogue.themes.messages import Message, Question
from wijkwijzer.dialogue.verslag.inquiry import AnswerTables, Inquiry
from wijkwijzer.dialogue.verslag.script import Script, ScriptQuestion, ScriptTopic
from wijkwijzer.dialogue.votes.log import Dialogue
from wijkwijzer.dialogue.votes.matrix import Id

__all__ = ["TopicPart", "Verslag", "gather"]


@dataclass(frozen=True, slots=True)
class TopicPart:
    """One topic of the script with its questions, those of the files that the script does not name
    included.
    """

    name: str
    heading: str
    prompt: str
    questions: tuple[ScriptQuestion, ...]


@dataclass(frozen=True, eq=False)
class Verslag:
    """The findings of one dialogue, ready to be written down.

    Attributes
    ----------
    title, goal, organisation
        Of the dialogue.
    topics
        In the order of the script (else by name).
    messages
        Visible messages by id.
    themed
        What `find_themes` found for each of them.
    questions
        Its summary per (topic, question).
    dialogue, analysis
        Votes and what follows from them; None when nobody voted.
    background
        Per background question how many people gave each answer.
    population
        Per background question the share (0-1) of each answer among the people it should be about.
    population_source
        Where those shares are from, in words.
    hidden
        Messages that a moderator hid or the writer withdrew.
    checksums
        SHA-256 of every file that was read.
    answer_tables
        As in `Inquiry`.
    """

    title: str
    goal: str = ""
    organisation: str = ""
    topics: tuple[TopicPart, ...] = ()
    messages: Mapping[str, Message] = field(default_factory=dict)
    themed: Mapping[str, ThemedMessage] = field(default_factory=dict)
    questions: Mapping[tuple[str, str], QuestionThemes] = field(default_factory=dict)
    dialogue: Dialogue | None = None
    analysis: Analysis | None = None
    background: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    population: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    population_source: str = ""
    hidden: int = 0
    checksums: Mapping[str, str] = field(default_factory=dict)
    answer_tables: AnswerTables | None = None

    @property
    def people(self) -> int:
        """Everyone who wrote, voted, rated or ranked."""
        everyone = {f"m {message.author}" for message in self.messages.values()}
        if self.dialogue is None:
            return len(everyone)
        voters: set[str] = set()
        for table in (self.dialogue.votes, self.dialogue.ratings, self.dialogue.rankings):
            voters |= {str(person) for person in table["participant"].unique().to_list()}
        # One id in two files is one person; messages without an author stay apart.
        writers = {message.author for message in self.messages.values()}
        return len(voters | writers)

    @cached_property
    def public(self) -> Mapping[Id, PublicStatement]:
        """What everyone may see of each statement, in the order of the analysis."""
        found = public_statements(self.analysis) if self.analysis is not None else ()
        return {one.statement: self._as_published(one) for one in found}

    def _as_published(self, one: PublicStatement) -> PublicStatement:
        if self.answer_tables is None:
            return one
        groups = {name: rows for name, rows in one.tables.items() if name == GROUPS}
        before = self.answer_tables.get(one.statement, {})
        return replace(one, tables={**groups, **{n: r for n, r in before.items() if n != GROUPS}})

    def script_question(self, topic: str, question: str) -> QuestionThemes | None:
        """The themes of a question, whatever its capitals."""
        return self.questions.get((topic.casefold(), question.casefold()))


def gather(inquiry: Inquiry, *, bootstraps: int = 100) -> Verslag:
    """Find everything there is to say.

    Parameters
    ----------
    inquiry
        What was asked and answered, from a folder (`read_inquiry`) or from the site's database.
    bootstraps
        For the stability of opinion groups.
    """
    script, dialogue = inquiry.script, inquiry.dialogue
    themes = find_themes(inquiry.questions, inquiry.checked)
    voted = dialogue is not None and dialogue.votes.height > 0
    visible = [message for message in inquiry.messages if message.visible]
    return Verslag(
        title=script.title or (dialogue.title if dialogue and dialogue.title else inquiry.name),
        goal=script.goal,
        organisation=script.organisation,
        topics=_topics(script, inquiry.questions),
        messages={message.id: message for message in sorted(visible, key=lambda m: m.id)},
        themed={message.id: message for message in themes.messages},
        questions={(q.topic.casefold(), q.question.casefold()): q for q in themes.questions},
        dialogue=dialogue,
        analysis=analyse(dialogue, bootstraps=bootstraps) if dialogue is not None and voted else None,
        background=inquiry.background,
        population=inquiry.population,
        population_source=inquiry.population_source,
        hidden=len(inquiry.messages) - len(visible),
        checksums=inquiry.checksums,
        answer_tables=inquiry.answer_tables,
    )


def _topics(script: Script, questions: Sequence[Question]) -> tuple[TopicPart, ...]:
    """The script's topics first; what only the files know comes after, so that no question is lost."""
    left = {(q.topic.casefold(), q.question.casefold()): q for q in questions if q.messages}
    parts = []
    for topic in script.topics:
        own = list(topic.questions)
        named = {q.question.casefold() for q in own}
        for key in [key for key in left if key[0] == topic.name.casefold()]:
            question = left.pop(key)
            if key[1] not in named:
                own.append(ScriptQuestion(question.question, question.kind))
        parts.append(_part(topic, own, questions))
    for name in sorted({q.topic for q in left.values()}):
        own = [ScriptQuestion(q.question, q.kind) for q in left.values() if q.topic == name]
        parts.append(_part(ScriptTopic(name), own, questions))
    return tuple(parts)


def _part(topic: ScriptTopic, own: list[ScriptQuestion], questions: Sequence[Question]) -> TopicPart:
    kinds = {q.question.casefold(): q.kind for q in questions if q.topic.casefold() == topic.name.casefold()}
    filled = [
        ScriptQuestion(q.question, q.kind or kinds.get(q.question.casefold(), ""), q.heading) for q in own
    ]
    return TopicPart(topic.name, topic.heading or topic.name, topic.prompt, tuple(filled))
