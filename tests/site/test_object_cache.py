"""The cache of one process: the same object back, until its time is over."""

from __future__ import annotations

import threading
import time

import pytest
from django.core.cache import caches


def test_it_gives_the_same_object_back_also_in_another_thread() -> None:
    thing = object()
    caches["local"].set("thing", thing, 60)
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(caches["local"].get("thing")))
    thread.start()
    thread.join()
    assert found == [thing]
    assert caches["local"].get("thing") is thing


def test_it_forgets_in_time_and_when_told() -> None:
    cache = caches["local"]
    cache.set("short", 1, 0.02)
    cache.set("long", 2, 60)
    time.sleep(0.05)
    assert cache.get("short", "gone") == "gone"
    assert cache.add("short", 3, 60)
    assert not cache.add("short", 4, 60)
    assert cache.incr("short") == 4
    cache.delete_many(["short", "long"])
    assert cache.get("long") is None
    with pytest.raises(ValueError, match="not found"):
        cache.incr("long")
