"""What the page of a wijkanalyse shows: every number opens its figure, every reaction its answer."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from wijkwijzer.programme import (
    QUESTIONS,
    Analysis,
    FrozenFigure,
    Paragraph,
    ReviewStep,
    Words,
    analysis_document,
    figures_of_number,
    numbers_in,
    review_clock,
)
from wijkwijzer.report import Document
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.rooms import Area, Panel
from wijkwijzer_web.programme.analyses.queries import (
    Changed,
    body_of,
    changed_figures,
    newest_of,
    replies_of,
    shown_reactions,
    waiting_reactions,
)
from wijkwijzer_web.programme.models import AnalysisVersion, AreaAnalysis, PeerReview, Reaction
from wijkwijzer_web.programme.programmes.queries import Visitor

__all__ = [
    "AnalysisPage",
    "ShownParagraph",
    "ShownQuestion",
    "analysis_page",
    "document_of",
    "panels",
]

_SPLIT = re.compile(r"(\d+(?:[.\u00a0\u202f]\d{3})*(?:,\d+)?)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence; a number has the id of the figure that it is."""

    text: str
    figure: str = ""


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph with its number, its figures, and what the wijk said."""

    number: int
    row: Paragraph
    pieces: list[Piece]
    figures: tuple[FrozenFigure, ...]
    reactions: list[Reaction]
    kind: str


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question with its paragraphs."""

    key: str
    title: str
    paragraphs: list[ShownParagraph]


@dataclass(frozen=True, slots=True)
class AnalysisPage:
    """The parts of the page."""

    analysis: AreaAnalysis
    body: Analysis
    area_url: str
    questions: list[ShownQuestion]
    reactions: int
    answered: int
    waiting: int
    first_waiting: int
    versions: list[AnalysisVersion]
    changed: list[Changed]
    review: PeerReview | None = None
    clock: list[tuple[str, ReviewStep]] = field(default_factory=list)


def analysis_page(row: AreaAnalysis, version: AnalysisVersion | None = None) -> AnalysisPage:
    """Collect what everyone reads of an analysis, as it is now or as an earlier version was."""
    body = body_of(row if version is None else AreaAnalysis(body=version.body))
    said: dict[str, list[Reaction]] = defaultdict(list)
    reactions = list(shown_reactions(row))
    for reaction in reactions:
        said[reaction.paragraph].append(reaction)
    numbers = {paragraph.id: n for n, paragraph in enumerate(body.paragraphs, start=1)}
    waiting = [each for each in reactions if not each.verdict and each.state == Reaction.State.SHOWN]
    review = PeerReview.objects.filter(analysis=row).first()
    words = Words(body.language)
    return AnalysisPage(
        row,
        body,
        areas.address_of(row.area),
        [
            ShownQuestion(
                key,
                words.say(f"q_{key}"),
                [_shown(body, each, numbers, said[each.id], words) for each in body.under(key)],
            )
            for key in QUESTIONS
            if body.under(key)
        ],
        len(reactions),
        sum(bool(each.verdict) for each in reactions),
        waiting_reactions(row).count(),
        next((numbers.get(each.paragraph, 0) for each in waiting), 0),
        list(row.versions.all()),
        changed_figures(row),
        review,
        _clock(review),
    )


def _shown(
    body: Analysis, row: Paragraph, numbers: dict[str, int], reactions: list[Reaction], words: Words
) -> ShownParagraph:
    kind = words.say(f"kind_{row.kind}") if row.kind not in ("cijfers", "tekst") else ""
    return ShownParagraph(numbers[row.id], row, _pieces(body, row), body.figures_of(row), reactions, kind)


def _pieces(body: Analysis, row: Paragraph) -> list[Piece]:
    """The sentence in parts, each number with the figure it is."""
    pieces = []
    for part in _SPLIT.split(row.text):
        number = numbers_in(part)
        figures = figures_of_number(body, row, number[0]) if number and _SPLIT.fullmatch(part) else ()
        # The year and the number of one figure open the same figure.
        pieces.append(Piece(part, figures[0].id if figures else ""))
    return [piece for piece in pieces if piece.text]


def _clock(review: PeerReview | None) -> list[tuple[str, ReviewStep]]:
    if review is None:
        return []
    names = {
        "verslag": _("verslag van het bezoek"),
        "actieplan": _("actieplan"),
        "plan_uiterlijk": _("actieplan, uiterlijk"),
        "voortgang": _("hoe staat het ervoor?"),
        "gepubliceerd": _("openbaar"),
    }
    return [(names[step.key], step) for step in review_clock(review.visit_on)]


def document_of(row: AreaAnalysis, *, short: bool = False, url: str = "") -> Document:
    """The analysis as a document for paper, with what the wijk said."""
    return analysis_document(
        body_of(row),
        title=row.title,
        version=row.version,
        replies=replies_of(row),
        organisation=str(row.organisation),
        url=url,
        short=short,
    )


def panels(area: Area, actor: Visitor) -> list[Panel]:
    """The newest public analysis of a wijk, on its page."""
    found = newest_of(area.key)
    if found is None:
        return []
    context = dict(zip(("row", "count", "waiting"), found, strict=True))
    title = _("Wat zegt de wijkanalyse?")
    return [Panel("wijkanalyse", title, 900, template="programme/deel_analyse.html", context=context)]
