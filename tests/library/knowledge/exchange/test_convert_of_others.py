"""`knowledge convert` on the RIS and BibTeX that other programs write."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wijkwijzer.cli import main
from wijkwijzer.knowledge.exchange.bibtex import read_bibtex
from wijkwijzer.knowledge.exchange.ris import read_ris
from wijkwijzer.knowledge.publications import Reading

Said = tuple[list[dict[str, Any]], str, str]


class Converter:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def text(self, content: str, suffix: str, out: str, *extra: str, code: int = 0) -> str:
        source, target = self.folder / f"in{suffix}", self.folder / f"uit{out}"
        source.write_text(content, encoding="utf-8")
        target.unlink(missing_ok=True)
        assert main(["knowledge", "convert", str(source), "-o", str(target), *extra]) == code
        return target.read_text(encoding="utf-8") if target.exists() else ""

    def records(self, content: str, suffix: str) -> Said:
        written = self.text(content, suffix, ".json")
        return (json.loads(written), *self.capsys.readouterr())


@pytest.fixture
def convert(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Converter:
    return Converter(tmp_path, capsys)


def yaml_of(**fields: object) -> str:
    return json.dumps([{"type": "publicatie", "id": "p", "titel": "Buurt", "soort": "artikel"} | fields])


def test_ris_without_er_or_ty_keeps_every_record_apart(convert: Converter) -> None:
    text = (
        "\ufeffTY  - RPRT\nTI  - Wijk in zicht\nAU  - Jansen, A.\nPY  - 2020\n"
        "\ufeffTY  - RPRT\nTI  - Slagkracht\nAU  - Pietersen, B.\nDO  - 10.1000/b\nER  - \n\n"
        "TI  - Zonder soort\nER  - \nTY  - BOOK\nPY  - 2000\nER  - \nTY  - BOOK\nTI  - Laatste"
    )
    found, out, err = convert.records(text, ".ris")
    assert [one["titel"] for one in found] == ["Wijk in zicht", "Slagkracht", "Zonder soort", "Laatste"]
    assert found[0]["auteurs"] == ["Jansen, A."]
    assert "doi" not in found[0]
    assert found[2]["soort"] == "overig"
    assert "4 van 5 records gebruikt" in out
    assert "overgeslagen: in.ris, rij 13: Publicatie 4 heeft geen titel" in err
    assert "rij 1: Van deze publicatie ontbreekt ER" in err
    assert "rij 11: Hier ontbreekt TY" in err
    assert "rij 16: Van deze publicatie ontbreekt ER" in err


def test_nothing_usable_ends_with_two_and_writes_nothing(convert: Converter) -> None:
    assert convert.text("TY  - BOOK\nPY  - 2000\nER  - \n", ".ris", ".json", code=2) == ""
    err = convert.capsys.readouterr().err
    assert "rij 1: Publicatie 1 heeft geen titel" in err
    assert "0 van 1 publicaties" in err


def test_signs_of_latex_survive_and_addresses_are_verbatim(convert: Converter) -> None:
    text = r"""@article{a, title = {50% van de wijk, 10_000 ~ $5 #samen, 3^2 {\euro}5}, publisher = {A & B},
      author = {de~Vries, J.}, url = {https://a.nl/~x/b%20c.pdf?a=1&b=2#d}, doi = {10.1/a%b~c&d},
      isbn = {9~0%1}}
    @article{b, title = {\href{https://b.nl}{Een} \emph{plan}: 50\% minder}, year = 2020}"""
    found, _, _ = convert.records(text, ".bib")
    assert found[0]["titel"] == "50% van de wijk, 10_000 ~ $5 #samen, 3^2 €5"
    assert found[0]["uitgever"] == "A & B"
    assert found[0]["auteurs"] == ["de Vries, J."]
    assert found[0]["link"] == "https://a.nl/~x/b%20c.pdf?a=1&b=2#d"
    assert (found[0]["doi"], found[0]["isbn"]) == ("10.1/a%b~c&d", "9~0%1")
    assert found[1]["titel"] == "Een plan: 50% minder"


def test_equal_keys_get_numbers_both_ways(convert: Converter) -> None:
    records = [
        {"type": "publicatie", "id": name, "titel": name} for name in ("één", "een", "a b", "a-b", "a-b-2")
    ]
    bib = convert.text(json.dumps(records), ".json", ".bib")
    assert [line[6:-1] for line in bib.splitlines() if line.startswith("@")] == [
        "een",
        "een-2",
        "a-b",
        "a-b-3",
        "a-b-2",
    ]
    twice = "@book{x, title={Een}, keywords={a}, keywords={b}}\n@book{x, title={Twee}, Title={Drie}}"
    found, _, err = convert.records(twice, ".bib")
    assert [(one["id"], one["titel"]) for one in found] == [("x", "Een"), ("x-2", "Twee")]
    assert found[0]["trefwoorden"] == ["a", "b"]
    assert "rij 2: title staat er twee keer" in err


def test_a_link_with_a_semicolon_comes_back_whole(convert: Converter) -> None:
    link = "https://a.nl/x;y=1;z"
    for form in (".ris", ".bib"):
        found, _, _ = convert.records(convert.text(yaml_of(link=link), ".json", form), form)
        assert found[0]["link"] == link
    text = "TY  - JOUR\nTI  - A\nUR  - https://a.nl/x;y; https://b.nl/\nER  - \n"
    found, _, err = convert.records(text, ".ris")
    assert found[0]["link"] == "https://a.nl/x;y"
    assert "bleef weg: https://b.nl/" in err


def test_macros_missing_commas_and_braces(convert: Converter) -> None:
    text = """@string{wj = "Wijkjournaal"}
@article{a, title = "Een " # "titel in " # {delen}, journal = wj # { Extra}, year = 2020}
@article{b,
  title = {Een}
  year = 2019
}
@article{c, title = {Een { open haak},
  year = 2020
}
@article{d, title = "Wat {"}samen{"} doet"}
@article{e, title = {Wijk}, year = 2019 url = {https://a.nl}}"""
    found, out, err = convert.records(text, ".bib")
    assert [(one["id"], one["titel"]) for one in found] == [
        ("a", "Een titel in delen"),
        ("d", 'Wat "samen" doet'),
    ]
    assert found[0]["verschenen_in"] == "Wijkjournaal Extra"
    assert "2 van 5 records gebruikt" in out
    assert "in.bib, rij 4: Achter title ontbreekt een komma" in err
    assert "in.bib, rij 7: " in err
    assert "in.bib, rij 11: Achter year ontbreekt een komma" in err


def test_organisations_keep_their_braces(convert: Converter) -> None:
    names = ["Ministry of A and B", "Jansen, Jan"]
    bib = convert.text(yaml_of(auteurs=names), ".json", ".bib")
    assert "author = {{Ministry of A and B} and Jansen, Jan}" in bib
    assert convert.records(bib, ".bib")[0][0]["auteurs"] == names
    text = "@report{x, title={T}, author={{{Bureau for Housing and B}} and Bos, Kim and others}}"
    found, _, _ = convert.records(text, ".bib")
    assert found[0]["auteurs"] == ["Bureau for Housing and B", "Bos, Kim", "e.a."]


@pytest.mark.parametrize(
    "given", ["https://doi.org/10.1000/b", "http://dx.doi.org/10.1000/b", "doi:10.1000/b"]
)
def test_a_doi_given_as_an_address_becomes_bare(convert: Converter, given: str) -> None:
    for form in (".ris", ".bib"):
        written = convert.text(yaml_of(doi=given), ".json", form)
        assert "10.1000/b" in written
        assert "doi.org" not in written
        assert convert.records(written, form)[0][0]["doi"] == "10.1000/b"
    thing = json.loads(convert.text(yaml_of(doi=given), ".json", ".jsonld"))["@graph"][0]
    assert thing["identifier"] == "https://doi.org/10.1000/b"
    for text, form in (
        (f"TY  - JOUR\nTI  - A\nDO  - {given}\nER  - \n", ".ris"),
        (f"@misc{{a, title={{A}}, doi={{{given}}}}}", ".bib"),
    ):
        assert convert.records(text, form)[0][0]["doi"] == "10.1000/b"


def test_json_ld_has_no_relative_ids_and_keeps_the_order(convert: Converter) -> None:
    records = json.dumps(
        [
            {
                "type": "interventie",
                "id": "i 1",
                "naam": "A",
                "soort": "archetype",
                "activiteiten": ["b", "a"],
            },
            {"type": "bewijsclaim", "id": "c", "interventie": "i 1", "effect": "samenhang"}
            | {"richting": "positief", "bron": "X"},
        ]
    )
    bare = json.loads(convert.text(records, ".json", ".jsonld"))["@graph"]
    assert [one["@id"] for one in bare] == ["_:interventie-i_20_1", "_:bewijsclaim-c"]
    assert bare[1]["about"]["@id"] == bare[0]["@id"]
    assert [step["text"] for step in bare[0]["step"]["@list"]] == ["b", "a"]
    based = json.loads(convert.text(records, ".json", ".jsonld", "--base", "https://a.nl/kennis"))["@graph"]
    assert based[0]["@id"] == "https://a.nl/kennis/interventie/i%201"
    assert convert.text(records, ".json", ".jsonld", "--base", "kennis", code=2) == ""


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("CONF", "hoofdstuk"),
        ("CPAPER", "hoofdstuk"),
        ("ECHAP", "hoofdstuk"),
        ("GOVDOC", "rapport"),
        ("STAT", "rapport"),
        ("EBOOK", "boek"),
        ("DATA", "dossier"),
    ],
)
def test_kinds_and_the_book_around_a_chapter(convert: Converter, theirs: str, ours: str) -> None:
    text = f"TY  - {theirs}\nTI  - Deel\nBT  - Handboek\nAU  - Kok, Mo\nED  - Vos, Lia\nER  - \n"
    (found,), _, _ = convert.records(text, ".ris")
    assert (found["soort"], found["verschenen_in"]) == (ours, "Handboek")
    assert found["auteurs"] == ["Kok, Mo", "Vos, Lia (red.)"]


def test_a_chapter_inherits_from_its_book(convert: Converter) -> None:
    text = """@incollection{k, author={Kok, Mo}, title={Schulden}, crossref={ouder}}
@collection{ouder, editor={Vos, Lia}, title={Handboek}, publisher={Linde Pers}, date={2018}}"""
    found, _, _ = convert.records(text, ".bib")
    assert (found[0]["verschenen_in"], found[0]["jaar"], found[0]["uitgever"]) == (
        "Handboek",
        2018,
        "Linde Pers",
    )
    assert [one["soort"] for one in found] == ["hoofdstuk", "boek"]


@pytest.mark.parametrize(
    ("read", "text", "year", "notes"),
    [
        (read_ris, "TY  - BOOK\nTI  - Buurt\nPY  - in druk\nER  - \n", None, 1),
        (read_ris, "TY  - BOOK\nTI  - Buurt\nPY  - in druk\nDA  - 2021/03/01\nER  - \n", 2021, 0),
        (read_bibtex, "@book{a, title = {Buurt}, year = {forthcoming}}", None, 1),
        (read_bibtex, "@book{a, title = {Buurt}, year = {forthcoming}, date = {2021-03}}", 2021, 0),
        (read_bibtex, "@book{a, title = {Buurt}}", None, 0),
    ],
)
def test_a_year_in_words_is_told(
    read: Callable[[str], Reading], text: str, year: int | None, notes: int
) -> None:
    found = read(text)
    assert [one.year for one in found.publications] == [year]
    told = [note for note in found.notes if "geen jaartal" in str(note)]
    assert len(told) == notes
