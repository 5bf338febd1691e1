"""What people wrote in the dialogues of an organisation that leaves: to read, without who wrote it."""

from __future__ import annotations

import csv
from pathlib import Path

from wijkwijzer.cells import harmless
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.rooms import TO_READ
from wijkwijzer_web.dialogue.models import Dialogue, Message

__all__ = ["export"]

COLUMNS = ("vraag", "stelling", "tekst", "toestemming", "thema", "taal")


def export(organisation: Organisation, folder: Path) -> None:
    """Write the answers that could be read, a file for each dialogue, by question and then by alphabet.

    The order of the log would lead to who wrote what and is left out, as is what waits, is hidden or erased.
    """
    target = folder / TO_READ / "antwoorden"
    for dialogue in Dialogue.objects.filter(organisation=organisation).order_by("slug"):
        rows = sorted(_rows(dialogue))
        if not rows:
            continue
        target.mkdir(exist_ok=True)
        with (target / f"{dialogue.slug}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(rows)


def _rows(dialogue: Dialogue) -> list[tuple[str, ...]]:
    shown = Message.objects.filter(dialogue=dialogue, state=Message.State.VISIBLE).exclude(shown_text="")
    found: list[tuple[str, ...]] = []
    for message in shown.select_related("question", "statement", "theme__theme"):
        theme = getattr(message, "theme", None)
        statement = message.statement
        found.append(
            (
                harmless(message.question.text),
                harmless(statement.text) if statement else "",
                harmless(message.shown_text),
                message.consent,
                harmless(theme.theme.label) if theme and theme.theme else "",
                message.language,
            )
        )
    return found
