"""All figures of an area in tables: what organisations reported, the rest by factor, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from wijkwijzer.areas.document.page import Page
from wijkwijzer.areas.model import IndicatorView
from wijkwijzer.report import (
    Block,
    Cell,
    Column,
    Heading,
    Sentence,
    Table,
)

__all__ = ["more_figures", "own_figures"]


def own_figures(page: Page) -> tuple[Block, ...]:
    """What organisations reported themselves, apart from all else, with who reported it."""
    views = [view for view in page.profile.indicators if _is_own(view)]
    if not views:
        return ()
    words, who = page.words, {source.key: source.publisher for source in page.profile.sources}
    names = ", ".join(dict.fromkeys(who[view.info.key] for view in views))
    columns = [
        Column(words.say("figure")),
        *(Column(words.say(key), "number") for key in ("value", "year")),
    ]
    columns += [Column(words.say(key)) for key in ("earlier", "reported_by")]
    rows = tuple(_own_figure(page, view, who[view.info.key]) for view in views)
    return (
        Heading(page.say("own"), id="eigen-cijfers"),
        Sentence(words.say("own_says", who=names)),
        Table(page.say("own_caption"), tuple(columns), rows),
    )


def _own_figure(page: Page, view: IndicatorView, who: str) -> tuple[Cell, ...]:
    words, latest = page.words, view.latest
    said = None if latest.value is None else words.of(latest.text)
    earlier = [
        f"{year}: {words.value(view.info, value)}"
        for year, value in zip(view.own.years, view.own.value, strict=True)
        if value is not None and year != latest.year
    ]
    label = page.addresses.label(view, words)
    return label, said, str(latest.year or "–"), ", ".join(earlier) or "–", who


def more_figures(page: Page) -> tuple[Block, ...]:
    """Return all figures by factor, and what is missing."""
    blocks: list[Block] = [Heading(page.say("more"), id="cijfers"), Sentence(page.say("more_says"))]
    names = {"context": page.words.say("context")}
    names |= {factor.key: page.words.of(factor.name) for factor in page.profile.factors}
    for key, name in names.items():
        views = [v for v in page.profile.indicators if v.info.factor == key and not _is_own(v)]
        if views:
            blocks.append(_figures_table(page, name, views))
    if page.profile.missing:
        blocks.append(_missing_table(page))
    return tuple(blocks)


def _figures_table(page: Page, factor: str, views: Sequence[IndicatorView]) -> Table:
    identity, say = page.profile.identity, page.words.say
    inside = identity.gemeente if identity.level != "gemeente" else None
    columns = [Column(say("figure"))]
    columns += [Column(say(key), "number") for key in ("value", "certainty", "year")]
    columns += [Column(inside.name, "number")] if inside else []
    columns += [Column(identity.country.name, "number")] if _has_country(page) else []
    rows = tuple(_figure(page, view, bool(inside)) for view in views)
    summary = say("figures_summary", factor=factor, n=len(views))
    caption = say("figures_caption", factor=factor, name=identity.name)
    return Table(caption, tuple(columns), rows, folded=True, summary=summary)


def _has_country(page: Page) -> bool:
    return page.profile.identity.level != "land" and any(view.country for view in page.profile.indicators)


def _figure(page: Page, view: IndicatorView, inside: bool) -> tuple[Cell, ...]:
    words, latest = page.words, view.latest
    said = None if latest.value is None else words.of(latest.text)
    spread = words.range(view.info, latest.low, latest.high, latest.value)
    cells: list[Cell] = [page.addresses.label(view, words), said, spread or "–", str(latest.year or "–")]
    others = [view.gemeente] if inside else []
    others += [view.country] if _has_country(page) else []
    for series in others:
        years = dict(zip(series.years, series.value, strict=True)) if series else {}
        value = years.get(latest.year) if latest.year else None
        cells.append(None if value is None else words.value(view.info, value))
    return tuple(cells)


def _missing_table(page: Page) -> Table:
    """One row per table of a publisher: what it would bring."""
    words = page.words
    tables: dict[tuple[str, str], list[str]] = {}
    for each in page.profile.missing:
        tables.setdefault((each.table, words.of(each.reason)), []).append(words.of(each.indicator.name))
    columns = tuple(Column(words.say(key)) for key in ("table", "brings", "why"))
    rows = tuple((table, ", ".join(names), why) for (table, why), names in tables.items())
    summary = words.say("missing_summary", n=len(page.profile.missing))
    return Table(page.say("missing_caption"), columns, rows, folded=True, summary=summary)


def _is_own(view: IndicatorView) -> bool:
    """Whether an organisation reported this figure itself: then it is a source of its own."""
    return view.info.sources == (view.info.key,)
