"""How few people are too few to be told about: one number for the whole house."""

from __future__ import annotations

__all__ = ["SMALLEST", "in_tens"]

SMALLEST = 10
"""A count of people below this is not shown, nor anything from which it follows."""


def in_tens(count: int) -> int:
    """A count that changes one person at a time, told in steps of that number.

    >>> in_tens(9), in_tens(10), in_tens(27)
    (0, 10, 20)
    """
    return count // SMALLEST * SMALLEST
