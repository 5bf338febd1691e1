"""How few people are too few to be told about: one number for the whole house."""

from __future__ import annotations

__all__ = ["SMALLEST"]

SMALLEST = 10
"""A count of people below this is not shown, nor anything from which it follows."""
