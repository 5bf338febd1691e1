"""The sections of an area's document, in reading order."""

from __future__ import annotations

from collections.abc import Callable

from wijkwijzer.areas.document.page import Page, refs
from wijkwijzer.areas.document.rows import difference_rows, parts_table, position_rows, widest_differences
from wijkwijzer.areas.document.series import development_charts, development_says, peers_line
from wijkwijzer.areas.model import FactorView
from wijkwijzer.report import (
    Block,
    BulletList,
    Cell,
    Column,
    Content,
    Heading,
    Inline,
    Item,
    MapFigure,
    Notice,
    Paragraph,
    Sentence,
    Source,
    Sources,
    Table,
    Text,
)

__all__ = ["MapOf", "development", "differences", "factors", "position", "sources", "unknown"]

MapOf = Callable[[str], MapFigure | None]


def development(page: Page) -> tuple[Block, ...]:
    """Return the small multiples: how figures went."""
    charts = development_charts(page.profile, page.words, page.addresses)
    said = development_says(page.profile, page.words)
    sentence = Sentence(page.addresses.asked(said, "ontwikkeling", page.words))
    head = (Heading(page.say("development"), id="ontwikkeling"), sentence)
    peers = peers_line(page.profile, page.words, page.addresses)
    return (*head, *((charts,) if charts else ()), *((Paragraph(peers),) if peers else ()))


def position(page: Page, *, least: bool = False) -> tuple[Block, ...]:
    """Return every leading figure beside those of other areas; `least` is one figure per factor."""
    rows = position_rows(page.profile, page.words, page.addresses, least=least)
    says = "position_says" if rows else "position_none"
    head = (Heading(page.say("position"), id="positie"), Sentence(page.say(says)))
    return (*head, rows) if rows else head


def differences(page: Page, map_of: MapOf | None) -> tuple[Block, ...]:
    """Return the parts of the area beside each other; nothing when there is one part."""
    if len(page.profile.identity.children) < 2:
        return ()
    level = page.profile.identity.level
    title = f"differences_{level}" if level in ("gemeente", "gebied") else "differences"
    heading = Heading(page.say(title), id="verschillen")
    found = widest_differences(page.profile)
    if not found:
        return heading, Sentence(page.say("differences_none"))
    view, differences = found[0]
    text = f"{page.words.of(differences.text)} {page.words.say('differences_small')}"
    rows = difference_rows(page.profile, view, differences, page.words, page.addresses)
    figure = map_of(view.info.key) if map_of else None
    table = parts_table(page.profile, found, page.words, page.addresses)
    said = Sentence(page.addresses.asked(text, "verschillen", page.words))
    return heading, said, rows, *((figure,) if figure else ()), *((table,) if table else ())


def factors(page: Page) -> tuple[Block, ...]:
    """Return the twelve factors as a table."""
    columns = tuple(
        Column(page.words.say(key)) for key in ("factor", "direction", "what_we_see", "certainty")
    )
    rows = tuple(_factor(page, factor) for factor in page.profile.factors)
    return (
        Heading(page.say("factors"), id="factoren"),
        Sentence(page.say("factors_says")),
        Table(page.say("factors_caption"), columns, rows),
    )


def _factor(page: Page, factor: FactorView) -> tuple[Cell, ...]:
    name, of = page.words.of(factor.name), page.words.of
    heard, key = page.heard.get(factor.key, ()), f"factor-{factor.key}"
    why = page.addresses.behind(key, name, page.words)
    behind: tuple[Inline, ...] = (*heard, *((" ", why) if heard and why else (why,) if why else ()))
    if not factor.known or factor.evidence is None:
        return name, None, _beside(of(factor.reason), behind) or None, of(factor.certainty) or None
    return name, of(factor.direction), _beside(of(factor.evidence.text), behind), of(factor.certainty)


def _beside(figures: str, behind: tuple[Inline, ...]) -> Content:
    """What open figures say, beside it what people told, and where stands what is behind it."""
    return (f"{figures} ", *behind) if behind else figures


def unknown(page: Page) -> tuple[Block, ...]:
    """Return what is not known, each with why."""
    statements = page.profile.summary.unknown
    if not statements:
        return ()
    items = []
    for number, each in enumerate(statements, start=1):
        said, note = page.words.of(each.text), page.words.of(each.note)
        why = page.addresses.behind(f"niet-{number}", said, page.words)
        topic = (Text(said, bold=True), *((" ", why) if why else ()))
        items.append(Item(topic, note, refs(each)))
    return (
        Heading(page.say("unknown"), id="niet-weten"),
        Notice(page.say("unknown_says"), (BulletList(tuple(items)),)),
    )


def sources(page: Page) -> tuple[Block, ...]:
    """Return the sources of everything above."""
    items = tuple(
        Source(source.key, _source(page, source.name, source.licence, source.years, source.modelled))
        for source in page.profile.sources
    )
    if not items:
        return ()
    return Heading(page.say("sources"), id="bronnen"), Sentence(page.say("sources_says")), Sources(items)


def _source(page: Page, name: str, licence: str, years: tuple[int, ...], modelled: bool) -> str:
    words = page.words
    parts = [name, f"{words.say('licence')} {licence}"]
    if years:
        span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
        parts.append(f"{words.say('years_of')} {span}")
    parts += [words.say("modelled")] if modelled else []
    return "; ".join(parts) + "."
