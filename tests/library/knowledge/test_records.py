"""Records: words, reading, checking, and the sentences about what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkwijzer.areas import FACTORS
from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.records import (
    RECORD_TYPES,
    VOCABULARIES,
    Place,
    check_file,
    read_records,
    record_fields,
    to_mapping,
)
from wijkwijzer.knowledge.records.reading import Raw, make_record

YAML = """
interventies:
  - id: i1
    naam: Huisbezoek
    soort: Archetype
    opgaven: [Samenleven en integratie]
    effecten: [samenhang]
    kern: [een vast gezicht]
    kosten_laag: 1.200,50
    kosten_hoog: 2000
    kosten_eenheid: per deelnemer
    prijspeil: 2023
    partijen: [Gemeente (opdrachtgever), {naam: Buurtteam}]
    erkenningen: ["Instituut | goed | 2020-01-01 | https://voorbeeld.nl/x"]
  - {id: i2, naam: Koffie aan de deur, soort: praktijk, archetype: i1, plaatsen: ["Lindedam [WK000001]"]}
bewijsclaims:
  - {id: c1, interventie: i2, effect: samenhang, richting: positief, sterkte: matig, bron: Jansen, n: 120}
mislukkingen:
  - {id: m1, titel: De campagne, wat_gebeurde: Niemand kwam., aannames: [a1], naamgebruik: anoniem}
aannames:
  - {id: a1, uitspraak: Wie niet komt wil niet., houder: instantie}
initiatieven:
  - {id: b1, naam: Moestuin, begonnen_op: 2021-04-01, animo: veel}
publicaties:
  - {id: p1, titel: Wat werkt, auteurs: ["Jansen, J."], jaar: 2020}
financieringsvormen:
  - {id: f1, naam: Buurtfonds, wie_betaalt: gemeente, gebruikt_voor: [i1], tot: 2030-12-31}
samenwerkingsvormen:
  - {id: s1, naam: Alliantie, partijen: [Gemeente (voorzitter)], afspraken: [elke maand bellen]}
tips:
  - {id: t1, uitspraak: Begin met aanbellen., bron: Wat werkt, publicatie: p1}
trends:
  - {id: tr1, titel: Meer alleenwonenden, beschrijving: In alle steden., gemeentegroep: Twaalf steden}
vragen:
  - {id: v1, vraag: "Wie deed dit eerder?", antwoorden: ["Wij. | een school | 2026-03-02"]}
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_type_is_read(tmp_path: Path) -> None:
    records, problems = check_file(write(tmp_path, "r.yaml", YAML))
    assert not problems
    assert {record.type_name for record in records} == set(RECORD_TYPES)
    first = to_mapping(records[0])
    assert first["opgaven"] == ["samenleven"]
    assert first["kosten_laag"] == 1200.5
    assert first["partijen"] == [{"naam": "Gemeente", "rol": "opdrachtgever"}, {"naam": "Buurtteam"}]
    assert first["erkenningen"][0]["datum"] == "2020-01-01"
    assert records[1].places == (Place("Lindedam", "WK000001"),)


def test_json_of_the_records_reads_back_the_same(tmp_path: Path) -> None:
    records = read_records(write(tmp_path, "r.yaml", YAML))
    listed = [{"type": record.type_name} | to_mapping(record) for record in records]
    assert read_records(write(tmp_path, "r.json", json.dumps(listed))) == records


def test_csv_with_lists_and_parts(tmp_path: Path) -> None:
    text = "id;naam;soort;opgaven;plaatsen\ni1;Huisbezoek;praktijk;wonen;Lindedam [WK000001]\n"
    (record,) = read_records(write(tmp_path, "r.csv", text), "interventie")
    assert record.tasks == ("wonen",)
    quoted = 'type,id,naam,soort,opgaven\ninterventie,i1,Huisbezoek,praktijk,"wonen; werk"\n'
    (record,) = read_records(write(tmp_path, "q.csv", quoted))
    assert record.tasks == ("wonen", "werk")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"id": "x", "soort": "praktijk"}, "interventie ‘x’: naam is leeg, maar verplicht."),
        (
            {"id": "x", "naam": "N", "soort": "raar"},
            "kent het woord ‘raar’ niet; kies uit: archetype, praktijk",
        ),
        (
            {"id": "x", "naam": "N", "soort": "praktijk", "fte": "veel"},
            "fte moet een getal zijn, niet ‘veel’",
        ),
        ({"id": "x", "naam": "N", "soort": "praktijk", "fte": -1}, "fte mag niet onder nul zijn"),
        ({"id": "x", "naam": "N", "soort": "praktijk", "prijspeil": "95"}, "prijspeil moet een jaar zijn"),
        (
            {"id": "x", "naam": "N", "soort": "praktijk", "herzien_op": "1-2-2020"},
            "herzien_op moet een datum zijn",
        ),
        (
            {"id": "x", "naam": "N", "soort": "praktijk", "handboek": "www.x.nl"},
            "handboek moet een webadres zijn",
        ),
        ({"id": "x", "naam": "N", "soort": "praktijk", "plaatsen": "A [1234]"}, "moet een CBS-code zijn"),
        (
            {"id": "x", "naam": "N", "soort": "praktijk", "kleur": "rood"},
            "kleur is geen veld van een interventie",
        ),
        ({"id": "x", "naam": "N", "soort": "archetype", "archetype": "y"}, "archetype hoort leeg te zijn"),
        ({"id": "x", "naam": "N", "soort": "praktijk", "archetype": "y"}, "verwijst naar ‘y’"),
        ({"id": "x", "naam": "N", "soort": "praktijk", "kosten_laag": 5}, "kosten_eenheid is leeg"),
    ],
)
def test_problems_name_record_and_field(tmp_path: Path, values: dict[str, object], sentence: str) -> None:
    path = write(tmp_path, "r.json", json.dumps({"interventies": [values]}))
    _, problems = check_file(path)
    assert any(sentence in problem.sentence() for problem in problems), problems
    assert all("‘x’" in problem.sentence() for problem in problems)


def test_what_goes_together(tmp_path: Path) -> None:
    listed = [
        {"type": "bewijsclaim", "id": "c", "interventie": "i", "effect": "samenhang", "richting": "onbekend"}
        | {"bron": "b", "sterkte": "sterk"},
        {"type": "mislukking", "id": "m", "titel": "t", "wat_gebeurde": "w", "naamgebruik": "open"},
        {
            "type": "initiatief",
            "id": "b",
            "naam": "n",
            "begonnen_op": "2021-01-01",
            "gestopt_op": "2020-01-01",
        },
        {"type": "aanname", "id": "a", "uitspraak": "u", "houder": "bewoner"},
        {"type": "aanname", "id": "a", "uitspraak": "u", "houder": "bewoner"},
    ]
    _, problems = check_file(write(tmp_path, "r.json", json.dumps(listed)))
    assert [(problem.id, problem.field) for problem in problems] == [
        ("c", "sterkte"),
        ("m", "naamgebruik"),
        ("b", "gestopt_op"),
        ("a", "id"),
    ]


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("r.json", "{", "geen goede JSON"),
        ("r.yaml", "a: [", "geen goede YAML"),
        ("r.txt", "", "eindigt op .json"),
        ("r.json", "[1]", "bestaat uit velden"),
        ("r.json", '[{"id": "x"}]', "type niet bekend"),
        ("r.json", '{"interventies": 3}', "hoort een lijst"),
        ("r.json", "3", "geen records"),
        ("r.csv", "naam\nx\n", "kolom id"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, name: str, text: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        check_file(write(tmp_path, name, text))


@given(
    type_name=st.sampled_from(sorted(RECORD_TYPES)),
    data=st.data(),
)
def test_any_value_gives_a_record_or_problems(type_name: str, data: st.DataObject) -> None:
    names = [spec.name for spec in record_fields(RECORD_TYPES[type_name]).values()]
    json_values = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=6,
    )
    values = data.draw(st.dictionaries(st.sampled_from(names), json_values))
    record, problems = make_record(Raw(type_name, values, None))
    assert (record is None) == bool(problems)


def test_outcomes_are_the_factors_of_the_areas() -> None:
    factors = {factor.key: factor.name.nl for factor in FACTORS}
    outcomes = VOCABULARIES["effect"].labels
    assert set(factors) - set(outcomes) == {"schokken"}
    assert all(factors[key] == label for key, label in outcomes.items())


def test_lists_that_nobody_read_are_empty() -> None:
    assert not VOCABULARIES["patroon"].labels
    assert not VOCABULARIES["succesfactor"].labels
