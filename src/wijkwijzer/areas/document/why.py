"""What stands behind every sentence of an area's page: a document of its own, and a table on paper."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from wijkwijzer.areas.document.addresses import Addresses
from wijkwijzer.areas.document.page import Page
from wijkwijzer.areas.document.rows import position_views, widest_differences
from wijkwijzer.areas.document.series import development_says, panel_views
from wijkwijzer.areas.document.words import Words
from wijkwijzer.areas.model import AreaProfile, Text
from wijkwijzer.areas.profile.why.figures import (
    why_course,
    why_direction,
    why_factors,
    why_parts,
    why_place,
)
from wijkwijzer.areas.profile.why.reasons import Why, why_points, why_sentences, why_unknown
from wijkwijzer.report import (
    Block,
    Column,
    Content,
    Document,
    Heading,
    Language,
    Link,
    Meta,
    Sentence,
    Table,
    Terms,
)

__all__ = ["behind", "why_document", "why_table"]


def behind(profile: AreaProfile) -> dict[str, tuple[Why, ...]]:
    """Return what stands behind every sentence of an area's page, by the section it stands in.

    The sections come in the order of the page; their keys are words of the document.
    """
    drawn = panel_views(profile)
    course = Text(*(development_says(profile, Words(language)) for language in ("nl", "en")))
    found = {
        "why_top": why_sentences(profile),
        "strengths": why_points(profile, good=True),
        "worries": why_points(profile, good=False),
        "unknown": why_unknown(profile),
        "development": (
            why_course(profile, course, drawn),
            *(why_direction(profile, view) for view in drawn),
        ),
        "position": tuple(why_place(profile, view) for view in position_views(profile)),
        "differences": _parts(profile),
        "factors": why_factors(profile),
    }
    return {section: whys for section, whys in found.items() if whys}


def _parts(profile: AreaProfile) -> tuple[Why, ...]:
    found = widest_differences(profile)[:1] if len(profile.identity.children) > 1 else []
    return tuple(why_parts(view, differences) for view, differences in found)


def why_document(
    profile: AreaProfile,
    *,
    made_on: datetime.date,
    language: Language = "nl",
    addresses: Addresses | None = None,
) -> Document:
    """Return the document that tells of every sentence the figures, the rule, and what would change it.

    Each sentence is a heading of level 3 whose id is the key of its `Why`.
    """
    page = Page(profile, Words(language), addresses or Addresses())
    blocks: list[Block] = [Sentence(page.say("why_says"))]
    for section, whys in behind(profile).items():
        blocks.append(Heading(page.say(section), id=f"bij-{section}"))
        for why in whys:
            blocks += [Heading(page.words.of(why.said), 3, why.key), _terms(page, why)]
    meta = Meta(made_on, profile.release.id[:8], organisation="WijkWijzer")
    return Document(page.say("why_title"), meta, tuple(blocks), page.kind(), page.tag(), language)


def _terms(page: Page, why: Why) -> Terms:
    words, link = page.words, page.addresses.indicator
    figures: Content = _joined(words, why.figures)
    if link is not None and why.indicator and not why.indicator.startswith("eigen_"):
        figures = (f"{figures} ", Link(words.say("why_figure"), link(why.indicator)))
    return Terms(
        (
            (words.say("why_figures"), figures),
            (words.say("why_rule"), " ".join(words.of(rule) for rule in why.rule)),
            (words.say("why_otherwise"), " ".join(words.of(each.text) for each in why.turns)),
        )
    )


def _joined(words: Words, lines: Iterable[Text]) -> str:
    return f"{'; '.join(words.of(line) for line in lines)}."


def why_table(page: Page) -> tuple[Block, ...]:
    """Return the same on paper, for the sentences of the first page: a folded table, so in the appendix.

    Nothing where the page links to the document instead.
    """
    if page.addresses.why is not None:
        return ()
    words, found = page.words, behind(page.profile)
    sections = ("why_top", "strengths", "worries", "unknown")
    rows = tuple(
        (
            words.of(why.said),
            _joined(words, why.figures),
            " ".join(words.of(rule) for rule in why.rule),
            " ".join(words.of(each.text) for each in why.turns),
        )
        for section in sections
        for why in found.get(section, ())
    )
    names = ("why_sentence", "why_figures", "why_rule", "why_otherwise")
    columns = tuple(Column(words.say(name)) for name in names)
    return (Table(page.say("why_title"), columns, rows, folded=True, summary=words.say("why_summary")),)
