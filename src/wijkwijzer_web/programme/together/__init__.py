"""Samenspel: who does what for which opgave, and the four factors as evidence."""
