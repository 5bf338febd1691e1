"""An answer is one turn below the view: the code that takes it stays in its own folder."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from fixtures_dialogue import Phone
from wijkwijzer_web import dialogue as room

HOME = str(Path(room.__file__).parent)


def moves_between_folders(act: Callable[[], Any]) -> list[tuple[str, str]]:
    """Calls from one folder of the room into another while `act` runs, in their order."""
    moves: list[tuple[str, str]] = []

    def folder(frame: FrameType | None) -> str | None:
        while frame is not None and not frame.f_code.co_filename.startswith(HOME):
            frame = frame.f_back
        return None if frame is None else str(Path(frame.f_code.co_filename).parent.relative_to(HOME))

    def called(frame: FrameType, event: str, _argument: Any) -> None:
        if event != "call" or not frame.f_code.co_filename.startswith(HOME):
            return
        here, before = folder(frame), folder(frame.f_back)
        if here is not None and before is not None and here != before:
            moves.append((before, here))

    sys.setprofile(called)
    try:
        act()
    finally:
        sys.setprofile(None)
    return moves


def test_a_vote_makes_at_most_five_moves_between_folders(phone: Callable[[], Phone]) -> None:
    one = phone()
    one.begin()
    one.send(overslaan="1")
    one.send(keuze="eens")  # what is kept per process is there
    page = one.screen()
    moves = moves_between_folders(lambda: one.send(page, keuze="eens"))
    assert ("take_part", "actions") in moves, "it is measured"
    ways = {(before, here) for before, here in moves if here != "models"}
    assert len(ways) <= 5, ways
    assert {before for before, _here in ways} == {"take_part"}, (
        "nothing comes back into the turn from outside"
    )
