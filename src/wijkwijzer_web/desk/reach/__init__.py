"""Bereik: what both sides believe of each other, what contradicts it, and who was reached."""
