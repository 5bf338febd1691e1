"""The words of a verslag in one language: people, fractions, lists and places, each true to its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wijkwijzer.report import Language, number
from wijkwijzer.words import say

__all__ = ["Speech", "capital", "quoted"]

_ROOM = "wijkwijzer.dialogue.verslag"
_NEAR = 0.03
_FRACTIONS = (10, 20, 25, 100 / 3, 50, 200 / 3, 75, 80, 90)
"""Shares (of a hundred) that people have words for."""
_PLURAL = {"nl": frozenset((80, 90)), "en": frozenset(round(each) for each in _FRACTIONS)}
"""Of which of those words the verb is plural: "vier op de vijf mensen zijn", "een derde is"."""


@dataclass(frozen=True, slots=True)
class Fraction:
    """A share in words; `plural` is whether it takes a plural verb."""

    text: str
    plural: bool

    def verb(self, key: str) -> str:
        """Return the key of the sentence with the right verb."""
        return f"{key}_{'many' if self.plural else 'one'}"


@dataclass(frozen=True, slots=True)
class Speech:
    """Says what a verslag says, in Dutch or English (`words.toml` of this room)."""

    language: Language = "nl"

    def say(self, key: str, **parts: object) -> str:
        """A sentence with its parts filled in.

        Examples
        --------
        >>> Speech("en").say("goal", goal="a square")
        'Goal: a square'
        """
        return say(_ROOM, self.language, key, **parts)

    def number(self, value: float, decimals: int = 0) -> str:
        """A number as people write it."""
        return number(value, decimals, self.language)

    def people(self, count: int) -> str:
        """A number of people.

        Examples
        --------
        >>> Speech().people(1), Speech().people(1204), Speech("en").people(1204)
        ('1 persoon', '1.204 mensen', '1,204 people')
        """
        return self.say("person") if count == 1 else self.say("people", n=self.number(count))

    def messages(self, count: int) -> str:
        """A number of messages.

        Examples
        --------
        >>> Speech().messages(1), Speech().messages(12)
        ('1 bericht', '12 berichten')
        """
        return self.say("message") if count == 1 else self.say("messages", n=self.number(count))

    def fraction(self, share: float) -> Fraction:
        """A share in words that people say, only when it lies within three points of it.

        Examples
        --------
        >>> [Speech().fraction(share).text for share in (0.34, 0.41, 0.985)]
        ['een derde van de mensen', '41 van de 100 mensen', 'bijna iedereen']
        >>> Speech().fraction(0.41).plural, Speech().fraction(0.34).plural, Speech("en").fraction(0.34).plural
        (True, False, True)
        """
        if share >= 0.97:
            return Fraction(self.say("everyone" if share == 1 else "almost_everyone"), False)
        nearest = min(_FRACTIONS, key=lambda each: abs(each / 100 - share))
        if abs(nearest / 100 - share) > _NEAR:
            return Fraction(self.say("of_hundred", n=self.number(share * 100)), True)
        near = round(nearest)
        return Fraction(self.say(f"fraction.{near}"), near in _PLURAL[self.language])

    def share(self, share: float, low: float, high: float) -> str:
        """A share between 0 and 1 with its bounds, or alone when there is nothing to be unsure about.

        Examples
        --------
        >>> Speech().share(0.41, 0.33, 0.49), Speech().share(0.41, 0.25, 0.49), Speech().share(0.7, 0.7, 0.7)
        ('41% ± 8', '41% (25–49)', '70%')
        """
        share, low, high = share * 100, low * 100, high * 100
        if high - low < 1:
            return f"{self.number(share)}%"
        if abs((high - share) - (share - low)) <= 2:
            return f"{self.number(share)}% ± {self.number((high - low) / 2)}"
        return f"{self.number(share)}% ({self.number(low)}–{self.number(high)})"

    def listed(self, items: Sequence[str]) -> str:
        """Words in a row.

        Examples
        --------
        >>> Speech().listed(["a"]), Speech().listed(["a", "b", "c"])
        ('a', 'a, b en c')
        """
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self.say('and')} {items[-1]}"

    def place(self, first: int, last: int) -> str:
        """A rank with its interval.

        Examples
        --------
        >>> Speech().place(1, 1), Speech().place(1, 2), Speech().place(3, 5)
        ('plaats 1', 'plaats 1 of 2', 'plaats 3 tot 5')
        """
        key = "place_sure" if first == last else "place_two" if last == first + 1 else "place_more"
        return self.say(key, first=first, last=last)

    def group(self, name: str, group: bool = True) -> str:
        """The name of a row: of an opinion group, or what it is called already."""
        return self.say("group", name=name) if group else name


def quoted(text: str) -> str:
    """A name of a theme or a statement inside a sentence.

    Examples
    --------
    >>> quoted("Schoon en heel")
    '“Schoon en heel”'
    """
    return f"“{text.rstrip('.')}”" if text.count(".") <= 1 else f"“{text}”"


def capital(sentence: str) -> str:
    """The same with a first capital.

    Examples
    --------
    >>> capital("een derde"), capital("“x”")
    ('Een derde', '“x”')
    """
    return sentence[:1].upper() + sentence[1:]
