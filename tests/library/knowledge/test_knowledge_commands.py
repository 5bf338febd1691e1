"""The verbs of `wijkwijzer knowledge` from the outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wijkwijzer.cli import main

DATA = Path(__file__).resolve().parents[1] / "data"
HEAD = "id,type,title,text,opgave\n"


def run(*arguments: object) -> int:
    return main(["knowledge", *map(str, arguments)])


@pytest.fixture
def small(tmp_path: Path) -> Path:
    documents = tmp_path / "documents.csv"
    documents.write_text(
        HEAD
        + "a,publicatie,Aanpak in de wijk,Buren doen mee.,wonen\n"
        + "b,mislukking,De moestuin,Niemand gaf water.,\n",
        encoding="utf-8",
    )
    assert run("index", documents, "--output", tmp_path / "idx", "--no-vectors") == 0
    return tmp_path


def test_index_search_and_filter(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run("search", small / "idx", "wijkaanpak", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert [hit["id"] for hit in answer["hits"]] == ["a"]
    assert set(answer["hits"][0]) >= {"id", "score", "passage", "why"}
    assert answer["hits"][0]["why"] == ["Delen van ‘wijkaanpak’: ‘wijk … Aanpak’."]
    assert run("search", small / "idx", "wijkaanpak", "--facet", "type=mislukking") == 0
    assert capsys.readouterr().out == "Hier vonden we niets over: wijkaanpak\n"
    assert run("search", small / "idx", "wijkaanpak", "--hide", "a") == 0
    assert "niets over" in capsys.readouterr().out


def test_update_and_remove(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = small / "more.csv"
    more.write_text(HEAD + "c,publicatie,Zwemles,Water.,\n", encoding="utf-8")
    assert run("index", more, "-o", small / "idx", "--update", "--remove", "b", "--no-vectors") == 0
    capsys.readouterr()
    assert run("search", small / "idx", "zwemles") == 0
    assert "1. Zwemles (c)" in capsys.readouterr().out
    assert run("search", small / "idx", "moestuin") == 0
    assert "niets over" in capsys.readouterr().out


def test_evaluate(words_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = ["--queries", DATA / "search_nl" / "queries.csv", "--qrels", DATA / "search_nl" / "qrels.csv"]
    assert run("evaluate", words_index, *files, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["ndcg10"] > 0.7
    assert found["unanswerable"] == 5
    assert run("evaluate", words_index, *files) == 0
    assert "antwoord, terwijl er niets past" in capsys.readouterr().out


def test_analyse(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("analyse", "burenhulp") == 0
    assert capsys.readouterr().out.startswith("burenhulp: buur + hulp")
    assert run("analyse", "burenhulp", "--json") == 0
    assert json.loads(capsys.readouterr().out)[0]["parts"] == ["buur", "hulp"]
    assert run("analyse", "--compounds", DATA / "compounds_nl" / "check.csv", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["splits_right"] >= 0.95 * found["splits"]


RECORDS = """
interventies:
  - {id: i1, naam: Huisbezoek, soort: archetype}
bewijsclaims:
  - {id: c1, interventie: i1, effect: samenhang, richting: positief, bron: Jansen 2020}
publicaties:
  - {id: p1, titel: Buurt, soort: boek, jaar: 2020}
"""


def test_records_check_gapmap_and_convert(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "records.yaml"
    path.write_text(RECORDS, encoding="utf-8")
    assert run("records", "check", path) == 0
    assert "3 records, alles klopt" in capsys.readouterr().out
    assert run("gapmap", path, "--json") == 0
    assert sum(cell["n"] for cell in json.loads(capsys.readouterr().out)["cellen"]) == 1
    assert run("gapmap", path) == 0
    assert "10 van de 11 combinaties zijn niet onderzocht" in capsys.readouterr().out
    for suffix in ("ris", "bib", "jsonld", "json", "yaml"):
        assert run("convert", path, "-o", tmp_path / f"uit.{suffix}") == 0
    capsys.readouterr()
    assert run("convert", tmp_path / "uit.bib", "-o", tmp_path / "terug.json") == 0
    assert json.loads((tmp_path / "terug.json").read_text(encoding="utf-8"))[0]["titel"] == "Buurt"
    assert not list(tmp_path.glob("*.deel"))


def test_problems_end_with_exit_code_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "records.yaml"
    path.write_text("interventies:\n  - {id: i1, soort: archetype}\n", encoding="utf-8")
    assert run("records", "check", path) == 2
    streams = capsys.readouterr()
    assert "interventie ‘i1’: naam is leeg, maar verplicht." in streams.out
    assert "1 ding klopt niet" in streams.err
    assert run("records", "check", path, "--json") == 2
    assert json.loads(capsys.readouterr().out)["problems"][0]["field"] == "naam"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("search", "{}/leeg", "wijk"), "bestaat niet"),
        (("search", "{}/idx", "wijk", "--facet", "type"), "naam=waarde"),
        (("search", "{}/idx", "wijk", "--limit", "0"), "minstens één"),
        (("index", "{}/niets.csv", "-o", "{}/x"), "bestaat niet"),
        (("convert", "{}/documents.csv", "-o", "{}/x.json"), "text is geen veld van een publicatie"),
    ],
)
def test_wrong_use(
    small: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    assert run(*(one.format(small) for one in arguments)) == 2
    assert sentence in capsys.readouterr().err
