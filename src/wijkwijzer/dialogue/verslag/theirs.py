"""Which words of a verslag are not ours: what people wrote, asked and named, in their own language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from wijkwijzer.report import Document, Quote, Row, RowHeading, Rows, Spoken, Table, plain, walk

__all__ = ["their_words"]


def their_words(
    document: Document,
    named: Iterable[str] = (),
    language: str = "nl",
    languages: Mapping[str, str] | None = None,
) -> tuple[Spoken, ...]:
    """The words of others that stand in a document, each with its language.

    Parameters
    ----------
    document
        A verslag in another language than that of the dialogue.
    named
        Words of the organiser that stand inside our sentences: title, questions, themes, statements.
    language
        In which the dialogue was held.
    languages
        Of single contributions, by their reference ("bericht:12").

    Examples
    --------
    >>> import datetime
    >>> from wijkwijzer.report import Meta
    >>> said = Quote("Ja hoor", refs=("bericht:7",))
    >>> verslag = Document("Plek", Meta(datetime.date(2025, 11, 21)), (said,))
    >>> [(one.text, one.language) for one in their_words(verslag, ["Plek"], "nl", {"bericht:7": "en"})]
    [('Ja hoor', 'en')]
    """
    known = languages or {}
    found = {text: language for text in named if text.strip()}
    for text, refs in _written(document):
        found[text] = next((known[ref] for ref in refs if ref in known), language)
    own = document.spoken or document.language
    return tuple(Spoken(text, code) for text, code in found.items() if text.strip() and code != own)


def _written(document: Document) -> Iterator[tuple[str, tuple[str, ...]]]:
    for block in walk(document):
        match block:
            case Quote():
                yield block.text, block.refs
            case Rows():
                yield from _of_rows(block)
            case Table():
                yield from _of_table(block)


def _of_rows(block: Rows) -> Iterator[tuple[str, tuple[str, ...]]]:
    for row in block.rows:
        if isinstance(row, Row | RowHeading) and row.about:
            yield row.text if isinstance(row, RowHeading) else plain(row.label), (row.about,)


def _of_table(block: Table) -> Iterator[tuple[str, tuple[str, ...]]]:
    places = [place for place, column in enumerate(block.columns) if column.quotes]
    for row, about in zip(block.rows, block.about or ("",) * len(block.rows), strict=False):
        for place in places:
            yield plain(row[place]), (about,)
