"""The part of a verslag about votes: what people share, what divides them, groups, ratings and rankings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from wijkwijzer.dialogue.analysis import Analysis
from wijkwijzer.dialogue.public_counts import GROUPS, PublicStatement, group_name
from wijkwijzer.dialogue.tables import texts_of
from wijkwijzer.dialogue.verslag.references import VOTES, statement_ref
from wijkwijzer.dialogue.verslag.rows import (
    ABOUT_ROWS,
    AXIS,
    LEGEND,
    counts_table,
    everyone_row,
    group_rows,
)
from wijkwijzer.dialogue.verslag.sentences import capital, fraction, is_plural, listed, people, quoted
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
    number,
)
from wijkwijzer.text.redact import redact

__all__ = ["answer_blocks", "group_blocks", "headlines", "statement_blocks"]

Public = Mapping[Id, PublicStatement]

_SHOWN = 5
_AGREED, _SPLIT = 0.6, 0.3


def statement_blocks(analysis: Analysis, public: Public) -> list[Block]:
    """What most people agree on, what divides them, and every statement in a table."""
    shared, divided = _shared(analysis), _divided(analysis)
    blocks: list[Block] = [Heading("Stellingen: waar zijn mensen het over eens?", id="stellingen")]
    blocks += _picture(analysis, public, shared, "Wat mensen delen", _shared_sentence(analysis, shared))
    blocks += _picture(
        analysis, public, divided, "Waar ze over verschillen", _divided_sentence(analysis, divided)
    )
    blocks.append(_all_statements(analysis, public))
    return blocks


def group_blocks(analysis: Analysis, public: Public) -> list[Block]:
    """The opinion groups, or the finding that there are none that last."""
    blocks: list[Block] = [Heading("Groepen: wie denkt hetzelfde?", id="groepen")]
    groups = analysis.groups
    if not groups.k:
        return [*blocks, _no_groups(analysis)]
    names = [group_name(group) for group in range(groups.k)]
    between = analysis.votes.n - int(groups.sizes.sum())
    sizes = listed(
        [f"groep {name} ({people(int(size))})" for name, size in zip(names, groups.sizes, strict=True)]
    )
    blocks.append(
        Sentence(f"Er zijn {groups.k} groepen mensen die vaak hetzelfde stemmen: {sizes}.", refs=(VOTES,))
    )
    blocks.append(
        Paragraph(
            f"{people(between).capitalize()} {'zit' if between == 1 else 'zitten'} ertussenin: hun "
            f"stemmen passen bij "
            "meer dan één groep. Een groep is een manier van stemmen, geen soort mens.",
            refs=(VOTES,),
        )
    )
    for group, name in enumerate(names):
        blocks += _group(analysis, public, group, name)
    return blocks


def _shared(analysis: Analysis) -> list[int]:
    floor = np.nan_to_num(analysis.ground.minimum)
    return [place for place in analysis.ground.ranked() if floor[place] >= _AGREED][:_SHOWN]


def _divided(analysis: Analysis) -> list[int]:
    """With groups: where a group and the rest differ most. Without: where both sides are large."""
    if analysis.groups.k:
        gaps = sorted(analysis.differences, key=lambda d: (-abs(d.share - d.rest), d.statement))
        return list(dict.fromkeys(d.statement for d in gaps))[:_SHOWN]
    counts = analysis.shares.counts
    total = np.maximum(counts.sum(axis=1), 1)
    smaller = np.minimum(counts[:, 0], counts[:, 1]) / total
    enough = (smaller >= _SPLIT) & (total >= LEAST_VOTERS)
    order = np.lexsort([np.arange(len(smaller)), -smaller])
    return [int(place) for place in order if enough[place]][:_SHOWN]


def _shared_sentence(analysis: Analysis, shared: list[int]) -> Sentence:
    refs = tuple(statement_ref(analysis.votes.statements[place]) for place in shared)
    if not shared:
        return Sentence("Er is geen stelling waar een ruime meerderheid zeker zo over denkt.", refs=(VOTES,))
    where = "ook binnen elke groep" if analysis.groups.k else "aan welke kant mensen verder ook staan"
    what = "één stelling" if len(shared) == 1 else f"deze {len(shared)} stellingen"
    return Sentence(f"Over {what} denkt een ruime meerderheid hetzelfde, {where}.", refs=refs)


def _divided_sentence(analysis: Analysis, divided: list[int]) -> Sentence:
    refs = tuple(statement_ref(analysis.votes.statements[place]) for place in divided)
    if not divided:
        return Sentence("Er is geen stelling die mensen duidelijk verdeelt.", refs=(VOTES,))
    if analysis.groups.k:
        return Sentence("Over deze stellingen stemmen de groepen het meest verschillend.", refs=refs)
    return Sentence("Over deze stellingen zijn de meningen verdeeld.", refs=refs)


def _picture(
    analysis: Analysis, public: Public, places: list[int], title: str, sentence: Sentence
) -> list[Block]:
    blocks: list[Block] = [Heading(title, level=3), sentence]
    if not places:
        return blocks
    texts = _texts(analysis)
    rows: list[Row | RowHeading] = []
    for place in places:
        identity = analysis.votes.statements[place]
        about = statement_ref(identity)
        rows.append(RowHeading(texts[identity], note=f"stelling {identity}", about=about))
        rows += everyone_row(public[identity])
        rows += group_rows(identity, public[identity].tables.get(GROUPS, ()), "Groep ")
    table = _counts(analysis, public, places, title, GROUPS)
    source = f"Stemmen van {people(analysis.votes.n)}. Licht is onzeker: niet iedereen zag elke stelling."
    source += ABOUT_ROWS if analysis.groups.k else ""
    blocks.append(Rows(tuple(rows), title, AXIS, LEGEND, table, source))
    return blocks


def _counts(analysis: Analysis, public: Public, places: list[int], caption: str, split: str = "") -> Table:
    found = [public[analysis.votes.statements[place]] for place in places]
    return counts_table(found, _texts(analysis), caption, split)


def _all_statements(analysis: Analysis, public: Public) -> Table:
    shares = np.nan_to_num(analysis.shares.share, nan=-1.0)
    order = [int(place) for place in np.lexsort([np.arange(len(shares)), -shares])]
    table = _counts(analysis, public, order, "Alle stellingen, van de meeste naar de minste instemming")
    return replace(table, folded=True)


def answer_blocks(analysis: Analysis, public: Public) -> list[Block]:
    """Per background question: the statements on which those who gave other answers differ most."""
    questions = sorted({name for found in public.values() for name in found.tables if name != GROUPS})
    blocks: list[Block] = []
    for question in questions:
        gaps = {place: _gap(public[identity], question) for place, identity in enumerate(public)}
        places = sorted((place for place in gaps if gaps[place] > 0), key=lambda p: (-gaps[p], p))[:_SHOWN]
        blocks += [Heading(question, level=3), *_answers(analysis, public, places, question)]
    return [Heading("Wie vond wat?", id="wie-vond-wat"), *blocks] if blocks else []


def _answers(analysis: Analysis, public: Public, places: list[int], question: str) -> list[Block]:
    if not places:
        text = "Per antwoord kozen te weinig mensen hetzelfde om het te tonen zonder iemand te verraden."
        return [Paragraph(text, refs=(VOTES,))]
    texts = _texts(analysis)
    rows: list[Row | RowHeading] = []
    refs = tuple(statement_ref(analysis.votes.statements[place]) for place in places)
    for place in places:
        found = public[analysis.votes.statements[place]]
        about = statement_ref(found.statement)
        rows.append(RowHeading(texts[found.statement], note=f"stelling {found.statement}", about=about))
        rows += group_rows(found.statement, found.tables[question])
    text = "Hier verschillen mensen met een ander antwoord op deze vraag het meest. Het kan ook toeval zijn."
    table = _counts(analysis, public, places, question, question)
    source = f"Stemmen van wie antwoord gaf op “{question}”.{ABOUT_ROWS}"
    return [Sentence(text, refs=refs), Rows(tuple(rows), question, AXIS, LEGEND[:2], table, source)]


def _gap(found: PublicStatement, question: str) -> float:
    """The largest difference in agreement between answers, among what may be shown."""
    agreed = [row.cells[0] / row.people for row in found.tables.get(question, ()) if row.cells[0] is not None]
    return max(agreed) - min(agreed) if len(agreed) > 1 else 0.0


def _group(analysis: Analysis, public: Public, group: int, name: str) -> list[Block]:
    own = sorted(
        (d for d in analysis.differences if d.group == group),
        key=lambda d: (-abs(d.share - d.rest), d.statement),
    )
    quotes = [quote for d in own if (quote := _contrast(analysis, public, d, name)) is not None][:3]
    stability = float(analysis.groups.stability[group])
    known = (
        ""
        if np.isnan(stability)
        else f" Laat je een deel van de mensen weg, dan blijft {number(stability * 100)}% gelijk."
    )
    size = int(analysis.groups.sizes[group])
    blocks: list[Block] = [
        Heading(f"Groep {name}", level=3),
        Paragraph(f"{people(size).capitalize()} stemmen als groep {name}.{known}", refs=(VOTES,)),
    ]
    if not own:
        blocks.append(Paragraph("Geen enkele stelling onderscheidt deze groep met zekerheid.", refs=(VOTES,)))
    elif not quotes:
        text = "Waar deze groep anders over denkt, kunnen we niet tonen zonder iemand te verraden."
        blocks.append(Paragraph(text, refs=(VOTES,)))
    return [*blocks, *quotes]


def _contrast(analysis: Analysis, public: Public, difference: Difference, name: str) -> Quote | None:
    """How the group and the others voted, in people; None when neither side may be shown."""
    found = public[analysis.votes.statements[difference.statement]]
    row = found.tables[GROUPS][difference.group] if GROUPS in found.tables else None
    for place, word in ((0, "eens"), (2, "oneens")):
        count = row.cells[place] if row is not None else None
        if row is not None and count is not None and found.everyone is not None:
            rest, others = found.everyone[place] - count, found.people - row.people
            words = f"Groep {name}: {number(count)} van de {people(row.people)} {word}"
            words += f" · anderen: {number(rest)} van de {number(others)} · stelling {found.statement}"
            return Quote(_texts(analysis)[found.statement], words, (statement_ref(found.statement),))
    return None


def _texts(analysis: Analysis) -> dict[Id, str]:
    return {identity: redact(text) for identity, text in texts_of(analysis).items()}


def _no_groups(analysis: Analysis) -> Notice:
    best = [a for a in analysis.groups.attempts if a.stability is not None and not np.isnan(a.stability)]
    text = "We zochten naar groepen die steeds terugkomen als je een deel van de mensen weglaat. "
    text += "Die zijn er niet."
    if best:
        top = max(best, key=lambda attempt: (attempt.stability or 0.0, -attempt.groups))
        reached = number(100 * (top.stability or 0.0))
        text += f" De beste indeling bleef voor {reached}% gelijk, en 80% is nodig."
    return Notice(
        "Geen stabiele groepen",
        (
            Paragraph(text, refs=(VOTES,)),
            Paragraph(
                "Lees de antwoorden dus als die van één groep mensen met verschillende meningen.",
                refs=(VOTES,),
            ),
        ),
        kind="empty",
    )


def headlines(analysis: Analysis, public: Public) -> list[Sentence]:
    """At most four sentences for the head: what most people share, what divides them, and the groups."""
    sentences = [_headline(analysis, public, place) for place in _shared(analysis)[:2]]
    texts = texts_of(analysis)
    divided = _divided(analysis)[:1]
    for place in divided:
        identity = analysis.votes.statements[place]
        found = public[identity]
        if found.agree is not None and found.disagree is not None:
            words = f"{number(100 * found.agree[0])}% is het eens, {number(100 * found.disagree[0])}% oneens"
            text = f"Het meest verdeeld zijn mensen over {quoted(redact(texts[identity]))}: {words}."
            refs = (statement_ref(identity),)
            sentences.append(Sentence(text, refs=refs, quotes=refs))
    if analysis.groups.k:
        count = f"{analysis.groups.k} groepen" if analysis.groups.k > 1 else "één groep"
        sentences.append(Sentence(f"Er zijn {count} mensen die vaak hetzelfde stemmen.", refs=(VOTES,)))
    else:
        sentences.append(
            Sentence("Er zijn geen stabiele groepen: niet elk gesprek valt uiteen.", refs=(VOTES,))
        )
    return [sentence for sentence in sentences if sentence is not None]


def _headline(analysis: Analysis, public: Public, place: int) -> Sentence | None:
    identity = analysis.votes.statements[place]
    agrees = bool(analysis.ground.agrees[place])
    share = public[identity].agree if agrees else public[identity].disagree
    if share is None:
        return None
    words = fraction(share[0])
    verb = "zijn" if is_plural(words) else "is"
    text = quoted(redact(texts_of(analysis)[identity]))
    refs = (statement_ref(identity),)
    return Sentence(
        f"{capital(words)} {verb} het {'eens' if agrees else 'oneens'} met {text}.", refs=refs, quotes=refs
    )
