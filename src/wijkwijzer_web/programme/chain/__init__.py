"""Opgaven, inzetten, resultaten and lessen of a wijk."""
