"""A wijkanalyse drafted from the figures of one release: sentences under fixed questions, each figure frozen.

What can't be said from figures stays open: approaches and opgaven come from records, conversations from
people.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Sequence

from wijkwijzer.areas import (
    Addresses,
    AreaProfile,
    Figure,
    IndicatorView,
    Series,
    Statement,
    development_charts,
)
from wijkwijzer.areas import Text as BothTexts
from wijkwijzer.areas import Words as AreaWords
from wijkwijzer.programme.papers.numbers import numbers_in
from wijkwijzer.programme.records import (
    Analysis,
    FrozenFigure,
    Kind,
    Paragraph,
    Question,
    StatedTrend,
)
from wijkwijzer.programme.words import Words
from wijkwijzer.report import Document, Language, Meta, to_json

__all__ = ["draft_analysis"]

SPAN = 10
"""Years that the first question looks back."""
MOST_CHANGES = 5
FEWEST_YEARS = 5


def draft_analysis(
    profile: AreaProfile,
    *,
    made_on: datetime.date,
    trends: Sequence[StatedTrend] = (),
    language: Language = "nl",
    charts: bool = True,
) -> Analysis:
    """Draft the analysis of one area.

    Parameters
    ----------
    profile : the area, from one release; that release's figures are frozen in the analysis.
    made_on : the day that is written on it.
    trends : what the programme expects, each with the indicators that would show it.
    charts : whether the charts of the development are kept along, as they are now.

    Returns
    -------
    Analysis
        With at least one paragraph under each question; every number in a paragraph of kind `cijfers`
        resolves to a figure (`figures_of_number`).
    """
    kept = _charts(profile, made_on, language) if charts else ""
    return _Drafting(profile, Words(language), made_on).write(trends, kept)


def _charts(profile: AreaProfile, made_on: datetime.date, language: Language) -> str:
    charts = development_charts(profile, AreaWords(language), Addresses())
    blocks = (charts,) if charts else ()
    document = Document(profile.identity.name, Meta(made_on), blocks, language=language)
    return json.dumps(to_json(document), ensure_ascii=False)


class _Drafting:
    """Collects figures once and paragraphs in order."""

    def __init__(self, profile: AreaProfile, words: Words, made_on: datetime.date) -> None:
        self.profile, self.words, self.made_on = profile, words, made_on
        self.figures: dict[tuple[str, str, int | None], FrozenFigure] = {}
        self.paragraphs: list[Paragraph] = []

    def write(self, trends: Sequence[StatedTrend], charts: str) -> Analysis:
        self._development()
        self._state()
        for trend in trends:
            self._trend(trend)
        self._tasks()
        self._add("aanpakken", "tekst", self.words.say("no_approaches"), unknown=True)
        for statement in self.profile.summary.unknown:
            text = self._of(statement.text)
            where = self.words.say("where_counts", release=self.profile.release.id[:8])
            self._add("onbekend", "tekst", text, where=where if numbers_in(text) else "", unknown=True)
        identity = self.profile.identity
        return Analysis(
            area=identity.key,
            area_name=identity.name,
            gemeente=identity.gemeente.name if identity.gemeente else "",
            release=self.profile.release.id,
            made_on=self.made_on.isoformat(),
            language=self.words.language,
            paragraphs=tuple(self.paragraphs),
            figures=tuple(self.figures.values()),
            charts=charts,
        )

    # ---- the questions
    def _development(self) -> None:
        for statement in self.profile.summary.sentences[:2]:
            self._say("ontwikkeling", statement, "{text}")
        changes = sorted(self._changing(), key=lambda view: not _is_sure(view))
        for view in changes[:MOST_CHANGES]:
            self._change(view)

    def _changing(self) -> Iterable[IndicatorView]:
        """Leading indicators with a line of ten years, one of each factor first."""
        seen: set[str] = set()
        later = []
        for view in self.profile.indicators:
            if view.info.leading and _ends(view) is not None:
                if view.info.factor in seen:
                    later.append(view)
                else:
                    seen.add(view.info.factor)
                    yield view
        yield from later

    def _change(self, view: IndicatorView) -> None:
        ends = _ends(view)
        assert ends is not None
        series, first, last = ends
        before, after = (self._freeze_point(view, series, index) for index in (first, last))
        text = self.words.say(
            "change",
            name=self._of(view.info.name),
            before=before.text,
            first=before.year,
            after=after.text,
            last=after.year,
        )
        if view.trend is not None and view.trend.significant:
            text += " " + self.words.say("against", trend=self._of(view.trend.text))
        self._add("ontwikkeling", "cijfers", text, (before.id, after.id))

    def _state(self) -> None:
        summary = self.profile.summary
        for statement in summary.sentences[2:]:
            self._say("stand", statement, "{text}")
        for statement in summary.strengths:
            self._say("stand", statement, self.words.say("strength", text="{text}"))
        for statement in summary.worries:
            self._say("stand", statement, self.words.say("worry", text="{text}"))

    def _trend(self, trend: StatedTrend) -> None:
        views = [self._view(key) for key in trend.indicators]
        judged = [view for view in views if view is not None and view.trend is not None]
        if not judged:
            self._add(
                "trends", "tekst", self.words.say("trend_unknown", trend=_sentence(trend.text)), unknown=True
            )
            return
        against = "down" if trend.direction == "up" else "up"
        seen = [view for view in judged if _goes(view, trend.direction)]
        not_seen = [view for view in judged if _goes(view, against)]
        shown = (seen or not_seen or judged)[:2]
        evidence = " ".join(self._evidence(view) for view in shown)
        key = "trend_seen" if seen else "trend_not" if not_seen else "trend_unclear"
        text = self.words.say(key, trend=_sentence(trend.text), evidence=evidence)
        self._add("trends", "cijfers", text, tuple(self._freeze(view.latest, view).id for view in shown))

    def _evidence(self, view: IndicatorView) -> str:
        assert view.trend is not None
        return self.words.say(
            "evidence",
            name=self._of(view.info.name),
            text=self._of(view.trend.text),
            first=view.trend.first_year,
            last=view.trend.last_year,
        )

    def _tasks(self) -> None:
        worries = self.profile.summary.worries
        for statement in worries:
            self._say("opgaven", statement, self.words.say("proposal", text="{text}"))
        if not worries:
            self._add("opgaven", "tekst", self.words.say("no_tasks"), unknown=True)

    # ---- one paragraph
    def _say(self, question: Question, statement: Statement, frame: str) -> None:
        text = self._of(statement.text)
        frozen = [self._freeze(figure, self._view(figure.indicator)) for figure in statement.figures]
        years = {figure.year for figure in frozen if figure.year}
        if len(years) == 1 and not re.search(r"\b(19|20)\d\d\b", text):
            text = self.words.say("with_year", text=text.rstrip("."), year=years.pop()) + "."
        kind: Kind = "cijfers" if frozen else "tekst"
        where = "" if frozen else self.words.say("where_release", release=self.profile.release.id[:8])
        self._add(question, kind, frame.format(text=text), tuple(each.id for each in frozen), where=where)

    def _add(
        self,
        question: Question,
        kind: Kind,
        text: str,
        figures: tuple[str, ...] = (),
        *,
        where: str = "",
        unknown: bool = False,
    ) -> None:
        key = f"a{len(self.paragraphs) + 1}"
        self.paragraphs.append(Paragraph(key, question, kind, text, figures, text, where, unknown))

    # ---- figures
    def _freeze(self, figure: Figure, view: IndicatorView | None) -> FrozenFigure:
        name = self._of(view.info.name) if view else figure.indicator
        return self._keep(
            figure.indicator,
            name,
            figure.year,
            (figure.value, figure.low, figure.high),
            self._of(figure.text),
            figure.source,
        )

    def _freeze_point(self, view: IndicatorView, series: Series, index: int) -> FrozenFigure:
        value = series.value[index]
        return self._keep(
            view.info.key,
            self._of(view.info.name),
            series.years[index],
            (value, series.low[index], series.high[index]),
            AreaWords(self.words.language).value(view.info, value),
            series.source[index],
        )

    def _keep(
        self,
        indicator: str,
        name: str,
        year: int | None,
        value: tuple[float | None, float | None, float | None],
        text: str,
        source: str | None,
    ) -> FrozenFigure:
        identity = self.profile.identity
        key = (indicator, text, year)
        if key not in self.figures:
            self.figures[key] = FrozenFigure(
                f"c{len(self.figures) + 1}",
                indicator,
                name,
                identity.key,
                identity.name,
                year,
                *value,
                text,
                source or "",
                self.profile.release.id,
            )
        return self.figures[key]

    def _view(self, key: str) -> IndicatorView | None:
        return next((view for view in self.profile.indicators if view.info.key == key), None)

    def _of(self, text: BothTexts) -> str:
        return text.nl if self.words.language == "nl" else text.en


def _ends(view: IndicatorView) -> tuple[Series, int, int] | None:
    """The series to tell, with the places of its first and last year within ten years; None when too
    short.
    """
    for series in (view.base, view.own):
        if series is None or not series.draw_line or (series.basis == "own" and series.border_breaks):
            continue
        known = [
            i
            for i, (value, year) in enumerate(zip(series.value, series.years, strict=True))
            if value is not None and year not in series.flagged
        ]
        if not known:
            continue
        last = known[-1]
        since = max([series.years[last] - SPAN, *series.definition_breaks])
        first = next(i for i in known if series.years[i] >= since)
        if series.years[last] - series.years[first] >= FEWEST_YEARS:
            return series, first, last
    return None


def _is_sure(view: IndicatorView) -> bool:
    return view.trend is not None and view.trend.significant


def _goes(view: IndicatorView, direction: str) -> bool:
    """Whether the figure demonstrably goes the stated way, itself: against the country says nothing of
    that.
    """
    trend = view.trend
    if trend is None:
        return False
    return trend.low > 0 if direction == "up" else trend.high < 0


def _sentence(text: str) -> str:
    stripped = text.strip()
    return stripped if stripped.endswith((".", "!", "?")) else stripped + "."
