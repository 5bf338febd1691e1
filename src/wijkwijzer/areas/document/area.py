"""An area as a document: the same blocks become the page, the PDF and the DOCX.

Nothing here computes figures; it chooses which figures of the profile are shown where, and in which words.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkwijzer.areas.document.addresses import Addresses
from wijkwijzer.areas.document.rows import difference_rows, parts_table, position_rows, widest_differences
from wijkwijzer.areas.document.series import development_charts, development_says, peers_line
from wijkwijzer.areas.document.words import Words
from wijkwijzer.areas.model import AreaProfile, FactorView, IndicatorView, Statement
from wijkwijzer.report import (
    Block,
    BulletList,
    Cell,
    Column,
    Columns,
    Document,
    Fact,
    Facts,
    Heading,
    Item,
    Language,
    MapFigure,
    Meta,
    Notice,
    Paragraph,
    Sentence,
    Source,
    Sources,
    Table,
    Text,
    number,
)

if TYPE_CHECKING:
    from wijkwijzer.areas.release import Release

__all__ = ["Addresses", "area_document", "release_document", "unknown_line"]

MapOf = Callable[[str], MapFigure | None]


def area_document(
    profile: AreaProfile,
    *,
    made_on: datetime.date,
    language: Language = "nl",
    addresses: Addresses | None = None,
    shape: MapFigure | None = None,
    map_of: MapOf | None = None,
) -> Document:
    """Return the document of one area.

    Parameters
    ----------
    profile : the area.
    made_on : the day that is printed on the document.
    addresses : where names link to; nothing links without it.
    shape : the parts of the area without values, beside the head.
    map_of : gives the map of the parts with the values of an indicator (by key), or None without borders.
    """
    build = _Builder(profile, Words(language), addresses or Addresses())
    until = profile.facts.data_until
    meta = Meta(made_on, profile.release.id[:8], str(until) if until else "", "WijkWijzer")
    blocks = (
        *build.head(),
        *((shape,) if shape else ()),
        *build.development(),
        *build.position(),
        *build.differences(map_of),
        *build.factors(),
        *build.own_figures(),
        *build.more_figures(),
        *build.unknown(),
        *build.sources(),
    )
    return Document(profile.identity.name, meta, blocks, build.kind(), build.tag(), language)


def release_document(
    release: Release,
    key: str,
    *,
    made_on: datetime.date,
    language: Language = "nl",
    addresses: Addresses | None = None,
) -> Document:
    """Return the document of one area of a release, with its maps; KeyError when the area is unknown."""
    from wijkwijzer.areas.document.maps import value_figure, way_figure

    words = Words(language)
    return area_document(
        release.profile(key),
        made_on=made_on,
        language=language,
        addresses=addresses,
        shape=way_figure(release, key, words),
        map_of=lambda indicator: value_figure(release, key, indicator, words),
    )


@dataclass(frozen=True, slots=True)
class _Builder:
    """One section per method, in reading order."""

    profile: AreaProfile
    words: Words
    addresses: Addresses

    def say(self, key: str) -> str:
        identity = self.profile.identity
        return self.words.say(
            key, name=identity.name, country=identity.country.name, level=self.words.say(identity.level)
        )

    def kind(self) -> str:
        identity = self.profile.identity
        level, inside = self.words.level(identity.level), identity.gemeente
        if inside is None or identity.level == "gemeente":
            return level
        return self.words.say("in", level=level, name=inside.name)

    def tag(self) -> str:
        last = self.profile.identity.valid_to
        return self.words.say("ended", year=last) if last else ""

    # ---- the head
    def head(self) -> tuple[Block, ...]:
        summary = self.profile.summary
        sentences = tuple(Sentence(self.words.of(each.text), _refs(each)) for each in summary.sentences)
        unknown = unknown_line(self.profile, self.words)
        notice = Notice(self.words.say("unknown"), (Paragraph(unknown),))
        return (
            self._facts(),
            *sentences,
            Columns(
                (
                    (self._points("strengths", summary.strengths, "no_strengths"),),
                    (self._points("worries", summary.worries, "no_worries"),),
                )
            ),
            *((notice,) if unknown else ()),
        )

    def _facts(self) -> Facts:
        facts, words = self.profile.facts, self.words
        unknown = words.say("unknown_mark")
        residents = facts.residents.value
        items = [
            Fact(
                unknown if residents is None else number(residents, 0, words.language), words.say("residents")
            )
        ]
        if facts.households.value is not None:
            items.append(Fact(number(facts.households.value, 0, words.language), words.say("households")))
        if facts.buurten > 1:
            items.append(Fact(number(facts.buurten, 0, words.language), words.say("buurten")))
        if facts.data_until:
            items.append(Fact("", words.say("data_until", year=facts.data_until)))
        return Facts(tuple(items))

    def _points(self, key: str, statements: Sequence[Statement], none: str) -> BulletList:
        items = tuple(self._item(each) for each in statements) or (Item(self.words.say(none)),)
        return BulletList(items, self.words.say(key), "strong" if key == "strengths" else "soft")

    def _item(self, statement: Statement) -> Item:
        return Item(self.words.of(statement.text), self.words.of(statement.note), _refs(statement))

    # ---- the sections
    def development(self) -> tuple[Block, ...]:
        charts = development_charts(self.profile, self.words, self.addresses)
        sentence = Sentence(development_says(self.profile, self.words))
        head = (Heading(self.say("development"), id="ontwikkeling"), sentence)
        peers = peers_line(self.profile, self.words, self.addresses)
        return (*head, *((charts,) if charts else ()), *((Paragraph(peers),) if peers else ()))

    def position(self) -> tuple[Block, ...]:
        rows = position_rows(self.profile, self.words, self.addresses)
        says = "position_says" if rows else "position_none"
        head = (Heading(self.say("position"), id="positie"), Sentence(self.say(says)))
        return (*head, rows) if rows else head

    def differences(self, map_of: MapOf | None) -> tuple[Block, ...]:
        if len(self.profile.identity.children) < 2:
            return ()
        level = self.profile.identity.level
        title = f"differences_{level}" if level in ("gemeente", "gebied") else "differences"
        heading = Heading(self.say(title), id="verschillen")
        found = widest_differences(self.profile)
        if not found:
            return heading, Sentence(self.say("differences_none"))
        view, differences = found[0]
        text = f"{self.words.of(differences.text)} {self.words.say('differences_small')}"
        rows = difference_rows(self.profile, view, differences, self.words, self.addresses)
        figure = map_of(view.info.key) if map_of else None
        table = parts_table(self.profile, found, self.words, self.addresses)
        return heading, Sentence(text), rows, *((figure,) if figure else ()), *((table,) if table else ())

    def factors(self) -> tuple[Block, ...]:
        columns = tuple(
            Column(self.words.say(key)) for key in ("factor", "direction", "what_we_see", "certainty")
        )
        rows = tuple(self._factor(factor) for factor in self.profile.factors)
        return (
            Heading(self.say("factors"), id="factoren"),
            Sentence(self.say("factors_says")),
            Table(self.say("factors_caption"), columns, rows),
        )

    def _factor(self, factor: FactorView) -> tuple[Cell, ...]:
        name, of = self.words.of(factor.name), self.words.of
        if not factor.known or factor.evidence is None:
            return name, None, of(factor.reason) or None, of(factor.certainty) or None
        return name, of(factor.direction), of(factor.evidence.text), of(factor.certainty)

    def own_figures(self) -> tuple[Block, ...]:
        """What organisations reported themselves, apart from all else, with who reported it."""
        views = [view for view in self.profile.indicators if _is_own(view)]
        if not views:
            return ()
        words, who = self.words, {source.key: source.publisher for source in self.profile.sources}
        names = ", ".join(dict.fromkeys(who[view.info.key] for view in views))
        columns = [
            Column(words.say("figure")),
            *(Column(words.say(key), "number") for key in ("value", "year")),
        ]
        columns += [Column(words.say(key)) for key in ("earlier", "reported_by")]
        rows = tuple(self._own_figure(view, who[view.info.key]) for view in views)
        return (
            Heading(self.say("own"), id="eigen-cijfers"),
            Sentence(words.say("own_says", who=names)),
            Table(self.say("own_caption"), tuple(columns), rows),
        )

    def _own_figure(self, view: IndicatorView, who: str) -> tuple[Cell, ...]:
        words, latest = self.words, view.latest
        said = None if latest.value is None else words.of(latest.text)
        earlier = [
            f"{year}: {words.value(view.info, value)}"
            for year, value in zip(view.own.years, view.own.value, strict=True)
            if value is not None and year != latest.year
        ]
        label = self.addresses.label(view, words)
        return label, said, str(latest.year or "–"), ", ".join(earlier) or "–", who

    def more_figures(self) -> tuple[Block, ...]:
        blocks: list[Block] = [Heading(self.say("more"), id="cijfers"), Sentence(self.say("more_says"))]
        names = {"context": self.words.say("context")}
        names |= {factor.key: self.words.of(factor.name) for factor in self.profile.factors}
        for key, name in names.items():
            views = [v for v in self.profile.indicators if v.info.factor == key and not _is_own(v)]
            if views:
                blocks.append(self._figures_table(name, views))
        if self.profile.missing:
            blocks.append(self._missing_table())
        return tuple(blocks)

    def _figures_table(self, factor: str, views: Sequence[IndicatorView]) -> Table:
        identity, say = self.profile.identity, self.words.say
        inside = identity.gemeente if identity.level != "gemeente" else None
        columns = [Column(say("figure"))]
        columns += [Column(say(key), "number") for key in ("value", "certainty", "year")]
        columns += [Column(inside.name, "number")] if inside else []
        columns += [Column(identity.country.name, "number")] if self._has_country() else []
        rows = tuple(self._figure(view, bool(inside)) for view in views)
        summary = say("figures_summary", factor=factor, n=len(views))
        caption = say("figures_caption", factor=factor, name=identity.name)
        return Table(caption, tuple(columns), rows, folded=True, summary=summary)

    def _has_country(self) -> bool:
        return self.profile.identity.level != "land" and any(view.country for view in self.profile.indicators)

    def _figure(self, view: IndicatorView, inside: bool) -> tuple[Cell, ...]:
        words, latest = self.words, view.latest
        said = None if latest.value is None else words.of(latest.text)
        spread = words.range(view.info, latest.low, latest.high, latest.value)
        cells: list[Cell] = [self.addresses.label(view, words), said, spread or "–", str(latest.year or "–")]
        others = [view.gemeente] if inside else []
        others += [view.country] if self._has_country() else []
        for series in others:
            years = dict(zip(series.years, series.value, strict=True)) if series else {}
            value = years.get(latest.year) if latest.year else None
            cells.append(None if value is None else words.value(view.info, value))
        return tuple(cells)

    def _missing_table(self) -> Table:
        """One row per table of a publisher: what it would bring."""
        words = self.words
        tables: dict[tuple[str, str], list[str]] = {}
        for each in self.profile.missing:
            tables.setdefault((each.table, words.of(each.reason)), []).append(words.of(each.indicator.name))
        columns = tuple(Column(words.say(key)) for key in ("table", "brings", "why"))
        rows = tuple((table, ", ".join(names), why) for (table, why), names in tables.items())
        summary = words.say("missing_summary", n=len(self.profile.missing))
        return Table(self.say("missing_caption"), columns, rows, folded=True, summary=summary)

    def unknown(self) -> tuple[Block, ...]:
        statements = self.profile.summary.unknown
        if not statements:
            return ()
        items = []
        for each in statements:
            topic, why = _topic(self.words.of(each.text))
            items.append(Item((Text(topic, bold=True),), why or self.words.of(each.note), _refs(each)))
        return (
            Heading(self.say("unknown"), id="niet-weten"),
            Notice(self.say("unknown_says"), (BulletList(tuple(items)),)),
        )

    def sources(self) -> tuple[Block, ...]:
        items = tuple(
            Source(source.key, self._source(source.name, source.licence, source.years, source.modelled))
            for source in self.profile.sources
        )
        if not items:
            return ()
        return Heading(self.say("sources"), id="bronnen"), Sentence(self.say("sources_says")), Sources(items)

    def _source(self, name: str, licence: str, years: tuple[int, ...], modelled: bool) -> str:
        words = self.words
        parts = [name, f"{words.say('licence')} {licence}"]
        if years:
            span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
            parts.append(f"{words.say('years_of')} {span}")
        parts += [words.say("modelled")] if modelled else []
        return "; ".join(parts) + "."


def unknown_line(profile: AreaProfile, words: Words) -> str:
    """Return in one sentence what is not known; empty when nothing is said about it."""
    topics = [_topic(words.of(each.text))[0] for each in profile.summary.unknown[:4]]
    topics = [topic[0].lower() + topic[1:].rstrip(".") for topic in topics if topic]
    if len(topics) < 2:
        return f"{topics[0]}." if topics else ""
    return f"{', '.join(topics[:-1])} {words.say('and')} {topics[-1]}."


def _topic(text: str) -> tuple[str, str]:
    """What is not known, and why: the parts before and after the colon."""
    topic, _colon, why = text.partition(": ")
    return topic, why[:1].upper() + why[1:]


def _refs(statement: Statement) -> tuple[str, ...]:
    return tuple(dict.fromkeys(figure.source for figure in statement.figures if figure.source))


def _is_own(view: IndicatorView) -> bool:
    """Whether an organisation reported this figure itself: then it is a source of its own."""
    return view.info.sources == (view.info.key,)
