"""What every section of an area's document needs: the profile, the words, and where names link to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wijkwijzer.areas.document.addresses import Addresses
from wijkwijzer.areas.document.words import Words
from wijkwijzer.areas.model import AreaProfile, Statement
from wijkwijzer.report import Inline

__all__ = ["Page", "refs"]


@dataclass(frozen=True, slots=True)
class Page:
    """One area in one language."""

    profile: AreaProfile
    words: Words
    addresses: Addresses
    heard: Mapping[str, tuple[Inline, ...]] = field(default_factory=dict)

    def say(self, key: str) -> str:
        """Return a text with the name, the country and the level of the area filled in."""
        identity = self.profile.identity
        return self.words.say(
            key, name=identity.name, country=identity.country.name, level=self.words.say(identity.level)
        )

    def kind(self) -> str:
        """Return what the area is, and in which gemeente."""
        identity = self.profile.identity
        level, inside = self.words.level(identity.level), identity.gemeente
        if inside is None or identity.level == "gemeente":
            return level
        return self.words.say("in", level=level, name=inside.name)

    def tag(self) -> str:
        """Return until when the area existed; empty when it does."""
        last = self.profile.identity.valid_to
        return self.words.say("ended", year=last) if last else ""


def refs(statement: Statement) -> tuple[str, ...]:
    """Return the sources of a statement, as footnotes."""
    return tuple(dict.fromkeys(figure.source for figure in statement.figures if figure.source))
