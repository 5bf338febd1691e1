"""Numbers, intervals and dates as people write them, in Dutch and English.

`None` and NaN are unknown and are said in words; rounding is half away from zero, as people round. A number
never shows decimals below its own noise: see `decimals_for`.
"""

from __future__ import annotations

import datetime
import math
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from wijkwijzer.days import MONTHS
from wijkwijzer.report.blocks import Language
from wijkwijzer.report.specs import NumberFormat
from wijkwijzer.report.words import words

__all__ = [
    "date",
    "decimals_for",
    "euro",
    "formatted",
    "interval",
    "number",
    "out_of_hundred",
    "percent",
    "plus_minus",
    "years",
]

NO_BREAK = "\u00a0"
MINUS = "\u2212"
_DUTCH = str.maketrans(",.", ".,")
_ANY_FLOAT = Context(prec=400)  # the largest float has 309 digits before the comma


def _rounded(value: float, decimals: int) -> Decimal:
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _ANY_FLOAT)


def _known(value: float | None) -> bool:
    return value is not None and math.isfinite(value)


@lru_cache(maxsize=20_000)  # a page writes a thousand, most of them more than once
def number(value: float | None, decimals: int = 0, language: Language = "nl") -> str:
    """A number with its separators; unknown in words.

    Examples
    --------
    >>> number(8240), number(-0.14, 1), number(8240.5, 1, "en"), number(None)
    ('8.240', '−0,1', '8,240.5', 'onbekend')
    """
    if value is None or not math.isfinite(value):
        return words(language)["unknown"]
    rounded = _rounded(value, decimals)
    text = f"{abs(rounded):,.{max(decimals, 0)}f}"
    if language == "nl":
        text = text.translate(_DUTCH)
    return f"{MINUS}{text}" if rounded < 0 else text


def percent(value: float | None, decimals: int = 0, language: Language = "nl") -> str:
    """A share that is already in per cent.

    Examples
    --------
    >>> percent(72.4), percent(4.94, 1)
    ('72%', '4,9%')
    """
    return f"{number(value, decimals, language)}%" if _known(value) else number(None, 0, language)


def euro(value: float | None, decimals: int = 0, language: Language = "nl") -> str:
    """An amount in euros; the space never breaks.

    Examples
    --------
    >>> euro(250_000), euro(250_000, language="en")
    ('€\\xa0250.000', '€250,000')
    """
    if not _known(value):
        return number(None, 0, language)
    return f"€{NO_BREAK if language == 'nl' else ''}{number(value, decimals, language)}"


def formatted(value: float | None, form: NumberFormat, language: Language = "nl") -> str:
    """A number in the format of a chart, with its prefix and suffix.

    Examples
    --------
    >>> formatted(14.4, NumberFormat(suffix="%"))
    '14%'
    """
    text = number(value, form.decimals, language)
    return f"{form.prefix}{text}{form.suffix}" if _known(value) else text


def interval(
    low: float | None, high: float | None, decimals: int = 0, language: Language = "nl", spoken: bool = False
) -> str:
    """The bounds of an interval; `spoken` for inside a sentence. Bounds that print alike are printed once.

    Examples
    --------
    >>> interval(72.2, 75.9), interval(-0.2, 0.0, 1), interval(72, 76, spoken=True)
    ('72–76', '−0,2 tot 0,0', 'tussen 72 en 76')
    """
    vocabulary = words(language)
    if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
        return vocabulary["unknown"]
    first, last = number(low, decimals, language), number(high, decimals, language)
    if first == last:
        return first
    if spoken:
        return f"{vocabulary['between']} {first} {vocabulary['and']} {last}"
    # A dash beside a minus sign reads as another minus.
    return f"{first} {vocabulary['to']} {last}" if MINUS in first + last else f"{first}–{last}"


def plus_minus(value: float | None, half: float | None, decimals: int = 0, language: Language = "nl") -> str:
    """A share with half its interval.

    Examples
    --------
    >>> plus_minus(41, 8.2), plus_minus(41, None)
    ('41% ± 8', '41%')
    """
    text = percent(value, decimals, language)
    if half is None or not (_known(value) and _known(half)):
        return text
    return f"{text} ± {number(half, decimals, language)}"


def out_of_hundred(value: float | None, language: Language = "nl") -> str:
    """A percentage as a natural frequency.

    Examples
    --------
    >>> out_of_hundred(14.4)
    '14 van de 100'
    """
    text = number(value, 0, language)
    return f"{text} {words(language)['out_of_hundred']}" if _known(value) else text


def decimals_for(low: float | None, high: float | None, most: int = 2) -> int:
    """The fewest decimals of which one unit is no wider than the interval: none below the noise.

    Examples
    --------
    >>> decimals_for(13.0, 15.0), decimals_for(9.8, 10.4), decimals_for(-0.18, -0.02)
    (0, 1, 1)
    """
    if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
        return 0
    width = abs(high - low)
    if width == 0:
        return 0
    return min(most, max(0, math.ceil(-math.log10(width) - 1e-9)))


def date(day: datetime.date, language: Language = "nl") -> str:
    """A date in words.

    Examples
    --------
    >>> date(datetime.date(2025, 11, 3)), date(datetime.date(2025, 11, 3), "en")
    ('3 november 2025', '3 November 2025')
    """
    return f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"


def years(first: int, last: int) -> str:
    """A stretch of years, without a separator for thousands.

    Examples
    --------
    >>> years(2011, 2024), years(2024, 2024)
    ('2011–2024', '2024')
    """
    return str(first) if first == last else f"{first}–{last}"
