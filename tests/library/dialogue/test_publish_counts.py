"""No attacker who subtracts published counts learns about fewer than ten people."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wijkwijzer.dialogue.publish import LEAST, protect

counts = st.tuples(*[st.integers(0, 30)] * 3)


@given(st.lists(counts, max_size=8), counts)
def test_what_subtraction_gives_back_is_nobody_or_at_least_ten(
    groups: list[tuple[int, int, int]], rest: tuple[int, int, int]
) -> None:
    parts = [*groups, rest]
    everyone = tuple(sum(part[place] for part in parts) for place in range(3))
    shown = protect(everyone, groups)  # type: ignore[arg-type]
    if shown.everyone is None:
        assert all(group is None for group in shown.groups)
        return
    assert all(sum(group) >= LEAST for group in shown.groups if group is not None)
    known = sum(sum(group) for group in shown.groups if group is not None)
    left = sum(everyone) - known
    hidden = sum(group is None for group in shown.groups)
    assert left == 0 or left >= LEAST or hidden == len(groups)


@given(st.lists(counts, min_size=2, max_size=8))
def test_large_groups_stay_when_nothing_small_is_beside_them(groups: list[tuple[int, int, int]]) -> None:
    large = [(a + LEAST, b, c) for a, b, c in groups]
    everyone = tuple(sum(part[place] for part in large) for place in range(3))
    assert protect(everyone, large).groups == tuple(large)  # type: ignore[arg-type]
