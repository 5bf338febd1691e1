"""How a figure, a gap and a position are said, in Dutch and English."""

from __future__ import annotations

from wijkwijzer.areas.catalogue.units import unit
from wijkwijzer.areas.model import AreaRef, Direction, IndicatorInfo, Side, Status, Text
from wijkwijzer.report import number

__all__ = ["LEVEL_NAMES", "amount", "both", "ended_text", "figure_text", "gap_reason", "side_of", "side_text"]

LEVEL_NAMES = {
    "land": Text("landen", "countries"),
    "gemeente": Text("gemeenten", "municipalities"),
    "wijk": Text("wijken", "districts"),
    "buurt": Text("buurten", "neighbourhoods"),
    "gebied": Text("gebieden", "areas"),
}
_GAPS = {
    "suppressed": Text(
        "te klein om te tonen, of nodig om een klein aantal te beschermen",
        "too small to show, or needed to protect a small number",
    ),
    "missing": Text("de bron geeft dit cijfer hier niet", "the source does not give this figure here"),
    "not_published": Text("nog niet gepubliceerd", "not published yet"),
}
_NAMED = 3
"""An area that was divided over more areas does not name them all."""
UNKNOWN = Text("onbekend", "unknown")


def both(nl: str, en: str, **values: object) -> Text:
    """Fill the same values into a Dutch and an English sentence; a `Text` gives each its own language.

    Examples
    --------
    >>> both("{n} {what}", "{n} {what}", n="3", what=Text("wijken", "districts"))
    Text(nl='3 wijken', en='3 districts')
    """
    dutch = {key: value.nl if isinstance(value, Text) else value for key, value in values.items()}
    english = {key: value.en if isinstance(value, Text) else value for key, value in values.items()}
    return Text(nl.format(**dutch), en.format(**english))


def amount(value: float, decimals: int) -> Text:
    """Return a number as people write it.

    Examples
    --------
    >>> amount(8240.4, 0)
    Text(nl='8.240', en='8,240')
    """
    return Text(number(value, decimals, "nl"), number(value, decimals, "en"))


def figure_text(info: IndicatorInfo, value: float | None) -> Text:
    """Return a figure with its unit, or "onbekend"."""
    if value is None:
        return UNKNOWN
    after = unit(info.unit_key).after
    said = amount(value, info.decimals)
    return Text(said.nl + after.nl, said.en + after.en)


def ended_text(year: object, became: tuple[AreaRef, ...]) -> Text:
    """Say until when an area existed, and what it became.

    Examples
    --------
    >>> ended_text(2020, (AreaRef("WK036301", "WK036301", "Noord", "wijk"),)).nl
    'Dit gebied bestond tot en met 2020. Nu hoort het bij Noord.'
    """
    if not became:
        return both("Dit gebied bestond tot en met {year}.", "This area existed until {year}.", year=year)
    names = list(dict.fromkeys(ref.name for ref in became))
    if len(names) > _NAMED:
        return both(
            "Dit gebied bestond tot en met {year}. "
            "Nu is het verdeeld over {n} gebieden, zoals {first} en {next}.",
            "This area existed until {year}. It is divided over {n} areas now, such as {first} and {next}.",
            year=year,
            n=len(names),
            first=names[0],
            next=names[1],
        )
    last = names.pop()
    first = ", ".join(names)
    return both(
        "Dit gebied bestond tot en met {year}. Nu hoort het bij {names}.",
        "This area existed until {year}. It is part of {names} now.",
        year=year,
        names=Text(f"{first} en {last}", f"{first} and {last}") if names else last,
    )


def gap_reason(status: Status) -> Text | None:
    """Return why there is no figure; None when there is one."""
    return _GAPS.get(status)


def side_of(low: float | None, high: float | None) -> Side | None:
    """Return on which side of the middle a whole interval of percentiles lies; None without an interval.

    Examples
    --------
    >>> side_of(51, 60), side_of(40, 60), side_of(None, None)
    ('above', 'around', None)
    """
    if low is None or high is None:
        return None
    return "below" if high < 50 else "above" if low > 50 else "around"


def side_text(side: Side | None, modelled: bool) -> Text:
    """Return where a figure lies, said only as far as its interval allows."""
    if side == "below":
        return Text("onder het midden", "below the middle")
    if side == "above":
        return Text("boven het midden", "above the middle")
    if side == "around":
        return Text("rond het midden", "around the middle")
    if modelled:
        return Text("een schatting, hoe zeker is onbekend", "an estimate of unknown certainty")
    return UNKNOWN


def favourable(direction: Direction, side: Side) -> bool | None:
    """Return whether a side is the good one; None when the indicator has no good side or lies around the
    middle.

    Examples
    --------
    >>> favourable("lower_is_better", "below"), favourable("none", "below")
    (True, None)
    """
    if direction == "none" or side == "around":
        return None
    return (side == "above") == (direction == "higher_is_better")
