"""Signals in words: natural frequencies, base rate, past hit rate; the same on page, paper and command line.

Sentences say "wijken zoals deze", never "deze wijk zal": figures of areas are no forecast of one place.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files

from wijkwijzer.effects.signals.results import AreaSignal, Foresight, Lasting, OriginTest, Product, Told

__all__ = [
    "base_sentence",
    "chance_sentence",
    "lasting_sentence",
    "lead_sentences",
    "likely",
    "reason_sentences",
    "record_sentences",
    "silence_sentence",
    "tell",
    "title",
    "usual_sentence",
    "verdict_sentences",
]

Language = str
_EVENT = {
    "grens": {
        "nl": ("kwam er {n} bij de laagste vijfde", "kwamen er {n} bij de laagste vijfde"),
        "en": ("{n} came to lie in the lowest fifth", "{n} came to lie in the lowest fifth"),
    },
    "daling": {
        "nl": ("daalde er {n}", "daalden er {n}"),
        "en": ("{n} fell", "{n} fell"),
    },
}
_FEW = {"nl": "geen of 1", "en": "none or 1"}
_MANY = {"nl": "3 à 4", "en": "3 to 4"}
_WORDS = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


def _tongue(language: Language) -> str:
    return "en" if language.startswith("en") else "nl"


def chance_sentence(told: Told, years: int, language: Language = "nl") -> str:
    """Say a chance.

    Examples
    --------
    >>> chance_sentence(Told("daling", .21, 2, 2, 3, .1, 200, 44, ()), 2)
    'Van 10 wijken zoals deze daalden er 2 in de 2 jaar daarna.'
    """
    tongue = _tongue(language)
    count = _FEW[tongue] if told.said <= 1 else _MANY[tongue] if told.said >= 4 else str(told.said)
    event = _EVENT[told.target][tongue][0 if told.said <= 1 else 1].format(n=count)
    if tongue == "en":
        return f"Of 10 areas like this one, {event} in the {years} years after."
    return f"Van 10 wijken zoals deze {event} in de {years} jaar daarna."


def base_sentence(told: Told, language: Language = "nl") -> str:
    """Say how often it happens over all areas that lay above the line.

    Examples
    --------
    >>> base_sentence(Told("daling", .21, 2, 2, 3, .102, 200, 44, ()))
    'Over alle wijken boven de laagste vijfde is dat 10 van de 100.'
    """
    count = round(100 * told.base)
    if _tongue(language) == "en":
        return f"Over all areas above the lowest fifth it is {count} in 100."
    return f"Over alle wijken boven de laagste vijfde is dat {count} van de 100."


def usual_sentence(product: Product, years: int, language: Language = "nl") -> str:
    """Say how often it happened before, when nothing is said of this area.

    Examples
    --------
    >>> from wijkwijzer.effects.signals.ordinary import Ordinary
    >>> usual_sentence(Product("daling", Ordinary(0, 0, 0, 0, 0, (), 0), .14, False, ()), 2)
    'Van alle wijken boven de laagste vijfde daalden er eerder 14 van de 100 in 2 jaar.'
    """
    count = round(100 * product.base)
    if _tongue(language) == "en":
        verb = "fell" if product.target == "daling" else "came to lie in it"
        return f"Of all areas above the lowest fifth, {count} in 100 {verb} within {years} years before."
    verb = "daalden er" if product.target == "daling" else "kwamen er bij"
    return f"Van alle wijken boven de laagste vijfde {verb} eerder {count} van de 100 in {years} jaar."


def likely(told: Told, language: Language = "nl") -> str:
    """Say the interval in whole areas of ten, or that too few areas are like this one."""
    english = _tongue(language) == "en"
    if told.low is None or told.high is None:
        return "too few areas like this one" if english else "te weinig wijken zoals deze"
    if told.low == told.high:
        return f"probably {told.low}" if english else f"waarschijnlijk {told.low}"
    return f"probably {told.low} to {told.high}" if english else f"waarschijnlijk {told.low} tot {told.high}"


def record_sentences(told: Told, language: Language = "nl") -> tuple[str, ...]:
    """Say how often it came true before, with as much room for when it did not.

    Examples
    --------
    >>> record_sentences(Told("daling", .21, 2, 2, 3, .1, 200, 44, ()))[0]
    'Van 200 wijken met dit signaal daalden er 44.'
    """
    missed = told.like - told.happened
    if _tongue(language) == "en":
        verb = "fell" if told.target == "daling" else "came to lie in the lowest fifth"
        return (
            f"Of {told.like} areas with this signal, {told.happened} {verb}.",
            f"{missed} times it did not.",
        )
    verb = "daalden er" if told.target == "daling" else "kwamen er bij de laagste vijfde:"
    return (
        f"Van {told.like} wijken met dit signaal {verb} {told.happened}.",
        f"{missed} keer bleek het niet zo te zijn.",
    )


def reason_sentences(told: Told, language: Language = "nl") -> tuple[str, ...]:
    """Say what moves the chance."""
    return tuple(_WORDS["reasons"][each][_tongue(language)] for each in told.reasons)


def silence_sentence(reason: str, language: Language = "nl") -> str:
    """Say why nothing is said."""
    return str(_WORDS["silent"][reason][_tongue(language)])


def lasting_sentence(lasting: Lasting, language: Language = "nl") -> str:
    """Say how many falls last.

    Examples
    --------
    >>> lasting_sentence(Lasting(276, 172, 25))
    'Ongeveer 6 van de 10 dalingen houden bij de volgende meting nog aan.'
    """
    english = _tongue(language) == "en"
    if lasting.falls < 30:
        return (
            "Too few falls were followed to say how long they last." if english
            else "Er zijn te weinig dalingen gevolgd om te zeggen hoe lang ze duren."
        )  # fmt: skip
    of_ten = round(10 * lasting.still / lasting.falls)
    if english:
        return f"About {of_ten} of 10 falls still last at the next measurement."
    return f"Ongeveer {of_ten} van de 10 dalingen houden bij de volgende meting nog aan."


def title(target: str, language: Language = "nl") -> str:
    """Name a signal.

    Examples
    --------
    >>> title("grens")
    'Dicht bij de grens'
    """
    return str(_WORDS["titles"][target][_tongue(language)])


def lead_sentences(foresight: Foresight, language: Language = "nl") -> tuple[str, ...]:
    """Say in how many tests ours was better than guessing, and which signals speak for that reason.

    Examples
    --------
    >>> from wijkwijzer.effects.signals import learn
    >>> from wijkwijzer.effects.signals.planted import planted_waves
    >>> lead_sentences(learn(planted_waves(1500, seed=3, waves=4), draws=50))[-1]
    'Dat geldt voor allebei.'
    """
    tongue = _tongue(language)
    of, n = len(foresight.backtest.tests), sum(test.beaten for test in foresight.backtest.tests)
    if not of:
        return (str(_WORDS["tests"]["nothing"][tongue]),)
    kind = "all" if n == of else "some" if n else "none"
    counted = _WORDS["tests"][f"one-{kind}" if of == 1 else kind][tongue].format(n=n, of=of)
    speaking = [title(each.target, language) for each in foresight.products if each.forecasts]
    silent = [title(each.target, language) for each in foresight.products if not each.forecasts]
    which = "both" if not silent else "one" if speaking else "neither"
    told = _WORDS["speaks"][which][tongue].format(speaks=(*speaking, "")[0], silent=(*silent, "")[0])
    return counted, str(_WORDS["speaks"]["rule"][tongue]), told


def verdict_sentences(
    test: OriginTest, foresight: Foresight, better: str, language: Language = "nl"
) -> tuple[str, ...]:
    """Say what one test showed; `better` is the name of the best method."""
    tongue = _tongue(language)
    if not test.beaten:
        return (str(_WORDS["verdict"]["guess"][tongue]),)
    kind = "best" if test.best == "ours" else "other"
    said = _WORDS["verdict"][kind][tongue].format(name=better)
    yet = () if foresight.product(test.target).forecasts else (_WORDS["verdict"]["yet-silent"][tongue],)
    return (said, *yet)


def tell(signal: AreaSignal, language: Language = "nl") -> tuple[str, ...]:
    """Everything of one area as sentences: what the command line prints."""
    lines = []
    for told in signal.told:
        lines += [
            f"{chance_sentence(told, signal.until - signal.origin, language)} ({likely(told, language)})",
            base_sentence(told, language),
            *reason_sentences(told, language),
            *record_sentences(told, language),
        ]
    lines += [silence_sentence(reason, language) for _, reason in signal.silent]
    return (*lines, lasting_sentence(signal.lasting, language))
