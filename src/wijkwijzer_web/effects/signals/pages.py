"""What the panel *Signalen* and the backtest page show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from wijkwijzer.effects import Foresight, OriginTest, ReleaseAudit, Told, Tried, why_refused
from wijkwijzer.effects import signal_words as words
from wijkwijzer.report import Block, Heading, Paragraph, Sentence
from wijkwijzer_web.core.rooms import Area, Panel
from wijkwijzer_web.effects.signals.queries import Learnt, audits, learnt, signal_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from wijkwijzer_web.core.models import User

__all__ = [
    "Fairness",
    "ShownAudit",
    "ShownSignal",
    "ShownTest",
    "fairness",
    "panels",
    "shown_signals",
    "shown_tests",
]

ORDER = 100


@dataclass(frozen=True)
class ShownSignal:
    """One signal in words and houses; without `told` it says why nothing is said."""

    title: str
    sentence: str
    told: Told | None = None
    likely: str = ""
    base: str = ""
    reasons: tuple[str, ...] = ()
    record: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShownTest:
    """One test of a signal at one origin: our method first, then the others, the best first.

    `short` and `came` are its line at the top of the page: better than guessing or not, and what became of
    the areas that were told a chance.
    """

    title: str
    test: OriginTest
    methods: tuple[tuple[str, Tried, bool], ...]
    verdict: str
    short: str
    came: str


def _titles() -> dict[str, str]:
    return {each: words.title(each, get_language() or "nl") for each in ("grens", "daling")}


def _names() -> dict[str, str]:
    return {
        "ours": _("onze methode"),
        "level": _("alleen de stand"),
        "fell-before": _("alleen de vorige verandering"),
        "size": _("alleen de grootte"),
        "level-last": _("stand en vorige verandering"),
        "level-last-size": _("stand, vorige verandering en grootte"),
        "logit-neighbours": _("dezelfde drie, met de rest van de gemeente"),
        "average": _("gemiddelde van twee"),
        "trees": _("beslisbomen (boosting)"),
    }


def panels(area: Area, actor: User | AnonymousUser) -> list[Panel]:
    """The section *Signalen* on the page of a wijk, when the release holds a score."""
    found = learnt() if area.level == "wijk" else None
    if found is None:
        return []
    signals = shown_signals(found, area.key)
    context = {
        "signals": signals,
        "learnt": found,
        "lasting": words.lasting_sentence(found.foresight.backtest.lasting, get_language() or "nl"),
        "score": found.score.name.en if (get_language() or "nl").startswith("en") else found.score.name.nl,
        "backtest": reverse("effects:backtest"),
    }
    return [
        Panel(
            "signalen",
            _("Signalen"),
            ORDER,
            template="effects/signalen.html",
            context=context,
            blocks=_blocks(signals, context["lasting"]),
        )
    ]


def _blocks(signals: list[ShownSignal], lasting: object) -> tuple[Block, ...]:
    """The same on paper: every sentence, without the houses."""
    blocks: list[Block] = [Heading(_("Signalen"), id="signalen")]
    for each in signals:
        said = f"{each.sentence} ({each.likely})" if each.likely else each.sentence
        blocks += [Heading(each.title, 3), Sentence(said)]
        blocks += [Paragraph(line) for line in (each.base, *each.reasons, *each.record) if line]
    origin = _(
        "Achteraf berekend uit alle metingen van deze uitgave. Herkomst van bewoners wordt niet gebruikt."
    )
    return (*blocks, Paragraph(str(lasting)), Paragraph(origin, small=True))


def shown_signals(found: Learnt, key: str) -> list[ShownSignal]:
    """Both signals of one wijk, each with what it rests on or with why it is silent."""
    language = get_language() or "nl"
    signal = signal_of(found, key)
    if signal is None:
        return [
            ShownSignal(title, words.silence_sentence("unmeasured", language)) for title in _titles().values()
        ]
    shown: dict[str, ShownSignal] = {
        told.target: ShownSignal(
            title=_titles()[told.target],
            sentence=words.chance_sentence(told, signal.until - signal.origin, language),
            told=told,
            likely=words.likely(told, language),
            base=words.base_sentence(told, language),
            reasons=words.reason_sentences(told, language),
            record=words.record_sentences(told, language),
        )
        for told in signal.told
    }
    for target, reason in signal.silent:
        product = next(each for each in found.foresight.products if each.target == target)
        usual = words.usual_sentence(product, signal.until - signal.origin, language)
        shown[target] = ShownSignal(_titles()[target], words.silence_sentence(reason, language), base=usual)
    return [shown[target] for target in _titles() if target in shown]


def shown_tests(found: Learnt) -> list[ShownTest]:
    """Every test of the release, latest origin first."""
    return [_shown(test, found.foresight) for test in reversed(found.foresight.backtest.tests)]


def _shown(test: OriginTest, foresight: Foresight) -> ShownTest:
    names = _names()
    order = sorted(test.methods, key=lambda each: (each.kind != "ours", -each.skill.value))
    told = words.verdict_sentences(test, foresight, names[test.best], get_language() or "nl")
    title = _("%(signal)s, van %(origin)s naar %(until)s") % {
        "signal": _titles()[test.target],
        "origin": test.origin,
        "until": test.until,
    }
    methods = tuple((names[each.name], each, each.name == test.best) for each in order)
    short = _("beter dan gokken") if test.beaten else _("niet beter dan gokken")
    return ShownTest(title, test, methods, " ".join(told), short, _came(test))


def _came(test: OriginTest) -> str:
    """What became of the areas that were told two of ten or more."""
    told = [cell for cell in test.cells if cell.said >= 2]
    count, happened = sum(cell.areas for cell in told), sum(cell.happened for cell in told)
    if not count:
        return _("Bij geen enkele wijk was de kans 2 van de 10 of groter.")
    return ngettext(
        "Bij %(n)s wijk was de kans 2 van de 10 of groter. Het gebeurde bij %(came)s.",
        "Bij %(n)s wijken was de kans 2 van de 10 of groter. Het gebeurde bij %(came)s.",
        count,
    ) % {"n": count, "came": happened}


@dataclass(frozen=True)
class ShownAudit:
    """One comparison of false alarms between fifths of the wijken: by which figure, and what it says."""

    name: str
    found: ReleaseAudit
    verdict: str
    uneven: bool


@dataclass(frozen=True)
class Fairness:
    """The comparisons of one signal; `origin` says whether one of them is by origin of residents."""

    target: str
    title: str
    alarm: float
    origins: tuple[int, ...]
    audits: tuple[ShownAudit, ...]
    origin: bool

    @property
    def uneven(self) -> int:
        """How many comparisons differ by more than the bar and more than chance."""
        return sum(each.uneven for each in self.audits)


def fairness(found: Learnt, targets: Sequence[str] = ("grens", "daling")) -> list[Fairness]:
    """The fairness audit of the release, per signal."""
    english = (get_language() or "nl").startswith("en")
    shown: list[Fairness] = []
    for target in targets:
        mine = [(info, one) for info, one in audits(found) if one.target == target]
        if not mine:
            continue
        rows = tuple(_audited(info.name.en if english else info.name.nl, one) for info, one in mine)
        first = mine[0][1]
        origin = any(why_refused(info.key) == "herkomst" for info, _one in mine)
        shown.append(Fairness(target, _titles()[target], first.audit.alarm, first.origins, rows, origin))
    return shown


def _audited(name: str, one: ReleaseAudit) -> ShownAudit:
    found = one.audit
    uneven = not found.within_bar and found.gap > found.by_chance
    if found.within_bar:
        verdict = _("binnen de grens")
    elif uneven and found.gap > found.if_right[1]:
        verdict = _("ongelijk: boven de grens, meer dan toeval, en meer dan kansen die precies kloppen")
    elif uneven:
        verdict = _("ongelijk: boven de grens en meer dan toeval, ook als elke kans precies klopt")
    else:
        verdict = _("boven de grens; zo groot kan het ook door toeval zijn")
    return ShownAudit(name, one, verdict, uneven)
