"""Documents, questions and judgements from CSV files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.search.evaluate import JudgedQuery
from wijkwijzer.knowledge.search.model import Document

__all__ = ["read_documents", "read_judged_queries", "read_table"]

Row = dict[str, str]
_LONGEST_CELL = 2**24  # characters: a whole report fits in one cell


def read_documents(path: Path | str) -> list[Document]:
    """Read documents: columns id, title and text; every other column (type too) is a facet.

    Raises
    ------
    InputError
        The file, a column or an id is missing, or an id comes twice.
    """
    documents = []
    seen: set[str] = set()
    for number, row in read_table(path, ("id", "title", "text")):
        name = row["id"].strip()
        if not name:
            raise InputError("Deze rij heeft geen kenmerk.", file=path, row=number, column="id")
        if name in seen:
            raise InputError(f"Het kenmerk ‘{name}’ komt al eerder voor.", file=path, row=number, column="id")
        seen.add(name)
        facets = {k: v.strip() for k, v in row.items() if k not in ("id", "title", "text") and v.strip()}
        documents.append(Document(name, row["title"].strip(), row["text"].strip(), facets))
    return documents


def read_judged_queries(queries: Path | str, judgements: Path | str) -> list[JudgedQuery]:
    """Read questions (id, query, perhaps style) and their judgements (query_id, doc_id, grade).

    Raises
    ------
    InputError
        A column is missing, a grade is no whole number of 0 or more, or a judgement names an unknown
        question.
    """
    found: dict[str, tuple[str, str, dict[str, int]]] = {}
    for number, row in read_table(queries, ("id", "query")):
        if row["id"] in found:
            raise InputError(
                f"De vraag ‘{row['id']}’ komt al eerder voor.", file=queries, row=number, column="id"
            )
        found[row["id"]] = (row["query"], row.get("style", ""), {})
    for number, row in read_table(judgements, ("query_id", "doc_id", "grade")):
        if row["query_id"] not in found:
            raise InputError(
                "Deze vraag staat niet in de lijst.", file=judgements, row=number, column="query_id"
            )
        if not row["grade"].strip().isdecimal():
            raise InputError(
                "Een cijfer is een heel getal van 0 of meer.", file=judgements, row=number, column="grade"
            )
        found[row["query_id"]][2][row["doc_id"]] = int(row["grade"])
    return [JudgedQuery(name, query, grades, style) for name, (query, style, grades) in found.items()]


def read_table(path: Path | str, needed: Sequence[str]) -> Iterator[tuple[int, Row]]:
    """Rows of a CSV file (comma or semicolon, UTF-8) with their number, the header being row 1.

    Raises
    ------
    InputError
        The file cannot be read, is no UTF-8, lacks a column, or a row has too many cells.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError("Dit bestand is niet te lezen.", file=path) from error
    except UnicodeDecodeError as error:
        raise InputError("Dit bestand is geen UTF-8. Bewaar het als CSV met UTF-8.", file=path) from error
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = reader.fieldnames or []
        for column in needed:
            if column not in columns:
                raise InputError("Deze kolom ontbreekt.", file=path, row=1, column=column)
        for row in reader:
            if None in row:
                raise InputError("Deze rij heeft meer cellen dan de kop.", file=path, row=reader.line_num)
            yield reader.line_num, {key: value or "" for key, value in row.items()}
    except csv.Error as error:
        raise InputError("Deze rij is geen goede CSV.", file=path, row=reader.line_num) from error
