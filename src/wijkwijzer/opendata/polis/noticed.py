"""What a reader of files noticed: told in the language of who reads the result."""

from __future__ import annotations

from dataclasses import dataclass

from wijkwijzer.words import say

__all__ = ["Noticed"]


@dataclass(frozen=True, slots=True)
class Noticed:
    """What reading left out or changed, told in any language of `words.toml`; as text it is Dutch.

    Attributes
    ----------
    key
        Of the sentence.
    file
        Name of the file.
    n
        How many rows.
    row
        The first of them, as a spreadsheet counts.

    Examples
    --------
    >>> note = Noticed("empty", "votes.csv", 2, 5)
    >>> str(note)
    'votes.csv: 2 stemmen zonder waarde; die tellen niet mee (de eerste in rij 5).'
    >>> note.said("en")
    'votes.csv: 2 votes without a value; those do not count (the first in row 5).'
    """

    key: str
    file: str
    n: int = 0
    row: int = 0

    def said(self, language: str) -> str:
        """The sentence in a language."""
        key = self.key if not self.n else f"{self.key}_{'one' if self.n == 1 else 'many'}"
        return say("wijkwijzer.opendata", language, key, file=self.file, n=self.n, row=self.row)

    def __str__(self) -> str:
        """The sentence in Dutch."""
        return self.said("nl")
