"""The part of a verslag about votes: what people share, what divides them, groups, ratings and rankings."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from wijkwijzer.dialogue.analysis import Analysis
from wijkwijzer.dialogue.groups.find import STABLE_PEOPLE
from wijkwijzer.dialogue.public_counts import GROUPS, PublicStatement, group_name
from wijkwijzer.dialogue.tables import texts_of
from wijkwijzer.dialogue.verslag.references import VOTES, statement_ref
from wijkwijzer.dialogue.verslag.rows import (
    axis,
    counts_table,
    everyone_row,
    group_rows,
    legend,
)
from wijkwijzer.dialogue.verslag.sentences import Speech, capital, quoted
from wijkwijzer.dialogue.votes.contrast import LEAST_VOTERS, Difference
from wijkwijzer.dialogue.votes.matrix import Id
from wijkwijzer.report import (
    Block,
    Heading,
    Notice,
    Paragraph,
    Quote,
    Row,
    RowHeading,
    Rows,
    Sentence,
    Table,
)
from wijkwijzer.text.redaction.redact import redact

__all__ = ["AGREED", "SPLIT", "answer_blocks", "group_blocks", "headlines", "statement_blocks"]

Public = Mapping[Id, PublicStatement]

_SHOWN = 5
AGREED, SPLIT = 0.6, 0.3


def statement_blocks(analysis: Analysis, public: Public, speech: Speech) -> list[Block]:
    """What most people agree on, what divides them, and every statement in a table."""
    shared, divided = _shared(analysis), _divided(analysis)
    blocks: list[Block] = [Heading(speech.say("statements"), id="stellingen")]
    said = _shared_sentence(analysis, shared, speech)
    blocks += _picture(analysis, public, shared, speech.say("shared"), said, speech)
    said = _divided_sentence(analysis, divided, speech)
    blocks += _picture(analysis, public, divided, speech.say("divided"), said, speech)
    blocks.append(_all_statements(analysis, public, speech))
    return blocks


def group_blocks(analysis: Analysis, public: Public, speech: Speech) -> list[Block]:
    """The opinion groups, or the finding that there are none that last."""
    blocks: list[Block] = [Heading(speech.say("who_alike"), id="groepen")]
    groups = analysis.groups
    if not groups.k:
        return [*blocks, _no_groups(analysis, speech)]
    names = [group_name(group) for group in range(groups.k)]
    between = analysis.votes.n - int(groups.sizes.sum())
    sizes = speech.listed(
        [
            speech.say("group_small", name=name, people=speech.people(int(size)))
            for name, size in zip(names, groups.sizes, strict=True)
        ]
    )
    said = speech.say("groups_found", k=groups.k, sizes=sizes)
    blocks.append(Sentence(said, refs=(VOTES,), rule="groups"))
    key = "between_one" if between == 1 else "between_many"
    said = speech.say(key, people=capital(speech.people(between)))
    blocks.append(Paragraph(said, refs=(VOTES,), rule="between"))
    for group, name in enumerate(names):
        blocks += _group(analysis, public, group, name, speech)
    return blocks


def _shared(analysis: Analysis) -> list[int]:
    floor = np.nan_to_num(analysis.ground.minimum)
    return [place for place in analysis.ground.ranked() if floor[place] >= AGREED][:_SHOWN]


def _divided(analysis: Analysis) -> list[int]:
    """With groups: where a group and the rest differ most. Without: where both sides are large."""
    if analysis.groups.k:
        gaps = sorted(analysis.differences, key=lambda d: (-abs(d.share - d.rest), d.statement))
        return list(dict.fromkeys(d.statement for d in gaps))[:_SHOWN]
    counts = analysis.shares.counts
    total = np.maximum(counts.sum(axis=1), 1)
    smaller = np.minimum(counts[:, 0], counts[:, 1]) / total
    enough = (smaller >= SPLIT) & (total >= LEAST_VOTERS)
    order = np.lexsort([np.arange(len(smaller)), -smaller])
    return [int(place) for place in order if enough[place]][:_SHOWN]


def _shared_sentence(analysis: Analysis, shared: list[int], speech: Speech) -> Sentence:
    refs = tuple(statement_ref(analysis.votes.statements[place]) for place in shared)
    if not shared:
        return Sentence(speech.say("shared_none"), refs=(VOTES,), rule="shared")
    where = speech.say("within_groups" if analysis.groups.k else "whatever_side")
    key = "shared_one" if len(shared) == 1 else "shared_many"
    return Sentence(speech.say(key, n=len(shared), where=where), refs=refs, rule="shared")


def _divided_sentence(analysis: Analysis, divided: list[int], speech: Speech) -> Sentence:
    refs = tuple(statement_ref(analysis.votes.statements[place]) for place in divided)
    if not divided:
        return Sentence(speech.say("divided_none"), refs=(VOTES,), rule="divided_all")
    rule = "divided_groups" if analysis.groups.k else "divided_all"
    return Sentence(speech.say(rule), refs=refs, rule=rule)


def _picture(
    analysis: Analysis, public: Public, places: list[int], title: str, sentence: Sentence, speech: Speech
) -> list[Block]:
    blocks: list[Block] = [Heading(title, level=3), sentence]
    if not places:
        return blocks
    texts = _texts(analysis)
    rows: list[Row | RowHeading] = []
    for place in places:
        identity = analysis.votes.statements[place]
        about = statement_ref(identity)
        rows.append(RowHeading(texts[identity], note=speech.say("statement_of", id=identity), about=about))
        rows += everyone_row(public[identity], speech)
        rows += group_rows(identity, public[identity].tables.get(GROUPS, ()), speech, groups=True)
    table = _counts(analysis, public, places, title, speech, GROUPS)
    source = speech.say("votes_source", people=speech.people(analysis.votes.n))
    source += f" {speech.say('about_rows')}" if analysis.groups.k else ""
    blocks.append(Rows(tuple(rows), title, axis(speech), legend(speech), table, source))
    return blocks


def _counts(
    analysis: Analysis, public: Public, places: list[int], caption: str, speech: Speech, split: str = ""
) -> Table:
    found = [public[analysis.votes.statements[place]] for place in places]
    return counts_table(found, _texts(analysis), caption, speech, split)


def _all_statements(analysis: Analysis, public: Public, speech: Speech) -> Table:
    shares = np.nan_to_num(analysis.shares.share, nan=-1.0)
    order = [int(place) for place in np.lexsort([np.arange(len(shares)), -shares])]
    table = _counts(analysis, public, order, speech.say("all_statements"), speech)
    return replace(table, folded=True)


def answer_blocks(analysis: Analysis, public: Public, speech: Speech) -> list[Block]:
    """Per background question: the statements on which those who gave other answers differ most."""
    questions = sorted({name for found in public.values() for name in found.tables if name != GROUPS})
    blocks: list[Block] = []
    for question in questions:
        gaps = {place: _gap(public[identity], question) for place, identity in enumerate(public)}
        places = sorted((place for place in gaps if gaps[place] > 0), key=lambda p: (-gaps[p], p))[:_SHOWN]
        blocks += [Heading(question, level=3), *_answers(analysis, public, places, question, speech)]
    return [Heading(speech.say("who_thought"), id="wie-vond-wat"), *blocks] if blocks else []


def _answers(
    analysis: Analysis, public: Public, places: list[int], question: str, speech: Speech
) -> list[Block]:
    if not places:
        return [Paragraph(speech.say("too_few_same"), refs=(VOTES,))]
    texts = _texts(analysis)
    rows: list[Row | RowHeading] = []
    refs = tuple(statement_ref(analysis.votes.statements[place]) for place in places)
    for place in places:
        found = public[analysis.votes.statements[place]]
        about = statement_ref(found.statement)
        note = speech.say("statement_of", id=found.statement)
        rows.append(RowHeading(texts[found.statement], note=note, about=about))
        rows += group_rows(found.statement, found.tables[question], speech)
    table = _counts(analysis, public, places, question, speech, question)
    source = f"{speech.say('answers_source', question=question)} {speech.say('about_rows')}"
    picture = Rows(tuple(rows), question, axis(speech), legend(speech)[:2], table, source)
    return [Sentence(speech.say("answers_differ"), refs=refs, rule="answers_differ"), picture]


def _gap(found: PublicStatement, question: str) -> float:
    """The largest difference in agreement between answers, among what may be shown."""
    agreed = [row.cells[0] / row.people for row in found.tables.get(question, ()) if row.cells[0] is not None]
    return max(agreed) - min(agreed) if len(agreed) > 1 else 0.0


def _group(analysis: Analysis, public: Public, group: int, name: str, speech: Speech) -> list[Block]:
    own = sorted(
        (d for d in analysis.differences if d.group == group),
        key=lambda d: (-abs(d.share - d.rest), d.statement),
    )
    quotes = [quote for d in own if (quote := _contrast(analysis, public, d, name, speech)) is not None][:3]
    stability = float(analysis.groups.stability[group])
    known = "" if np.isnan(stability) else f" {speech.say('stays', share=speech.number(stability * 100))}"
    size = capital(speech.people(int(analysis.groups.sizes[group])))
    said = f"{speech.say('votes_as', people=size, name=name)}{known}"
    blocks: list[Block] = [
        Heading(speech.group(name), level=3),
        Paragraph(said, refs=(VOTES,), rule="groups"),
    ]
    if not quotes:
        blocks.append(Paragraph(speech.say("nothing_shown" if own else "nothing_sure"), refs=(VOTES,)))
    return [*blocks, *quotes]


def _contrast(
    analysis: Analysis, public: Public, difference: Difference, name: str, speech: Speech
) -> Quote | None:
    """How the group and the others voted, in people; None when neither side may be shown."""
    found = public[analysis.votes.statements[difference.statement]]
    row = found.tables[GROUPS][difference.group] if GROUPS in found.tables else None
    for place, word in ((0, "agree"), (2, "disagree")):
        count = row.cells[place] if row is not None else None
        if row is not None and count is not None and found.everyone is not None:
            words = speech.say(
                "contrast",
                name=name,
                n=speech.number(count),
                people=speech.people(row.people),
                word=speech.say(word),
                rest=speech.number(found.everyone[place] - count),
                others=speech.number(found.people - row.people),
                id=found.statement,
            )
            return Quote(_texts(analysis)[found.statement], words, (statement_ref(found.statement),))
    return None


def _texts(analysis: Analysis) -> dict[Id, str]:
    return {identity: redact(text) for identity, text in texts_of(analysis).items()}


def _no_groups(analysis: Analysis, speech: Speech) -> Notice:
    best = [a for a in analysis.groups.attempts if a.stability is not None and not np.isnan(a.stability)]
    text = speech.say("no_groups_found")
    if best:
        top = max(best, key=lambda attempt: (attempt.stability or 0.0, -attempt.groups))
        reached = math.floor(100 * (top.stability or 0.0))  # never up to what is needed
        needed = speech.number(100 * STABLE_PEOPLE)
        text += f" {speech.say('no_groups_best', share=speech.number(reached), needed=needed)}"
    said = (
        Paragraph(text, refs=(VOTES,), rule="no_groups"),
        Paragraph(speech.say("no_groups_read"), refs=(VOTES,)),
    )
    return Notice(speech.say("no_groups"), said, kind="empty")


def headlines(analysis: Analysis, public: Public, speech: Speech) -> list[Sentence]:
    """At most four sentences for the head: what most people share, what divides them, and the groups."""
    sentences = [_headline(analysis, public, place, speech) for place in _shared(analysis)[:2]]
    texts = texts_of(analysis)
    divided = _divided(analysis)[:1]
    for place in divided:
        identity = analysis.votes.statements[place]
        found = public[identity]
        if found.agree is not None and found.disagree is not None:
            text = speech.say(
                "most_divided",
                statement=quoted(redact(texts[identity])),
                agree=speech.number(100 * found.agree[0]),
                disagree=speech.number(100 * found.disagree[0]),
            )
            refs = (statement_ref(identity),)
            rule = "divided_groups" if analysis.groups.k else "divided_all"
            sentences.append(Sentence(text, refs=refs, quotes=refs, rule=rule))
    if analysis.groups.k:
        key = "head_groups" if analysis.groups.k > 1 else "head_group"
        sentences.append(Sentence(speech.say(key, k=analysis.groups.k), refs=(VOTES,), rule="groups"))
    else:
        sentences.append(Sentence(speech.say("head_no_groups"), refs=(VOTES,), rule="no_groups"))
    return [sentence for sentence in sentences if sentence is not None]


def _headline(analysis: Analysis, public: Public, place: int, speech: Speech) -> Sentence | None:
    identity = analysis.votes.statements[place]
    agrees = bool(analysis.ground.agrees[place])
    share = public[identity].agree if agrees else public[identity].disagree
    if share is None:
        return None
    who, refs = speech.fraction(share[0]), (statement_ref(identity),)
    text = quoted(redact(texts_of(analysis)[identity]))
    key = who.verb("agrees" if agrees else "disagrees")
    said = speech.say(key, who=capital(who.text), statement=text)
    return Sentence(said, refs=refs, quotes=refs, rule="shared")
