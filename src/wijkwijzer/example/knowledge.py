"""The example's knowledge: invented records that are linked to each other and to the wijken of Lindemark."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import cycle
from typing import Any

from wijkwijzer.example.land.landscape import CITIES

__all__ = ["example_pages", "example_records"]

Row = list[Any]


@lru_cache(maxsize=1)
def _tables() -> dict[str, list[Row]]:
    text = files("wijkwijzer.example").joinpath("data", "kennis.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def example_records() -> list[tuple[str, dict[str, Any]]]:
    """Every record as (type, fields under their Dutch names); what is referred to comes first.

    Examples
    --------
    >>> from collections import Counter
    >>> counts = Counter(kind for kind, _ in example_records())
    >>> counts["publicatie"], counts["interventie"], counts["mislukking"], counts["aanname"]
    (60, 40, 12, 15)
    """
    towns = cycle(city for city in CITIES if city.name != "Havermeer")
    found = [*_publications(), *_archetypes(), *_practices(towns), *_claims(), *_assumptions()]
    return [*found, *_failures(towns), *_initiatives(towns), *_ways(), *_tips(), *_trends(), *_questions()]


def example_pages() -> dict[str, list[dict[str, Any]]]:
    """Dossiers and articles as tables: `dossier` and `artikel`; days count back from the day of loading.

    Examples
    --------
    >>> pages = example_pages()
    >>> len(pages["dossier"]), [one["soort"] for one in pages["artikel"]]
    (7, ['artikel', 'nieuws', 'blog', 'nieuws'])
    """
    text = files("wijkwijzer.example").joinpath("data", "dossiers.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _listed(text: str) -> list[str]:
    return [part for part in text.split(";") if part]


def _place(town: str, code: str, towns: Iterator[Any]) -> list[dict[str, str]]:
    if not town:
        city = next(towns)
        return [{"naam": city.name, "code": f"GM{city.code}"}]
    return [{"naam": town, "code": code or "GM9903"}]


def _publications() -> Iterator[tuple[str, dict[str, Any]]]:
    for key, title, authors, publisher, year, kind, tasks, about in _tables()["publications"]:
        yield (
            "publicatie",
            {
                "id": f"vb-{key}",
                "titel": title,
                "auteurs": [name.strip() for name in authors.split(";")],
                "uitgever": publisher,
                "jaar": year,
                "soort": kind,
                "opgaven": _listed(tasks),
                "samenvatting": about,
                "taal": "nl",
                "licentie": "CC0-1.0",
            },
        )


def _archetypes() -> Iterator[tuple[str, dict[str, Any]]]:
    for key, name, tasks, outcomes, summary, mechanism, core in _tables()["archetypes"]:
        yield (
            "interventie",
            {
                "id": f"vb-{key}",
                "naam": name,
                "soort": "archetype",
                "opgaven": _listed(tasks),
                "effecten": _listed(outcomes),
                "samenvatting": summary,
                "mechanisme": mechanism,
                "kern": _listed(core),
                "licentie": "CC0-1.0",
            },
        )


def _practices(towns: Iterator[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    kinds = {row[0]: row for row in _tables()["archetypes"]}
    for key, kind, name, tasks, outcomes, town, code, does, low, high, unit in _tables()["practices"]:
        yield (
            "interventie",
            {
                "id": f"vb-{key}",
                "naam": name,
                "soort": "praktijk",
                "archetype": f"vb-{kind}",
                "opgaven": _listed(tasks),
                "effecten": _listed(outcomes),
                "samenvatting": does,
                "mechanisme": kinds[kind][5],
                "kern": _listed(kinds[kind][6]),
                "fase": ["uitvoeren"],
                "kosten_laag": low,
                "kosten_hoog": high,
                "kosten_eenheid": unit,
                "prijspeil": 2025,
                "plaatsen": _place(town, code, towns),
                "licentie": "CC0-1.0",
            },
        )


def _claims() -> Iterator[tuple[str, dict[str, Any]]]:
    titles = {row[0]: f"{row[1]} ({row[4]})" for row in _tables()["publications"]}
    for number, row in enumerate(_tables()["claims"], 1):
        key, outcome, direction, strength, study, n, source, page, against = row
        made = {
            "id": f"vb-bewijs-{number:02d}",
            "interventie": f"vb-{key}",
            "effect": outcome,
            "richting": direction,
            "sterkte": strength,
            "studietype": study,
            "n": n or None,
            "bron": titles[source],
            "pagina": page,
            "tegenbewijs": against,
        }
        yield "bewijsclaim", {name: value for name, value in made.items() if value}


def _assumptions() -> Iterator[tuple[str, dict[str, Any]]]:
    for key, statement, holder, against, remedy in _tables()["assumptions"]:
        yield (
            "aanname",
            {
                "id": f"vb-{key}",
                "uitspraak": statement,
                "houder": holder,
                "tegenbewijs": against,
                "remedie": remedy,
            },
        )


def _failures(towns: Iterator[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    tasks = {row[0]: row[2] for row in _tables()["archetypes"]}
    for key, title, kind, broke, town, code, happened, aim, lesson, reply in _tables()["failures"]:
        made = {
            "id": f"vb-{key}",
            "titel": title,
            "interventie": f"vb-{kind}",
            "aannames": [f"vb-{broke}"],
            "plaatsen": _place(town, code, towns),
            "wat_gebeurde": happened,
            "bedoeling": aim,
            "les": lesson,
            "reactie_van_bewoners": reply,
            "opgaven": _listed(tasks[kind]),
            "instemming": "ja",
            "naamgebruik": "organisatie",
        }
        yield "mislukking", {name: value for name, value in made.items() if value}


def _initiatives(towns: Iterator[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    names = ("animo", "contacten", "toerusting", "inbedding", "empathie")
    for key, name, town, code, begun, summary, *points in _tables()["initiatives"]:
        made = {
            "id": f"vb-{key}",
            "naam": name,
            "plaatsen": _place(town, code, towns),
            "begonnen_op": begun,
            "samenvatting": summary,
            "opgaven": ["samenleven"],
        }
        yield "initiatief", made | dict(zip(names, points, strict=True))


def _ways() -> Iterator[tuple[str, dict[str, Any]]]:
    for key, name, payer, purpose, conditions, until, users, used in _tables()["fundings"]:
        yield (
            "financieringsvorm",
            {
                "id": f"vb-{key}",
                "naam": name,
                "wie_betaalt": payer,
                "waarvoor": purpose,
                "voorwaarden": _listed(conditions),
                "tot": until,
                "gebruikt_door": [users],
                "gebruikt_voor": [f"vb-{one}" for one in _listed(used)],
            },
        )
    for key, name, summary, parties, agreements, mandate, pitfall in _tables()["collaborations"]:
        yield (
            "samenwerkingsvorm",
            {
                "id": f"vb-{key}",
                "naam": name,
                "samenvatting": summary,
                "partijen": _listed(parties),
                "afspraken": _listed(agreements),
                "mandaat": mandate,
                "valkuilen": [pitfall],
            },
        )


def _tips() -> Iterator[tuple[str, dict[str, Any]]]:
    titles = {row[0]: f"{row[1]} ({row[4]})" for row in _tables()["publications"]}
    for number, (statement, source, tasks, outcomes) in enumerate(_tables()["tips"], 1):
        yield (
            "tip",
            {
                "id": f"vb-tip-{number:02d}",
                "uitspraak": statement,
                "bron": titles[source],
                "publicatie": f"vb-{source}",
                "opgaven": _listed(tasks),
                "effecten": _listed(outcomes),
            },
        )


def _questions() -> Iterator[tuple[str, dict[str, Any]]]:
    for key, question, explanation, town, code, task, answers in _tables()["questions"]:
        lines = [one.split("|") for one in answers.split(";;") if one]
        made = {
            "id": f"vb-{key}",
            "vraag": question,
            "toelichting": explanation,
            "opgaven": [task],
            "plaatsen": [{"naam": town, "code": code}] if town else [],
            "antwoorden": [{"tekst": text, "van": by, "op": day} for text, by, day in lines],
        }
        yield "vraag", {name: value for name, value in made.items() if value}


def _trends() -> Iterator[tuple[str, dict[str, Any]]]:
    titles = {row[0]: f"{row[1]} ({row[4]})" for row in _tables()["publications"]}
    members = [{"naam": city.name, "code": f"GM{city.code}"} for city in CITIES]
    for key, title, description, group, source, tasks in _tables()["trends"]:
        yield (
            "trend",
            {
                "id": f"vb-{key}",
                "titel": title,
                "beschrijving": description,
                "gemeentegroep": group,
                "groep_op": "2026-01-01",
                "gemeenten": members,
                "bron": titles[source],
                "opgaven": _listed(tasks),
            },
        )
