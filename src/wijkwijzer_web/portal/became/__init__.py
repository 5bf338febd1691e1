"""Wat is ervan geworden? Type what you once told or advised, and read what became of it."""
