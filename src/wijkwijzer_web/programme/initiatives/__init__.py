"""Initiatieven of residents: how they stand, told by their own people."""
