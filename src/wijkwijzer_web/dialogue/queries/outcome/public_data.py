"""Public counts as plain values with Dutch names: the same in the open data of a verslag and in the API."""

from __future__ import annotations

from typing import Any

from wijkwijzer.dialogue import GROUPS, PublicRow
from wijkwijzer.disclosure import SMALLEST
from wijkwijzer_web.dialogue.queries.outcome.results import StatementCounts

__all__ = ["question_data", "statement_data"]


def statement_data(counts: StatementCounts) -> dict[str, Any]:
    """One statement with its votes; null where something is not public."""
    found, statement = counts.found, counts.statement
    everyone = found.everyone if found else None
    return {
        "sleutel": statement.pk,
        "nummer": statement.number,
        "tekst": statement.text,
        "stemmen": _votes(everyone),
        "nietGestemd": found.people - sum(everyone) if found and everyone else None,
        "eens": _share(found.agree if found else None),
        "oneens": _share(found.disagree if found else None),
        "groepen": [_row(row) for row in found.tables.get(GROUPS, ())] if found else [],
        "perAntwoord": [
            {"vraag": question, **_row(row)}
            for question, rows in (found.tables.items() if found else ())
            if question != GROUPS
            for row in rows
        ],
    }


def question_data(question: dict[str, Any]) -> dict[str, Any]:
    """One open question with the shares of its themes; none when fewer than ten answered."""
    told = question["themes"] if question["authors"] >= SMALLEST else []
    return {
        "onderwerp": question["topic"],
        "vraag": question["question"],
        "mensen": question["authors"],
        "berichten": question["messages"],
        "voorlopig": question["provisional"],
        "themas": [
            {
                "thema": theme["theme_id"],
                "naam": theme["label"],
                "plaats": theme["rank"],
                "mensen": theme["authors"],
                "berichten": theme["messages"],
                "aandeel": _share((theme["share"], theme["low"], theme["high"])),
            }
            for theme in told
        ],
    }


def _row(row: PublicRow) -> dict[str, Any]:
    return {"antwoord": row.label, "mensen": row.people, "gestemd": row.voters, "stemmen": _votes(row.cells)}


def _votes(cells: tuple[int | None, ...] | None) -> dict[str, int | None]:
    agree, passed, disagree = cells or (None, None, None)
    return {"eens": agree, "pas": passed, "oneens": disagree}


def _share(estimate: tuple[float, float, float] | None) -> dict[str, float] | None:
    if estimate is None:
        return None
    share, low, high = estimate
    return {"aandeel": round(share, 4), "laag": round(low, 4), "hoog": round(high, 4)}
