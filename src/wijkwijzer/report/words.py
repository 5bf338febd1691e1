"""The few words the renderers say themselves, in Dutch and English."""

from __future__ import annotations

from types import MappingProxyType

from wijkwijzer.report.blocks import Language

__all__ = ["words"]

_WORDS = {
    "nl": {
        "unknown": "onbekend",
        "between": "tussen",
        "and": "en",
        "to": "tot",
        "out_of_hundred": "van de 100",
        "show_table": "Toon als tabel",
        "tables": "Tabellen",
        "tables_intro": "De cijfers onder de figuren.",
        "sources": "Bronnen",
        "source": "Bron",
        "note": "Noot",
        "made_on": "Gemaakt op",
        "until": "cijfers t/m",
        "release": "uitgave",
        "page": "pagina",
        "of": "van",
        "part": "Onderdeel",
        "picture": "Beeld",
        "in_words": "In woorden",
        "year": "Jaar",
        "value": "Waarde",
        "legend": "Legenda",
        "area": "Gebied",
        "class": "Klasse",
        "current": "dit gebied",
        "continued": "vervolg",
        "on_this_page": "Op deze pagina",
        "more_quotes": "Nog {n} citaten",
        "attached": "De gegevens van dit rapport, om na te rekenen",
        "unprinted": "Niet te drukken",
        "unprinted_says": "Tekens die we niet kunnen drukken ({n}) staan er als een leeg vakje: {codes}.",
        "write_here": "Ruimte om te schrijven",
    },
    "en": {
        "unknown": "unknown",
        "between": "between",
        "and": "and",
        "to": "to",
        "out_of_hundred": "out of 100",
        "show_table": "Show as a table",
        "tables": "Tables",
        "tables_intro": "The figures under the pictures.",
        "sources": "Sources",
        "source": "Source",
        "note": "Note",
        "made_on": "Made on",
        "until": "figures up to",
        "release": "release",
        "page": "page",
        "of": "of",
        "part": "Part",
        "picture": "Picture",
        "in_words": "In words",
        "year": "Year",
        "value": "Value",
        "legend": "Legend",
        "area": "Area",
        "class": "Class",
        "current": "this area",
        "continued": "continued",
        "on_this_page": "On this page",
        "more_quotes": "{n} more quotes",
        "attached": "The data of this report, to check its figures",
        "unprinted": "Could not be printed",
        "unprinted_says": "Characters that we cannot print ({n}) stand as an empty box: {codes}.",
        "write_here": "Room to write",
    },
}


def words(language: Language) -> MappingProxyType[str, str]:
    """The vocabulary of one language.

    Examples
    --------
    >>> words("nl")["unknown"]
    'onbekend'
    """
    return MappingProxyType(_WORDS[language])
