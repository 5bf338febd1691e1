"""Reading what the room can choose from."""

from __future__ import annotations

from random import Random

from wijkwijzer_web.programme.models import Meeting, Task

__all__ = ["ballot"]


def ballot(meeting: Meeting, seed: str = "") -> list[Task]:
    """The tasks to choose from, for each phone in another order: what stands on top is chosen more."""
    tasks = list(meeting.tasks.filter(on_ballot=True))
    Random(seed).shuffle(tasks)
    return tasks
