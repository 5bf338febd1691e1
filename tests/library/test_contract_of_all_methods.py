"""One contract for the methods of every room: a public function joins it, or stands among the reasons why.

A method takes rows that anyone may hold (its first argument is a collection, or a table) and answers with a
figure, a choice or an order of its own. Who reads or writes a file, lays out text or changes one thing into
another form is no method: that is what the reasons say. Of foresight, programme and desk every function of
the face is looked at; of knowledge, disclosure, text and open data, whose faces are small, every function of
every module that takes a collection. Votes and areas have their own rows
(`dialogue/test_dialogue_methods_contract.py`, `areas/methods/`).

The promises are the same for all: the same input and seed give the same, the order of rows does not count,
nothing or one row are answered or refused in a sentence, and a result is values that JSON has.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import importlib
import inspect
import json
import pkgutil
import random
import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import polars as pl
import pytest

from contract_values import plain, unordered
from fixtures_effects import CASE, planted_waves
from wijkwijzer import desk, effects, programme
from wijkwijzer.disclosure.tables import suppress_answers, suppress_table
from wijkwijzer.effects.effect.panel import Panel
from wijkwijzer.effects.priorities import Alternative, Criterion, Figure, Weighing
from wijkwijzer.effects.sequences import find_types
from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.gapmap import gap_map
from wijkwijzer.knowledge.records import EvidenceClaim, Intervention
from wijkwijzer.knowledge.search.evaluate import ndcg
from wijkwijzer.opendata.polis import last_votes

DAY = datetime.date(2025, 11, 21)
Rows = list[Any]
METHODS: dict[str, tuple[Rows, Callable[[Rows, int], Any]]] = {}
OTHERWISE = {
    "effects": {
        "algorithms": "a list of our own",
        "algorithms_json": "a list of our own",
        "audits_of": "reads a release",
        "case_from_rows": "reads a form",
        "case_rows": "writes a form",
        "csv_text": "writes a form",
        "dossier_case": "an example",
        "from_json": "reads a result: tested with each of them",
        "measurable": "reads a release",
        "panel_of": "reads a release",
        "read_case": "reads a form",
        "signal": "a look at what learn found",
        "signal_score": "reads a release",
        "to_json": "writes a result: tested with each of them",
        "typed_preferences": "reads a form",
        "typed_rows": "reads a form",
        "waves_of": "reads a release",
        "weighing_from_rows": "reads a form",
        "refuse": "refuses or not",
        "why_refused": "one name, no rows",
        "workbook": "writes a form",
    },
    "programme": {
        "analysis_document": "writes a document",
        "analysis_from_json": "reads what was stored",
        "analysis_to_json": "writes what is stored",
        "asks_until": "two days, no rows",
        "check_advice": "refuses or not",
        "check_settling": "refuses or not",
        "continuity_sentence": "one result in words",
        "draft_analysis": "one profile, no rows",
        "figures_of_number": "one number, no rows",
        "is_state": "one name, no rows",
        "loose_numbers": "one analysis, no rows",
        "month_of": "one day, no rows",
        "months_after": "one day, no rows",
        "months_between": "two days, no rows",
        "numbers_in": "one text, no rows",
        "parties_in": "one text, no rows",
        "read_past": "reads a file",
        "report_one": "writes a document",
        "report_two": "writes a document",
        "review_clock": "one day, no rows",
        "state_of_set": "reads a release",
        "told": "tested with reached: the same pairs, with days",
        "with_words": "one text, no rows",
        "workform_document": "writes a document",
    },
    "knowledge": {
        "build_index": "writes a folder: tested with the search",
        "check_records": "refuses or not",
        "count": "a form of storage",
        "document_vectors": "a form of storage: tested with the search",
        "from_dublin_core": "reads a form",
        "join_lines": "a form of storage",
        "numbered": "the order is what it numbers",
        "pack": "a form of storage",
        "question_vector": "a question, no rows",
        "read_question": "reads a form",
        "sets": "writes a form",
        "to_bibtex": "writes a form",
        "to_csv": "writes a form",
        "to_json_ld": "writes a form",
        "to_ris": "writes a form",
        "with_editors": "writes a form",
        "with_own_ids": "the order is what it numbers",
    },
    "disclosure": {},
    "text": {
        "embed": "a model: the order is that of its answer",
        "field_vector": "one text, no rows",
        "main": "a command",
        "packed": "a form of storage",
    },
    "opendata": {
        "is_reversed": "three tables of one export: tested with its reader",
        "read_all_weights": "reads files",
        "read_postcodes": "reads files",
        "to_dcat_json_ld": "writes a form",
        "to_index": "writes a form",
        "to_sitemap": "writes a form",
        "to_turtle": "writes a form",
        "weights_from_addresses": "reads files",
        "wide_v4": "another form of the same rows",
        "years_of_months": "a rule of one source: tested with its reader",
    },
    "desk": {
        "add_working_days": "one day, no rows",
        "as_json": "writes rows as they are",
        "as_xml": "writes rows as they are",
        "attack": "tested with crawl, which makes what it attacks",
        "bridge_days_known": "one year, no rows",
        "clock": "one case, no rows",
        "days_late": "two days, no rows",
        "discovery": "a list of our own",
        "dutch_day": "one moment, no rows",
        "easter": "one year, no rows",
        "is_working_day": "one day, no rows",
        "moment_due": "one day, no rows",
        "next_working_day": "one day, no rows",
        "plant": "makes rows",
        "round_day": "one day, no rows",
        "shown_in_time": "tested with crawl",
        "sources": "a list of our own",
        "statutory_end": "one day, no rows",
        "working_days_between": "two days, no rows",
    },
}


def method(
    name: str, rows: Sequence[Any]
) -> Callable[[Callable[[Rows, int], Any]], Callable[[Rows, int], Any]]:
    def register(function: Callable[[Rows, int], Any]) -> Callable[[Rows, int], Any]:
        assert name not in METHODS
        METHODS[name] = list(rows), function
        return function

    return register


# ---- foresight
_WAVES = planted_waves(60, seed=3)
_PICK = np.random.default_rng(7).normal(50, 5, (80, 14)).cumsum(1)


@method("effects.learn", range(60))
def _learn(rows: Rows, seed: int) -> Any:
    # Rows of waves are sorted by area when they are made: so does whoever makes them from shuffled rows.
    keep = sorted(rows)
    picked = dataclasses.replace(
        _WAVES,
        areas=tuple(_WAVES.areas[i] for i in keep),
        score=_WAVES.score[keep],
        size=_WAVES.size[keep],
        groups=tuple(_WAVES.groups[i] for i in keep),
        classes=_WAVES.classes[keep],
    )
    return effects.learn(picked, seed=seed, draws=20)


@method("effects.measure", range(80))
def _measure(rows: Rows, seed: int) -> Any:
    panel = Panel(
        tuple(f"WK{i:06d}" for i in rows),
        tuple(range(2010, 2024)),
        _PICK[rows],
        tuple(f"GM{i % 9:04d}" for i in rows),
        np.array([1000.0 + i for i in rows]),
        "x",
        "bron",
    )
    return effects.measure(panel, ["WK000003"], 2019, lags=5, draws=99, seed=seed)


@method("effects.reckon", CASE.benefits)
def _reckon(rows: Rows, seed: int) -> Any:
    return effects.reckon(dataclasses.replace(CASE, benefits=tuple(rows)), draws=200, seed=seed)


@method("effects.weigh", [("a", 1.0, 0.2), ("b", 0.3, 0.9), ("c", 0.6, 0.6), ("d", 0.1, 0.1)])
def _weigh(rows: Rows, seed: int) -> Any:
    things = tuple(Alternative(key, key, (Figure(x, x), Figure(y, y))) for key, x, y in rows)
    return effects.weigh(
        Weighing((Criterion("x", "X"), Criterion("y", "Y")), things, 1), draws=500, seed=seed
    )


@method("effects.find_types", [(0, 0, 1, 1), (0, 0, 0, 1), (2, 2, 2, 2), (2, 2, 1, 2)] * 4)
def _types(rows: Rows, seed: int) -> Any:
    found = find_types(np.array(rows, dtype=int).reshape(len(rows), 4), 2, seed=seed, bootstraps=5)
    return {name: value for name, value in plain(found).items() if name not in {"types", "type_of"}}


# ---- programme
_PAIRS = [(1, 2), (2, 3), (1, 4), (4, 3), (5, 6)]


@method("programme.reached", _PAIRS)
def _reached(rows: Rows, seed: int) -> Any:
    return programme.reached(rows, 1)


@method("programme.roots", _PAIRS)
def _roots(rows: Rows, seed: int) -> Any:
    return programme.roots(rows, range(1, 7))


@method("programme.next_round", [programme.Candidate(k, been=n) for n, k in enumerate("abcd")])
def _round(rows: Rows, seed: int) -> Any:
    return programme.next_round(rows)


@method(
    "programme.interplay",
    [
        programme.Work(1, "a", "Gemeente", ("Zorg",)),
        programme.Work(1, "b", "Zorg"),
        programme.Work(2, "c", "Zorg"),
    ],
)
def _interplay(rows: Rows, seed: int) -> Any:
    return unordered(plain(programme.interplay([1, 2, 3], rows)))


@method(
    "programme.long_effort",
    [
        programme.Run(
            "Gemeente", "huiskamer", datetime.date(2015, 3, 1), datetime.date(2018, 2, 1), "gastvrouw"
        ),
        programme.Run("Zorg", "huiskamer", datetime.date(2019, 3, 1), None, "gastvrouw"),
        programme.Run("Zorg", "moestuin", datetime.date(2020, 1, 1), datetime.date(2024, 1, 1)),
    ],
)
def _effort(rows: Rows, seed: int) -> Any:
    return unordered(plain(programme.long_effort(rows, [], DAY)))


@method(
    "programme.strip",
    [(datetime.date(2015, 3, 1), datetime.date(2018, 2, 1)), (datetime.date(2019, 3, 1), None)],
)
def _strip(rows: Rows, seed: int) -> Any:
    return programme.strip(rows, DAY, programme.month_of(DAY))


# ---- desk
_HEARD = desk.plant(2, areas=3, opgaven=2, people=60, days=200)
_OPGAVEN = sorted({each.opgave for each in _HEARD})
_LATER = max(each.on for each in _HEARD) + datetime.timedelta(days=400)


@method("desk.renew", _HEARD)
def _renew(rows: Rows, seed: int) -> Any:
    return desk.renew(desk.PublicCounts(), rows, opgaven=_OPGAVEN, on=_LATER)


@method("desk.cross", desk.plant(2, areas=2, opgaven=2, people=400, days=200))
def _cross(rows: Rows, seed: int) -> Any:
    shown = desk.renew(desk.PublicCounts(), rows, opgaven=_OPGAVEN, on=_LATER)
    return [(cell, size) for cell, size in desk.cross(shown, rows, on=_LATER).cells.items()]


@method("desk.crawl", _HEARD)
def _crawl(rows: Rows, seed: int) -> Any:
    return list(desk.crawl(sorted(rows, key=lambda one: (one.on, one.area, one.opgave)), _OPGAVEN))


@method("desk.running_counts", _HEARD)
def _running(rows: Rows, seed: int) -> Any:
    shown = desk.running_counts(sorted(rows, key=lambda one: (one.on, one.area, one.opgave)))
    return repr(shown)


@method("desk.divided", [("wonen", 14), ("zorg", 3), ("werk", 21), ("groen", 11)])
def _divided(rows: Rows, seed: int) -> Any:
    return desk.divided(dict(rows))


# ---- knowledge
@method("knowledge.gap_map", ["a", "b", "a", "c"])
def _gaps(rows: Rows, seed: int) -> Any:
    made = [_made(Intervention, id=key, title=key) for key in sorted(set(rows))]
    claims = [
        _made(EvidenceClaim, id=f"{key}{n}", intervention=key, outcome="contact")
        for n, key in enumerate(sorted(rows))
    ]
    random.Random(len(rows)).shuffle(claims)
    return unordered(plain(gap_map(made, claims)))


@method("knowledge.ndcg", [("a", 3), ("b", 1), ("c", 0), ("d", 2)])
def _ndcg(rows: Rows, seed: int) -> Any:
    # The ranking is the order; its grades are the rows.
    return ndcg(["d", "a", "c", "b"], dict(rows))


# ---- disclosure
@method("disclosure.suppress_answers", [("bewoner", 30), ("vrijwilliger", 4), ("werk", 20), ("raad", 12)])
def _answers(rows: Rows, seed: int) -> Any:
    return suppress_answers(dict(rows))


@method("disclosure.suppress_table", [((60, 18, 10), 90), ((30, 12, 35), 80), ((11, 4, 20), 40)])
def _table(rows: Rows, seed: int) -> Any:
    sums = [sum(cells[place] for cells, _size in rows) for place in range(3)]
    ordered = sorted(rows)
    groups, sizes = [cells for cells, _size in ordered], [size for _cells, size in ordered]
    return [group.cells for group in suppress_table(sums, groups, sizes, sum(sizes))]


# ---- open data
@method("opendata.last_votes", [(1, 7, 1, 10), (1, 7, -1, 30), (2, 7, 0, 20), (1, 8, 1, 5), (1, 7, 0, 20)])
def _last(rows: Rows, seed: int) -> Any:
    names = ("participant", "statement", "vote", "time")
    table = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Int64), orient="row")
    return unordered(last_votes(table).select(names).rows())


def _made(kind: type[Any], **values: Any) -> Any:
    """A record with what is needed and nothing more."""
    for field in dataclasses.fields(kind):
        bare = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        if bare and field.name not in values:
            values[field.name] = ""
    return kind(
        **{
            name: value
            for name, value in values.items()
            if name in {f.name for f in dataclasses.fields(kind)}
        }
    )


# ---- the contract
_SMALL_FACES = ("knowledge", "disclosure", "text", "opendata")
_ROWS = re.compile(r"\b(Sequence|Iterable|Mapping|Collection|DataFrame|NDArray|list)\b")


def _of_the_face(room: str) -> set[str]:
    face = importlib.import_module(f"wijkwijzer.{room}")
    return {name for name in face.__all__ if inspect.isfunction(getattr(face, name))}


def _of_every_module(room: str) -> set[str]:
    """Functions whose first argument is a collection, of every module of a room."""
    found = set()
    package = importlib.import_module(f"wijkwijzer.{room}")
    for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(each.name)
        for name in getattr(module, "__all__", ()):
            one = getattr(module, name)
            if inspect.isfunction(one) and one.__module__ == each.name:
                first = next(iter(inspect.signature(one).parameters.values()), None)
                if first is not None and _ROWS.search(str(first.annotation)):
                    found.add(name)
    return found


def test_every_public_function_joins_or_says_why_not() -> None:
    for room, reasons in OTHERWISE.items():
        public = _of_every_module(room) if room in _SMALL_FACES else _of_the_face(room)
        joined = {name.partition(".")[2] for name in METHODS if name.startswith(f"{room}.")}
        assert public - joined - reasons.keys() == set(), f"{room}: join the contract, or say why not"
        assert reasons.keys() <= public
        assert not joined & reasons.keys()


def _told(name: str, rows: Rows, seed: int = 1) -> str:
    return json.dumps(unordered(plain(METHODS[name][1](rows, seed))), sort_keys=True, allow_nan=False)


@pytest.mark.parametrize("name", METHODS)
def test_the_same_rows_and_seed_give_the_same_in_any_order(name: str) -> None:
    rows = METHODS[name][0]
    first = _told(name, rows)
    assert len(first) > 2, "nothing cannot differ"
    shuffled = rows.copy()
    random.Random(3).shuffle(shuffled)
    assert _told(name, shuffled) == first
    assert _told(name, rows) == first


@pytest.mark.parametrize("few", [0, 1])
@pytest.mark.parametrize("name", METHODS)
def test_nothing_and_one_row_are_answered_or_refused_in_a_sentence(name: str, few: int) -> None:
    with contextlib.suppress(InputError):  # nothing else: a sentence, never a fault of ours
        _told(name, METHODS[name][0][:few])
