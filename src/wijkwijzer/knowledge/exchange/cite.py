"""How to cite a work, in APA (7th edition): two small styles of our own, Dutch and English.

A library of CSL styles was tried and left: it lost years, repeated titles and put Dutch titles in English
capitals (see docs/en/knowledge-site.md).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from wijkwijzer.days import MONTHS
from wijkwijzer.knowledge.publications import bare_doi, one_line, people
from wijkwijzer.knowledge.records import Publication

__all__ = ["apa"]

Language = Literal["nl", "en"]
_MOST_NAMES = 20
_OTHERS = "e.a."


@dataclass(frozen=True, slots=True)
class _Words:
    undated: str
    editors: tuple[str, str]
    inside: str
    pages: str
    accessed: str

    def on(self, day: datetime.date, language: Language) -> str:
        month = MONTHS[language][day.month - 1]
        date = f"{day.day} {month} {day.year}" if language == "nl" else f"{month} {day.day}, {day.year}"
        return self.accessed.format(date)


_NL = _Words(
    "z.d.",
    ("Red.", "Red."),
    "In",
    "pp.",
    "Geraadpleegd op {}, van",
)
_EN = _Words(
    "n.d.",
    ("Ed.", "Eds."),
    "In",
    "pp.",
    "Retrieved {}, from",
)
_WORDS = {"nl": _NL, "en": _EN}


def apa(
    work: Publication, language: Language = "nl", *, accessed: datetime.date | None = None, note: str = ""
) -> str:
    """Cite a work in APA, as one line of plain text.

    Parameters
    ----------
    work
        What is cited. Without an author its publisher stands in front, without both its title.
    language
        "nl" or "en".
    accessed
        The day on which a page that may change was read; left out for what has a DOI.
    note
        What stands in brackets behind the title: the version of data, its checksum.

    Examples
    --------
    >>> one = Publication(id="1", title="De wijk in zicht", kind="rapport", authors=("Kok, Mo", "Vos, Lia"),
    ...                   year=2020, publisher="Bureau Kade", link="https://a.nl/x")
    >>> apa(one)
    'Kok, M., & Vos, L. (2020). De wijk in zicht. Bureau Kade. https://a.nl/x'
    >>> apa(one, "en", accessed=datetime.date(2026, 11, 29)).partition("Bureau ")[2]
    'Kade. Retrieved November 29, 2026, from https://a.nl/x'
    """
    words = _WORDS[language]
    authors, editors = people(work)
    title = one_line(work.title).rstrip(".")
    who = _names(authors, language) or _editors(editors, words, language) or one_line(work.publisher)
    when = f"({work.year or words.undated})"
    title += f" [{note}]" if note else ""
    start = [_ended(who), f"{when}.", _ended(title)] if who else [_ended(title), f"{when}."]
    publisher = "" if who == one_line(work.publisher) else one_line(work.publisher)
    rest = [_container(work, words), _ended(publisher) if work.kind != "artikel" else ""]
    return " ".join(filter(None, [*start, *rest, _address(work, words, language, accessed)]))


def _names(names: list[str], language: Language) -> str:
    short = [_name(one) for one in names]
    if len(short) > _MOST_NAMES:
        return f"{', '.join(short[: _MOST_NAMES - 1])}, … {short[-1]}"
    if _OTHERS in short:
        others = "e.a." if language == "nl" else "et al."
        return ", ".join([*(one for one in short if one != _OTHERS), others])
    return f"{', '.join(short[:-1])}, & {short[-1]}" if len(short) > 1 else "".join(short)


def _name(name: str) -> str:
    """Surname and initials; what has no comma is an organisation and stays whole."""
    surname, comma, given = (part.strip() for part in one_line(name).partition(","))
    if not comma or not given:
        return one_line(name)
    first, *between = given.split()
    tail = [word for word in between if word[:1].islower()]  # van, de
    letters = [word for word in (first, *between) if not word[:1].islower()]
    initials = " ".join("-".join(f"{part[0]}." for part in word.split("-") if part) for word in letters)
    return ", ".join(filter(None, [surname, " ".join([initials, *tail]).strip()]))


def _editors(editors: list[str], words: _Words, language: Language) -> str:
    if not editors:
        return ""
    return f"{_names(editors, language)} ({words.editors[len(editors) > 1]})"


def _container(work: Publication, words: _Words) -> str:
    if not work.container:
        return ""
    pages = work.pages.replace("-", "–")
    if work.kind == "hoofdstuk":
        return _ended(
            f"{words.inside} {one_line(work.container)}" + (f" ({words.pages} {pages})" if pages else "")
        )
    volume = work.volume + (f"({work.issue})" if work.issue else "")
    return _ended(", ".join(filter(None, [one_line(work.container), volume, pages])))


def _address(work: Publication, words: _Words, language: Language, accessed: datetime.date | None) -> str:
    if work.doi:
        return f"https://doi.org/{bare_doi(work.doi)}"
    if work.link and accessed:
        return f"{words.on(accessed, language)} {work.link}"
    return work.link


def _ended(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
