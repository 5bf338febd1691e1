"""No attacker who subtracts published counts learns about fewer than ten people."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wijkwijzer.dialogue.publish import LEAST, suppress

counts = st.tuples(*[st.integers(0, 30)] * 3)


@given(st.lists(counts, min_size=1, max_size=8), counts)
def test_what_is_hidden_in_a_column_is_never_one_small_cell(
    groups: list[tuple[int, int, int]], rest: tuple[int, int, int]
) -> None:
    everyone = [sum(part[place] for part in [*groups, rest]) for place in range(3)]
    shown = suppress(everyone, groups)
    for place in range(3):
        column = [cells[place] for cells in shown]
        known = [cell for cell in column if cell is not None]
        assert all(cell >= LEAST for cell in known)
        hidden = everyone[place] - sum(known)
        assert len(known) == len(groups) or hidden >= LEAST or not known
