"""RIS and BibTeX in and out, JSON-LD out."""

from __future__ import annotations

import contextlib
import json
import string
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.exchange import from_bibtex, from_ris, to_bibtex, to_ris
from wijkwijzer.knowledge.exchange.jsonld import to_json_ld
from wijkwijzer.knowledge.records import (
    Assumption,
    EvidenceClaim,
    Failure,
    Initiative,
    Intervention,
    Party,
    Place,
    Publication,
)

ARTICLE = Publication(
    id="jansen2020",
    title="Wat werkt tegen eenzaamheid? 100% & meer",
    kind="artikel",
    authors=("Jansen, Jan", "Vries, Piet de"),
    year=2020,
    container="Tijdschrift voor de wijk",
    volume="12",
    issue="3",
    pages="1-12",
    doi="10.1234/a_b",
    link="https://voorbeeld.nl/a_b?x=1",
    abstract="Een vast gezicht helpt.",
    keywords=("wijk", "zorg"),
    language="nl",
)
WORDS = st.lists(
    st.text(string.ascii_letters + "éëïöü&%$#_'", min_size=1, max_size=8), min_size=1, max_size=5
).map(" ".join)


@pytest.mark.parametrize(("out", "back"), [(to_ris, from_ris), (to_bibtex, from_bibtex)])
def test_a_publication_goes_round(out: object, back: object) -> None:
    assert back(out([ARTICLE])) == [ARTICLE]


@given(
    title=WORDS,
    author=WORDS,
    abstract=WORDS,
    kind=st.sampled_from(["artikel", "boek", "hoofdstuk", "rapport"]),
)
@settings(max_examples=60, deadline=None)
def test_texts_go_round(title: str, author: str, abstract: str, kind: str) -> None:
    one = Publication(
        id="p", title=title, kind=kind, authors=(author.replace(" and ", " en "),), abstract=abstract
    )
    assert from_ris(to_ris([one])) == [one]
    (found,) = from_bibtex(to_bibtex([one]))
    assert (found.title, found.authors, found.abstract, found.kind) == (title, one.authors, abstract, kind)


LINKS = st.text(string.ascii_letters + string.digits + ";%~&#_=?/.,()-", max_size=30).filter(
    lambda text: ";http" not in text and not text.endswith(";")
)


@given(
    authors=st.lists(
        st.sampled_from(["A, B", "Bureau A and B", "Zorg, Welzijn and Sport", "others", "e.a."])
    ),
    keywords=st.lists(st.sampled_from(["wijk", "a, b", "c; d", "e & f"]), unique=True),
    path=LINKS,
    kind=st.sampled_from(["artikel", "boek", "hoofdstuk", "rapport", "dossier", "nieuws", "blog", "website"]),
    editor=st.booleans(),
)
@settings(max_examples=80, deadline=None)
def test_every_field_goes_round(
    authors: list[str], keywords: list[str], path: str, kind: str, editor: bool
) -> None:
    names = tuple(dict.fromkeys(authors)) + (("Vos, Lia (red.)",) if editor else ())
    one = replace(
        ARTICLE,
        kind=kind,
        authors=names,
        keywords=tuple(keywords),
        link=f"https://a.nl/{path}",
        isbn="90_1~2%",
    )
    assert from_ris(to_ris([one])) == [one]
    assert from_bibtex(to_bibtex([one])) == [one]


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_text_crashes_the_readers(text: str) -> None:
    for read in (from_ris, from_bibtex):
        with contextlib.suppress(InputError):
            assert isinstance(read(text), list)


def test_two_publications_with_one_key_get_two_ids() -> None:
    text = "TY  - BOOK\nTI  - Buurt\nER  - \n\nTY  - BOOK\nTI  - Buurt\nER  - \n"
    assert [one.id for one in from_ris(text)] == ["buurt", "buurt-2"]


def test_bibtex_of_others_is_understood() -> None:
    text = r"""@inproceedings{x, title = {{Het} {\"e}{\'e}n}, author = {Jansen, J. and Vries, P.},
      booktitle = {Bundel}, date = {2019-05-01}, pages = {3--9}, url = {geen adres}}"""
    (found,) = from_bibtex(text)
    assert (found.kind, found.title, found.year, found.pages, found.link) == (
        "hoofdstuk",
        "Het ëén",
        2019,
        "3-9",
        "",
    )


def test_what_lacks_a_title_is_named() -> None:
    with pytest.raises(InputError, match="Publicatie 1 heeft geen titel"):
        from_bibtex("@book{x, year = 2020}")


def test_json_ld_has_a_thing_for_every_record() -> None:
    records = [
        ARTICLE,
        Intervention(
            id="i", name="Huisbezoek", kind="archetype", tasks=("wonen",), parties=(Party("Gemeente"),)
        ),
        EvidenceClaim(
            id="c", intervention="i", outcome="samenhang", direction="geen", source="Jansen 2020", page="4"
        ),
        Failure(id="m", title="De campagne", what_happened="Niemand kwam.", places=(Place("A", "WK000001"),)),
        Assumption(id="a", statement="Wie niet komt wil niet.", holder="instantie"),
        Initiative(id="b", name="Moestuin"),
    ]
    found = json.loads(to_json_ld(records, "https://voorbeeld.nl/"))
    assert found["@context"] == "https://schema.org"
    types = [thing["@type"] for thing in found["@graph"]]
    assert types == ["ScholarlyArticle", "HowTo", "Claim", "Article", "Claim", "Project"]
    claim = found["@graph"][2]
    assert claim["about"] == {"@id": found["@graph"][1]["@id"]}
    assert claim["citation"] == "Jansen 2020 p. 4"
    assert found["@graph"][0]["identifier"] == "https://doi.org/10.1234/a_b"
    assert all(value not in ("", None, []) for thing in found["@graph"] for value in thing.values())
