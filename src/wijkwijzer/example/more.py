"""What the example has beside figures, in the files of the other verbs: a gebied, a dialogue, documents."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from wijkwijzer.example.dialogue import ExampleDialogue, example_dialogue
from wijkwijzer.example.knowledge import example_records
from wijkwijzer.example.province import Province
from wijkwijzer.folders import new_folder

__all__ = ["write_more"]

_NOTHING = 9
"""What stands for no vote and no judgement in the drawn dialogue."""


def write_more(folder: Path, province: Province) -> None:
    """Write `gebieden.csv`, `documenten.csv` and the folder `dialoog` into a new or empty folder.

    Raises
    ------
    InputError
        When the folder exists and is not empty.
    """
    with new_folder(folder) as work:
        _write(work / "gebieden.csv", ("gebied", "naam", "lid"), _own_area(province))
        _write(work / "documenten.csv", ("id", "title", "text", "type"), _documents())
        (work / "dialoog").mkdir()
        _dialogue(work / "dialoog", example_dialogue())


def _write(path: Path, head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows((head, *rows))


def _own_area(province: Province) -> list[tuple[object, ...]]:
    """De Spoordijk and the first other wijk of its gemeente, as one gebied."""
    land, codes = province.landscape, province.divisions[2024].codes["wijk"]
    own = int(codes[land.wijk == land.spoordijk][0])
    beside = min(int(code) for code in set(codes.tolist()) if code // 100 == own // 100 and code != own)
    return [("spoorzone", "Spoorzone", f"WK{code:06d}") for code in (own, beside)]


def _documents() -> list[tuple[object, ...]]:
    """Every record of the example with a title: its texts put behind each other."""
    rows: list[tuple[object, ...]] = []
    for number, (kind, fields) in enumerate(example_records(), start=1):
        title = str(fields.get("titel") or fields.get("naam") or "")
        texts = [value for value in fields.values() if isinstance(value, str) and " " in value]
        rows.append((f"{kind}-{number}", title or texts[0], " ".join(texts), kind))
    return rows


def _dialogue(folder: Path, made: ExampleDialogue) -> None:
    people = [f"p{number}" for number in range(1, len(made.votes) + 1)]
    asked = made.questions
    _write(
        folder / "messages.csv",
        ("id", "topic", "question", "kind", "author", "text", "mag_letterlijk"),
        [
            (n, asked[m.question].topic, asked[m.question].text, asked[m.question].kind,
             people[m.person], m.text, "ja" if m.literal else "nee")
            for n, m in enumerate(made.messages, start=1)
        ],
    )  # fmt: skip
    _write(
        folder / "themes.csv",
        ("topic", "question", "kind", "theme_id", "label", "description", "seeds"),
        [
            (q.topic, q.text, q.kind, theme.key, theme.label, theme.description, "; ".join(theme.words))
            for q in asked
            for theme in q.themes
        ],
    )
    texts = [text for q in asked for text in q.texts]
    _write(folder / "statements.csv", ("id", "text"), list(enumerate(texts, start=1)))
    _write(
        folder / "votes.csv",
        ("participant", "statement", "vote"),
        [
            (people[person], statement + 1, int(vote))
            for person, votes in enumerate(made.votes)
            for statement, vote in enumerate(votes)
            if vote != _NOTHING
        ],
    )
    answers = [(people[i], made.background_question, made.background_options[a])
               for i, a in enumerate(made.background) if a >= 0]  # fmt: skip
    _write(folder / "background.csv", ("participant", "question", "answer"), answers)
    script = (
        f"titel = {_toml(made.title)}\ndoel = {_toml(made.goal)}\norganisatie = {_toml(made.organisation)}\n"
    )
    (folder / "script.toml").write_text(script, encoding="utf-8")


def _toml(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
