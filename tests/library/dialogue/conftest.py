"""The two invented Dutch sets, read once."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from wijkwijzer.dialogue.themes.messages import Question, group_by_question, read_messages, read_themes

DATA = Path(__file__).resolve().parents[1] / "data"


class ThemedSet:
    """A set of messages with the theme each was written for."""

    def __init__(self, name: str) -> None:
        self.folder = DATA / name
        self.questions: list[Question] = group_by_question(
            read_messages(self.folder / "messages.csv"), read_themes(self.folder / "themes.csv")
        )
        with (self.folder / "messages.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.truth = {row["id"]: _main(row["theme"]) for row in rows}


def _main(themes: str) -> str:
    first = themes.split(";")[0]
    return "overig" if first.endswith("-overig") else first


@pytest.fixture(scope="session")
def development() -> ThemedSet:
    return ThemedSet("dialogue_nl")


@pytest.fixture(scope="session")
def fresh() -> ThemedSet:
    return ThemedSet("dialogue_nl_fresh")
