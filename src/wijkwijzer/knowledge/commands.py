"""`wijkwijzer knowledge …`: index, search, evaluate, analyse, and the records of what works."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.record_commands import register_records
from wijkwijzer.telling import told

__all__ = ["register"]


def register(verbs: argparse._SubParsersAction[Any]) -> None:
    """Add the verbs of this domain."""
    _register_index(verbs)
    _register_search(verbs)
    _register_evaluate(verbs)
    _register_analyse(verbs)
    register_records(verbs)


def _register_index(verbs: argparse._SubParsersAction[Any]) -> None:
    parser = verbs.add_parser("index", help="een zoekindex maken of bijwerken")
    parser.add_argument(
        "documents", type=Path, help="CSV met id, type, title, text; andere kolommen zijn filters"
    )
    parser.add_argument("--output", "-o", type=Path, required=True, metavar="IDX", help="map van de index")
    parser.add_argument("--update", action="store_true", help="alleen deze documenten toevoegen of vervangen")
    parser.add_argument("--remove", action="append", default=[], metavar="ID", help="dit document weghalen")
    parser.add_argument("--no-vectors", action="store_true", help="alleen op woorden zoeken (veel sneller)")
    parser.add_argument(
        "--engine", choices=("use", "e5"), default="use", help="waarmee betekenis wordt berekend"
    )
    parser.set_defaults(run=_index)


def _index(args: argparse.Namespace) -> None:
    import time

    from wijkwijzer.knowledge.search import build_index, read_documents, update_index

    documents = read_documents(args.documents)
    start = time.perf_counter()
    if args.update or args.remove:
        version = update_index(args.output, documents, args.remove, vectors=not args.no_vectors)
    else:

        def tell(done: int, total: int) -> None:
            rate = done / max(time.perf_counter() - start, 1e-9)
            told()
            print(f"betekenis: {done} van {total} teksten, {rate:.0f} per seconde", file=sys.stderr)

        version = build_index(
            documents, args.output, vectors=not args.no_vectors, engine=args.engine, progress=tell
        )
    seconds = time.perf_counter() - start
    print(f"{args.output}: versie {version}, {len(documents)} documenten verwerkt in {seconds:.1f} s")


def _register_search(verbs: argparse._SubParsersAction[Any]) -> None:
    parser = verbs.add_parser("search", help="zoeken in een index")
    parser.add_argument("index", type=Path, metavar="IDX")
    parser.add_argument("query", metavar="vraag")
    parser.add_argument(
        "--facet", action="append", default=[], metavar="NAAM=WAARDE", help="alleen met deze waarde"
    )
    parser.add_argument("--hide", action="append", default=[], metavar="ID", help="dit document nooit tonen")
    parser.add_argument("--limit", type=int, default=10, help="hoeveel treffers (10)")
    parser.add_argument(
        "--lists", choices=("both", "lexical", "meaning"), default="both", help=argparse.SUPPRESS
    )
    parser.add_argument("--json", action="store_true", help="als JSON")
    parser.set_defaults(run=_search)


def _search(args: argparse.Namespace) -> None:
    from wijkwijzer.knowledge.search import SearchIndex

    wanted: dict[str, set[str]] = {}
    for pair in args.facet:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise InputError(f"Schrijf een filter als naam=waarde; ‘{pair}’ is dat niet.")
        wanted.setdefault(name, set()).add(value)
    if args.limit < 1:
        raise InputError("Vraag minstens één treffer.")
    index = SearchIndex(args.index, lists=args.lists)
    found = index.search(args.query, limit=args.limit, facets=wanted, hidden=args.hide)
    if args.json:
        hits = [
            {
                "id": hit.id,
                "title": hit.title,
                "score": hit.score,
                "passage": hit.passage,
                "why": [reason.sentence() for reason in hit.reasons],
                "facets": dict(hit.facets),
            }
            for hit in found.hits
        ]
        answer = {
            "query": found.query,
            "hits": hits,
            "answered": not found.nothing_found,
            "evidence": round(found.evidence, 4),
            "facets": found.facets,
            "corrections": found.corrections,
            "version": found.version,
        }
        print(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    if found.nothing_found:
        print(f"Hier vonden we niets over: {args.query}")
        return
    for asked, read in found.corrections.items():
        print(f"We lezen ‘{asked}’ als ‘{read}’.")
    for place, hit in enumerate(found.hits, 1):
        print(f"{place}. {hit.title} ({hit.id})\n   {hit.passage}")
        print(f"   Waarom: {' '.join(reason.sentence() for reason in hit.reasons[:3])}")


def _register_evaluate(verbs: argparse._SubParsersAction[Any]) -> None:
    parser = verbs.add_parser("evaluate", help="de antwoorden vergelijken met beoordeelde vragen")
    parser.add_argument("index", type=Path, metavar="IDX")
    parser.add_argument("--queries", type=Path, required=True, help="CSV met id, query en eventueel style")
    parser.add_argument("--qrels", type=Path, required=True, help="CSV met query_id, doc_id, grade")
    parser.add_argument(
        "--lists", choices=("both", "lexical", "meaning"), default="both", help="welke lijsten meedoen"
    )
    parser.add_argument("--json", action="store_true", help="als JSON")
    parser.set_defaults(run=_evaluate)


def _evaluate(args: argparse.Namespace) -> None:
    from dataclasses import asdict

    from wijkwijzer.knowledge.search import SearchIndex, evaluate, read_judged_queries

    result = evaluate(
        SearchIndex(args.index, lists=args.lists), read_judged_queries(args.queries, args.qrels)
    )
    if args.json:
        print(json.dumps(asdict(result), ensure_ascii=False, indent=2))
        return
    print(f"nDCG@10                          {result.ndcg10:.3f}")
    print(f"recall@50                        {result.recall50:.3f}")
    print(f"leeg, terwijl er iets past       {result.empty} van {result.answerable}")
    print(f"antwoord, terwijl er niets past  {result.answered_though_nothing_fits} van {result.unanswerable}")
    for style, value in sorted(result.by_style.items()):
        print(f"  {style or 'zonder soort':30s} {value:.3f}")


def _register_analyse(verbs: argparse._SubParsersAction[Any]) -> None:
    parser = verbs.add_parser("analyse", help="laten zien hoe woorden worden gelezen en gesplitst")
    parser.add_argument("text", nargs="?", default="", metavar="tekst")
    parser.add_argument(
        "--compounds", type=Path, metavar="CSV", help="splitsingen vergelijken met word,parts"
    )
    parser.add_argument("--json", action="store_true", help="als JSON")
    parser.set_defaults(run=_analyse)


def _analyse(args: argparse.Namespace) -> None:
    from dataclasses import asdict

    from wijkwijzer.text import analyse, explain

    if args.compounds:
        _compare_compounds(args.compounds, args.json)
    elif args.json:
        print(json.dumps([asdict(token) for token in analyse(args.text)], ensure_ascii=False, indent=2))
    else:
        print("\n".join(explain(args.text)))


def _compare_compounds(path: Path, as_json: bool) -> None:
    from wijkwijzer.knowledge.search.files import read_table
    from wijkwijzer.text import split_compound

    right, total, wrong = {True: 0, False: 0}, {True: 0, False: 0}, []
    for _, row in read_table(path, ("word", "parts")):
        wanted, found = tuple(row["parts"].split()), split_compound(row["word"])
        pairs = zip(found.parts, found.surfaces, wanted, strict=False)
        good = len(found.parts) == len(wanted) and all(w in (part, spelt) for part, spelt, w in pairs)
        total[len(wanted) > 1] += 1
        right[len(wanted) > 1] += good
        if not good:
            wrong.append({"word": row["word"], "found": " ".join(found.parts), "wanted": row["parts"]})
    result = {
        "splits": total[True],
        "splits_right": right[True],
        "whole": total[False],
        "whole_right": right[False],
    }
    if as_json:
        print(json.dumps({**result, "wrong": wrong}, ensure_ascii=False, indent=2))
        return
    print(
        f"goed gesplitst  {right[True]} van {total[True]}\nheel gelaten    {right[False]} van {total[False]}"
    )
    for row_ in wrong:
        print(f"  {row_['word']}: {row_['found']} (verwacht: {row_['wanted']})")
