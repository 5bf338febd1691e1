"""Programmes: who takes part, why these wijken, and what the programme expects."""
