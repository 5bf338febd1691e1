"""An effect in words: what was found, how sure, and "niet meetbaar" with the figure that says why."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from wijkwijzer.effects.effect.results import Effect, Gate

__all__ = ["effect_sentence", "gate_sentences", "number", "smallest_sentence"]

_WORDS = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


def _tongue(language: str) -> str:
    return "en" if language.startswith("en") else "nl"


def number(value: float, language: str = "nl") -> str:
    """Write a number with two figures that count, and a decimal comma in Dutch.

    Examples
    --------
    >>> number(0.1234), number(-12.34), number(1234.6), number(0.0)
    ('0,12', '−12', '1.235', '0')
    """
    size = abs(value)
    decimals = 0 if size >= 10 or size == 0 else 1 if size >= 1 else 2 if size >= 0.1 else 3
    text = f"{size:,.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    sign = "−" if value < 0 and text != "0" else ""
    return sign + (text if _tongue(language) == "en" else text.translate(str.maketrans(",.", ".,")))


def effect_sentence(effect: Effect, language: str = "nl") -> str:
    """Say what was found, and never that something was caused when the gate is closed.

    Examples
    --------
    >>> from wijkwijzer.effects.effect.measure import measure
    >>> from wijkwijzer.effects.effect.planted import planted_panel
    >>> effect_sentence(measure(planted_panel(600, seed=1, years=20), ["WK000000", "WK001001"], 2027))
    'Er is geen verschil aan te tonen met wat je zonder de aanpak zou verwachten.'
    """
    words = _WORDS["verdict"][effect.verdict][_tongue(language)]
    size, low, high = (number(abs(each), language) for each in (effect.difference, effect.low, effect.high))
    if effect.difference < 0:
        low, high = high, low
    return str(words.format(size=size, low=low, high=high))


def smallest_sentence(effect: Effect, language: str = "nl") -> str:
    """Say which difference would have been found."""
    words = _WORDS["smallest"][_tongue(language)]
    share = number(effect.smallest / effect.spread, language)
    return str(words.format(size=number(effect.smallest, language), share=share))


def gate_sentences(gate: Gate, language: str = "nl") -> tuple[str, ...]:
    """Say on how many untreated periods the method was tried, what it found there, and why it is closed."""
    tongue, words = _tongue(language), _WORDS["gate"]
    count = len(gate.periods)
    values = {
        "count": count,
        "years": ", ".join(str(each.start) for each in gate.periods),
        "bias": number(gate.bias, language),
        "share": round(100 * gate.rejection),
        "error": number(gate.error, language),
    }
    keys = (["tried"] if count else []) + list(gate.reasons or ("open",))
    return tuple(words[key][tongue].format(**values) for key in keys)
