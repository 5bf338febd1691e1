"""Words that editors hold for the same: "buurtbudget", "burgerbegroting", "participatory budgeting"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from wijkwijzer.errors import InputError
from wijkwijzer.text import analyse
from wijkwijzer.text.kept import TEXT, Table, kept_table

__all__ = ["Thesaurus"]

Stems = tuple[str, ...]
_FILE = Path(__file__).parents[1] / "data" / "thesaurus.txt"
_LONGEST = "#longest"  # the row with the number of words of the longest term: no stem begins with this sign


class Thesaurus:
    """Groups of terms, each term a word or a short phrase.

    Parameters
    ----------
    text
        One group a line. "a; b; c": each leads to the others. "a > b; c": a leads to b and c only. Lines that
        begin with "#" are notes.
    name
        Where the text came from, for messages.

    Raises
    ------
    InputError
        A line has an empty term or only one term.

    Examples
    --------
    >>> thesaurus = Thesaurus("buurtbudget; burgerbegroting")
    >>> thesaurus.synonyms(("buurtbudget",))
    ['burgerbegroting']
    """

    def __init__(self, text: str, name: str = "thesaurus") -> None:
        self._synonyms: dict[Stems, dict[str, None]] = {}
        for row, line in enumerate(text.splitlines(), 1):
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            left, arrow, right = line.partition(">")
            sources = [term.strip() for term in left.split(";")]
            targets = [term.strip() for term in right.split(";")] if arrow else sources
            if not all(sources) or not all(targets) or len({*sources, *targets}) < 2:
                raise InputError(
                    "Een regel van de thesaurus heeft minstens twee woorden nodig.", file=name, row=row
                )
            for source in sources:
                found = self._synonyms.setdefault(_key(source), {})
                found.update(dict.fromkeys(term for term in targets if term != source))
        self.longest = max((len(key) for key in self._synonyms), default=0)

    @classmethod
    def default(cls) -> Thesaurus:
        """The thesaurus of neighbourhood work that comes with the library."""
        return _default()

    def synonyms(self, stems: Sequence[str]) -> list[str]:
        """The terms that a word or phrase (as stems) leads to."""
        return list(self._synonyms.get(tuple(stems), ()))


def _key(term: str) -> Stems:
    """Stems of a term; function words stay, so that "gas en licht" is one thing."""
    return tuple(token.stem for token in analyse(term))


class _Kept(Thesaurus):
    """A thesaurus whose terms were analysed before: per run of stems the terms it leads to."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.longest = int(table[_LONGEST])

    def synonyms(self, stems: Sequence[str]) -> list[str]:
        found = self._table.get(" ".join(stems))
        return [] if found is None else found.split(";")


@lru_cache(maxsize=1)
def _default() -> Thesaurus:
    """That of the library; made anew when its text, a word list or the analyser itself changed."""
    sources = [_FILE, *sorted(TEXT.glob("*.py")), *sorted((TEXT / "data").iterdir())]
    return _Kept(kept_table("thesaurus", sources, _rows))


def _rows() -> Iterator[tuple[str, str]]:
    made = Thesaurus(_FILE.read_text(encoding="utf-8"), _FILE.name)
    yield _LONGEST, str(made.longest)
    for stems, terms in made._synonyms.items():
        yield " ".join(stems), ";".join(terms)
