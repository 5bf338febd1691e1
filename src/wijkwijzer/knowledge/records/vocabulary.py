"""The words that a record may use."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

__all__ = ["VOCABULARIES", "Vocabulary"]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of words, or an empty list that editors still have to fill.

    Attributes
    ----------
    name
        Its name in `data/vocabularies.toml`.
    labels
        Key -> the Dutch label that people see.
    """

    name: str
    labels: Mapping[str, str]

    def find(self, value: str) -> str | None:
        """The key that a value stands for, be it the key or the label in any case; None when it is no such
        word.

        Examples
        --------
        >>> VOCABULARIES["opgave"].find("Werk en participatie")
        'werk'
        >>> VOCABULARIES["opgave"].find("voetbal") is None
        True
        >>> VOCABULARIES["patroon"].find("wat nog niemand noemde")
        'wat nog niemand noemde'
        """
        if not self.labels:
            return value
        wanted = value.strip().casefold()
        for key, label in self.labels.items():
            if wanted in (key.casefold(), label.casefold()):
                return key
        return None

    def sentence(self) -> str:
        """The words one may choose from, as one would say them."""
        return ", ".join(self.labels)


def _load() -> dict[str, Vocabulary]:
    text = files("wijkwijzer.knowledge").joinpath("data", "vocabularies.toml").read_text(encoding="utf-8")
    return {name: Vocabulary(name, labels) for name, labels in tomllib.loads(text).items()}


VOCABULARIES = _load()
