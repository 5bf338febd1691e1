"""Answers to harvesters against published schemas; `benchmarks/oai_schemas.sh` gets them and runs this."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from wijkwijzer_web.knowledge.harvest import queries
from wijkwijzer_web.knowledge.models import KnowledgeRecord, State
from wijkwijzer_web.knowledge.records.actions import changed, new_row, show

XML = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
<xs:attribute name="lang" type="xs:language"/></xs:schema>"""
LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
GET = {"verb": "GetRecord", "metadataPrefix": "oai_dc"}
ASKED: list[dict[str, Any]] = [
    *({"verb": verb} for verb in ("Identify", "ListSets", "ListMetadataFormats", "Onzin", "", "ListRecords")),
    LIST,
    LIST | {"verb": "ListIdentifiers"},
    *(LIST | {"set": name} for name in ("publicatie", "geen set", "tip:", "", "a:b")),
    *(LIST | {"from": moment} for moment in ("2020-01-01", "2020", "2020-01-01T00:00:00Z", "9999-12-31")),
    *({"verb": "ListRecords", "resumptionToken": token} for token in ("", "x <y>", "é&")),
    *(GET | {"identifier": key} for key in ("oai:elders:1", "een <twee> %%", "https://é.nl/", "[]")),
    *({"verb": "ListRecords", "metadataPrefix": name} for name in ("marc", "marc xml", "<>")),
    {"verb": ["Identify", "Identify"]},
    {},
]


def _schemas(folder: Path) -> tuple[etree.XMLSchema, etree.XMLSchema]:
    """The schemas read from files only: what they import from elsewhere stands beside them."""
    (folder / "xml.xsd").write_bytes(XML)
    for path in folder.glob("*.xsd"):
        text = path.read_text(encoding="utf-8")
        local = re.sub(r'schemaLocation="http[^"]*/([^/"]+)"', r'schemaLocation="\1"', text)
        path.write_text(local, encoding="utf-8")
    return etree.XMLSchema(file=folder / "OAI-PMH.xsd"), etree.XMLSchema(file=folder / "oai_dc.xsd")


@pytest.mark.django_db
def test_every_answer_is_valid_by_the_published_schemas(client: Client) -> None:
    protocol, dublin_core = _schemas(Path(os.environ["OAI_SCHEMAS"]))
    for number in range(queries.PAGE + 5):
        row = new_row(
            "publicatie", {"titel": f"A & <b> ]]> \x0b é {number}", "jaar": 2020, "samenvatting": "<i>"}
        )
        show(row, State.REVIEWED)
        changed(row, tell=False)
    row.delete()
    first = KnowledgeRecord.objects.filter(public=True).first()
    assert first is not None
    token = etree.fromstring(client.get("/oai", LIST).content).findtext(".//{*}resumptionToken")
    gone = row.key
    own = [GET | {"identifier": queries.identifier(key)} for key in (first.key, gone)]
    answers, described = 0, 0
    for asked in (*ASKED, *own, {"verb": "ListRecords", "resumptionToken": token}):
        found = etree.fromstring(client.get("/oai", asked).content)
        protocol.assertValid(found)
        answers += 1
        for one in found.iter("{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"):
            dublin_core.assertValid(etree.fromstring(etree.tostring(one)))
            described += 1
    print(f"\n{answers} answers and {described} descriptions, 0 invalid")
    assert described > 2 * queries.PAGE
