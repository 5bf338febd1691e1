"""The part of a verslag about votes: what people share, what divides them, groups, ratings and rankings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wijkwijzer.dialogue.analysis import Analysis
from wijkwijzer.dialogue.contrast import LEAST_VOTERS
from wijkwijzer.dialogue.matrix import Id
from wijkwijzer.dialogue.references import VOTES, statement_ref
from wijkwijzer.dialogue.sentences import capital, fraction, is_plural, listed, people, quoted, share_words
from wijkwijzer.dialogue.shares import Shares, beta_interval
from wijkwijzer.dialogue.tables import texts_of
from wijkwijzer.report import (
    Axis,
    Block,
    Column,
    Diverging,
    Heading,
    Interval,
    LegendItem,
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

__all__ = ["group_blocks", "headlines", "statement_blocks"]

_SHOWN = 5
_AGREED, _SPLIT = 0.6, 0.3
_LEGEND = (
    LegendItem("disagree", "oneens"),
    LegendItem("agree", "eens"),
    LegendItem("agree-light", "onzeker (95%)"),
)
_AXIS = Axis(((0.0, "100% oneens"), (50.0, "0"), (100.0, "100% eens")))


@dataclass(frozen=True, slots=True)
class _Side:
    """Agreement and disagreement with one statement among some people, in per cent."""

    agree: Interval
    disagree: Interval
    voters: int

    def words(self) -> str:
        return f"{number(self.disagree.mid)}% oneens · {number(self.agree.mid)}% eens"


def statement_blocks(analysis: Analysis) -> list[Block]:
    """What most people agree on, what divides them, and every statement in a table."""
    texts = {identity: redact(text) for identity, text in texts_of(analysis).items()}
    shared, divided = _shared(analysis), _divided(analysis)
    blocks: list[Block] = [Heading("Stellingen: waar zijn mensen het over eens?", id="stellingen")]
    blocks += _picture(analysis, texts, shared, "Wat mensen delen", _shared_sentence(analysis, shared))
    blocks += _picture(
        analysis, texts, divided, "Waar ze over verschillen", _divided_sentence(analysis, divided)
    )
    blocks.append(_all_statements(analysis, texts))
    return blocks


def group_blocks(analysis: Analysis) -> list[Block]:
    """The opinion groups, or the finding that there are none that last."""
    blocks: list[Block] = [Heading("Groepen: wie denkt hetzelfde?", id="groepen")]
    groups = analysis.groups
    if not groups.k:
        return [*blocks, _no_groups(analysis)]
    names = [_letter(group) for group in range(groups.k)]
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
    texts = {identity: redact(text) for identity, text in texts_of(analysis).items()}
    for group, name in enumerate(names):
        blocks += _group(analysis, texts, group, name)
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
    analysis: Analysis, texts: dict[Id, str], places: list[int], title: str, sentence: Sentence
) -> list[Block]:
    blocks: list[Block] = [Heading(title, level=3), sentence]
    if not places:
        return blocks
    rows: list[Row | RowHeading] = []
    for place in places:
        identity = analysis.votes.statements[place]
        rows.append(RowHeading(texts.get(identity, f"Stelling {identity}"), note=f"stelling {identity}"))
        rows += _statement_rows(analysis, place)
    table = _table(analysis, texts, places, title)
    source = f"Stemmen van {people(analysis.votes.n)}. Licht is onzeker: niet iedereen zag elke stelling."
    blocks.append(Rows(tuple(rows), title, _AXIS, _LEGEND, table, source))
    return blocks


def _statement_rows(analysis: Analysis, place: int) -> list[Row]:
    ref = statement_ref(analysis.votes.statements[place])
    rows = []
    parts = [("Iedereen", analysis.shares)]
    parts += [(f"Groep {_letter(g)}", shares) for g, shares in enumerate(analysis.group_shares)]
    for label, shares in parts:
        side = _side(shares, place)
        if side is None:
            continue
        rows.append(
            Row(
                label,
                Diverging(side.agree, side.disagree),
                side.words(),
                words_note=people(side.voters),
                refs=(ref,),
            )
        )
    return rows


def _side(shares: Shares, place: int) -> _Side | None:
    """None when too few of these people voted to show them."""
    agree, disagree, passed = (int(count) for count in shares.counts[place])
    voters = agree + disagree + passed
    if voters < LEAST_VOTERS or np.isnan(shares.share[place]):
        return None
    share = np.array([disagree / voters])
    low, high = beta_interval(share, shares.effective[place : place + 1], np.array([voters]), shares.people)
    return _Side(
        _interval(float(shares.low[place]), float(shares.share[place]), float(shares.high[place])),
        _interval(float(low[0]), float(share[0]), float(high[0])),
        voters,
    )


def _interval(low: float, mid: float, high: float) -> Interval:
    return Interval(100 * min(low, mid), 100 * mid, 100 * max(high, mid))


def _table(analysis: Analysis, texts: dict[Id, str], places: list[int], caption: str) -> Table:
    rows = []
    for place in places:
        identity = analysis.votes.statements[place]
        agree, disagree, passed = (int(count) for count in analysis.shares.counts[place])
        total = agree + disagree + passed
        share = "–"
        if total:
            shares = analysis.shares
            share = share_words(
                float(shares.share[place]), float(shares.low[place]), float(shares.high[place])
            )
        counts = (number(agree), number(disagree), number(passed), number(analysis.votes.n - total))
        rows.append((str(identity), texts.get(identity, ""), *counts, share))
    columns = (
        Column("Nummer"), Column("Stelling"), Column("Eens", "number"), Column("Oneens", "number"),
        Column("Pas", "number"), Column("Niet gezien", "number"), Column("Eens van wie stemde", "number"),
    )  # fmt: skip
    return Table(caption, columns, tuple(rows))


def _all_statements(analysis: Analysis, texts: dict[Id, str]) -> Table:
    shares = np.nan_to_num(analysis.shares.share, nan=-1.0)
    order = [int(place) for place in np.lexsort([np.arange(len(shares)), -shares])]
    table = _table(analysis, texts, order, "Alle stellingen, van de meeste naar de minste instemming")
    return Table(table.caption, table.columns, table.rows, folded=True)


def _group(analysis: Analysis, texts: dict[Id, str], group: int, name: str) -> list[Block]:
    own = [d for d in analysis.differences if d.group == group]
    own = sorted(own, key=lambda d: (-abs(d.share - d.rest), d.statement))[:3]
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
    for difference in own:
        identity = analysis.votes.statements[difference.statement]
        own_share, rest = number(difference.share * 100), number(difference.rest * 100)
        words = f"Groep {name}: {own_share}% eens · anderen: {rest}% eens"
        blocks.append(
            Quote(
                texts.get(identity, f"Stelling {identity}"),
                f"{words} · stelling {identity}",
                (statement_ref(identity),),
            )
        )
    return blocks


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


def _letter(group: int) -> str:
    return chr(ord("A") + group)


def headlines(analysis: Analysis) -> list[Sentence]:
    """At most four sentences for the head: what most people share, what divides them, and the groups."""
    sentences = [_headline(analysis, place) for place in _shared(analysis)[:2]]
    texts = texts_of(analysis)
    divided = _divided(analysis)[:1]
    for place in divided:
        identity = analysis.votes.statements[place]
        side = _side(analysis.shares, place)
        if side is not None:
            words = f"{number(side.agree.mid)}% is het eens, {number(side.disagree.mid)}% oneens"
            text = f"Het meest verdeeld zijn mensen over {quoted(redact(texts[identity]))}: {words}."
            sentences.append(Sentence(text, refs=(statement_ref(identity),)))
    if analysis.groups.k:
        count = f"{analysis.groups.k} groepen" if analysis.groups.k > 1 else "één groep"
        sentences.append(Sentence(f"Er zijn {count} mensen die vaak hetzelfde stemmen.", refs=(VOTES,)))
    else:
        sentences.append(
            Sentence("Er zijn geen stabiele groepen: niet elk gesprek valt uiteen.", refs=(VOTES,))
        )
    return [sentence for sentence in sentences if sentence is not None]


def _headline(analysis: Analysis, place: int) -> Sentence | None:
    identity = analysis.votes.statements[place]
    side = _side(analysis.shares, place)
    if side is None:
        return None
    agrees = bool(analysis.ground.agrees[place])
    words = fraction((side.agree if agrees else side.disagree).mid / 100)
    verb = "zijn" if is_plural(words) else "is"
    text = quoted(redact(texts_of(analysis)[identity]))
    return Sentence(
        f"{capital(words)} {verb} het {'eens' if agrees else 'oneens'} met {text}.",
        refs=(statement_ref(identity),),
    )
