"""Small pieces of plain Dutch: people, fractions, lists and places, each true to its number."""

from __future__ import annotations

from collections.abc import Sequence

from wijkwijzer.report import number

__all__ = [
    "capital",
    "fraction",
    "is_plural",
    "listed",
    "messages",
    "people",
    "place",
    "quoted",
    "share_words",
]

_FRACTIONS = (
    (0.10, "een op de tien mensen"),
    (0.20, "een vijfde van de mensen"),
    (0.25, "een kwart van de mensen"),
    (1 / 3, "een derde van de mensen"),
    (0.50, "de helft van de mensen"),
    (2 / 3, "twee derde van de mensen"),
    (0.75, "driekwart van de mensen"),
    (0.80, "vier op de vijf mensen"),
    (0.90, "negen op de tien mensen"),
)
_NEAR = 0.03


def people(count: int) -> str:
    """A number of people.

    Examples
    --------
    >>> people(1), people(1204)
    ('1 persoon', '1.204 mensen')
    """
    return "1 persoon" if count == 1 else f"{number(count)} mensen"


def messages(count: int) -> str:
    """A number of messages.

    Examples
    --------
    >>> messages(1), messages(12)
    ('1 bericht', '12 berichten')
    """
    return "1 bericht" if count == 1 else f"{number(count)} berichten"


def fraction(share: float) -> str:
    """A share in words that people say, only when it lies within three points of it.

    Examples
    --------
    >>> fraction(0.34), fraction(0.41), fraction(0.985)
    ('een derde van de mensen', '41 van de 100 mensen', 'bijna iedereen')
    """
    if share >= 0.97:
        return "iedereen" if share == 1 else "bijna iedereen"
    nearest, words = min(_FRACTIONS, key=lambda pair: abs(pair[0] - share))
    return words if abs(nearest - share) <= _NEAR else f"{number(share * 100)} van de 100 mensen"


def is_plural(words: str) -> bool:
    """Whether a fraction in words takes a plural verb.

    Examples
    --------
    >>> is_plural("41 van de 100 mensen"), is_plural("een derde van de mensen")
    (True, False)
    """
    return words[:1].isdigit() or words.startswith(("vier op", "negen op"))


def share_words(share: float, low: float, high: float) -> str:
    """A share between 0 and 1 with its bounds, or alone when there is nothing to be unsure about.

    Examples
    --------
    >>> share_words(0.41, 0.33, 0.49), share_words(0.41, 0.25, 0.49), share_words(0.7, 0.7, 0.7)
    ('41% ± 8', '41% (25–49)', '70%')
    """
    share, low, high = share * 100, low * 100, high * 100
    if high - low < 1:
        return f"{number(share)}%"
    if abs((high - share) - (share - low)) <= 2:
        return f"{number(share)}% ± {number((high - low) / 2)}"
    return f"{number(share)}% ({number(low)}–{number(high)})"


def listed(items: Sequence[str]) -> str:
    """Words in a row.

    Examples
    --------
    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b en c')
    """
    return " en ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def quoted(text: str) -> str:
    """A name of a theme or a statement inside a sentence.

    Examples
    --------
    >>> quoted("Schoon en heel")
    '“Schoon en heel”'
    """
    return f"“{text.rstrip('.')}”" if text.count(".") <= 1 else f"“{text}”"


def place(first: int, last: int) -> str:
    """A rank with its interval.

    Examples
    --------
    >>> place(1, 1), place(1, 2), place(3, 5)
    ('plaats 1', 'plaats 1 of 2', 'plaats 3 tot 5')
    """
    if first == last:
        return f"plaats {first}"
    return f"plaats {first} of {last}" if last == first + 1 else f"plaats {first} tot {last}"


def capital(sentence: str) -> str:
    """The same with a first capital.

    Examples
    --------
    >>> capital("een derde"), capital("“x”")
    ('Een derde', '“x”')
    """
    return sentence[:1].upper() + sentence[1:]
