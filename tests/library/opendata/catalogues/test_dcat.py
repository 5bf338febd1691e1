"""Our data sets described for others: two readers see the same, and the published shapes conform."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import DCAT, RDF, RDFS, Graph, Namespace, URIRef
from rdflib.compare import isomorphic

from wijkwijzer.errors import InputError
from wijkwijzer.opendata.catalogues.dcat import (
    Agent,
    DataSet,
    Distribution,
    describe,
    to_dcat_json_ld,
    to_turtle,
)

NAMES = (
    "dcat-ap-SHACL.ttl",
    "dcat-ap-nl-SHACL.ttl",
    "dcat-ap-nl-SHACL-klassebereik.ttl",
    "dcat-ap-nl-SHACL-klassebereik-codelijsten.ttl",
)
SH = Namespace("http://www.w3.org/ns/shacl#")
OWNER = Agent(
    "https://identifier.overheid.nl/tooi/id/gemeente/gm1001", "Gemeente Spoordijk", "a@b.nl", "https://b.nl"
)
SET = DataSet(
    address="https://example.nl/hergebruik#kennis",
    identifier="kennis",
    title='Kennis over "wijken"',
    description="Wat lukte,\nwat stopte \\ en wat we dachten.\x0b",
    publisher=OWNER,
    page="https://example.nl/kennis",
    themes=("SOCI",),
    distributions=(
        Distribution(
            "https://example.nl/kennis.csv?q=een wijk", "CSV", "csv", "https://example.nl/hergebruik#licentie"
        ),
    ),
    keywords=("wijken",),
    modified=datetime.date(2026, 11, 1),
)


def _graph(*sets: DataSet) -> Graph:
    triples = describe("https://example.nl/hergebruik#catalogus", "Open gegevens", "Alles", OWNER, sets)
    found = Graph().parse(data=to_turtle(triples), format="turtle")
    for value in set(found.objects()):  # RDF Schema says so of everything; the shapes ask to see it written
        if isinstance(value, URIRef):
            found.add((value, RDF.type, RDFS.Resource))
    return found


@pytest.fixture(scope="module")
def shapes(shared_data: Path) -> Graph:
    """The published shapes, where they are to be had."""
    found = Graph()
    for name in NAMES:
        found.parse(shared_data / "standards" / name, format="turtle")
    return found


def _targets(data: Graph, shapes: Graph) -> int:
    """How many things the shapes look at: a check of nothing conforms too."""
    kinds = set(shapes.objects(None, SH.targetClass)) - {RDFS.Resource}
    return len({thing for kind in kinds for thing in data.subjects(RDF.type, kind)})


def test_turtle_and_json_ld_say_the_same() -> None:
    triples = describe("https://example.nl/c", "Open gegevens", "Alles", OWNER, [SET])
    turtle = Graph().parse(data=to_turtle(triples), format="turtle")
    linked = Graph().parse(data=to_dcat_json_ld(triples), format="json-ld")
    assert len(turtle) == len(triples) == len(linked)
    assert isomorphic(turtle, linked)
    assert "@id" not in json.loads(to_dcat_json_ld(triples))


def test_the_shapes_conform_and_something_was_checked(shapes: Graph) -> None:
    data = _graph(SET, replace(SET, address="https://example.nl/hergebruik#b", identifier="b"))
    assert len(set(data.subjects(RDF.type, DCAT.Dataset))) == 2
    assert _targets(data, shapes) >= 12
    conforms, _report, text = validate(data, shacl_graph=shapes, advanced=True)
    assert conforms, text[:3000]


@pytest.mark.parametrize(
    "name",
    [
        "accessRights",
        "creator",
        "contactPoint",
        "publisher",
        "identifier",
        "theme",
        "title",
        "license",
        "accessURL",
    ],
)
def test_without_a_required_property_the_shapes_do_not_conform(shapes: Graph, name: str) -> None:
    data = _graph(SET)
    gone = [
        triple
        for triple in data
        if str(triple[1]).endswith(f"/{name}") or str(triple[1]).endswith(f"#{name}")
    ]
    assert gone, name
    for triple in gone:
        data.remove(triple)
    assert not validate(data, shacl_graph=shapes, advanced=True)[0], name


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, title=""),
        lambda one: replace(one, themes=()),
        lambda one: replace(one, distributions=()),
    ],
)
def test_a_set_that_misses_what_the_profile_asks_is_refused(change: Callable[[DataSet], DataSet]) -> None:
    with pytest.raises(InputError, match="mist"):
        _graph(change(SET))


def test_no_sets_is_no_catalogue() -> None:
    with pytest.raises(InputError, match="zonder datasets"):
        _graph()
