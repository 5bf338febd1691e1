"""Parts of addresses."""

from __future__ import annotations

__all__ = ["AreaLevelConverter"]


class AreaLevelConverter:
    """The kinds of area that have their code in the address; a gemeente has its name there."""

    regex = "land|gemeente|wijk|buurt|gebied"

    def to_python(self, value: str) -> str:
        """The kind as it is."""
        return value

    def to_url(self, value: str) -> str:
        """The kind as it is."""
        return value
