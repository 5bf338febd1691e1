"""The register of algorithms: each in words, as JSON, with the fairness audit of the release."""

from __future__ import annotations

import json
import re

from django.test import Client

from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.effects.signals.queries import audits, learnt


def text(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, url
    return answer.content.decode()


def test_the_register(client: Client, db: None) -> None:
    assert "Niet voor:" in text(client, "/algoritmes")
    assert "Chance of a fall" in text(client, "/en/algoritmes")
    assert "Waarvoor niet" in text(client, "/algoritmes/effect")
    entry = json.loads(text(client, "/algoritmes/effect.json"))
    assert entry["lang"] == "nl"
    assert entry["organization"]
    text(client, "/algoritmes/niets", 404)
    text(client, "/algoritmes/niets.json", 404)


def test_the_fairness_audit_of_the_release_stands_with_its_algorithm(client: Client, shown: Current) -> None:
    entry = text(client, "/algoritmes/signals-daling")
    assert entry.count("Valse alarmen van de 100") == 1
    found = learnt()
    assert found is not None
    uneven = {(info.key, one.target): one.audit for info, one in audits(found)}[("p_hh_laag_ink", "daling")]
    right = uneven.gap <= uneven.if_right[1]
    why = "ook als elke kans precies klopt" if right else "en meer dan kansen die precies kloppen"
    assert re.search(rf"ongelijk: boven de grens[^<]*meer dan toeval, {why}", entry)
    assert "eerlijk" not in text(client, "/algoritmes/search")
